"""A class at once: many readers of one server, which answers them by its data routes alone.

Each does something every two seconds for a minute: three times in four they drag time, which asks
for nothing; else they move the map, half of the time to where they have been. A new place asks
for counts by cell, for a page of what is in sight and, where those are few, for the events
themselves, as the page does. The readers run on a processor of their own, the server on the others;
they keep their connections as browsers do.
"""

import http.client
import os
import random
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser

from benchmarks.browser import fresh_page, map_canvas
from benchmarks.generated_rows import write_rows
from benchmarks.report import Figure, median, percentile95
from benchmarks.servers import our_app, running
from geodata.scale.build import build
from geodata.scale.grid import Grid
from geodata.scale.world import degrees

SIZES = ((100, 250), (200, 1000))
"""Readers, and the most milliseconds of the slowest route's 95th percentile."""

EVENTS, QUICK_EVENTS = 1_000_000, 100_000
MINUTE, QUICK_MINUTE = 60, 15  # seconds
EVERY = 2.0  # seconds
PANS = 0.25  # share of actions
SEEN_BEFORE = 0.5  # share of pans
ZOOMS = (2, 3, 4, 5, 6, 8, 11)
ACROSS, DOWN = 6, 4  # tiles
NEAR_FROM = 11  # zoom level at which few enough are in sight
KILO = 1000
TIMEOUT = 60  # seconds
TRIES = 3
READERS_NETWORK = 1
MOST_OF_A_NETWORK = 250


@dataclass
class Asked:
    """What the readers of one run met."""

    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def took(self, route: str, seconds: float) -> None:
        with self.lock:
            self.milliseconds.setdefault(route, []).append(KILO * seconds)

    def failed(self, why: str) -> None:
        with self.lock:
            self.errors.append(why)


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Measure so many readers, one number after the other."""
    table = write_rows(folder / "rows.csv", QUICK_EVENTS if quick else EVENTS)
    built = folder / "built"
    build(table, built)
    with running(our_app(built)) as server, own_processor(server.process):
        data = _opened(browser, server.page)
        return [
            figure
            for readers, most in SIZES
            for figure in _figures(
                run(server.page, data, readers, QUICK_MINUTE if quick else MINUTE), readers, most
            )
        ]


def _figures(asked: Asked, readers: int, most: int) -> list[Figure]:
    requests = sum(map(len, asked.milliseconds.values()))
    slow = {route: percentile95(times) for route, times in asked.milliseconds.items()}
    for why in sorted(set(asked.errors)):
        print(f"{readers} readers: {why}")
    return [
        Figure(f"{readers} readers: requests without an answer", len(asked.errors), limit=0),
        *(
            Figure(
                f"{readers} readers: {route}, 95th percentile",
                slow[route],
                "ms",
                most,
                beside=f"median {median(asked.milliseconds[route]):.0f} ms, "
                f"{len(asked.milliseconds[route])} of {requests} requests",
            )
            for route in sorted(slow)
        ),
    ]


@contextmanager
def own_processor(server: int) -> Iterator[None]:
    """Keep the readers on the last processor and the server, by its process id, off it."""
    if not hasattr(os, "sched_setaffinity") or (os.cpu_count() or 1) == 1:
        yield
        return
    every = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, every[-1:])
    for task in Path(f"/proc/{server}/task").iterdir():
        os.sched_setaffinity(int(task.name), every[:-1])
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def _opened(browser: Browser, address: str) -> str:
    """Open the page once, and give where its data lies."""
    with fresh_page(browser) as page:
        with page.expect_response(re.compile(r"/view\.json")) as view:
            page.goto(address)
        map_canvas(page)
        return view.value.url.partition("view.json")[0]


@dataclass(frozen=True)
class Lesson:
    """What the readers of one run share: the server, where its data lies, until when it goes on."""

    host: str
    data: str
    end: float
    asked: Asked


def run(address: str, data: str, readers: int, seconds: int) -> Asked:
    """Let so many readers use a server, each from an address of its own where there are many."""
    lesson = Lesson(
        urlsplit(address).netloc, urlsplit(data).path, time.monotonic() + seconds, Asked()
    )
    threads = [threading.Thread(target=_read, args=(lesson, number)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return lesson.asked


def _read(lesson: Lesson, number: int) -> None:
    """Be one reader, who begins at a moment of their own within the first two seconds."""
    chance = random.Random(number)  # noqa: S311 - made-up readers, not secrets
    connection = http.client.HTTPConnection(
        lesson.host, timeout=TIMEOUT, source_address=own_address(READERS_NETWORK, number)
    )
    been: list[list[tuple[str, str]]] = []
    at = time.monotonic() + chance.uniform(0, EVERY)
    while at < lesson.end:
        time.sleep(max(0.0, at - time.monotonic()))
        at += EVERY
        if chance.random() >= PANS:
            continue
        if been and chance.random() < SEEN_BEFORE:
            place = chance.choice(been)
        else:
            place = _place(chance)
            been.append(place)
        for route, query in place:
            _ask(connection, route, f"{lesson.data}{route}?{query}", lesson.asked)
    connection.close()


def own_address(network: int, number: int) -> tuple[str, int] | None:
    """Give an address of loopback for one of many: Linux has all of 127.0.0.0/8."""
    if sys.platform != "linux":
        return None
    return f"127.0.{network}.{number % MOST_OF_A_NETWORK + 1}", 0


def _place(chance: random.Random) -> list[tuple[str, str]]:
    """Choose a part of the world, and what the page asks for there."""
    zoom = chance.choice(ZOOMS)
    across, down = min(ACROSS, 1 << zoom), min(DOWN, 1 << zoom)
    x = chance.randrange(0, (1 << zoom) - across + 1) // 2 * 2
    y = chance.randrange(0, (1 << zoom) - down + 1) // 2 * 2
    grid = Grid(zoom, x, y, x + across, y + down, 64)
    tiles = urlencode({"z": zoom, "x0": x, "y0": y, "x1": x + across, "y1": y + down})
    side = 1 << (28 - zoom)
    (west, east), (north, south) = degrees(
        [grid.x0 * side, grid.x1 * side - 1], [grid.y0 * side, grid.y1 * side - 1]
    )
    bounds = ",".join(f"{one:.3f}" for one in (west, south, east, north))
    asked = [("cells", f"{tiles}&cell=64"), ("in_sight", urlencode({"bbox": bounds, "page": 1}))]
    return [*asked, ("near", tiles)] if zoom >= NEAR_FROM else asked


def _ask(connection: http.client.HTTPConnection, route: str, address: str, asked: Asked) -> None:
    started = time.monotonic()
    try:
        try:
            status = _status(connection, address)
        except (
            http.client.RemoteDisconnected,
            ConnectionResetError,
        ):  # idle: browsers ask anew, too
            connection.close()
            status = _status(connection, address)
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        asked.failed(f"{route}: {error!r}")
        return
    asked.took(route, time.monotonic() - started)
    if status != http.client.OK:
        asked.failed(f"{route}: {status} at {address}")


def _status(connection: http.client.HTTPConnection, address: str) -> int:
    """Ask as the page does, which asks again where the server says when to."""
    for left in reversed(range(TRIES)):
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        after = answer.headers.get("Retry-After")
        if answer.status != http.client.SERVICE_UNAVAILABLE or not after or not left:
            break
        time.sleep(float(after))
    return answer.status
