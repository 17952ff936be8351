"""What a command says of a case that it cannot read."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import CaseError, UnclearColumnsError

if TYPE_CHECKING:
    from argparse import Namespace


def tell_unreadable(error: Exception, chosen: Namespace) -> None:
    """Say on the error stream why nothing was read; where columns are unclear, how to name them.

    Parameters
    ----------
    error
        What reading met.
    chosen
        The command's arguments: `case`, and `layer` and `columns`.
    """
    print(error, file=sys.stderr)
    if isinstance(error, UnclearColumnsError) and isinstance(chosen.case, Path):
        advice = _advice(chosen.case, chosen.layer)
        if advice:
            print(advice, file=sys.stderr)


def _advice(path: Path, layer: str) -> str:
    """Give the command that names a file's columns as they are guessed; "" for none."""
    from geodata.reading.guessing import guess_mapping  # noqa: PLC0415 - only where something is wrong
    from geodata.reading.trial import first_rows  # noqa: PLC0415 - as above

    if not path.is_file():
        return ""
    try:
        first = first_rows(path, layer)
    except CaseError:
        return ""
    guess = guess_mapping(first.table, first.layout)
    named = {column.ours: column.theirs for column in guess.columns if column.is_needed}
    wanted = [f"{ours}={theirs}" for ours, theirs in named.items() if ours != theirs]
    wanted += [f"{ours}=…" for ours in guess.missing]
    command = ["python", "-m", "dashboard", "check", str(path)]
    if len(first.layers) > 1:
        command += ["--layer", first.layer]
    if wanted:
        command += ["--columns", ",".join(wanted)]
    said = "Guessed, to be checked:" if not guess.missing else "Say which are meant:"
    return f"{said} {shlex.join([*command, '--keep'])}"
