"""The events in sight, a page at a time, in the columns of the answer to a view."""

from __future__ import annotations

import json
from dataclasses import asdict
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from geodata.errors import BadQuestionError

if TYPE_CHECKING:
    from dashboard.loaded_case import Loaded
    from geodata.scale.grid import Bounds, Grid
    from geodata.view import View

_one_at_a_time: Final = Lock()
PAGE_SIZE: Final = 25


LAST_PAGE: Final = 1_000_000
MOST_NEAR: Final = 300
"""So many events of a part of the map are sent to be marked one by one; more are counted."""


def near_answer(loaded: Loaded, view: View, grid: Grid) -> bytes:
    """Give all events in a rectangle of map tiles that match a view's filters, whatever the time.

    Returns
    -------
    As `dashboard.viewer.answer.view_answer`, as JSON. Where they are too many there is none, and
    `many` is true.
    """
    rows = loaded.counter.rows_within(view, grid, MOST_NEAR)
    answer = _page_of(loaded, view, rows or [])
    return _written(answer | {"many": rows is None})


def event_answer(loaded: Loaded, view: View) -> bytes:
    """Give the event that a view names, as `view_answer` does; none where its filters leave it out.

    Its form is JSON.
    """
    row = loaded.counter.row_named(view)
    return _written(_page_of(loaded, view, [] if row is None else [row]))


def in_sight_answer(loaded: Loaded, view: View, bounds: Bounds, page: int) -> bytes:
    """List the events in a rectangle that a view's window or moment shows, as JSON.

    The event that the view names is given as well, listed or not.

    Returns
    -------
    What `dashboard.viewer.answer.view_answer` gives for the events of one page; and `page`: its
    `number` from 1, how many `pages` there are and how many events are `in_sight`, the `order` of
    the page's events, the newest first, as indices, and the `counts` at rest.

    Raises
    ------
    BadQuestionError
        There is no such page.
    """
    if not 1 <= page <= LAST_PAGE:
        raise BadQuestionError(f"expected page from 1 to {LAST_PAGE}, got {page}")
    found, count = loaded.counter.in_sight(view, bounds, page * PAGE_SIZE)
    pages = max(1, -(-count // PAGE_SIZE))
    if page > pages:
        raise BadQuestionError(f"expected page from 1 to {pages}, got {page}")
    newest = found[(page - 1) * PAGE_SIZE :].tolist()
    named = loaded.counter.row_named(view)
    rows = sorted({*newest, *([] if named is None else [named])})
    answer = _page_of(loaded, view, rows)
    answer["page"] = {
        "number": page,
        "pages": pages,
        "in_sight": count,
        "order": [rows.index(row) for row in newest],
        "counts": asdict(loaded.counter.counts(view)),
    }
    return _written(answer)


def _page_of(loaded: Loaded, view: View, rows: list[int]) -> dict[str, Any]:
    with _one_at_a_time:  # it is Python's own work: two at once take as long as one after the other
        return loaded.page_of(view.filters(), rows)


def _written(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
