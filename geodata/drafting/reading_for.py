"""An article read for a case: what the case's own places tell of those in the text.

What a page shows of a draft is here, too: where each thing stands, and what a case must have added
to its places before it can name one.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any

from geodata.day_words import edtf_words
from geodata.drafting.atlas.entries import Feature
from geodata.drafting.atlas.index import open_atlas
from geodata.drafting.draft_files import candidates_content, draft_content, place_feature
from geodata.drafting.places_in_text import PlaceContext, resolve_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import geopandas as gpd

    from geodata.drafting.places_in_text import Candidate, PlaceMention
    from geodata.drafting.proposals import Draft, Proposal
    from geodata.places import Place


def place_context(
    places: gpd.GeoDataFrame | None,
    language: str = "",
    ask: Callable[[str], Sequence[Candidate]] | None = None,
) -> PlaceContext:
    """Give what is known before a text is read.

    Parameters
    ----------
    places
        The case's own, as in `Case.places`; they come first, and the area that they cover tells
        namesakes apart. None where no case is drafted for.
    language
        Of the text, BCP 47.
    ask
        Looks up names that are in no list, where the user has turned that on.
    """
    if places is None or not len(places):
        return PlaceContext(places, None, language, ask)
    west, south, east, north = map(float, places.total_bounds)
    return PlaceContext(places, (west, south, east, north), language, ask)


def shown_draft(draft: Draft, context: PlaceContext) -> dict[str, Any]:
    """Give a draft as a page shows it.

    Returns
    -------
    What `draft_content` gives, and: `speakers`, spans of the text; of each proposal `mentions`,
    which of `places` its own are, `speaker_span`, and its `quantities` as spans; of it and of each
    date its `day` in words; of each candidate `within`, the province or state that it lies in;
    `place_rows`, by its id the cells of each place that a case can only name once it is among its
    own.
    """
    content = draft_content(draft)
    numbers = {one.start: number for number, one in enumerate(draft.places)}
    for proposal, told in zip(draft.proposals, content["proposals"], strict=True):
        told["mentions"] = [numbers[one.start] for one in proposal.places]
        told["quantities"] = [
            {"start": one.start, "end": one.end, "words": one.words} for one in proposal.quantities
        ]
        told["speaker_span"] = _speaker_span(draft, proposal)
    for told in (*content["proposals"], *content["dates"]):
        told["day"] = edtf_words(told["edtf"], UTC)
    spans = [told["speaker_span"] for told in content["proposals"] if told["speaker_span"]]
    content["speakers"] = [{"start": start, "end": end} for start, end in sorted({*spans})]
    for mention in content["places"]:
        _say_within(mention["candidates"])
    content["place_rows"] = place_rows(draft.places, context)
    return content


def places_called(name: str, context: PlaceContext) -> dict[str, Any]:
    """Look up a name that a person has typed: "Springfield", or "Springfield, Illinois".

    Where the user has turned a service on, what it answers comes after what is known offline.

    Returns
    -------
    `candidates`, the likeliest first with the reasons and `within`, and `place_rows` as
    `shown_draft` has them.
    """
    name = " ".join(name.split()).strip(" ,")
    if not name:
        return {"candidates": [], "place_rows": {}}
    mention = resolve_spans(name, [*_parts(name)], replace(context, ask=None))[0]
    if context.ask is not None:
        mention = replace(mention, candidates=(*mention.candidates, *context.ask(name)))
    candidates = candidates_content(mention)
    _say_within(candidates)
    return {
        "candidates": candidates,
        "place_rows": place_rows([mention], context),
    }


def _parts(name: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a name between commas stand."""
    start = 0
    for part in name.split(","):
        if words := part.strip():
            begin = start + part.index(words)
            yield begin, begin + len(words)
        start += len(part) + 1


def place_rows(mentions: Iterable[PlaceMention], context: PlaceContext) -> dict[str, Any]:
    """Give by its id each candidate that must be added to a case's places before it is named.

    The case's own are there already, and towns of the gazetteer are looked up by their ids.
    """
    places = {one.place.place_id: one.place for each in mentions for one in each.candidates}
    return {
        place_id: _cells(place)
        for place_id, place in places.items()
        if place_id not in context.own_places and not _is_town(place_id)
    }


def _is_town(place_id: str) -> bool:
    entry = open_atlas().place(place_id)
    return entry is not None and entry.feature in {Feature.TOWN, Feature.CAPITAL}


def _say_within(candidates: Sequence[dict[str, Any]]) -> None:
    """Say as `within` in which province or state each lies, which tells namesakes apart."""
    for one in candidates:
        entry = open_atlas().place(one["place_id"])
        division = None
        if entry is not None and entry.first and entry.feature is not Feature.FIRST:
            division = open_atlas().division(entry.country, entry.first)
        one["within"] = division.name if division and division.name != one["name"] else ""


def _cells(place: Place) -> dict[str, str]:
    feature = place_feature(place)
    cells = {**feature["properties"], "geometry": feature["geometry"]}
    if place.uncertainty_m is not None:
        cells["uncertainty_m"] = round(place.uncertainty_m)
    return {name: _text(value) for name, value in cells.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _speaker_span(draft: Draft, proposal: Proposal) -> tuple[int, int] | None:
    """Find a proposal's speaker in its paragraph, nearest to its words; None where not there."""
    paragraph = next(
        (one for one in draft.article.paragraphs if one.number == proposal.paragraph), None
    )
    if paragraph is None:
        return None
    text, name = draft.article.text, proposal.speaker.split(" (")[0]
    within = text.find(name, proposal.start, min(proposal.end + len(name), paragraph.end))
    before = text.rfind(name, paragraph.start, proposal.start + len(name))
    after = text.find(name, proposal.end, paragraph.end)
    start = next((at for at in (within, before, after) if at >= 0), -1)
    return (start, start + len(name)) if name and start >= 0 else None
