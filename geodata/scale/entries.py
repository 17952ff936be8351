"""Beginnings and ends of points, counted by series and bin of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.scale.points import NO_DAY
from geodata.scale.runs import runs
from geodata.scale.series import MOST_DENSE
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geodata.scale.cube import TimeAsked
    from geodata.scale.series import CellPoints, Series
    from geodata.scale.time_bins import TimeBins

_SPARSEST: Final = 8
"""Places for each point, above which sorting is faster than counting in a table of all places."""


@dataclass(frozen=True)
class Entries:
    """What there is to say of series and bins: in the order of series, then of bins.

    Attributes
    ----------
    undated
        Of each series, how many of its points have no day; they are in no entry.
    series, bin
        Of each entry.
    entered, left
        Of each entry: how many points begin in the bin, and how many end in it.
    """

    undated: NDArray[np.int64]
    series: NDArray[np.int64]
    bin: NDArray[np.int64]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many entries each series has."""
        return np.bincount(self.series, minlength=len(self.undated))

    def that_change(self) -> Entries:
        """Leave out where as many end as begin."""
        kept = self.entered != self.left
        columns = (self.series, self.bin, self.entered, self.left)
        return Entries(self.undated, *(column[kept] for column in columns))

    def in_order(self, order: NDArray[np.int64]) -> Entries:
        """Give the entries with the series in another order, numbered anew."""
        ends = np.cumsum(self.sizes)
        starts = ends - self.sizes
        chosen = runs(starts[order], ends[order])
        number = np.empty_like(order)
        number[order] = np.arange(len(order))
        columns = (self.bin[chosen], self.entered[chosen], self.left[chosen])
        return Entries(self.undated[order], number[self.series[chosen]], *columns)


def entries_of(points: CellPoints, series: Series, bins: TimeBins, asked: TimeAsked) -> Entries:
    """Count the beginnings and ends of each series by bin.

    On the second clock a point ends on the day after its last.
    """
    width = len(bins) + 1  # the last place of a series holds what is in no bin
    places = len(series.size) * width
    undated = np.zeros(len(series.size), np.int64)
    parts = _begun_and_ended(points, series, bins, asked, undated)
    if places <= min(MOST_DENSE, _SPARSEST * len(points)):
        into, out = np.zeros(places, np.int32), np.zeros(places, np.int32)
        for low, first, begins, ends in parts:
            for column, found in ((into, begins), (out, ends)):
                counted = np.bincount(first + found)
                column[low * width : low * width + len(counted)] += counted
        keys = np.flatnonzero(into | out)
        keys = keys[keys % width < len(bins)]
        entered, left = into[keys].astype(np.int64), out[keys].astype(np.int64)
    else:
        begun: list[NDArray[np.int64]] = []
        ended: list[NDArray[np.int64]] = []
        for low, first, begins, ends in parts:
            for listed, found in ((begun, begins), (ended, ends)):
                listed.append((first + found)[found < len(bins)] + low * width)
        keys, entered, left = _counted(np.concatenate(begun), np.concatenate(ended))
    return Entries(undated, keys // width, keys % width, entered, left)


def _counted(
    begun: NDArray[np.int64], ended: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count beginnings and ends by their keys: these ascending, how many begin, how many end."""
    both = np.concatenate([begun * 2, ended * 2 + 1])
    both.sort()
    keys = both >> 1
    starts = np.flatnonzero(np.append(len(keys) > 0, keys[1:] != keys[:-1]))
    sizes = np.diff(starts, append=len(keys))
    out = np.add.reduceat(both & 1, starts) if len(starts) else sizes
    return keys[starts], sizes - out, out


def _begun_and_ended(
    points: CellPoints, series: Series, bins: TimeBins, asked: TimeAsked, undated: NDArray[np.int64]
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]:
    """Give, some points at a time, the least number of their series, and the bins of both ends.

    Between these, where each point's series begins in a table of the part's series and all bins. A
    point that does not begin or end has the bin `len(bins)`; one without a day, which does
    neither, is counted in `undated`.
    """
    later = 1 if asked.clock is Clock.TOLD else 0
    for chunk in points.chunks():
        first, own = chunk.points.first, series.of_keys(chunk.keys)
        nameless = first == NO_DAY
        begins = bins.of_days(first)
        if asked.only_window:
            ends = np.full(len(first), len(bins))
            begins[:] = 0
        else:
            ends = bins.of_days(chunk.points.last, later)
        if nameless.any():
            begins[nameless] = ends[nameless] = len(bins)
            undated += np.bincount(own[nameless], minlength=len(undated))
        low = int(own.min())
        yield low, (own - low).astype(np.int64) * (len(bins) + 1), begins, ends
