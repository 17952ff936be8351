"""Servers on loopback that a benchmark starts and ends: ours by its real command, and the peers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).parent.parent
LOOPBACK = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10
BETWEEN_TRIES = 0.01


@dataclass(frozen=True)
class Server:
    """A running server; when it was commanded and when it answered, in seconds since 1970."""

    page: str
    commanded: float
    answered: float
    process: int


def our_app(case: Path | None = None) -> Sequence[str]:
    """Give the command that serves a case, the shipped one by default; the port is to be added."""
    chosen = [str(case)] if case else []
    return (sys.executable, "-m", "dashboard", *chosen, "--no-browser", "--port")


def peer(script: str) -> Sequence[str]:
    """Give the command that serves a peer; the port is to be added."""
    return (sys.executable, "-m", "benchmarks.peers.serve", script)


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run a server while the block runs; it is ready when the block begins.

    Raises
    ------
    RuntimeError
        It ended, or did not answer in time; the message holds what it printed.
    """
    port = _free_port()
    with TemporaryFile() as output:
        commanded = time.time()
        process = subprocess.Popen(
            [*command, str(port)],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(process, port):
                output.seek(0)
                said = output.read().decode(errors="replace")[-2000:]
                raise RuntimeError(
                    f"{' '.join(command)} did not answer on port {port}; it said:\n{said}"
                )
            yield Server(f"http://{LOOPBACK}:{port}/", commanded, time.time(), process.pid)
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind((LOOPBACK, 0))
        return int(chosen.getsockname()[1])


def _answers(process: "subprocess.Popen[bytes]", port: int) -> bool:
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(BETWEEN_TRIES)
        else:
            return True
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)
