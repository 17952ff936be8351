"""Processes killed while they write: what they leave is what was there, or what was to be.

Saving, building, publishing, exporting, fetching and caching in turn, each in a process that is
killed (SIGKILL) where it touches the disk for the so-many-th time or up to 4 ms after that. Then
the case is opened, and the same is done again, which is to leave nothing half-written behind.
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.report import Figure
from tests.browser.running_app import ROOT
from tests.kills import UNDAMAGED

KILLS = 500
QUICK_KILLS = 40
SEED = 20_261_123


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Kill, and count what was damaged."""
    del browser
    count = QUICK_KILLS if quick else KILLS
    print(f"seed {SEED}", flush=True)
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    with subprocess.Popen(  # of its own: what is forked there has no browser's pipes
        [sys.executable, "-m", "tests.kills", str(folder), str(count), str(SEED)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as killer:
        for line in killer.stdout or ():
            kind, _, state = line.strip().split(": ", 2)
            kinds[kind] += 1
            found[state] += 1
            if state not in UNDAMAGED:
                print(line, end="", flush=True)
    told = ", ".join(f"{name} {times}" for name, times in kinds.items())
    return [
        Figure("processes killed while they write", kinds.total(), beside=told),
        Figure("of these found new", found["new"]),
        Figure("damaged", kinds.total() - sum(found[state] for state in UNDAMAGED), limit=0),
    ]
