"""The command that answers assistants: ``vanmach mcp``."""

from __future__ import annotations

import typer

from vanmach.api.cli import DEFAULT_STORE, LangOption, StoreOption, app, opened
from vanmach.api.language import say
from vanmach.graph.errors import InputError


@app.command(
    help=say(
        "Trả lời trợ lý AI qua giao thức MCP, trên đầu vào và đầu ra chuẩn; chỉ đọc. Trợ lý tự chạy lệnh này.",
        "Answer assistants over the Model Context Protocol, on standard input and output; reads only. The assistant runs it.",
    ),
    epilog=say(
        'Ví dụ, trong cấu hình của trợ lý: "command": "vanmach", "args": ["mcp", "--store", "sqlite:////duong/dan/graph.db"]',
        'Example, in the assistant\'s settings: "command": "vanmach", "args": ["mcp", "--store", "sqlite:////path/to/graph.db"]',
    ),
)
def mcp(store: StoreOption = DEFAULT_STORE, lang: LangOption = None) -> None:
    try:
        from vanmach.api.mcp_server import server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "mcp":
            raise
        raise InputError(
            say("vanmach mcp cần gói mcp: pip install 'vanmach[mcp]'", "vanmach mcp needs the package mcp: pip install 'vanmach[mcp]'")
        ) from error
    with opened(store) as kept:
        typer.echo(say("Đang đợi trợ lý trên đầu vào chuẩn.", "Waiting for an assistant on standard input."), err=True)
        server(kept).run("stdio")
