"""Processes that are killed while they write leave what was there, or what was to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

KILLS = 40
SEED = "1"


def test_nothing_that_is_killed_while_it_writes_is_damaged(tmp_path: Path) -> None:
    """Saving, building, publishing, exporting, fetching, caching; `make bench ARGS=kills`: 500."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.kills", tmp_path, str(KILLS), SEED],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = told.stdout.splitlines()
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(lines) == KILLS
    for found in ("as it was", "new"):
        assert [line for line in lines if line.endswith(f": {found}")]
