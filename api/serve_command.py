"""The command that serves: ``vanmach serve``, with an option for every setting of a server."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from vanmach.api.cli import DEFAULT_STORE, LangOption, StoreOption, app
from vanmach.api.key_commands import KeysOption
from vanmach.api.language import say
from vanmach.api.settings import DEFAULT_KEYS, Settings
from vanmach.graph.errors import InputError

DEFAULTS = Settings()


@app.command(
    help=say("Mở máy chủ: API và trang xem.", "Serve the API and the pages."),
    epilog=say(
        "Ví dụ: vanmach serve --workers 4 --log json --proxy 127.0.0.1 --root-path /vanmach",
        "Example: vanmach serve --workers 4 --log json --proxy 127.0.0.1 --root-path /vanmach",
    ),
)
def serve(
    host: Annotated[str, typer.Option("--host", help=say("địa chỉ để nghe", "address to listen on"))] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=say("cổng; 0 là cổng trống bất kỳ", "port; 0 is any free one"))
    ] = 8000,
    open_page: Annotated[bool, typer.Option("--open", help=say("mở trình duyệt", "open the browser"))] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help=say("số tiến trình", "processes that serve"))] = 1,
    per_minute: Annotated[
        int,
        typer.Option(
            "--per-minute",
            min=0,
            help=say(
                "số yêu cầu mỗi phút của một khách, mỗi tiến trình; 0 là không hạn",
                "requests a minute of one client, by each worker; 0 is no limit",
            ),
        ),
    ] = DEFAULTS.per_minute,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help=say("số giây tối đa để bắt đầu trả lời", "seconds until an answer begins, at most"))
    ] = DEFAULTS.seconds,
    max_body: Annotated[
        int, typer.Option("--max-body", min=1, help=say("số byte tối đa của một yêu cầu", "bytes of a request, at most"))
    ] = DEFAULTS.body_bytes,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", metavar="ORIGIN", help=say("trang web được hỏi (lặp lại được)", "a site whose pages may ask (repeatable)")),
    ] = None,
    root_path: Annotated[
        str,
        typer.Option(
            "--root-path", metavar="PATH", help=say("đường dẫn mà proxy đặt máy chủ này ở đó", "path under which a proxy shows this server")
        ),
    ] = "",
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESSES",
            help=say(
                "proxy mà X-Forwarded-For đáng tin (127.0.0.1,10.0.0.0/8)",
                "proxies whose X-Forwarded-For is believed (127.0.0.1,10.0.0.0/8)",
            ),
        ),
    ] = None,
    log: Annotated[
        Literal["off", "json"],
        typer.Option("--log", help=say("nhật ký ra stderr, mỗi yêu cầu một dòng", "a line on stderr for each request")),
    ] = "off",
    keys: KeysOption = DEFAULT_KEYS,
    store: StoreOption = DEFAULT_STORE,
    lang: LangOption = None,
) -> None:
    from vanmach.api.server import Serving, run

    settings = Settings(per_minute=per_minute, seconds=timeout, body_bytes=max_body, cors=tuple(cors or ()), keys=keys)
    run(Serving(store, host, port, open_page, workers, proxy, _root_path(root_path), log == "json", settings))


def _root_path(path: str) -> str:
    if path in ("", "/"):
        return ""
    if not path.startswith("/"):
        raise InputError(say(f"--root-path bắt đầu bằng /, không phải {path!r}", f"--root-path begins with /, not {path!r}"))
    return path.rstrip("/")
