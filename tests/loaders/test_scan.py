"""What is read off a pattern never hides a match of it: with the shortcut and without, every text gives the same."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanmach.loaders
from vanmach.loaders import posts, relations
from vanmach.loaders.read import read
from vanmach.loaders.rules_read import Rule, rules
from vanmach.loaders.scan import Finder, Rare, first_letters, may_open, needed, openings

EXAMPLES = [e["text"] for r in rules() for e in r.positive] + [t for r in rules() for t in r.negative]
# Words that no example holds, in odd company: doubled blanks, brackets, the end of the text.
ODD = [
    "Bộ trưởng Nội vụ và Thứ trưởng  Tài chính họp; (nguyên Phó Chủ tịch HĐND tỉnh) vắng.",
    "Kỳ họp thứ 9 của Quốc hội khóa XV, Phiên họp thứ 3 của Ủy ban Kiểm tra: Đại hội",
    "họp tại kỳ thứ ba. Đại hội tiến hành bầu; Điều lệ Đảng\nđồng chí Mẫu, bà\tMai.",
    "Công văn số 45/BNV-TCBC, công \u2003văn 7/BX. Kế hoạch này trên. Đề cương, đề án “X”. Công\nvăn số 8/BY",
    "UVTW, Ủy viên Trung ương và ủy viên TƯ; do Thủ tướng Chính phủ; chỉ thị mới của Bộ X về thi đua",
    "tỉnh ủy\u00a0viên, Tỉnh ủy viên; thông qua Nghị quyết. ban hành Chỉ thị, Kết luận nêu rõ: hội nghị ngày 3/4.",
]
SAMPLES = [p.read_text("utf-8") for p in sorted(Path(vanmach.loaders.__path__[0], "samples").glob("*.txt"))]
TEXTS = EXAMPLES + ODD + SAMPLES
FINDERS = [
    finder
    for module in pkgutil.iter_modules(vanmach.loaders.__path__)
    for finder in vars(import_module(f"vanmach.loaders.{module.name}")).values()
    if isinstance(finder, Finder | Rare)
] + [posts.pattern(), posts.inner()]


TRIED = Finder(r"(?<!\w)(?:ab|[Aa]ắ)(?!\w)\s*b?")


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.pattern.pattern[:40])
def test_a_finder_finds_what_its_pattern_does(finder: Finder | Rare) -> None:
    whole = "\n".join(TEXTS)
    for text in [*TEXTS, whole, whole.upper()]:
        for low, high in ((0, len(text)), (7, len(text) - 5)):
            assert [m.span() for m in finder.finditer(text, low, high)] == [m.span() for m in finder.pattern.finditer(text, low, high)]


@given(st.text(alphabet="ab Aắ.-1", max_size=60), st.integers(0, 20), st.integers(20, 60))
def test_a_finder_keeps_inside_its_bounds(text: str, low: int, high: int) -> None:
    assert [m.span() for m in TRIED.finditer(text, low, high)] == [m.span() for m in TRIED.pattern.finditer(text, low, high)]


def test_every_finder_was_tried_on_something() -> None:
    text = "\n".join(TEXTS)
    assert len(FINDERS) > 20
    assert sum(1 for f in FINDERS if f.pattern.search(text)) > 20


def _tagged(text: str) -> list[str]:
    """The tagged sentences that the rules see of a text."""
    seen: list[str] = []

    class Recorder(relations.Run):
        def over(self, tagged: list[relations.Tagged]) -> None:
            seen.extend(s.string for s in tagged)
            super().over(tagged)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relations, "Run", Recorder)
        read(text)
    return seen


STRINGS = sorted({s for text in TEXTS for s in _tagged(text)})


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.id)
def test_the_words_of_a_rule_hide_no_match(rule: Rule) -> None:
    matching = [s for s in STRINGS if rule.pattern.search(s)]
    assert matching
    assert all(any(word in s for word in rule.words) for s in matching if rule.words)
    unled = re.compile(re.sub(r"^\(\?=\[[^]]*\]\)", "", rule.pattern.pattern))
    assert [[m.span() for m in rule.pattern.finditer(s)] for s in STRINGS] == [[m.span() for m in unled.finditer(s)] for s in STRINGS]


@given(
    st.lists(st.sampled_from(["ab", "(?:cd|ef)", "(?:gh)?", "[xy]", "i+", "(?:jk){0,2}", "(?:lm){2}", "(?P<n>no)?", "|"]), max_size=6),
    st.text(alphabet="abcdefghijklmnoxy", max_size=12),
)
def test_a_pattern_never_matches_without_a_word_it_needs(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    if pattern.count("(?P<n>") > 1:
        pattern = pattern.replace("?P<n>", "?:")
    words = needed(pattern)
    if words and re.search(pattern, text):
        assert any(w in text for w in words)
    letters = first_letters(pattern)
    assert not letters or all(m.group()[0] in letters for m in re.finditer(pattern, text))


def test_what_is_read_off_a_pattern() -> None:
    assert needed(r"(?P<noun>số )?(?(noun)chín|mười)") == ("chín", "mười")
    assert needed(r"(?P<noun>số )?(?(noun)chín)") == ()
    assert set(needed(r"(?P<cue>thay thế|thay|bãi bỏ)\s(?:các\s)?Ⓓ")) == {"thay", "bãi bỏ"}
    assert needed(r"\d+(?:cũ)?") == ()
    assert first_letters(r"(?:[Tt]heo\s)?(?:Ⓑ|xét)") == "TtxⒷ"
    assert first_letters(r"\s?theo") == ""
    assert set(openings(r"(?<!\w)[Cc]ông văn\s|(?<!\w)UBND(?!\w)")) == {"Công", "công", "UBND"}
    pattern = r"(?<!\w)(?:Ban (?:Bí thư|Nội chính)|Bộ(?!\w))"
    assert may_open(pattern, "Ban", "B")
    assert not may_open(pattern, "Ban", "C")
    assert may_open(pattern, "Bộ", "C")
    assert not may_open(pattern, "Cục", "C")


@pytest.mark.parametrize("pattern", [r"Ban\s", r"(?<!\w)Ban", r"(?<!\w)\w+\s", r"(?<!\w)(?:a|b)+\s", r"(?<!\w)\(Ban\)"])
def test_a_pattern_that_says_no_first_word_stops_the_import(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"word|spelt"):
        Finder(pattern)


def test_a_pattern_without_a_word_is_not_rare() -> None:
    with pytest.raises(ValueError, match="no word"):
        Rare(r"\d+[-/]\d+")
