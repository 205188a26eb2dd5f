"""Every command that README, CONTRIBUTING and docs name is run, found by what it looks like; what cannot be run here is checked in part.

The sessions (``console``) are printed anew by ``printed.py``; here are the commands within lines, in tables and in indented blocks.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rdflib
import yaml

from tests.api.conftest import run
from tests.loaders import hostile

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROGRAMS = "vanmach|make|python|pip|docker|sudo|systemctl|useradd|cp|curl|clientele|cypher-shell|dask|export|read|neo4j|sh"
CRON = re.compile(r"(?:[\d*/,-]+ ){5}")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
# What capital letters stand for; where a command means another thing by them, its name stands before.
MEANT = {
    "FOLDER": "articles",
    "FILE": "new.db",
    "restore FILE": "copy.db",
    "extract FILE": "article.txt",
    "DRAFT": "draft.txt",
    "PATH": "out",
    "FORM": "csv",
    "NAME": "ban-doc",
    "N": "2",
    "A": "45-CT/TW",
    "B": "35-ct-tw.xiii",
    "DAY": "2-5-2025",
    "SOURCE": "catalogue",
}
TEXT = "Bộ Chính trị ban hành Chỉ thị số 45-CT/TW, ngày 14-4-2025 về đại hội đảng bộ các cấp.\n"


class Command(NamedTuple):
    """A command as a page tells it."""

    page: str
    words: tuple[str, ...]


def told(text: str) -> Iterator[str]:
    """The commands of a page outside its fenced blocks."""
    bare = FENCE.sub("", text)
    for line in re.findall(rf"^ {{4}}((?:{PROGRAMS}) .*)", bare, re.M):
        yield re.sub(r"\s+# .*", "", line)
    for line in re.findall(rf"(?<!`)`((?:(?:[A-Z_]+=\S+ )|{CRON.pattern})?(?:{PROGRAMS}) [^`]+)`", bare):
        yield from line.replace(r"\|", "|").split(" && ")
    # After a command in a cell of a table others may stand without the name of the program.
    for cell in re.findall(r"\| (`vanmach [^`]+` · .+?) \|$", bare, re.M):
        yield from (f"vanmach {name}" for name in re.findall(r" · `(?!vanmach)([^`]+)`", cell))


def commands() -> list[Command]:
    """Each once, choices (``a|b``) one by one."""
    found: dict[tuple[str, ...], Command] = {}
    for page in PAGES:
        for line in told(page.read_text("utf-8")):
            words = shlex.split(re.sub(r"\$\(.*?\)|\\%", "1", CRON.sub("", line)))
            choice = next((n for n, word in enumerate(words) if "|" in word), 0)
            for one in words[choice].split("|"):
                each = (*words[:choice], one, *words[choice + 1 :])
                found.setdefault(each, Command(str(page.relative_to(ROOT)), each))
    return list(found.values())


FOUND = commands()


def of(*programs: str) -> list[object]:
    """Those of some programs, as cases of a test. Before ``vanmach`` other words may tell who runs it and where it lies."""
    return [pytest.param(c.words, id=f"{c.page}: {' '.join(c.words)}") for c in FOUND if program(c.words) in programs]


def program(words: tuple[str, ...]) -> str:
    """What a line runs in the end."""
    return "vanmach" if any(w.endswith("/vanmach") for w in words) else next(w for w in words if "=" not in w)


def test_each_is_of_a_kind_that_is_looked_at() -> None:
    """A command of another program, or in a block of another form, wants a test of its own here."""
    kinds = {"vanmach", *LOOKED_AT}
    assert [c for c in FOUND if program(c.words) not in kinds] == []
    assert kinds == {program(c.words) for c in FOUND}
    assert len(of("vanmach")) > 50
    for page in PAGES:
        text = page.read_text("utf-8")
        assert {form for form, _ in FENCE.findall(text)} <= {"", "console", "cypher", "json", "python", "sparql"}, page.name
        for line in re.findall(r"^ {4}([\w./-]+) (?!=).*", FENCE.sub("", text), re.M):
            assert re.fullmatch(PROGRAMS, line), f"{page.name}: {line!r} is no program known here"
        for line in re.findall(r"^\$ (\S+)", "".join(block for form, block in FENCE.findall(text) if form == "console"), re.M):
            assert line in ("vanmach", "export", "printf"), f"{page.name}: tests/printed.py does not run {line}"


@pytest.fixture(scope="module")
def things(store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the pages speak of."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(ROOT / "loaders" / "samples", folder / "loaders" / "samples")
    for name in ("article.txt", "draft.txt", "labels/tin.txt", "articles/tin.txt", "texts/tin.txt", "read/tin.txt", "bai.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(TEXT, "utf-8")
    for text, form in (("labels/tin.txt", "labels/tin.json"), ("read/tin.txt", "read/tin.json"), ("bai.txt", "bai.json")):
        (folder / form).write_text(run("extract", folder / text, "--format", "json").out, "utf-8")
    (folder / "decision.docx").write_bytes((hostile.FILES / "paper.docx").read_bytes())
    with zipfile.ZipFile(folder / "papers.zip", "w") as archive:
        archive.write(folder / "article.txt", "2025/tin.txt")
    assert run("backup", folder / "copy.db", "--store", store_url).code == 0
    assert run("export", "--format", "jsonl", "--out", folder / "graph.jsonl", "--store", store_url).code == 0
    return folder


class Lasting(Exception):
    """A command has come to where it would go on until it is stopped: it has done all that it does before."""


@pytest.fixture
def here(things: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder to run in, with a store."""
    folder = tmp_path / "here"
    shutil.copytree(things, folder)
    shutil.copy(folder / "copy.db", folder / "graph.db")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("VANMACH_STORE", "sqlite:///graph.db")
    monkeypatch.setattr("sys.stdin", io.StringIO("45-CT/TW"))

    def stopped(*_: object) -> None:
        raise Lasting

    for lasts in ("vanmach.api.server.run", "vanmach.api.watch_command._look_on", "mcp.server.mcpserver.MCPServer.run"):
        monkeypatch.setattr(lasts, stopped)
    return folder


def filled(words: list[str]) -> list[str]:
    """Words with what their capitals stand for, and patterns of names opened."""
    name = words[0]
    given = [MEANT.get(f"{name} {w}", MEANT.get(w, w)) for w in words]
    return [path for w in given for path in (sorted(str(p) for p in Path().glob(w)) if "*" in w else [w])]


@pytest.mark.parametrize("words", of("vanmach"))
def test_it_runs(words: tuple[str, ...], here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = next((n for n, w in enumerate(words) if w.endswith("/vanmach")), 0)
    for before in words[:at]:
        if "=" in before:  # the store of the service, which the unit names too
            assert before in (ROOT / "docs" / "service" / "vanmach.service").read_text("utf-8")
    given = filled([w.removeprefix("/backup/") for w in words[at + 1 :]])
    if given[0] == "restore":
        (here / "graph.db").unlink()
    for n, word in enumerate(given):
        if word in ("EDGE", "REVIEW"):
            edge = re.search(r'"edge": {\s*"id": "([^"]+)"', run("show", "45-CT/TW", "--format", "json").out)
            assert edge
            given[n] = edge[1]
    if given[:2] == ["review", "withdraw"]:
        run("review", "reject", given[2])
    if "--scheduler" in given:
        given.append("--help")  # its options are known; a scheduler of other machines is in tests/loaders/test_cluster.py
    try:
        ran = run(*given)
    except Lasting:
        assert given[0] in ("serve", "watch", "mcp")
        return
    if ran.code == 2 and (len(given) == 1 or "Missing argument" in ran.err):  # only named, or an option of it
        ran = run(*given, "--help")
    assert ran.code == 0 or (given[0], ran.code) == ("lint", 1), (given, ran)


def make(words: tuple[str, ...]) -> None:
    """A target that make knows how to make, told without making it, which takes minutes."""
    goals = words[words.index("make") + 1 :]
    if shutil.which("make") is None:
        pytest.skip("no make on this machine")
    told = subprocess.run(["make", "-n", *goals], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def python(words: tuple[str, ...]) -> None:
    """A benchmark that is there and can be read; they take minutes."""
    compile((ROOT / words[1]).read_text("utf-8"), words[1], "exec")


def pip(words: tuple[str, ...]) -> None:
    """Of this project, with an extra that it has; the registry is not asked."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert words[1] == "install"
    if words[2:] != ("-e", "."):
        extra = re.fullmatch(r"vanmach\[([\w-]+)\]", words[2])
        assert extra
        assert extra[1] in extras


def docker(words: tuple[str, ...]) -> None:
    """What the container file offers: its port, its volume, a command that runs; its own commands are in tests/api/test_service.py."""
    file = (ROOT / "Dockerfile").read_text("utf-8")
    if words[1] == "build":
        assert words[2:] == ("-t", "vanmach", ".")
        return
    if words[1] == "compose":
        compose(words[2:])
        return
    assert words[1] == "run"
    rest = list(words[2:])
    while rest[0].startswith("-"):
        option = rest.pop(0)
        if option == "-p":
            assert f"EXPOSE {rest.pop(0).split(':')[1]}\n" in file
        elif option == "-v":
            assert f"VOLUME {rest.pop(0).split(':')[1]}\n" in file
        else:
            assert option == "--rm"
    assert rest[0].split(":")[0] == "vanmach"
    assert not rest[1:] or run(*rest[2:], "--help").code == 0


def compose(words: tuple[str, ...]) -> None:
    """Services of the file that is named, which tests/api/test_service.py reads; a command of ours in one of them runs."""
    assert words[0] == "-f"
    services = yaml.safe_load((ROOT / words[1]).read_text("utf-8"))["services"]
    verb, *rest = words[2:]
    assert verb in ("up", "exec", "run")
    if verb != "up":
        at = next(n for n, word in enumerate(rest) if word in services)
        assert rest[at + 1] != "vanmach" or run(*rest[at + 2 :], "--help").code == 0


def neo4j(words: tuple[str, ...]) -> None:
    """The server's own command, and the script that an export for it holds; tests/graph/test_neo4j_import.py runs what it says."""
    assert words in (("neo4j", "stop"), ("neo4j", "start"), ("sh", "import/import.sh"))
    assert '"import.sh"' in (ROOT / "graph" / "neo4j_import.py").read_text("utf-8")


def shell(words: tuple[str, ...]) -> None:
    """Settings that the program knows, put into the environment."""
    known = "".join(file.read_text("utf-8") for folder in ("api", "graph") for file in (ROOT / folder).glob("*.py"))
    names = {name for word in words for name in re.findall(r"\bVANMACH_\w+", word)}
    assert names
    assert [name for name in names if name not in known] == []


def unit(words: tuple[str, ...]) -> None:
    """Of the unit, and of the user that it names; systemd-analyze reads it in tests/api/test_service.py. They want root."""
    file = ROOT / "docs" / "service" / "vanmach.service"
    named = {"cp": [str(file.relative_to(ROOT)), "/etc/systemd/system/"], "systemctl": ["enable", "--now", file.stem]}
    user = re.search(r"^User=(.*)$", file.read_text("utf-8"), re.M)
    assert user
    assert list(words[1:]) == named.get(words[0], ["--system", user[1]])


def client(words: tuple[str, ...]) -> None:
    """From the document of a running server; tests/journeys/test_days.py runs these lines as the page has them."""
    assert " ".join(words) in (ROOT / "docs" / "programmers.md").read_text("utf-8")


def cypher_shell(words: tuple[str, ...]) -> None:
    """The script that the line before writes; tests/graph/test_cypher_script.py runs it in a Neo4j of its own, without this program."""
    assert any(c.words[:2] == ("vanmach", "export") and c.words[-1] == words[-1] for c in FOUND)


def dask(words: tuple[str, ...]) -> None:
    """Options that its own command line takes; processes of it are in tests/loaders/test_cluster.py."""
    ran = subprocess.run([sys.executable, "-m", *words, "--help"], capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"})
    assert ran.returncode == 0, ran.stderr


LOOKED_AT: dict[str, Callable[[tuple[str, ...]], None]] = {
    **dict.fromkeys(("useradd", "cp", "systemctl"), unit),
    **dict.fromkeys(("curl", "clientele"), client),
    **dict.fromkeys(("export", "read"), shell),
    **dict.fromkeys(("neo4j", "sh"), neo4j),
    **{each.__name__.replace("_", "-"): each for each in (make, python, pip, docker, cypher_shell, dask)},
}


@pytest.mark.parametrize("words", of(*LOOKED_AT))
def test_what_cannot_be_run_here_is_right_as_far_as_can_be_seen(words: tuple[str, ...]) -> None:
    LOOKED_AT[program(words)](words)


def blocks(form: str) -> list[object]:
    """The fenced blocks of a form, as cases of a test."""
    found = [(page, block) for page in PAGES for kind, block in FENCE.findall(page.read_text("utf-8")) if kind == form]
    return [pytest.param(block, id=f"{page.name}: {block.split(chr(10))[0]}") for page, block in found]


@pytest.mark.parametrize("block", blocks("python"))
def test_a_program_runs(block: str, here: Path) -> None:
    if "from client import" in block:
        return  # tests/journeys/test_days.py makes that client and runs it
    (here / "vanmach-demo").mkdir()
    shutil.copy(here / "copy.db", here / "vanmach-demo" / "graph.db")
    made: dict[str, Any] = {}
    exec(compile(block, "page", "exec"), made)
    made["store"].close_store()
    assert {n["id"] for n in made["answer"]["nodes"]} == {"45-ct-tw.xiii", "35-ct-tw.xiii"}


@pytest.mark.parametrize("block", blocks("sparql"))
def test_a_query_answers(block: str, here: Path) -> None:
    assert run("export", "--format", "turtle", "--out", "graph.ttl").code == 0
    rows = [[str(value) for value in row] for row in rdflib.Graph().parse("graph.ttl").query(block)]
    proofs = [
        words for newer, older, words in rows if (newer, older) == ("urn:vanmach:node:45-ct-tw.xiii", "urn:vanmach:node:35-ct-tw.xiii")
    ]
    assert proofs
    assert all("35-CT/TW" in words for words in proofs)


@pytest.mark.parametrize("block", blocks("json"))
def test_a_form_is_what_the_program_takes_or_gives(block: str, here: Path) -> None:
    told = json.loads(block)
    if "mcpServers" in told:
        (server,) = told["mcpServers"].values()
        assert server["command"] == "vanmach"
        with pytest.raises(Lasting):
            run(*(a.replace("/path/to/", "") for a in server["args"]))
        return
    text = re.search(r'The text "(.*)" says:', (ROOT / "docs" / "interchange.md").read_text("utf-8"))
    assert text
    Path(told["text"]).write_text(text[1], "utf-8")
    assert json.loads(run("extract", told["text"], "--format", "json").out) == told
