"""What the commands' parsers share: a refusal is one line."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from pathlib import Path

MISUSED: Final = 2


class CommandParser(argparse.ArgumentParser):
    """A parser that says in one line what it cannot use."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave with exit code 2."""
        self.exit(MISUSED, f"{self.prog}: {message}; --help tells what there is\n")


def tell_rejected(count: int, path: Path) -> None:
    """Say on the error stream how many rows of a case could not be read, and how to see which."""
    if count:
        rows = "1 row" if count == 1 else f"{count:,} rows"
        print(
            f"{path}: {rows} could not be read; `python -m dashboard check {path}` says why",
            file=sys.stderr,
            flush=True,
        )
