"""Vietnamese in the encodings of before Unicode: which of them a text has, and the text in Unicode.

Owns the tables (``encodings.toml``) and the proof that what comes out is Vietnamese. Refuses to guess: what no encoding makes
Vietnamese of stays as it is, or is None.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
WORD = re.compile(r"[^\s\x00-\x40\[-`{-~\u2010-\u2027\u00a0]+")
UNICODE = re.compile("[ăđĩũơưĂĐĨŨƠƯẠ-ỹ\u0300-\u0323]")  # what no text in another encoding looks like
SOUND = 0.85  # of the words with marks in a Vietnamese text are syllables; names and foreign words are the rest
CLEAR = 0.1  # by which the best reading must be ahead of another
ENOUGH = 5  # words with marks tell an encoding; with fewer, chance may
LOOKED_AT = 100_000  # characters that tell an encoding
CAPITAL, SMALL = "A-ZĂÂĐÊÔƠƯ", "à-ýăđĩũơưạ-ỹ"
SHOUTED = re.compile(  # a line in capitals, of which those with marks look small: "CHỉ THị", "Bí THƯ", but not "Số 9-CT/TU"
    rf"(?m)^(?=[^\n]*(?:[{CAPITAL}]{{2}}[{SMALL}]|[{SMALL}][{CAPITAL}])|[^\n\d]*[{CAPITAL}]{{2}}[^\n\d]*$)[^\na-z]+$"
)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("vanmach.loaders").joinpath("encodings.toml").read_text("utf-8"))


@cache
def _one_to_one(name: str, low: bool, first: int = 0x80) -> dict[int, str]:
    table = _tables()[name]
    out = {0x80 + at: letter for at, letter in enumerate(table["high"]) if 0x80 + at >= first}
    return out | ({int(code): letter for code, letter in table["low"].items()} if low else {})


@cache
def _pairs() -> tuple[re.Pattern[str], dict[str, str]]:
    """The signs of VNI, longest first, with what they stand for."""
    vni = _tables()["vni"]
    out: dict[str, str] = dict(vni["letters"])
    for vowel in "aeouyôö":
        out |= {vowel + sign: vni["letters"].get(vowel, vowel) + mark for sign, mark in vni["marks"].items()}
    for vowel in "aeo":
        out |= {vowel + sign: vowel + "\u0302" + mark for sign, mark in vni["circumflex"].items()}
    out |= {"a" + sign: "a\u0306" + mark for sign, mark in vni["breve"].items()}
    for signs, letter in list(out.items()):
        out[signs.upper()] = letter.upper()
        if len(signs) == 2:
            out[signs[0].upper() + signs[1]] = letter[0].upper() + letter[1:]
    out = {signs: unicodedata.normalize("NFC", letter) for signs, letter in out.items()}
    return re.compile("|".join(sorted(map(re.escape, out), key=len, reverse=True))), out


def _from_tcvn3(text: str) -> str:
    """A text whose font drew these characters as Vietnamese; capitals with marks have none of their own, another font drew them."""
    text = unicodedata.normalize("NFC", text.translate(_one_to_one("tcvn", False, 0xA0)))
    return SHOUTED.sub(lambda line: line.group().upper(), text)


def _from_vni(text: str) -> str:
    pattern, letters = _pairs()
    return pattern.sub(lambda found: letters[found.group()], text)


def _windows(data: bytes) -> str:
    """Bytes as Windows showed them; the five codes that it leaves open stay."""
    return data.decode("latin-1").translate(_punctuation())


@cache
def _punctuation() -> dict[int, str]:
    return {code: letter for code in range(0x80, 0xA0) if (letter := bytes([code]).decode("cp1252", "ignore"))}


def _by_table(name: str) -> Callable[[bytes], str]:
    return lambda data: unicodedata.normalize("NFC", data.decode("latin-1").translate(_one_to_one(name, True)))


FROM_BYTES: dict[str, Callable[[bytes], str]] = {
    "TCVN3": lambda data: _from_tcvn3(_windows(data)),
    "VNI": lambda data: _from_vni(_windows(data)),
    "windows-1258": lambda data: unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
    "VISCII": _by_table("viscii"),
    "TCVN 5712": _by_table("tcvn"),
}
FROM_LETTERS = {"TCVN3": _from_tcvn3, "VNI": _from_vni}


@cache
def _syllable() -> re.Pattern[str]:
    parts = _tables()["syllable"]
    onset, rime = ("|".join(sorted(parts[part].split(), key=len, reverse=True)) for part in ("onset", "rime"))
    return re.compile(f"(?:{onset})?(?:{rime})")


@cache
def is_syllable(word: str) -> bool:
    """Whether a word can be Vietnamese: ``nghiệp`` and ``KHÓA`` can, ``nghiÖp`` and ``café`` cannot."""
    bare = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))
    bare, tones = TONES.subn("", bare)
    return tones < 2 and bool(_syllable().fullmatch(unicodedata.normalize("NFC", bare)))


def vietnamese(text: str) -> tuple[float, int]:
    """Which share of the words with marks are Vietnamese syllables, and how many such words there are."""
    marked = [word for word in WORD.findall(text[:LOOKED_AT]) if not word.isascii()]
    return (sum(map(is_syllable, marked)) / len(marked), len(marked)) if marked else (0.0, 0)


def _best(readings: dict[str, str]) -> tuple[str, str] | None:
    """The reading that is Vietnamese, with its encoding; None where none is, or two are that differ."""
    scores = sorted(((vietnamese(text)[0], name) for name, text in readings.items()), reverse=True)
    score, name = scores[0]
    if vietnamese(readings[name])[1] < ENOUGH:
        return None
    rivals = (rival for other, rival in scores[1:] if score - other < CLEAR and rival[:4] != name[:4])  # the two of TCVN differ in capitals
    if score < SOUND or any(readings[rival] != readings[name] for rival in rivals):
        return None
    return name, readings[name]


def from_bytes(data: bytes) -> tuple[str, str] | None:
    """The encoding of a text that is not in Unicode, and the text: ``("TCVN3", "Chỉ thị")``; None where it is in none that is known."""
    head = data[:LOOKED_AT]
    found = _best({name: read(head) for name, read in FROM_BYTES.items()})
    return (found[0], FROM_BYTES[found[0]](data)) if found else None


def mended(text: str) -> str:
    """A text whose fonts drew other letters than it holds, in the letters that were seen; any other text as it is.

    >>> mended("Bé ChÝnh trÞ ban hµnh ChØ thÞ sè 45-CT/TW vÒ ®¹i héi ®¶ng bé c¸c cÊp")
    'Bộ Chính trị ban hành Chỉ thị số 45-CT/TW về đại hội đảng bộ các cấp'
    """
    if text.isascii() or UNICODE.search(text):
        return text
    share, words = vietnamese(text)
    if words < ENOUGH or share >= SOUND:
        return text
    found = _best({name: read(text) for name, read in FROM_LETTERS.items()})
    return found[1] if found else text
