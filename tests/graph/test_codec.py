"""What is stored as JSON is, letter by letter, what the standard library writes: facts are looked up by the hash of their text."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vanmach.graph.codec import decode, to_json

VALUES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.lists(st.text(), max_size=3)


def standard(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(st.dictionaries(st.text(), VALUES))
def test_it_is_written_as_by_the_standard_library_and_comes_back(value: dict[str, Any]) -> None:
    assert to_json(value) == standard(value)
    assert decode(to_json(value)) == value


@given(st.text(st.characters(categories=["Cs"]), min_size=1))
def test_half_a_letter_is_told_by_whoever_cannot_keep_it(half: str) -> None:
    assert to_json({"surface": half}) == standard({"surface": half})


@given(st.floats(0.0001, 1))
def test_scores_are_written_alike(score: float) -> None:
    assert to_json([["35-ct-tw.xii", score]]) == standard([["35-ct-tw.xii", score]])
