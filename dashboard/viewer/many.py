"""The answer to a view of more events than travel: how many there are, where and when."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.viewer.answer import page_of
from geodata.scale.points import NO_DAY
from geodata.scale.time_bins import BinWidth, calendar_bins, window_bin
from geodata.scale.world import NOWHERE, degrees
from geodata.view import Clock

if TYPE_CHECKING:
    from geodata.scale.built import BuiltCase
    from geodata.scale.points import Points
    from geodata.view import View

MOST_BARS: Final = 600
WIDTHS: Final = (BinWidth.WEEK, BinWidth.MONTH, BinWidth.QUARTER, BinWidth.YEAR)


def many_answer(built: BuiltCase, view: View) -> bytes:
    """Tell how many events match a view's filters, as JSON.

    Returns
    -------
    What `dashboard.viewer.answer.view_answer` gives for no event, with the counts of all; and
    `cells`: `counts` at rest, `bounds` (west, south, east, north in degrees; null where nothing
    has a place), and of each clock the `edges` of bins with how many events begin in each.
    """
    answer = page_of(built.excerpt([]), view)
    counts = built.counts(view)
    answer["counts"] |= {
        "total": built.sizes["events"],
        "sources": built.sizes["sources"],
        "matched": counts.shown,
    }
    answer["span"] = dict(zip(("from", "to"), built.span, strict=True))
    points = {clock: built.counter.matching(view, clock) for clock in Clock}
    answer["cells"] = {
        "counts": asdict(counts),
        "bounds": _bounds(points[Clock.HAPPENED]),
        "bins": {clock: _bins(built.span, found) for clock, found in points.items()},
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


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
