"""Archives and JSON lines: each text by itself, under ARCHIVE!MEMBER; loads and extracts of them at the command line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.api.conftest import run
from tests.loaders.hostile import TEXT, packed
from vanmach.loaders.ingest import extract_files, read_piece
from vanmach.loaders.packed import holds_many, pieces

FILES = Path(__file__).with_name("files")
LINE = {
    "text": TEXT,
    "title": "Về quy định mới",
    "publisher": "Báo Mẫu",
    "published": "2027-02-04T08:00:00+07:00",
    "url": "https://example.org/1",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "van-ban.zip"
    lines = "\n".join(json.dumps({"text": f"{TEXT}Tin số {n}."}) for n in range(3))
    members = {
        "2027/tin.txt": TEXT.encode(),
        "2027/paper.docx": (FILES / "paper.docx").read_bytes(),
        "cu/paper.txt": (FILES / "paper.vni.txt").read_bytes(),
        "trang.jsonl": lines.encode(),
        "anh.jpg": b"\xff\xd8\xff",
        "hong.txt": b"\0",
        "__MACOSX/._tin.txt": b"\0\0",
    }
    path.write_bytes(packed(members))
    return path


def test_an_archive_is_read_text_by_text(archive: Path) -> None:
    found = list(pieces([archive]))
    assert [p.name for p in found] == [
        f"{archive}!{member}"
        for member in ("2027/tin.txt", "2027/paper.docx", "cu/paper.txt", "trang.jsonl!1", "trang.jsonl!2", "trang.jsonl!3", "hong.txt")
    ]
    assert read_piece(found[1]).text.strip() == read_piece(found[2]).text.strip()
    assert read_piece(found[4]).text.endswith("Tin số 1.")
    assert sum(p.size for p in found) <= archive.stat().st_size


def test_what_a_line_says_of_its_text_is_kept(tmp_path: Path) -> None:
    for name, make in (("tin.jsonl", bytes), ("tin.jsonl.gz", gzip.compress)):
        path = tmp_path / name
        path.write_bytes(make(json.dumps(LINE).encode() + b"\n\n" + json.dumps({"text": "Đoạn khác."}).encode()))
        assert holds_many(path)
        one, two = pieces([path])
        found = read_piece(one)
        assert (found.text, found.title, found.publisher) == (TEXT, LINE["title"], LINE["publisher"])
        assert (found.published, found.uri) == ("2027-02-04", LINE["url"])
        assert (two.name, read_piece(two).text) == (f"{path}!3", "Đoạn khác.")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON"),
        ("[1]", 'no "text"'),
        ('{"text": " "}', 'no "text"'),
        ('{"text": "x", "title": 3}', '"title" is no string'),
        ('{"text": "x", "published": "hôm qua"}', "no day"),
        ('{"text": "x", "url": "javascript:alert(1)"}', "no address"),
        ('{"text": "x\\u0000"}', "no letters"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text(f"{line}\n{json.dumps(LINE)}\n", "utf-8")
    (bad, reason), (good, answer) = extract_files([path])
    assert isinstance(reason, str)
    assert says in reason
    assert (bad.name, good.name) == (f"{path}!1", f"{path}!2")
    assert isinstance(answer, dict)


def test_load_and_extract_of_an_archive(archive: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        store = f"sqlite:///{tmp_path / f'{jobs}.db'}"
        ran = run("load", archive, "--store", store, "--format", "json", "--jobs", jobs, "--lang", "en")
        answer = json.loads(ran.out)
        assert ran.code == 1
        assert answer["sources"] == {"new": 5, "unchanged": 1, "changed": 0, "failed": 1}
        assert answer["failures"] == [{"path": f"{archive}!hong.txt", "reason": answer["failures"][0]["reason"]}]
        assert ran.err.strip().startswith(f"{archive}!hong.txt: the file is binary")
    ran = run("extract", archive, "--lang", "en")
    assert ran.code == 2
    assert "holds many texts and needs --out" in ran.err
    ran = run("extract", archive, "--out", tmp_path / "out")
    assert ran.code == 1
    made = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert made == ["paper.json", "paper.txt.json", "tin.json", "trang-1.json", "trang-2.json", "trang-3.json"]
    assert json.loads((tmp_path / "out" / "trang-1.json").read_text("utf-8"))["text"] == "van-ban.zip!trang.jsonl!1"


def test_names_of_members_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    path = folder / "ra.zip"
    path.write_bytes(
        packed({"../../a.txt": TEXT.encode(), str(tmp_path / "b.txt"): TEXT.encode(), "..\\..\\..": b"", "..\\c.txt": TEXT.encode()})
    )
    assert run("extract", path, "--out", folder / "out").code == 0
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["a.json", "b.json", "c.json"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in"]
    assert sorted(p.name for p in (tmp_path / "in").iterdir()) == ["here"]
