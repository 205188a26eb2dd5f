"""How fast texts are read, beside eyecite in the same run: ``python tests/benchmarks/reading.py [FOLDER]``.

FOLDER holds ``.txt`` files (the news of the corpus, if none is given and it is at hand). Prints megabytes of UTF-8 a second on one core,
the ratio to eyecite 2.7 (default tokenizer) on an English opinion of about 80 KB with about 300 citations made here, whether time grows
in line with length, and what a second process brings.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements

ROOT = Path(__file__).resolve().parents[2]


def opinion() -> str:
    """An English opinion of about 80 KB with about three hundred citations, as courts write them; every name in it is made up."""
    parties = ["Alder", "Birch", "Cedar", "Dunmore", "Elm Park", "Farrow", "Gorse", "Hollis", "Ivers", "Juniper"]
    prose = [
        "We turn to the second claim, on which the parties agree about the facts but not about what follows from them. ",
        "The district court found that the notice had been posted at the gate for eleven days, and that nobody had read it there. ",
        "That finding is not clearly wrong, and we do not disturb it, though we would have weighed the words of the clerk otherwise. ",
        "Counsel urged that the statute speaks of owners alone; its text speaks of any person who holds land, and we read it so. ",
        "A rule that turned on the colour of the paper would serve nobody, least of all those whom the legislature meant to protect. ",
        "The record holds no answer to the question when the fence was moved, and the burden of that silence falls on the appellant. ",
        "It is true that the agreement was signed in haste, but haste alone has never been enough to set a bargain aside in this court. ",
        "What remains is the measure of damages, which the jury was told to find from the rent that a willing tenant would have paid. ",
    ]
    out = []
    for i in range(150):
        a, b = parties[i % 10], parties[(i * 7 + 3) % 10]
        out.append(prose[i % 8] + prose[(i * 3 + 1) % 8] + prose[(i * 5 + 2) % 8])
        out.append(f"The question was settled in {a} v. {b}, {100 + i} U.S. {50 + i}, {60 + i} ({1950 + i % 60}). ")
        out.append(
            (
                f"See also {b} Co. v. {a}, {200 + i} F.2d {300 + i} (9th Cir. {1960 + i % 50}). ",
                f"The right rests on 42 U.S.C. § {1981 + i % 9}. ",
                f"Id. at {61 + i}. ",
            )[i % 3]
        )
        if i % 3 == 2:
            out.append("\n\n")
    return "".join(out)


def timed(work: object, *args: object) -> float:
    """Seconds of this process, the best of three runs: what else the machine does in between does not count."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work(*args)  # type: ignore[operator]
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Prints the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(os.environ.get("VANMACH_SHARED", ROOT.parent / "shared")) / "corpus" / "news"
    texts = [p.read_text("utf-8") for p in sorted(folder.glob("*.txt"))]
    size = sum(len(t.encode()) for t in texts) / 1e6
    for text in texts[:20]:
        to_statements(read(text))  # compiles what is compiled once
    seconds = timed(lambda: [to_statements(read(t)) for t in texts])
    ours = size / seconds
    print(f"ours     {len(texts)} texts, {size:.2f} MB in {seconds:.2f} s: {ours:.3f} MB/s")

    from eyecite import get_citations

    english = opinion()
    count = len(get_citations(english))
    seconds = timed(get_citations, english)
    theirs = len(english.encode()) / 1e6 / seconds
    print(f"eyecite  {len(english) // 1000} KB, {count} citations in {seconds:.2f} s: {theirs:.3f} MB/s")
    print(f"ratio    {ours / theirs:.1f}")

    one = max(texts, key=len)
    base = timed(lambda: to_statements(read(one)))
    for times in (4, 16):
        print(f"length   x{times}: time x{timed(lambda n=times: to_statements(read(one * n))) / base:.1f}")

    with tempfile.TemporaryDirectory() as name:
        files = []
        while sum(f.stat().st_size for f in files) < 30e6:
            for i, text in enumerate(texts):
                path = Path(name) / f"{len(files)}.txt"
                path.write_text(f"Bản {len(files)} {i}\n{text}\n{texts[(i + 1) % len(texts)]}\n{texts[(i + 2) % len(texts)]}", "utf-8")
                files.append(path)
        alone, two = (_read_all(files, jobs) for jobs in (1, 2))
        print(f"jobs     2 over {sum(f.stat().st_size for f in files) / 1e6:.0f} MB: x{alone / two:.2f}")


def _read_all(files: list[Path], jobs: int) -> float:
    from vanmach.loaders import ingest
    from vanmach.loaders.packed import pieces
    from vanmach.loaders.workers import each

    start = time.perf_counter()
    for _ in each(ingest._read, pieces(files), jobs):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
