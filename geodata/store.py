"""Answers to a view: the events, claims, counts, histogram and facets of a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pandas as pd

from geodata.answers import FACETS, LINKED_FACETS, Answers, Matching
from geodata.asof import case_as_told, moment_asof
from geodata.dates import day_number
from geodata.view import Clock, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr import types as ir

    from geodata.casebook import Case

MOST_VALUES: Final = 50
MOMENTS_KEPT: Final = 4


@dataclass(frozen=True)
class Counts:
    """How many events a view shows, of how many, and how many of those shown are nowhere to draw.

    Attributes
    ----------
    shown, total
        Events that match the view; events of the case, those not yet told included.
    without_place, without_date
        Of those shown: not on the map, not on the timeline. A place claimed for an event is one.
    """

    shown: int
    total: int
    without_place: int
    without_date: int


@dataclass(frozen=True)
class FacetCount:
    """One value of a facet, and how many events have it under all the other filters.

    `since` is the `told_order` of the claim that first told of it; None where no claim has, and
    for standings.
    """

    value: str
    count: int
    since: int | None = None


class Counting(Protocol):
    """What counts a case's events by what they can be filtered by."""

    @property
    def known_values(self) -> Mapping[str, frozenset[str]]:
        """What the case's events can be filtered by: of each facet every value there is."""

    def facets(self, view: View, limit: int) -> dict[str, tuple[FacetCount, ...]]:
        """Count the events by kind, standing, source and actor, see `Store.facets`."""


class Store:
    """Answers views of one case; may be asked from any number of threads at once.

    On the first clock a view's window counts and its `asof` does not: standings are today's. On
    the second it is the other way round: events that nobody had told of by then, later claims
    and the standings they led to are in no answer.

    Parameters
    ----------
    case
        The case, held as it is while the store lives.

    Raises
    ------
    ValueError
        From each answer, where the view's `asof` is no moment of the case; see `geodata.asof`.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._today = Answers(case)
        self._as_told = lru_cache(maxsize=MOMENTS_KEPT)(self._answers_as_told)

    @property
    def known_values(self) -> Mapping[str, frozenset[str]]:
        """What the case's events can be filtered by: of each facet every value there is."""
        return self._today.known_values

    def matching(self, view: View) -> ir.Table:
        """Express the matching events, for further aggregation in this thread.

        Its columns are those of `geodata.answer_tables.AnswerTables.filterable`.
        """
        answers, view = self._asked(view)
        return answers.matching(view)

    def events(self, view: View) -> pd.DataFrame:
        """Give the matching events: the case's columns and `standing`.

        The earliest come first, those without a day last; within a day they go by `event_id`.
        """
        answers, view = self._asked(view)
        return answers.tables.events.take(answers.rows(view)).reset_index(drop=True)

    def claims(self, view: View) -> pd.DataFrame:
        """Give all claims about the matching events, in the order told."""
        answers, view = self._asked(view)
        shown = np.zeros(len(answers.tables.events) + 1, bool)
        shown[answers.rows(view)] = True
        # a claim about no event of the case has row -1, which is the spare last place
        told = np.flatnonzero(shown[answers.tables.row_of_claim])
        return answers.tables.claims.take(told).reset_index(drop=True)

    def counts(self, view: View) -> Counts:
        """Count the matching events."""
        answers, view = self._asked(view)
        found = answers.tables.filterable.take(answers.rows(view))
        placed, dated = int(found["has_place"].sum()), int(found["day"].notna().sum())
        shown = len(found)
        return Counts(shown, len(self._case.events), shown - placed, shown - dated)

    def histogram(self, view: View, bins: int = 60) -> pd.DataFrame:
        """Count the matching dated events over time, each once.

        An event counts on the first day it may have happened on (the last where its start is
        open); one that reaches out of the window counts on the window's nearest day.

        Returns
        -------
        At most `bins` rows of equal width without gaps: `start_day`, `end_day` (inclusive, days
        since 1970-01-01) and `count`.
        """
        if bins < 1:
            raise ValueError(f"expected at least one bin, got {bins}")
        answers, view = self._asked(view)
        by_day = answers.matching(view).day.value_counts(name="events").execute().dropna()
        if by_day.empty:
            return pd.DataFrame({"start_day": [], "end_day": [], "count": []}, dtype="int64")
        first = day_number(view.from_day) if view.from_day else None
        last = day_number(view.to_day) if view.to_day else None
        days = by_day["day"].clip(first, last).to_numpy(np.int64)
        span = int(days.max() - days.min()) + 1
        width = -(-span // bins)
        starts = np.arange(days.min(), days.max() + 1, width)
        places = (days - days.min()) // width
        counts = np.bincount(places, weights=by_day["events"], minlength=len(starts))
        return pd.DataFrame(
            {"start_day": starts, "end_day": starts + width - 1, "count": counts.astype(np.int64)}
        )

    def facets(self, view: View, limit: int = MOST_VALUES) -> dict[str, tuple[FacetCount, ...]]:
        """Count the events by kind, standing, source and actor.

        Each facet is counted under all filters but its own, and lists every value of the case,
        those without a match too: the most frequent first, equally frequent ones by name.
        Sources and actors are cut to the first `limit` and those the view filters by.
        """
        answers, view = self._asked(view)
        return facet_counts(answers, view, answers.told_since, limit)

    def _asked(self, view: View) -> tuple[Answers, View]:
        """Settle the clock: choose who answers, and take the other clock out of the view."""
        if view.clock is Clock.HAPPENED:
            return self._today, view
        timeless = replace(view, clock=Clock.HAPPENED, from_day=None, to_day=None, asof="")
        return self._as_told(view.asof), timeless

    def _answers_as_told(self, asof: str) -> Answers:
        return Answers(case_as_told(self._case, moment_asof(self._case, asof)))


def facet_counts(
    answers: Matching, view: View, told_since: Mapping[str, Mapping[str, int]], limit: int
) -> dict[str, tuple[FacetCount, ...]]:
    """Count by each facet's values, see `Store.facets`; `told_since` as in `Answers`."""
    return {
        facet: _facet(answers, view, facet, told_since.get(facet, {}), limit) for facet in FACETS
    }


def _facet(
    answers: Matching, view: View, facet: str, since: Mapping[str, int], limit: int
) -> tuple[FacetCount, ...]:
    counts = answers.counts_by_value(view, facet)
    listed = sorted(answers.known_values[facet], key=lambda value: (-counts.get(value, 0), value))
    if facet in LINKED_FACETS:
        wanted = getattr(view, facet)
        listed = listed[:limit] + [value for value in listed[limit:] if value in wanted]
    return tuple(FacetCount(str(value), counts.get(value, 0), since.get(value)) for value in listed)
