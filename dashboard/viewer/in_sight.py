"""The events in sight, a page at a time, in the columns of the answer to a view."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dashboard.loaded_case import Loaded
    from geodata.scale.grid import Bounds, Grid
    from geodata.view import View

PAGE_SIZE: Final = 25


MOST_NEAR: Final = 300
"""So many events of a part of the map are sent to be marked one by one; more are counted."""


def near_answer(loaded: Loaded, view: View, grid: Grid) -> bytes:
    """Give all events in a rectangle of map tiles that match a view's filters, whatever the time.

    Returns
    -------
    As `dashboard.viewer.answer.view_answer`, as JSON.

    Raises
    ------
    ValueError
        They are too many.
    """
    rows = loaded.counter.rows_within(view, grid)
    if len(rows) > MOST_NEAR:
        raise ValueError(f"{len(rows)} events are there; at most {MOST_NEAR} can be sent")
    return _written(loaded.page_of(view.filters(), rows))


def event_answer(loaded: Loaded, view: View) -> bytes:
    """Give the event that a view names, as `view_answer` does; none where its filters leave it out.

    Its form is JSON.
    """
    row = loaded.counter.row_named(view)
    return _written(loaded.page_of(view.filters(), [] if row is None else [row]))


def in_sight_answer(loaded: Loaded, view: View, bounds: Bounds, page: int) -> bytes:
    """List the events in a rectangle that a view's window or moment shows, as JSON.

    Returns
    -------
    What `dashboard.viewer.answer.view_answer` gives for the events of one page; and `page`: its
    `number` from 1, how many `pages` there are and how many events are `in_sight`, the `order` of
    the page's events, the newest first, as indices, and the `counts` at rest.

    Raises
    ------
    ValueError
        There is no such page.
    """
    found, count = loaded.counter.in_sight(view, bounds, max(page, 1) * PAGE_SIZE)
    pages = max(1, -(-count // PAGE_SIZE))
    if not 1 <= page <= pages:
        raise ValueError(f"expected page from 1 to {pages}, got {page}")
    newest = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE].tolist()
    rows = sorted(newest)
    answer = loaded.page_of(view.filters(), rows)
    answer["page"] = {
        "number": page,
        "pages": pages,
        "in_sight": count,
        "order": [rows.index(row) for row in newest],
        "counts": asdict(loaded.counter.counts(view)),
    }
    return _written(answer)


def _written(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
