"""Folders that only pass go with the server, however it is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event
from urllib.request import urlopen

import pytest

from tests.browser.running_app import ROOT, free_port
from tests.geodata.case_folders import write_case

SERVE = """
import sys
from dashboard.commands import main
from dashboard.passing_folders import passing_folder
print(passing_folder(), flush=True)
main(["--no-browser", "--port", sys.argv[1]])
"""

WAITING = """
import runpy, sys
from dashboard.passing_folders import passing_folder
print(passing_folder(), flush=True)
runpy.run_module("dashboard", run_name="__main__")
"""


def _wait_for(port: int, server: subprocess.Popen[str]) -> None:
    pause = Event()
    while server.poll() is None:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=9):
            return
        pause.wait(0.05)
    raise AssertionError("the server ended at once")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_told_to_end_leaves_no_folder(told: signal.Signals) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        folder = Path(server.stdout.readline().strip())
        assert folder.is_dir()
        _wait_for(port, server)
        server.send_signal(told)
        server.wait(60)
    assert not folder.exists()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_told_to_end_says_nothing_and_leaves_no_folder(
    tmp_path: Path, told: signal.Signals
) -> None:
    case, passing = write_case(tmp_path / "case"), tmp_path / "passing"
    passing.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, "publish", str(case), str(tmp_path / "out"), "--watch"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(passing)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        folder = Path(running.stdout.readline().strip())
        assert folder.parent == passing
        pause = Event()
        while running.poll() is None and not (tmp_path / "out" / "index.html").is_file():
            pause.wait(0.05)
        running.send_signal(told)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (0, "")
    assert not [*passing.glob("whenabouts-*")]
