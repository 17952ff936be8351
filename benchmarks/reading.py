"""A CSV of events, read and checked row by row in parts, beside DuckDB's `read_csv` of it.

In pairs, in turn, in one process; a first pair is not counted. DuckDB finds out the types
and makes a table, on all cores. Ours finds encoding and separator, checks every cell, numbers the
lines, makes ids, dates, places, claims and sources, and frames of them. Told, too, is the same file
with one bad row in a hundred, and how memory grows with the file.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
from playwright.sync_api import Browser

from benchmarks.process_tree import watched
from benchmarks.report import Figure, median, milliseconds
from benchmarks.servers import ROOT
from geodata.parts import read_parts

ROWS, QUICK_ROWS = 1_000_000, 200_000
PAIRS, QUICK_PAIRS = 5, 2
MOST_TIMES_DUCKDB = 6.0
MOST_MEMORY_GROWTH = 1.5
SMALLER = 5
SECOND = 1000  # milliseconds
SEED = 20240417
FIRST_DAY = date(2000, 1, 1)


def measure(_browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Write the files, and read them in turn."""
    rows = QUICK_ROWS if quick else ROWS
    pairs = QUICK_PAIRS if quick else PAIRS
    sound = write_events(folder / "sound.csv", rows)
    bad = write_events(folder / "bad.csv", rows, bad_each=100)
    small = write_events(folder / "small.csv", rows // SMALLER)
    figures = [
        _beside_duckdb(f"a CSV of {rows:,} rows with all checks", sound, pairs, MOST_TIMES_DUCKDB),
        _beside_duckdb("the same, one row in a hundred bad", bad, pairs, None),
    ]
    little, much = _memory(small), _memory(sound)
    figures.append(
        Figure(
            f"peak memory, times that of a {SMALLER}th of the rows",
            much / little,
            "×",
            MOST_MEMORY_GROWTH,
            beside=f"{little / SECOND:,.0f} MB, then {much / SECOND:,.0f} MB",
        )
    )
    return figures


def write_events(path: Path, rows: int, bad_each: int = 0) -> Path:
    """Write so many made-up events; of `bad_each` rows one has a date that is none."""
    chance = np.random.default_rng(SEED)
    days = [(FIRST_DAY + timedelta(number)).isoformat() for number in range(9_000)]
    columns = zip(
        chance.integers(0, len(days), rows).tolist(),
        chance.uniform(-60, 70, rows).round(4).tolist(),
        chance.uniform(-180, 180, rows).round(4).tolist(),
        chance.integers(0, 400, rows).tolist(),
        chance.integers(0, 300, rows).tolist(),
        strict=True,
    )
    with path.open("w", encoding="utf-8") as file:
        file.write("title,date,latitude,longitude,source,url,kind,actors\n")
        for number, (day, latitude, longitude, source, actor) in enumerate(columns):
            told = "soon" if bad_each and number % bad_each == 0 else days[day]
            file.write(
                f"Event number {number} in a town,{told},{latitude},{longitude},Agency {source},"
                f"https://example.org/{number},kind {source % 6},Party {actor}|Party {source}\n"
            )
    return path


def _beside_duckdb(name: str, path: Path, pairs: int, limit: float | None) -> Figure:
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(1 + pairs):
        theirs.append(_timed(lambda: _duckdb(path)))
        ours.append(_timed(lambda: _count(path)))
    del ours[0], theirs[0]
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    return Figure(
        f"{name}, times DuckDB's read_csv",
        median(ratios),
        "×",
        limit,
        beside=f"{milliseconds(median(ours))}, DuckDB {milliseconds(median(theirs))}; "
        f"pairs: {min(ratios):.1f}–{max(ratios):.1f}",
    )


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * SECOND


def _duckdb(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.read_csv(str(path)).create("events")


def _count(path: Path) -> int:
    return sum(len(part.events) for part in read_parts(path))


def _memory(path: Path) -> float:
    """Return the most memory that a process of its own takes to read a file, in KB."""
    command = [sys.executable, "-m", "benchmarks.reading", str(path)]
    with watched(command, ROOT) as (process, memory):
        _, said = process.communicate()
    if process.returncode:
        raise RuntimeError(f"reading {path} ended with {process.returncode}; it said:\n{said}")
    return memory.peak


if __name__ == "__main__":
    _count(Path(sys.argv[1]))
