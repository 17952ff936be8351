"""Mutants of geodata: how many of them its tests notice. `make mutants [ARGS="--sample 500"]`.

mutmut makes them, one small change each, such as `<=` for `<`, and notes which test runs what. Each
is then tried in a fork with the tests that run it, the closest and quickest first, until one fails
or they have taken so many seconds: what only a slow test would notice counts as survived. Where a
fork does not end by itself, or the mutant is of what runs while geodata is imported, it is tried in
a process of its own. It takes days to try all, so a sample is drawn; the seed says which. What
survived is listed in `mutants/survived.txt`, to be looked at with `mutmut show NAME`. A function
that no test runs counts as not noticed. Left out of the sample are mutants of `strict=` in `zip`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from queue import SimpleQueue
from typing import Final

from tests.mutation.made import MADE, every, is_of_strict, make
from tests.mutation.trying import NOTICED, Forks, Reached, tried

SURVIVED: Final = MADE / "survived.txt"
WANTED: Final = 0.85


def main() -> int:
    """Try the mutants that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=1000, help="how many; default: 1,000")
    parser.add_argument("--seed", type=int, default=20261123, help="which sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="tried at once")
    parser.add_argument("--made", action="store_true", help="try those that were made before")
    parser.add_argument("names", nargs="*", help="in place of a sample, such as geodata.dates.*")
    chosen = parser.parse_args()
    if not chosen.made:
        make()
    names = every()
    made = len(names)
    if chosen.names:
        names = [name for name in names if any(fnmatch(name, one) for one in chosen.names)]
    else:
        names = random.Random(chosen.seed).sample(names, min(chosen.sample, made))  # noqa: S311 - a sample, no secret
    kept = [name for name in names if not is_of_strict(name)]
    print(f"{len(names) - len(kept):,} of {len(names):,} are of zip's strict, and left out")
    return _tell(_try(kept, chosen.jobs), made)


def _try(names: list[str], jobs: int) -> dict[str, str]:
    """Tell what becomes of each mutant, of as many as there was time for until Ctrl-C."""
    reached, results = Reached.noted(), {}
    all_forks = [Forks() for _ in range(jobs)]
    free: SimpleQueue[Forks] = SimpleQueue()
    for one in all_forks:
        free.put(one)

    def tried_by_one(name: str) -> str:
        forks = free.get()
        try:
            return tried(name, reached, forks)
        finally:
            free.put(forks)

    with ThreadPoolExecutor(jobs) as pool:
        found = pool.map(tried_by_one, names)
        try:
            for name, told in zip(names, found, strict=True):
                results[name] = told
                print("." if told in NOTICED else f"\n{name} {told}", end="", flush=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
    for one in all_forks:
        one.close()
    return results


def _tell(results: dict[str, str], made: int) -> int:
    counts = Counter(results.values())
    noticed = sum(counts[name] for name in NOTICED)
    unnoticed = sorted(f"{name} {told}" for name, told in results.items() if told not in NOTICED)
    SURVIVED.write_text("".join(f"{line}\n" for line in unnoticed), encoding="utf-8")
    print(f"\n{', '.join(f'{told} {count:,}' for told, count in counts.most_common())}")
    share = noticed / len(results) if results else 0.0
    tried_of = f"{len(results):,} of {made:,}"
    print(f"noticed: {noticed:,} of {tried_of}, {share:.1%}; wanted: {WANTED:.0%}")
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
