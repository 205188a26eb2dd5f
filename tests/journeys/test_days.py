"""Three days through the doors: a researcher from a folder of texts to quotes in a spreadsheet, a member of staff in the browser,
a service from the OpenAPI document."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from tests import serving
from tests.loaders import hostile
from vanmach.api.keyring import Keys
from vanmach.loaders.formats import read_file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """What a person has lying about: articles, a Word file, a PDF, and a scan, which is no text."""
    folder = tmp_path_factory.mktemp("days")
    shutil.copytree(root / "loaders" / "samples", folder / "bai", ignore=lambda *_: ["__pycache__"])
    for name in ("paper.docx", "notes.pdf"):
        shutil.copy(hostile.FILES / name, folder / "bai" / name)
    (folder / "bai" / "ban-chup.pdf").write_bytes(hostile.scan())
    return folder


def vanmach(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """A command as a person runs it there."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("VANMACH_")}
    command = serving.command(*words, "--lang", "vi")
    ran = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == code, ran
    return ran


@pytest.fixture(scope="module")
def store(folder: Path) -> Path:
    """What the researcher's first two commands make of it."""
    loaded = vanmach(folder, "load", "bai", code=1)  # one of seven could not be read
    assert re.search(r"^nguồn 6 mới, 1 hỏng", " ".join(loaded.stdout.split())), loaded.stdout
    (said,) = [line for line in loaded.stderr.splitlines() if "ban-chup.pdf" in line]
    assert "a scan" in said
    vanmach(folder, "catalogue")
    return folder / "vanmach.db"


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    """A sheet by the names in its first row."""
    head, *lines = book[sheet].values
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_a_researcher_has_quotes_in_a_spreadsheet(folder: Path, store: Path) -> None:
    """What became of the regulation on the Charter of 2021, and in which words is it said?"""
    assert "<24-qd-tw.xiii>" in vanmach(folder, "search", "thi hanh dieu le dang").stdout
    current = vanmach(folder, "current", "24-QĐ/TW khóa XIII").stdout
    assert current.startswith("Quy định 208-QĐ/TW · 26-7-2026")
    vanmach(folder, "export", "--format", "xlsx", "--out", "tra-loi.xlsx")
    book = openpyxl.load_workbook(folder / "tra-loi.xlsx")
    chain = {(e["from"], e["to"]): e["id"] for e in rows(book, "edges") if e["type"] == "supersedes" and e["modality"] == "done"}
    evidence = rows(book, "evidence")
    article = (folder / "bai" / "thi-hanh-dieu-le-dang.txt").read_text("utf-8")
    for newer, older in (("24-qd-tw.xiii", "29-qd-tw.xii"), ("232-qd-tw.xiii", "24-qd-tw.xiii"), ("294-qd-tw.xiii", "232-qd-tw.xiii")):
        quotes = [p for p in evidence if p["edge"] == chain[newer, older] and p["type"] == "quote"]
        assert quotes, (newer, older)
        for proof in quotes:
            assert newer == "24-qd-tw.xiii" or proof["quote"] in current  # which tells what came after it
            assert article[proof["start"] : proof["end"]] == proof["quote"]
    # A quote of the Word file stands in it too, at its place in what was read of it.
    said = read_file(folder / "bai" / "paper.docx").text
    of_word = [p for p in evidence if p["quote"] and "812-CT/TU" in p["quote"]]
    assert of_word
    assert all(said[p["start"] : p["end"]] == p["quote"] for p in of_word)


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Iterator[tuple[str, str, Any]]:
    """A server over a copy of that store, its address, a key to write with, and a client."""
    shutil.copy(store, tmp_path / "own.db")
    _, key = Keys(tmp_path / "keys.json").create("dịch vụ")
    with serving.served(f"sqlite:///{tmp_path / 'own.db'}", "--keys", str(tmp_path / "keys.json")) as (_, client):
        yield str(client.base_url).rstrip("/"), key, client


def test_a_member_of_staff_finds_reads_corrects_and_saves(own: tuple[str, str, Any], browser: Browser) -> None:
    address, key, client = own
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(15_000)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(address)
    tab.get_by_role("combobox").fill("45 ct tw")  # without marks
    tab.get_by_role("option").filter(has_text="45-CT/TW").first.click()
    expect(tab.locator(".card.root")).to_have_attribute("data-key", "45-ct-tw.xiii")

    # The line to what it replaced, and the words where they stand.
    tab.locator(".tag:visible").filter(has_text="✕").first.click()
    panel = tab.locator(".panel")
    expect(panel.locator(".says")).to_contain_text("45-CT/TW thay thế")
    quote = panel.locator(".quote").filter(has_text="Chỉ thị số 45-CT/TW thay thế").first
    words = quote.locator("blockquote").inner_text()
    quote.get_by_role("button", name="Đọc trong nguồn").click()
    expect(tab.locator("dialog mark")).to_have_text(words)
    tab.keyboard.press("Escape")

    # What was read is confirmed under her name.
    panel.get_by_role("button", name="✓ Đúng").click()
    tab.get_by_label("Vì sao").fill("đã đối chiếu văn bản gốc")
    tab.get_by_label("Khóa").fill(key)
    tab.get_by_role("button", name="Xác nhận là đúng").click()
    expect(tab.locator(".reviews li")).to_contain_text("✓ xác nhận đúng · dịch vụ")
    (review,) = client.get("/api/v1/reviews").json()["reviews"]
    assert review["note"] == "đã đối chiếu văn bản gốc"

    # What she sees goes into a spreadsheet, with the words.
    tab.locator("#save summary").click()
    with tab.expect_download() as waiting:
        tab.locator('[data-format="xlsx"]').click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert any(words in str(cell) for sheet in book for line in sheet.values for cell in line)
    context.close()
    assert wrong == []


def test_a_service_does_its_work_by_a_client_made_from_the_document(own: tuple[str, str, Any], root: Path, tmp_path: Path) -> None:
    """Made by a generator, and used as docs/programmers.md tells: its own lines are run."""
    address, key, server = own
    told = (root / "docs" / "programmers.md").read_text("utf-8")
    page = re.search(r"```python\n(.*?)```", told, re.S)
    asked = re.search(r"^    curl http://127.0.0.1:8000(\S+) > (\S+)$", told, re.M)
    generator = re.search(r"^    clientele (.*)$", told, re.M)
    assert page
    assert asked
    assert generator
    (tmp_path / asked[2]).write_text(server.get(asked[1]).text, "utf-8")
    subprocess.run([sys.executable, "-m", "clientele.cli", *shlex.split(generator[1])], check=True, capture_output=True, cwd=tmp_path)
    given = {**os.environ, "VANMACH_URL": address, "VANMACH_KEY": key, "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", page[1]], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env=given)
    assert ran.returncode == 0, ran.stderr
    *proofs, said = ran.stdout.splitlines()
    assert said == "dịch vụ accept Quy định 12-QĐ/TW supersedes Quy định 11-QĐ/TW"
    assert any("45-ct-tw.xiii supersedes 35-ct-tw.xiii Chỉ thị số 45-CT/TW thay thế" in proof for proof in proofs)
    assert server.get("/api/v1/reviews").json() == {"reviews": []}
