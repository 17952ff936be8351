"""`python -m benchmarks [NAME …] [--quick]`: measure, and print each figure with its target.

`python -m benchmarks facts …` is a command of its own: `benchmarks.facts`. Nothing here is a timed
test: the exit code is 0 where all figures were measured, met or not.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks import (
    accessibility,
    address,
    both_clocks,
    dates_in_text,
    drag,
    engines,
    facts,
    figure,
    filter_change,
    handout,
    hostile,
    kills,
    large,
    long_open,
    page_weight,
    readers,
    reading,
    scale_server,
    selection,
    soak,
    startup,
)
from benchmarks.browser import chromium
from benchmarks.report import Figure, machine, noise, table

BENCHMARKS = MappingProxyType(
    {
        "startup": startup.measure,
        "weight": page_weight.measure,
        "filter": filter_change.measure,
        "drag": drag.measure,
        "clocks": both_clocks.measure,
        "selection": selection.measure,
        "address": address.measure,
        "accessibility": accessibility.measure,
        "handout": handout.measure,
        "figure": figure.measure,
        "readers": readers.measure,
        "reading": reading.measure,
        "dates": dates_in_text.measure,
        "scale": scale_server.measure,
        "engines": engines.measure,
        "large": large.measure,
        "soak": soak.measure,
        "kills": kills.measure,
        "hostile": hostile.measure,
        "long-open": long_open.measure,
    }
)
MEASURED, NOT_ALL_MEASURED = 0, 1


def main() -> int:
    """Run the benchmarks that the command line names."""
    if sys.argv[1:2] == ["facts"]:
        return facts.main(sys.argv[2:])
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure figures beside peers."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; default: all"
    )
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, rougher figures")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.names) - set(BENCHMARKS))
    if unknown:
        parser.error(
            f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}"
        )
    with sync_playwright() as playwright, chromium(playwright) as browser:
        print(machine(browser.version))
        failed = [
            name
            for name in chosen.names or BENCHMARKS
            if not _run(browser, name, quick=chosen.quick)
        ]
    return NOT_ALL_MEASURED if failed else MEASURED


def _run(browser: Browser, name: str, *, quick: bool) -> bool:
    print(f"\n{name}: {noise()}", flush=True)
    with TemporaryDirectory(prefix="benchmark-") as folder:
        try:
            figures: list[Figure] = BENCHMARKS[name](browser, Path(folder), quick=quick)
        except (Error, RuntimeError) as error:
            print(f"{name} was not measured: {error}", file=sys.stderr, flush=True)
            return False
    print(table(figures))
    print(f"afterwards {noise()}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
