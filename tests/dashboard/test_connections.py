"""Guarded connections, over loopback: the slow and the silent go, the others stay."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.server import ServerState

from dashboard.server import connections
from dashboard.server.connections import (
    LARGEST_HEAD,
    LONGEST_HEAD,
    LONGEST_STUCK,
    Connection,
    PageConnection,
    end_the_slow,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

LARGE = 40_000_000  # bytes, more than sockets hold
PATIENCE = 20.0  # seconds
PARTS = 4
ASKED = b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def _small(_: Request) -> Response:
    return PlainTextResponse("small")


async def _large(_: Request) -> Response:
    return PlainTextResponse(b"x" * LARGE)


async def _slow(request: Request) -> Response:
    await request.app.state.may_answer.wait()
    return PlainTextResponse("slow")


APP = Starlette(routes=[Route("/small", _small), Route("/large", _large), Route("/slow", _slow)])


class _Server:
    def __init__(self, port: int, state: ServerState) -> None:
        self.port = port
        self.state = state

    async def open(self, sent: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        before = len(self.state.connections)
        writer.write(sent)
        await writer.drain()
        if not sent:
            await _until(lambda: len(self.state.connections) != before or before > 0)
        return reader, writer

    @property
    def asked(self) -> int:
        """How many connections have asked anything."""
        return sum(
            isinstance(one, Connection) and one.cycle is not None for one in self.state.connections
        )

    def look_after(self, seconds: float) -> None:
        """Look after the connections as if so much later."""
        end_the_slow(self.state.connections, asyncio.get_running_loop().time() + seconds)


@asynccontextmanager
async def _serving() -> AsyncIterator[_Server]:
    config = uvicorn.Config(
        APP,
        http=Connection,
        ws=PageConnection,
        log_config=None,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )
    config.load()
    APP.state.may_answer = asyncio.Event()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(config, state, {}), "127.0.0.1", 0)
    try:
        yield _Server(server.sockets[0].getsockname()[1], state)
    finally:
        for one in list(state.connections):
            one.transport.abort()
        server.close()


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - of the other side
            await asyncio.sleep(0.001)


async def _rest(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(PATIENCE):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /small HTTP/1.1\r\nHost: local", ASKED % b"/small" + b"GET /"],
    ids=["nothing", "half a head", "half of the next"],
)
def test_who_sends_no_whole_question_is_let_go(sent: bytes) -> None:
    async def scene() -> None:
        async with _serving() as server:
            reader, writer = await server.open(sent)
            await _until(lambda: len(server.state.connections) == 1)
            if sent.startswith(ASKED % b"/small"):
                await reader.readuntil(b"small")
            server.look_after(LONGEST_HEAD - 1)
            assert len(server.state.connections) == 1
            server.look_after(LONGEST_HEAD + 1)
            await _rest(reader)
            assert not server.state.connections
            writer.close()

    asyncio.run(scene())


def test_who_takes_nothing_is_let_go_and_who_waits_for_an_answer_is_not() -> None:
    async def scene() -> None:
        async with _serving() as server:
            _, stuck = await server.open(ASKED % b"/large")
            reader, writer = await server.open(ASKED % b"/slow")
            await _until(lambda: server.state.total_requests == 1 and server.asked == 2)
            for seconds in (0, LONGEST_STUCK - 1):
                server.look_after(seconds)
                assert len(server.state.connections) == 2
            server.look_after(LONGEST_STUCK + 1)
            await _until(lambda: len(server.state.connections) == 1)
            APP.state.may_answer.set()
            await reader.readuntil(b"slow")
            stuck.close()
            writer.close()

    asyncio.run(scene())


def test_who_takes_it_slowly_is_served() -> None:
    async def scene() -> int:
        async with _serving() as server:
            reader, writer = await server.open(ASKED % b"/large")
            await _until(lambda: server.state.total_requests == 1)
            await reader.readuntil(b"\r\n\r\n")
            taken = 0
            for part in range(PARTS):
                server.look_after(part * (LONGEST_STUCK - 1))
                async with asyncio.timeout(PATIENCE):
                    taken += len(await reader.readexactly(LARGE // PARTS))
            writer.close()
            return taken

    assert asyncio.run(scene()) == LARGE


def test_only_so_much_is_held_for_those_who_take_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_UNSENT", LARGE)

    async def scene() -> int:
        async with _serving() as server:
            opened = [await server.open(ASKED % b"/large") for _ in range(3)]
            await _until(lambda: server.state.total_requests == 3)
            server.look_after(0)
            await _until(lambda: len(server.state.connections) < 3)
            for _, writer in opened:
                writer.close()
            return len(server.state.connections)

    assert asyncio.run(scene()) == 1


def test_where_there_are_too_many_the_longest_quiet_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "most_connections", 3)

    async def scene() -> None:
        async with _serving() as server:
            answered, first = await server.open(ASKED % b"/slow")
            await _until(lambda: len(server.state.connections) == 1)
            silent, second = await server.open()
            await _until(lambda: len(server.state.connections) == 2)
            reader, third = await server.open(ASKED % b"/small")
            await reader.readuntil(b"small")
            newest, fourth = await server.open(ASKED % b"/small")
            await newest.readuntil(b"small")
            assert await _rest(silent) == b""
            APP.state.may_answer.set()
            await answered.readuntil(b"slow")
            assert len(server.state.connections) == 3
            for writer in (first, second, third, fourth):
                writer.close()

    asyncio.run(scene())


def test_of_many_that_come_at_once_no_more_stay_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "most_connections", 3)

    async def scene() -> int:
        async with _serving() as server:
            others = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(12)]
            await _until(lambda: bool(server.state.connections))
            last, writer = await server.open(ASKED % b"/small")
            await last.readuntil(b"small")
            for one in others:
                one.close()
            writer.close()
            return len(server.state.connections)

    assert asyncio.run(scene()) == 3


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01 hello\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + b"x" * 2 * LARGEST_HEAD],
    ids=["no HTTP", "a huge head"],
)
def test_what_is_no_question_is_refused_and_closed(sent: bytes) -> None:
    async def scene() -> bytes:
        async with _serving() as server:
            reader, writer = await server.open(sent)
            told = await _rest(reader)
            writer.close()
            return told

    assert asyncio.run(scene()).startswith(b"HTTP/1.1 400")
