"""One text as txt, html, docx, pdf and in old encodings says the same; footnotes, tables, running heads, page numbers, broken lines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.loaders import hostile
from vanmach.graph.errors import InputError
from vanmach.loaders import pdf, word
from vanmach.loaders.formats import contents, form_of, page_in, read_file
from vanmach.loaders.ingest import read_piece
from vanmach.loaders.interchange import Extraction
from vanmach.loaders.packed import pieces
from vanmach.loaders.statements import to_statements

FILES = Path(__file__).with_name("files")
PAPERS = sorted(p.name for p in FILES.glob("paper.*"))


def said(extraction: Extraction) -> list[tuple[str, ...]]:
    """Every statement, with what it is about and its words; each must stand where it says."""
    reading = to_statements(extraction)
    surface = {r.id: f"{r.kind} {r.surface}" for r in reading.references}
    for s in reading.statements:
        assert extraction.text[s.evidence.start : s.evidence.end] == s.evidence.quote != ""
    return sorted(
        (s.predicate, surface[s.subject], surface[s.object] if s.object else s.value or "", s.modality, " ".join(s.evidence.quote.split()))
        for s in reading.statements
    )


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_text_says_the_same_in_every_form(name: str) -> None:
    assert {"paper.txt", "paper.html", "paper.docx", "paper.pdf", "paper.tcvn3.txt", "paper.vni.txt"} <= set(PAPERS)
    statements = said(read_file(FILES / name))
    assert statements == said(read_file(FILES / "paper.txt"))
    told = {s[0] for s in statements}
    assert {"supersedes", "implements", "issues", "signs", "date", "symbol"} <= told
    assert len(statements) > 30


def test_the_same_text_says_the_same_inside_another_file(tmp_path: Path) -> None:
    statements = said(read_file(FILES / "paper.txt"))
    (tmp_path / "van-ban.zip").write_bytes(hostile.packed({name: (FILES / name).read_bytes() for name in PAPERS}))
    line = json.dumps({"text": (FILES / "paper.txt").read_text("utf-8")}).encode()
    (tmp_path / "van-ban.jsonl").write_bytes(line)
    (tmp_path / "van-ban.jsonl.gz").write_bytes(gzip.compress(line))
    found = list(pieces(sorted(tmp_path.iterdir())))
    assert len(found) == len(PAPERS) + 2
    for piece in found:
        assert said(read_piece(piece)) == statements, piece.name


def test_footnotes_stand_behind_the_text_and_leave_no_sign_in_it() -> None:
    """In a Word file and in the PDF of it, with a running head, page numbers, a list, a table and a paragraph over two pages."""
    lines = word.text((FILES / "notes.docx").read_bytes()).splitlines()
    assert lines[-2:] == ["Ban Bí thư ban hành Chỉ thị số 908-CT/TW ngày 3-2-2027.", "Kể từ tháng một."]
    assert lines[2].startswith("Xã làm theo Chỉ thị số 908-CT/TW từ đầu năm. Mỗi tuần chi bộ")
    assert lines[lines.index("Thôn Ba") :][:2] == ["Thôn Ba", "150"]
    of_pdf = pdf.text((FILES / "notes.pdf").read_bytes()).splitlines()
    assert of_pdf[-2:] == lines[-2:]
    assert of_pdf[:4] == lines[:4]
    assert [line.removeprefix("- ") for line in of_pdf[4:7]] == lines[4:7]
    assert not any("Trang" in line or "Công báo" in line for line in of_pdf)


def shown(*lines: tuple[int, int, str]) -> bytes:
    """A PDF of one page with lines at places."""
    words = b"".join(b"BT /F 12 Tf %d %d Td (%s) Tj ET " % (x, y, text.encode("latin-1")) for x, y, text in lines)
    return hostile.page(hostile.stream(words))


def test_lines_of_a_pdf_are_joined_where_a_break_only_wraps() -> None:
    page = shown(
        (90, 700, "Ban Bi thu ban hanh mot quy dinh moi ve viec doc sach, so 907-"),
        (72, 685, "QD/TW, trong cac chi bo va trong truong hoc, cua tinh va huyen."),
        (90, 670, "Viec nay bat dau som."),
        (90, 655, "Ai cung doc, ai cung ke lai, nguoi gia cung nhu nguoi tre, va moi"),
        (72, 640, "nguoi cung vui."),
        (300, 30, "7"),
    )
    assert pdf.text(page).splitlines() == [
        "Ban Bi thu ban hanh mot quy dinh moi ve viec doc sach, so 907-QD/TW, trong cac chi bo va trong truong hoc, cua tinh va huyen.",
        "Viec nay bat dau som.",
        "Ai cung doc, ai cung ke lai, nguoi gia cung nhu nguoi tre, va moi nguoi cung vui.",
    ]


def test_a_pdf_in_old_fonts_is_read_as_it_was_seen() -> None:
    text = (FILES / "paper.tcvn3.txt").read_bytes().decode("cp1252").splitlines()[5]
    lines = [(72, 700 - 15 * n, text[at : at + 60].replace("(", " ")) for n, at in enumerate(range(0, len(text), 60))]
    page = shown(*lines).replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding")
    assert "Chỉ thị số 908-CT/TW" in page_in("cu.pdf", page).text


@pytest.mark.parametrize("name", ["tin.txt", "tin", "TIN.PDF", "tin.docx"])
def test_a_file_is_what_its_first_bytes_say(name: str) -> None:
    assert "915-CT/TU" in page_in(name, (FILES / "paper.pdf").read_bytes()).text
    assert form_of((FILES / "paper.docx").read_bytes()) == "zip"


def test_tracked_changes_are_read_as_accepted() -> None:
    run = '<w:{0} w:id="1" w:author="a"><w:r><w:{1}>{2}</w:{1}></w:r></w:{0}>'
    words = f"<w:p>{run.format('ins', 't', 'Ban Bí thư')}{run.format('del', 'delText', 'Bộ Chính trị')}<w:r><w:t> họp.</w:t></w:r></w:p>"
    document = f"<w:document {hostile.W}><w:body>{words}</w:body></w:document>".encode()
    assert word.text(hostile.word(document)) == "Ban Bí thư họp.\n"


def test_a_word_file_without_words_says_so() -> None:
    document = f"<w:document {hostile.W}><w:body><w:p/></w:body></w:document>".encode()
    with pytest.raises(InputError, match="no text"):
        page_in("tin.docx", hostile.word(document))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        contents(tmp_path / "none.docx")
