"""Folders that only pass go with the server, however it is ended."""

from __future__ import annotations

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

WITH_A_FOLDER = """
import runpy
from dashboard.passing_folders import passing_folder
print(passing_folder(), flush=True)
runpy.run_module("dashboard", run_name="__main__")
"""


def _running(*arguments: str) -> tuple[subprocess.Popen[str], Path]:
    """Run a command that has a folder which is to pass with it."""
    running = subprocess.Popen(
        [sys.executable, "-c", WITH_A_FOLDER, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    return running, Path(running.stdout.readline().strip())


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
    server, folder = _running("--no-browser", "--port", str(port))
    with server:
        assert folder.is_dir()
        _wait_for(port, server)
        server.send_signal(told)
        server.communicate(timeout=60)
    assert not folder.exists()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_told_to_end_says_nothing_and_leaves_no_folder(
    tmp_path: Path, told: signal.Signals
) -> None:
    case, out = write_case(tmp_path / "case"), tmp_path / "out"
    running, folder = _running("publish", str(case), str(out), "--watch")
    with running:
        assert folder.is_dir()
        pause = Event()
        while running.poll() is None and not (out / "index.html").is_file():
            pause.wait(0.05)
        running.send_signal(told)
        _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (0, "")
    assert not folder.exists()
