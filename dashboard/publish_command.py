"""The command `publish`: a case as a static folder for any host of files."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from threading import Event
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
from dashboard.terminal import tell
from dashboard.unreadable import tell_unreadable
from geodata.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Sequence

PUBLISHED: Final = 0
NOTHING_PUBLISHED: Final = 2


def publish_command(arguments: Sequence[str]) -> int:
    """Run `publish CASE DIR [--watch] [--made DATE]` and give its exit code."""
    chosen = _publish_parser().parse_args(arguments)
    if not chosen.watch:
        return _publish(chosen)
    if isinstance(chosen.case, WebAddress):
        tell("--watch follows files; an address is only asked when you say so", sys.stderr)
        return NOTHING_PUBLISHED
    from dashboard.publishing.watching import watch  # noqa: PLC0415 - only with --watch

    tell(f"Publishing again whenever {chosen.case} changes · Ctrl-C stops it")
    try:
        watch(chosen.case, lambda: _tell(_publish(chosen)), Event())
    except KeyboardInterrupt:
        return PUBLISHED
    return PUBLISHED


def _tell(code: int) -> None:
    if code != PUBLISHED:
        tell("What was published before stays.", sys.stderr)


def _publish(chosen: argparse.Namespace) -> int:
    from dashboard.publishing.site import PublishingError, publish  # noqa: PLC0415 - `--help` need not read pandas

    try:
        read_as = chosen_reading(chosen)
        found = publish(
            case_path(chosen.case, read_as),
            chosen.directory,
            made=chosen.made or "",
            read_as=read_as,
        )
    except (CaseError, PublishingError) as error:
        tell_unreadable(error, chosen)
        return NOTHING_PUBLISHED
    tell_rejected(found.rejected, chosen.case)
    size = sum(map(len, (*found.versioned.values(), *found.replaced.values())))
    tell(
        f"{chosen.directory}: published case version {found.version} as {found.id}, "
        f"{size / 1e6:.1f} MB"
    )
    return PUBLISHED


def _publish_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard publish",
        description="Write a case as a static site, for any host of files; see docs/publishing.md. "
        "Exit code 0: published, 2: not.",
    )
    parser.add_argument("case", type=case_argument, help=A_CASE)
    parser.add_argument(
        "directory", type=Path, help="an empty folder, or one published into before"
    )
    add_reading_options(parser)
    parser.add_argument("--watch", action="store_true", help="publish again when the case changes")
    parser.add_argument(
        "--made",
        type=_day_or_instant,
        metavar="DATE",
        help="when the case was brought up to date, such as 2024-06-12 or 2024-06-12T13:05; "
        "default: when its newest file was changed",
    )
    return parser


def _day_or_instant(text: str) -> str:
    for reading in (date.fromisoformat, datetime.fromisoformat):
        try:
            reading(text)
        except ValueError:
            continue
        return text
    raise argparse.ArgumentTypeError(f"expected 2024-06-12 or 2024-06-12T13:05, got {text}")
