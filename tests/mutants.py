"""Mutants of geodata: how many of them its tests notice. `make mutants [ARGS="--sample 500"]`.

mutmut makes them, one small change each, such as `<=` for `<`, and notes which test runs what. Each
is then tried in a process of its own with the tests that run it, the quickest of each file first,
until one fails or they have taken so many seconds: what only a slow test would notice counts as
survived. It takes days to try all, so a sample is drawn; the seed says which. What survived is
listed in `mutants/survived.txt`, to be looked at with `mutmut show NAME`. A function that no test
runs counts as not noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.chosen_tests import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT: Final = Path(__file__).parent.parent
MADE: Final = ROOT / "mutants"
STATS: Final = MADE / "mutmut-stats.json"
SURVIVED: Final = MADE / "survived.txt"
SMALL: Final = "geodata.span.*"
"""mutmut is asked to try some; we try them by ourselves: its children hang on DuckDB and Arrow."""

MOST_SECONDS: Final = 40.0
"""Of tests, for one mutant; they take as long on a machine that does nothing else."""
ELSEWHERE: Final = ("geodata.old_workbooks.", "geodata.unpacking.", "geodata.workbook_cells.")
STARTS_IT: Final = "geodata.workbook_cells.x_sheets_of"
"""What runs in a process that this function starts, where mutmut does not see it."""
PATIENCE: Final = 5
BEGIN: Final = 60.0  # seconds, for pytest itself on a busy machine
NOTICED: Final = ("noticed", "endless", "crashed")
FAILED, BROKEN = 1, 2
WANTED: Final = 0.85


@dataclass(frozen=True)
class Reached:
    """Which tests run which function, by mutmut's names, and how many seconds a test takes."""

    tests: dict[str, list[str]]
    seconds: dict[str, float]

    def chosen(self, mutant: str) -> list[str]:
        """Give the tests to try a mutant with, the quickest first."""
        function = mutant.partition("__mutmut_")[0]
        running = self.tests.get(function, [])
        if function.startswith(ELSEWHERE):
            running = {*running, *self.tests[STARTS_IT]}
        found: list[str] = []
        left = MOST_SECONDS
        for test in self._from_every_file(running):
            left -= self.seconds.get(test, 0)
            if found and left < 0:
                break
            found.append(test)
        return found

    def _from_every_file(self, tests: Iterable[str]) -> Iterator[str]:
        """Put the quickest of each file first, then the second of each: they differ the most."""
        by_file: dict[str, list[str]] = {}
        for test in sorted(tests, key=lambda one: self.seconds.get(one, 0)):
            by_file.setdefault(test.partition("::")[0], []).append(test)
        for rank in zip_longest(*by_file.values()):
            yield from filter(None, rank)


def main() -> int:
    """Try the mutants that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=1000, help="how many; default: 1,000")
    parser.add_argument("--seed", type=int, default=20261123, help="which sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="tried at once")
    parser.add_argument("--made", action="store_true", help="try those that were made before")
    parser.add_argument("names", nargs="*", help="in place of a sample, such as geodata.dates.*")
    chosen = parser.parse_args()
    if not chosen.made:
        _make()
    every = sorted(_every())
    if chosen.names:
        names = [name for name in every if any(fnmatch(name, one) for one in chosen.names)]
    else:
        names = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))  # noqa: S311 - a sample, no secret
    return _tell(_try(names, chosen.jobs), len(every))


def _try(names: list[str], jobs: int) -> dict[str, str]:
    """Tell what becomes of each mutant, of as many as there was time for until Ctrl-C."""
    reached, results = _reached(), {}
    with ThreadPoolExecutor(jobs) as pool:
        tried = pool.map(lambda name: _tried(name, reached), names)
        try:
            for name, told in zip(names, tried, strict=True):
                results[name] = told
                print("." if told in NOTICED else f"\n{name} {told}", end="", flush=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
    return results


def _make() -> None:
    """Make all mutants, and note which test runs what."""
    shutil.rmtree(MADE, ignore_errors=True)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", SMALL]
    made = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if made.returncode and not STATS.exists():  # what it tries by itself after that may fail
        sys.exit(f"{made.stdout[-4000:]}{made.stderr[-2000:]}\nThe mutants could not be made.")


def _every() -> list[str]:
    """Name all mutants."""
    return [
        name
        for path in MADE.rglob("*.meta")
        for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    ]


def _reached() -> Reached:
    told = json.loads(STATS.read_text(encoding="utf-8"))
    return Reached(told["tests_by_mangled_function_name"], told["duration_by_test"])


def _tried(mutant: str, reached: Reached) -> str:
    """Tell what becomes of a mutant."""
    tests = reached.chosen(mutant)
    if not tests:
        return "not run"
    seconds = sum(reached.seconds.get(test, 0) for test in tests)
    files = sorted({test.partition("::")[0] for test in tests})
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        listed = Path(folder) / "tests.json"
        listed.write_text(json.dumps(tests), encoding="utf-8")
        options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "tests.chosen_tests"]
        options += [OPTION, str(listed)]
        environment = {"MUTANT_UNDER_TEST": mutant, "TMPDIR": folder}
        try:
            code = subprocess.run(
                [sys.executable, "-m", "pytest", *options, *files],
                cwd=MADE,
                env={**os.environ, **environment},
                timeout=BEGIN + PATIENCE * seconds,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return "endless"
    if code < 0:
        return "crashed"
    if code > BROKEN:
        raise RuntimeError(f"{mutant}: pytest cannot run its tests, and ended with {code}")
    return "noticed" if code in {FAILED, BROKEN} else "survived"


def _tell(results: dict[str, str], made: int) -> int:
    counts = Counter(results.values())
    noticed = sum(counts[name] for name in NOTICED)
    unnoticed = sorted(f"{name} {told}" for name, told in results.items() if told not in NOTICED)
    SURVIVED.write_text("".join(f"{line}\n" for line in unnoticed), encoding="utf-8")
    print(f"\n{', '.join(f'{told} {count:,}' for told, count in counts.most_common())}")
    share = noticed / len(results) if results else 0.0
    tried = f"{len(results):,} of {made:,}"
    print(f"noticed: {noticed:,} of {tried}, {share:.1%}; wanted: {WANTED:.0%}")
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
