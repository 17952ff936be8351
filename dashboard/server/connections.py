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
LONGEST_STUCK: Final = 30.0  # seconds
LEAST_TAKEN: Final = 10_000  # bytes in that time
MOST_UNSENT: Final = 200_000_000
"""So many bytes are held for those who take them slowly, of all connections."""
LARGEST_HEAD: Final = 32_768  # bytes
MOST_CONNECTIONS: Final = 2_000
FILES_OF_ITS_OWN: Final = 200
MOST_FILES: Final = 8_192


class Guarded:
    """What both kinds of connections tell of themselves."""

    transport: asyncio.Transport
    _left_at: tuple[int, float] | None = None
    """How much was left to be taken, and when."""

    def is_stuck(self, now: float) -> bool:
        """Tell whether the other side has taken next to nothing for too long."""
        left = self.transport.get_write_buffer_size()
        if not left:
            self._left_at = None
        elif self._left_at is None or left <= self._left_at[0] - LEAST_TAKEN:
            self._left_at = left, now
        return self._left_at is not None and now - self._left_at[1] > LONGEST_STUCK


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
    guarded = [one for one in connections if isinstance(one, Guarded)]
    held = sum(map(_left, guarded))
    for one in sorted(guarded, key=_left, reverse=True):
        if held > MOST_UNSENT or one.is_stuck(now):
            held -= _left(one)
            one.transport.abort()
        elif isinstance(one, Connection) and one.is_quiet:
            if _left(one):
                one.quiet_since = now
            elif now - one.quiet_since > LONGEST_HEAD:
                one.transport.close()


def _left(one: Guarded) -> int:
    return one.transport.get_write_buffer_size()


def _longest_quiet(newest: Connection) -> Connection:
    quiet = [
        one
        for one in newest.connections
        if isinstance(one, Connection)
        and one is not newest
        and one.is_quiet
        # those that are being ended leave only after all that have come at once are taken
        and not one.transport.is_closing()
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
