"""What an article proposes, as files: JSON with every reason, or the tables of a case."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import shapely

from geodata.case_files import EVENTS_FILE, PLACES_FILE, SOURCES_FOLDER
from geodata.columns import BETWEEN, CASE, CLAIMS, EVENTS, SOURCES, ClaimField, Column
from geodata.schema_versions import LATEST
from geodata.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geodata.drafting.dates_in_text import DateMention
    from geodata.drafting.places_in_text import PlaceMention
    from geodata.drafting.proposals import Draft, Proposal
    from geodata.places import Place

LIMITS: Final = (
    "Proposals of a program from one article; nothing of it has been checked by a person."
)
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_ID: Final = 60


def source_id_of(name: str) -> str:
    """Give the id of a source that a file of such a name is."""
    return _NO_WORD.sub("-", name.casefold()).strip("-")[:_LONGEST_ID] or "article"


def draft_json(draft: Draft) -> str:
    """Write all that was found as JSON: `draft_content`."""
    return json.dumps(draft_content(draft), ensure_ascii=False, indent=2) + "\n"


def draft_content(draft: Draft) -> dict[str, Any]:
    """Give all that was found, with every candidate and reason.

    Returns
    -------
    `article` (`title`, `language`, `published`, `published_basis`, `url`, `notes`, and its `text`,
    by whose characters `start` and `end` count); `dates`, `places` (each with its `candidates`),
    and `proposals`.
    """
    article = draft.article
    return {
        "article": {
            "title": article.title,
            "language": article.language,
            "published": article.published
            or (draft.published.isoformat() if draft.published else ""),
            "published_basis": article.published_basis,
            "url": article.url,
            "notes": list(article.notes),
            "text": article.text,
            "paragraphs": [asdict(paragraph) for paragraph in article.paragraphs],
        },
        "dates": [asdict(one) for one in draft.dates],
        "places": [_place_mention(one) for one in draft.places],
        "proposals": [_proposal(one) for one in draft.proposals],
    }


def _place_mention(mention: PlaceMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "is_speaker": mention.is_speaker,
        "is_demonym": mention.is_demonym,
        "candidates": candidates_content(mention),
    }


def candidates_content(mention: PlaceMention) -> list[dict[str, Any]]:
    """Give the places that a name may stand for, the likeliest first, with the reasons."""
    return [
        {**_place(one.place), "score": round(one.score, 3), "reason": one.reason}
        for one in mention.candidates
    ]


def _place(place: Place) -> dict[str, Any]:
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "latitude": round(place.mark_latitude, 5),
        "longitude": round(place.mark_longitude, 5),
        "uncertainty_m": place.uncertainty_m,
        "geo_precision": place.geo_precision,
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        **asdict(proposal),
        "places": [_place(one.chosen.place) for one in proposal.places if one.chosen],
        "quantities": [one.words for one in proposal.quantities],
    }


def write_draft(draft: Draft, folder: Path, source_id: str) -> None:
    """Write a draft as a case of its own: events, claims, places, the source and its text.

    Each proposal is an event with a claim, and one more for each further place and number; a person
    merges, corrects and drops them. The titles are the article's words.

    Raises
    ------
    OSError
        It cannot be written there.
    """
    events, claims = _rows(draft, source_id)
    (folder / SOURCES_FOLDER).mkdir(parents=True, exist_ok=True)
    article = draft.article
    source = {
        "source_id": source_id,
        "title": article.title,
        "published": draft.published_edtf,
        "published_basis": article.published_basis,
        "language": article.language,
        "url": article.url,
    }
    case = {"title": article.title or source_id, "limits": LIMITS, "schema_version": LATEST}
    sources = folder / SOURCES_FOLDER
    write_whole(sources / f"{source_id}.txt", article.text.encode())
    write_whole(folder / PLACES_FILE, _places_file(draft).encode())
    write_whole(sources / "case.csv", _table(CASE, [case]))
    write_whole(sources / "sources.csv", _table(SOURCES, [source]))
    write_whole(sources / "claims.csv", _table(CLAIMS, claims))
    write_whole(folder / EVENTS_FILE, _table(EVENTS, events))


def _rows(draft: Draft, source_id: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    events: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for number, one in enumerate(draft.proposals, start=1):
        event_id = f"{source_id}-e{number}"
        first = one.places[0] if one.places else None
        events.append(
            {
                "event_id": event_id,
                "title": one.title,
                "date": one.edtf,
                "verbatim_date": _printed(draft.dates, one),
                "date_basis": "; ".join((*one.reasons, *one.doubts)),
                "place_id": first.chosen.place.place_id if first and first.chosen else "",
                "verbatim_locality": BETWEEN.join(mention.text for mention in one.places),
            }
        )
        for field, value in _claimed(one):
            claims.append(
                {
                    "claim_id": f"{source_id}-c{len(claims) + 1}",
                    "event_id": event_id,
                    "source_id": source_id,
                    "speaker": one.speaker,
                    "stance": one.stance,
                    "field": field,
                    "value": value,
                    "original_start": one.start,
                    "original_end": one.end,
                    "says": one.title,
                }
            )
    return events, claims


def _claimed(proposal: Proposal) -> Iterable[tuple[ClaimField, str]]:
    yield ClaimField.OCCURRENCE, ""
    for mention in proposal.places[1:]:
        if mention.chosen:
            yield ClaimField.PLACE, mention.chosen.place.place_id
    for quantity in proposal.quantities:
        yield ClaimField.NUMBER, quantity.words


def _printed(dates: Sequence[DateMention], proposal: Proposal) -> str:
    within = (one for one in dates if proposal.start <= one.start < proposal.end)
    return next((one.text for one in within if one.edtf == proposal.edtf), "")


def _places_file(draft: Draft) -> str:
    chosen = (one.chosen for proposal in draft.proposals for one in proposal.places)
    places = {one.place.place_id: one.place for one in chosen if one}
    features = [place_feature(place) for place in places.values()]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
    )


def place_feature(place: Place) -> dict[str, Any]:
    """Give a place as a feature of a case's own places."""
    return {
        "type": "Feature",
        "properties": {
            **{name: value for name, value in _place(place).items() if name not in _MARK},
            "names": dict(place.names),
            "variants": list(place.variants),
            "mark_latitude": place.mark_latitude,
            "mark_longitude": place.mark_longitude,
            "basis": place.basis,
        },
        "geometry": json.loads(shapely.to_geojson(place.geometry)),
    }


_MARK: Final = frozenset({"latitude", "longitude"})


def _table(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    names = [column.name for column in columns]
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
