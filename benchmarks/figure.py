"""A picture of the shipped case, 1920×1080: ours from the command to the file, beside a Chromium.

Both start cold, in turn, with files in the system's cache, as a first pair is not counted: ours
opens the case and draws; on the other side the live page's server and a Chromium start, which
photographs the page once its map is drawn. Neither has anything kept of an earlier opening. Told,
too, is the Chromium's part alone, as if a server were running. Memory is the Chromium's without
the server's and the driver's.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from benchmarks.browser import ARGUMENTS, PATIENCE, map_canvas
from benchmarks.process_tree import watched
from benchmarks.report import Figure, median, milliseconds
from benchmarks.servers import ROOT, our_app, running
from geodata.user_cache import CACHE
from tests.browser.chromium import ensure_chromium

WIDTH, HEIGHT = 1920, 1080
LEAST_TIMES_FASTER = 2.0
MOST_MEMORY = 0.5
PAIRS = 5
QUICK_PAIRS = 2
SECOND = 1000  # milliseconds
MEGABYTE = 1000  # KB
PORT_FILE = "DevToolsActivePort"
BETWEEN_LOOKS = 0.01  # seconds between two looks at the memory taken


@dataclass(frozen=True)
class Taken:
    """How long a picture took, in milliseconds, and the most memory while it was made, in KB."""

    time: float
    memory: float


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Take pictures in turn."""
    ours: list[Taken] = []
    theirs: list[Taken] = []
    alones: list[float] = []
    for number in range(1 + (QUICK_PAIRS if quick else PAIRS)):
        ours.append(_figure(folder / f"figure-{number}.png"))
        kept = {CACHE: str(folder / f"openings-{number}")}
        with running(our_app(), kept) as server:
            alone = _screenshot(browser, server.page, folder / f"page-{number}")
        started = (server.answered - server.commanded) * SECOND
        theirs.append(Taken(alone.time + started, alone.memory))
        alones.append(alone.time)
    del ours[0], theirs[0], alones[0]
    faster = [their.time / our.time for our, their in zip(ours, theirs, strict=True)]
    leaner = [our.memory / their.memory for our, their in zip(ours, theirs, strict=True)]
    our_time, their_time = (median([one.time for one in taken]) for taken in (ours, theirs))
    our_memory, their_memory = (median([one.memory for one in taken]) for taken in (ours, theirs))
    return [
        Figure(
            "picture of 1920×1080, command to file",
            our_time,
            "ms",
            beside=f"server and Chromium: {milliseconds(their_time)}, "
            f"of it Chromium: {milliseconds(median(alones))}",
        ),
        Figure(
            "picture of 1920×1080, times faster than a screenshot",
            median(faster),
            "×",
            LEAST_TIMES_FASTER,
            bound="≥",
            beside=f"pairs: {min(faster):.2f}–{max(faster):.2f}",
        ),
        Figure(
            "peak memory, times a screenshot's",
            median(leaner),
            "×",
            MOST_MEMORY,
            beside=f"{our_memory / MEGABYTE:,.0f} MB, Chromium {their_memory / MEGABYTE:,.0f} MB",
        ),
    ]


def _figure(out: Path) -> Taken:
    """Run the shell's command, from its start to the file."""
    command = [sys.executable, "-m", "dashboard", "export", ".", str(out), "--width", str(WIDTH)]
    began = time.monotonic()
    with watched(command, ROOT) as (process, memory):
        _, said = process.communicate(timeout=PATIENCE / SECOND)
        took = (time.monotonic() - began) * SECOND
    if process.returncode:
        raise RuntimeError(f"drawing {out} ended with {process.returncode}; it said:\n{said}")
    _check(out)
    return Taken(took, memory.peak)


def _screenshot(browser: Browser, address: str, folder: Path) -> Taken:
    """Start a Chromium of its own, open the page, and photograph it once its map is drawn."""
    out = folder.with_suffix(".png")
    command = [
        ensure_chromium(),
        "--headless",
        *ARGUMENTS,
        f"--window-size={WIDTH},{HEIGHT}",
        f"--user-data-dir={folder}",
        "--remote-debugging-port=0",
        "about:blank",
    ]
    began = time.monotonic()
    with watched(command, ROOT) as (_, memory):
        connected = browser.browser_type.connect_over_cdp(_debugger(folder))
        page: Page = connected.contexts[0].pages[0]
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        map_canvas(page)
        page.screenshot(path=out)
        took = (time.monotonic() - began) * SECOND
        connected.close()
    _check(out)
    return Taken(took, memory.peak)


def _debugger(folder: Path) -> str:
    """Wait until a Chromium says where it can be driven."""
    until = time.monotonic() + PATIENCE / SECOND
    told = folder / PORT_FILE
    while time.monotonic() < until:
        lines = told.read_text(encoding="ascii").split() if told.exists() else []
        if len(lines) == 2:
            return f"http://127.0.0.1:{lines[0]}"
        time.sleep(BETWEEN_LOOKS)  # memory is looked at so often
    raise RuntimeError(f"Chromium did not say in {told} where it can be driven")


def _check(out: Path) -> None:
    with Image.open(out) as picture:
        if picture.size != (WIDTH, HEIGHT):
            raise RuntimeError(f"expected {WIDTH}×{HEIGHT} pixels in {out}, got {picture.size}")
