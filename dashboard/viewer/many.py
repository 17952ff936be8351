"""The answer to a view of more events than travel: how many there are, where and when."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.viewer.answer import MOST_EVENTS
from geodata.scale.points import NO_DAY
from geodata.scale.time_bins import BinWidth, calendar_bins, window_bin
from geodata.scale.world import NOWHERE, degrees
from geodata.view import Clock

if TYPE_CHECKING:
    from dashboard.loaded_case import Loaded
    from geodata.scale.points import Points
    from geodata.view import View

MOST_BARS: Final = 600
WIDTHS: Final = (BinWidth.WEEK, BinWidth.MONTH, BinWidth.QUARTER, BinWidth.YEAR)


def many_answer(loaded: Loaded, view: View) -> bytes:
    """Tell how many events match a view's filters, as JSON.

    Returns
    -------
    What `dashboard.viewer.answer.view_answer` gives for no event, with the counts of all; and
    `cells`: `counts` at rest, `bounds` (west, south, east, north in degrees; null where nothing
    has a place), of each clock the `edges` of bins with how many events begin in each, and the
    days on which anything was told, each as days after the one before it, with how many claims;
    and `most`, how many events would travel.
    """
    counter = loaded.counter
    answer = loaded.page_of(view, [])
    counts = counter.counts(view)
    span = counter.counted.span
    answer["counts"] |= {
        "total": counts.total,
        "sources": len(loaded.case.sources),
        "matched": counts.shown,
    }
    answer["span"] = dict(zip(("from", "to"), span, strict=True))
    points = {clock: counter.matching(view, clock) for clock in Clock}
    days, claims = counter.counted.days_told()
    answer["cells"] = {
        "counts": asdict(counts),
        "bounds": _bounds(points[Clock.HAPPENED]),
        "bins": {clock: _bins(span, found) for clock, found in points.items()},
        "most": MOST_EVENTS,
        "told": {"days": np.diff(days, prepend=0).tolist(), "claims": claims.tolist()},
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
