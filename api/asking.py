"""The commands that ask: status, current, impact, timeline, path, gaps and their kin. Thin, like the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from vanmach.api import answers
from vanmach.api.cli import (
    DEFAULT_STORE,
    Format,
    FormatOption,
    LangOption,
    RefArgument,
    StoreOption,
    app,
    named,
    opened,
    put,
    put_json,
    unclear,
)
from vanmach.api.language import say
from vanmach.api.parameters import day, doc_kind
from vanmach.graph import ontology
from vanmach.graph.errors import Ambiguous, InputError, NotFound
from vanmach.graph.store import Store, View
from vanmach.queries.changes import WHAT
from vanmach.queries.changes import changes as changes_of
from vanmach.queries.citations import resolve as resolve_all
from vanmach.queries.compare import compare as compare_days
from vanmach.queries.gaps import gaps as gaps_of
from vanmach.queries.impact import impact as impact_of
from vanmach.queries.paths import paths
from vanmach.queries.people import people as people_of
from vanmach.queries.rank import rank as rank_of
from vanmach.queries.sources import sources as sources_of
from vanmach.queries.status_on import status as status_on
from vanmach.queries.succession import current as current_of
from vanmach.queries.timeline import timeline as timeline_of
from vanmach.queries.timeline import topic
from vanmach.queries.truths import authority as authority_of
from vanmach.queries.truths import truths as truths_of

Answer = dict[str, Any]
OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=say("vào ngày (mặc định hôm nay)", "on a day (default: today)"))]
VerifiedOption = Annotated[bool, typer.Option("--verified", help=say("chỉ quan hệ đã kiểm chứng", "proven edges only"))]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=5000, help=say("nhiều nhất bao nhiêu dòng", "at most so many rows"))]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help=say("loại văn bản: resolution, directive…", "kind of document: resolution, directive…")),
]
IssuerOption = Annotated[str | None, typer.Option("--issuer", metavar="REF", help=say("cơ quan ban hành", "the issuing body"))]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help=say("từ ngày", "from a day"))]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help=say("đến ngày", "to a day"))]


def _ask(store: str, form: Format, asked: Callable[[Store], Answer], shown: Callable[[Answer], Iterable[str]]) -> None:
    """Opens the store, asks, prints; an unclear reference prints what it may mean (exit 1)."""
    with opened(store) as kept:
        try:
            answer = asked(kept)
        except (NotFound, Ambiguous) as error:
            raise unclear(kept, error, form) from None
    put_json(answer) if form == Format.json else put(shown(answer))


def _id(view: View, ref: str | None) -> str | None:
    return named(view, ref).id if ref else None


@app.command(
    help=say(
        "Hiệu lực của một văn bản vào một ngày, kèm lý do và lời văn.", "The status of a document on a day, with its reason and words."
    ),
    epilog=say("Ví dụ: vanmach status '22-QĐ/TW khóa XIII' --on 1-3-2025", "Example: vanmach status '22-QĐ/TW khóa XIII' --on 1-3-2025"),
)
def status(
    ref: RefArgument, on: OnOption = None, store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None
) -> None:
    _ask(store, form, lambda s: status_on(s, named(s, ref).id, day(on)), answers.status)


@app.command(
    help=say("Văn bản nào đang thay chỗ văn bản này, theo đến cùng.", "What stands in a document's place, followed to the end."),
    epilog=say("Ví dụ: vanmach current 29-qd-tw.viii", "Example: vanmach current 29-qd-tw.viii"),
)
def current(
    ref: RefArgument,
    on: OnOption = None,
    verified: VerifiedOption = False,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(store, form, lambda s: current_of(s, named(s, ref).id, on=day(on), verified=verified), answers.current)


@app.command(
    help=say(
        "Những gì dựa vào văn bản này, và gì mất căn cứ nếu nó hết hiệu lực.",
        "What rests on a document, and what would lose its ground if it ended.",
    ),
    epilog=say("Ví dụ: vanmach impact '18-NQ/TW khóa XII'", "Example: vanmach impact '18-NQ/TW khóa XII'"),
)
def impact(
    ref: RefArgument,
    depth: Annotated[int, typer.Option("--depth", min=1, max=50, help=say("số bước", "how many steps"))] = 5,
    on: OnOption = None,
    verified: VerifiedOption = False,
    limit: LimitOption = 500,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(store, form, lambda s: impact_of(s, named(s, ref).id, depth=depth, on=day(on), verified=verified, limit=limit), answers.impact)


@app.command(
    help=say(
        "Việc gì xảy ra khi nào: với một văn bản, một cơ quan, hay một chủ đề.", "What happened when: to a document, in a body, on a topic."
    ),
    epilog=say("Ví dụ: vanmach timeline --topic 'tinh giản biên chế'", "Example: vanmach timeline --topic 'tinh giản biên chế'"),
)
def timeline(
    ref: Annotated[str | None, typer.Argument(metavar="[REF]")] = None,
    about: Annotated[
        str | None, typer.Option("--topic", metavar="TEXT", help=say("chủ đề thay cho REF", "a topic in place of REF"))
    ] = None,
    from_: FromOption = None,
    to: ToOption = None,
    limit: LimitOption = 200,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    if (ref is None) == (about is None):
        raise InputError(say("nêu một REF hoặc --topic, không cả hai", "give a REF or --topic, not both"))
    days = {"from_": day(from_), "to": day(to), "limit": limit}
    _ask(
        store,
        form,
        lambda s: topic(s, about, **days) if about else timeline_of(s, named(s, ref or "").id, **days),  # type: ignore[arg-type]
        answers.timeline,
    )


@app.command(
    help=say(
        "Hai điều liên quan với nhau thế nào: đường ngắn nhất có bằng chứng, thành câu.",
        "How two things hang together: the shortest proven paths, as a sentence.",
    ),
    epilog=say("Ví dụ: vanmach path 208-QĐ/TW 29-qd-tw.viii --documents", "Example: vanmach path 208-QĐ/TW 29-qd-tw.viii --documents"),
)
def path(
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    longest: Annotated[int, typer.Option("--longest", min=1, max=12, help=say("nhiều nhất bao nhiêu bước", "at most so many steps"))] = 6,
    count: Annotated[int, typer.Option("--count", min=1, max=50, help=say("bao nhiêu đường", "how many paths"))] = 3,
    documents: Annotated[bool, typer.Option("--documents", help=say("chỉ đi qua văn bản", "over documents only"))] = False,
    verified: VerifiedOption = False,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    only = ontology.family() if documents else None
    _ask(
        store,
        form,
        lambda s: paths(s, named(s, a).id, named(s, b).id, longest=longest, count=count, relations=only, verified=verified),
        answers.path,
    )


@app.command(
    help=say(
        "Nghị quyết, chỉ thị, kết luận nào đã có ai triển khai, sau bao nhiêu ngày; ai chưa.",
        "Which resolutions, directives and conclusions were carried out by whom, after how many days; who has not.",
    ),
    epilog=say("Ví dụ: vanmach gaps --issuer bo-chinh-tri --term XIII", "Example: vanmach gaps --issuer bo-chinh-tri --term XIII"),
)
def gaps(
    issuer: IssuerOption = None,
    kind: KindOption = None,
    term: Annotated[
        str | None, typer.Option("--term", metavar="XIII", help=say("khóa của Trung ương", "term of the Central Committee"))
    ] = None,
    verified: VerifiedOption = False,
    limit: LimitOption = 200,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(
        store,
        form,
        lambda s: gaps_of(s, issuer=_id(s, issuer), kind=doc_kind(kind), term=term and term.upper(), verified=verified, limit=limit),
        answers.gaps,
    )


@app.command(
    help=say("Đồ thị ở hai ngày: thêm gì, hết hiệu lực gì, đổi gì.", "The graph on two days: what was added, ended, changed."),
    epilog=say("Ví dụ: vanmach compare 1-1-2025 1-7-2025", "Example: vanmach compare 1-1-2025 1-7-2025"),
)
def compare(
    from_: Annotated[str, typer.Argument(metavar="DATE")],
    to: Annotated[str, typer.Argument(metavar="DATE")],
    issuer: IssuerOption = None,
    kind: KindOption = None,
    limit: LimitOption = 500,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(
        store,
        form,
        lambda s: compare_days(s, day(from_) or "", day(to) or "", issuer=_id(s, issuer), kind=doc_kind(kind), limit=limit),
        answers.compare,
    )


@app.command(
    help=say("Ai giữ chức gì, vào ngày nào; ai ký văn bản nào.", "Who held which post, on which day; who signed what."),
    epilog=say("Ví dụ: vanmach people 'Ban Bí thư' --on 1-7-2024", "Example: vanmach people 'Ban Bí thư' --on 1-7-2024"),
)
def people(
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help=say("cơ quan, người hoặc văn bản", "a body, a person or a document"))
    ] = None,
    on: OnOption = None,
    verified: VerifiedOption = False,
    limit: LimitOption = 200,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(store, form, lambda s: people_of(s, _id(s, ref), on=day(on), verified=verified, limit=limit), answers.people)


@app.command(help=say("Văn bản bị sửa, bị thay bởi cơ quan không có quyền.", "Documents amended or ended by a body that may not."))
def authority(
    verified: VerifiedOption = False,
    limit: LimitOption = 200,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(store, form, lambda s: authority_of(s, verified=verified, limit=limit), answers.authority)


@app.command(
    help=say(
        "Những điều trong đồ thị không thể đúng: sai thẩm quyền, thay thế ngược ngày, số và ngày ngược nhau.",
        "What the graph says that cannot be right: no authority, ended before it was there, numbers against days.",
    )
)
def truths(limit: LimitOption = 500, store: StoreOption = DEFAULT_STORE, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    _ask(store, form, lambda s: truths_of(s, limit=limit), answers.truths)


@app.command(help=say("Văn bản nào là chỗ dựa của nhiều văn bản nhất.", "Which documents most rests on."))
def rank(
    measure: Annotated[Literal["pagerank", "betweenness"], typer.Option("--measure")] = "pagerank",
    family: Annotated[
        Literal["ground", "succession"] | None, typer.Option("--family", help=say("căn cứ hay kế thừa", "ground or succession"))
    ] = None,
    kind: KindOption = None,
    limit: LimitOption = 20,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(store, form, lambda s: rank_of(s, measure=measure, family=family, kind=doc_kind(kind), limit=limit), answers.rank)


@app.command(
    help=say("Danh sách viện dẫn, mỗi dòng một cái, thành id.", "A list of citations, one a line, to ids."),
    epilog=say("Ví dụ: echo '35-CT/TW khóa XIII' | vanmach resolve", "Example: echo '35-CT/TW khóa XIII' | vanmach resolve"),
)
def resolve(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=say("mặc định: đầu vào chuẩn", "default: standard input"))] = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    try:
        text = sys.stdin.read() if file is None or str(file) == "-" else file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file or 'stdin'} cannot be read: {error}") from error
    found: list[Answer] = []

    def asked(kept: Store) -> Answer:
        found.append(resolve_all(kept, text.splitlines()))
        return found[0]

    _ask(store, form, asked, answers.resolved)
    if any(c["id"] is None for c in found[0]["citations"]):
        raise typer.Exit(1)


@app.command(
    help=say(
        "Kho biết thêm gì từ một lúc: thêm, đổi, không còn; kèm bằng chứng và nguồn gây ra.",
        "What the store learned since a time: added, changed, ended; each with its evidence and what it came of.",
    ),
    epilog=say("Ví dụ: vanmach changes --since 2026-11-20 --what edge", "Example: vanmach changes --since 2026-11-20 --what edge"),
)
def changes(
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help=say("từ ngày hay lúc (ISO)", "from a day or time (ISO)"))
    ] = None,
    what: Annotated[
        Literal["edge", "node", "source"] | None,
        typer.Option("--what", help=say("chỉ quan hệ, nút hoặc nguồn", "edges, nodes or sources only")),
    ] = None,
    limit: LimitOption = 100,
    cursor: Annotated[
        str | None, typer.Option("--cursor", metavar="CURSOR", help=say("tiếp sau câu trả lời trước", "go on behind an earlier answer"))
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    only = (what,) if what else WHAT
    _ask(store, form, lambda s: changes_of(s, since=since, after=cursor, what=only, limit=limit), answers.changes)


@app.command(
    help=say("Các nguồn đã nạp, từng trang.", "The sources that were loaded, page by page."),
    epilog=say("Rút một nguồn: vanmach retract ID", "Retract one with: vanmach retract ID"),
)
def sources(
    limit: LimitOption = 50,
    cursor: Annotated[
        str | None, typer.Option("--cursor", metavar="ID", help=say("nguồn cuối của trang trước", "the last source of the page before"))
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    _ask(store, form, lambda s: sources_of(s, after=cursor, limit=limit), answers.sources)
