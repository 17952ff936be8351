"""What is found in texts of our own, held whole: dates with rules and doubts, places, statements.

`python -m tests.geodata.drafting.held_drafts` writes the files in `held/` anew. Their difference is
then what a change to the reading has changed; it is to be read before it is kept.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from geodata.drafting.article import read_article
from geodata.drafting.dates_in_text import find_dates
from geodata.drafting.draft_files import write_draft
from geodata.drafting.places_in_text import find_places
from geodata.drafting.proposals import draft_of
from geodata.drafting.quantities import quantities_in
from geodata.drafting.reading_for import place_context, shown_draft
from geodata.drafting.spotting import Spotter
from geodata.drafting.statements import statements_in
from tests.geodata.drafting.articles import ARTICLES, PLACED
from tests.geodata.drafting.dated_sentences import ENGLISH, FURTHER, OTHERS, PUBLISHED
from tests.geodata.drafting.said_sentences import SAID
from tests.geodata.held_files import HeldFiles

HELD: Final = HeldFiles(Path(__file__).parent / "held")
DAYS: Final = (PUBLISHED, date(2024, 1, 1), date(2024, 2, 29), date(2023, 12, 31), None)
SENTENCES: Final = tuple(dict.fromkeys([*(one.text for one in (*ENGLISH, *OTHERS)), *FURTHER]))


def dates_in(sentence: str) -> dict[str, list[str]]:
    """Give the dates of a sentence for each day of publication, as lines."""
    return {
        str(published): [
            f"{one.start}–{one.end} {one.text} = {one.edtf}: {one.rule}"
            f"{' (inferred)' if one.is_inferred else ''}{'; ' * bool(one.doubt)}{one.doubt}"
            for one in find_dates(sentence, published)
        ]
        for published in DAYS
    }


def spots_in(sentence: str) -> list[str]:
    """Give what in a sentence may be a place, as lines: what it is, and its weight."""
    return [
        f"{one.start}–{one.end} {sentence[one.start : one.end]} = {one.kind} “{one.key}” "
        f"{one.evidence:.2f} {' '.join(one.meant)} {len(one.places)}"
        for one in Spotter(sentence, {}).spots()
    ]


def places_in(sentence: str) -> list[str]:
    """Give the places of a sentence, as lines: each with its candidates, scores and reasons."""
    found = []
    for one in find_places(sentence):
        sort = " speaks" * one.is_speaker + " whose" * one.is_demonym
        candidates = "; ".join(
            f"{each.place.place_id} {each.place.name} {each.score:.3f} {each.reason}"
            for each in one.candidates[:3]
        )
        found.append(f"{one.start}–{one.end} {one.text}{sort} = {candidates}")
    return found


def draft_in(text: str) -> dict[str, Any]:
    """Give a draft as a page shows it, the text itself left out."""
    context = place_context(None)
    article = read_article(text)
    published = None if article.published else PUBLISHED
    shown = shown_draft(draft_of(article, published, context), context)
    del shown["article"]["text"]
    read: dict[str, Any] = json.loads(json.dumps(shown))
    return read


def files_in(text: str, folder: Path) -> dict[str, list[str]]:
    """Give the lines of all files that a draft is written as."""
    article = read_article(text)
    published = None if article.published else PUBLISHED
    write_draft(draft_of(article, published, place_context(None)), folder, "own")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "own.txt")
    return {path.name: path.read_text(encoding="utf-8").splitlines() for path in files}


def statements_of(text: str, language: str) -> list[str]:
    """Give the statements of a paragraph, as lines: who says them and how; and what they count."""
    times = [(one.start, one.end) for one in find_dates(text, PUBLISHED)]
    found = []
    for one in statements_in(text, 0, len(text), times, language):
        start, end = one.sentence
        line = f"{start}–{end}{' quoted' * one.is_quoted}{' against' * one.is_contrast}: "
        if cited := one.cited:
            line += f"{cited.stance} by “{cited.speaker}” {cited.start}–{cited.end}, {cited.reason}"
            line += " last" * cited.is_last + " plain" * cited.is_plain
        counted = (quantity.words for quantity in quantities_in(text, start, end, times))
        found.append(" · ".join([line, *counted]))
    return found


def all_drafts(folder: Path) -> dict[str, Any]:
    """Give all that is held, by the names of its files."""
    return {
        "said": {
            text: statements_of(text, language)
            for language, texts in SAID.items()
            for text in texts
        },
        "files": {name: files_in(text, folder / name) for name, text in ARTICLES.items()},
        "dates": {sentence: dates_in(sentence) for sentence in SENTENCES},
        "spots": {sentence: spots_in(sentence) for sentence in PLACED},
        "places": {sentence: places_in(sentence) for sentence in PLACED},
        **{title: draft_in(article) for title, article in ARTICLES.items()},
    }


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        HELD.write(all_drafts(Path(made)))
