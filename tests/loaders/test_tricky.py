"""The hard cases of the domain, each with sentences of its own: which documents a text speaks of, and what it says of them.

A case is called by its number in the notes on the domain; cases about which of several documents in the graph is meant are those of
``tests/graph``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from vanmach.loaders.interchange import Extraction
from vanmach.loaders.read import read


@dataclass(frozen=True)
class Case:
    """A text; all its documents as ``kind name [date] [khóa term]``; all relations of the types that are named, as ``type: from -> to``."""

    id: str
    text: str
    documents: set[str] | None = None
    said: set[str] = field(default_factory=set)
    types: tuple[str, ...] = ()
    named: set[str] = field(default_factory=set)  # bodies, people and events that must be there, by name
    unnamed: tuple[str, ...] = ()  # words that none of them may be called


def _named(entity: Any, names: dict[str, str]) -> str:
    if nickname := getattr(entity, "nickname_of", None):
        return f"{entity.kind} of {names[nickname]}"
    if getattr(entity, "symbol", None):
        return str(entity.symbol)
    if getattr(entity, "number", None) is not None and hasattr(entity, "nickname_of"):
        return f"{entity.kind} {entity.number}"
    return str(getattr(entity, "name", None) or getattr(entity, "title", None) or entity.mentions[0].surface)


def _names(found: Extraction) -> dict[str, str]:
    names: dict[str, str] = {}
    for entity in [*found.bodies, *found.people, *found.events, *found.documents]:
        names[entity.id] = _named(entity, names)
    return names


def _documents(found: Extraction, names: dict[str, str]) -> set[str]:
    return {" ".join(filter(None, (d.kind, names[d.id], d.date, d.term and f"khóa {d.term}"))) for d in found.documents}


def _said(found: Extraction, names: dict[str, str], types: set[str]) -> set[str]:
    return {
        f"{r.type}: {names[r.from_]} -> {names[r.to]}" + (" (planned)" if r.modality == "planned" else "")
        for r in found.relations
        if r.type in types
    }


CASES = [
    Case(
        "01-number-day-issuer",
        "Tỉnh ủy An Giang học tập Quy định số 738 ngày 2-11-2027 của Ban Bí thư.",
        {"regulation regulation 738 2027-11-02"},
        {"issues: Ban Bí thư -> regulation 738"},
    ),
    Case(
        "02-one-document-with-and-without-issuer",
        "Bà Trần Thị Ba giới thiệu Quy định số 738-QĐ/TW của Ban Bí thư. Theo Quy định số 738-QĐ/TW, chi bộ họp mỗi tháng. "
        "Ảnh: Quy định 738",
        {"regulation 738-QĐ/TW"},
        {"issues: Ban Bí thư -> 738-QĐ/TW"},
    ),
    Case(
        "03-a-review-and-a-successor-to-come",
        "Ban Dân vận Trung ương xây dựng Báo cáo tổng kết việc thực hiện Chỉ thị số 735-CT/TW ngày 30-5-2027; "
        "tham mưu ban hành chỉ thị mới của Ban Bí thư về công tác tiếp dân.",
        said={"reviews: tổng kết việc thực hiện Chỉ thị số 735-CT/TW -> 735-CT/TW"},
        types=("reviews", "supersedes", "repeals"),
    ),
    Case(
        "04-the-term-of-the-committee",
        "Đảng ủy Công an Trung ương thực hiện Nghị quyết số 721-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XIII về tổ chức cơ sở đảng.",
        {"resolution 721-NQ/TW khóa XIII"},
        {"issues: Ban Chấp hành Trung ương Đảng -> 721-NQ/TW", "implements: Đảng ủy Công an Trung ương -> 721-NQ/TW"},
    ),
    Case(
        "05-of-binds-to-the-nearer-noun-phrase",
        "Đảng ủy Công an Trung ương thực hiện Kết luận số 721-KL/TW và 4 nhóm nhiệm vụ trong Kế hoạch số 703-KH/TW của Bộ Chính trị.",
        {"conclusion 721-KL/TW", "plan 703-KH/TW"},
        {
            "issues: Bộ Chính trị -> 703-KH/TW",
            "implements: Đảng ủy Công an Trung ương -> 721-KL/TW",
            "implements: Đảng ủy Công an Trung ương -> 703-KH/TW",
        },
    ),
    Case(
        "06-a-plan-inside-a-long-phrase",
        "Ban Tổ chức Trung ương đã triển khai rà soát quy hoạch nhân sự cấp ủy nhiệm kỳ 2031-2036 theo Kế hoạch số 717-KH/TW "
        "ngày 7-7-2028 của Bộ Chính trị.",
        {"plan 717-KH/TW 2028-07-07"},
        {"issues: Bộ Chính trị -> 717-KH/TW", "implements: Ban Tổ chức Trung ương -> 717-KH/TW"},
    ),
    Case(
        "07-the-document-that-fixes-a-team",
        "Tại Quyết định số 709-QĐ/TBVK, ngày 19-12-2027 của Tiểu ban Văn kiện, "
        "Tổ Biên tập gồm 32 thành viên do đồng chí Lê Văn Mẫu làm Tổ trưởng.",
        {"decision 709-QĐ/TBVK 2027-12-19"},
        {"issues: Tiểu ban Văn kiện -> 709-QĐ/TBVK", "establishes: 709-QĐ/TBVK -> Tổ Biên tập", "holds: Lê Văn Mẫu -> Tổ Biên tập"},
    ),
    Case(
        "08-resolutions-in-general-are-none",
        "Thường trực Huyện ủy Châu Phú bám sát Nghị quyết Đại hội XIII cùng nhiều nghị quyết khác về nông thôn.",
        {"resolution resolution of Đại hội XIII khóa XIII"},
    ),
    Case(
        "09-a-span-of-years-is-no-day",
        "Ban Dân vận Trung ương xây dựng Báo cáo tổng kết công tác hòa giải ở cơ sở 5 năm (2026-2030).",
        {"report tổng kết công tác hòa giải ở cơ sở 5 năm (2026-2030)"},
        types=("issues",),
    ),
    Case(
        "10-two-congresses-of-one-number",
        "Đảng ủy Khối thực hiện Nghị quyết Đại hội XIII của Đảng và Nghị quyết Đại hội XIII của Đảng bộ Khối các cơ quan Trung ương.",
        {
            "resolution resolution of Đại hội XIII của Đảng khóa XIII",
            "resolution resolution of Đại hội XIII của Đảng bộ Khối các cơ quan Trung ương",
        },
    ),
    Case(
        "11-a-short-name-of-a-body",
        "Đảng ủy Khối các cơ quan Trung ương họp phiên thứ hai.\nĐảng ủy Khối ban hành Kế hoạch số 711-KH/ĐUK.",
        {"plan 711-KH/ĐUK"},
        {"issues: Đảng ủy Khối các cơ quan Trung ương -> 711-KH/ĐUK"},
    ),
    Case(
        "12-days-of-the-page",
        "Thứ Sáu, 19/7/2024\nThứ Tư, 13/3/2024 14:31'(GMT+7)\nBan Bí thư ban hành Chỉ thị số 712-CT/TW về công tác lưu trữ.",
        {"directive 712-CT/TW"},
        {"issues: Ban Bí thư -> 712-CT/TW"},
    ),
    Case(
        "13-resolutions-of-all-levels",
        "Các chi bộ thực hiện Nghị quyết Đại hội Đảng bộ các cấp, nhiệm kỳ 2025 – 2030.",
        set(),
        types=("implements",),
    ),
    Case(
        "14-an-elliptical-list",
        "Tỉnh ủy An Giang thực hiện các Nghị quyết Trung ương 4, 6, 7 (khóa XII).",
        {f"resolution resolution of Hội nghị Trung ương {n} khóa XII khóa XII" for n in (4, 6, 7)},
        {f"implements: Tỉnh ủy An Giang -> resolution of Hội nghị Trung ương {n} khóa XII" for n in (4, 6, 7)},
    ),
    Case(
        "15-not-yet-adopted",
        "Ngay sau khi Ban Bí thư ban hành Kết luận số 715-KL/TW, ba sở họp.",
        {"conclusion 715-KL/TW"},
        {"issues: Ban Bí thư -> 715-KL/TW (planned)"},
    ),
    Case(
        "16-the-given-name-alone",
        "Bà Trần Thị Mẫu, Trưởng Ban Dân vận Trung ương, dự hội nghị. Bà Mẫu lưu ý ba việc tại hội nghị.",
        set(),
        {"holds: Trần Thị Mẫu -> Ban Dân vận Trung ương"},
        named={"Trần Thị Mẫu"},
        unnamed=("Mẫu",),
    ),
    Case(
        "17-three-ends-and-one-issuer",
        "Quy định số 790-QĐ/TW thay thế Quy định số 745-QĐ/TW, 746-QĐ/TW và Kết luận số 712-KL/TW của Ban Bí thư.",
        said={f"supersedes: 790-QĐ/TW -> {s}" for s in ("745-QĐ/TW", "746-QĐ/TW", "712-KL/TW")}
        | {f"issues: Ban Bí thư -> {s}" for s in ("745-QĐ/TW", "746-QĐ/TW", "712-KL/TW")},
    ),
    Case(
        "18-the-passive-runs-backwards",
        "Quy chế số 790-QC/TU nay được thay thế bằng Quy chế số 714-QC/TU.",
        said={"supersedes: 714-QC/TU -> 790-QC/TU"},
    ),
    Case(
        "19-not-replaced-but-added-to",
        "Hướng dẫn số 719-HD/UBKTTW không thay thế Hướng dẫn số 707-HD/UBKTTW mà chỉ bổ sung Mẫu 3 cho rõ.",
        said={"amends: 719-HD/UBKTTW -> 707-HD/UBKTTW"},
        types=("supersedes", "repeals"),
    ),
    Case(
        "20-whatever-is-contrary",
        "Những quy định trước đây trái với Quy định số 720-QĐ/TU đều hết hiệu lực; các nội dung trái với Kết luận số 721-KL/TU bị bãi bỏ.",
        {"regulation 720-QĐ/TU", "conclusion 721-KL/TU"},
        types=("supersedes", "repeals", "amends"),
    ),
    Case(
        "21-who-signs-does-not-issue",
        "Thay mặt Ban Bí thư, Chánh Văn phòng Trung ương Đảng Lê Văn Mẫu ký ban hành Quy chế số 721-QC/TW.",
        {"rules 721-QC/TW"},
        {"issues: Ban Bí thư -> 721-QC/TW", "signs: Lê Văn Mẫu -> 721-QC/TW"},
    ),
    Case(
        "22-one-code-two-types",
        "Ngày 2-3-2028, Tỉnh ủy An Giang ban hành Quy định số 722-QĐ/TU; Quyết định số 723-QĐ/TU ban hành kèm theo.",
        {"regulation 722-QĐ/TU 2028-03-02", "decision 723-QĐ/TU 2028-03-02"},
        {f"issues: Tỉnh ủy An Giang -> {s}" for s in ("722-QĐ/TU", "723-QĐ/TU")},
    ),
    Case(
        "23-the-province-of-a-committee",
        "Tỉnh ủy Gia Lai họp bàn việc này. Kế hoạch số 723-KH/TU ngày 1-9-2027 của Ban Thường vụ Tỉnh ủy nêu ba việc.",
        {"plan 723-KH/TU 2027-09-01"},
        {"issues: Ban Thường vụ Tỉnh ủy Gia Lai -> 723-KH/TU"},
    ),
    Case(
        "24-programmes-are-no-directives",
        "Tỉnh ủy An Giang ban hành Chương trình hành động số 724-CTr/TU, Chương trình số 725-CTR/TU "
        "và Chương trình hành động số 726-CTHĐ/TU.",
        {"programme 724-CTr/TU", "programme 725-CTr/TU", "programme 726-CTHĐ/TU"},
        {f"issues: Tỉnh ủy An Giang -> {s}" for s in ("724-CTr/TU", "725-CTr/TU", "726-CTHĐ/TU")},
    ),
    Case(
        "25-dashes-and-blanks",
        "Nghị quyết số 718–NQ/TW nêu ba việc. Nghị quyết số 718 -NQ/TW và Nghị quyết số 718- NQ/TW cũng vậy.",
        {"resolution 718-NQ/TW"},
    ),
    Case(
        "26-slash-and-hyphen-swapped",
        "Quy định 796/QĐ-TW năm 2027 và Quy định số 796-QĐ/TW là một văn bản.",
        {"regulation 796-QĐ/TW"},
    ),
    Case(
        "27-the-other-capital",
        "Quy định số 769-Q\u00d0/TW thay thế Quy định số 727-QĐ/TW; Quy định số 769-QĐ/TW có 9 điều.",
        {"regulation 769-QĐ/TW", "regulation 727-QĐ/TW"},
        {"supersedes: 769-QĐ/TW -> 727-QĐ/TW"},
    ),
    Case(
        "28-terms-of-the-committee-and-of-the-assembly",
        "Ủy viên Trung ương Đảng khóa XIV, đại biểu Quốc hội khóa XV Lê Văn Mẫu giới thiệu Nghị quyết số 728-NQ/TW.",
        {"resolution 728-NQ/TW"},
    ),
    Case(
        "29-who-is-quoted-is-no-ground",
        "Theo đồng chí Lê Thị Mẫu, kết quả quý này rất tốt. Theo Quy định số 729-QĐ/TU, Tỉnh ủy An Giang ban hành Quy chế số 730-QC/TU.",
        said={"based_on: 730-QC/TU -> 729-QĐ/TU"},
        types=("implements",),
    ),
    Case(
        "30-31-32-names-that-change-bodies-are-kept-as-written",
        "Năm 2027, Ban Tuyên giáo Trung ương, Thành ủy Huế và Tỉnh ủy Khánh Hòa họp chung.",
        named={"Ban Tuyên giáo Trung ương", "Thành ủy Huế", "Tỉnh ủy Khánh Hòa"},
    ),
    Case(
        "33-an-unnumbered-ground",
        "Số 733-QĐ/TW\nHà Nội, ngày 19 tháng 11 năm 2027\nQUY ĐỊNH\nVỀ CÔNG TÁC LƯU TRỮ\n"
        "- Căn cứ Quy chế làm việc của Ban Bí thư khóa XIV;\n- Căn cứ Nghị quyết số 734-NQ/TW;\n",
        said={
            "based_on: 733-QĐ/TW -> làm việc của Ban Bí thư khóa XIV",
            "based_on: 733-QĐ/TW -> 734-NQ/TW",
        },
    ),
    Case(
        "34-dispatches-of-party-and-state",
        "Ban Tổ chức Trung ương có Công văn số 745-CV/BTCTW; Bộ Nội vụ có Công văn số 746/BNV-TCBC.",
        {"dispatch 745-CV/BTCTW", "dispatch 746/BNV-TCBC"},
        {"issues: Ban Tổ chức Trung ương -> 745-CV/BTCTW", "issues: Bộ Nội vụ -> 746/BNV-TCBC"},
    ),
    Case(
        "35-37-one-symbol-on-two-days",
        "Chỉ thị số 735-CT/TW ngày 30-5-2019 đã hết nhiệm kỳ; Chỉ thị số 735-CT/TW ngày 14-6-2024 thay thế Quy định số 762-QĐ/TW.",
        {"directive 735-CT/TW 2019-05-30", "directive 735-CT/TW 2024-06-14", "regulation 762-QĐ/TW"},
        {"supersedes: 735-CT/TW -> 762-QĐ/TW"},
    ),
    Case(
        "36-a-document-that-ends-many",
        "Quy định số 736-QĐ/TW thay thế Quy định số 722-QĐ/TW ngày 28-7-2021, Quy định số 786-QĐ/TW ngày 1-6-2017, Quyết định số 721-QĐ/TW "
        "ngày 2-3-2019; không thay thế Quy định số 785-QĐ/TW ngày 1-6-2022.",
        said={f"supersedes: 736-QĐ/TW -> {s}" for s in ("722-QĐ/TW", "786-QĐ/TW", "721-QĐ/TW")},
        types=("repeals", "amends"),
    ),
    Case(
        "38-39-a-lineage-told-in-one-breath",
        "Quy định số 737-QĐ/TW thay thế Quy định số 747-QĐ/TW. Quy định số 738-QĐ/TW thay thế Quy định số 737-QĐ/TW.",
        said={"supersedes: 737-QĐ/TW -> 747-QĐ/TW", "supersedes: 738-QĐ/TW -> 737-QĐ/TW"},
    ),
    Case(
        "40-three-spellings-of-one-number",
        "Quy định số 707-QĐi/TW nêu chín điều. Quy định số 707-QĐi/TW và Quy định số 707 là một.",
        {"regulation 707-QĐi/TW"},
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_a_tricky_case(case: Case) -> None:
    found = read(case.text)
    names = _names(found)
    if case.documents is not None:
        assert _documents(found, names) == case.documents
    assert _said(found, names, {s.split(":")[0] for s in case.said} | set(case.types)) == case.said
    told = {e.name for e in [*found.bodies, *found.people, *found.events]}
    assert told >= case.named
    assert not told & set(case.unnamed)
