"""Counts by cell of the map, time, standing and kind, which a browser sums as time is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.scale.points import NO_DAY, STANDINGS
from geodata.scale.time_bins import BinWidth, TimeBins, calendar_bins, window_bin
from geodata.standings import NEVER
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geodata.scale.grid import Grid
    from geodata.scale.points import Points

MOST_ENTRIES: Final = 200_000
"""Of a cube; an entry takes about two bytes when compressed."""

_MOST_DENSE: Final = 1 << 23
_SPARSEST: Final = 8
"""Places for each number counted, above which sorting is faster."""


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
    points: Points, grid: Grid, asked: TimeAsked, kinds: int = 1, most_entries: int = MOST_ENTRIES
) -> Cube:
    """Count points, all in the grid's rectangle.

    The bins are as narrow as leaves about `most_entries` entries at the most.

    Parameters
    ----------
    points
        That match the filters.
    grid, asked
        Where and when to count.
    kinds
        How many kinds to tell apart; 1 counts all together.
    """
    if asked.only_window:
        points = points.take(np.flatnonzero(asked.shows(points)))
    cells = grid.cells_of(points.x, points.y)
    codes = points.standing.astype(np.int64)
    if kinds > 1:
        codes = codes * kinds + points.kind
    of_cell = len(STANDINGS) * kinds
    keys, series, sizes = _distinct(cells * of_cell + codes, grid.rows * grid.columns * of_cell)
    dated = points.first != NO_DAY
    bins = _bins(points, sizes, asked, most_entries)
    entered, left = _events_of_time(points, dated, bins, asked)
    entry_keys, entry_in, entry_out = _entries(series, entered, left, len(bins), len(keys))
    if asked.clock is Clock.TOLD:
        changed = entry_in != entry_out
        entry_keys, entry_in, entry_out = (
            one[changed] for one in (entry_keys, entry_in, entry_out)
        )
    in_cell, first_of_cell = np.unique(keys // of_cell, return_index=True)
    in_cells = np.add.reduceat(sizes, first_of_cell) if len(keys) else sizes
    place = np.searchsorted(in_cell, keys // of_cell)[series]
    x, y = (
        np.bincount(place, _within(axis, grid.shift), len(in_cell)) / in_cells
        for axis in (points.x, points.y)
    )
    return Cube(
        bins=bins,
        cell=in_cell,
        x=np.floor(x).astype(np.int64),
        y=np.floor(y).astype(np.int64),
        series=np.diff(first_of_cell, append=len(keys)),
        code=keys % of_cell,
        undated=np.bincount(series[~dated], minlength=len(keys)),
        entries=np.bincount(entry_keys // len(bins), minlength=len(keys)),
        bin=entry_keys % len(bins),
        entered=entry_in,
        left=entry_out,
    )


def _within(positions: NDArray[np.uint32], shift: int) -> NDArray[np.float64]:
    """Give where in their cells positions lie, 0 to 256 (excluded)."""
    inside = positions & np.uint32((1 << shift) - 1)
    return inside.astype(np.float64) * (256 / (1 << shift))


def _distinct(
    keys: NDArray[np.int64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give the distinct keys, the place of each key among them, and how often each is there."""
    if most > _MOST_DENSE:
        found, places, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        return found, places, sizes
    counts = np.bincount(keys, minlength=1)
    found = np.flatnonzero(counts)
    place_of = np.zeros(len(counts), np.int64)
    place_of[found] = np.arange(len(found))
    return found, place_of[keys], counts[found]


def _bins(
    points: Points, sizes: NDArray[np.int64], asked: TimeAsked, most_entries: int
) -> TimeBins:
    """Choose the narrowest bins of which few enough would be filled.

    Were a series' n points spread evenly over B bins, B (1 - (1 - 1/B)^n) bins would hold one;
    where they are not, fewer do.
    """
    if asked.only_window:
        first, last = asked.span
        first = first if asked.first is None else min(asked.first, NEVER - 1)
        last = max(first, last if asked.last is None else asked.last)
        return window_bin(first, last)
    ends = points.last != NEVER
    lasting = ends & (points.last != points.first)
    share = 1 + float(lasting.mean()) if len(points) else 1.0
    for width in BinWidth:
        bins = calendar_bins(asked.span, width, asked.edges)
        if bins is None:
            continue
        per_series = len(bins) * -np.expm1(sizes * share * np.log1p(-1 / max(len(bins), 2)))
        if per_series.sum() <= most_entries:
            return bins
    return bins or window_bin(*asked.span)


def _events_of_time(
    points: Points, dated: NDArray[np.bool_], bins: TimeBins, asked: TimeAsked
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the bin in which each point begins, and that in which it ends; none is `len(bins)`."""
    none = len(bins)
    if asked.only_window:
        return np.where(dated, 0, none), np.full(len(points), none)
    entered = np.where(dated, bins.of_days(points.first), none)
    gone = points.last
    if asked.clock is Clock.TOLD:
        gone = np.where(gone == NEVER, NEVER, gone + 1).astype(np.int32)
    left = np.where(dated, bins.of_days(gone), none)
    return entered, left


def _entries(
    series: NDArray[np.int64],
    entered: NDArray[np.int64],
    left: NDArray[np.int64],
    bins: int,
    all_series: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count by series × bins + bin; a bin of `bins` is none."""
    begins, ends = ((series * bins + found)[found < bins] for found in (entered, left))
    size = all_series * bins
    if size <= min(_MOST_DENSE, _SPARSEST * (len(begins) + len(ends))):
        into, out = np.bincount(begins, minlength=size), np.bincount(ends, minlength=size)
        keys = np.flatnonzero(into | out)
        return keys, into[keys], out[keys]
    keys = np.unique(np.concatenate([begins, ends]))
    into, out = (
        np.bincount(np.searchsorted(keys, one), minlength=len(keys)) for one in (begins, ends)
    )
    return keys, into, out
