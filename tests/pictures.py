"""The pictures of the explorer in README and docs, drawn anew: ``python tests/pictures.py``, or ``make pictures``.

A store of the catalogue and the samples, ``vanmach serve`` and headless Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.serving import served  # noqa: E402
from vanmach.api.cli import main as vanmach  # noqa: E402
from vanmach.visualizations.shot import ARGUMENTS, chromium  # noqa: E402

# name -> address, what must stand there, width, height
PICTURES = {
    "explorer": ("/?id=208-qd-tw.xiv&depth=3&sel=208-qd-tw.xiv&lang=en", ".panel .quote", 1440, 860),
    "explorer-compare": ("/?id=35-ct-tw.xiii&depth=2&since=2024-07-01&view=near&lang=en&theme=dark", ".net canvas", 1200, 700),
    "explorer-path": ("/?page=path&a=208-qd-tw.xiv&b=29-qd-tw.viii&docs=1&lang=en", ".step", 1200, 700),
    "explorer-gaps": ("/?page=gaps&term=XIII&lang=en", ".heat td a", 1200, 640),
}


def main() -> None:
    """Writes the pictures into ``docs/``."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/graph.db"
        for arguments in (["catalogue"], ["load", str(ROOT / "loaders" / "samples")]):
            try:
                vanmach([*arguments, "--store", url])
            except SystemExit as ended:
                if ended.code:
                    raise
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        with served(url) as (_, client):
            for name, (path, shown, width, height) in PICTURES.items():
                tab = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                tab.goto(f"{str(client.base_url).rstrip('/')}{path}")
                tab.locator(shown).first.wait_for()
                tab.wait_for_timeout(600)
                tab.screenshot(path=ROOT / "docs" / f"{name}.png")
                tab.close()
        browser.close()


if __name__ == "__main__":
    main()
