"""What was asked, a line each, without what readers look for: no words, no texts, no addresses.

A line holds the time, the status, how long the answer took, its bytes, the method and the path. The
query, in which readers' words and choices stand, is left out, and so is the reader's address unless
whoever serves wants it.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_PATH: Final = 200  # characters
MOST_ALIKE: Final = 5
WHILE: Final = 60.0  # seconds
MOST_TOLD: Final = 300
"""Messages of all kinds in that while."""
SPOKEN: Final = ("streamlit", "uvicorn")
MILLI: Final = 1000


class Log(Enum):
    """What is printed of each request."""

    NOTHING = "nothing"
    PATHS = "paths"
    ADDRESSES = "addresses and paths"


_lines: Final = logging.getLogger("whenabouts.requests")


def start_log() -> None:
    """Print the lines to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _lines.handlers = [handler]
    _lines.setLevel(logging.INFO)
    _lines.propagate = False


class RequestLog:
    """ASGI middleware that writes a line for each request, once it is answered.

    Parameters
    ----------
    app
        What answers.
    with_addresses
        Whether a line begins with the address that asked.
    """

    def __init__(self, app: ASGIApp, *, with_addresses: bool) -> None:
        self._app = app
        self._with_addresses = with_addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and write down what became of it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        status, size, began = "-", 0, time.monotonic()

        async def noted(sent: Message) -> None:
            nonlocal status, size
            status = str(sent.get("status", status))
            if sent["type"] == "websocket.accept":
                status = "101"
            size += len(sent.get("body", b"") or sent.get("bytes", b"") or b"")
            await send(sent)

        try:
            await self._app(scope, receive, noted)
        finally:
            took = round(MILLI * (time.monotonic() - began))
            _lines.info("%s", self._line(scope, status, took, size))

    def _line(self, scope: Scope, status: str, took: int, size: int) -> str:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        method = scope.get("method", "WEBSOCKET")
        line = f"{at} {status} {took} ms {size} B {_plain(method)} {_plain(scope['path'])}"
        if not self._with_addresses:
            return line
        client = scope.get("client")
        return f"{_plain(client[0] if client else '-')} {line}"


def _plain(text: str) -> str:
    """Write a text so that it stays in its line: in ASCII, with the rest escaped, and cut."""
    escaped = text.encode("unicode_escape").decode("ascii").replace(" ", "\\x20")
    return escaped if len(escaped) <= LONGEST_PATH else f"{escaped[:LONGEST_PATH]}…"


class _Sparing(logging.Filter):
    """Lets a few messages of a kind through in a minute: a flood of them is no flood of lines."""

    def __init__(self) -> None:
        super().__init__()
        self._since = 0.0
        self._told: Counter[tuple[str, object]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now - self._since > WHILE:
            self._since, self._told = now, Counter()
        kind = (record.name, record.msg)
        if self._told[kind] >= MOST_ALIKE or self._told.total() >= MOST_TOLD:
            return False
        self._told[kind] += 1
        is_last = self._told.total() == MOST_TOLD
        if is_last or self._told[kind] == MOST_ALIKE:
            more = "nothing more is told" if is_last else "more of these are not told"
            record.msg, record.args = f"{record.getMessage()} ({more} for a minute)", ()
        return True


def be_sparing() -> None:
    """Have the server's own messages told sparingly, by all who have said anything until now."""
    handlers = [logging.lastResort, *logging.root.handlers]  # of asyncio and of ours
    for name in [*logging.root.manager.loggerDict]:
        if name.partition(".")[0] in SPOKEN:  # each module of Streamlit has a handler of its own
            handlers += logging.getLogger(name).handlers
    for handler in {one for one in handlers if one is not None}:
        handler.addFilter(_Sparing())
