"""What is counted of a case for a view: in cells of the map, and at rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from geodata.dates import day_number, day_of
from geodata.scale.cube import Selection, TimeAsked, cube_of, joined, points_in
from geodata.scale.grid import DEEPEST, Grid
from geodata.scale.points import (
    NO_DAY,
)
from geodata.scale.world import NOWHERE, SIDE, world_positions
from geodata.store import Counts
from geodata.view import Clock, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.scale.cube import Cube
    from geodata.scale.grid import Bounds
    from geodata.scale.points import Points

VIEWS_KEPT: Final = 32
ROWS_KEPT: Final = 256
TILES_ACROSS: Final = 8


class Counted(Protocol):
    """A case whose events are points, whatever holds them; its methods serve any thread.

    Attributes
    ----------
    kinds
        All kinds of its events, sorted.
    span
        The days that it covers; (0, 0) without any.
    undated
        For each event's number whether it has no day.
    """

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of its events, sorted."""

    @property
    def span(self) -> tuple[int, int]:
        """The days that it covers; (0, 0) without any."""

    @property
    def undated(self) -> NDArray[np.bool_]:
        """For each event's number whether it has no day."""

    def points(self, clock: Clock) -> Points:
        """Give the points of a clock."""

    def selection(self, view: View) -> Selection:
        """Choose the points of the view's clock that match its filters, whatever the time."""

    def day_of_moment(self, asof: str) -> int | None:
        """Give the day of the moment that a view names; None for everything told."""

    def days_told(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the days on which anything was told, ascending, and how many claims on each."""

    def row_of(self, event_id: str) -> int | None:
        """Give an event's number; None where the case has no such event."""

    def rows_at(self, place_id: str) -> NDArray[np.int64]:
        """Give the numbers of the events whose rows have a place."""


@dataclass(frozen=True)
class Cells:
    """A cube with what is counted beside it.

    Attributes
    ----------
    cube
        The counts in the grid's rectangle.
    counts
        Of what the view's window or moment shows, on the map or not.
    matched
        How many events match the filters at any time.
    in_sight
        How many of those shown are in the rectangle.
    """

    cube: Cube
    counts: Counts
    matched: int
    in_sight: int


class Counter:
    """Counts the events of a case; its methods serve any thread.

    Attributes
    ----------
    counted
        The case.
    """

    def __init__(self, counted: Counted) -> None:
        self.counted: Final = counted
        self._kept_counts: Final = lru_cache(maxsize=VIEWS_KEPT)(self._counts)
        self._kept_rows: Final = lru_cache(maxsize=ROWS_KEPT)(self._row_named)

    def cells(
        self, view: View, grid: Grid, *, by_kind: bool = False, only_window: bool = False
    ) -> Cells:
        """Count the events that match a view's filters by cell and time.

        Parameters
        ----------
        view
            Its window (on the second clock its moment, as a day: its end) begins and ends bins,
            so that the count for it is exact.
        grid
            Where to count.
        by_kind
            Whether to tell kinds apart.
        only_window
            Whether to count nothing but what the window or the moment shows.

        Raises
        ------
        BadQuestionError
            The view's moment is none of the case's.
        """
        asked = replace(self.time_asked(view), only_window=only_window)
        found = self.parts_in(view, grid)
        counts, matched = self._kept_counts(_at_rest(view, asked))
        cube = cube_of(found, grid, asked, len(self.counted.kinds) if by_kind else 1)
        shown = sum(int(np.count_nonzero(asked.shows(part))) for part in found)
        return Cells(cube, counts, matched, shown)

    def counts(self, view: View) -> Counts:
        """Count what a view's filters and its window or moment show, on the map or not."""
        return self._kept_counts(_at_rest(view, self.time_asked(view)))[0]

    def matching_in(self, view: View, grid: Grid) -> Points:
        """Give the points in a grid's rectangle that match a view's filters at any time."""
        return joined(self.parts_in(view, grid)) or self.counted.points(view.clock).take(
            slice(0, 0)
        )

    def parts_in(self, view: View, grid: Grid) -> list[Points]:
        """Give the same run by run of the curve, where they lie."""
        selection = self.counted.selection(_filters(view))
        points = self.counted.points(view.clock)
        return [selection.of(part) for part in points_in(points, grid)]

    def matching(self, view: View, clock: Clock) -> Points:
        """Give the points of a clock, wherever, that match a view's filters at any time."""
        asked = replace(view.filters(), clock=clock)
        return self.counted.selection(asked).of(self.counted.points(clock))

    def rows_within(self, view: View, grid: Grid, most: int) -> list[int] | None:
        """Give the numbers of the events in a grid's rectangle that match a view's filters.

        Whatever the time; ascending. None where they are more than `most`.
        """
        found = self.matching_in(view.filters(), grid).row
        return sorted(found.tolist()) if len(found) <= most else None

    def rows_shown(self, view: View, most: int) -> list[int] | None:
        """Give the numbers of the events that a view's filters and its window or moment show.

        Ascending, on the map or not. None where they are more than `most`.
        """
        points = self.counted.selection(_filters(view)).of(self.counted.points(view.clock))
        found = points.row[self.time_asked(view).shows(points)]
        return sorted(found.tolist()) if len(found) <= most else None

    def row_named(self, view: View) -> int | None:
        """Give the number of the event that a view names; None where it matches no such event."""
        return self._kept_rows(replace(view.filters(), event=view.event)) if view.event else None

    def _row_named(self, view: View) -> int | None:
        row = self.counted.row_of(view.event)
        if row is None or row not in self.matching(view, Clock.HAPPENED).row:
            return None
        return row

    def in_sight(
        self, view: View, bounds: Bounds, most: int | None = None
    ) -> tuple[NDArray[np.int64], int]:
        """Find the events in a rectangle that a view's window or moment shows.

        Where the view names a place, those whose rows have it.

        Parameters
        ----------
        view, bounds
            What is asked, and where.
        most
            How many numbers to give; None for all.

        Returns
        -------
        Their numbers, the newest first: by the day on which they began, on the second clock by
        that on which their standing was told; those without a day last. And how many there are.
        """
        grid = Grid.around(_zoom_of(bounds), bounds)
        points = self.matching_in(view, grid)
        west, south, east, north = bounds
        (left, right), (top, bottom) = world_positions([west, east], [north, south])
        across = (
            (points.x >= left) & (points.x <= right)
            if west <= east
            else (points.x >= left) | (points.x <= right)
        )
        inside = (
            across & (points.y >= top) & (points.y <= bottom) & self.time_asked(view).shows(points)
        )
        if view.place:
            inside &= np.isin(points.row, self.counted.rows_at(view.place))
        shown = np.flatnonzero(inside)
        first = points.first[shown]
        newest = shown if most is None else shown[first >= _day_of_newest(first, most)]
        order = np.lexsort((points.row[newest], -points.first[newest].astype(np.int64)))
        return points.row[newest[order][:most]].astype(np.int64), len(shown)

    def time_asked(self, view: View) -> TimeAsked:
        """Tell what of time a view shows: its window, or its moment as a day."""
        if view.clock is Clock.TOLD:
            first = last = self.counted.day_of_moment(view.asof)
        else:
            first = day_number(view.from_day) if view.from_day else None
            last = day_number(view.to_day) if view.to_day else None
        return TimeAsked(view.clock, self.counted.span, first, last)

    def _counts(self, view: View) -> tuple[Counts, int]:
        points = self.counted.selection(_filters(view)).of(self.counted.points(view.clock))
        shown = self.time_asked(view).shows(points)
        placed = int(np.searchsorted(points.morton, NOWHERE))
        undated = self.counted.undated
        counts = Counts(
            shown=int(np.count_nonzero(shown)),
            total=len(undated),
            without_place=int(np.count_nonzero(shown[placed:])),
            without_date=int(np.count_nonzero(shown & undated[points.row])),
        )
        if view.clock is Clock.HAPPENED:
            return counts, len(points)
        told = np.zeros(len(undated), bool)
        told[points.row] = True
        return counts, int(np.count_nonzero(told))


def _day_of_newest(days: NDArray[np.int32], most: int) -> int:
    """Give the day from which on there are so many days, or a few more; `NO_DAY` for fewer."""
    dated = days[days != NO_DAY]
    if len(dated) < most:
        return NO_DAY
    least = int(dated.min())
    since = np.cumsum(np.bincount(dated - least)[::-1])[::-1]
    return least + int(np.flatnonzero(since >= most)[-1])


def _zoom_of(bounds: Bounds) -> int:
    """Choose the deepest zoom level of which a rectangle in degrees touches few tiles."""
    west, south, east, north = bounds
    (left, right), (top, bottom) = world_positions([west, east], [north, south])
    width = (int(right) - int(left)) % SIDE if west > east else int(right) - int(left)
    size = max(width, int(bottom) - int(top), 1)
    return min(DEEPEST, max(0, (SIDE * TILES_ACROSS // size).bit_length() - 1))


def _filters(view: View) -> View:
    return replace(view.filters(), clock=view.clock)


def _at_rest(view: View, asked: TimeAsked) -> View:
    """Keep what counts at rest depend on."""
    if view.clock is Clock.TOLD:
        moment = "" if asked.last is None else day_of(asked.last).isoformat()
        return replace(_filters(view), asof=moment)
    return replace(_filters(view), from_day=view.from_day, to_day=view.to_day)
