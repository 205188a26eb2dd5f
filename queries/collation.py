"""Vietnamese order of words. Owns the alphabet (Đ after D, Ă and Â after A) and the order of tones."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = {c: i for i, c in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # ngang, huyền, hỏi, ngã, sắc, nặng
_MARKS = {"\u0306", "\u0302", "\u031b"}  # those that make another letter: ă â ê ô ơ ư


@lru_cache(maxsize=1 << 14)
def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A sort key: letters first, tones only where the letters are equal, then the text itself.

    >>> sorted(["Đảng", "Dân vận", "Đặng", "dan"], key=collation_key)
    ['dan', 'Dân vận', 'Đảng', 'Đặng']
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).casefold():
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join([parts[0], *(m for m in parts[1:] if m in _MARKS)]))
        letters.append(_LETTERS.get(base, -1 if not base.isalnum() else len(_LETTERS) + ord(base[0])))
        tones.append(next((_TONES[m] for m in parts[1:] if m in _TONES), 0))
    return tuple(letters), tuple(tones), text
