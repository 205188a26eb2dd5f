"""Quick ways to a match find what the slow ones find: by the words that open a pattern, by the words that a rule asks for."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanmach.loaders
from vanmach.loaders import posts
from vanmach.loaders.rules_read import compiled, cues, rules
from vanmach.loaders.scan import Scanner, opening


def scanners() -> Iterator[tuple[str, Scanner]]:
    for module in pkgutil.iter_modules(vanmach.loaders.__path__):
        for name, thing in vars(import_module(f"vanmach.loaders.{module.name}")).items():
            if isinstance(thing, Scanner):
                yield f"{module.name}.{name}", thing
    yield "posts.pattern", posts.pattern()
    yield "posts.inner", posts.inner()


def texts() -> list[str]:
    samples = [p.read_text("utf-8") for p in sorted(Path(vanmach.loaders.__path__[0], "samples").glob("*.txt"))]
    examples = "\n".join(example["text"] for rule in rules() for example in rule.positive)
    return [*samples, examples, examples.upper(), "Nguyên: Phó Bí thư Tỉnh ủy; ông Lê Văn Mẫu, Q. Chủ tịch UBND TP. Mẫu."]


@pytest.mark.parametrize(("name", "scanner"), list(scanners()), ids=lambda x: x if isinstance(x, str) else "")
def test_a_scanner_finds_what_its_pattern_finds(name: str, scanner: Scanner) -> None:
    for text in texts():
        assert [m.span() for m in scanner.finditer(text)] == [m.span() for m in scanner.pattern.finditer(text)], name


@given(st.text(alphabet="ab Aắ.-1", max_size=60), st.integers(0, 20), st.integers(20, 60))
def test_a_scanner_keeps_inside_its_bounds(text: str, start: int, end: int) -> None:
    scanner = Scanner(r"(?<!\w)(?:ab|[Aa]ắ)(?!\w)\s*b?", opening(("ab", "aắ")))
    assert [m.span() for m in scanner.finditer(text, start, end)] == [m.span() for m in scanner.pattern.finditer(text, start, end)]


def test_every_rule_finds_its_cue_where_its_pattern_matches() -> None:
    for rule in rules():
        for text in "\n".join(texts()).split("\n"):
            if rule.pattern.search(text) and rule.cues:
                assert any(w in text for w in rule.cues), (rule.id, text)


@pytest.mark.parametrize(
    ("pattern", "asked"),
    [
        (r"ký ban hành", ("ký ban hành",)),
        (r"(?:sẽ )?ra (?:ban|thông) ", ("ra ",)),
        (r"(?=không)ban hành", ("ban hành",)),
        (r"[Bb]an hành|ký", ("an hành", "ký")),
        (r"(?P<cue>\w+)|ban hành", ()),
        (r"(?:ban hành)*", ()),
        (r"(?:ban hành){0,2}", ()),
        (r"(?:ban hành){1,2}x", ("ban hành",)),
        (r"ban hànhs?", ("ban hành",)),
        (r"{D}.{0,20} thay thế", (" thay thế",)),
    ],
)
def test_what_a_pattern_asks_for(pattern: str, asked: tuple[str, ...]) -> None:
    assert cues(compiled(pattern).pattern) == asked


@given(
    st.lists(st.sampled_from(["ab", "(?:cd|ef)", "(?:gh)?", "[xy]", "i+", "(?:jk){0,2}", "(?:lm){2}", "|"]), max_size=6),
    st.text(alphabet="abcdefghijklmxy", max_size=12),
)
def test_a_pattern_never_matches_without_a_word_it_asks_for(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    asked = cues(pattern)
    if asked and re.search(pattern, text):
        assert any(w in text for w in asked)
