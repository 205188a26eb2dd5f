"""The page on which people try the API: Swagger UI, from the vendored files alone, with no script in the page itself."""

from __future__ import annotations

from html import escape

from vanmach.graph.errors import NotFound
from vanmach.visualizations import vendored

# Swagger UI's own pictures are data URLs in its style sheet; it asks nobody but this server, and needs no style inside the page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A validator elsewhere would be asked to look at the document; null asks nobody.
_START = """window.ui = SwaggerUIBundle({
  url: document.querySelector("#swagger-ui").dataset.url,
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
});
"""


def page(root: str) -> str:
    """The page for a server under the path ``root`` ("" at the top)."""
    at = escape(root)
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Vanmach API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{at}/docs/swagger-ui.css">
<div id="swagger-ui" data-url="{at}/openapi.json"></div>
<script src="{at}/docs/swagger-ui-bundle.js"></script>
<script src="{at}/docs/start.js"></script>
</html>
"""


def part(file: str) -> tuple[bytes, str]:
    """A file that the page asks for, with its media type; NotFound for any other."""
    match file:
        case "swagger-ui.css":
            return vendored.read(file), "text/css; charset=utf-8"
        case "swagger-ui-bundle.js":
            return vendored.read(file), "text/javascript; charset=utf-8"
        case "start.js":
            return _START.encode(), "text/javascript; charset=utf-8"
    raise NotFound(file, hint=f"the page on the API has no part {file!r}")
