"""Holds the order of the house (docs/house.md): who may know whom, where SQL and Cypher stay, how modules look and what lies at the top."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

MAY_IMPORT = {
    "graph": set(),
    "loaders": {"graph"},
    "queries": {"graph"},
    "visualizations": {"graph", "queries"},
    "api": {"graph", "loaders", "queries", "visualizations"},
}
ENGINES = {"apsw", "sqlite3", "neo4j", "py2neo"}  # known inside graph/ only
AT_THE_TOP = {
    *MAY_IMPORT,
    *("tests", "docs", ".ci", ".github", ".gitignore", ".gitattributes", ".dockerignore"),
    *("README.md", "README.vi.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "CITATION.cff", "SECURITY.md"),
    *("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock", "Dockerfile", "compose.yaml"),
}
MOST_LINES = 500
NAMES_THAT_SAY_NOTHING = re.compile(r"_?(util|utils|utility|utilities|helper|helpers|common|manager|managers|misc)")
# Upper case only, so that prose ("select one from the list", "match (the first)") passes.
QUERY_LANGUAGE = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT (OR \w+ )?INTO\b|\bDELETE FROM\b|\bUPDATE \w+ SET\b|\bCREATE (VIRTUAL )?(TABLE|INDEX|VIEW|TRIGGER)\b"
    r"|\bPRAGMA \w|\b(MATCH|MERGE|CREATE)\s*(\w+\s*=\s*)?\([\w:{) ]|\bDETACH DELETE\b|\bUNWIND\s+[$\[]",
    re.DOTALL,
)


@pytest.fixture(scope="module")
def modules(root: Path, repository_files: list[str]) -> dict[str, ast.Module]:
    """The Python modules of the floors and of the tests, parsed, by file name."""
    return {
        name: ast.parse((root / name).read_text("utf-8"), name)
        for name in repository_files
        if name.endswith(".py") and name.split("/")[0] in {*MAY_IMPORT, "tests"}
    }


@pytest.fixture(scope="module")
def floors(modules: dict[str, ast.Module]) -> dict[str, ast.Module]:
    """The modules without the tests."""
    return {name: tree for name, tree in modules.items() if not name.startswith("tests/")}


def imports(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, or names as a string (``importlib``, ``files``)."""
    package = ["vanmach", *name.split("/")[:-1]]
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from ((node.lineno, alias.name) for alias in node.names)
            case ast.ImportFrom():
                base = package[: len(package) - node.level + 1] if node.level else []
                whole = ".".join([*base, *([node.module] if node.module else [])])
                yield from ((node.lineno, f"{whole}.{alias.name}") for alias in node.names)
            case ast.Constant(value=str(text)) if re.fullmatch(r"vanmach(\.\w+)+(:\w+)?", text):
                yield node.lineno, text


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string that is no docstring; an f-string is one, with ``{}`` where something is filled in."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in prose:
                yield node.lineno, text
            case ast.JoinedStr():
                yield node.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def test_each_floor_imports_only_what_it_stands_on(floors: dict[str, ast.Module]) -> None:
    found = []
    for name, tree in floors.items():
        own = name.split("/")[0]
        for line, imported in imports(name, tree):
            parts = imported.split(".")
            if parts[0] == "vanmach" and len(parts) > 1 and parts[1] not in MAY_IMPORT[own] | {own}:
                found.append(f"{name}:{line} imports {imported}")
    assert not found, "\n".join(found)


def test_engines_and_their_languages_stay_in_graph(floors: dict[str, ast.Module]) -> None:
    outside = {name: tree for name, tree in floors.items() if not name.startswith("graph/")}
    found = [
        f"{name}:{line} imports {imported}"
        for name, tree in outside.items()
        for line, imported in imports(name, tree)
        if imported.split(".")[0] in ENGINES
    ]
    found += [
        f"{name}:{line} speaks SQL or Cypher: {text[:60]!r}"
        for name, tree in outside.items()
        for line, text in strings(tree)
        if QUERY_LANGUAGE.search(text)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT id\nFROM node",
        "INSERT OR IGNORE INTO node VALUES (?)",
        "UPDATE edge SET known_to = ?",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "PRAGMA journal_mode",
        "MATCH (d:Document {id: $id})",
        "MATCH p = (a)-[*]->(b)",
        "MERGE (n)",
        "UNWIND $rows AS row",
    ],
)
def test_a_query_is_known_when_seen(query: str) -> None:
    assert QUERY_LANGUAGE.search(query)


@pytest.mark.parametrize(
    "prose", ["select a document from the list", "MATCH", "Update the status set before", "no match (the first)", "CREATE", "FROM"]
)
def test_prose_is_no_query(prose: str) -> None:
    assert not QUERY_LANGUAGE.search(prose)


def test_modules_are_short(root: Path, modules: dict[str, ast.Module]) -> None:
    lengths = {name: len((root / name).read_text("utf-8").splitlines()) for name in modules}
    found = [f"{name} has {lines} lines, the most is {MOST_LINES}" for name, lines in lengths.items() if lines > MOST_LINES]
    assert not found, "\n".join(found)


def test_modules_open_with_what_they_own(modules: dict[str, ast.Module]) -> None:
    found = [name for name, tree in modules.items() if not ast.get_docstring(tree)]
    assert not found, f"no docstring at the top of: {', '.join(found)}"


def test_modules_are_named_for_what_they_do(modules: dict[str, ast.Module]) -> None:
    found = [name for name in modules if any(NAMES_THAT_SAY_NOTHING.fullmatch(part) for part in name.removesuffix(".py").split("/"))]
    assert not found, f"names that say nothing: {', '.join(found)}"


def test_nothing_else_lies_at_the_top(repository_files: list[str]) -> None:
    assert {name.split("/")[0] for name in repository_files} <= AT_THE_TOP
