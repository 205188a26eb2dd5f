"""A page as a PNG, by headless Chromium: ``python -m vanmach.visualizations.shot PAGE.html OUT.png [WIDTHxHEIGHT] [dark]``.

For the pictures of the README. Needs playwright (in the dev extra) and a Chromium of the system; the package itself needs neither.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from vanmach.graph.errors import InputError

# Nothing may leave the machine: not the page, not the browser's own errands.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of a Chromium of the system, None where there is none."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


def shoot(page: Path, out: Path, *, width: int = 1440, height: int = 900, dark: bool = False) -> None:
    """Open a page as a file and write what it shows; InputError where there is no page or no Chromium."""
    from playwright.sync_api import sync_playwright

    browser_path = chromium()
    if browser_path is None:
        raise InputError("no Chromium found; install the package chromium")
    if not page.is_file():
        raise InputError(f"{page} is no file")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(ARGUMENTS))
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, color_scheme="dark" if dark else "light", device_scale_factor=1
        )
        tab = context.new_page()
        tab.goto(page.resolve().as_uri())
        tab.wait_for_timeout(500)
        tab.screenshot(path=out)
        browser.close()


def main(arguments: Sequence[str]) -> int:
    """Command line; 0 when the picture was written."""
    size = next((found for found in map(re.compile(r"(\d+)x(\d+)").fullmatch, arguments) if found), None)
    paths = [Path(argument) for argument in arguments if argument != "dark" and not re.fullmatch(r"\d+x\d+", argument)]
    if len(paths) != 2:
        sys.stderr.write("usage: python -m vanmach.visualizations.shot PAGE.html OUT.png [WIDTHxHEIGHT] [dark]\n")
        return 2
    width, height = (int(size[1]), int(size[2])) if size else (1440, 900)
    shoot(paths[0], paths[1], width=width, height=height, dark="dark" in arguments)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
