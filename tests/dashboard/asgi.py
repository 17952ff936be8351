"""Asks an ASGI application without a server or a client library."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message


@dataclass
class Answer:
    """What came back: status, headers in lower case, body as sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    sent: bytes = b""

    @property
    def body(self) -> bytes:
        """The body, decompressed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.sent) if packed else self.sent

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def get(
    app: ASGIApp,
    path: str,
    query: str = "",
    accept_encoding: str = "",
    body: bytes = b"",
    **scope: object,
) -> Answer:
    """Ask for a path, which is given decoded, as servers hand it on; `scope` has the last word."""
    answer = Answer()
    asked = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", accept_encoding.encode())],
        "client": ("127.0.0.1", 50_000),
        **scope,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {
                name.decode().lower(): value.decode() for name, value in message["headers"]
            }
        else:
            answer.sent += message.get("body", b"")

    async def ask() -> None:
        await app(asked, receive, send)

    asyncio.run(ask())
    return answer
