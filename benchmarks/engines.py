"""Builds of the same table here and on a Spark cluster of two workers on this machine.

Each is the command itself: elapsed time, and the most memory that all its processes held together;
without a cluster the processor time, too (Spark's Javas live on for a moment, and are not counted
by the system as the command's). `WHENABOUTS_LARGE` adds a million events.
"""

import os
import resource
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.generated_rows import write_rows
from benchmarks.process_tree import watched
from benchmarks.report import Figure

ROOT = Path(__file__).parent.parent
SIZES = (10_000, 100_000)
LARGE = 1_000_000
ASKS_FOR_LARGE = "WHENABOUTS_LARGE"
ENGINES = {"here": "", "Spark": "spark:local-cluster[2,1,1024]"}
KILO = 1000


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Measure every size; `browser` is not needed, as nothing is shown."""
    del browser
    sizes = SIZES[:1] if quick else SIZES
    if os.environ.get(ASKS_FOR_LARGE):
        sizes = (*sizes, LARGE)
    return [figure for size in sizes for figure in _of_size(folder, size)]


def _of_size(folder: Path, size: int) -> list[Figure]:
    table = write_rows(folder / f"{size}.csv", size)
    figures = []
    for name, engine in ENGINES.items():
        out = folder / f"{size}-{name}"
        command = [sys.executable, "-m", "dashboard", "build", str(table), str(out)]
        before, begun = _processor(), time.perf_counter()
        with watched([*command, "--engine", engine], ROOT) as (process, memory):
            _, said = process.communicate()
        took, used = time.perf_counter() - begun, _processor() - before
        if process.returncode:
            raise RuntimeError(said)
        label = f"{size:,} events, {name}"
        figures += [
            Figure(f"{label}: elapsed", KILO * took, "ms"),
            *([] if engine else [Figure(f"{label}: processor time", KILO * used, "ms")]),
            Figure(f"{label}: memory of all processes", memory.peak, "KB"),
        ]
    table.unlink()
    return figures


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
