"""Texts that are a document themselves, in invented papers: header, number, day, issuer, signer, and what a portal's table adds."""

from __future__ import annotations

from pathlib import Path

from vanmach.graph import ledger
from vanmach.graph.store import open_store
from vanmach.loaders import ingest
from vanmach.loaders.interchange import Document, Extraction
from vanmach.loaders.read import read
from vanmach.loaders.statements import to_statements
from vanmach.queries.search import find
from vanmach.queries.show import show

PAPER = """TỈNH ỦY GIA LAI
*
Số 912-QĐ/TU
Gia Lai, ngày 5 tháng 3 năm 2027

QUY ĐỊNH
VỀ TIẾT KIỆM ĐIỆN TRONG CƠ QUAN ĐẢNG

- Căn cứ Điều lệ Đảng;
Ban Thường vụ Tỉnh ủy Gia Lai quy định như sau:
Điều 1. Phạm vi.
Quy định này có hiệu lực từ ngày 1-4-2027 và thay thế Quy định số 907-QĐ/TU ngày 2-2-2021.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Lê Văn Mẫu
"""
TABLE = """|
**Số hiệu:**
|
9812/BMX-VP
|
**Loại văn bản:**
|
Công văn
|
**Nơi ban hành:**
|
Bộ Nội vụ
|
**Người ký:**
|
Trần Thị Mẫu
|
**Ngày ban hành:**
|
18/11/2027
|
Công văn này nói về lịch học. Thực hiện Kết luận số 986-KL/TW, các lớp học mở sớm.
"""
DECISION = """**QUYẾT ĐỊNH**

BAN HÀNH QUY CHẾ ĐỌC SÁCH

**BỘ TRƯỞNG BỘ NỘI VỤ**

*Căn cứ Nghị định số 913/2027/NĐ-CP ngày 3 tháng 6 năm 2027 của Chính phủ;*

**Điều 1.** Ban hành kèm theo Quyết định này Quy chế đọc sách của Bộ Nội vụ.
**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 949/QĐ-BNV ngày 7 tháng 8 năm 2024.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Phạm Văn Mẫu

QUY CHẾ
ĐỌC SÁCH
(Kèm theo Quyết định số 972/QĐ-BNV ngày 25 tháng 11 năm 2027 của Bộ Nội vụ)
"""
LETTER = """ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Số: 9315/UBND-NC
V/v sửa mái nhà văn hóa
Lâm Đồng, ngày 9 tháng 9 năm 2027
Kính gửi: Sở Nội vụ
Sở Nội vụ sửa mái nhà trước mùa mưa.
"""


def own(extraction: Extraction) -> Document:
    (document,) = [d for d in extraction.documents if d.self]
    return document


def signers(extraction: Extraction) -> list[str]:
    names = {p.id: p.name for p in extraction.people}
    return [names[r.from_] for r in extraction.relations if r.type == "signs"]


def issuer(extraction: Extraction) -> str | None:
    return {b.id: b.name for b in extraction.bodies}.get(own(extraction).issuer or "")


def test_a_party_paper() -> None:
    paper = read(PAPER)
    document = own(paper)
    assert (document.kind, document.symbol, document.date) == ("regulation", "912-QĐ/TU", "2027-03-05")
    assert (document.title, document.effective_from) == ("tiết kiệm điện trong cơ quan đảng", "2027-04-01")
    assert issuer(paper) == "Ban Thường vụ Tỉnh ủy Gia Lai"
    assert signers(paper) == ["Lê Văn Mẫu"]
    assert [r.type for r in paper.relations if r.type == "supersedes"] == ["supersedes"]


def test_a_table_alone_tells_number_kind_day_and_signer() -> None:
    page = read(TABLE)
    document = own(page)
    assert (document.kind, document.symbol, document.date) == ("dispatch", "9812/BMX-VP", "2027-11-18")
    assert (issuer(page), signers(page)) == ("Bộ Nội vụ", ["Trần Thị Mẫu"])


def test_what_is_attached_tells_a_number_that_the_header_lacks() -> None:
    page = read(DECISION)
    document = own(page)
    assert (document.symbol, document.date, document.effective_from) == ("972/QĐ-BNV", "2027-11-25", "2027-11-25")
    assert document.title == "ban hành quy chế đọc sách"
    assert signers(page) == ["Phạm Văn Mẫu"]


def test_a_letter_has_no_type_line() -> None:
    page = read(LETTER)
    document = own(page)
    assert (document.kind, document.symbol, document.date) == ("dispatch", "9315/UBND-NC", "2027-09-09")
    assert document.title == "sửa mái nhà văn hóa"
    assert issuer(page) == "Ủy ban nhân dân tỉnh Lâm Đồng"


def test_a_news_text_is_no_document() -> None:
    assert not [d for d in read("Số 9 là số đẹp.\nBộ Nội vụ ban hành Công văn 9315/BNV-NC ngày 9-9-2027.").documents if d.self]


SMALL_HEAD = """Chỉ thị về phòng cháy rừng năm 2027
Rừng của tỉnh rộng và khô, mùa khô năm nay đến sớm.
Thực hiện Chỉ thị số 919-CT/TU ngày 31/12/2026 của Thành ủy, yêu cầu các sở, các xã làm những việc sau:
1. Cắt cỏ ven đường.
"""
TELEGRAM = """CÔNG ĐIỆN
VỀ ỨNG PHÓ MƯA LŨ Ở BA TỈNH
THỦ TƯỚNG CHÍNH PHỦ điện:
Các tỉnh dời dân khỏi vùng trũng.

KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Lê Văn Mẫu
"""


def test_a_head_in_small_letters_and_what_it_orders() -> None:
    paper = read(SMALL_HEAD)
    document = own(paper)
    assert (document.kind, document.symbol, document.title) == ("directive", None, "phòng cháy rừng năm 2027")
    assert [r.type for r in paper.relations if r.from_ == document.id] == ["implements"]


def test_a_headline_is_no_head() -> None:
    news = "Chỉ thị về phòng cháy rừng có gì mới\n(Báo Tỉnh) - Ngày 5/3, tỉnh yêu cầu các xã làm những việc sau:\n1. Cắt cỏ.\n"
    assert not any(d.self for d in read(news).documents)
    assert not any(d.self for d in read("Chỉ thị về phòng cháy rừng có gì mới\nÔng nói về rừng.\n").documents)


def test_a_type_line_with_a_block_of_signature_alone() -> None:
    document = own(read(TELEGRAM))
    assert (document.kind, document.title) == ("other", "ứng phó mưa lũ ở ba tỉnh")
    assert not any(d.self for d in read("CÔNG ĐIỆN\nVỀ MƯA LŨ Ở BA TỈNH\nÔng kể lại chuyện bức công điện cũ.\n").documents)


def test_the_day_of_another_line_is_not_the_paper_s() -> None:
    page = read(TABLE.replace("Công văn này", "Thực hiện Kết luận số 912-KL/TW, ngày 3/3/2026 và Kết luận khác, công văn này"))
    assert own(page).date == "2027-11-18"


def test_a_sentence_goes_on_behind_an_empty_line_only_in_the_middle_of_itself() -> None:
    text = "Điều 2. Quyết định này thay thế Quyết định số 9/QĐ-UBND của Ủy ban nhân dân thành\n\nphố Cần Thơ về công tác dân vận."
    (replaced,) = [d for d in read(text).documents if d.symbol == "9/QĐ-UBND"]
    found = read(text)
    assert {b.id: b.name for b in found.bodies}[replaced.issuer or ""] == "Ủy ban nhân dân thành phố Cần Thơ"
    apart = read("Ban Bí thư họp.\n\nphố Cần Thơ sạch đẹp.").text
    assert apart.count("\n\n") == 1
    assert [b.name for b in read("Ban Bí thư\n\nphố Cần Thơ sạch đẹp.").bodies] == ["Ban Bí thư"]


def test_an_official_text_speaks_of_its_own_place() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CẦN THƠ\nSố: 29/QĐ-UBND\nCần Thơ, ngày 21 tháng 11 năm 2027\nQUYẾT ĐỊNH\nVỀ CÔNG TÁC DÂN VẬN\n"
        "Căn cứ Quyết định số 8/QĐ-UBND của Ủy ban nhân dân tỉnh Hậu Giang;\nĐiều 1. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành.\n"
    )
    assert "Sở Nội vụ thành phố Cần Thơ" in {b.name for b in read(text).bodies}
    press = "Ủy ban nhân dân thành phố Cần Thơ và Ủy ban nhân dân tỉnh Hậu Giang họp. Giám đốc Sở Nội vụ báo cáo."
    assert "Sở Nội vụ tỉnh Hậu Giang" in {b.name for b in read(press).bodies}  # in the press the place named last is meant


def test_who_numbers_a_paper_by_a_code_of_its_own_issues_it() -> None:
    head = "Số: 918-KL/VPTW\nHà Nội, ngày 20 tháng 11 năm 2027\n\nKẾT LUẬN\nVỀ VIỆC TRỒNG RỪNG\n\n"
    body = "Công việc của Văn phòng Trung ương Đảng năm qua đạt ba kết quả. Việc trồng rừng còn chậm."
    assert issuer(read(head + body)) == "Văn phòng Trung ương Đảng"
    assert issuer(read(head.replace("VPTW", "TW") + body)) is None


def test_what_the_prime_minister_approves_at_a_decision() -> None:
    found = read("Đề án này đã được Thủ tướng Chính phủ phê duyệt tại Quyết định số 918/QĐ-TTg.")
    assert [b.name for b in found.bodies] == ["Thủ tướng Chính phủ"]
    assert [r.type for r in found.relations] == ["issues"]


def test_who_acts_in_the_part_of_another_acts_alone() -> None:
    text = "Với vai trò là cơ quan thường trực của Sở Nội vụ và Sở Xây dựng, Ban Dân vận Trung ương đã thực hiện Chỉ thị số 918-CT/TW."
    names = {b.id: b.name for b in read(text).bodies}
    assert {names[r.from_] for r in read(text).relations if r.type == "implements"} == {"Ban Dân vận Trung ương"}


def test_a_title_in_capitals_keeps_the_letters_of_names_and_numbers() -> None:
    paper = PAPER.replace(
        "VỀ TIẾT KIỆM ĐIỆN TRONG CƠ QUAN ĐẢNG", "VỀ CHÀO MỪNG ĐẠI HỘI LẦN THỨ XV CỦA ĐẢNG Ở TỈNH GIA LAI, ĐẢNG BỘ BIÊN PHÒNG"
    )
    title = next(d.title for d in read(paper).documents if d.self)
    assert title == "chào mừng đại hội lần thứ XV của Đảng ở tỉnh Gia Lai, đảng bộ biên phòng"


def told(page: Extraction) -> dict[str, set[str]]:
    """What the statements say of the paper itself, by name."""
    reading = to_statements(page)
    (self_,) = [r.id for r in reading.references if r.self_]
    out: dict[str, set[str]] = {}
    for s in reading.statements:
        if s.subject == self_ and s.object is None:
            assert page.text[s.evidence.start : s.evidence.end] == s.evidence.quote
            out.setdefault(s.predicate, set()).add(f"{s.value} ({s.rule or 'text'}: {s.evidence.quote})")
    return out


def test_the_table_of_a_portal_is_a_statement_of_its_own() -> None:
    """Its "Nơi ban hành" is a letterhead; who issues the paper is told by the paper."""
    table = TABLE.replace("9812/BMX-VP", "915-CT/TW").replace("Công văn", "Chỉ thị").replace("Bộ Nội vụ", "Ban Chấp hành Trung ương")
    paper = "CHỈ THỊ\nVỀ VIỆC ĐỌC SÁCH\nBộ Chính trị yêu cầu các cấp ủy mở cửa tủ sách.\n\nT/M BỘ CHÍNH TRỊ\nLê Văn Mẫu\n"
    page = read(table.split("Công văn này", 1)[0].split("Chỉ thị này", 1)[0] + paper)
    assert issuer(page) == "Bộ Chính trị"
    found = told(page)
    assert found["letterhead"] == {"Ban Chấp hành Trung ương (portal-table: Ban Chấp hành Trung ương)"}
    assert found["signer"] == {"Trần Thị Mẫu (portal-table: Trần Thị Mẫu)"}
    assert found["date"] == {"2027-11-18 (text: 18/11/2027)"}  # the paper tells none: the words of the table prove it
    assert found["symbol"] == {"915-CT/TW (text: 915-CT/TW)"}
    assert own(page).table["letterhead"][0] == "Ban Chấp hành Trung ương"


def test_what_the_paper_says_prevails_over_the_table(tmp_path: Path) -> None:
    paper = "Số: 985/QĐ-BNV\nHà Nội, ngày 9 tháng 11 năm 2027\nQUYẾT ĐỊNH\nVỀ MỞ THÊM LỚP\nBộ Nội vụ quyết định mở thêm lớp.\n"
    page = read(TABLE.split("Công văn này")[0].replace("9812/BMX-VP", "981/QĐ-BNV").replace("Công văn", "Quyết định") + paper)
    assert (own(page).symbol, own(page).date) == ("985/QĐ-BNV", "2027-11-09")
    assert {v.split(" (")[0] for v in told(page)["date"]} == {"2027-11-09", "2027-11-18"}
    store = open_store(f"sqlite:///{tmp_path / 'graph.db'}")
    ingest.keep(store, to_statements(page), ingest.Report())
    shown = show(store, find(store, "985/QĐ-BNV").id)
    assert (shown["date"], shown["symbol"]) == ("2027-11-09", "985/QĐ-BNV")
    said = {p["name"]: (p["value"], [a["value"] for a in p["also_stated"]]) for p in shown["properties"]}
    assert said["date"] == ("2027-11-09", ["2027-11-18"])
    assert said["symbol"] == ("985/QĐ-BNV", ["981/QĐ-BNV"])
    assert said["letterhead"] == ("Bộ Nội vụ", [])
    assert ledger.rebuild(store) == 0
    store.close_store()
