"""What a large case answers is what plain SQL counts of its rows."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated_rows import DAYS, FIRST_DAY, KINDS, write_rows
from dashboard.loaded_case import LoadedBuilt
from dashboard.viewer.in_sight import in_sight_answer
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.scale.grid import Grid
from geodata.view import Clock, View

ROWS = 6_000
FOLDER = TemporaryDirectory(ignore_cleanup_errors=True)
TABLE = write_rows(Path(FOLDER.name) / "rows.csv", ROWS)
build(TABLE, Path(FOLDER.name) / "built")
LOADED = LoadedBuilt(BuiltCase(Path(FOLDER.name) / "built"))
DATABASE = duckdb.connect()
DATABASE.execute(
    "CREATE TABLE rows AS SELECT *, split_part(date, '/', 1)::DATE AS first, "
    "split_part(date, '/', -1)::DATE AS last "
    f"FROM read_csv('{TABLE}', types = {{'date': 'VARCHAR'}})"
)
START: date = FIRST_DAY.astype(date)
A_DAY = st.dates(START - timedelta(20), START + timedelta(DAYS + 40))


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


FILTERS: dict[str, st.SearchStrategy[Any]] = {
    "kind": some(KINDS.tolist()),
    "source": some([f"source-{number}" for number in range(60)]),
    "actor": some([f"Party {number}" for number in range(40)]),
    "q": st.sampled_from(("", "", "town 17", "event 12")),
}
VIEWS = st.builds(View, from_day=st.none() | A_DAY, to_day=st.none() | A_DAY, **FILTERS)
MOMENTS = st.builds(View, clock=st.just(Clock.TOLD), asof=A_DAY.map(date.isoformat), **FILTERS)
PARTS = st.sampled_from(((-180, -85, 180, 85), (10, 30, 60, 60), (150, -50, -150, 40)))


def condition(view: View) -> str:
    """Say in SQL which rows a view shows; each row is told of on its last day."""
    parts = ["true"]
    if view.clock is Clock.TOLD:
        parts.append(f"last <= '{view.asof}'")
    if view.from_day:
        parts.append(f"last >= '{view.from_day}'")
    if view.to_day:
        parts.append(f"first <= '{view.to_day}'")
    for column, values in (("kind", view.kind), ("actors", view.actor)):
        if values:
            parts.append(f"{column} IN ({', '.join(map(repr, values))})")
    if view.source:
        names = [name.replace("source-", "Source ") for name in view.source]
        parts.append(f"source IN ({', '.join(map(repr, names))})")
    parts += [f"contains(lower(title || ' ' || source), '{word}')" for word in view.q.split()]
    return " AND ".join(parts)


def counted(where: str, what: str = "count(*)") -> int:
    found = DATABASE.execute(f"SELECT {what} FROM rows WHERE {where}").fetchone()
    assert found is not None
    return int(found[0])


@given(VIEWS | MOMENTS, PARTS)
@settings(max_examples=100, deadline=None)
def test_map_panel_and_words_count_what_sql_counts(
    view: View, bounds: tuple[float, float, float, float]
) -> None:
    where = condition(view)
    expected = counted(where)
    assert LOADED.counter.counts(view).shown == expected
    whole = Grid(1, 0, 0, 2, 2, 16)
    cube = LOADED.counter.cells(view, whole, only_window=True).cube
    assert int(cube.entered.sum() + cube.undated.sum()) == expected
    west, south, east, north = bounds
    across = "AND" if west <= east else "OR"
    inside = (
        f"({where}) AND latitude BETWEEN {south} AND {north} "
        f"AND (longitude >= {west} {across} longitude <= {east})"
    )
    listed = json.loads(in_sight_answer(LOADED, view, bounds, 1))
    assert listed["page"]["in_sight"] == counted(inside)
    assert listed["page"]["counts"]["shown"] == expected


@given(VIEWS)
@settings(max_examples=100, deadline=None)
def test_facets_and_histogram_count_what_sql_counts(view: View) -> None:
    filters = view.filters()
    facets = LOADED.built.facets(filters, 100)
    for name, column in (("kind", "kind"), ("actor", "actors")):
        others = View(**{**vars(filters), name: ()})
        found = DATABASE.execute(
            f"SELECT {column}, count(*) FROM rows WHERE {condition(others)} GROUP BY 1"
        ).fetchall()
        assert {one.value: one.count for one in facets[name] if one.count} == dict(found)
    histogram = LOADED.overview(filters)["bins"]
    for clock, column in (("happened", "first"), ("told", "last")):
        edges, counts = histogram[clock]["edges"], histogram[clock]["count"]
        offsets: dict[str, Any] = DATABASE.execute(
            f"SELECT {column} - DATE '1970-01-01' FROM rows WHERE {condition(filters)}"
        ).fetchnumpy()
        days = np.clip(next(iter(offsets.values())).astype(np.int64), edges[0], None)
        assert np.histogram(days, edges)[0].tolist() == counts
