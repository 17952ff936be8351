"""Mutants of geodata: how many of them its tests notice. `make mutants [ARGS="--sample 500"]`.

mutmut makes them: one small change each, such as `<=` for `<`. It takes hours to try all, so a
sample is drawn; the seed says which. What survived is listed in `mutants/survived.txt`, to be
looked at with `mutmut show NAME`. Functions that no test runs count as not noticed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parent.parent
MADE = ROOT / "mutants"
SURVIVED = MADE / "survived.txt"
SMALL = "geodata.span.*"
"""Quick to try: with it mutmut makes all mutants, and notes which test runs what."""

NOTICED = frozenset({"killed", "timeout", "segfault", "caught by type check"})
UNTRIED = frozenset({"not checked", "check was interrupted by user"})
WANTED = 0.85


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=1000, help="how many; default: 1,000")
    parser.add_argument("--seed", type=int, default=20261123, help="which sample")
    parser.add_argument("--workers", type=int, default=2, help="how many are tried at once")
    parser.add_argument("names", nargs="*", help="in place of a sample, such as geodata.dates.*")
    chosen = parser.parse_args()
    _mutmut(chosen.workers, chosen.names or [SMALL])
    if chosen.names:
        names = [name for name in _results() if any(fnmatch(name, one) for one in chosen.names)]
    else:
        every = sorted(_results())
        names = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))  # noqa: S311 - a sample, no secret
        _mutmut(chosen.workers, names)
    return _tell(names)


def _mutmut(workers: int, names: list[str]) -> None:
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers), *names]
    subprocess.run(command, cwd=ROOT, check=True)


def _results() -> dict[str, str]:
    """Every mutant by its name, and what came of it."""
    found: dict[str, str] = {}
    for path in MADE.rglob("*.meta"):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= {name: status_by_exit_code[code] for name, code in codes.items()}
    return found


def _tell(names: list[str]) -> int:
    results = _results()
    counts = Counter(results[name] for name in names)
    tried = sum(count for status, count in counts.items() if status not in UNTRIED)
    noticed = sum(count for status, count in counts.items() if status in NOTICED)
    SURVIVED.write_text(
        "".join(f"{name}\n" for name in sorted(names) if results[name] not in NOTICED | UNTRIED),
        encoding="utf-8",
    )
    told = ", ".join(f"{status} {count:,}" for status, count in sorted(counts.items()))
    share = f"{noticed / tried:.1%}" if tried else "none tried"
    print(told)  # noqa: T201 - a command prints
    print(f"noticed: {noticed:,} of {tried:,} of {len(results):,}, {share}; wanted: {WANTED:.0%}")  # noqa: T201 - as above
    return 0 if tried else 1


if __name__ == "__main__":
    sys.exit(main())
