"""Counts by cell of the map, time, standing and kind, which a browser sums as time is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.scale.entries import entries_of
from geodata.scale.points import NO_DAY
from geodata.scale.runs import runs
from geodata.scale.series import CellPoints, series_of
from geodata.scale.time_bins import BinWidth, TimeBins, calendar_bins, window_bin
from geodata.standings import NEVER
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geodata.scale.grid import Grid
    from geodata.scale.points import Points
    from geodata.scale.series import Series

MOST_ENTRIES: Final = 200_000
"""Of a cube; an entry takes about two bytes when compressed."""


@dataclass(frozen=True)
class Selection:
    """Which points are counted.

    Attributes
    ----------
    rows
        For each event's number whether it matches; None where all do.
    since
        On the second clock, for each event's number the day from which it matches; None where
        each does from the start.
    standings, kinds
        Codes; None where not filtered by them.
    """

    rows: NDArray[np.bool_] | None = None
    since: NDArray[np.int32] | None = None
    standings: tuple[int, ...] | None = None
    kinds: tuple[int, ...] | None = None

    def of(self, points: Points) -> Points:
        """Give the points that match, each from when on it does."""
        if all(one is None for one in vars(self).values()):
            return points
        keep = np.ones(len(points), bool)
        if self.standings is not None:
            keep &= np.isin(points.standing, self.standings)
        if self.kinds is not None:
            keep &= np.isin(points.kind, self.kinds)
        if self.rows is not None:
            keep &= self.rows[points.row]
        chosen = points.take(np.flatnonzero(keep))
        if self.since is None:
            return chosen
        first = np.maximum(chosen.first, self.since[chosen.row])
        begun = np.flatnonzero(first <= chosen.last)
        kept = chosen.take(begun)
        object.__setattr__(kept, "first", first[begun])
        return kept


@dataclass(frozen=True)
class Cube:
    """Counts of points, in three steps: cells, series (a cell's points of one code), entries.

    Attributes
    ----------
    bins
        The stretches of time.
    cell
        Numbers of the cells that hold anything, ascending; see `Grid.cells_of`.
    x, y
        The mean position of a cell's points within it, 0 to 255, from its north-west corner.
    series
        How many series each cell has.
    code
        Of each series, standing × number of kinds + kind, ascending within a cell.
    undated
        Of each series, how many of its points have no day; they are in no entry.
    entries
        How many entries each series has.
    bin
        Of each entry, ascending within a series.
    entered, left
        Of each entry: how many points begin in the bin, and how many end in it. On the second
        clock a point ends on the day after its last, when its event changes its standing.
    """

    bins: TimeBins
    cell: NDArray[np.int64]
    x: NDArray[np.int64]
    y: NDArray[np.int64]
    series: NDArray[np.int64]
    code: NDArray[np.int64]
    undated: NDArray[np.int64]
    entries: NDArray[np.int64]
    bin: NDArray[np.int64]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]


@dataclass(frozen=True)
class TimeAsked:
    """What of time is counted.

    Attributes
    ----------
    clock
        Whose points they are.
    span
        First and last day of the case, both included.
    first, last
        The window on the first clock; on the second both are the moment's day. None where open.
    only_window
        Whether nothing but what the window or the moment shows is counted, in one bin.
    """

    clock: Clock
    span: tuple[int, int]
    first: int | None = None
    last: int | None = None
    only_window: bool = False

    @property
    def edges(self) -> tuple[int, ...]:
        """The days at which bins begin so that the window's or the moment's count is exact."""
        ends = () if self.last is None else (self.last + 1,)
        if self.clock is Clock.TOLD or self.first is None:
            return ends
        return (self.first, *ends)

    def shows(self, points: Points) -> NDArray[np.bool_]:
        """Tell which points the window or the moment shows; undated ones only where it is open."""
        if self.first is None and self.last is None:
            return points.last == NEVER if self.clock is Clock.TOLD else np.ones(len(points), bool)
        shown: NDArray[np.bool_] = points.first != NO_DAY
        if self.last is not None:
            shown &= points.first <= self.last
        if self.first is not None:
            shown &= points.last >= self.first
        return shown


def points_in(points: Points, grid: Grid) -> list[Points]:
    """Take the points in a grid's rectangle, run by run of the curve."""
    return [points.take(found) for found in points.within(grid.runs())]


def joined(parts: Iterable[Points]) -> Points | None:
    """Put runs of points together; None where there are none."""
    found = list(parts)
    if len(found) <= 1:
        return found[0] if found else None
    return type(found[0])(
        *(np.concatenate([getattr(part, name) for part in found]) for name in vars(found[0]))
    )


def cube_of(
    parts: Iterable[Points],
    grid: Grid,
    asked: TimeAsked,
    kinds: int = 1,
    most_entries: int = MOST_ENTRIES,
) -> Cube:
    """Count points, all in the grid's rectangle.

    The bins are as narrow as leaves about `most_entries` entries at the most.

    Parameters
    ----------
    parts
        Runs of points that match the filters, in the order of the curve.
    grid, asked
        Where and when to count.
    kinds
        How many kinds to tell apart; 1 counts all together.
    """
    if asked.only_window:
        parts = [part.take(np.flatnonzero(asked.shows(part))) for part in parts]
    points = CellPoints([*parts], grid, kinds)
    series = series_of(points)
    bins = _bins(series, asked, most_entries)
    by_cell = np.argsort(series.cell)
    ends = np.cumsum(series.in_cell)
    order = runs((ends - series.in_cell)[by_cell], ends[by_cell])
    entries = entries_of(points, series, bins, asked).in_order(order)
    if asked.clock is Clock.TOLD:
        entries = entries.that_change()
    return Cube(
        bins=bins,
        cell=series.cell[by_cell],
        x=series.x[by_cell],
        y=series.y[by_cell],
        series=series.in_cell[by_cell],
        code=series.code[order],
        undated=entries.undated,
        entries=entries.sizes,
        bin=entries.bin,
        entered=entries.entered,
        left=entries.left,
    )


def _bins(series: Series, asked: TimeAsked, most_entries: int) -> TimeBins:
    """Choose the narrowest bins of which few enough would be filled.

    Were a series' n points spread evenly over B bins, B (1 - (1 - 1/B)^n) bins would hold one;
    where they are not, fewer do.
    """
    if asked.only_window:
        first, last = asked.span
        first = first if asked.first is None else min(asked.first, NEVER - 1)
        last = max(first, last if asked.last is None else asked.last)
        return window_bin(first, last)
    sizes = series.size
    share = 1 + series.lasting / max(int(sizes.sum()), 1)
    for width in BinWidth:
        bins = calendar_bins(asked.span, width, asked.edges)
        if bins is None:
            continue
        per_series = len(bins) * -np.expm1(sizes * share * np.log1p(-1 / max(len(bins), 2)))
        if per_series.sum() <= most_entries:
            return bins
    return bins or window_bin(*asked.span)
