"""What becomes of a mutant: the tests that run it, and their runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from tests.mutation.chosen_tests import OPTION
from tests.mutation.made import MADE, STATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SECONDS: Final = 40.0
"""Of tests, for one mutant; they take as long on a machine that does nothing else."""
ELSEWHERE: Final = ("geodata.old_workbooks.", "geodata.unpacking.", "geodata.workbook_cells.")
STARTS_IT: Final = "geodata.workbook_cells.x_sheets_of"
"""What runs in a process that this function starts, where mutmut does not see it."""
PATIENCE: Final = 5
BEGIN: Final = 60.0  # seconds, for pytest itself on a busy machine
NOTICED: Final = ("noticed", "endless", "crashed")
FAILED, BROKEN = 1, 2
ALL_PASSED: Final = 0


@dataclass(frozen=True)
class Reached:
    """Which tests run which function, by mutmut's names, and how many seconds a test takes."""

    tests: dict[str, list[str]]
    seconds: dict[str, float]

    @classmethod
    def noted(cls) -> Self:
        """Read what mutmut noted."""
        told = json.loads(STATS.read_text(encoding="utf-8"))
        return cls(told["tests_by_mangled_function_name"], told["duration_by_test"])

    def chosen(self, mutant: str) -> list[str]:
        """Give the tests to try a mutant with, the likeliest to notice it first.

        Those are the tests that run little else, and by turns the quickest of each file. The others
        of their files come last: what a fixture made for all of them was noted for the first only.
        """
        function = mutant.partition("__mutmut_")[0]
        running = set(self.tests.get(function, ()))
        if function.startswith(ELSEWHERE):
            running.update(self.tests[STARTS_IT])
        files = set(map(_file_of, running))
        others = (test for test in self.seconds if _file_of(test) in files and test not in running)
        found: list[str] = []
        left = MOST_SECONDS
        by_turns = zip(self._closest(running), self._from_every_file(running), strict=True)
        likeliest = dict.fromkeys(chain.from_iterable(by_turns))
        for test in chain(likeliest, self._from_every_file(others)):
            left -= self.seconds.get(test, 0)
            if found and left < 0:
                break
            found.append(test)
        return found

    def _closest(self, tests: Iterable[str]) -> list[str]:
        """Put first what runs the fewest functions."""
        return sorted(tests, key=lambda one: (self._functions[one], self.seconds.get(one, 0), one))

    @cached_property
    def _functions(self) -> Counter[str]:
        """How many functions each test runs."""
        return Counter(chain.from_iterable(self.tests.values()))

    def _from_every_file(self, tests: Iterable[str]) -> Iterator[str]:
        """Put the quickest of each file first, then the second of each: they differ the most."""
        by_file: dict[str, list[str]] = {}
        for test in sorted(tests, key=lambda one: (self.seconds.get(one, 0), one)):
            by_file.setdefault(_file_of(test), []).append(test)
        for rank in zip_longest(*by_file.values()):
            yield from filter(None, rank)


def _file_of(test: str) -> str:
    return test.partition("::")[0]


class Forks:
    """Runs of tests in forks of one process; `imported` names what runs when that imports."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.forked_tests"],
            cwd=MADE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.imported: frozenset[str] = frozenset(json.loads(self._answer()))

    def ran(self, arguments: list[str], environment: dict[str, str], seconds: float) -> str:
        """Run pytest, and tell its exit code or what else came of it."""
        wanted = {"arguments": arguments, "environment": environment, "seconds": seconds}
        if self._process.stdin is None:
            raise RuntimeError("the forks cannot be asked")
        print(json.dumps(wanted), file=self._process.stdin, flush=True)
        return self._answer()

    def close(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> str:
        answer = self._process.stdout.readline().strip() if self._process.stdout else ""
        if not answer:
            raise RuntimeError("the forks have ended; is the folder of mutants whole?")
        return answer


def tried(mutant: str, reached: Reached, forks: Forks) -> str:
    """Tell what becomes of a mutant."""
    tests = reached.chosen(mutant)
    if not tests:
        return "not run"
    seconds = BEGIN + PATIENCE * sum(reached.seconds.get(test, 0) for test in tests)
    files = sorted(set(map(_file_of, tests)))
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        listed = Path(folder) / "tests.json"
        listed.write_text(json.dumps(tests), encoding="utf-8")
        options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider"]
        options += ["-p", "tests.mutation.chosen_tests", OPTION, str(listed)]
        environment = {"MUTANT_UNDER_TEST": mutant, "TMPDIR": folder}
        told = forks.ran([*options, *files], environment, seconds)
        if told == str(FAILED):
            return "noticed"
        if told == str(ALL_PASSED) and mutant.partition("__mutmut_")[0] not in forks.imported:
            return "survived"
        return _tried_apart(mutant, [*options, *files], environment, seconds)


def _tried_apart(
    mutant: str, arguments: list[str], environment: dict[str, str], seconds: float
) -> str:
    """Try a mutant in a process of its own, in which it is there while all is imported."""
    try:
        code = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=MADE,
            env={**os.environ, **environment},
            timeout=seconds,
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
