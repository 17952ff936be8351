"""A host of one table on the loopback address, which answers as a test wants it to."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, and what is answered to it."""

    server: _Server

    def do_GET(self) -> None:
        """Answer as the host is told to."""
        host = self.server.host
        host.requests.append(dict(self.headers))
        host.answer(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
        """Print nothing."""

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer whole; headers by their names with `_` for `-`."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    host: WebHost


@dataclass
class WebHost:
    """The host; `answer` is what it does with the next requests.

    Attributes
    ----------
    requests
        The headers of each request so far.
    over
        Set at the end, for answers that hang.
    """

    answer: Answer = field(default=lambda asked: asked.give(404))
    requests: list[dict[str, str]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), Asked)
        self._server.host = self
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Answer nothing more: the port is closed."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Of the table."""
        return f"http://127.0.0.1:{self._server.server_port}/sheets/Bridges.csv"

    def serve(self, body: str | bytes, kind: str = "text/csv", **headers: str) -> None:
        """Answer with this from now on; 304 to who names its `ETag`."""
        content = body if isinstance(body, bytes) else body.encode()

        def answer(asked: Asked) -> None:
            tag = headers.get("ETag")
            if tag and asked.headers.get("If-None-Match") == tag:
                asked.give(304)
            else:
                asked.give(200, content, Content_Type=kind, **headers)

        self.answer = answer

    def serve_packed(self, body: bytes) -> None:
        """Answer with this, compressed."""
        packed = gzip.compress(body)
        self.answer = lambda asked: asked.give(200, packed, Content_Encoding="gzip")
