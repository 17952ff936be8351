"""What a command says of a case that it cannot read."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.terminal import tell
from geodata.errors import CaseError, UnclearColumnsError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping


def tell_unreadable(error: Exception, chosen: Namespace) -> None:
    """Say in one line why nothing was read; where columns are unclear, how to name them.

    Parameters
    ----------
    error
        What reading met.
    chosen
        The command's arguments: `case`, and `layer` and `columns`.
    """
    advice = ""
    if isinstance(error, UnclearColumnsError) and isinstance(chosen.case, Path):
        advice = _advice(chosen.case, chosen.layer, chosen.columns)
    tell(f"{error}; {advice}" if advice else error, sys.stderr)


def _advice(path: Path, layer: str, said: Mapping[str, str]) -> str:
    """Give the command that names a file's columns, those said and else as guessed; "" for none."""
    from geodata.reading.guessing import BY_ANOTHER_NAME, guess_mapping  # noqa: PLC0415 - only where something is wrong
    from geodata.reading.trial import first_rows  # noqa: PLC0415 - as above

    if not path.is_file():
        return ""
    try:
        first = first_rows(path, layer)
    except CaseError:
        return ""
    guess = guess_mapping(first.table, first.layout)
    kept = {ours: theirs for ours, theirs in said.items() if theirs in first.table.header}
    guessed = {
        column.ours: column.theirs
        for column in guess.columns
        if (column.is_needed or column.score >= BY_ANOTHER_NAME)
        and column.ours not in kept
        and column.theirs not in kept.values()
    }
    named = kept | guessed
    needed = [*(column.ours for column in guess.columns if column.is_needed), *guess.missing]
    wanted = [f"{ours}={theirs}" for ours, theirs in named.items() if ours != theirs]
    missing = [ours for ours in needed if ours not in named]
    if any(not theirs.isprintable() or "," in theirs for theirs in named.values()):
        return "open the file in the page, which asks what its columns mean"
    command = ["python", "-m", "dashboard", "check", str(path)]
    if len(first.layers) > 1:
        command += ["--layer", first.layer]
    if wanted or missing:
        command += ["--columns", ",".join([*wanted, *(f"{ours}=…" for ours in missing)])]
    told = "say which are meant:" if missing else "guessed, to be checked:"
    return f"{told} {shlex.join([*command, '--keep'])}"
