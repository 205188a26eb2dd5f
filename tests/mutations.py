"""Texts gone wrong in all the ways that files do: cut, repeated, shuffled, with stray bytes, brackets without end, one endless line."""

from __future__ import annotations

import random
import unicodedata

PIECES = [
    "Bộ Chính trị ban hành Chỉ thị số 45-CT/TW ngày 14-4-2025 thay thế Chỉ thị số 35-CT/TW ngày 14-6-2024.\n",
    "Đồng chí Lê Văn Mẫu, Ủy viên Trung ương Đảng, Phó Trưởng Ban Tổ chức Trung ương dự Hội nghị Trung ương 9 khóa XIII.\n",
    "Căn cứ các Nghị quyết Trung ương 4, 6, 7 (khóa XII) và Kết luận số 21-KL/TW; xét Tờ trình số 12-TTr/VPTU,\n",
    "Số 26-HD/BTCTW\nHà Nội, ngày 18 tháng 10 năm 2019\nHƯỚNG DẪN\nvề nhân sự\nT/M BAN BÍ THƯ\nK/T TRƯỞNG BAN\n",
    "các ông Y Thanh Hà Niê K'Đăm, bà H'Vi – nguyên Bí thư Tỉnh ủy Đắk Lắk; Chủ tịch UBND tỉnh",
    "“Quy định về (những điều (đảng viên (không được làm",
    "187, 188- KL/TW, 59 70 71 72, 12-14/6, 30/2020/NĐ-CP, 8b-NQ / HNTW, 66.25/2026/NQ-CP",
    "|---|---|\n| **Số hiệu** | 399-QĐ/TW |\n| Nơi ban hành: | Ban Chấp hành Trung ương |\n",
]
NOISE = [
    "\u200b",
    "\u00a0",
    "\ufeff",
    "\u0301",
    "\u0323",
    "Ð",
    "–",
    "…",
    "(",
    "((",
    "“",
    "”",
    "\r\n",
    "\n\n\n",
    "_",
    "**",
    "0" * 30,
    "\x01",
    "🙂",
    "\ud83d",
    ",",
]


def mutated(seed: int) -> str:
    """The text of one seed; the same seed gives the same text."""
    chance = random.Random(seed)
    text = "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(8):
            case 0:
                text = text[:at]
            case 1:
                text = text[at:]
            case 2:
                text = text[:at] + chance.choice(NOISE) * chance.randint(1, 40) + text[at:]
            case 3:
                end = min(len(text), at + chance.randint(1, 60))
                text = text[:at] + text[at:end] * chance.randint(2, 12) + text[end:]
            case 4:
                text = text[:at] + bytes(chance.randrange(256) for _ in range(20)).decode("latin-1") + text[at:]
            case 5:
                words = text.split(" ")
                chance.shuffle(words)
                text = " ".join(words)
            case 6:
                text = unicodedata.normalize(chance.choice(["NFD", "NFC"]), text)
            case _:
                text = text.replace(chance.choice(" -,.\n/"), chance.choice(NOISE))
        if not text:
            text = chance.choice(PIECES)
    return text
