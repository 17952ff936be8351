"""A page left playing: what the browser and the server hold after half an hour, beside its start.

Play goes on over and over, on one clock and then the other; now and then an event is selected, a
filter chosen and taken back. What is held is counted after a minute of that and at the end: the
heap and what hangs on it once all garbage is gone, of the page and the map's frame together, which
share one process.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.browser import fresh_page, map_frame
from benchmarks.process_tree import resident
from benchmarks.report import Figure
from benchmarks.servers import our_app, running

FULL, QUICK = 30 * 60.0, 90.0
"""Seconds for which the page plays."""

WARM, QUICK_WARM = 60.0, 30.0
LOOKS_BETWEEN = 5 * 60.0
EACH = 10.0  # seconds between one thing that the reader does and the next
MOST = 1.1
KILO = 1000
SETTLED = 1500  # milliseconds


@dataclass(frozen=True)
class Held:
    """What a page holds once all garbage is gone, heap in bytes; and its server, in KB."""

    heap: float
    nodes: float
    listeners: float
    server: float

    def words(self) -> str:
        return (
            f"heap {self.heap / KILO:,.0f} KB, {self.nodes:,.0f} nodes, "
            f"{self.listeners:,.0f} listeners, server {self.server / KILO:,.0f} MB"
        )


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Play for half an hour, a minute and a half where it is to be quick."""
    del folder
    seconds, warm = (QUICK, QUICK_WARM) if quick else (FULL, WARM)
    with running(our_app()) as server, fresh_page(browser) as page:
        page.goto(server.page)
        map_frame(page).wait_for_selector("canvas[data-drawn]", state="attached")
        page.get_by_role("button", name="movement").first.wait_for()
        session = page.context.new_cdp_session(page)
        deeds = itertools.cycle(_deeds(page))
        _play_on(page)
        begun = time.monotonic()
        _go_on(page, deeds, begun + warm)
        _rest(page)
        first = _held(session, server.process)
        print(f"after {warm:,.0f} s: {first.words()}", flush=True)
        last = first
        while (now := time.monotonic()) < begun + seconds:
            _go_on(page, deeds, min(begun + seconds, now + LOOKS_BETWEEN))
            _rest(page)
            last = _held(session, server.process)
            print(f"after {time.monotonic() - begun:,.0f} s: {last.words()}", flush=True)
    return [
        _growth("heap", first.heap, last.heap, MOST),
        _growth("DOM nodes", first.nodes, last.nodes, MOST),
        _growth("listeners", first.listeners, last.listeners, MOST),
        _growth("memory of the server", first.server, last.server, MOST),
    ]


def _growth(name: str, first: float, last: float, limit: float) -> Figure:
    return Figure(
        f"{name} at the end, times that after the first minute",
        last / first,
        "×",
        limit,
        beside=f"{first:,.0f} → {last:,.0f}",
    )


def _held(session: CDPSession, server: int) -> Held:
    for _ in range(3):  # what one collection frees may hold more
        session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    told = session.send("Performance.getMetrics")["metrics"]
    metrics = {one["name"]: one["value"] for one in told}
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    return Held(heap, metrics["Nodes"], metrics["JSEventListeners"], resident(server))


def _play_on(page: Page) -> None:
    """Have Play go on over and over, as fast as it can, from now on."""
    page.get_by_test_id("timeline-steps").click()
    settings = page.get_by_role("dialog", name="How Play steps")
    settings.get_by_role("combobox", name="Speed").select_option("4×")
    settings.get_by_role("checkbox").check()
    page.keyboard.press("Escape")


def _rest(page: Page) -> None:
    """Have the page show the same each time: all days, no filter, the same event."""
    play = page.get_by_test_id("timeline-play")
    if play.get_attribute("aria-pressed") == "true":
        play.click()
    clear = page.get_by_role("button", name="Clear filters")
    if clear.is_visible():
        clear.click()
    page.get_by_test_id("clock-happened").click()
    page.get_by_role("button", name="All", exact=True).click()
    page.wait_for_timeout(SETTLED)
    _select(page, 0)
    page.wait_for_timeout(SETTLED)


def _select(page: Page, number: int) -> None:
    listed = map_frame(page).locator("button[data-event]")
    if count := listed.count():
        listed.nth(number % count).dispatch_event("click")


def _go_on(page: Page, deeds: Iterator[Callable[[], object]], until: float) -> None:
    play = page.get_by_test_id("timeline-play")
    while (left := until - time.monotonic()) > 0:
        next(deeds)()
        if play.get_attribute("aria-pressed") == "false":
            play.click()
        page.wait_for_timeout(min(EACH, left) * KILO)


def _deeds(page: Page) -> list[Callable[[], object]]:
    """Give what a reader does now and then, in turn."""

    def turn_filter() -> None:
        page.get_by_role("button", name="movement").first.click()

    def turn(name: str) -> None:
        page.get_by_test_id(f"clock-{name}").click()

    return [
        lambda: _select(page, 0),
        turn_filter,
        lambda: _select(page, 3),
        turn_filter,
        lambda: turn("told"),
        lambda: _select(page, 1),
        turn_filter,
        turn_filter,
        lambda: _select(page, 2),
        lambda: turn("happened"),
    ]
