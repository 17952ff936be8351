"""What comes in, within limits: questions, what pages send, and pages that stay connected."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from dashboard.editing_rights import may_change
from dashboard.served_case import served_case
from dashboard.server.own_routes import TooSlowError
from dashboard.server.responses import problem
from dashboard.server.turns import AGAIN_AFTER, NoTurnError, Turns, asker_of
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_QUERY: Final = 16_000  # bytes
LONGEST_BODY: Final = 60.0  # seconds
UPLOADS: Final = "/_stcore/upload_file/"

MOST_PAGES: Final = 400
"""So many pages are connected at once, each a session in memory."""
MOST_PAGES_OF_ONE: Final = 300
"""So many of one computer, or of all behind one proxy that does not name them."""
FIRST_MESSAGE: Final = 30.0  # seconds in which a page says what it is
MESSAGES_AT_ONCE: Final = 30
MESSAGES_A_SECOND: Final = 2.0
BETWEEN_RUNS: Final = 0.04  # seconds; each message is a run of Streamlit's script

POLICY: Final = 1008
LATER: Final = 1013

TOO_LONG: Final = message("This question is too long: {most} characters at most.")
TOO_SLOW: Final = message("What was sent came too slowly: {seconds} seconds at most.")
NOT_UPLOADED: Final = message("This server takes no files.")


class Incoming:
    """ASGI middleware that holds what comes in to the limits above."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages: Counter[str] = Counter()
        self._runs = Turns(at_once=1, most_waiting=1_000, longest_wait=30.0, longest_work=0.0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within the limits, and refuse the rest in a sentence."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(scope["query_string"]) > LONGEST_QUERY:
            refusal = problem(414, gettext(TOO_LONG).format(most=f"{LONGEST_QUERY:,}"))
            await refusal(scope, receive, send)
            return
        if UPLOADS in scope["path"] and not may_change(served_case(), Headers(scope=scope)):
            await problem(403, gettext(NOT_UPLOADED))(scope, receive, send)
            return
        is_answered = False

        async def noted(sent: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(sent)

        try:
            await self._app(scope, _in_time(receive), noted)
        except TooSlowError:
            if not is_answered:
                refusal = problem(408, gettext(TOO_SLOW).format(seconds=f"{LONGEST_BODY:g}"))
                refusal.headers["Connection"] = "close"
                await refusal(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        asker = asker_of(HTTPConnection(scope))
        if self._pages.total() >= MOST_PAGES or self._pages[asker] >= MOST_PAGES_OF_ONE:
            await _refuse(scope, send)
            return
        self._pages[asker] += 1
        try:
            await self._app(scope, _paced(asker, self._runs, receive, send), send)
        finally:
            self._pages[asker] -= 1
            if not self._pages[asker]:
                del self._pages[asker]


def _in_time(receive: Receive) -> Receive:
    """Give what is sent, all of it in time."""
    until = asyncio.get_running_loop().time() + LONGEST_BODY
    is_whole = False

    async def received() -> Message:
        nonlocal is_whole
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                got = await receive()
        except TimeoutError:
            raise TooSlowError from None
        is_whole = not got.get("more_body", False)
        return got

    return received


async def _refuse(scope: Scope, send: Send) -> None:
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": LATER})
        return
    headers = [(b"retry-after", AGAIN_AFTER.encode())]
    await send({"type": "websocket.http.response.start", "status": 503, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b"", "more_body": False})


def _paced(asker: str, runs: Turns, receive: Receive, send: Send) -> Receive:
    """Give a page's messages no faster than they can be dealt with; one that says nothing ends."""
    loop = asyncio.get_running_loop()
    is_known = is_accepted = False
    free, at = float(MESSAGES_AT_ONCE), loop.time()

    async def pace() -> None:
        nonlocal free, at
        now = loop.time()
        free, at = min(MESSAGES_AT_ONCE, free + (now - at) * MESSAGES_A_SECOND), now
        free -= 1
        if free < 0:
            await asyncio.sleep(-free / MESSAGES_A_SECOND)
        await runs.begin(asker)
        loop.call_later(BETWEEN_RUNS, runs.end, asker)

    async def received() -> Message:
        nonlocal is_known, is_accepted
        try:
            async with asyncio.timeout(FIRST_MESSAGE if is_accepted and not is_known else None):
                got = await receive()
            is_accepted = True
            if got["type"] == "websocket.receive":
                is_known = True
                await pace()
        except (TimeoutError, NoTurnError):
            with suppress(RuntimeError):  # it is closed already
                await send({"type": "websocket.close", "code": POLICY})
            return {"type": "websocket.disconnect", "code": POLICY}
        return got

    return received
