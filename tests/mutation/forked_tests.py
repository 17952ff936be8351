"""Runs of pytest, each in a fork of a process that has imported geodata: that takes seconds.

`python -m tests.mutation.forked_tests` writes a JSON list of the functions that importing ran, on
one line. It then reads one JSON object on each line of its input, `arguments` for pytest,
`environment` variables to set and `seconds` to wait, and answers each with the exit code on a line,
or with what became of the fork: `endless`, `crashed`.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import sys
import tempfile
import time
from typing import Any, Final

import pytest
from mutmut.mutation import trampoline

import geodata

ENDLESS, CRASHED = "endless", "crashed"
_BETWEEN: Final = 0.02  # seconds


def main() -> None:
    """Answer until there are no more lines."""
    _say(json.dumps(sorted(_imported())))
    for line in sys.stdin:
        _say(_ran(json.loads(line)))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _imported() -> set[str]:
    """Import all, and name the functions that run while it is."""
    found: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, **_: found.add(name)  # type: ignore[attr-defined]  # mutants call it from there
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    for module in pkgutil.walk_packages(geodata.__path__, "geodata."):
        importlib.import_module(module.name)
    return found


def _ran(wanted: dict[str, Any]) -> str:
    fork = os.fork()
    if not fork:
        _run(wanted)
    until = time.monotonic() + wanted["seconds"]
    while time.monotonic() < until:
        ended, status = os.waitpid(fork, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return CRASHED if code < 0 else str(code)
        time.sleep(_BETWEEN)
    os.killpg(fork, signal.SIGKILL)
    os.waitpid(fork, 0)
    return ENDLESS


def _run(wanted: dict[str, Any]) -> None:
    os.setpgid(0, 0)
    os.environ.update(wanted["environment"])
    tempfile.tempdir = None  # what it was is kept; the environment says another one
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os._exit(int(pytest.main(wanted["arguments"])))


if __name__ == "__main__":
    main()
