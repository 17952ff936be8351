"""What a case of any size comes to at a glance: how many events, where, and when."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geodata.scale.points import NO_DAY
from geodata.scale.time_bins import BinWidth, calendar_bins, window_bin
from geodata.scale.world import NOWHERE, degrees
from geodata.view import Clock

if TYPE_CHECKING:
    from geodata.scale.counting import Counter
    from geodata.scale.points import Points
    from geodata.view import View

OVERVIEW: Final = "overview.json"
"""The file of a prepared case that holds this of all its events."""

MOST_BARS: Final = 600
WIDTHS: Final = (BinWidth.WEEK, BinWidth.MONTH, BinWidth.QUARTER, BinWidth.YEAR)


def overview(counter: Counter, view: View) -> dict[str, Any]:
    """Tell how many events match a view's filters, where and when, in values of JSON.

    Returns
    -------
    `counts` at rest; `bounds` (west, south, east, north in degrees; None where nothing has a
    place); `bins` of each clock: their `edges` and the `count` of events that begin in each; and
    `told`, the `days` on which anything was told, whatever the filters: each as days after the one
    before it, with how many `claims`.
    """
    points = {clock: counter.matching(view, clock) for clock in Clock}
    days, claims = counter.counted.days_told()
    span = counter.counted.span
    return {
        "counts": asdict(counter.counts(view)),
        "bounds": _bounds(points[Clock.HAPPENED]),
        "bins": {str(clock): _bins(span, found) for clock, found in points.items()},
        "told": {"days": np.diff(days, prepend=0).tolist(), "claims": claims.tolist()},
    }


def _bins(span: tuple[int, int], points: Points) -> dict[str, list[int]]:
    """Count how many points begin in each week, or in wider bins where weeks would be many."""
    begun = points.first[points.first != NO_DAY]
    by_width = (calendar_bins(span, width) for width in WIDTHS)
    bins = next((found for found in by_width if found and len(found) <= MOST_BARS), None)
    bins = bins or window_bin(*span)
    found = bins.of_days(begun)
    counted = np.bincount(found, minlength=len(bins))[: len(bins)]
    return {"edges": bins.edges.tolist(), "count": counted.tolist()}


def _bounds(points: Points) -> list[float] | None:
    placed = points.morton != NOWHERE
    if not placed.any():
        return None
    x, y = points.x[placed], points.y[placed]
    (west, east), (south, north) = degrees([x.min(), x.max()], [y.max(), y.min()])
    return [round(float(one), 5) for one in (west, south, east, north)]
