"""The Streamlit scripts: each page renders, and tells the browser where the case's data lies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import served_case
from dashboard.assets import assets_version
from dashboard.server.app import ENTRY
from tests.geodata.case_folders import SMALL_CASE, write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path)


@pytest.fixture
def app(serve_case: Callable[[Path], ServedCase], case: Path) -> AppTest:
    serve_case(case)
    return AppTest.from_file(str(ENTRY), default_timeout=30)


def _told(app: AppTest) -> dict[str, Any]:
    """What the timeline component was told in the last run."""
    assert not app.exception
    timeline = next(one for one in app.get("bidi_component") if one.key == "timeline")
    told: dict[str, Any] = json.loads(timeline.proto.json)
    return told


def test_the_map_page_tells_the_browser_what_to_fetch(app: AppTest) -> None:
    told = _told(app.run())
    version = served_case.served_case().opening().version
    assert told["data"] == f"data/{version}/{assets_version()}/"
    assert told["stage"] == "map"
    assert {one.key for one in app.get("bidi_component")} >= {"sentence", "source_panel", "filters"}


def test_going_to_another_page_keeps_the_viewer(app: AppTest) -> None:
    app.run()
    told = _told(app.switch_page("rows.py").run())
    assert told["stage"] is None
    assert {one.key for one in app.get("bidi_component")} >= {"sentence", "filters"}


def test_the_table_takes_the_maps_place_in_the_viewer(app: AppTest) -> None:
    app.run()
    assert "event_table" not in {one.key for one in app.get("bidi_component")}
    told = _told(app.switch_page("table.py").run())
    assert told["stage"] == "table"
    keys = {one.key for one in app.get("bidi_component")}
    assert keys >= {"sentence", "filters", "source_panel", "event_table"}


@pytest.mark.parametrize("page", ["sources", "method"])
def test_pages_beside_the_viewer_are_told_where_the_case_lies(app: AppTest, page: str) -> None:
    map_told = _told(app.run())
    told = _told(app.switch_page(f"{page}.py").run())
    assert told["stage"] is None
    shown = next(one for one in app.get("bidi_component") if one.key == f"{page}_page")
    assert json.loads(shown.proto.json) == {"data": map_told["data"]}


def test_rows_page_of_a_sound_case(app: AppTest) -> None:
    app.run()
    app.switch_page("rows.py").run()
    assert not app.exception
    assert app.header[0].value == "Rows of the case"
    assert "0 rejected" in app.text[0].value
    assert not app.dataframe


def test_rows_page_names_what_was_rejected(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    broken = SMALL_CASE["events.csv"] + "late,Late,movement,the day before,tartar\n"
    serve_case(write_case(tmp_path, events=broken))
    app = AppTest.from_file(str(ENTRY), default_timeout=30).run()
    app.switch_page("rows.py").run()
    assert "1 rejected" in app.text[0].value
    row = app.dataframe[0].value.iloc[0]
    assert (row["File"], row["Line"], row["Column"]) == ("events.csv", 4, "date")
    assert row["Value"] == "the day before"


@pytest.mark.parametrize("page", ["map.py", "table.py", "sources.py", "method.py", "rows.py"])
def test_a_case_that_cannot_be_read_is_one_sentence_on_every_page(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path, page: str
) -> None:
    (tmp_path / "notes.txt").touch()
    serve_case(tmp_path)
    app = AppTest.from_file(str(ENTRY), default_timeout=30).run()
    app.switch_page(page).run()
    assert not app.exception
    assert app.header[0].value == "This case cannot be shown"
    assert "events.csv" in app.text[0].value
    assert not app.get("bidi_component")
