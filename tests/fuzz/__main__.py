"""`python -m tests.fuzz [TARGET …] [--inputs N]`: put odd inputs to every reader of files.

Prints for each target how many inputs it was given, how many a second, how many were not caught as
the reader promises, how many hung, and how many rows were read, each of which was accepted or
rejected. The exit code is 1 where anything was not as promised; the smallest input of each fault is
then in `build/fuzz/`, to be mended and kept in `tests/fuzz/corpus/`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.asking import ROOT, SLOW_FROM, Tally
from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.fuzz.inputs import Input

INPUTS: Final = 1_000_000
GUIDED: Final = 0.9
"""Of the inputs of a target that takes any bytes, how many are led on by what they reach."""

AT_ONCE: Final = 2_000
"""Inputs that Hypothesis draws in one go: it remembers each of them."""

PIECE_SECONDS: Final = 3_600
MOST_OF_WHOLE_FILES: Final = 400
MOST_IN_PIECE: Final = 25_000
FOUND: Final = ROOT / "build" / "fuzz"


@dataclass(frozen=True)
class Piece:
    """Some inputs of one target, put by a process of its own."""

    target: str
    inputs: int
    seed: int
    is_guided: bool


def main() -> int:
    """Put the inputs that the command line asks for."""
    chosen = _chosen()
    if chosen.report:
        tally = drawn(chosen.targets[0], chosen.inputs, chosen.seed)
        chosen.report.write_text(json.dumps(asdict(tally)), encoding="ascii")
        return 0
    has_atheris = importlib.util.find_spec("atheris") is not None
    if not has_atheris:
        print("Only what Hypothesis draws: the guided part needs Linux and requirements-fuzz.txt.")
    pieces = _pieces(chosen.targets or [*TARGETS], chosen.inputs, chosen.seed, has_atheris)
    start = time.monotonic()
    tallies: dict[str, Tally] = {piece.target: Tally() for piece in pieces}
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for piece, tally in zip(pieces, pool.map(_put, pieces), strict=True):
            tallies[piece.target].add(tally)
            print(".", end="", flush=True)
    print()
    _print(tallies, time.monotonic() - start)
    return 1 if _keep(tallies) else 0


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--inputs", type=int, default=INPUTS, help="over all; default: %(default)s")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument("--seed", type=int, default=1, help="other inputs; default: %(default)s")
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.targets) - set(TARGETS)):
        parser.error(f"no target is called {', '.join(unknown)}")
    return chosen


def _pieces(names: Iterable[str], inputs: int, first_seed: int, guided: bool) -> list[Piece]:
    """Share the inputs out, the longest pieces first."""
    shares = {name: TARGETS[name].share for name in names}
    pieces = []
    for name, share in shares.items():
        wanted = math.ceil(inputs * share / sum(shares.values()))
        led = round(wanted * GUIDED) if guided and TARGETS[name].of_bytes else 0
        for is_guided, own in ((True, led), (False, wanted - led)):
            of_own = AT_ONCE if share > SLOW_FROM else MOST_OF_WHOLE_FILES
            most = MOST_IN_PIECE if is_guided and share > SLOW_FROM else of_own
            pieces += [
                Piece(name, min(most, own - start), first_seed * 1_000 + nth, is_guided)
                for nth, start in enumerate(range(0, own, most))
            ]
    return pieces


def _put(piece: Piece) -> Tally:
    """Put a piece's inputs in a process of its own, which a library may take down."""
    module = "tests.fuzz.guided" if piece.is_guided else "tests.fuzz"
    with tempfile.TemporaryDirectory(prefix="fuzz-report-") as folder:
        report = Path(folder) / "report.json"
        numbers = [str(piece.inputs), str(piece.seed), str(report)]
        options = [
            f"{name}={value}"
            for name, value in zip(("--inputs", "--seed", "--report"), numbers, strict=True)
        ]
        command = [
            *(sys.executable, "-W", "ignore", "-m", module, piece.target),
            *(numbers if piece.is_guided else options),
        ]
        environment = {**os.environ, "TMPDIR": folder}
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                errors="replace",
                cwd=ROOT,
                timeout=PIECE_SECONDS,
                check=False,
                env=environment,
            )
            ended = f"the process ended with {done.returncode}: {done.stderr[-1500:]}"
        except subprocess.TimeoutExpired:
            ended = f"HangError: {piece.inputs} inputs took more than {PIECE_SECONDS} s"
        if report.exists():
            return Tally(**json.loads(report.read_text(encoding="ascii")))
        return Tally(faults={ended: json.dumps(asdict(piece))}, counts={ended: 1})


def drawn(name: str, inputs: int, first_seed: int) -> Tally:
    """Put so many inputs to a target, as Hypothesis draws them."""
    target, tally = TARGETS[name], Tally()
    nth = 0
    while tally.inputs < inputs:
        before = tally.inputs

        @seed(first_seed + nth)
        @settings(
            max_examples=min(inputs - tally.inputs, AT_ONCE),
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(target.made)
        def put(made: Input) -> None:
            tally.ask(target, made)

        put()
        nth += 1
        if tally.inputs == before:
            break
    return tally


def _print(tallies: dict[str, Tally], seconds: float) -> None:
    form = "{:16} {:>9} {:>9} {:>9} {:>6} {:>10}"
    print(form.format("target", "inputs", "inputs/s", "uncaught", "hangs", "rows"))
    total = Tally()
    for name, tally in tallies.items():
        total.add(tally)
        print(_line(form, name, tally))
    print(_line(form, "all", total))
    print("rows: read, each accepted or rejected; inputs/s: of one process, in the reader alone")
    print(f"{seconds:,.0f} s in all")


def _line(form: str, name: str, tally: Tally) -> str:
    rate = tally.inputs / tally.seconds if tally.seconds else 0
    return form.format(
        name,
        f"{tally.inputs:,}",
        f"{rate:,.0f}",
        tally.count(hangs=False),
        tally.count(hangs=True),
        f"{tally.rows:,}",
    )


def _keep(tallies: dict[str, Tally]) -> int:
    """Print the faults, and write the smallest input of each into a file."""
    found = 0
    for name, tally in tallies.items():
        for fault, text in tally.faults.items():
            found += 1
            path = FOUND / name / f"{found}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="ascii")
            print(f"{name}: {fault} ({tally.counts[fault]} times): {path.relative_to(ROOT)}")
    return found


if __name__ == "__main__":
    sys.exit(main())
