"""A file whose columns nobody knows is asked about, tried, and opens as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from playwright.sync_api import expect
from shapely import Point

from geodata.read_as import ReadAs
from tests.browser.axe import grave_findings
from tests.browser.running_app import LAN_HOST

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewViewer, Serve

TABLE = (
    "Worum,Wann,breite,laenge\n"
    "Erste,17.04.2024,40.5,46.25\n"
    "<b>Zweite</b>,2024-04-18,40.25,46.5\n"
    "Dritte,morgen,40.25,46.5\n"
)
ASKED = "What do these columns mean?"
OPEN = "Open with these columns"
NARROW = (390, 844)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    table = tmp_path / "liste.csv"
    table.write_text(TABLE, encoding="utf-8")
    return table


def _asked(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    expect(page.get_by_role("button", name=OPEN)).to_be_visible()
    return page


def _choose(page: Page, label: str, column: str) -> None:
    """Choose a column by keyboard alone."""
    box = page.get_by_role("combobox", name=label)
    box.focus()
    page.keyboard.type(column)
    expect(page.get_by_role("option").filter(has_text=column)).to_be_visible()
    page.keyboard.press("Enter")


def test_a_table_with_other_columns_opens_after_one_question(
    serve: Serve, new_viewer: NewViewer, path: Path
) -> None:
    app = serve(path)
    viewer = new_viewer()
    page = _asked(viewer.page, app.url)
    expect(page.get_by_text("Needed: choose a column.")).to_have_count(1)
    assert grave_findings(page) == []
    _choose(page, "Title", "Worum")
    expect(page.get_by_text("2 accepted, 1 rejected of 3 rows read.")).to_be_visible()
    tables = page.locator("[data-testid=stDataFrame] table")
    expect(tables.first).to_contain_text("<b>Zweite</b>")
    expect(tables.nth(1)).to_contain_text("morgen")
    expect(page.get_by_role("button", name=OPEN)).to_be_enabled()
    assert grave_findings(page) == []
    page.get_by_role("button", name=OPEN).click()
    viewer.ready()
    expect(viewer.map_summary).to_contain_text("2 of 2 events")
    assert ReadAs.beside(path).columns["title"] == "Worum"

    viewer.go_to("Rows")
    page.get_by_role("link", name="What its columns mean").click()
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    expect(page.get_by_text("2 accepted, 1 rejected")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_question_fits_a_phone(
    serve: Serve, new_viewer: NewViewer, path: Path, scheme: str
) -> None:
    ReadAs(columns={"title": "Worun", "date": "Wann"}).keep_beside(path)
    page = _asked(new_viewer(*NARROW, color_scheme=scheme).page, serve(path).url)
    _choose(page, "Title", "Worum")
    expect(page.get_by_role("button", name=OPEN)).to_be_enabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    for control in (*page.get_by_role("combobox").all(), page.get_by_role("button", name=OPEN)):
        box = control.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW[0]
    assert grave_findings(page) == []


def test_of_several_layers_one_is_chosen(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    path = tmp_path / "a.gpkg"
    for layer, count in (("2023", 2), ("2024", 3)):
        columns = {"title": [f"Event {n}" for n in range(count)], "date": layer}
        points = [Point(46, 40 + n) for n in range(count)]
        gpd.GeoDataFrame(columns, geometry=points, crs=4326).to_file(path, layer=layer)
    viewer = new_viewer()
    page = _asked(viewer.page, serve(path).url)
    expect(page.get_by_text("2 accepted, 0 rejected")).to_be_visible()
    _choose(page, "Sheet or layer", "2024")
    expect(page.get_by_text("3 accepted, 0 rejected")).to_be_visible()
    page.get_by_role("button", name=OPEN).click()
    viewer.ready()
    expect(viewer.map_summary).to_contain_text("3 of 3 events")
    assert ReadAs.beside(path).layer == "2024"


def test_a_reader_of_the_network_is_told_and_cannot_choose(
    serve: Serve, new_viewer: NewViewer, path: Path
) -> None:
    viewer = new_viewer()
    viewer.record.allow(rf"request to {LAN_HOST}")
    page = viewer.page
    page.goto(serve(path).url.replace("127.0.0.1", LAN_HOST))
    expect(page.get_by_text("chosen on the computer that serves it")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_role("button", name=OPEN)).to_have_count(0)
    assert list(path.parent.iterdir()) == [path]
