"""Answers a permalink's query with everything that an export tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.briefing.as_told import AsTold
from dashboard.briefing.shown import (
    MARKED_TO,
    ShownClaim,
    ShownDays,
    ShownEvent,
    ShownPlace,
    ShownSource,
    ShownView,
)
from dashboard.briefing.told_places import claim_places, moment_place
from dashboard.briefing.view_words import count_words, filter_words, time_words, told_by
from dashboard.viewer.answer import INFERRED
from dashboard.viewer.place_columns import PRECISION_OF_KIND
from geodata.asof import moment_asof
from geodata.basemap import manifest
from geodata.claims import claims_in
from geodata.columns import PlaceKind
from geodata.event_days import days_of_events
from geodata.event_places import places_of_events
from geodata.permalinks import view_of_permalink
from geodata.span import span_of
from geodata.standing import standing
from geodata.view import Clock, View
from geodata.wording import (
    claim_sentence,
    day_words,
    edtf_words,
    naming_of,
    stance_label,
    standing_label,
    standing_rule_words,
    standing_words,
    told_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodata.casebook import Case
    from geodata.event_days import EventDays
    from geodata.store import Store
    from geodata.wording import Naming


def shown_view(
    case: Case, store: Store, query: str, *, public_url: str = "", made: str = ""
) -> ShownView:
    """Answer a permalink's query with everything that an export tells. Never raises.

    What the case cannot show is left out of the view, and told in `ignored`.
    """
    view, ignored = view_of_permalink(case, store, query)
    events, claims = store.events(view), store.claims(view)
    moment = moment_asof(case, view.asof) if view.clock is Clock.TOLD else None
    naming = _naming_in(case, view.names)
    told = AsTold(case, moment) if view.clock is Clock.TOLD else None
    sources = _sources(case, naming)
    if told is not None:
        sources = told.sources(sources)
    about = manifest()
    timeless = replace(view, clock=Clock.HAPPENED, from_day=None, to_day=None, asof="")
    ticks = claim_places(claims if view == timeless else store.claims(timeless))
    claims_of = _claims_of_events(events, claims, naming, (sources, ticks))
    places_of = _places_of_events(case, events, claims, naming)
    shown = tuple(_events(events, claims_of, places_of, naming))
    if told is not None:
        shown = told.events(shown, events)
    used = dict.fromkeys(claim.source.source_id for event in shown for claim in event.claims)
    return ShownView(
        title=case.about.title,
        limits=case.about.limits,
        licence=case.about.licence,
        version=case.version,
        view=view,
        ignored=ignored,
        moment=moment,
        order=told.order if told is not None else None,
        time_words=time_words(case, view, moment),
        moment_words=told_by(case, moment) if view.clock is Clock.TOLD else "",
        filter_words=filter_words(view, naming),
        count_words=count_words(store.counts(view), view, len(case.rejected)),
        span=span_of(case),
        events=shown,
        sources=tuple(found for key, found in sources.items() if key in used),
        base_map_words=about.attribution,
        boundary_words=about.disclaimer,
        public_url=public_url,
        made=made,
        told_until=moment_place(case.claims, moment, told.order) if told is not None else None,
        around=_around(case, store, view, places_of, naming),
    )


def _around(
    case: Case,
    store: Store,
    view: View,
    places_of: Mapping[str, tuple[ShownPlace, ...]],
    naming: Naming,
) -> tuple[ShownPlace, ...]:
    """Give the places of all events told of by then, where those shown have none on the map."""
    if any(place.precision <= MARKED_TO for own in places_of.values() for place in own):
        return ()
    unfiltered = View(clock=view.clock, asof=view.asof)
    events, claims = store.events(unfiltered), store.claims(unfiltered)
    found = _places_of_events(case, events, claims, naming)
    return tuple({place.place_id: place for own in found.values() for place in own}.values())


def _naming_in(case: Case, language: str) -> Naming:
    """Name the places in a language, where they have a name in it."""
    naming = naming_of(case)
    names = zip(case.places["place_id"], case.places["names"], case.places["name"], strict=True)
    return replace(naming, places={place: own.get(language) or name for place, own, name in names})


def _sources(case: Case, naming: Naming) -> dict[str, ShownSource]:
    return {
        row["source_id"]: ShownSource(
            source_id=row["source_id"],
            title=row["title"],
            publisher=naming.publishers[row["source_id"]],
            published_words=edtf_words(row["published"], naming.timezone),
            published_basis=row["published_basis"],
            is_inferred=row["published_basis"].startswith(INFERRED),
            url=row["url"],
            archived_url=row["archived_url"],
            retrieved_words=edtf_words(row["retrieved"], naming.timezone),
            copy_of=naming.original(row["original_source"], row["source_id"]),
        )
        for row in case.sources.to_dict("records")
    }


def _events(
    events: pd.DataFrame,
    claims_of: Mapping[str, tuple[ShownClaim, ...]],
    places_of: Mapping[str, tuple[ShownPlace, ...]],
    naming: Naming,
) -> Iterator[ShownEvent]:
    rows: Iterable[Any] = events.itertuples(index=False)
    each = zip(rows, days_of_events(events), strict=True)
    for number, (row, row_days) in enumerate(each, start=1):
        claims = claims_of[row.event_id]
        found = standing([one.claim for one in claims])
        yield ShownEvent(
            number=number,
            event_id=row.event_id,
            title=row.title,
            description=row.description,
            kind=row.kind,
            date=row.date,
            days=_shown_days(row, row_days),
            date_words=day_words(row_days),
            date_basis=row.date_basis,
            places=places_of[row.event_id],
            standing=found.name,
            standing_label=standing_label(found.name),
            standing_words=standing_words(found, naming),
            rule_words=standing_rule_words(found.name),
            claims=claims,
        )


def _shown_days(row: Any, days: EventDays) -> ShownDays:
    return ShownDays(
        earliest=days.earliest,
        latest=days.latest,
        padded_earliest=_whole(row.padded_earliest),
        padded_latest=_whole(row.padded_latest),
        core_start=days.core_start,
        core_end=days.core_end,
        open_start=days.open_start,
        open_end=days.open_end,
    )


def _claims_of_events(
    events: pd.DataFrame,
    claims: pd.DataFrame,
    naming: Naming,
    known: tuple[Mapping[str, ShownSource], Mapping[str, float]],
) -> dict[str, tuple[ShownClaim, ...]]:
    sources, ticks = known
    found: dict[str, list[ShownClaim]] = {event_id: [] for event_id in events["event_id"]}
    for claim, said, paragraph in zip(
        claims_in(claims), claims["said"], claims["paragraph"], strict=True
    ):
        found[claim.event_id].append(
            ShownClaim(
                claim=claim,
                stance_label=stance_label(claim.stance),
                sentence=claim_sentence(claim, naming),
                told_words="" if pd.isna(claim.told_day) else told_words(claim),
                said_words=edtf_words(said, naming.timezone),
                paragraph=_whole(paragraph),
                source=sources[claim.source_id],
                told_at=ticks.get(claim.claim_id),
            )
        )
    return {event_id: tuple(own) for event_id, own in found.items()}


def _places_of_events(
    case: Case, events: pd.DataFrame, claims: pd.DataFrame, naming: Naming
) -> dict[str, tuple[ShownPlace, ...]]:
    placed = places_of_events(events, claims)
    wanted = {place for own in placed.values() for place in own}
    used = case.places[case.places["place_id"].isin(wanted)]
    rows: Iterable[Any] = used.itertuples(index=False)
    found = {row.place_id: _place(row, naming) for row in rows}
    return {
        event: tuple(found[place] for place in own if place in found)
        for event, own in placed.items()
    }


def _place(row: Any, naming: Naming) -> ShownPlace:
    kind = PlaceKind(row.kind)
    return ShownPlace(
        place_id=row.place_id,
        name=naming.places[row.place_id],
        kind=kind,
        precision=_whole(row.geo_precision) or PRECISION_OF_KIND[kind],
        latitude=float(row.mark_latitude),
        longitude=float(row.mark_longitude),
        uncertainty_m=None if pd.isna(row.uncertainty_m) else float(row.uncertainty_m),
        geometry=row.geometry,
    )


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
