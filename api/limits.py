"""What a server lets pass (size and time of a request, how many a minute) and what it counts. Pure ASGI middleware."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
import uuid
from datetime import UTC, datetime

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vanmach.api.problems import problem
from vanmach.api.settings import Settings

access = logging.getLogger("vanmach_access")
_REQUEST_ID = re.compile(r"[\w.-]{1,64}")
UNHURRIED = 20  # times as long as others may a whole export take
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
# Asked by those who watch the server, not by its users.
UNCOUNTED = frozenset(("/healthz", "/readyz", "/metrics"))
PARTS = ("/explorer/", "/docs/")  # files of pages: a page asks for two dozen of them, and each costs next to nothing


def rooted(scope: Scope, path: str) -> str:
    """A path of ours as the world sees it, behind a proxy that shows us under another."""
    return f"{scope.get('root_path', '').rstrip('/')}{path}"


def path_of(scope: Scope) -> str:
    """The path of a request as our routes know it."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "").rstrip("/"))


FRAMED = "/reconcile/preview"  # made for the frames of other programs


class Headers:
    """Headers that every answer has: nothing may be framed (but what is made for it) or sniffed, and no address is passed on."""

    _ALL = ((b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer"))
    _UNFRAMED = (*_ALL, (b"x-frame-options", b"DENY"))

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", []).extend(self._ALL if path_of(scope) == FRAMED else self._UNFRAMED)
            await send(message)

        await self._app(scope, receive, told)


class Limits:
    """Refuses what is too large, too often or too slow, each with a problem that says what to do."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._rate = RateLimitItemPerMinute(settings.per_minute) if settings.per_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = (scope.get("client") or ("?",))[0]
        counted = path_of(scope) not in UNCOUNTED and not path_of(scope).startswith(PARTS)
        if self._rate and counted and not self._windows.hit(self._rate, client):
            reset, _ = self._windows.get_window_stats(self._rate, client)
            wait = max(1, round(reset - time.time()))
            refused = problem(429, "TooManyRequests", f"more than {self._settings.per_minute} requests a minute; ask again in {wait} s")
            refused.headers["retry-after"] = str(wait)
            await refused(scope, receive, send)
            return
        try:
            body = await self._body(Request(scope, receive))
        except OverflowError:
            most = self._settings.body_bytes
            await problem(413, "TooLarge", f"the request holds more than {most:,} bytes; send the texts one by one")(scope, receive, send)
            return
        sent = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> Message:
            return next(sent, None) or await receive()

        seconds = self._settings.seconds * (UNHURRIED if path_of(scope).endswith("/export") else 1)
        clock = asyncio.timeout(seconds)
        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            if not begun:
                begun = True
                clock.reschedule(None)  # what has begun may take as long as its reader needs
            await send(message)

        try:
            async with clock:
                await self._app(scope, again, told)
        except TimeoutError:
            if begun:
                raise
            detail = f"the answer took longer than {seconds:g} s; ask for less (depth, limit)"
            await problem(503, "TooSlow", detail)(scope, receive, send)

    async def _body(self, request: Request) -> bytes:
        if request.method in ("GET", "HEAD"):
            return b""
        declared = request.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > self._settings.body_bytes:
            raise OverflowError
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._settings.body_bytes:
                raise OverflowError
        return bytes(body)


class Watch:
    """Counts requests and their time by route, gives each an id, and writes one line of JSON for each to the log ``vanmach_access``."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._requests = Counter(
            "vanmach_requests", "Requests by route, method and status", ("route", "method", "status"), registry=registry
        )
        self._seconds = Histogram("vanmach_request_seconds", "Time of requests by route", ("route",), registry=registry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        id_ = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        status, start = 500, time.perf_counter()

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message.setdefault("headers", []).append((b"x-request-id", id_.encode("ascii")))
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            seconds = time.perf_counter() - start
            # Paths that no route knows and methods that nobody uses must not make counters of their own.
            route = getattr(scope.get("route"), "path", "(none)")
            method = scope["method"] if scope["method"] in METHODS else "(other)"
            self._requests.labels(route, method, str(status)).inc()
            self._seconds.labels(route).observe(seconds)
            if access.isEnabledFor(logging.INFO):
                line = {
                    "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                    "id": id_,
                    "client": (scope.get("client") or (None,))[0],
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                }
                access.info(json.dumps(line, ensure_ascii=False))
