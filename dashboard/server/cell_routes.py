"""Routes of what is in sight: `/data/<version>/<program>/cells?<view>&z=…&x0=…&y0=…&x1=…&y1=…`.

`…/in_sight?<view>&bbox=…&page=…` lists the events, `…/near?<filters>&z=…&x0=…` gives all where they
are few, `…/event?<filters>&event=…` one. They are described in docs/scale.md.
"""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING, Final

from dashboard.kept_answers import Kept
from dashboard.server.case_answers import kept_answer, of_case
from dashboard.server.own_routes import own_route
from dashboard.stored_body import StoredBody, stored_body
from dashboard.view_bodies import FAST, JSON, loaded_version
from geodata.errors import BadQuestionError
from geodata.query_values import read_identifier
from geodata.scale.grid import Grid
from geodata.view import Clock, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from geodata.scale.grid import Bounds

LONGEST_NUMBER: Final = 12
LONGEST_BOUNDS: Final = 120
NORTH, EAST = 90.0, 180.0
BIN_CHOICES: Final = ("all", "window")
BY_CHOICES: Final = ("standing", "kind")


async def _cells(request: Request) -> Response:
    asked = request.query_params
    view, _ = View.from_query(request.url.query)
    grid = _grid(asked)
    by, bins = _choice(asked, "by", BY_CHOICES), _choice(asked, "bins", BIN_CHOICES)
    query = _of_time_and_filters(view).to_query()
    return await kept_answer(
        request, cells_body, query, grid, by_kind=by == "kind", only_window=bins == "window"
    )


@Kept
def cells_body(
    version: str, query: str, grid: Grid, *, by_kind: bool, only_window: bool
) -> StoredBody:
    """Give the counts by cell under a view's filters, in the query's canonical form.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    BadQuestionError
        The view names a moment that is none of the case's.
    """
    from dashboard.viewer.cells import MEDIA_TYPE, cells_answer  # noqa: PLC0415 - the server answers before pandas is read

    view, _ = View.from_query(query)
    answer = cells_answer(
        loaded_version(version).counter, view, grid, by_kind=by_kind, only_window=only_window
    )
    return stored_body(answer, MEDIA_TYPE, FAST)


async def _in_sight(request: Request) -> Response:
    asked = request.query_params
    view, _ = View.from_query(request.url.query)
    bounds, page = _bounds(asked.get("bbox", "")), _whole_number(asked, "page", "1")
    named = (_identifier(asked, "place"), _identifier(asked, "event"))
    query = _of_time_and_filters(view).to_query()
    return await kept_answer(request, in_sight_body, query, bounds, page, named)


@Kept
def in_sight_body(
    version: str, query: str, bounds: Bounds, page: int, named: tuple[str, str] = ("", "")
) -> StoredBody:
    """Give a page of the events in a rectangle that a view shows, the newest first.

    `named` holds a place and an event: of a place those there are listed, an event is added.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    BadQuestionError
        There is no such page, or the view names a moment that is none of the case's.
    """
    from dashboard.viewer.in_sight import in_sight_answer  # noqa: PLC0415 - as above

    view = replace(View.from_query(query)[0], place=named[0], event=named[1])
    return stored_body(in_sight_answer(loaded_version(version), view, bounds, page), JSON, FAST)


async def _near(request: Request) -> Response:
    filters = View.from_query(request.url.query)[0].filters().to_query()
    return await kept_answer(request, near_body, filters, _grid(request.query_params))


@Kept
def near_body(version: str, query: str, grid: Grid) -> StoredBody:
    """Give all events in a rectangle of tiles that match a view's filters, where they are few.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    from dashboard.viewer.in_sight import near_answer  # noqa: PLC0415 - as above

    view, _ = View.from_query(query)
    return stored_body(near_answer(loaded_version(version), view, grid), JSON, FAST)


async def _event(request: Request) -> Response:
    asked, _ = View.from_query(request.url.query)
    view = replace(asked.filters(), event=asked.event)
    return await kept_answer(request, event_body, view.to_query())


@Kept
def event_body(version: str, query: str) -> StoredBody:
    """Give the event that a view names, where its filters leave it.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    from dashboard.viewer.in_sight import event_answer  # noqa: PLC0415 - as above

    view, _ = View.from_query(query)
    return stored_body(event_answer(loaded_version(version), view), JSON, FAST)


def _grid(asked: Mapping[str, str]) -> Grid:
    zoom, cell = _whole_number(asked, "z"), _whole_number(asked, "cell", "16")
    x0, y0, x1, y1 = (_whole_number(asked, name) for name in ("x0", "y0", "x1", "y1"))
    return Grid(zoom, x0, y0, x1, y1, cell)


def _bounds(text: str) -> Bounds:
    try:
        west, south, east, north = map(float, text[:LONGEST_BOUNDS].split(","))
    except ValueError:
        west = south = east = north = nan
    if not (abs(west) <= EAST and abs(east) <= EAST and -NORTH <= south <= north <= NORTH):
        raise BadQuestionError(
            "expected bbox=west,south,east,north in degrees, west greater than east across the "
            f"date line, got “{text[:80]}”"
        )
    return west, south, east, north


def _of_time_and_filters(view: View) -> View:
    """Keep what counts depend on: equal questions then have one answer."""
    kept = view.filters()
    if view.clock is Clock.TOLD:
        return View(**{**vars(kept), "clock": view.clock, "asof": view.asof})
    return View(**{**vars(kept), "from_day": view.from_day, "to_day": view.to_day})


def _whole_number(asked: Mapping[str, str], name: str, default: str = "") -> int:
    text = asked.get(name, default)
    try:
        return int(text[:LONGEST_NUMBER])
    except ValueError:
        raise BadQuestionError(f"expected a whole number as {name}, got “{text[:80]}”") from None


def _identifier(asked: Mapping[str, str], name: str) -> str:
    try:
        return read_identifier(asked.get(name, ""))
    except ValueError as error:
        raise BadQuestionError(f"{name}: {error}") from None


def _choice(asked: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = asked.get(name, choices[0])
    if text not in choices:
        raise BadQuestionError(f"expected one of {', '.join(choices)} as {name}, got “{text[:80]}”")
    return text


def cell_routes(prefix: str) -> list[Route]:
    """Route the counts; `prefix` is the app's base path such as `/maps`, or empty."""
    return [
        own_route(prefix + "/data/{version}/{program}/cells", of_case(_cells)),
        own_route(prefix + "/data/{version}/{program}/in_sight", of_case(_in_sight)),
        own_route(prefix + "/data/{version}/{program}/near", of_case(_near)),
        own_route(prefix + "/data/{version}/{program}/event", of_case(_event)),
    ]
