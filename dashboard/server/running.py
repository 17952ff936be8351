"""The application as it is run: by uvicorn, with connections that are guarded."""

from __future__ import annotations

import asyncio
import ctypes
import socket
import sys
from typing import TYPE_CHECKING, Final

import uvicorn

from dashboard.server.connections import (
    KEPT_IDLE,
    LARGEST_HEAD,
    Connection,
    PageConnection,
    end_the_slow,
)
from dashboard.server.request_log import be_sparing

if TYPE_CHECKING:
    from starlette.types import ASGIApp

LARGEST_MESSAGE: Final = 4_000_000  # bytes, of what a page sends
BETWEEN_PINGS: Final = 30.0  # seconds
BACKLOG: Final = 512
LAST_ANSWERS: Final = 5  # seconds
ARENAS_KEY: Final = -8  # M_ARENA_MAX of glibc's malloc.h
ARENAS: Final = 2


def run(app: ASGIApp, address: str, port: int) -> None:
    """Serve until the process is told to end.

    Raises
    ------
    OSError
        Nothing can be served at that address and port.
    """

    async def look_after() -> None:
        end_the_slow(server.server_state.connections, asyncio.get_running_loop().time())

    config = uvicorn.Config(
        app,
        http=Connection,
        ws=PageConnection,
        ws_max_size=LARGEST_MESSAGE,
        ws_ping_interval=BETWEEN_PINGS,
        ws_ping_timeout=BETWEEN_PINGS,
        ws_per_message_deflate=False,
        timeout_keep_alive=KEPT_IDLE,
        timeout_graceful_shutdown=LAST_ANSWERS,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        callback_notify=look_after,
        timeout_notify=1,
        access_log=False,
        use_colors=False,
        log_level="warning",
        server_header=False,
    )
    server = uvicorn.Server(config)
    be_sparing()
    share_memory()
    with socket.socket() as listening:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)  # noqa: FBT003 - its only argument
        server.run(sockets=[listening])


def share_memory() -> None:
    """Have all threads take memory from the same few places, and give it back to each other.

    glibc gives threads places of their own, eight a processor, and what one has freed the others
    cannot use: exports and drafts in a pool of threads would hold the most of each for good.
    Other systems have other ways.
    """
    if not sys.platform.startswith("linux"):
        return
    allocator = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if allocator is not None:
        allocator(ARENAS_KEY, ARENAS)
