"""A host of files in a process of its own, so that whoever asks has no thread of it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.browser.running_app import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def running_host(folder: Path) -> Iterator[str]:
    """Serve a folder until it is left; gives the address of `table.csv` in it."""
    where = ["--bind", "127.0.0.1", "--directory", str(folder), str(free_port())]
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as host:
        try:
            said = host.stdout.readline() if host.stdout else ""  # once it listens
            yield f"{said.partition('(')[2].partition(')')[0]}table.csv"
        finally:
            host.terminate()
