"""Counts by cell agree with a plain count of any view, in any part of the map."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.viewer.cells import cells_answer
from geodata.casebook import open_case
from geodata.claims import AFFIRMING
from geodata.dates import day_number
from geodata.moments import Moment
from geodata.scale import entries, series
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.scale.counted_case import CaseCounted
from geodata.scale.counting import Counter
from geodata.scale.cube import Cube, cube_of
from geodata.scale.grid import Grid
from geodata.scale.points import STANDINGS
from geodata.standing import StandingName
from geodata.store import Store
from geodata.view import Clock, View
from tests.geodata.scale.scattered_case import (
    ACTORS,
    DAYS,
    FIRST,
    KINDS,
    SOURCES,
    WORDS,
    write_scattered,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.casebook import Case


def scattered(folder: Path) -> tuple[Case, BuiltCase]:
    path = write_scattered(folder / "case")
    build(path, folder / "built")
    return open_case(path), BuiltCase(folder / "built")


FOLDER = TemporaryDirectory(ignore_cleanup_errors=True)
CASE, BUILT = scattered(Path(FOLDER.name))
STORE = Store(CASE)
COUNTER = Counter(CaseCounted(CASE, STORE))
A_DAY = st.dates(FIRST - timedelta(5), FIRST + timedelta(DAYS + 60))


def subsets(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), max_size=2).map(tuple)


FILTERS: dict[str, st.SearchStrategy[Any]] = {
    "kind": subsets(KINDS),
    "standing": subsets(list(StandingName)),
    "source": subsets(SOURCES),
    "actor": subsets(ACTORS),
    "q": st.sampled_from(("", "", *WORDS, "road X", "bay", "gence harbour")),
}
VIEWS = st.builds(
    View, from_day=st.none() | A_DAY, to_day=st.none() | A_DAY, **FILTERS
) | st.builds(
    View, clock=st.just(Clock.TOLD), asof=st.just("") | A_DAY.map(date.isoformat), **FILTERS
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    zoom = draw(st.integers(0, 7))
    level = 1 << zoom
    x0, y0 = draw(st.integers(-level, 2 * level)), draw(st.integers(-1, level - 1))
    width, height = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    return Grid(zoom, x0, y0, x0 + width, y0 + height, draw(st.sampled_from([16, 32, 64])))


def placed(case: Case, view: View, events: Any) -> Iterator[tuple[str, float, float]]:
    """Give of each event shown its id and where it is, if anywhere, as told by the moment."""
    placing = case.claims[case.claims["field"].eq("place") & case.claims["stance"].isin(AFFIRMING)]
    if view.clock is Clock.TOLD and view.asof:
        moment = Moment.end_of(date.fromisoformat(view.asof))
        placing = placing[moment.mask(placing)]
    claimed = placing.drop_duplicates("event_id").set_index("event_id")["value"].to_dict()
    marks = case.places.set_index("place_id")
    for event in events.to_dict("records"):
        longitude, latitude = event["longitude"], event["latitude"]
        if math.isnan(longitude):
            if event["event_id"] not in claimed:
                continue
            mark = marks.loc[claimed[event["event_id"]]]
            longitude, latitude = mark["mark_longitude"], mark["mark_latitude"]
        yield event["event_id"], longitude, latitude


def plain_cells(case: Case, view: View, grid: Grid, events: Any) -> dict[tuple[int, str], int]:
    """Count one by one the events shown, by cell and standing."""
    standings = dict(zip(events["event_id"], events["standing"], strict=True))
    a_side = (1 << grid.zoom) * grid.cells_per_tile
    counts: dict[tuple[int, str], int] = {}
    for event_id, longitude, latitude in placed(case, view, events):
        column = math.floor((longitude + 180) / 360 * a_side)
        sine = math.sin(math.radians(latitude))
        row = math.floor((0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * a_side)
        across = (column - grid.x0 * grid.cells_per_tile) % a_side
        down = row - grid.y0 * grid.cells_per_tile
        if across < grid.columns and 0 <= down < grid.rows:
            key = (down * grid.columns + across, standings[event_id])
            counts[key] = counts.get(key, 0) + 1
    return counts


def summed(cube: Cube, first: int, last: int, *, undated: bool) -> dict[tuple[int, str], int]:
    """Sum a cube for the days from the edge `first` to the one at which `last` ends."""
    edges = cube.bins.edges
    start, end = np.searchsorted(edges, first), np.searchsorted(edges, last + 1)
    cells = np.repeat(cube.cell, cube.series)
    counts: dict[tuple[int, str], int] = {}
    at = 0
    for number, (cell, code) in enumerate(zip(cells, cube.code, strict=True)):
        own = slice(at, at + cube.entries[number])
        at = own.stop
        shown = (
            cube.entered[own][cube.bin[own] < end].sum()
            - cube.left[own][cube.bin[own] < start].sum()
        )
        shown += cube.undated[number] if undated else 0
        if shown:
            counts[int(cell), STANDINGS[code]] = int(shown)
    return counts


@given(VIEWS, grids())
@example(View(to_day=FIRST - timedelta(5)), Grid(0, 0, 0, 1, 1))
@example(View(from_day=FIRST, to_day=FIRST), Grid(0, 0, 0, 1, 1))
@example(View(from_day=FIRST + timedelta(DAYS + 60)), Grid(0, 0, 0, 1, 1))
@settings(max_examples=60, deadline=None)
def test_the_cells_of_a_view_hold_what_a_plain_count_finds(view: View, grid: Grid) -> None:
    expected_events = STORE.events(view)
    expected = plain_cells(CASE, view, grid, expected_events)
    if not view.asof and view.clock is Clock.TOLD:
        view = replace(view, asof=(FIRST + timedelta(DAYS)).isoformat())
    found = COUNTER.cells(view, grid)
    first, last = COUNTER.counted.span
    if view.clock is Clock.TOLD:
        first = last = day_number(date.fromisoformat(view.asof))
        last = min(last, int(found.cube.bins.edges[-1]) - 1)
        first = last + 1
    else:
        edges = found.cube.bins.edges
        first = day_number(view.from_day) if view.from_day else int(edges[0])
        last = day_number(view.to_day) if view.to_day else int(edges[-1]) - 1
    whole = view.from_day is None and view.to_day is None and view.clock is Clock.HAPPENED
    assert summed(found.cube, first, last, undated=whole) == expected
    assert found.in_sight == sum(expected.values())
    at_rest = COUNTER.cells(view, grid, only_window=True).cube
    assert at_rest.left.sum() == 0
    assert summed(at_rest, -(10**6), 10**6, undated=True) == expected


@given(VIEWS)
@settings(max_examples=40, deadline=None)
def test_counts_at_rest_agree_with_the_stores(view: View) -> None:
    assert COUNTER.counts(view) == BUILT.counts(view) == STORE.counts(view)


@given(VIEWS, grids(), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_prepared_case_answers_with_the_same_bytes(
    view: View, grid: Grid, by_kind: bool, only_window: bool
) -> None:
    held, built = (
        cells_answer(counter, view, grid, by_kind=by_kind, only_window=only_window)
        for counter in (COUNTER, BUILT.counter)
    )
    assert held == built


@given(VIEWS)
@example(View())
@example(View(kind=KINDS[:1]))
@settings(max_examples=25, deadline=None)
def test_a_prepared_case_has_the_same_facets_and_events(view: View) -> None:
    timeless = view.filters()
    assert BUILT.facets(timeless, 50) == STORE.facets(timeless, 50)
    excerpt = BUILT.excerpt(BUILT.rows(timeless))
    assert set(excerpt.events["event_id"]) == set(STORE.events(timeless)["event_id"])
    pd.testing.assert_frame_equal(excerpt.claims, STORE.claims(timeless))


@given(
    VIEWS,
    st.tuples(*[st.floats(-180, 180, width=16)] * 2),
    st.tuples(*[st.floats(-85, 85)] * 2),
    st.integers(1, 60),
)
@settings(max_examples=40, deadline=None)
def test_what_is_in_sight_is_what_a_plain_look_finds(
    view: View, across: tuple[float, float], down: tuple[float, float], most: int
) -> None:
    west, east = across
    south, north = sorted(down)
    found, count = COUNTER.in_sight(view, (west, south, east, north))
    events = STORE.events(View())["event_id"]
    expected = {
        event_id
        for event_id, longitude, latitude in placed(CASE, view, STORE.events(view))
        if south <= latitude <= north
        and (west <= longitude <= east if west <= east else not east < longitude < west)
    }
    assert {events[row] for row in found} == expected
    assert len(found) == count == len(expected)
    first, all_of_them = COUNTER.in_sight(view, (west, south, east, north), most)
    assert (first.tolist(), all_of_them) == (found[:most].tolist(), count)
    built, _ = BUILT.counter.in_sight(view, (west, south, east, north))
    assert set(BUILT.excerpt(built).events["event_id"]) == expected


@given(VIEWS, grids(), st.integers(1, 200))
@settings(max_examples=30, deadline=None)
def test_every_edge_is_exact_however_wide_the_bins(view: View, grid: Grid, most: int) -> None:
    view = replace(view, from_day=None, to_day=None, asof="")
    asked = COUNTER.time_asked(view)
    cube = cube_of(COUNTER.parts_in(view, grid), grid, asked, most_entries=most)
    fine = cube_of(COUNTER.parts_in(view, grid), grid, asked, most_entries=10**9)
    edges = cube.bins.edges.tolist()
    first, last = edges[len(edges) // 3], edges[2 * len(edges) // 3]
    first = last if view.clock is Clock.TOLD else first
    assert summed(cube, first, last - 1, undated=False) == summed(
        fine, first, last - 1, undated=False
    )


@pytest.mark.parametrize("view", [View(), View(clock=Clock.TOLD), View(kind=("march",))])
@pytest.mark.parametrize("kinds", [1, 3])
def test_however_points_are_looked_at_they_count_the_same(
    view: View, kinds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, grid = COUNTER.time_asked(view), Grid(3, 0, 0, 8, 8)

    def counted() -> Cube:
        return cube_of(COUNTER.parts_in(view, grid), grid, asked, kinds)

    expected = counted()
    monkeypatch.setattr(series, "AT_ONCE", 7)
    in_small_chunks = counted()
    monkeypatch.setattr(entries, "_SPARSEST", 10**6)
    in_a_table = counted()
    monkeypatch.setattr(series, "MOST_DENSE", 0)
    monkeypatch.setattr(entries, "MOST_DENSE", 0)
    for found in (in_small_chunks, in_a_table, counted()):
        for name, column in vars(expected).items():
            if name != "bins":
                np.testing.assert_array_equal(getattr(found, name), column, err_msg=name)
    assert len(expected.cell) > 20


def test_bins_widen_until_the_cube_is_small() -> None:
    grid = Grid(1, 0, 0, 2, 2)
    points = COUNTER.parts_in(View(), grid)
    asked = COUNTER.time_asked(View())
    widths = [cube_of(points, grid, asked, most_entries=most).bins.width for most in (9**9, 140, 1)]
    assert widths[0] == "day"
    assert widths[-1] == "year"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ((20, 0, 0, 1, 1), "expected z from 0 to 19, got 20"),
        ((3, 2, 0, 2, 1), "expected x1 greater than x0"),
        ((9, 0, 0, 100, 100), "expected at most 256 tiles, got 100 × 100"),
    ],
)
def test_a_grid_that_is_none_is_refused(wrong: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Grid(*wrong)
