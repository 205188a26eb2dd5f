"""The parts of a page that no answer changes: its script, its style sheet, its font, its content security policy.

Owns how vendored files are laid into a page. Refuses any text of a source.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from vanmach.visualizations import vendored
from vanmach.visualizations.palette import DARK, LIGHT, RELATION, TIER, relation_colour

# The ranges that the vendored subsets of the font cover.
FONT_RANGES = {
    "latin": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "vietnamese": (
        "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,"
        "U+1EA0-1EF9,U+20AB"
    ),
}


@cache
def script() -> str:
    """The one script of the page, vis-network and our own; AssertionError where it could not stand inside a page."""
    library = vendored.read("vis-network.min.js").decode("utf-8")
    # A map beside the page would be asked for by developer tools.
    library = re.sub(r"^//# sourceMappingURL=.*$", "", library, flags=re.MULTILINE)
    whole = f"{library}\n{template('lineage.js')}"
    if re.search(r"</script|<!--", whole, re.IGNORECASE) or "\r" in whole or "\0" in whole:
        raise AssertionError("this script cannot stand inside a page: it would end early, or hash to something else")
    return whole


@cache
def style() -> str:
    """The one style sheet of the page: font, colours of both themes, rules."""
    faces = [
        f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};font-display:swap;unicode-range:{FONT_RANGES[subset]};'
        f'src:url("data:font/woff2;base64,{_encoded(f"be-vietnam-pro-{subset}-{weight}-normal.woff2")}") format("woff2")}}'
        for subset in ("latin", "vietnamese")
        for weight in (400, 600)
    ]
    light = "".join(f"--{name}:{colour};" for name, colour in LIGHT.items())
    dark = "".join(f"--{name}:{colour};" for name, colour in DARK.items())
    tints = [
        f":root{{color-scheme:light dark;{light}{_tints(0)}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}{_tints(1)}}}}}",
    ]
    uses = [f".r-{name}{{color:var(--r-{name})}}" for name in RELATION] + [f".t-{name}{{--tier:var(--t-{name})}}" for name in TIER]
    return "\n".join([*faces, *tints, "".join(uses), template("lineage.css")])


def _tints(theme: int) -> str:
    relations = "".join(f"--r-{name}:{relation_colour(name)[theme]};" for name in RELATION)
    return relations + "".join(f"--t-{name}:{colours[theme * 2]};" for name, colours in TIER.items())


def _encoded(name: str) -> str:
    return base64.b64encode(vendored.read(name)).decode("ascii")


@cache
def template(name: str) -> str:
    """The text of one file of ``templates/``."""
    return files("vanmach.visualizations").joinpath("templates", name).read_text("utf-8")


def policy(script: str) -> str:
    """The content security policy of a page whose only script is this one."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    # vis-network brings its style rules by script, so styles cannot be held to a hash; scripts are.
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
