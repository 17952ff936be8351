"""Chromium without a network and a GPU, and our page in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ElementHandle, Frame, Page, Playwright, WebSocket

from benchmarks.servers import LOOPBACK
from tests.browser.chromium import ensure_chromium

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
MAP_WIDTH, MAP_HEIGHT = 1100, 700  # CSS pixels of the map's canvas, pixel ratio 1
WIDEST_MARGIN = 2
TRIES = 15
PATIENCE = 60_000  # milliseconds
LAID_OUT = 200  # milliseconds in which a page lays itself out in a window of another size
SETTLED = 1500  # milliseconds without anything to do, after the first drawing


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=ensure_chromium(),
        args=ARGUMENTS,
        ignore_default_args=["--disable-ipc-flooding-protection"],  # readers have this limit
    )
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Traffic:
    """What a page asked for and sent since it was opened."""

    other_hosts: list[str] = field(default_factory=list)
    messages_sent: int = 0  # over Streamlit's web socket: each asks for a run of the script
    documents_in_frames: int = 0

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self._request(request.url))
        page.on("websocket", self._socket)
        page.on("framenavigated", self._document)

    def _request(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname != LOOPBACK:
            self.other_hosts.append(address)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda _: self._sent())

    def _sent(self) -> None:
        self.messages_sent += 1

    def _document(self, frame: Frame) -> None:
        if frame.parent_frame is not None and frame.url != "about:blank":
            self.documents_in_frames += 1


@dataclass
class OpenMap:
    """Our page with its map drawn."""

    page: Page
    canvas: ElementHandle
    traffic: Traffic
    in_frame: bool = True

    def count_drawn(self) -> int:
        return int(self.canvas.get_attribute("data-drawn") or 0)

    def mark_canvas(self) -> None:
        self.canvas.evaluate("canvas => { canvas.isTheOneMarked = true; }")

    def remounts(self, documents_before: int) -> int:
        """Count how often the map was made anew since `mark_canvas` and so many documents."""
        frames = self.traffic.documents_in_frames - documents_before
        found = map_canvas(self.page, in_frame=self.in_frame).evaluate(
            "canvas => canvas.isTheOneMarked === true"
        )
        return max(frames, 0 if found else 1)


@contextmanager
def fresh_page(browser: Browser, width: int = 1440, height: int = 900) -> Iterator[Page]:
    """Open a page in a new context: nothing cached, nothing remembered."""
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


@contextmanager
def our_map(browser: Browser, address: str, *, in_frame: bool = True) -> Iterator[OpenMap]:
    """Open our page with a map canvas of 1100×700 CSS pixels, in its frame or in the page."""
    with fresh_page(browser) as page:
        traffic = Traffic()
        traffic.watch(page)
        page.goto(address)
        canvas = map_canvas(page, in_frame=in_frame)
        _fit_canvas(page, canvas)
        page.wait_for_timeout(SETTLED)  # what comes late is counted, too
        yield OpenMap(page, canvas, traffic, in_frame)


def map_frame(page: Page) -> Frame:
    """Give the frame of `st_folium`."""
    holder = page.wait_for_selector("iframe[title*='st_folium']", state="attached")
    frame = holder.content_frame() if holder else None
    if frame is None:
        raise RuntimeError("expected st_folium's frame in the page; there is none")
    return frame


def map_canvas(page: Page, *, in_frame: bool = True) -> ElementHandle:
    """Give the canvas with the events once they are drawn."""
    place = map_frame(page) if in_frame else page
    canvas = place.wait_for_selector("canvas[data-drawn]", state="attached")
    if canvas is None:
        raise RuntimeError("expected a canvas with data-drawn; there is none")
    return canvas


def _fit_canvas(page: Page, canvas: ElementHandle) -> None:
    """Size the window so that the map's canvas is 1100×700."""
    for _ in range(TRIES):
        page.wait_for_timeout(LAID_OUT)  # nothing tells that it is laid out
        width, height = canvas.evaluate("canvas => [canvas.clientWidth, canvas.clientHeight]")
        missing = (MAP_WIDTH - width, MAP_HEIGHT - height)
        window = page.viewport_size
        if missing == (0, 0) or window is None:
            return
        page.set_viewport_size(
            {"width": window["width"] + missing[0], "height": window["height"] + missing[1]}
        )
    if max(abs(missing[0]), abs(missing[1])) > WIDEST_MARGIN:
        raise RuntimeError(
            f"expected a map canvas of {MAP_WIDTH}×{MAP_HEIGHT}; it came to {width}×{height}"
        )
