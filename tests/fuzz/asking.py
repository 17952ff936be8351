"""One input put to a target: within what time, in how much memory, and what came of it."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.fuzz.inputs import Input, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import SearchStrategy

SECONDS: Final = 5.0
"""An input that takes more of a processor hangs."""

MEMORY_MB: Final = 512
"""By how much one input, of some kilobytes at most, may raise the most memory ever taken."""

SLOW_FROM: Final = 4_000
"""A target that gets at most so many inputs of a million is one of whole files."""

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Target:
    """A reader that data of strangers comes through.

    Parameters
    ----------
    name
        Also of its folder in the corpus.
    made
        Inputs.
    asked
        Puts one to the reader, holds what comes back to what the reader promises, and returns how
        many rows were read. What the reader may refuse an input with is caught there; anything
        else that is raised is a fault.
    share
        How many of a million inputs it gets.
    of_bytes
        Makes an input of any bytes; without it a coverage-guided run draws from `made`.
    """

    name: str
    made: SearchStrategy[Input]
    asked: Callable[[Input], int]
    share: int
    of_bytes: Callable[[bytes], Input] | None = None


class BrokenPromiseError(AssertionError):
    """A reader answered, and not as it promises."""


class HangError(BaseException):
    """An input takes too long; no `except Exception` of a reader's holds it up."""


def expect(holds: object, promise: str) -> None:
    """Say that a promise is broken where it is."""
    if not holds:
        raise BrokenPromiseError(promise)


@dataclass
class Tally:
    """What came of the inputs of one target.

    Parameters
    ----------
    inputs, rows, seconds
        How many were put, how many rows were read of them, and what that took.
    faults
        For each distinct fault where and what it was, and its smallest input as it is kept.
    counts
        How often each of them was met.
    """

    inputs: int = 0
    rows: int = 0
    seconds: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def ask(self, target: Target, made: Input) -> None:
        """Put one input to a target, and note what comes of it."""
        self.inputs += 1
        start, memory = time.process_time(), _most_memory()
        fault = ""
        try:
            with _within(SECONDS):
                self.rows += target.asked(made)
        except BaseException as error:  # a panic of a library in Rust is no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
                raise
            fault = _named(error)
        took = time.process_time() - start
        self.seconds += took
        if not fault and took > SECONDS:
            fault = "HangError: it came back too late"
        if not fault and _most_memory() - memory > MEMORY_MB:
            fault = f"more than {MEMORY_MB} MB of memory"
        if fault:
            self._note(fault, written(made))

    def add(self, other: Tally) -> None:
        """Add what came of further inputs."""
        self.inputs += other.inputs
        self.rows += other.rows
        self.seconds += other.seconds
        for fault, text in other.faults.items():
            self._note(fault, text)
            self.counts[fault] += other.counts.get(fault, 1) - 1

    def count(self, *, hangs: bool) -> int:
        """Return how many inputs hung, or failed otherwise."""
        return sum(
            number for fault, number in self.counts.items() if ("HangError" in fault) == hangs
        )

    def _note(self, fault: str, text: str) -> None:
        self.counts[fault] = self.counts.get(fault, 0) + 1
        if len(text) < len(self.faults.get(fault, text + " ")):
            self.faults[fault] = text


def _named(error: BaseException) -> str:
    """Tell a fault from others: what was raised, and the last line of ours that it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{ROOT}/geodata/" in frame.filename] or frames
    last = ours[-1]
    where = f"{Path(last.filename).relative_to(ROOT) if ours is not frames else last.filename}"
    said = " ".join(str(error).split())[:200] if isinstance(error, BrokenPromiseError) else ""
    return f"{type(error).__name__} at {where}:{last.lineno} {said}".strip()


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    # of this process alone: what else the machine does is no fault
    if not hasattr(signal, "setitimer"):  # Windows: it is told afterwards
        yield
        return

    def stop(*_: object) -> None:
        raise HangError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _most_memory() -> int:
    """Return the most memory that this process has ever taken, in MB; 0 where that is not told."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 - not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most >> 20 if sys.platform == "darwin" else most >> 10)
