"""Takes back of a view what was told after its moment: days, and what sources say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dashboard.briefing.shown import ShownDays
from dashboard.viewer.told_columns import cut_day_words
from geodata.claims import claims_in
from geodata.dates import day_of
from geodata.days_told import early_days
from geodata.event_days import days_of_events
from geodata.moments import FROM_THE_START

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from dashboard.briefing.shown import ShownEvent, ShownSource
    from geodata.casebook import Case
    from geodata.claims import Claim
    from geodata.days_told import EarlyDays
    from geodata.moments import Moment

_BASIS: Final = re.compile(r"[:;,]")


@dataclass(frozen=True)
class AsTold:
    """What of a case had been told by a moment; None is when everything had been."""

    case: Case
    moment: Moment | None

    @cached_property
    def order(self) -> int:
        """The order of the last claim of the case that had been told."""
        claims = self.case.claims
        told = claims if self.moment is None else claims[self.moment.mask(claims)]
        return int(told["told_order"].max()) if len(told) else FROM_THE_START

    def sources(self, sources: Mapping[str, ShownSource]) -> dict[str, ShownSource]:
        """Keep back what a source's own words tell of later claims: its title, and notes on it."""
        last = self.case.claims.groupby("source_id")["told_order"].max()
        return {
            source_id: source
            if int(last.get(source_id, FROM_THE_START)) <= self.order
            else replace(
                source,
                title="",
                published_basis=_BASIS.split(source.published_basis, maxsplit=1)[0],
            )
            for source_id, source in sources.items()
        }

    def events(self, shown: tuple[ShownEvent, ...], rows: pd.DataFrame) -> tuple[ShownEvent, ...]:
        """Give events with their days as they had been told, in the order and numbers of these.

        Parameters
        ----------
        shown
            The events with all their days.
        rows
            The same of the case's frame.
        """
        told = sorted(self._with_days_told(shown, rows), key=_by_day)
        return tuple(replace(event, number=number) for number, event in enumerate(told, start=1))

    def _with_days_told(
        self, shown: tuple[ShownEvent, ...], rows: pd.DataFrame
    ) -> Iterator[ShownEvent]:
        claims = self.case.claims
        of_event: dict[str, list[Claim]] = {event.event_id: [] for event in shown}
        for claim in claims_in(claims[claims["event_id"].isin(rows["event_id"])]):
            of_event[claim.event_id].append(claim)
        for event, whole in zip(shown, days_of_events(rows), strict=True):
            timeless = replace(event, date_basis="")
            steps = early_days(whole, of_event[event.event_id], self.case.about.zone)
            early = next((step for step in steps if self.order < step.until), None)
            if early is not None:
                days = _early(early)
                yield replace(timeless, date=_edtf(days), days=days, date_words=early.words)
            elif (cut := cut_day_words(whole)) and self.moment is not None:
                yield _cut_at(timeless, self.moment, cut)
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
