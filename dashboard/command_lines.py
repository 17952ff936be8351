"""What the commands share: refusals of one line, and the one door to a case."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from dashboard.terminal import printable, tell
from geodata.errors import CaseError

if TYPE_CHECKING:
    from dashboard.live.web_addresses import WebAddress
    from dashboard.live.web_copies import WebCopy
    from geodata.databases import DatabaseTable
    from geodata.read_as import ReadAs

MISUSED: Final = 2
A_CASE: Final = "a case folder, a file of events, or the https address of a CSV"
OR_A_TABLE: Final = f"{A_CASE}, or a table: postgresql://USER@HOST:5432/DATABASE?table=SCHEMA.TABLE"


class CommandParser(argparse.ArgumentParser):
    """A parser that says in one line what it cannot use."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave with exit code 2."""
        self.exit(MISUSED, f"{self.prog}: {printable(message)}; --help tells what there is\n")


def case_or_table(text: str) -> Path | WebAddress | DatabaseTable:
    """Read the argument CASE of a command that takes a database's table, too."""
    from dashboard.live.web_addresses import case_argument  # noqa: PLC0415 - most cases are files

    if not text.startswith(("postgresql://", "postgres://")):
        return case_argument(text)
    from geodata.databases import DatabaseTable  # noqa: PLC0415 - as above

    try:
        return DatabaseTable.of(text)
    except CaseError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Let a command's user say how one file of events is to be read."""
    parser.add_argument(
        "--layer", default="", metavar="NAME", help="the sheet or layer with the events"
    )
    parser.add_argument(
        "--columns",
        type=_columns,
        default={},
        metavar="OURS=THEIRS,…",
        help="which of a file's columns are meant, such as title=headline,date=day",
    )


def add_geocoder_option(parser: argparse.ArgumentParser) -> None:
    """Let a command's user have names of places asked of a service."""
    parser.add_argument(
        "--geocoder",
        default="",
        metavar="SERVICE",
        help="ask nominatim, photon, or the address of a Nominatim of your own for names that no "
        "list here has, at most one a second: they are told to it. Without it nobody is asked",
    )


def _columns(text: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in text.split(",")]
    if not all(ours.strip() and theirs.strip() for ours, _, theirs in pairs):
        raise argparse.ArgumentTypeError(f"expected title=headline,date=day, got {text}")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def chosen_reading(chosen: argparse.Namespace) -> ReadAs | None:
    """Give how a command's `case` is to be read; None where it is as is kept beside it.

    Raises
    ------
    geodata.errors.CaseError
        The case is a folder.
    """
    from geodata.read_as import ReadAs  # noqa: PLC0415 - `--help` need not read pandas

    if not chosen.layer and not chosen.columns:
        return None
    if isinstance(chosen.case, Path) and chosen.case.is_dir():
        raise CaseError(f"{chosen.case}: is a folder; --layer and --columns are for one file")
    return ReadAs(chosen.layer, chosen.columns)


def case_path(case: Path | WebAddress, read_as: ReadAs | None = None) -> Path:
    """Give where a case lies on the disk; an address is asked for it, and said to be.

    Parameters
    ----------
    case
        The case.
    read_as
        How it is to be read; by default what is kept beside it.

    Raises
    ------
    geodata.errors.CaseError
        The address gave nothing, and there is no copy from before.
    """
    return case if isinstance(case, Path) else fetched_copy(case, read_as).path


def fetched_copy(address: WebAddress, read_as: ReadAs | None = None) -> WebCopy:
    """Ask an address, and give the copy that is kept of it; where that is an old one, say so.

    Parameters
    ----------
    address, read_as
        As of `case_path`.

    Raises
    ------
    geodata.errors.CaseError
        The address gave nothing, and there is no copy from before.
    """
    from dashboard.live.web_copies import WebCopy  # noqa: PLC0415 - a case on the disk needs no HTTP client

    tell(f"Fetching {address}", sys.stderr)
    copy = WebCopy(address, read_as=read_as)
    copy.fetch()
    state = copy.state
    if state.problem:
        told = f"{address.host}: {state.problem}; the copy fetched {state.fetched} is used"
        tell(told, sys.stderr)
    return copy


def tell_rejected(count: int, path: Path | WebAddress | DatabaseTable) -> None:
    """Say on the error stream how many rows of a case could not be read, and how to see which."""
    from geodata.databases import DatabaseTable  # noqa: PLC0415 - as above

    if count:
        rows = "1 row" if count == 1 else f"{count:,} rows"
        hint = "`python -m dashboard check`, given the same table and options, says why"
        if not isinstance(path, DatabaseTable):
            hint = f"`python -m dashboard check {path}` says why"
        tell(f"{path}: {rows} could not be read; {hint}", sys.stderr)
