"""The command line: ``vanmach COMMAND``. Owns options, exit codes and what is printed where; every answer comes from ``queries/``.

Exit 0 done, 1 done with problems, 2 bad usage or input (one line on stderr). Answers go to stdout, progress and messages to stderr.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from vanmach.api import language, render
from vanmach.api.language import Lang, say
from vanmach.graph.errors import Ambiguous, InputError, NotFound, StoreError, VanmachError
from vanmach.graph.model import Node
from vanmach.graph.store import Store, View, is_there, lets_in, open_store, path_of, shown
from vanmach.queries.forms import node_forms
from vanmach.queries.search import find

app = typer.Typer(
    name="vanmach",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=say(
        "Đọc văn bản về xây dựng Đảng, giữ thành đồ thị tri thức, mỗi quan hệ kèm lời văn chứng minh.",
        "Reads Vietnamese texts on Party building and keeps them as a knowledge graph, every edge with the words that prove it.",
    ),
    epilog=say(
        "Thử ngay: vanmach demo. Sau đó: vanmach load THƯ_MỤC; vanmach lineage '35-CT/TW khóa XIII'.",
        "Try it: vanmach demo. Then: vanmach load FOLDER; vanmach lineage '35-CT/TW khóa XIII'.",
    ),
)

DEFAULT_STORE = "sqlite:///vanmach.db"
# The modules that register commands, in the order in which --help lists these.
COMMANDS = (
    *("commands", "asking", "lint_command", "evaluation", "reviewing", "keeping", "key_commands", "watch_command", "serve_command"),
    "mcp_command",
)


class Format(StrEnum):
    """How an answer is printed."""

    text = "text"
    json = "json"


def _lang(value: Lang | None) -> Lang | None:
    if value:
        language.choose(value)
    return value


StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="VANMACH_STORE",
        metavar="URL",
        help=say("kho: sqlite:///tệp.db, neo4j://máy:7687", "the store: sqlite:///path.db, neo4j://host:7687"),
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help=say("cách in câu trả lời", "how the answer is printed"))]
LangOption = Annotated[Lang | None, typer.Option("--lang", callback=_lang, help=say("ngôn ngữ thông báo", "language of messages"))]
RefArgument = Annotated[
    str,
    typer.Argument(
        metavar="REF", help=say("id, số ký hiệu ('35-CT/TW khóa XIII') hoặc tên", "an id, a symbol ('35-CT/TW khóa XIII') or a name")
    ),
]


def needed(url: str) -> None:
    """StoreError where there is no store yet: who asks in the wrong folder would else be told, of an empty one, that nothing is known."""
    if not is_there(url):
        path = path_of(url)
        raise StoreError(
            say(
                f"không có kho {path!r} ở đây; lập kho: vanmach catalogue hoặc vanmach load THƯ_MỤC; kho khác: --store sqlite:///TỆP.db",
                f"no store {path!r} here; make one: vanmach catalogue, or vanmach load FOLDER; name another: --store sqlite:///FILE.db",
            )
        )


@contextmanager
def opened(url: str, make: bool = False) -> Iterator[Store]:
    """The store, closed at the end; only what loads may make it."""
    if not make:
        needed(url)
    store = open_store(url)
    try:
        yield store
    finally:
        store.close_store()


def named(store: View, ref: str) -> Node:
    """The node that a reference names, as ``find``; an old id leads on to the node that settled it or took it in, and is told of."""
    try:
        return find(store, ref)
    except NotFound:
        now = store.moved(ref)
        if now is None:
            raise
        note(say(f"{ref} nay là {now}", f"{ref} is now {now}"))
        return store.nodes([now])[now]


def put(lines: Iterable[str]) -> None:
    """Prints an answer."""
    for line in lines:
        typer.echo(line)


def put_json(answer: Any) -> None:
    """Prints one JSON document."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def note(text: str) -> None:
    """A message to the person, beside the answer."""
    typer.echo(text, err=True)


def unclear(store: Store, error: NotFound | Ambiguous, form: Format) -> typer.Exit:
    """Prints what a reference may have meant; exit 1."""
    nodes = node_forms(store, error.nodes)
    ambiguous = isinstance(error, Ambiguous)
    if form == Format.json:
        put_json(
            {"error": "ambiguous", "ref": error.ref, "candidates": nodes}
            if ambiguous
            else {"error": "not_found", "ref": error.ref, "nearest": nodes}
        )
        return typer.Exit(1)
    if ambiguous:
        note(
            say(
                f"{error.ref!r} là tên của {len(nodes)} văn bản; nêu thêm khóa, năm hoặc id:",
                f"{error.ref!r} names {len(nodes)}; add the term, the year or give an id:",
            )
        )
    else:
        note(
            say(f"Không có {error.ref!r} trong kho.", f"{error.ref!r} is not in the store.")
            + (
                say(" Gần nhất:", " Nearest:")
                if nodes
                else say(" Nạp văn bản: vanmach load, vanmach catalogue.", " Load texts first: vanmach load, vanmach catalogue.")
            )
        )
    put(f"  {render.node_line(n)}" for n in nodes)
    return typer.Exit(1)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"vanmach {version('vanmach')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=say("in phiên bản", "print the version"))] = False,
) -> None:
    """Options of the whole program."""


def _out_of_sight() -> None:
    """A password in an argument could be read by all who list processes: it goes into the environment, and the program begins anew."""
    given = [found for argument in sys.argv if (found := lets_in(argument))]
    if given and os.name == "posix":
        os.environ["VANMACH_NEO4J_USER"], os.environ["VANMACH_NEO4J_PASSWORD"] = given[-1]
        os.execv(sys.executable, [shown(argument) for argument in sys.orig_argv])


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line: whatever goes wrong is one line on stderr and an exit code, never a traceback."""
    if arguments is None:
        _out_of_sight()
    for name in COMMANDS:
        import_module(f"vanmach.api.{name}")

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Vietnamese must come out whole on any code page
    try:
        code = app(args=arguments, standalone_mode=False)
    except typer.Exit as error:
        code = error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        note(say("đã ngừng", "stopped"))
        code = 130
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        where = context.command_path if context else "vanmach"
        note(f"vanmach: {' '.join(error.format_message().split())} ({say('xem', 'see')}: {where} --help)")
        code = 2
    except VanmachError as error:
        note(f"vanmach: {error}")
        code = 2
    except BrokenPipeError:
        code = 0
        sys.stderr.close()
    sys.exit(code if isinstance(code, int) else 0)


def existing(paths: Iterable[Path]) -> list[Path]:
    """The paths as they were given; InputError for one that is not there."""
    paths = list(paths)
    for path in paths:
        if str(path) != "-" and not path.exists():
            raise InputError(say(f"không có {str(path)!r}; kiểm tra đường dẫn", f"no such file or folder: {str(path)!r}; check the path"))
    return paths
