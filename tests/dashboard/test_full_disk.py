"""A disk that is full: nothing half there, what was there stays, one sentence, exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geodata.case_files import case_version
from geodata.editing.changes import Change
from geodata.editing.saving import save
from geodata.user_cache import CACHE
from tests.browser.running_app import ROOT
from tests.geodata.case_folders import SMALL_CASE, write_case

if TYPE_CHECKING:
    from pathlib import Path

# No file may grow larger than this, for whatever user; then writing fails, as on a full disk.
LIMITED = """
import resource, sys
sys.dont_write_bytecode = True  # what Python cuts short it trusts ever after
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from dashboard.commands import main
sys.exit(main(sys.argv[2:]))
"""


def run(most: int, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may write no file larger than `most` bytes."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), *arguments],
        cwd=ROOT,
        env={**os.environ, CACHE: str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


COMMANDS = {
    "export": (0, ("export", "{case}", "{out}/view.csv")),
    "publish": (3_000, ("publish", "{case}", "{out}")),
    "build": (3_000, ("build", "{case}", "{out}")),
    "start": (0, ("start", "{out}/new", "--example")),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_where_there_is_no_room_nothing_is_half_there(tmp_path: Path, command: str) -> None:
    case, out = write_case(tmp_path / "case"), tmp_path / "out"
    with (case / "sources" / "agency.md").open("a", encoding="utf-8") as summary:
        summary.write("\n¶3 " + "More. " * 2_000)
    out.mkdir()
    most, named = COMMANDS[command]
    before = tree(tmp_path)
    done = run(most, tmp_path / "cache", *(part.format(case=case, out=out) for part in named))
    assert done.returncode == 2, done.stdout
    assert done.stderr.count("\n") == 1, done.stderr
    assert "File too large" in done.stderr
    assert tree(tmp_path) == before


def test_where_there_is_no_room_what_was_published_and_built_before_stays(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    for command in ("publish", "build"):
        assert run(10**9, tmp_path / "cache", command, str(case), str(tmp_path / command))
    write_case(case, events=SMALL_CASE["events.csv"].replace("begins", "goes on"))
    before = tree(tmp_path)
    for command in ("publish", "build"):
        done = run(1_000, tmp_path / "cache", command, str(case), str(tmp_path / command))
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert tree(tmp_path) == before


def test_where_there_is_no_room_for_what_is_printed_one_line_says_so(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    printed = os.open("/dev/full", os.O_WRONLY)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "check", str(case)],
        cwd=ROOT,
        stdout=printed,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(printed)
    assert (done.returncode, done.stderr) == (2, "No space left on device\n")


SAVING = """
import resource, sys
from pathlib import Path
from geodata.case_files import case_version
from geodata.editing.changes import Change
from geodata.editing.saving import save
from geodata.errors import CaseError
case = Path(sys.argv[1])
version = case_version(case)
sys.dont_write_bytecode = True
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    save(case, version, [Change("texts", "late.txt", {"text": "Words. " * 2_000})])
except CaseError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("most", [100, 5_000])
def test_a_saving_without_room_changes_nothing_and_the_next_one_works(
    tmp_path: Path, most: int
) -> None:
    case = write_case(tmp_path / "case")
    before = tree(case)
    done = subprocess.run(
        [sys.executable, "-c", SAVING, str(case), str(most)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written (File too large)" in done.stderr
    assert done.stderr.count("\n") == 1
    left = {name for name in tree(case) if name not in before}
    assert left <= {".whenabouts/lock"}
    assert {name: tree(case)[name] for name in before} == before
    save(case, case_version(case), [Change("events", "0", {"title": "Since then"})])
    assert "Since then" in (case / "events.csv").read_text("utf-8")
