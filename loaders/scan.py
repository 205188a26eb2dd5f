"""Looks for patterns only where they can begin, and only in texts that hold their words: both are read off the pattern itself.

``Finder`` asks an index of the words of a text; ``needed`` names words without which a pattern has no match. Knows no rule.
Owns a reader of the regular expressions that this package writes; one that it does not understand stops the import.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

WORD = re.compile(r"\w+")
TOKEN = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|[a-z]*:|\(\w+\)))?)|(?P<alt>\|)|(?P<close>\))|"
    r"(?P<times>[?*+]|\{\d*,?\d*\})(?P<lazy>\??)|(?P<escape>\\.)|(?P<anchor>[\^$])|(?P<char>.)",
    re.DOTALL,
)
ENDLESS = 1 << 30
LONGEST = 24  # letters of a word; what grows longer goes round in a loop


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a pattern: a ``set`` of characters (``*`` for a class that is not spelt out), a ``group`` of branches, a ``look`` aside."""

    sort: str
    chars: str = ""
    branches: tuple[tuple[Node, ...], ...] = ()
    low: int = 1
    high: int = 1


def _times(sign: str) -> tuple[int, int]:
    """How often ``?``, ``*``, ``+``, ``{2}`` or ``{2,5}`` takes what stands before it: at least and at most."""
    if sign in "?*+":
        return int(sign == "+"), 1 if sign == "?" else ENDLESS
    low, comma, high = sign[1:-1].partition(",")
    return int(low or 0), int(high or ENDLESS) if comma else int(low)


def parsed(pattern: str) -> tuple[tuple[Node, ...], ...]:
    """The branches of a pattern, each a row of nodes."""
    rows: list[list[list[Node]]] = [[[]]]
    opened: list[str] = []
    for token in TOKEN.finditer(pattern):
        here = rows[-1][-1]
        kind, text = str(token.lastgroup), token.group()
        if kind == "open":
            opened.append(text)
            rows.append([[]])
        elif kind == "alt":
            rows[-1].append([])
        elif kind == "close":
            inner = tuple(map(tuple, rows.pop()))
            if opened[-1].startswith("(?(") and len(inner) == 1:
                inner = (*inner, ())  # asks for something only if a group took part
            rows[-1][-1].append(Node({"(?=": "ahead", "(?!": "not", "(?<=": "aside", "(?<!": "aside"}.get(opened[-1], "group"), "", inner))
            if opened.pop().endswith("i:"):
                rows[-1][-1][-1] = Node("set", "*")  # in either case: not followed
        elif kind == "lazy":
            low, high = _times(str(token["times"]))
            here[-1] = replace(here[-1], low=low, high=high)
        elif kind == "set":
            plain = not re.search(r"^\[\^|[^\[]-[^\]]|\\[a-z]", text)
            here.append(Node("set", re.sub(r"\\(.)", r"\1", text[1:-1]) if plain else r"\w" if text.startswith(r"[\w") else "*"))
        elif kind == "escape":
            named = text if text in (r"\s", r"\w") else "*" if text[1].isalnum() else text[1]
            here.append(Node("aside") if text[1] in "bAZ" else Node("set", named))
        elif kind == "anchor":
            here.append(Node("aside"))
        else:
            here.append(Node("set", "*" if text == "." else text))
    return tuple(map(tuple, rows[0]))


def _letters(row: tuple[Node, ...]) -> str | None:
    """What a row can begin with, letter by letter; None where it is not spelt out."""
    if not row:
        return None
    node, rest = row[0], row[1:]
    if node.sort in ("aside", "not"):
        return _letters(rest)
    if node.sort == "set":
        found = None if node.chars in ("*", r"\s", r"\w") else node.chars
    else:
        branches = [_letters((*branch, *rest) if node.sort == "group" else branch) for branch in node.branches]
        found = None if None in branches else "".join(map(str, branches))
    behind = _letters(rest) if node.low == 0 else ""
    return None if found is None or behind is None else found + behind


def first_letters(pattern: str) -> str:
    """The letters that a match can begin with, each once; none where they are not spelt out."""
    found = [_letters(branch) for branch in parsed(pattern)]
    return "" if None in found else "".join(sorted(set("".join(map(str, found)))))


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern behind a look at the letters that it can begin with: at most places it fails there, and cheaply."""
    letters = first_letters(pattern) if pattern[0] in "([" else ""
    return re.compile(f"(?=[{re.escape(letters)}])(?:{pattern})" if len(letters) > 1 else pattern)


def _first(row: tuple[Node, ...], word: str) -> Iterator[tuple[str, str | None]]:
    """First words of what a row matches, each with what can follow behind a blank; ``word`` is what stands of it so far."""
    if not row or len(word) > LONGEST:
        raise ValueError(f"nothing says that a word ends behind {word!r}")
    node, rest = row[0], row[1:]
    if node.low == 0:
        yield from _first(rest, word)
    if node.sort == "ahead":
        try:
            yield from [(w, None) for branch in node.branches for w, _ in _first(branch, word)]
        except ValueError:
            yield from _first(rest, word)
    elif node.sort == "aside" or (node.sort == "not" and (node.branches[0][0].chars != r"\w" or not word)):
        yield from _first(rest, word)
    elif node.sort == "group":
        rest = (replace(node, low=0), *rest) if node.high > 1 else rest
        for branch in node.branches:
            yield from _first((*branch, *rest), word)
    elif node.sort == "not" or node.chars == r"\s":
        if not word:
            raise ValueError("begins with no word")
        yield word, None if node.sort == "not" else _letters(rest)
    elif node.chars in ("*", r"\w") or node.high > 1:
        raise ValueError(f"what follows {word!r} is not spelt out")
    else:
        for char in node.chars:
            if WORD.match(char):
                yield from _first(rest, word + char)
            elif word:
                yield word, _letters(rest) if char == " " else None
            else:
                raise ValueError(f"begins with {char!r}, which is no word")


BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace())  # a second one may stand behind the first


@cache
def openings(pattern: str) -> dict[str, str | None]:
    """The words that a match can begin with and the letters that can stand behind the blank after each, or None for any."""
    out: dict[str, str | None] = {}
    for branch in parsed(pattern):
        for word, letters in _first(branch, ""):
            known = out.get(word, BLANK)
            out[word] = None if letters is None or known is None else known + letters
    return out


def may_open(pattern: str, word: str, letter: str) -> bool:
    """Whether a match can begin with a word and a letter behind the character after it."""
    letters = openings(pattern).get(word, "")
    return letters is None or (letter in letters if letter else False)


def _needed(row: tuple[Node, ...]) -> frozenset[str]:
    found: list[frozenset[str]] = []
    run = ""
    for node in (*row, Node("aside", low=0)):
        if node.sort == "set" and len(node.chars) == 1 and node.chars != "*" and node.low == node.high == 1:
            run += node.chars
            continue
        if run.strip():
            found.append(frozenset([run]))
        run = ""
        if node.sort == "group" and node.low:
            options = [_needed(branch) for branch in node.branches]
            if all(options):
                found.append(frozenset[str]().union(*options))
    return max(found, key=lambda options: (min(map(len, options)), -len(options)), default=frozenset())


def needed(pattern: str) -> tuple[str, ...]:
    """Words one of which stands in every match: ``(?P<cue>thay|bãi bỏ)`` needs ``thay`` or ``bãi bỏ``; none where nothing is sure."""
    options = [_needed(branch) for branch in parsed(pattern)]
    words = frozenset[str]().union(*options) if all(options) else ()
    return tuple(sorted(w for w in words if not any(other in w for other in words if other != w)))


ASKED: dict[str, dict[str | None, list[Finder]]] = {}  # word -> letters behind it -> the finders that look for both


def first_word(phrase: str) -> str:
    """The first word of a phrase: ``first_word("t.ư đảng")`` is ``t``."""
    match = WORD.search(phrase)
    return match.group() if match else ""


def ask(words: Iterable[str]) -> None:
    """From now on the places of these words are noted in every text, also where no finder looks for them."""
    for word in words:
        ASKED.setdefault(word, {})
    words_of.cache_clear()


MARKS = ',.:;()-"“”\n'  # no part of a word: told first, so that hardly anything but words is left


class Words:
    """The words of a text that a finder asks for, and all with a capital or a figure, with the places where they begin."""

    def __init__(self, text: str) -> None:
        self.places: dict[str, list[int]] = {}
        self.candidates: dict[Finder, list[int]] = {}
        self._split(text)
        for word, places in self.places.items():
            behind = len(word) + 1
            for letters, finders in ASKED.get(word, {}).items():
                fitting = places if letters is None else [p for p in places if text[p + behind : p + behind + 1] in letters]
                for finder in finders if fitting else ():
                    self.candidates.setdefault(finder, []).extend(fitting)
        for row in self.candidates.values():
            row.sort()

    def _split(self, text: str) -> None:
        places = self.places
        for mark in MARKS:
            text = text.replace(mark, " ")
        at = 0
        for token in text.split(" "):
            if token in places:
                places[token].append(at)
            elif token.isalpha():
                if token in ASKED or not token.islower():
                    places[token] = [at]
            elif token:
                for match in WORD.finditer(token):
                    places.setdefault(match[0], []).append(at + match.start())
            at += len(token) + 1


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """The words of a text. Its finders ask one after another, so hardly any text is kept."""
    return Words(text)


class Rare:
    """A pattern whose words few texts hold: it is tried on those only."""

    def __init__(self, pattern: str) -> None:
        self.pattern = compiled(pattern)
        self.needed = needed(pattern)
        if not self.needed:
            raise ValueError(f"has no word of its own: {pattern[:60]}")

    def _may(self, text: str) -> bool:
        return any(map(text.__contains__, self.needed))

    def finditer(self, text: str, low: int = 0, high: int = ENDLESS) -> Iterator[re.Match[str]]:
        """As that of the pattern."""
        return self.pattern.finditer(text, low, high) if self._may(text) else iter(())

    def sub(self, replacement: str, text: str) -> str:
        """As that of the pattern."""
        return self.pattern.sub(replacement, text) if self._may(text) else text

    def search(self, text: str, low: int = 0, high: int = ENDLESS) -> re.Match[str] | None:
        """As that of the pattern."""
        return self.pattern.search(text, low, high) if self._may(text) else None


class Finder:
    r"""A pattern whose matches all begin with one of a few words, after no letter: ``Finder(r"(?<!\w)Đề án\s")``."""

    def __init__(self, pattern: str) -> None:
        if not pattern.startswith((r"(?<!\w)", r"(?<![\wÀ-ỹ")):
            raise ValueError(f"may begin inside a word: {pattern[:60]}")
        self.pattern = re.compile(pattern)
        for word, letters in openings(pattern).items():
            ASKED.setdefault(word, {}).setdefault(letters, []).append(self)
        words_of.cache_clear()

    def finditer(self, text: str, low: int = 0, high: int = ENDLESS) -> Iterator[re.Match[str]]:
        """As that of the pattern."""
        match = self.pattern.match
        places = words_of(text).candidates.get(self, [])
        for at in places if not low else places[bisect_left(places, low) :]:
            if at >= high:
                return
            if low <= at and (found := match(text, at, high)):
                yield found
                low = found.end()

    def search(self, text: str, low: int = 0, high: int = ENDLESS) -> re.Match[str] | None:
        """As that of the pattern."""
        return next(self.finditer(text, low, high), None)
