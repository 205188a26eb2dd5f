"""No text, however broken, makes the reader crash, lie about a place, or take more than linear time."""

from __future__ import annotations

import time

import pytest

from tests.mutations import PIECES, mutated
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements


def hold(text: str) -> None:
    """What is true of the reading of any text."""
    said = read(text)
    entities = [*said.documents, *said.bodies, *said.people, *said.events]
    ids = {e.id for e in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        assert entity.mentions
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.surface
    for relation in said.relations:
        assert {relation.from_, relation.to} <= ids
        assert 0 <= relation.start < relation.end <= len(text)
        assert relation.modality in ("done", "planned")
        assert 0 < relation.confidence <= 1
    to_statements(said)


@pytest.mark.parametrize("start", range(0, 2000, 100))
def test_two_thousand_broken_texts(start: int) -> None:
    for seed in range(start, start + 100):
        try:
            hold(mutated(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {mutated(seed)!r}") from error


LONG = {
    "one line": lambda n: " ".join(PIECES * n).replace("\n", " "),
    "brackets": lambda n: "(" * 200 * n + "Quy định số 5-QĐ/TW" + ")" * 200 * n,
    "quotes": lambda n: "“đề án " * 150 * n,
    "numbers": lambda n: "Nghị quyết số " + "1, " * 500 * n,
    "names": lambda n: "các đồng chí " + "Lê Văn Mẫu, Phó Trưởng Ban, " * 60 * n,
    "capitals": lambda n: "BAN CHẤP HÀNH " * 120 * n,
    "blanks": lambda n: " \n" * 1000 * n + "Chỉ thị số 45-CT/TW",
}


@pytest.mark.parametrize("shape", LONG)
def test_time_grows_no_faster_than_the_text(shape: str) -> None:
    """Sixteen times the text takes at most forty times as long: a quadratic step would take 256 times."""
    read(LONG[shape](1))
    times = []
    for n in (4, 64):
        text, tries = LONG[shape](n), []
        for _ in range(2):  # the better of two: what else runs on the machine slows one, what grows too fast slows both
            start = time.process_time()
            read(text)
            tries.append(time.process_time() - start)
        times.append(max(min(tries), 0.01))
    assert times[1] / times[0] < 40, times
