"""From the command to the first drawn map, beside a page with one map; in turn, medians.

Ours twice: as on its first start, with no opening kept, and again with the one kept then.

It runs from the start of the server's process to the first frame with the map drawn, in a browser
that is open already but has nothing cached; files are in the system's cache, as a first pair is not
counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import fresh_page, map_frame
from benchmarks.report import Figure, median, milliseconds
from benchmarks.servers import our_app, peer, running
from geodata.user_cache import CACHE

MOST_TIMES_A_PAGE = 1.6
PAIRS = 7
QUICK_PAIRS = 2
SECOND = 1000  # milliseconds

# Runs in every document: promises when the first frame was over that had what is looked for.
WATCH_DRAWN = """window.benchmarkDrawn = new Promise((drawn) => {
  const look = () => {
    if (!document.querySelector(SELECTOR)) return void requestAnimationFrame(look);
    setTimeout(() => drawn(performance.timeOrigin + performance.now()));
  };
  addEventListener('DOMContentLoaded', look);
});"""


@dataclass(frozen=True)
class Start:
    """Milliseconds from the command until the server answered, and until the map was drawn."""

    answering: float
    drawn: float


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Start all in turn."""
    first: list[Start] = []
    again: list[Start] = []
    beside: list[Start] = []
    for number in range(1 + (QUICK_PAIRS if quick else PAIRS)):
        kept = {CACHE: str(folder / f"openings-{number}")}
        first.append(start(browser, our_app(), "canvas[data-drawn]", kept))
        again.append(start(browser, our_app(), "canvas[data-drawn]", kept))
        beside.append(start(browser, peer("ten_lines.py"), "path.leaflet-interactive", {}))
    del first[0], again[0], beside[0]
    peer_drawn = median([start.drawn for start in beside])
    return [
        Figure(
            "command to answering server",
            median([start.answering for start in again]),
            "ms",
            beside=f"page with one map: {milliseconds(median([one.answering for one in beside]))}",
        ),
        Figure(
            "command to first drawn map",
            median([start.drawn for start in first]),
            "ms",
            beside=f"page with one map: {milliseconds(peer_drawn)}",
        ),
        _times_a_page("command to first drawn map", first, beside),
        _times_a_page("the same, case opened before", again, beside),
    ]


def _times_a_page(name: str, ours: Sequence[Start], beside: Sequence[Start]) -> Figure:
    ratios = [one.drawn / other.drawn for one, other in zip(ours, beside, strict=True)]
    return Figure(
        f"{name}, times a page with one map",
        median([start.drawn for start in ours]) / median([start.drawn for start in beside]),
        "×",
        MOST_TIMES_A_PAGE,
        beside=f"pairs: {min(ratios):.2f}–{max(ratios):.2f}",
    )


def start(
    browser: Browser, command: Sequence[str], drawn: str, environment: Mapping[str, str]
) -> Start:
    """Run a command until a selector is found in a frame that its map has drawn."""
    with fresh_page(browser) as page, running(command, environment) as server:
        page.add_init_script(WATCH_DRAWN.replace("SELECTOR", repr(drawn)))
        page.goto(server.page)
        frame = map_frame(page)
        frame.wait_for_selector(drawn, state="attached")
        painted = frame.evaluate("() => window.benchmarkDrawn")
        return Start(
            (server.answered - server.commanded) * SECOND, painted - server.commanded * SECOND
        )
