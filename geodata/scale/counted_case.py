"""A case held in memory, as its events are counted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geodata.asof import moment_asof
from geodata.matches_told import matches_since
from geodata.scale.counting import VIEWS_KEPT
from geodata.scale.cube import Selection
from geodata.scale.points import (
    NO_DAY,
    STANDINGS,
    happened_points,
    spots_of,
    standing_codes,
    told_points,
)
from geodata.span import span_of
from geodata.view import Clock, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.casebook import Case
    from geodata.scale.points import Points
    from geodata.store import Store


class CaseCounted:
    """A case held in memory, as `Counted`.

    Parameters
    ----------
    case, store
        The case, and the store that answers views of it.
    """

    def __init__(self, case: Case, store: Store) -> None:
        self._case, self._store = case, store
        self.kinds: Final = tuple(sorted(set(case.events["kind"])))
        self.selection: Final = lru_cache(maxsize=VIEWS_KEPT)(self._selection)

    @cached_property
    def span(self) -> tuple[int, int]:
        """The days that it covers."""
        return span_of(self._case) or (0, 0)

    @cached_property
    def undated(self) -> NDArray[np.bool_]:
        """For each event's number whether it has no day."""
        return self._store.events(View())["earliest"].isna().to_numpy(bool)

    def points(self, clock: Clock) -> Points:
        """Give the points of a clock; an event's number is its place in the store's order."""
        return self._points[clock]

    @cached_property
    def _points(self) -> dict[Clock, Points]:
        events = self._store.events(View())
        claims = self._case.claims
        rows = self._row_of_event.get_indexer(pd.Index(claims["event_id"]))
        spots = spots_of(events, claims, rows, self._case.places)
        standings = standing_codes(events["standing"])
        return {
            Clock.HAPPENED: happened_points(events, spots, standings, self.kinds),
            Clock.TOLD: told_points(events, claims, rows, spots, self.kinds),
        }

    @cached_property
    def _row_of_event(self) -> pd.Index[str]:
        events: pd.Index[str] = pd.Index(self._store.events(View())["event_id"])
        return events

    def _selection(self, view: View) -> Selection:
        if view.clock is Clock.HAPPENED:
            return self._of_rows(view)
        found = self._of_rows(replace(view, clock=Clock.HAPPENED, standing=()))
        codes = tuple(map(STANDINGS.index, view.standing)) or None
        if not view.source and not view.q:
            return replace(found, standings=codes)
        asked = replace(view, clock=Clock.HAPPENED, standing=())
        events, claims = self._store.events(asked), self._store.claims(asked)
        orders = matches_since(self._case, events, claims, asked)
        days = self._case.claims.set_index("told_order")["told_day"].to_dict()
        since = np.full(len(self._row_of_event), NO_DAY, np.int32)
        since[self._row_of_event.get_indexer(pd.Index(events["event_id"]))] = [
            days.get(order, NO_DAY) for order in orders
        ]
        return replace(found, standings=codes, since=since)

    def _of_rows(self, view: View) -> Selection:
        if view == View():
            return Selection()
        matching = np.zeros(len(self._row_of_event), bool)
        matching[self._store.matching(view).row.to_pyarrow().to_numpy()] = True
        return Selection(rows=matching)

    def day_of_moment(self, asof: str) -> int | None:
        """Give the day of the moment that a view names."""
        moment = moment_asof(self._case, asof)
        return None if moment is None else moment.day

    def days_told(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the days on which anything was told, ascending, and how many claims on each."""
        told = self._case.claims["told_day"].dropna().to_numpy(np.int64)
        days, counts = np.unique(told, return_counts=True)
        return days, counts.astype(np.int64)

    def row_of(self, event_id: str) -> int | None:
        """Give an event's number; None where the case has no such event."""
        found = int(self._row_of_event.get_indexer(pd.Index([event_id]))[0])
        return None if found < 0 else found

    def rows_at(self, place_id: str) -> NDArray[np.int64]:
        """Give the numbers of the events whose rows have a place."""
        return np.flatnonzero(self._store.events(View())["place_id"].eq(place_id))
