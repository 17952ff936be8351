"""The command `build`: a large case prepared for serving."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.command_lines import (
    OR_A_TABLE,
    CommandParser,
    add_reading_options,
    case_or_table,
    case_path,
    chosen_reading,
    tell_rejected,
)
from dashboard.terminal import tell
from dashboard.unreadable import tell_unreadable
from geodata.errors import CaseError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from tqdm import tqdm

    from dashboard.live.web_addresses import WebAddress
    from geodata.databases import DatabaseTable
    from geodata.scale.build import Built

BUILT: Final = 0
NOTHING_BUILT: Final = 2


def build_command(arguments: Sequence[str]) -> int:
    """Run `build CASE OUT` and give its exit code."""
    chosen = _build_parser().parse_args(arguments)
    from geodata.scale.build import BuildError  # noqa: PLC0415 - `--help` need not read pandas

    try:
        found = _build(chosen)
    except (CaseError, BuildError) as error:
        tell_unreadable(error, chosen)
        return NOTHING_BUILT
    _tell(found, chosen.case, chosen.out)
    return BUILT


def _build(chosen: argparse.Namespace) -> Built:
    from tqdm import tqdm  # noqa: PLC0415 - as above

    from geodata.databases import DatabaseTable  # noqa: PLC0415 - as above
    from geodata.scale.build import build, spare_folder  # noqa: PLC0415 - as above
    from geodata.scale.engines import engine_at  # noqa: PLC0415 - as above

    engine, read_as = engine_at(chosen.engine), chosen_reading(chosen)
    with ExitStack() as stack:
        if isinstance(chosen.case, DatabaseTable):
            path = chosen.case.copy_to(stack.enter_context(spare_folder(chosen.out)))
        else:
            path = case_path(chosen.case, read_as)
        bar = stack.enter_context(tqdm(unit=" rows", disable=None, leave=False, desc="Reading"))
        return build(
            path,
            chosen.out,
            tell=lambda rows: _move(bar, rows),
            read_as=read_as,
            engine=engine,
        )


def _move(bar: tqdm[None], rows: int) -> None:
    bar.update(rows - bar.n)


def _tell(found: Built, case: Path | WebAddress | DatabaseTable, out: Path) -> None:
    tell(
        f"{out}: {found.events:,} events and {found.claims:,} claims prepared, "
        f"version {found.version}"
    )
    tell(f"{found.rows_read - found.rejected:,} accepted, {found.rejected:,} rejected")
    tell_rejected(found.rejected, case)


def _build_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard build",
        description="Prepare a large case for serving; see docs/scale.md. "
        "Serve it by python -m dashboard OUT. Exit code 0: prepared, 2: not.",
    )
    parser.add_argument("case", type=case_or_table, help=OR_A_TABLE)
    parser.add_argument("out", type=Path, help="an empty folder, or one built into before")
    add_reading_options(parser)
    parser.add_argument(
        "--engine",
        default="",
        metavar="URL",
        help="a Spark cluster that is to do the work: spark://HOST:7077, spark:local[2] or "
        "spark:local-cluster[2,1,1024]",
    )
    return parser
