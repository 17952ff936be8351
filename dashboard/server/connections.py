"""Connections that are guarded: none holds on to the server by being slow, silent or many.

A question's head has to come in so many seconds, an answer has to be taken, and what was closed
has to end. Where there are too many connections, the one that has been without a question for the
longest goes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

KEPT_IDLE: Final = 15  # seconds
LONGEST_HEAD: Final = 20.0  # seconds, from the answer before on
LONGEST_STUCK: Final = 30.0  # seconds without anything taken
LARGEST_HEAD: Final = 32_768  # bytes
MOST_CONNECTIONS: Final = 2_000
FILES_OF_ITS_OWN: Final = 200
MOST_FILES: Final = 8_192


class Guarded:
    """What both kinds of connections tell of themselves."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    stuck_since: float | None = None
    """When the other side stopped to take what is sent, or the connection was closed."""

    def pause_writing(self) -> None:
        """Note that nothing more is taken."""
        self.stuck_since = self.loop.time()
        super().pause_writing()  # type: ignore[misc]

    def resume_writing(self) -> None:
        """Note that the rest is taken again."""
        self.stuck_since = None
        super().resume_writing()  # type: ignore[misc]


class Connection(Guarded, H11Protocol):
    """A connection of HTTP."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.quiet_since = self.loop.time()

    @property
    def is_quiet(self) -> bool:
        """Whether no question is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and give up another where they are too many."""
        super().connection_made(transport)
        if len(self.connections) > most_connections:
            _longest_quiet(self).transport.abort()

    def on_response_complete(self) -> None:
        """Wait for the next question."""
        self.quiet_since = self.loop.time()
        super().on_response_complete()


class PageConnection(Guarded, WebSocketsSansIOProtocol):
    """A connection of WebSocket."""


def end_the_slow(connections: Iterable[object], now: float) -> None:
    """End each connection that has kept the server waiting for too long; `now` is the loop's."""
    for one in list(connections):
        if not isinstance(one, Guarded):
            continue
        if one.stuck_since is None and one.transport.is_closing():
            one.stuck_since = now
        is_stuck = one.stuck_since is not None and now - one.stuck_since > LONGEST_STUCK
        is_slow = (
            isinstance(one, Connection) and one.is_quiet and now - one.quiet_since > LONGEST_HEAD
        )
        if is_stuck or is_slow:
            one.transport.abort()


def _longest_quiet(newest: Connection) -> Connection:
    quiet = [
        one
        for one in newest.connections
        if isinstance(one, Connection) and one is not newest and one.is_quiet
    ]
    return min(quiet, key=lambda one: one.quiet_since, default=newest)


def _room_for_connections() -> int:
    """Ask the system for as many open files as connections need, and make do with fewer."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = MOST_FILES if soft == resource.RLIM_INFINITY else soft
    return max(1, min(MOST_CONNECTIONS, files - FILES_OF_ITS_OWN))


most_connections: Final = _room_for_connections()
