"""Steps of the slider in a plain Streamlit and folium app.

A step runs from the release of the slider's thumb (it sends nothing before) to the first frame
after the last change to the map's markers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import Traffic, fresh_page, map_frame
from benchmarks.peers.view import VIEW
from benchmarks.report import median
from benchmarks.servers import peer, running

STRIDE = 40  # CSS pixels, some months
QUIET = 1500  # milliseconds without a change to the markers: the step is over
LONGEST = 180_000  # milliseconds

WATCH_INPUT = """() => {
  window.benchmark = { released: 0 };
  addEventListener('pointerup', () => {
    window.benchmark.released = performance.timeOrigin + performance.now();
  }, true);
}"""
WATCH_MARKERS = """() => {
  window.benchmark = { changes: 0, painted: 0, changed: 0 };
  new MutationObserver((records) => {
    if (!records.some(({ target }) => target.closest?.('svg'))) return;
    window.benchmark.changes += 1;
    window.benchmark.changed = performance.now();
    requestAnimationFrame(() => setTimeout(() => {
      window.benchmark.painted = performance.timeOrigin + performance.now();
    }));
  }).observe(document.querySelector('.leaflet-overlay-pane'), { childList: true, subtree: true });
}"""
IS_OVER = """([before, quiet]) => window.benchmark.changes > before
  && performance.now() - window.benchmark.changed > quiet"""


@dataclass(frozen=True)
class PeerSteps:
    """Milliseconds of each step, and how many messages the page sent for them all."""

    lags: Sequence[float]
    messages: int

    @property
    def steps(self) -> int:
        return len(self.lags)

    @property
    def median(self) -> float:
        return median(self.lags)


def peer_steps(browser: Browser, case: Path, steps: int, view: str | None = None) -> PeerSteps:
    """Move the peer's slider so many times, there and back; `view` is where its map looks."""
    environment = {"BENCHMARK_CASE": str(case)} | ({VIEW: view} if view else {})
    with (
        running(peer("circle_markers.py"), environment) as server,
        fresh_page(browser, 1440, 1000) as page,
    ):
        traffic = Traffic()
        traffic.watch(page)
        page.goto(server.page)
        map_frame(page).wait_for_selector(
            "path.leaflet-interactive", state="attached", timeout=LONGEST
        )
        page.wait_for_timeout(QUIET)
        page.evaluate(WATCH_INPUT)
        map_frame(page).evaluate(WATCH_MARKERS)
        sent = traffic.messages_sent
        lags = [_step(page, STRIDE if number % 2 else -STRIDE) for number in range(steps)]
        return PeerSteps(lags, traffic.messages_sent - sent)


def _step(page: Page, stride: int) -> float:
    frame = map_frame(page)
    before = frame.evaluate("() => window.benchmark.changes")
    thumb = page.get_by_role("slider").locator("..")  # the field itself lies clipped in its thumb
    box = thumb.bounding_box()
    if box is None:
        raise RuntimeError("expected the peer's slider in sight; it is not")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + stride / 2, y)
    page.mouse.move(x + stride, y)
    page.mouse.up()
    frame.wait_for_function(IS_OVER, arg=[before, QUIET], timeout=LONGEST)
    released = page.evaluate("() => window.benchmark.released")
    return float(frame.evaluate("() => window.benchmark.painted") - released)
