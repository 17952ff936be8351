"""What an article proposes as one table: a row for each statement."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from geodata.spreadsheet_cells import spreadsheet_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.drafting.proposals import Draft, Proposal

COLUMNS: Final = (
    "paragraph",
    "start",
    "end",
    "speaker",
    "stance",
    "words",
    "date",
    "place_id",
    "place",
    "latitude",
    "longitude",
    "uncertainty_m",
    "further_places",
    "numbers",
    "is_plan",
    "reasons",
    "doubts",
    "published",
)
BETWEEN: Final = "; "


def draft_csv(draft: Draft, *, line_end: str = "\n") -> str:
    """Write a draft as CSV: a row for each proposal.

    `start` and `end` count characters of the article, as `draft_json` has it. The
    place is the likeliest; text that a spreadsheet would take for a formula has an apostrophe
    before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(COLUMNS)
    for proposal in draft.proposals:
        writer.writerow(spreadsheet_cell(value) for value in _row(draft, proposal))
    return text.getvalue()


def _row(draft: Draft, one: Proposal) -> Iterator[object]:
    places = [mention.chosen.place for mention in one.places if mention.chosen]
    place = places[0] if places else None
    yield from (one.paragraph, one.start, one.end, one.speaker, one.stance.value)
    yield from (" ".join(one.words.split()), one.edtf)
    if place is None:
        yield from ("", "", "", "", "")
    else:
        yield from (place.place_id, place.name)
        yield from (round(place.mark_latitude, 5), round(place.mark_longitude, 5))
        yield place.uncertainty_m
    yield BETWEEN.join(each.name for each in places[1:])
    yield BETWEEN.join(quantity.words for quantity in one.quantities)
    yield "yes" if one.is_plan else "no"
    yield BETWEEN.join(one.reasons)
    yield BETWEEN.join(one.doubts)
    yield draft.published_edtf
