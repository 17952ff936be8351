"""A view's answer as the browser takes it: columns in JSON, and a source's texts.

Up to `MOST_EVENTS` events after filters travel whole, with their claims, sources and places, so
that time and selection need no further request. Days are whole numbers since 1970-01-01;
coordinates are EPSG:4326, longitude before latitude in geometries.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboard.viewer.place_columns import place_columns
from dashboard.viewer.told_columns import (
    cut_day_words,
    early_day_columns,
    history_columns,
    places_since,
    statements,
    stop_columns,
    stops,
    text_since,
)
from geodata.claims import claims_in
from geodata.columns import ClaimField, Stance
from geodata.errors import CaseError
from geodata.event_days import days_of_events, whole_numbers
from geodata.event_places import places_of_events
from geodata.matches_told import matches_since
from geodata.own_files import is_own_file
from geodata.place_names import languages_of_names
from geodata.span import span_of
from geodata.standing import StandingName, standing
from geodata.summaries import read_original, read_summary
from geodata.view import View
from geodata.wording import (
    Naming,
    claim_sentence,
    claim_sentence_parts,
    day_words,
    edtf_words,
    moment_words,
    naming_of,
    stance_label,
    standing_label,
    standing_meaning,
    standing_rule_words,
    standing_words,
    value_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.casebook import Case
    from geodata.claims import Claim
    from geodata.store import Store

MOST_EVENTS: Final = 5_000
"""More than this many after filters are cut to the newest, and the page says so."""

INFERRED: Final = "inferred"
"""How the basis of a day begins that is printed nowhere."""

DRAWN_LAST: Final = (
    StandingName.CONTESTED,
    StandingName.CONFIRMED,
    StandingName.UNCONFIRMED,
    StandingName.REPORTED,
    StandingName.INFERRED,
    StandingName.DENIED,
    StandingName.BACKGROUND,
    StandingName.NOT_YET_TOLD,
)
"""Standings from the weightiest, which lies on top, to the lightest."""

STANDING_INDEX: Final = {name: index for index, name in enumerate(DRAWN_LAST)}

_SENT_AS_THEY_ARE: Final = ("title", "description", "kind", "date_basis")
_TOLD: Final = (("id", "claim_id"), ("order", "told_order"))
_DAYS: Final = (
    "earliest",
    "latest",
    "padded_earliest",
    "padded_latest",
    "core_start",
    "core_end",
)


def view_answer(case: Case, store: Store, view: View) -> bytes:
    """Answer a view's filters with its events and all that they need, as JSON."""
    matched = store.events(view)
    events = matched if len(matched) <= MOST_EVENTS else _newest(matched)
    claims = store.claims(view)
    claims = claims[claims["event_id"].isin(events["event_id"])].reset_index(drop=True)
    answer = _answer(case, view, events, claims)
    answer["counts"]["matched"] = len(matched)
    return _written(answer)


def excerpt_answer(
    excerpt: Case, view: View, span: tuple[int, int], sizes: Mapping[str, int]
) -> bytes:
    """Answer with all events of an excerpt, which match the view's filters, as `view_answer` does.

    Parameters
    ----------
    excerpt
        Of a larger case.
    view
        The filters.
    span, sizes
        The larger case's days, and how many events and sources it has.
    """
    events = excerpt.events.sort_values(["earliest", "event_id"], ignore_index=True)
    answer = _answer(excerpt, view, events, excerpt.claims)
    answer["counts"] |= {"total": sizes["events"], "sources": sizes["sources"]}
    answer["span"] = {"from": span[0], "to": span[1]}
    return _written(answer)


def page_of(excerpt: Case, view: View) -> dict[str, Any]:
    """Give all events of an excerpt, as it has them, in the columns of `view_answer`.

    Its `stops` are none: those of the larger case hold.
    """
    none = excerpt.claims.head(0)
    return _answer(excerpt, view, excerpt.events, excerpt.claims, stopping=none)


def _answer(
    case: Case,
    view: View,
    events: pd.DataFrame,
    claims: pd.DataFrame,
    stopping: pd.DataFrame | None = None,
) -> dict[str, Any]:
    places = places_of_events(events, claims)
    named = [place for found in places.values() for place in found]
    drawn = case.places[case.places["place_id"].isin(named)].reset_index(drop=True)
    used = case.sources[case.sources["source_id"].isin(claims["source_id"])].reset_index(drop=True)
    values = claims_in(claims)
    naming = naming_of(case)
    languages = languages_of_names(case)
    answer: dict[str, Any] = {
        "version": case.version,
        "about": {
            "title": case.about.title,
            "limits": case.about.limits,
            "timezone": case.about.timezone,
        },
        "languages": languages,
        "counts": {
            "total": len(case.events),
            "matched": len(events),
            "sent": len(events),
            "sources": len(case.sources),
        },
        "span": _span(case),
        "stops": stop_columns(case.claims if stopping is None else stopping),
        "standings": [
            {
                "id": name,
                "label": standing_label(name),
                "meaning": standing_meaning(name),
                "rule": standing_rule_words(name),
            }
            for name in DRAWN_LAST
        ],
        "stances": [{"id": stance, "label": stance_label(stance)} for stance in Stance],
        "events": _event_columns(events, values, places, drawn, naming)
        | {"matches_since": matches_since(case, events, claims, view)},
        "claims": _claim_columns(claims, values, events, used, naming)
        | {"stop": _stops_of(case.claims, claims)},
        "sources": _source_columns(case, used, naming),
        "places": place_columns(drawn, languages),
        "sentences_naming": _sentences_naming(values, drawn, naming),
    }
    if view != View():
        # a moment may be named by any claim, also by one that the filters leave out
        answer["told"] = {name: case.claims[column].tolist() for name, column in _TOLD}
    return answer


def _written(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def source_texts(case: Case, source_id: str) -> bytes | None:
    """Give a source's summary and the user's own copy of it; None if there is no such source."""
    if source_id not in set(case.sources["source_id"]):
        return None
    paragraphs: list[dict[str, object]] = []
    original = None
    try:
        paragraphs = [
            {"number": number, "text": text}
            for number, text in read_summary(case, source_id).paragraphs.items()
        ]
        original = read_original(case, source_id)
        problem = ""
    except CaseError as error:
        problem = str(error)
    texts = {"paragraphs": paragraphs, "original": original, "problem": problem}
    return json.dumps(texts, ensure_ascii=False).encode()


def _newest(events: pd.DataFrame) -> pd.DataFrame:
    return events.sort_values("latest", kind="stable").tail(MOST_EVENTS).sort_index()


def _span(case: Case) -> dict[str, int]:
    first, last = span_of(case) or (0, 0)
    return {"from": first, "to": last}


def _event_columns(
    events: pd.DataFrame,
    claims: Sequence[Claim],
    places: dict[str, list[str]],
    drawn: pd.DataFrame,
    naming: Naming,
) -> dict[str, list[Any]]:
    of_event: dict[str, list[Claim]] = {event_id: [] for event_id in events["event_id"]}
    for claim in claims:
        of_event[claim.event_id].append(claim)
    standings = [standing(own) for own in of_event.values()]
    place_index = {place_id: index for index, place_id in enumerate(drawn["place_id"])}
    columns = {name: events[name].tolist() for name in _SENT_AS_THEY_ARE}
    columns |= {name: whole_numbers(events[name]) for name in _DAYS}
    columns |= {name: events[name].tolist() for name in ("open_start", "open_end")}
    columns["id"] = events["event_id"].tolist()
    days = days_of_events(events)
    columns["date_words"] = [day_words(own) for own in days]
    columns["places"] = [
        [place_index[place] for place in places[event_id] if place in place_index]
        for event_id in events["event_id"]
    ]
    row_places = dict(zip(events["event_id"], events["place_id"], strict=True))
    columns["place_since"] = list(places_since(places, row_places, of_event).values())
    columns["cut_words"] = [cut_day_words(own) for own in days]
    columns["early_days"] = early_day_columns(days, of_event.values(), naming.timezone)
    columns |= history_columns(of_event, STANDING_INDEX, naming)
    columns["standing"] = [STANDING_INDEX[found.name] for found in standings]
    columns["standing_words"] = [standing_words(found, naming) for found in standings]
    return columns


def _claim_columns(
    claims: pd.DataFrame,
    values: Sequence[Claim],
    events: pd.DataFrame,
    sources: pd.DataFrame,
    naming: Naming,
) -> dict[str, list[Any]]:
    event_index = {event_id: index for index, event_id in enumerate(events["event_id"])}
    source_index = {source_id: index for index, source_id in enumerate(sources["source_id"])}
    stances = [str(stance) for stance in Stance]
    return {
        "id": claims["claim_id"].tolist(),
        "event": [event_index[event_id] for event_id in claims["event_id"]],
        "source": [source_index[source_id] for source_id in claims["source_id"]],
        "speaker": claims["speaker"].tolist(),
        "stance": [stances.index(stance) for stance in claims["stance"]],
        "field": claims["field"].tolist(),
        "value": [value_words(claim, naming) for claim in values],
        "day": whole_numbers(claims["told_day"]),
        "earliest": whole_numbers(claims["told_earliest"]),
        "is_assumed": claims["told_assumed"].tolist(),
        "order": claims["told_order"].tolist(),
        "second": claims["told_second"].tolist(),
        "told_words": [
            "" if pd.isna(day) else moment_words(int(earliest), int(day), int(second))
            for earliest, day, second in zip(
                claims["told_earliest"], claims["told_day"], claims["told_second"], strict=True
            )
        ],
        "said_words": [edtf_words(said, naming.timezone) for said in claims["said"]],
        "sentence": [claim_sentence(claim, naming) for claim in values],
        "says": claims["says"].tolist(),
        "paragraph": whole_numbers(claims["paragraph"]),
        "quote": claims["quote"].tolist(),
        "original_start": whole_numbers(claims["original_start"]),
        "original_end": whole_numbers(claims["original_end"]),
        "url": claims["url"].tolist(),
        "statement": statements(claims),
    }


def _stops_of(all_claims: pd.DataFrame, claims: pd.DataFrame) -> list[int]:
    numbers = dict(zip(all_claims["told_order"], stops(all_claims), strict=True))
    return [numbers[order] for order in claims["told_order"]]


def _sentences_naming(
    claims: Sequence[Claim], places: pd.DataFrame, naming: Naming
) -> list[list[Any]]:
    """Give the sentences that name a place by a claim's value, with the name left out.

    Returns
    -------
    Each as (index of the claim, index of the place, the parts between which the name stands).
    """
    place_index = {place_id: index for index, place_id in enumerate(places["place_id"])}
    return [
        [index, place_index[claim.value], claim_sentence_parts(claim, naming)]
        for index, claim in enumerate(claims)
        if claim.field == ClaimField.PLACE and claim.value in place_index
    ]


def _source_columns(case: Case, sources: pd.DataFrame, naming: Naming) -> dict[str, list[Any]]:
    return {
        "id": sources["source_id"].tolist(),
        "title": sources["title"].tolist(),
        "publisher": [naming.publishers[source_id] for source_id in sources["source_id"]],
        "published_basis": sources["published_basis"].tolist(),
        "is_inferred": sources["published_basis"].str.startswith(INFERRED).tolist(),
        "url": sources["url"].tolist(),
        "archived_url": sources["archived_url"].tolist(),
        "has_original": [
            is_own_file(case.path / "sources" / f"{source_id}.txt", case.path)
            for source_id in sources["source_id"]
        ],
        **text_since(sources, case.claims),
    }
