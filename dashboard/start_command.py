"""The command `start`: a new case, to be filled from articles or by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.command_lines import CommandParser, add_reading_options, chosen_reading
from dashboard.examples import EXAMPLE
from dashboard.terminal import tell
from dashboard.unreadable import tell_unreadable
from geodata.errors import CaseError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

STARTED: Final = 0
ROWS_LEFT_OUT: Final = 1
NOT_STARTED: Final = 2


def start_command(arguments: Sequence[str]) -> int:
    """Run `start FOLDER [--from FILE | --example] [--title …]` and give its exit code."""
    parser = _start_parser()
    chosen = parser.parse_args(arguments)
    template = chosen.case if chosen.case and chosen.case.is_dir() else None
    if chosen.example:
        template = EXAMPLE
    if template and (chosen.title or chosen.limits or (chosen.example and chosen.case)):
        parser.error("a case that is copied has a title and events of its own")
    from geodata.editing.starting import (  # noqa: PLC0415 - `--help` need not read pandas
        NewCase,
        start_case,
        start_from_case,
        start_from_file,
    )

    new = NewCase(
        chosen.title or chosen.folder.resolve().name, chosen.timezone, limits=chosen.limits
    )
    read = None
    try:
        if template:
            start_from_case(chosen.folder, template)
        elif chosen.case:
            reading = chosen_reading(chosen)
            read = start_from_file(chosen.folder, chosen.case, new, reading)
        else:
            start_case(chosen.folder, new)
    except CaseError as error:
        tell_unreadable(error, chosen)
        return NOT_STARTED
    for warning in read.warnings if read else ():
        tell(f"warning: {warning}", sys.stderr)
    left_out = read.rejected if read else ()
    for row in left_out:
        tell(row)
    if left_out:
        told = "1 row was" if len(left_out) == 1 else f"{len(left_out):,} rows were"
        tell(f"{told} left out of the new case", sys.stderr)
    tell(f"Started {chosen.folder}; go on with: python -m dashboard {chosen.folder}")
    return ROWS_LEFT_OUT if left_out else STARTED


def _start_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard start",
        description="Start a case in a new or empty folder. Exit code 0: started, 1: started, "
        "and some rows of the file were left out, 2: not started.",
    )
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument(
        "--from",
        dest="case",
        type=Path,
        metavar="FILE",
        help="begin with the events of a spreadsheet, an export of ACLED or UCDP, a map layer; or "
        "with a copy of a case folder, as a template",
    )
    parser.add_argument("--example", action="store_true", help="begin with a worked example")
    parser.add_argument("--title", default="", help="neutral and short; default: the folder's name")
    parser.add_argument(
        "--timezone",
        default="UTC",
        metavar="ZONE",
        help="in which its days are told, such as Asia/Baku",
    )
    parser.add_argument(
        "--limits", default="", metavar="TEXT", help="what the case cannot tell, in a sentence"
    )
    add_reading_options(parser)
    return parser
