"""The command `check`: which rows of a case are rejected, where, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from dashboard.command_lines import (
    OR_A_TABLE,
    CommandParser,
    add_reading_options,
    case_or_table,
    case_path,
    chosen_reading,
)
from dashboard.terminal import tell
from dashboard.unreadable import tell_unreadable
from geodata.errors import CaseError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

OK: Final = 0
ROWS_REJECTED: Final = 1
NOTHING_READ: Final = 2


def check_command(arguments: Sequence[str]) -> int:
    """Run `check CASE` and give its exit code."""
    return _check(_check_parser().parse_args(arguments))


def _check_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard check",
        description="Say which rows of a case are rejected, where, and what to do. "
        "Exit code 0: none, 1: some, 2: nothing could be read.",
    )
    parser.add_argument("case", type=case_or_table, help=OR_A_TABLE)
    add_reading_options(parser)
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep --layer and --columns beside the file, where every command finds them",
    )
    return parser


def _check(chosen: argparse.Namespace) -> int:
    from geodata.casebook import open_case  # noqa: PLC0415 - `--help` need not read pandas
    from geodata.databases import DatabaseTable  # noqa: PLC0415 - as above

    if chosen.keep and isinstance(chosen.case, DatabaseTable):
        tell("--keep is for files; name a table's columns with --columns", sys.stderr)
        return NOTHING_READ
    try:
        given = chosen_reading(chosen)
        with TemporaryDirectory(prefix="whenabouts-") as folder:
            if isinstance(chosen.case, DatabaseTable):
                path = chosen.case.copy_to(Path(folder))
            else:
                path = case_path(chosen.case, given)
            case = open_case(path, given)
        if given and chosen.keep:
            given.keep_beside(path)
    except CaseError as error:
        tell_unreadable(error, chosen)
        return NOTHING_READ
    for warning in case.warnings:
        tell(f"warning: {warning}", sys.stderr)
    for row in case.rejected:
        tell(row)
    tell(f"{case.accepted} accepted, {len(case.rejected)} rejected")
    return ROWS_REJECTED if case.rejected else OK
