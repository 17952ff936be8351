"""What comes in is held to limits, and what is refused is refused in a sentence."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from dashboard.editing_rights import Editors
from dashboard.server import incoming
from dashboard.server.incoming import Incoming
from tests.dashboard.asgi import get

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Message
    from starlette.websockets import WebSocket

    from dashboard.served_case import ServedCase

heard: list[bytes] = []


async def _body(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


async def _page(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            heard.append(await socket.receive_bytes())
    except WebSocketDisconnect:
        return


@pytest.fixture
def app() -> Starlette:
    """An application of its own: what comes in is counted within it."""
    return _app()


def _app() -> Starlette:
    heard.clear()
    routes = [
        Route("/body", _body, methods=["GET", "POST"]),
        Route("/_stcore/upload_file/{name}", _body, methods=["PUT"]),
        WebSocketRoute("/stream", _page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Incoming)])


def test_a_long_question_is_refused_unread(app: Starlette) -> None:
    assert get(app, "/body", "q=" + "x" * 15_000).status == 200
    answer = get(app, "/body", "q=" + "x" * 17_000)
    assert answer.status == 414
    assert answer.json["message"] == "This question is too long: 16,000 characters at most."


@pytest.mark.parametrize(
    ("editors", "host", "status"),
    [
        (Editors.NOBODY, b"localhost", 403),
        (Editors.READER_HERE, b"localhost", 200),
        (Editors.READER_HERE, b"maps.example.org", 403),
        (Editors.EVERYBODY, b"maps.example.org", 200),
    ],
)
def test_files_are_taken_only_of_who_may_edit(
    serve_case: Callable[[Path], ServedCase],
    tmp_path: Path,
    editors: Editors,
    host: bytes,
    status: int,
) -> None:
    serve_case(tmp_path).editors = editors
    asked: dict[str, Any] = {"method": "PUT", "headers": [(b"host", host)]}
    answer = get(_app(), "/_stcore/upload_file/x", body=b"file", **asked)
    assert answer.status == status


def test_what_trickles_in_is_given_up(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "LONGEST_BODY", 0.01)
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0.004)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/body",
        "query_string": b"",
        "headers": [],
    }
    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 408
    assert "too slowly" in json.loads(sent[1]["body"])["message"]


class _Page:
    """A page that connects, as a server hands it on."""

    def __init__(self, host: str = "203.0.113.1", extensions: dict[str, Any] | None = None) -> None:
        self.sent: list[Message] = []
        self._scope = {
            "type": "websocket",
            "path": "/stream",
            "query_string": b"",
            "headers": [],
            "client": (host, 1),
            "extensions": extensions or {},
        }
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._messages.put_nowait({"type": "websocket.connect"})
        self.task: asyncio.Task[None] | None = None

    def open(self, app: Starlette) -> None:
        async def send(message: Message) -> None:
            self.sent.append(message)

        self.task = asyncio.ensure_future(app(self._scope, self._messages.get, send))

    def say(self, message: bytes) -> None:
        self._messages.put_nowait({"type": "websocket.receive", "bytes": message})

    async def leave(self) -> None:
        self._messages.put_nowait({"type": "websocket.disconnect", "code": 1001})
        assert self.task is not None
        await self.task


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - of another task
            await asyncio.sleep(0.001)


def test_there_are_only_so_many_pages_and_one_computer_has_not_all(
    app: Starlette,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(incoming, "MOST_PAGES", 3)
    monkeypatch.setattr(incoming, "MOST_PAGES_OF_ONE", 2)

    async def scene() -> list[str]:
        hosts = ["203.0.113.1"] * 3 + ["203.0.113.2"] * 2
        pages = [_Page(host) for host in hosts]
        for page in pages:
            page.open(app)
            await _until(lambda page=page: bool(page.sent))  # type: ignore[misc]  # mypy cannot tell a lambda's own page
        told = [page.sent[0]["type"] for page in pages]
        await pages[0].leave()
        again = _Page("203.0.113.2", {"websocket.http.response": {}})
        again.open(app)
        one_more = _Page("203.0.113.3", {"websocket.http.response": {}})
        one_more.open(app)
        await _until(lambda: bool(again.sent) and len(one_more.sent) == 2)
        told += [again.sent[0]["type"], str(one_more.sent[0]["status"])]
        for page in (pages[1], pages[3], again):
            await page.leave()
        return told

    accept, close = "websocket.accept", "websocket.close"
    assert asyncio.run(scene()) == [accept, accept, close, accept, close, accept, "503"]


def test_a_page_that_says_nothing_is_closed(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "FIRST_MESSAGE", 0.01)

    async def scene() -> list[Message]:
        silent, speaking = _Page(), _Page()
        silent.open(app)
        speaking.say(b"hello")
        speaking.open(app)
        assert silent.task is not None
        await silent.task
        assert len(speaking.sent) == 1, "one that has spoken may be silent"
        await speaking.leave()
        return silent.sent

    assert asyncio.run(scene())[1] == {"type": "websocket.close", "code": 1008}


def test_messages_are_taken_no_faster_than_they_can_be_dealt_with(
    app: Starlette,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(incoming, "MESSAGES_AT_ONCE", 3)
    monkeypatch.setattr(incoming, "MESSAGES_A_SECOND", 0.001)
    monkeypatch.setattr(incoming, "BETWEEN_RUNS", 0.0)

    async def scene() -> list[bytes]:
        page = _Page()
        page.open(app)
        for number in range(10):
            page.say(str(number).encode())
        await _until(lambda: len(heard) == 3)
        await asyncio.sleep(0.02)
        assert page.task is not None
        page.task.cancel()
        return [*heard]

    assert asyncio.run(scene()) == [b"0", b"1", b"2"]
