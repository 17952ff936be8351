"""The command `draft`: what an article proposes, as JSON, CSV or a case to go on from."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.command_lines import CommandParser, add_geocoder_option
from dashboard.terminal import give, tell
from geodata.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geodata.drafting.places_in_text import Candidate, PlaceContext
    from geodata.drafting.proposals import Draft

DRAFTED: Final = 0
NOTHING_DRAFTED: Final = 2


def draft_command(arguments: Sequence[str]) -> int:
    """Run `draft ARTICLE …`, as its parser tells, and give its exit code."""
    parser = _draft_parser()
    chosen = parser.parse_args(arguments)
    kind = chosen.out.suffix.casefold().lstrip(".") if chosen.out else ""
    if chosen.format and chosen.out and chosen.format != kind:
        parser.error(f"--format {chosen.format} and --out {chosen.out} do not agree; give one")
    try:
        if chosen.out is not None:
            _refuse_taken(chosen.out)
        draft = _draft(chosen)
        _write(draft, chosen)
    except CaseError as error:
        tell(error, sys.stderr)
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
        metavar="PATH",
        help="write the proposals there: as a table (.csv), as JSON (.json), or in a new or empty "
        "folder as a case of its own; without it they are printed",
    )
    parser.add_argument(
        "--format",
        choices=("json", "csv"),
        default="",
        help="what is printed: all that was found as JSON (default), or the proposals as CSV",
    )
    add_geocoder_option(parser)
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
    context = _context(chosen.into, article.language, chosen.geocoder)
    return draft_of(article, chosen.published, context)


def _refuse_taken(out: Path) -> None:
    """Refuse a folder with anything in it, and a file that is there.

    Raises
    ------
    CaseError
        There is something already.
    """
    if out.is_dir() and any(out.iterdir()):
        raise CaseError(f"{out}: holds something; name an empty folder, or a new one")
    if out.exists() and not out.is_dir():
        raise CaseError(f"{out}: is there already; name a new file or folder")


def _write(draft: Draft, chosen: argparse.Namespace) -> None:
    from dashboard.drafted_table import draft_csv  # noqa: PLC0415 - `--help` need not read pandas
    from geodata.drafting.draft_files import draft_json, source_id_of, write_draft  # noqa: PLC0415 - as above
    from geodata.whole_files import write_whole  # noqa: PLC0415 - as above

    if chosen.out is None:
        give(draft_csv(draft) if chosen.format == "csv" else draft_json(draft))
    elif chosen.out.suffix.casefold() == ".csv":
        write_whole(chosen.out, draft_csv(draft, line_end="\r\n").encode("utf-8-sig"))
    elif chosen.out.suffix.casefold() == ".json":
        write_whole(chosen.out, draft_json(draft).encode())
    else:
        write_draft(draft, chosen.out, source_id_of(chosen.article.stem))


def _context(case: Path | None, language: str, geocoder: str) -> PlaceContext:
    """Give the places of the case that is drafted for, and the area that its own cover."""
    from geodata.casebook import open_case  # noqa: PLC0415 - as above
    from geodata.drafting.reading_for import place_context  # noqa: PLC0415 - as above

    places = open_case(case).places if case else None
    return place_context(places, language, _asking(geocoder))


def _asking(service: str) -> Callable[[str], Sequence[Candidate]] | None:
    """Give what asks a service for a name, told on the error stream; None where none is wanted.

    After a first failure it is not asked again: a draft goes on with what is known offline.

    Raises
    ------
    CaseError
        It is no service.
    """
    if not service:
        return None
    from geodata.drafting.geocoding import ATTRIBUTION, Geocoder, GeocodingError  # noqa: PLC0415 - as above

    geocoder = Geocoder(service)
    failed: list[str] = []
    tell(f"Names in no list are asked of {geocoder.name}, {ATTRIBUTION}", sys.stderr)

    def ask(name: str) -> Sequence[Candidate]:
        if failed:
            return ()
        try:
            return geocoder.candidates(name)
        except GeocodingError as error:
            failed.append(str(error))
            tell(error, sys.stderr)
            return ()

    return ask


def _tell(draft: Draft, out: Path | None) -> None:
    """Say on the error stream what was found, and what of it is guessed."""
    count = len(draft.proposals)
    doubted = sum(bool(one.doubts) for one in draft.proposals)
    where = "" if out is None else f" in {out}"
    told = "1 proposal" if count == 1 else f"{count} proposals"
    tell(f"{told}{where}, {doubted} with doubts", sys.stderr)
    if draft.published is None:
        tell("No day of publication is known: say it with --published", sys.stderr)
    for note in draft.article.notes:
        tell(note, sys.stderr)
