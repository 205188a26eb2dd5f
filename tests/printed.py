"""Prints anew what the pages of the project show of their commands: ``python tests/printed.py [--check]``.

In a block marked ``console`` each line ``$ vanmach …`` is run and what stands below it is replaced by what it prints now; so are
``$ export NAME=VALUE`` and ``$ printf '%s\\n' LINE… > FILE``. ``labels/`` stands for the folder of hand-made labels, which is not part
of the repository.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from vanmach.api import language
from vanmach.api.cli import main as command_line

ROOT = Path(__file__).resolve().parents[1]
LABELS = Path(os.environ.get("VANMACH_SHARED") or ROOT.parent / "shared") / "gold" / "texts"
BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.S)


def run(arguments: list[str]) -> str:
    """What a command prints, messages first."""
    language.choose("en")  # a command may have chosen another
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), suppress(SystemExit):
        command_line([str(LABELS) if a == "labels/" else a for a in arguments])
    return err.getvalue() + out.getvalue()


def block(text: str) -> str:
    """A console block with what its commands print now."""
    out = []
    for line in re.findall(r"^\$ .*$", text, re.M):
        out.append(line)
        words = shlex.split(line[2:])
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            os.environ[name] = value
        elif words[0] == "printf":
            *lines, _, file = words[2:]
            Path(file).write_text("".join(f"{one}\n" for one in lines), "utf-8")
        else:
            assert words[0] == "vanmach", line
            out.append(run(words[1:]).rstrip("\n"))
    return "\n".join(out) + "\n"


def renewed(page: str) -> str:
    """A page with all its console blocks renewed."""
    return BLOCK.sub(lambda m: m[1] + block(m[2]) + m[3], page)


def pages() -> list[Path]:
    """Pages with console blocks; those that need the labels only where these are at hand."""
    found = [p for p in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if "```console" in p.read_text("utf-8")]
    return [p for p in found if LABELS.is_dir() or " labels/" not in p.read_text("utf-8")]


def main() -> int:
    """Renews all pages, or with ``--check`` says which are out of date."""
    language.choose("en")
    stale = []
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        run(["demo"])
        for page in pages():
            text = page.read_text("utf-8")
            now = renewed(text)
            if now != text:
                stale.append(page.name)
                if "--check" not in sys.argv:
                    page.write_text(now, "utf-8")
        os.chdir(here)
    print(f"{'out of date' if '--check' in sys.argv else 'renewed'}: {', '.join(stale) or 'none'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
