"""What a page did that no reader may see: errors, and requests to other hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Error,
        Page,
        Request,
        WebError,
        WebSocket,
    )

OURS = {"127.0.0.1", "localhost"}
NOT_NETWORK = {"blob", "data", "about", "chrome-error", "file"}
NOT_OUR_FAULT = {
    # opened at a page, Streamlit looks for its own root beside that page first
    r"404 \(Not Found\) \(\S+/(table|sources|method|rows|draft|edit)/_stcore/(health|host-\w+)\)$",
}


class PageRecord:
    """Everything that the pages of one browser context print, throw and ask for."""

    def __init__(self, context: BrowserContext) -> None:
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.frames_sent = 0
        self.maps_mounted = 0
        self._allowed = [re.compile(pattern) for pattern in NOT_OUR_FAULT]
        self._context = context
        self._listeners: dict[Any, Callable[..., None]] = {
            "request": self._asked,
            "console": self._heard,
            "weberror": self._threw,
            "page": self._opened,
        }
        for event, listener in self._listeners.items():
            context.on(event, listener)
        for page in context.pages:
            self._opened(page)

    def end(self) -> None:
        """Record no more: another test goes on with the context."""
        for event, listener in self._listeners.items():
            self._context.remove_listener(event, listener)

    def allow(self, pattern: str) -> None:
        """Allow what this test itself brings about."""
        self._allowed.append(re.compile(pattern))

    def problems(self) -> list[str]:
        """What went wrong, in a line each."""
        strangers = (f"request to {host}" for host in sorted(self.hosts - OURS))
        found = [*self.errors, *strangers]
        return [line for line in found if not any(one.search(line) for one in self._allowed)]

    def assert_no_problems(self) -> None:
        """Fail if anything went wrong."""
        found = self.problems()
        assert not found, "\n".join(found)

    def _opened(self, page: Page) -> None:
        page.on("websocket", self._connected)

    def _asked(self, request: Request) -> None:
        self._saw(request.url)

    def _saw(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in NOT_NETWORK:
            self.hosts.add(parts.hostname or address)
        if "/component/streamlit_folium" in parts.path and parts.path.endswith("index.html"):
            self.maps_mounted += 1

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location['url']})")

    def _threw(self, error: WebError) -> None:
        thrown: Error = error.error
        self.errors.append(f"page: {thrown.message}\n{thrown.stack or ''}")

    def _connected(self, socket: WebSocket) -> None:
        self._saw(socket.url)
        socket.on("framesent", lambda _: self._sent())

    def _sent(self) -> None:
        self.frames_sent += 1
