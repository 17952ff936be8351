"""Answers to a view: events, claims, counts, histogram and facets of a case.

Ibis on an embedded DuckDB finds the rows; the frames handed out are the case's own. What a search
or a filter compares is only ever a value of an expression, never a piece of SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_
from threading import local
from typing import TYPE_CHECKING, Final

import duckdb
import ibis
import numpy as np
import pandas as pd

from geodata.answer_tables import answer_tables
from geodata.dates import day_number
from geodata.search_text import words_of
from geodata.standing import StandingName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.backends.duckdb import Backend
    from ibis.expr import types as ir
    from numpy.typing import NDArray

    from geodata.casebook import Case
    from geodata.view import View

_LINKED: Final = {"source": "event_sources", "actor": "event_actors"}
FACETS: Final = ("kind", "standing", "source", "actor")
MOST_VALUES: Final = 50


@dataclass(frozen=True)
class Counts:
    """How many events a view shows, of how many, and how many of those shown are nowhere to draw.

    Attributes
    ----------
    shown, total
        Events that match the view; events of the case.
    without_place, without_date
        Of those shown: not on the map, not on the timeline.
    """

    shown: int
    total: int
    without_place: int
    without_date: int


@dataclass(frozen=True)
class FacetCount:
    """One value of a facet, and how many events have it under all the other filters."""

    value: str
    count: int


class Store:
    """Answers views of one case; may be asked from any number of threads at once.

    Parameters
    ----------
    case
        The case, held as it is while the store lives.

    Notes
    -----
    A DuckDB connection serves one thread at a time, so each thread asks through a cursor of its
    own. The tables are plain ones, as cursors do not see what is temporary.
    """

    def __init__(self, case: Case) -> None:
        self._tables = answer_tables(case)
        self._claims = case.claims
        self._root = duckdb.connect()
        for name in ("filterable", "event_sources", "event_actors"):
            _create_table(self._root, name, getattr(self._tables, name))
        self._values = {
            "kind": _distinct(self._tables.filterable["kind"]),
            "standing": frozenset(StandingName),
            "source": _distinct(self._tables.event_sources["value"]),
            "actor": _distinct(self._tables.event_actors["value"]),
        }
        self._of_thread = local()

    def matching(self, view: View) -> ir.Table:
        """Express the events of a view, for further aggregation in this thread.

        Columns are those of `AnswerTables.filterable`.
        """
        return self._filtered(view, leave_out="")

    def events(self, view: View) -> pd.DataFrame:
        """Give the matching events with their `standing`, by `earliest` and `event_id`."""
        return self._tables.events.take(self._rows(view)).reset_index(drop=True)

    def claims(self, view: View) -> pd.DataFrame:
        """Give all claims about the matching events, in the order told."""
        shown = np.zeros(len(self._tables.events) + 1, bool)
        shown[self._rows(view)] = True
        # a claim about no event of the case has row -1, which is the spare last place
        told = np.flatnonzero(shown[self._tables.row_of_claim])
        return self._claims.take(told).reset_index(drop=True)

    def counts(self, view: View) -> Counts:
        """Count the matching events."""
        events = self.matching(view)
        answer = events.aggregate(
            shown=events.count(),
            placed=events.has_place.sum().fill_null(0),
            dated=events.day.count(),
        ).execute()
        shown, placed, dated = (int(value) for value in answer.iloc[0])
        return Counts(shown, len(self._tables.events), shown - placed, shown - dated)

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
        by_day = self.matching(view).day.value_counts(name="events").execute().dropna()
        if by_day.empty:
            return pd.DataFrame({"start_day": [], "end_day": [], "count": []}, dtype="int64")
        days = by_day["day"].to_numpy(np.int64)
        if view.from_day:
            days = np.maximum(days, day_number(view.from_day))
        if view.to_day:
            days = np.minimum(days, day_number(view.to_day))
        span = int(days.max() - days.min()) + 1
        width = -(-span // bins)
        starts = np.arange(days.min(), days.max() + 1, width)
        counted = np.bincount(
            (days - days.min()) // width, weights=by_day["events"], minlength=len(starts)
        )
        return pd.DataFrame(
            {
                "start_day": starts,
                "end_day": starts + width - 1,
                "count": counted.astype(np.int64),
            }
        )

    def facets(self, view: View, limit: int = MOST_VALUES) -> dict[str, tuple[FacetCount, ...]]:
        """Count the events by kind, standing, source and actor.

        Each facet is counted under all filters but its own, and lists every value of the case,
        those without a match too: the most frequent first, equally frequent ones by name.
        Sources and actors are cut to the first `limit` and those the view filters by.
        """
        return {facet: self._facet(view, facet, limit) for facet in FACETS}

    def _facet(self, view: View, facet: str, limit: int) -> tuple[FacetCount, ...]:
        events = self._filtered(view, leave_out=facet)
        if facet in _LINKED:
            links = self._table(_LINKED[facet])
            values = links.semi_join(events, "row").value
        else:
            values = events[facet]
        counted = values.value_counts(name="events").execute()
        counts: Mapping[str, int] = dict(zip(counted.iloc[:, 0], counted["events"], strict=True))
        listed = sorted(self._values[facet], key=lambda value: (-counts.get(value, 0), value))
        if facet in _LINKED:
            wanted = getattr(view, facet)
            listed = listed[:limit] + [value for value in listed[limit:] if value in wanted]
        return tuple(FacetCount(str(value), int(counts.get(value, 0))) for value in listed)

    def _rows(self, view: View) -> NDArray[np.int64]:
        rows = self.matching(view).row.to_pyarrow().to_numpy()
        return np.sort(rows)

    def _filtered(self, view: View, leave_out: str) -> ir.Table:
        """Express the events that match a view's window, search and all filters but one."""
        events = self._table("filterable")
        conditions = [
            self._has_any_of(events, facet, getattr(view, facet))
            for facet in FACETS
            if facet != leave_out and getattr(view, facet)
        ]
        if view.from_day:
            conditions.append(events.latest >= day_number(view.from_day))
        if view.to_day:
            conditions.append(events.earliest <= day_number(view.to_day))
        conditions += [events.search_text.contains(word) for word in words_of(view.q)]
        return events.filter(reduce(and_, conditions)) if conditions else events

    def _has_any_of(self, events: ir.Table, facet: str, wanted: tuple[str, ...]) -> ir.BooleanValue:
        known = [str(value) for value in wanted if value in self._values[facet]]
        if not known:
            return ibis.literal(False)  # noqa: FBT003 - the value itself
        if facet not in _LINKED:
            return events[facet].isin(known)
        links = self._table(_LINKED[facet])
        return events.row.isin(links.filter(links.value.isin(known)).row)

    def _table(self, name: str) -> ir.Table:
        connection: Backend | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = ibis.duckdb.from_connection(self._root.cursor())
            self._of_thread.connection = connection
        return connection.table(name)


def _create_table(root: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    root.register("frame", frame)
    root.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
    root.unregister("frame")


def _distinct(values: pd.Series) -> frozenset[str]:
    return frozenset(values.unique())
