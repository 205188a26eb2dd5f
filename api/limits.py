"""What a server lets pass (size and time of a request, how many a minute) and what it counts. Pure ASGI middleware."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
import uuid
from dataclasses import dataclass
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vanmach.api.problems import problem

access = logging.getLogger("vanmach_access")
_REQUEST_ID = re.compile(r"[\w.-]{1,64}")
# Asked by those who watch the server, not by its users.
UNCOUNTED = frozenset(("/healthz", "/readyz", "/metrics"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of a server; ``vanmach serve`` has an option for each."""

    per_minute: int = 600  # requests of one client; 0 is no limit
    seconds: float = 30.0  # that an answer may take
    body_bytes: int = 5_000_000
    cors: tuple[str, ...] = ()  # origins whose pages may ask; none by default
    trust_proxy: bool = False


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
        if self._rate and scope["path"] not in UNCOUNTED and not self._windows.hit(self._rate, client):
            reset, _ = self._windows.get_window_stats(self._rate, client)
            wait = max(1, round(reset - time.time()))
            refused = problem(429, "TooManyRequests", f"more than {self._settings.per_minute} requests a minute; ask again in {wait} s")
            refused.headers["retry-after"] = str(wait)
            await refused(scope, receive, send)
            return
        started = False

        async def told(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            body = await self._body(Request(scope, receive))
        except OverflowError:
            most = self._settings.body_bytes
            await problem(413, "TooLarge", f"the request holds more than {most:,} bytes; send the texts one by one")(scope, receive, send)
            return
        sent = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> Message:
            return next(sent, None) or await receive()

        try:
            async with asyncio.timeout(self._settings.seconds):
                await self._app(scope, again, told)
        except TimeoutError:
            if started:
                raise
            detail = f"the answer took longer than {self._settings.seconds:g} s; ask for less (depth, limit)"
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
            # A path that no route knows must not make a counter of its own.
            route = getattr(scope.get("route"), "path", "(none)")
            self._requests.labels(route, scope["method"], str(status)).inc()
            self._seconds.labels(route).observe(seconds)
            line = {"id": id_, "method": scope["method"], "path": scope["path"], "status": status, "ms": round(seconds * 1000, 1)}
            access.info(json.dumps(line, ensure_ascii=False))


def not_modified(request: Request, tag: str) -> Response | None:
    """304 where the asker has this version of the answer already."""
    have = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers={"etag": tag}) if tag.removeprefix("W/") in have or "*" in have else None


def tag_of(*parts: Any) -> str:
    """The weak ETag of an answer: of the graph's version and the day, for the status of a document moves with the day."""
    return 'W/"' + "-".join(map(str, parts)) + '"'
