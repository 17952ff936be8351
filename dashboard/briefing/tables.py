"""The events of a view as tables: CSV by RFC 4180 and GeoJSON by RFC 7946.

The first columns are those that the table's page gives to take away (`static/table/downloads.js`),
with the same names, order and meaning; those of `_MORE` follow. See docs/decisions/briefs.md.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

import shapely

from dashboard.briefing.bibliography import dated_words
from dashboard.briefing.plain_text import web_address
from geodata.dates import day_of
from geodata.spreadsheet_cells import spreadsheet_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.briefing.shown import ShownClaim, ShownEvent, ShownPlace, ShownSource, ShownView

_BYTE_ORDER_MARK: Final = "\ufeff"  # without it some spreadsheets do not read UTF-8
_AND: Final = " | "
PAGE_COLUMNS: Final = (
    "event_id",
    "title",
    "kind",
    "when",
    "earliest",
    "latest",
    "where",
    "latitude",
    "longitude",
    "geo_precision",
    "standing",
    "standing_words",
    "claims",
    "sources",
    "told_by",
)
_MORE: Final = (
    "number",
    "description",
    "date",
    "date_basis",
    "place_ids",
    "source_ids",
    "source_dates",
    "time",
    "filters",
    "query",
    "version",
    "case",
    "count",
    "limits",
    "licence",
    "base_map",
    "address",
    "made",
)
COLUMNS: Final = PAGE_COLUMNS + _MORE


def csv_bytes(shown: ShownView) -> bytes:
    """Write the events shown as CSV: UTF-8 with a byte order mark, lines ended by CR LF.

    What a spreadsheet would take for a formula has an apostrophe before it;
    `geodata.spreadsheet_cells.cell_as_it_was` takes it off, and opening the file as a case does.
    """
    text = io.StringIO(_BYTE_ORDER_MARK)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for event in shown.events:
        record = _record(shown, event)
        writer.writerow([spreadsheet_cell(record[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8", "replace")


def geojson_bytes(shown: ShownView) -> bytes:
    """Write the events shown as a GeoJSON FeatureCollection, in EPSG:4326.

    The geometry of an event is where its marks stand: a Point, a MultiPoint for several places,
    null without a place. Its `places` hold the geometry of each place as the map draws it, its
    `told` the claims. What is said of the whole view stands beside `features`.
    """
    features = [_feature(shown, event) for event in shown.events]
    about = _about(shown)
    collection = {"type": "FeatureCollection", "name": shown.title, **about, "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _record(shown: ShownView, event: ShownEvent) -> dict[str, Any]:
    """Tell what a row says, by the names of the columns."""
    place = event.places[0] if event.places else None
    days = event.days
    sources = _sources_of(event)
    return {
        "event_id": event.event_id,
        "title": event.title,
        "kind": event.kind,
        "when": event.date_words,
        "earliest": None if days.open_start else _day(days.earliest),
        "latest": None if days.open_end else _day(days.latest),
        "where": event.place_words,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geo_precision": place.precision if place else None,
        "standing": str(event.standing),
        "standing_words": " ".join(event.standing_words),
        "claims": len(event.claims),
        "sources": len(sources),
        "told_by": _AND.join(source.publisher for source in sources),
        "number": event.number,
        "description": event.description,
        "date": event.date,
        "date_basis": event.date_basis,
        "place_ids": _AND.join(found.place_id for found in event.places),
        "source_ids": _AND.join(source.source_id for source in sources),
        "source_dates": _AND.join(dated_words(source) for source in sources),
        "time": shown.time_words,
        "filters": " ".join(shown.filter_words),
        "query": shown.query,
        "version": shown.version,
        "case": shown.title,
        "count": shown.count_words,
        "limits": shown.limits,
        "licence": shown.licence,
        "base_map": f"{shown.base_map_words}. {shown.boundary_words}",
        "address": shown.address,
        "made": shown.made,
    }


def _sources_of(event: ShownEvent) -> list[ShownSource]:
    found = {claim.source.source_id: claim.source for claim in event.claims}
    return list(found.values())


def _day(number: int | None) -> str | None:
    return None if number is None else day_of(number).isoformat()


def _feature(shown: ShownView, event: ShownEvent) -> dict[str, Any]:
    record = _record(shown, event)
    properties = {name: record[name] for name in COLUMNS if name not in {"latitude", "longitude"}}
    return {
        "type": "Feature",
        "id": event.event_id,
        "geometry": _marks(event.places),
        "properties": {
            **properties,
            "places": [_place(place) for place in event.places],
            "told": [_told(claim) for claim in event.claims],
        },
    }


def _marks(places: Iterable[ShownPlace]) -> dict[str, Any] | None:
    """Give the points at which an event's marks stand: longitude, then latitude."""
    points = [[place.longitude, place.latitude] for place in places]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def _place(place: ShownPlace) -> dict[str, Any]:
    return {
        "place_id": place.place_id,
        "name": place.name,
        "kind": str(place.kind),
        "geo_precision": place.precision,
        "coordinate_uncertainty_m": place.uncertainty_m,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geometry": json.loads(shapely.to_geojson(place.geometry)),
    }


def _told(claim: ShownClaim) -> dict[str, Any]:
    return {
        "claim_id": claim.claim.claim_id,
        "source_id": claim.claim.source_id,
        "speaker": claim.claim.speaker,
        "stance": str(claim.claim.stance),
        "sentence": claim.sentence,
        "says": claim.claim.says,
        "said": claim.said_words,
        "told": claim.told_words,
        "paragraph": claim.paragraph,
    }


def _about(shown: ShownView) -> dict[str, Any]:
    """Tell what is said of the whole view."""
    return {
        "time": shown.time_words,
        "filters": list(shown.filter_words),
        "count": shown.count_words,
        "limits": shown.limits,
        "licence": shown.licence,
        "query": shown.query,
        "version": shown.version,
        **({"address": shown.address} if shown.address else {}),
        **({"made": shown.made} if shown.made else {}),
        "base_map": shown.base_map_words,
        "boundaries": shown.boundary_words,
        "sources": [_source(source) for source in shown.sources],
    }


def _source(source: ShownSource) -> dict[str, str]:
    return {
        "source_id": source.source_id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published_words,
        "published_basis": source.published_basis,
        "url": web_address(source.url),
        "archived_url": web_address(source.archived_url),
    }
