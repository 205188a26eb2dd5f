"""The commands by which people correct the graph: ``vanmach review accept`` and its kin, ``vanmach retract``."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer

from vanmach.api.cli import DEFAULT_STORE, Format, FormatOption, LangOption, StoreOption, app, named, note, opened, put, put_json, unclear
from vanmach.api.language import current, say
from vanmach.graph import ledger, ontology
from vanmach.graph.errors import Ambiguous, InputError, NotFound
from vanmach.graph.model import Review, Verdict
from vanmach.graph.store import Store
from vanmach.queries.calendar import now
from vanmach.queries.reviews import judge_edge, judge_nodes, reviews

reviewing = typer.Typer(
    no_args_is_help=True,
    help=say(
        "Người đọc sửa đồ thị: nhận, bác một quan hệ; hai nút là một, hay không phải một. Còn mãi qua mọi lần nạp lại.",
        "People correct the graph: accept or reject an edge; two nodes are the same, or are not. It outlives every reload.",
    ),
)
app.add_typer(reviewing, name="review")

EdgeArgument = Annotated[
    str,
    typer.Argument(
        metavar="EDGE", help=say("id của quan hệ (xem: show, lineage --format json)", "id of an edge (see: show, lineage --format json)")
    ),
]
ByOption = Annotated[str, typer.Option("--by", envvar="VANMACH_REVIEWER", help=say("ai nói", "who says so"))]
NoteOption = Annotated[str | None, typer.Option("--note", help=say("vì sao", "why"))]


def _keep(kept: Store, verdict: Review, form: Format) -> None:
    ledger.review(kept, verdict)
    if form == Format.json:
        put_json(next(r for r in reviews(kept)["reviews"] if r["id"] == verdict.id))
    else:
        note(
            say(
                f"đã ghi {verdict.id}; rút lại bằng: vanmach review withdraw {verdict.id}",
                f"kept {verdict.id}; take it back with: vanmach review withdraw {verdict.id}",
            )
        )


def _edge(edge: str, verdict: Verdict, by: str | None, why: str | None, store: str, form: Format) -> None:
    with opened(store) as kept:
        try:
            found = judge_edge(kept, edge, verdict, person=_person(by), at=now(), note=why)
        except NotFound as error:
            raise InputError(str(error)) from error
        _keep(kept, found, form)


def _nodes(a: str, b: str, verdict: Verdict, by: str | None, why: str | None, store: str, form: Format) -> None:
    with opened(store) as kept:
        try:
            found = judge_nodes(kept, named(kept, a).id, named(kept, b).id, verdict, person=_person(by), at=now(), note=why)
        except (NotFound, Ambiguous) as error:
            raise unclear(kept, error, form) from None
        _keep(kept, found, form)


def _person(by: str | None) -> str:
    return (by or getpass.getuser()).strip()


@reviewing.command(
    help=say("Quan hệ này đúng.", "This edge is right."),
    epilog=say(
        "Ví dụ: vanmach review accept 198ac4c1c580a303 --by 'Lê Mẫu'", "Example: vanmach review accept 198ac4c1c580a303 --by 'Lê Mẫu'"
    ),
)
def accept(
    edge: EdgeArgument,
    by: ByOption = "",
    why: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _edge(edge, "accept", by, why, store, form)


@reviewing.command(help=say("Quan hệ này sai: không hiện nữa.", "This edge is wrong: it shows no more."))
def reject(
    edge: EdgeArgument,
    by: ByOption = "",
    why: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _edge(edge, "reject", by, why, store, form)


@reviewing.command("same-as", help=say("A chính là B: A thành tên khác của B.", "A is B: A becomes another name of B."))
def same_as(
    a: str,
    b: str,
    by: ByOption = "",
    why: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _nodes(a, b, "same-as", by, why, store, form)


@reviewing.command(
    "not-same", help=say("A không phải là B: viện dẫn A không bao giờ hiểu là B.", "A is not B: what is cited as A is never taken for B.")
)
def not_same(
    a: str,
    b: str,
    by: ByOption = "",
    why: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _nodes(a, b, "not-same", by, why, store, form)


@reviewing.command("list", help=say("Mọi điều đã duyệt.", "All that was reviewed."))
def list_(store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    with opened(store) as kept:
        answer = reviews(kept)
    put_json(answer) if form == Format.json else put(map(_line, answer["reviews"]))


VERDICTS = {
    "accept": ("nhận", "accepts"),
    "reject": ("bác", "rejects"),
    "same-as": ("là một", "same as"),
    "not-same": ("không phải là", "not the same as"),
}


def _line(review: dict[str, Any]) -> str:
    words = say(*VERDICTS[review["verdict"]])
    a, b = review["a"]["label"], review["b"]["label"]
    what = f"{words}: {a} {ontology.relation(review['type']).label(current())} {b}" if review["type"] else f"{a} {words} {b}"
    why = f" ({review['note']})" if review["note"] else ""
    return f"{review['at'][:10]} {review['person']} {what}{why}  <{review['id']}>"


@reviewing.command(help=say("Rút lại một điều đã duyệt.", "Take a review back."))
def withdraw(review: Annotated[str, typer.Argument(metavar="REVIEW")], store: StoreOption = DEFAULT_STORE, lang: LangOption = None) -> None:
    with opened(store) as kept:
        try:
            ledger.withdraw(kept, review)
        except NotFound as error:
            raise InputError(str(error)) from error


@app.command(
    help=say("Rút một nguồn: mọi điều nó nói không còn hiện.", "Retract a source: nothing that it said shows any more."),
    epilog=say("Xem nguồn: vanmach sources", "List them with: vanmach sources"),
)
def retract(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=say("id của nguồn", "id of a source"))],
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    with opened(store) as kept:
        try:
            done = ledger.retract(kept, source)
        except NotFound as error:
            raise InputError(str(error)) from error
    if form == Format.json:
        put_json({"source": source, "retracted": done.retracted})
    else:
        typer.echo(say(f"đã rút {done.retracted} mệnh đề", f"{done.retracted} statements retracted"))
