"""A server for others, for minutes: many readers, and a few who misbehave in every way.

First the readers alone, then the same readers beside those of `benchmarks.misbehaving`. The readers
should notice nothing but time, and the server should hold no more at the end than after a while.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser

from benchmarks.generated_rows import write_rows
from benchmarks.misbehaving import KINDS
from benchmarks.process_tree import resident
from benchmarks.readers import Asked, own_processor, run
from benchmarks.report import Figure, percentile95
from benchmarks.servers import ROOT, our_app, running
from geodata.scale.build import build

READERS, QUICK_READERS = 200, 100
EVENTS, QUICK_EVENTS = 100_000, 20_000
SECONDS, QUICK_SECONDS = 300, 40
ALONE, QUICK_ALONE = 60, 15
SETTLED, QUICK_SETTLED = 60, 15  # seconds after which memory is compared
BETWEEN_LOOKS = 1.0
LATE = 0.1  # share of the time: what is held at the end
MOST_GROWTH = 1.2
TIMEOUT = 30


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:  # noqa: ARG001 - as of all benchmarks
    """Measure the readers alone, then with company."""
    readers = QUICK_READERS if quick else READERS
    seconds = QUICK_SECONDS if quick else SECONDS
    built = folder / "built"
    build(write_rows(folder / "rows.csv", QUICK_EVENTS if quick else EVENTS), built)
    *command, port = our_app(built)
    with running((*command, "--read-only", port)) as server, own_processor(server.process):
        data = _data(server.page)
        alone = run(server.page, data, readers, QUICK_ALONE if quick else ALONE)
        with _misbehaving(server.page, data, seconds) as company, _memory(server.process) as held:
            beside = run(server.page, data, readers, seconds)
        health = _status(server.page)
        after = resident(server.process)
    for why in sorted({*alone.errors, *beside.errors}):
        print(why)
    print("".join(company), end="")
    return [
        Figure("readers' requests without an answer", len(beside.errors), limit=0),
        Figure("given away to those who misbehave", len(company), limit=0),
        _growth(held, QUICK_SETTLED if quick else SETTLED),
        Figure("memory when all have gone", after, "KB"),
        Figure("its health afterwards", health, limit=200),
        *_times(alone, beside),
    ]


def _data(page: str) -> str:
    """Wait until the case can be shown, and give where its data lies."""
    until = time.monotonic() + TIMEOUT
    while time.monotonic() < until:
        with urlopen(f"{page}live/state.json", timeout=TIMEOUT) as answer:  # noqa: S310 - our own
            if data := json.load(answer)["data"]:
                return f"{page}{data}"
        time.sleep(BETWEEN_LOOKS)
    raise RuntimeError(f"the case was not read within {TIMEOUT} s")


def _status(page: str) -> int:
    with urlopen(f"{page}live/health.json", timeout=TIMEOUT) as answer:  # noqa: S310 - as above
        return int(answer.status)


@contextmanager
def _misbehaving(page: str, data: str, seconds: int) -> Iterator[list[str]]:
    """Have others misbehave while the block runs; what they were given is told afterwards."""
    told: list[str] = []
    print(f"{len(KINDS)} misbehave for {seconds} s", flush=True)
    command = [sys.executable, "-m", "benchmarks.misbehaving", page, data, str(seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield told
        out, _ = process.communicate(timeout=TIMEOUT)
        told += out.splitlines(keepends=True)


@contextmanager
def _memory(process: int) -> Iterator[list[tuple[float, float]]]:
    """Note while the block runs how much is held, in KB, and after how many seconds."""
    held: list[tuple[float, float]] = []
    over, began = threading.Event(), time.monotonic()

    def watch() -> None:
        while not over.wait(BETWEEN_LOOKS):
            held.append((time.monotonic() - began, resident(process)))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield held
    finally:
        over.set()
        watcher.join()


def _growth(held: list[tuple[float, float]], settled: float) -> Figure:
    """Compare what is held in the last tenth of the time with what was held when it had settled."""
    whole = held[-1][0]
    before = max(size for at, size in held if settled * (1 - LATE) <= at <= settled * (1 + LATE))
    last = [size for at, size in held if at >= whole * (1 - LATE)]
    return Figure(
        f"memory in the end, times that after {settled:g} s",
        sum(last) / len(last) / before,
        "×",
        MOST_GROWTH,
        beside=f"{before:,.0f} KB, then {sum(last) / len(last):,.0f}, at most "
        f"{max(size for _, size in held):,.0f}",
    )


def _times(alone: Asked, beside: Asked) -> Iterator[Figure]:
    for route in sorted(beside.milliseconds):
        times = beside.milliseconds[route]
        calm = alone.milliseconds.get(route, [])
        yield Figure(
            f"{route}, 95th percentile of {len(times):,}",
            percentile95(times),
            "ms",
            beside=f"the readers alone: {percentile95(calm):,.0f} ms" if len(calm) > 1 else "",
        )
