"""The commands of keys: ``vanmach keys create``, ``list``, ``revoke``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vanmach.api.cli import Format, FormatOption, LangOption, app, note, put, put_json
from vanmach.api.keyring import Key, Keys
from vanmach.api.language import say
from vanmach.api.settings import DEFAULT_KEYS

keeping = typer.Typer(
    no_args_is_help=True,
    help=say("Khóa cho những ai được ghi vào kho qua API.", "Keys for those who may write to the store over the API."),
)
app.add_typer(keeping, name="keys")

KeysOption = Annotated[Path, typer.Option("--keys", envvar="VANMACH_KEYS", metavar="FILE", help=say("tệp giữ khóa", "the file of keys"))]


@keeping.command(
    help=say("Tạo một khóa; nó chỉ hiện ra một lần này.", "Make a key; it is shown this once."),
    epilog=say("Ví dụ: vanmach keys create 'Phòng Tổng hợp'", "Example: vanmach keys create 'Reading group'"),
)
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("của ai", "whose it is"))],
    keys: KeysOption = DEFAULT_KEYS,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    key, token = Keys(keys).create(name)
    if form == Format.json:
        put_json({**_form(key), "key": token})
        return
    put([token])
    note(say("Giữ lấy: khóa này không hiện lại lần nữa.", "Keep it: it is not shown again."))


@keeping.command("list", help=say("Các khóa, không kèm bí mật.", "The keys, without their secrets."))
def list_(keys: KeysOption = DEFAULT_KEYS, form: FormatOption = Format.text, lang: LangOption = None) -> None:
    found = list(Keys(keys).all().values())
    if form == Format.json:
        put_json({"keys": [_form(k) for k in found]})
        return
    if not found:
        note(say("Chưa có khóa nào.", "There are no keys yet."))
    ended = say("đã thu hồi", "revoked")
    put(f"{k.id}  {k.created[:10]}  {k.name}{f'  {ended} {k.revoked[:10]}' if k.revoked else ''}" for k in found)


@keeping.command(help=say("Thu hồi một khóa; máy chủ đang chạy từ chối nó ngay.", "Revoke a key; a running server refuses it at once."))
def revoke(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    keys: KeysOption = DEFAULT_KEYS,
    form: FormatOption = Format.text,
    lang: LangOption = None,
) -> None:
    key = Keys(keys).revoke(id_)
    if form == Format.json:
        put_json(_form(key))
    else:
        put([say(f"đã thu hồi {key.id} ({key.name})", f"revoked {key.id} ({key.name})")])


def _form(key: Key) -> dict[str, str | None]:
    return {"id": key.id, "name": key.name, "created": key.created, "revoked": key.revoked}
