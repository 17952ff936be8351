"""The commands behind `python -m dashboard`: each returns its exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from dashboard.terminal import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING_READ: Final = 2
SERVE: Final = "serve"
"""What is done where no other command is named."""

OTHER_COMMANDS: Final = ("build", "check", "draft", "export", "migrate", "publish", "start")
"""Each is a function of that name in a module of that name."""

NO_HOME: Final = "/nonexistent"


def main(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code; see the README for the commands."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console may lack a case's letters
    try:
        exit_code = _run(arguments)
        sys.stdout.flush()
    except OSError as error:  # of the disk itself: what can be said of a case says so where it is
        where = f"{error.filename}: " if error.filename else ""
        tell(f"{where}{error.strerror or error}", sys.stderr)
        if (stdout := sys.__stdout__) is not None and sys.stdout is stdout:
            # what is not printed yet is lost: Python is not to try again as it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return NOTHING_READ
    return exit_code


def _name_a_home() -> None:
    """Name a home for a user who has none, as in containers: Streamlit and matplotlib ask for one.

    There is nothing at it, so nothing is read there that somebody else may have written.
    """
    if not os.path.isabs(os.path.expanduser("~")):  # noqa: PTH111, PTH117 - Path.home fails there
        os.environ["HOME"] = NO_HOME


def _run(arguments: Sequence[str]) -> int:
    _name_a_home()
    is_named = bool(arguments) and arguments[0] in OTHER_COMMANDS
    name = arguments[0] if is_named else SERVE
    module = import_module(f"dashboard.{name}_command")  # only what is asked for is read
    command = getattr(module, f"{name}_command")
    exit_code: int = command(arguments[1:] if is_named else arguments)
    return exit_code
