"""The command `build`: a large case prepared for serving."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.command_lines import (
    A_CASE,
    CommandParser,
    add_reading_options,
    case_path,
    chosen_reading,
    tell_rejected,
)
from dashboard.live.web_addresses import WebAddress, case_argument
from geodata.errors import CaseError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from tqdm import tqdm

    from geodata.scale.build import Built

BUILT: Final = 0
NOTHING_BUILT: Final = 2


def build_command(arguments: Sequence[str]) -> int:
    """Run `build CASE OUT` and give its exit code."""
    chosen = _build_parser().parse_args(arguments)
    from tqdm import tqdm  # noqa: PLC0415 - `--help` need not read pandas

    from geodata.scale.build import BuildError, build  # noqa: PLC0415 - as above

    try:
        case = case_path(chosen.case)
        with tqdm(unit=" rows", disable=None, leave=False, desc="Reading") as bar:
            found = build(
                case,
                chosen.out,
                tell=lambda rows: _move(bar, rows),
                read_as=chosen_reading(chosen),
            )
    except (CaseError, BuildError) as error:
        print(error, file=sys.stderr)
        return NOTHING_BUILT
    _tell(found, chosen.case, chosen.out)
    return BUILT


def _move(bar: tqdm[None], rows: int) -> None:
    bar.update(rows - bar.n)


def _tell(found: Built, case: Path | WebAddress, out: Path) -> None:
    print(
        f"{out}: {found.events:,} events and {found.claims:,} claims prepared, "
        f"version {found.version}"
    )
    print(f"{found.rows_read - found.rejected:,} accepted, {found.rejected:,} rejected")
    tell_rejected(found.rejected, case)


def _build_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard build",
        description="Prepare a large case for serving; see docs/scale.md. "
        "Serve it by python -m dashboard OUT. Exit code 0: prepared, 2: not.",
    )
    parser.add_argument("case", type=case_argument, help=A_CASE)
    parser.add_argument("out", type=Path, help="an empty folder, or one built into before")
    add_reading_options(parser)
    return parser
