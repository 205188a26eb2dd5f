"""Files made to do harm, or broken: each by its name, what it holds, and a word of what is said of it (None: it is read without harm)."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

TEXT = "Ban Bí thư ban hành Quy định số 907-QĐ/TW thay thế Quy định số 811-QĐ/TW.\n"
FILES = Path(__file__).with_name("files")
WORD = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Hostile = tuple[str, Callable[[Path], object], str | None]


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _sparse(size: int, head: bytes = b"") -> Callable[[Path], object]:
    def make(path: Path) -> None:
        path.write_bytes(head)
        os.truncate(path, size)

    return make


def packed(members: dict[str, bytes], level: int = 6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(document: bytes) -> bytes:
    """A Word file whose document is these bytes."""
    members = {info.filename: zipfile.ZipFile(FILES / "paper.docx").read(info) for info in zipfile.ZipFile(FILES / "paper.docx").infolist()}
    return packed(members | {WORD: document}, 1)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, of which the first is the catalogue."""
    out = b"%PDF-1.7\n"
    at = []
    for number, content in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def page(content: bytes, catalogue: bytes = b"", more: bytes = b"", trailer: bytes = b"", *objects: bytes) -> bytes:
    """A PDF of one page with this content."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>" % more,
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
        trailer=trailer,
    )


def _bomb(size: int, unit: bytes = b"\0") -> bytes:
    """So many bytes, squeezed."""
    packer = zlib.compressobj(1)
    chunk = unit * (1_000_000 // len(unit))
    return b"".join(packer.compress(chunk) for _ in range(size // 1_000_000)) + packer.flush()


def _marked(data: bytes, *changes: tuple[bytes, int, bytes]) -> bytes:
    """An archive with bytes changed at an offset behind each of its marks."""
    out = bytearray(data)
    for mark, offset, new in changes:
        at = out.find(mark)
        while at >= 0:
            out[at + offset : at + offset + len(new)] = new
            at = out.find(mark, at + 4)
    return bytes(out)


def _link(name: str, target: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, target)
    return out.getvalue()


SAID = b"BT /F 12 Tf 50 700 Td (Ban Bi thu ban hanh Quy dinh so 907-QD/TW. Ban Bi thu hop.) Tj ET"
IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)
LAUGHS = b"<!DOCTYPE w [<!ENTITY a0 'ha'>%s]><w:document %s><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>" % (
    b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)),
    W.encode(),
)
OUTSIDE = LAUGHS.replace(b"<!ENTITY a9 '", b"<!ENTITY a9 SYSTEM 'file:///etc/passwd'><!ENTITY b '")
DEEP = b"<w:document %s><w:body>%s%s</w:body></w:document>" % (
    W.encode(),
    b"<w:sdt><w:sdtContent>" * 50_000,
    b"</w:sdtContent></w:sdt>" * 50_000,
)


def scan() -> bytes:
    """A PDF of one picture."""
    return page(stream(b"600 0 0 800 0 0 cm /I Do"), b"", b"/XObject << /I 6 0 R >>", b"", IMAGE)


def files() -> Iterator[Hostile]:
    """All of them."""
    chance = random.Random(9)
    yield "empty.txt", _bytes(b""), "empty"
    yield "blanks.txt", _bytes(b" \n" * 500_000), "blanks"
    yield "nothing.txt", _sparse(100_000_000), "more than 10,000,000 bytes"
    yield "nuls.txt", _bytes(b"\0" * 5_000), "binary"
    yield "broken.txt", _bytes(TEXT.encode()[:9] + b"\xff\xfe\xff" + TEXT.encode()), "not UTF-8: byte"
    yield "half-a-letter.txt", _bytes(TEXT.encode()[:6]), "not UTF-8: byte"
    yield "noise.txt", _bytes(bytes(chance.randrange(1, 256) for _ in range(100_000))), "not UTF-8: byte"
    yield "endless-line.txt", _bytes(b"Bo Chinh tri " * 300_000), None
    yield "half-utf-16.txt", _bytes(TEXT.encode("utf-16")[:-1]), "UTF-16"
    yield "no-word.docx", _bytes(TEXT.encode()), "no Word file"
    yield "no.pdf", _bytes(TEXT.encode()), "no PDF"
    yield "a-pdf.txt", _bytes((FILES / "paper.pdf").read_bytes()), None
    yield "a-word-file.pdf", _bytes((FILES / "paper.docx").read_bytes()), None
    yield "old.doc.docx", _bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000), "old Word file"
    yield "rich.txt", _bytes(b"{\\rtf1 Ban B\\'ed th\\'b0}"), "rich text"
    yield "picture.txt", _bytes(b"\x89PNG\r\n\x1a\n" + b"\1" * 500), "a picture"
    yield "cut-off.docx", _bytes((FILES / "paper.docx").read_bytes()[:3_000]), "damaged"
    yield "laughs.docx", _bytes(word(LAUGHS)), "entities"
    yield "outside.docx", _bytes(word(OUTSIDE)), "entities"
    yield "deep.docx", _bytes(word(DEEP)), "deep"
    yield "wide.docx", _bytes(word(b" " * 60_000_000)), "unpacks to 60,000,000 bytes"
    yield "no-xml.docx", _bytes(word(b"Bo Chinh tri")), "damaged"
    yield "cut-off.pdf", _bytes((FILES / "paper.pdf").read_bytes()[:9_000]), "damaged"
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (b"41" * 32, b"42" * 32)
    yield "locked.pdf", _bytes(page(stream(SAID), trailer=locked)), "password"
    script = b"/OpenAction << /S /JavaScript /JS (while \\(true\\) app.alert\\(1\\);) >>"
    yield "script.pdf", _bytes(page(stream(SAID), script)), None
    yield "scan.pdf", _bytes(scan()), "a scan"
    many = b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % (b"3 0 R " * 100_000)
    yield "pages.pdf", _bytes(page(stream(SAID)).replace(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", many)), "100,000 pages"
    again = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 19 >>"
    loop = page(stream(b"/X Do"), b"", b"/XObject << /X 6 0 R >>", b"", again + b"\nstream\n/X Do /X Do /X Do  \nendstream")
    yield "loop.pdf", _bytes(loop), ""
    yield "bomb.pdf", _bytes(page(stream(_bomb(300_000_000, b"q "), b"/Filter /FlateDecode"))), ""
    yield "large.pdf", _sparse(200_000_000, b"%PDF-1.7\n"), "more than 100,000,000 bytes"
    yield "bomb.zip", _bytes(packed({"bomb.txt": b"\0" * 50_000_000}, 1)), "a bomb"
    yield "nested.zip", _bytes(packed({"a.zip": packed({"b.zip": packed({"c.txt": b"x"})})})), "an archive"
    two = packed({"a.txt": TEXT.encode() * 2_000})
    yield "liar.zip", _bytes(_marked(two, (b"PK\1\2", 24, struct.pack("<I", 9)))), "damaged"
    yield "locked.zip", _bytes(_marked(two, (b"PK\1\2", 8, b"\1\0"), (b"PK\3\4", 6, b"\1\0"))), "password"
    yield "long-list.zip", _bytes(_marked(two, (b"PK\5\6", 12, struct.pack("<I", 90_000_000)))), "list of its members"
    yield "cut-off.zip", _bytes(two[:-30]), "damaged or cut off"
    yield "no-texts.zip", _bytes(packed({"a.exe": b"MZ"})), "holds no .txt"
    yield "link.zip", _bytes(_link("passwd.txt", "/etc/passwd")), "a link"
    ways = {name: TEXT.encode() for name in ("../../out.txt", "/tmp/out.txt", "..\\..\\out.txt", "\x1b[2J\x07out.txt")}
    yield "ways-out.zip", _bytes(packed(ways)), None
    yield "bomb.jsonl.gz", _bytes(gzip.compress(b"\n" * 50_000_000, 1)), "empty lines"
    yield "blown-up.jsonl.gz", _bytes(gzip.compress((b'{"text": "' + b"a" * 9_000_000 + b'"}\n') * 9, 9)), "a bomb"
    yield "cut-off.jsonl.gz", _bytes(gzip.compress(json.dumps({"text": TEXT}).encode() * 99)[:-20]), "cut off"
    yield "endless.jsonl", _bytes(b'{"text": "' + b"a" * 11_000_000), "more than 10,000,000 bytes"
    yield "deep.jsonl", _bytes(b"[" * 1_000_000), "no JSON"
    yield "half-a-pair.jsonl", _bytes(b'{"text": "\\ud800 Ban B\\u00ed th\\u01b0"}'), "no letters"
    yield "wrong.jsonl", _bytes(b'{"body": 1}\n' * 100_000), "the rest of the file"
    yield "deep.html", _bytes(b"<div>" * 400_000), "no article"
    # Not a megabyte, and many times the seconds that it gets: the time goes with the square of its pieces.
    yield "heavy.html", _bytes(b"<article>" + b"<p>a<br>b<i>c</i>d" * 40_000), "s to read"
