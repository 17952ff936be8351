"""The app as a process of its own, as a user starts it: `python -m dashboard CASE --no-browser`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.error import URLError
from urllib.request import urlopen

from geodata.user_cache import CACHE

ROOT = Path(__file__).parents[2]
LAN_HOST = "lan.test"
"""This machine by another name: plain http, no secure context."""
START_TIMEOUT = 60  # seconds
STOP_TIMEOUT = 10
BETWEEN_TRIES = 0.05


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningApp:
    """One server of one case; only the process started here is ever ended.

    Parameters
    ----------
    case
        What to serve, a path or an address; None for the shipped case.
    log
        File that takes what the server prints.
    base_path
        Path under which the app is reached, as an administrator sets it in the environment.
    """

    def __init__(self, case: Path | str | None, log: Path, base_path: str = "") -> None:
        self.case = case
        self.log = log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/" + (f"{base_path}/" if base_path else "")
        self.module: tuple[str, ...] = ("dashboard",)
        self.environment = {
            **os.environ,
            "STREAMLIT_SERVER_BASE_URL_PATH": base_path,
            CACHE: str(log.parent / "openings"),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        named = [str(self.case)] if self.case else []
        command = [
            sys.executable,
            "-m",
            *self.module,
            *named,
            "--no-browser",
            "--host",
            LAN_HOST,
            "--port",
            str(self.port),
        ]
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """End the process that was started here."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def printed(self) -> str:
        """What the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def _wait_until_it_answers(self) -> None:
        pause = Event()
        until = monotonic() + START_TIMEOUT
        while monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                raise AssertionError(f"The server ended at once. It printed:\n{self.printed()}")
            try:
                with urlopen(self.url + "_stcore/health", timeout=1):  # noqa: S310 - our own address
                    return
            except (URLError, OSError):
                pause.wait(BETWEEN_TRIES)
        self.stop()
        raise AssertionError(f"No answer from {self.url}. The server printed:\n{self.printed()}")
