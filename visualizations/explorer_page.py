"""The explorer's page and the files it is made of: native modules, style sheets, fonts, all from this server.

Owns which file is served and as what. Refuses any word of a source: the page asks for those itself, and lays them in as text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from vanmach.graph.errors import NotFound
from vanmach.visualizations import vendored
from vanmach.visualizations.assets import FONT_RANGES
from vanmach.visualizations.palette import DARK, LIGHT, RELATION, TIER, relation_colour

# No script and no style stands in the page itself; nothing is asked of another server. Blobs are files that a person saves.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "woff2": "font/woff2"}
_FOLDER = files("vanmach.visualizations").joinpath("explorer")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the page; ``tag`` tells its content from another."""

    content: bytes
    media_type: str
    tag: str


def page(root: str) -> str:
    """The page for a server under the path ``root`` ("" at the top)."""
    at = escape(f"{root}/explorer")
    preload = "\n".join(f'<link rel="modulepreload" href="{at}/{name}">' for name in _modules() if name not in LATER)
    return f"""<!doctype html>
<html lang="vi" data-root="{escape(root)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Vanmach</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{at}/palette.css">
<link rel="stylesheet" href="{at}/explorer.css">
{preload}
<script type="module" src="{at}/main.js"></script>
</head>
<body>
<noscript><p class="plain">Trang này cần JavaScript. Không có nó, hãy dùng <a href="{escape(root)}/docs">API</a>
hoặc lệnh <code>vanmach</code>. · This page needs JavaScript.</p></noscript>
</body>
</html>
"""


# Modules that only some views ask for, when they are opened; and scripts that one of them asks for, each building on those before.
LATER = frozenset({"compare.js", "gaps.js", "near.js", "path.js", "reviews.js", "sources.js"})
VENDORED = ("layout-base.js", "cose-base.js", "cytoscape.min.js", "cytoscape-fcose.js")


def _locked(name: str) -> bool:
    return any(entry.file == name for entry in vendored.lock())


@cache
def _modules() -> tuple[str, ...]:
    return tuple(sorted(found.name for found in _FOLDER.iterdir() if found.name.endswith(".js")))


@cache
def part(name: str) -> Part:
    """A file that the page asks for; NotFound for any other."""
    if name == "palette.css":
        content = _palette().encode()
    elif name in VENDORED or (name.startswith("be-vietnam-pro-") and name.endswith(".woff2") and _locked(name)):
        content = vendored.read(name)
    elif name in {found.name for found in _FOLDER.iterdir()}:
        content = _FOLDER.joinpath(name).read_bytes()
    else:
        raise NotFound(name, hint=f"the explorer has no part {name[:80]!r}")
    return Part(content, _TYPES[name.rpartition(".")[2]], hashlib.sha256(content).hexdigest()[:20])


def _palette() -> str:
    """Fonts and the colours of both themes; ``data-theme`` at the top of the page overrules what the system prefers."""
    faces = [
        f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};font-display:swap;unicode-range:{FONT_RANGES[subset]};'
        f'src:url("be-vietnam-pro-{subset}-{weight}-normal.woff2") format("woff2")}}'
        for subset in ("latin", "vietnamese")
        for weight in (400, 600)
    ]
    light, dark = (_tints(theme) for theme in (0, 1))
    rules = [
        f":root{{color-scheme:light;{light}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}",
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}",
        *(f".r-{name}{{--line:var(--r-{name})}}" for name in RELATION),
        *(f".t-{name}{{--tier:var(--t-{name});--band:var(--b-{name})}}" for name in TIER),
    ]
    return "\n".join([*faces, *rules])


def _tints(theme: int) -> str:
    named = "".join(f"--{name}:{colour};" for name, colour in (LIGHT, DARK)[theme].items())
    relations = "".join(f"--r-{name}:{relation_colour(name)[theme]};" for name in RELATION) + f"--line:{relation_colour('')[theme]};"
    tiers = "".join(f"--t-{name}:{looks[2 * theme]};--b-{name}:{looks[2 * theme + 1]};" for name, looks in TIER.items())
    return f"{named}{relations}{tiers}"
