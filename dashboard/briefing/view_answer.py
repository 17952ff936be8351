"""Answers a permalink's query with everything that an export tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboard.briefing.shown import (
    ShownClaim,
    ShownDays,
    ShownEvent,
    ShownPlace,
    ShownSource,
    ShownView,
)
from dashboard.briefing.view_words import count_words, filter_words, time_words
from dashboard.viewer.answer import INFERRED
from dashboard.viewer.place_columns import PRECISION_OF_KIND
from dashboard.viewer.told_columns import cut_day_words
from geodata.asof import moment_asof
from geodata.basemap import manifest
from geodata.claims import claims_in
from geodata.columns import PlaceKind
from geodata.dates import day_of
from geodata.days_told import early_days
from geodata.event_places import places_of_events
from geodata.moments import FROM_THE_START
from geodata.permalinks import view_of_permalink
from geodata.span import span_of
from geodata.standing import standing
from geodata.view import Clock
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
    from geodata.claims import Claim
    from geodata.days_told import EarlyDays
    from geodata.moments import Moment
    from geodata.store import Store
    from geodata.wording import Naming

_BASIS: Final = re.compile(r"[:;,]")
_DAYS: Final = (
    "earliest",
    "latest",
    "padded_earliest",
    "padded_latest",
    "core_start",
    "core_end",
)


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
    sources = _sources(case, naming)
    if view.clock is Clock.TOLD:
        sources = _as_far_as_told(case, sources, _order(case, moment))
    about = manifest()
    claims_of = _claims_of_events(events, claims, naming, sources)
    places_of = _places_of_events(case, events, claims, naming)
    shown = tuple(_events(events, claims_of, places_of, naming))
    if view.clock is Clock.TOLD:
        told = _as_told(case, shown, events, moment, _order(case, moment))
        shown = tuple(
            replace(event, number=number)
            for number, event in enumerate(sorted(told, key=_by_day), start=1)
        )
    used = dict.fromkeys(claim.source.source_id for event in shown for claim in event.claims)
    return ShownView(
        title=case.about.title,
        limits=case.about.limits,
        licence=case.about.licence,
        version=case.version,
        view=view,
        ignored=ignored,
        moment=moment,
        order=_order(case, moment) if view.clock is Clock.TOLD else None,
        time_words=time_words(case, view, moment),
        filter_words=filter_words(view, naming),
        count_words=count_words(store.counts(view), view),
        span=span_of(case),
        events=shown,
        sources=tuple(found for key, found in sources.items() if key in used),
        base_map_words=about.attribution,
        boundary_words=about.disclaimer,
        public_url=public_url,
        made=made,
    )


def _order(case: Case, moment: Moment | None) -> int:
    """Give the order of the last claim of the case that had been told by a moment."""
    told = case.claims if moment is None else case.claims[moment.mask(case.claims)]
    return int(told["told_order"].max()) if len(told) else FROM_THE_START


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
            language=row["language"],
            url=row["url"],
            archived_url=row["archived_url"],
            retrieved_words=edtf_words(row["retrieved"], naming.timezone),
            copy_of=naming.publishers.get(row["original_source"]) or row["original_source"],
            note=row["note"],
        )
        for row in case.sources.to_dict("records")
    }


def _as_far_as_told(
    case: Case, sources: Mapping[str, ShownSource], order: int
) -> dict[str, ShownSource]:
    """Keep back what a source's own words tell of later claims: its title, and notes about it."""
    last = case.claims.groupby("source_id")["told_order"].max()
    return {
        source_id: source
        if int(last.get(source_id, FROM_THE_START)) <= order
        else replace(source, title="", note="", published_basis=_first_word(source.published_basis))
        for source_id, source in sources.items()
    }


def _first_word(basis: str) -> str:
    """Take "stated" or "inferred", without from what."""
    return _BASIS.split(basis, maxsplit=1)[0]


def _events(
    events: pd.DataFrame,
    claims_of: Mapping[str, tuple[ShownClaim, ...]],
    places_of: Mapping[str, tuple[ShownPlace, ...]],
    naming: Naming,
) -> Iterator[ShownEvent]:
    rows: Iterable[Any] = events.itertuples(index=False)
    for number, row in enumerate(rows, start=1):
        claims = claims_of[row.event_id]
        found = standing([one.claim for one in claims])
        days = {name: _whole(getattr(row, name)) for name in _DAYS}
        yield ShownEvent(
            number=number,
            event_id=row.event_id,
            title=row.title,
            description=row.description,
            kind=row.kind,
            date=row.date,
            days=ShownDays(**days, open_start=row.open_start, open_end=row.open_end),
            date_words="" if days["earliest"] is None else day_words(row),
            date_basis=row.date_basis,
            places=places_of[row.event_id],
            standing=found.name,
            standing_label=standing_label(found.name),
            standing_words=standing_words(found, naming),
            rule_words=standing_rule_words(found.name),
            claims=claims,
        )


def _as_told(
    case: Case,
    shown: tuple[ShownEvent, ...],
    events: pd.DataFrame,
    moment: Moment | None,
    order: int,
) -> Iterator[ShownEvent]:
    """Take back of each event's days what was told later, and what they rest on."""
    all_claims = case.claims[case.claims["event_id"].isin(events["event_id"])]
    of_event: dict[str, list[Claim]] = {event.event_id: [] for event in shown}
    for claim in claims_in(all_claims):
        of_event[claim.event_id].append(claim)
    rows: Iterable[Any] = events.itertuples(index=False)
    for event, row, cut in zip(shown, rows, cut_day_words(events), strict=True):
        timeless = replace(event, date_basis="")
        steps = early_days(row, of_event[event.event_id], case.about.zone)
        early = next((step for step in steps if order < step.until), None)
        if early is not None:
            days = _early(early)
            yield replace(timeless, date=_edtf(days), days=days, date_words=early.words)
        elif cut and moment is not None:
            yield _cut_at(timeless, moment, cut)
        else:
            yield timeless


def _by_day(event: ShownEvent) -> tuple[bool, int, str]:
    """Put events in the order of a store's answer: the earliest first, those without a day last."""
    earliest = event.days.earliest
    return earliest is None, earliest or 0, event.event_id


def _edtf(days: ShownDays) -> str:
    """Write bounds that are known so far; one that is not known yet is open."""
    if days.earliest is None or days.latest is None:
        return ""
    first, last = day_of(days.earliest).isoformat(), day_of(days.latest).isoformat()
    if days.open_start and days.open_end:
        return ""
    if days.open_start:
        return f"[..{last}]"
    if days.open_end:
        return f"[{first}..]"
    return first if first == last else f"[{first},{last}]"


def _early(told: EarlyDays) -> ShownDays:
    known = told.latest if told.earliest is None else told.earliest
    last = known if told.latest is None else told.latest
    return ShownDays(
        earliest=known,
        latest=last,
        padded_earliest=known,
        padded_latest=last,
        core_start=None,
        core_end=None,
        open_start=told.earliest is None,
        open_end=told.latest is None,
    )


def _cut_at(event: ShownEvent, moment: Moment, words: str) -> ShownEvent:
    """Let an interval that reaches past the moment go on: how far is not told yet."""
    days = event.days
    if days.latest is None or days.latest <= moment.day:
        return event
    earliest = moment.day if days.padded_earliest is None else days.padded_earliest
    cut = replace(
        days,
        latest=moment.day,
        padded_latest=max(earliest, moment.day),
        core_end=None if days.core_end is None else min(days.core_end, moment.day),
        open_end=True,
    )
    date = f"{event.date.partition('/')[0]}/.."
    return replace(event, date=date, days=cut, date_words=words)


def _claims_of_events(
    events: pd.DataFrame,
    claims: pd.DataFrame,
    naming: Naming,
    sources: Mapping[str, ShownSource],
) -> dict[str, tuple[ShownClaim, ...]]:
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
