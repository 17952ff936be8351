"""CSV and GeoJSON of exactly what is shown, read back by other programs."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.assets import FOLDERS
from dashboard.briefing.tables import COLUMNS, PAGE_COLUMNS, csv_bytes, geojson_bytes
from geodata.casebook import open_case
from geodata.spreadsheet_cells import cell_as_it_was
from tests.dashboard.views import APRIL, LATER, with_titles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.briefing.shown import ShownView
    from tests.dashboard.views import ShownOf

QUERIES = ("", APRIL, "kind=movement&names=az", "q=nothing+has+these+words", "clock=told")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "'＋1",
    "'=1",
    "''@x",
    "'plain'",
    "it's -1",
    'a;"=1+1;b',
    "a;'\"=1",
    '"=1',
)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_first_columns_are_those_of_the_tables_page() -> None:
    script = (FOLDERS["viewer"] / "table" / "downloads.js").read_text(encoding="utf-8")
    names = re.search(r"const NAMES = \[(.*?)\];", script, re.DOTALL)
    assert names
    assert tuple(re.findall(r"'(\w+)'", names[1])) == PAGE_COLUMNS
    assert COLUMNS[: len(PAGE_COLUMNS)] == PAGE_COLUMNS


@pytest.mark.parametrize("query", QUERIES)
def test_csv_holds_the_events_shown_in_their_order(shown_of: ShownOf, query: str) -> None:
    shown = shown_of(query)
    found = pd.read_csv(io.BytesIO(csv_bytes(shown)), keep_default_na=False)
    assert tuple(found.columns) == COLUMNS
    assert found["event_id"].tolist() == [event.event_id for event in shown.events]
    assert found["number"].tolist() == [event.number for event in shown.events]
    assert found["title"].tolist() == [event.title for event in shown.events]
    assert found["date"].tolist() == [event.date for event in shown.events]
    assert found["when"].tolist() == [event.date_words for event in shown.events]
    assert found["standing"].tolist() == [event.standing for event in shown.events]
    said = [" ".join(event.standing_words) for event in shown.events]
    assert found["standing_words"].tolist() == said
    assert found["claims"].tolist() == [len(event.claims) for event in shown.events]
    assert set(found["query"]) <= {shown.query}


@pytest.mark.parametrize("query", QUERIES)
def test_geojson_is_read_back_as_it_was_shown(
    shown_of: ShownOf, query: str, tmp_path: Path
) -> None:
    shown = shown_of(query)
    file = tmp_path / "shown.geojson"
    file.write_bytes(geojson_bytes(shown))
    found = gpd.read_file(file)
    assert len(found) == len(shown.events)
    if not shown.events:
        return
    assert found.crs is not None
    assert found.crs.to_epsg() == 4326
    for (_, row), event in zip(found.iterrows(), shown.events, strict=True):
        assert (row["event_id"], row["number"], row["standing"]) == (
            event.event_id,
            event.number,
            event.standing,
        )
        assert row["standing_words"].startswith(event.standing_words[0])
        marks = [(place.longitude, place.latitude) for place in event.places]
        points = gpd.GeoSeries([] if row.geometry is None else [row.geometry]).explode()
        assert list(zip(points.x, points.y, strict=True)) == marks


def test_geojson_tells_of_the_view_its_places_and_who_told(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL)
    found = json.loads(geojson_bytes(replace(shown, made="2024-07-01")))
    assert found["query"] == shown.query
    assert found["version"] == shown.version
    assert (found["time"], found["made"]) == (shown.time_words, "2024-07-01")
    assert "address" not in found
    assert found["boundaries"] == shown.boundary_words
    assert [source["published_basis"] for source in found["sources"]] == [
        source.published_basis for source in shown.sources
    ]
    column = next(each for each in found["features"] if each["id"] == "column-2024")
    kinds = {
        place["place_id"]: place["geometry"]["type"] for place in column["properties"]["places"]
    }
    assert len(kinds) == len(column["geometry"]["coordinates"]) == 2
    assert len(column["properties"]["told"]) == column["properties"]["claims"] == 6


@pytest.mark.parametrize("write", [csv_bytes, geojson_bytes])
def test_nothing_told_later_is_in_a_table(
    shown_of: ShownOf, write: Callable[[ShownView], bytes]
) -> None:
    today = write(shown_of("")).decode()
    april = write(shown_of(APRIL)).decode()
    assert all(words in today for words in LATER)
    assert not [words for words in LATER if words in april]


def test_an_interval_that_goes_on_past_the_moment_has_no_end(shown_of: ShownOf) -> None:
    shown = shown_of("clock=told&asof=2024-04-30")
    rows = {row["event_id"]: row for row in rows_of(csv_bytes(shown))}
    going_on = [row for row in rows.values() if row["date"].endswith("/..")]
    assert going_on
    assert {row["latest"] for row in going_on} == {""}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_and_none_is_lost(shown_of: ShownOf, text: str) -> None:
    shown = with_titles(shown_of(""), (text,))
    title = rows_of(csv_bytes(shown))[0]["title"]
    assert title[0] not in "=+-@\t\r\n＝＋－＠"
    assert cell_as_it_was(title) == text


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_equal(shown_of: ShownOf, text: str) -> None:
    shown = with_titles(shown_of(""), (text,))
    first, *rest = rows_of(csv_bytes(shown))
    assert cell_as_it_was(first["title"]) == text
    assert len(rest) == len(shown.events) - 1
    assert json.loads(geojson_bytes(shown))["features"][0]["properties"]["title"] == text


CLEAN = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]) | st.sampled_from("'=+-@;＝＋－＠"),
    min_size=1,
    max_size=40,
).filter(lambda text: text == normalize("NFC", text.strip()) and "\ufffd" not in text)
"""Titles that a case may have, as it is read: Unicode's one spelling of each."""


@settings(deadline=None, max_examples=25)
@given(texts=st.lists(CLEAN, min_size=1, max_size=18))
def test_our_reader_opens_an_export_with_its_titles_unchanged(
    shown_of: ShownOf, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    shown = with_titles(shown_of(""), tuple(texts))
    file = tmp_path_factory.mktemp("export") / "shown.csv"
    file.write_bytes(csv_bytes(shown))
    found = open_case(file)
    assert found.rejected == ()
    assert set(found.events["title"]) == {event.title for event in shown.events}


def test_what_a_source_says_of_itself_waits_until_all_of_it_was_told(shown_of: ShownOf) -> None:
    before = {one.source_id: one for one in shown_of("clock=told&asof=a23").sources}
    after = {one.source_id: one for one in shown_of("clock=told&asof=2024-04-17").sources}
    half_told, whole = before["az24saat-2024-04-17"], after["az24saat-2024-04-17"]
    assert (half_told.title, half_told.published_basis) == ("", "inferred")
    assert whole.title.startswith("Russian Presidential spokesman")
    assert whole.published_basis.startswith("inferred:")


@pytest.mark.parametrize("asof", ["c04", "a23", "a02", "2024-04-17", "2024-04-30", "2024-05-18"])
def test_a_date_says_no_more_than_its_words(shown_of: ShownOf, asof: str) -> None:
    events = shown_of(f"clock=told&asof={asof}").events
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    for event in events:
        if event.date_words.startswith("by "):
            assert re.fullmatch(r"\[\.\.\d{4}-\d\d-\d\d\]", event.date)
    earliest = [event.days.earliest for event in events if event.days.earliest is not None]
    assert earliest == sorted(earliest)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc", ""])
def test_an_address_that_is_none_of_the_web_is_in_no_geojson(
    shown_of: ShownOf, address: str
) -> None:
    shown = shown_of("")
    sources = tuple(replace(one, url=address, archived_url=address) for one in shown.sources)
    found = json.loads(geojson_bytes(replace(shown, sources=sources)))
    told = {(one["url"], one["archived_url"]) for one in found["sources"]}
    assert told == {("", "")}
