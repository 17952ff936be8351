"""The command `draft`: what an article proposes to a case, as JSON or as a case to go on from."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.command_lines import CommandParser
from geodata.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.drafting.places_in_text import PlaceContext
    from geodata.drafting.proposals import Draft

DRAFTED: Final = 0
NOTHING_DRAFTED: Final = 2


def draft_command(arguments: Sequence[str]) -> int:
    """Run `draft ARTICLE [--published DATE] [--into CASE] [--out DIR]` and give its exit code."""
    chosen = _draft_parser().parse_args(arguments)
    from geodata.drafting.draft_files import draft_json, source_id_of, write_draft  # noqa: PLC0415 - `--help` need not read pandas

    try:
        draft = _draft(chosen)
        if chosen.out is None:
            print(draft_json(draft), end="")
        else:
            _refuse_full(chosen.out)
            write_draft(draft, chosen.out, source_id_of(chosen.article.stem))
    except CaseError as error:
        print(error, file=sys.stderr)
        return NOTHING_DRAFTED
    except OSError as error:
        print(f"{error.filename or chosen.article}: {error.strerror or error}", file=sys.stderr)
        return NOTHING_DRAFTED
    _tell(draft, chosen.out)
    return DRAFTED


def _draft_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard draft",
        description="Propose events, claims and places from an article; nothing enters a case. "
        "Exit code 0: read, 2: nothing could be read.",
    )
    parser.add_argument("article", type=Path, help="an article as text or HTML")
    parser.add_argument(
        "--published",
        type=_day,
        metavar="DATE",
        help="the day of publication, such as 2024-04-17; without it what the article says",
    )
    parser.add_argument(
        "--into", type=Path, metavar="CASE", help="the case whose places and area are known"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write the proposals there as a case of its own; without it JSON is printed",
    )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day such as 2024-04-17, got {text}") from None


def _draft(chosen: argparse.Namespace) -> Draft:
    from geodata.drafting.article import read_article  # noqa: PLC0415 - as above
    from geodata.drafting.proposals import draft_of  # noqa: PLC0415 - as above

    article = read_article(chosen.article.read_bytes(), chosen.article.name)
    return draft_of(article, chosen.published, _context(chosen.into, article.language))


def _refuse_full(out: Path) -> None:
    """Refuse a folder with anything in it.

    Raises
    ------
    CaseError
        It has something.
    """
    if out.exists() and any(out.iterdir()):
        raise CaseError(f"{out}: holds something; name an empty folder, or a new one")


def _context(case: Path | None, language: str) -> PlaceContext:
    """Give the places of the case that is drafted for, and the area that its own cover."""
    from geodata.casebook import open_case  # noqa: PLC0415 - as above
    from geodata.drafting.reading_for import place_context  # noqa: PLC0415 - as above

    return place_context(open_case(case).places if case else None, language)


def _tell(draft: Draft, out: Path | None) -> None:
    """Say on the error stream what was found, and what of it is guessed."""
    count = len(draft.proposals)
    doubted = sum(bool(one.doubts) for one in draft.proposals)
    where = "" if out is None else f" in {out}"
    told = "1 proposal" if count == 1 else f"{count} proposals"
    print(f"{told}{where}, {doubted} with doubts", file=sys.stderr)
    if draft.published is None:
        print("No day of publication is known: say it with --published", file=sys.stderr)
    for note in draft.article.notes:
        print(note, file=sys.stderr)
