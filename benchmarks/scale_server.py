"""Cases of 10,000 to 1,000,000 events (10,000,000 with `WHENABOUTS_HUGE`): build, open, answer.

Each size is built by the command, then opened and asked in a process of its own.
"""

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.generated_rows import write_rows
from benchmarks.report import Figure, median, percentile95
from geodata.scale.grid import Grid

SIZES = (10_000, 100_000, 1_000_000)
HUGE = 10_000_000
ASKS_FOR_HUGE = "WHENABOUTS_HUGE"
KILO = 1000
MOST_BYTES = 1000  # KB
PANS = 24
ZOOMS = (2, 4, 6, 9)
ACROSS, DOWN = 7, 5  # tiles of a screen of 1440×900
CENTRE = (60.0, 30.0)  # degrees, EPSG:4326


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Measure every size; `browser` is not needed, as these are the server's figures."""
    del browser
    sizes = SIZES[:2] if quick else SIZES
    if os.environ.get(ASKS_FOR_HUGE):
        sizes = (*sizes, HUGE)
    return [figure for size in sizes for figure in _of_size(folder, size)]


def _of_size(folder: Path, size: int) -> list[Figure]:
    table, out = write_rows(folder / f"{size}.csv", size), folder / f"{size}"
    started = time.perf_counter()
    built = _run("build", table, out)
    seconds = time.perf_counter() - started
    asked = _run("ask", out)
    table.unlink()
    name = f"{size:,} events"
    most = 200 if size > SIZES[-1] else 100
    return [
        Figure(f"{name}: build", KILO * seconds, "ms"),
        Figure(f"{name}: memory of the build", built["memory"], "KB"),
        Figure(f"{name}: opened and first answer", asked["open"], "ms"),
        Figure(f"{name}: bytes of the first answer", asked["view"], "KB", MOST_BYTES),
        Figure(f"{name}: cube, 95th percentile", asked["cube"], "ms", most),
        Figure(f"{name}: cube, median", asked["middle"], "ms"),
        Figure(f"{name}: largest cube", asked["largest"], "KB", MOST_BYTES),
        Figure(f"{name}: count at rest, 95th percentile", asked["rest"], "ms", most),
        Figure(f"{name}: second clock's cube, 95th percentile", asked["told"], "ms", most),
        Figure(f"{name}: cube under a search, first", asked["search"], "ms"),
        Figure(f"{name}: facets, first", asked["facets"], "ms"),
        Figure(f"{name}: a page of what is in sight, median", asked["page"], "ms"),
        Figure(f"{name}: memory after all that", asked["memory"], "KB"),
    ]


def _run(*arguments: object) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.scale_server", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _build(table: Path, out: Path) -> dict[str, float]:
    from geodata.scale.build import build  # noqa: PLC0415 - measured in a process of its own

    build(table, out)
    return {"memory": _memory()}


def _ask(path: Path) -> dict[str, float]:
    started = time.perf_counter()
    from dashboard.loaded_case import LoadedBuilt  # noqa: PLC0415 - reading modules is part of it
    from dashboard.viewer.cells import cells_answer  # noqa: PLC0415 - as above
    from dashboard.viewer.in_sight import in_sight_answer  # noqa: PLC0415 - as above
    from geodata.scale.built import BuiltCase  # noqa: PLC0415 - as above
    from geodata.view import View  # noqa: PLC0415 - as above

    loaded = LoadedBuilt(BuiltCase(path))
    first = gzip.compress(loaded.view_answer(View()), 1)
    figures = {"open": KILO * (time.perf_counter() - started), "view": len(first) / KILO}

    def view(query: str) -> View:
        return View.from_query(query)[0]

    def timed(query: str, grid: Grid, *, only_window: bool = False) -> tuple[float, int]:
        begun = time.perf_counter()
        body = cells_answer(loaded.counter, view(query), grid, only_window=only_window)
        size = len(gzip.compress(body, 1))
        return KILO * (time.perf_counter() - begun), size

    grids = [_pan(zoom, pan) for zoom in ZOOMS for pan in range(PANS // len(ZOOMS))]
    timed("", grids[0])
    cubes = [timed("", grid) for grid in grids]
    figures["cube"] = percentile95([took for took, _ in cubes])
    figures["middle"] = median([took for took, _ in cubes])
    figures["largest"] = max(size for _, size in cubes) / KILO
    window = "from=2021-02-03&to=2023-04-05"
    figures["rest"] = percentile95([timed(window, one, only_window=True)[0] for one in grids])
    timed("clock=told", grids[0])
    figures["told"] = percentile95([timed("clock=told", one)[0] for one in grids])
    figures["search"] = timed("q=town+17", grids[0])[0]
    begun = time.perf_counter()
    loaded.facets_answer(View())
    figures["facets"] = KILO * (time.perf_counter() - begun)
    pages = []
    for number in range(1, 6):
        begun = time.perf_counter()
        in_sight_answer(loaded, view(""), (-10.0, 20.0, 120.0, 60.0), number)
        pages.append(KILO * (time.perf_counter() - begun))
    figures["page"] = median(pages)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda grid: timed("", grid), grids))
    return figures | {"memory": _memory()}


def _pan(zoom: int, pan: int) -> Grid:
    around = Grid.around(zoom, (CENTRE[0], CENTRE[1], CENTRE[0], CENTRE[1]))
    x0, y0 = around.x0 - ACROSS // 2 + pan, max(around.y0 - DOWN // 2, 0)
    return Grid(zoom, x0, y0, x0 + ACROSS, y0 + DOWN)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / KILO


if __name__ == "__main__":
    made = _ask(Path(sys.argv[2])) if sys.argv[1] == "ask" else _build(*map(Path, sys.argv[2:4]))
    print(json.dumps(made))
