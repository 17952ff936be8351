"""The stretches of time that events are counted in: calendar bins between edges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

MOST_BINS: Final = 4_000


class BinWidth(StrEnum):
    """How wide a bin is, the finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS: Final = {BinWidth.DAY: 1, BinWidth.WEEK: 7}
_MONTHS: Final = {BinWidth.MONTH: 1, BinWidth.QUARTER: 3, BinWidth.YEAR: 12}
_MONDAY: Final = 4
"""1970-01-05, the first Monday, in days since 1970-01-01."""


@dataclass(frozen=True)
class TimeBins:
    """Bins without gaps: bin b holds the days from `edges[b]` to the day before `edges[b + 1]`.

    `edges` are days since 1970-01-01, ascending. A day before the first edge counts in the first
    bin, one after the last in none.
    """

    width: str
    edges: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.edges) - 1

    def of_days(self, days: NDArray[np.int32], later: int = 0) -> NDArray[np.int64]:
        """Give the bins of days, or of so many days later; `len(self)` after the last edge."""
        first, last = int(self.edges[0]) - later, int(self.edges[-1]) - later
        within = np.clip(days, first, last)
        within -= first
        found: NDArray[np.int64] = self._of_day[within]
        return found

    @cached_property
    def _of_day(self) -> NDArray[np.int64]:
        of_day = np.repeat(np.arange(len(self)), np.diff(self.edges))
        return np.append(of_day, len(self))


def calendar_bins(
    span: tuple[int, int], width: BinWidth, more_edges: Iterable[int] = ()
) -> TimeBins | None:
    """Cut the days of a case into bins of a calendar width; None where they would be too many.

    Parameters
    ----------
    span
        First and last day, both included.
    width
        Weeks begin on Mondays.
    more_edges
        Days at which bins begin as well.
    """
    first, last = span
    if width in _DAYS:
        step = _DAYS[width]
        start = first - (first - _MONDAY) % step
        edges = np.arange(start, last + 1 + step, step)
    else:
        step = _MONTHS[width]
        months = (np.array([first, last]).astype("M8[D]")).astype("M8[M]").astype(np.int64)
        begin, end = months[0] - months[0] % step, months[1] - months[1] % step + step
        edges = np.arange(begin, end + 1, step).astype("M8[M]").astype("M8[D]").astype(np.int64)
    added = [day for day in more_edges if day < edges[-1]]
    # the first bin holds all days before it: an edge there needs a bin of its own before
    added += [day - 1 for day in added if day <= edges[0]]
    edges = np.union1d(edges, np.array(added, np.int64))
    return TimeBins(width, edges.astype(np.int32)) if len(edges) <= MOST_BINS + 1 else None


def window_bin(first: int, last: int) -> TimeBins:
    """Give the one bin from `first` to `last`, both included."""
    return TimeBins("window", np.array([first, last + 1], np.int32))
