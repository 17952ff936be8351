"""The table: what the map shows, by the same clock, days, filters and selection, and as a file."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.cases import HOSTILE, write_hostile_case, write_table
from tests.browser.test_told import BEGINS, NOT_TOLD_ON_THE_17TH
from tests.browser.viewer import Viewer, box_of, wait_until_at_rest
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.running_app import RunningApp


class Table:
    """The table on its page."""

    def __init__(self, viewer: Viewer, address: str) -> None:
        self.viewer = viewer
        viewer.page.goto(address)
        self.root = viewer.page.get_by_test_id("event-table")
        self.rows = self.root.locator("tbody tr")
        self.count = viewer.page.get_by_test_id("table-count")
        viewer.script_has_run()

    def row(self, event: str) -> Locator:
        return self.root.locator(f"tr[data-event='{event}']")

    def sort_by(self, column: str) -> None:
        self.root.get_by_role("columnheader", name=column).get_by_role("button").click()

    def column(self, name: str) -> list[str]:
        return [cell.inner_text().strip() for cell in self.root.locator(f"td.{name}").all()]

    def download(self, name: str) -> tuple[str, str]:
        """The name of the file that a button gives, and its text."""
        with self.viewer.page.expect_download() as started:
            self.viewer.page.get_by_role("button", name=name, exact=True).click()
        text = started.value.path().read_bytes().decode("utf-8")
        return started.value.suggested_filename, text


def test_the_table_sorts_by_its_headers(shipped: RunningApp, viewer: Viewer) -> None:
    table = Table(viewer, f"{shipped.url}table")
    expect(table.rows).to_have_count(18)
    when = table.root.get_by_role("columnheader", name="When")
    expect(when).to_have_attribute("aria-sort", "ascending")
    assert table.column("when")[0] == "2020"
    table.sort_by("Claims")
    expect(when).to_have_attribute("aria-sort", "none")
    claims = table.root.get_by_role("columnheader", name="Claims")
    expect(claims).to_have_attribute("aria-sort", "descending")
    expect(table.rows.first).to_have_attribute("data-event", BEGINS)
    table.sort_by("Claims")
    expect(claims).to_have_attribute("aria-sort", "ascending")
    expect(table.rows.last).to_have_attribute("data-event", BEGINS)
    table.sort_by("Title")
    titles = table.column("title")
    assert titles == sorted(titles, key=str.lower)
    table.sort_by("Where")
    assert table.column("where")[-5:] == ["without a place"] * 5
    table.sort_by("Where")
    assert table.column("where")[-5:] == ["without a place"] * 5


def test_a_row_is_selected_for_table_panel_map_and_address(
    shipped: RunningApp, viewer: Viewer
) -> None:
    table = Table(viewer, f"{shipped.url}table")
    table.row("rail-barda-2024").locator("td.when").click()
    viewer.expect_event("Fuel tankers loaded at Barda station")
    expect(table.row("rail-barda-2024").get_by_role("button")).to_have_attribute(
        "aria-pressed", "true"
    )
    viewer.expect_query(event="rail-barda-2024")
    mounted = viewer.record.maps_mounted
    table.row("rail-barda-2024").get_by_role("link", name="Show on the map").click()
    expect(viewer.page.locator("iframe")).to_be_visible()
    viewer.expect_query(event="rail-barda-2024")
    assert viewer.page.url.partition("?")[0] == shipped.url
    expect(table.root).to_have_count(0)
    viewer.expect_event("Fuel tankers loaded at Barda station")
    assert viewer.record.maps_mounted == mounted
    viewer.click_mark(event="exit-ganja-2024")
    viewer.go_to("Table")
    expect(table.row("exit-ganja-2024")).to_have_class("selected")
    viewer.expect_query(event="exit-ganja-2024")


def test_the_table_follows_filters_days_and_its_address(
    shipped: RunningApp, viewer: Viewer
) -> None:
    table = Table(viewer, f"{shipped.url}table?from=2024-04-17&to=2024-06-30")
    expect(table.count).to_have_text("7 of 18 events")
    viewer.pill("movement").click()
    expect(table.count).to_have_text("5 of 18 events")
    viewer.expect_query(**{"kind": "movement", "from": "2024-04-17"})
    assert "/table?" in viewer.page.url
    assert set(table.column("kind")) == {"movement"}
    sent = viewer.record.frames_sent
    viewer.first_day.press("Home")
    expect(table.count).to_have_text("7 of 18 events")
    assert viewer.record.frames_sent == sent
    viewer.go_to("Map")
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.expect_query(kind="movement")


def test_the_table_is_worked_by_keyboard(shipped: RunningApp, viewer: Viewer) -> None:
    table = Table(viewer, f"{shipped.url}table?clock=happened")
    table.root.get_by_role("columnheader", name="Title").get_by_role("button").press("Enter")
    first = table.rows.first.get_by_role("button")
    first.focus()
    first.press("ArrowDown")
    second = table.rows.nth(1).get_by_role("button")
    expect(second).to_be_focused()
    second.press("Enter")
    viewer.expect_query(event=table.rows.nth(1).get_attribute("data-event"))
    expect(table.rows.nth(1).get_by_role("button")).to_be_focused()
    viewer.page.keyboard.press("End")
    expect(table.rows.last.get_by_role("button")).to_be_focused()


@pytest.mark.parametrize("asof", ["c04", "a23"])
def test_on_the_second_clock_the_table_tells_nothing_later(
    shipped: RunningApp, viewer: Viewer, asof: str
) -> None:
    table = Table(viewer, f"{shipped.url}table?clock=told&asof={asof}")
    expect(table.rows).to_have_count({"c04": 2, "a23": 9}[asof])
    expect(table.row(BEGINS)).to_have_attribute(
        "data-standing", {"c04": "reported", "a23": "unconfirmed"}[asof]
    )
    texts = [table.root.inner_text(), *(table.download(kind)[1] for kind in ("CSV", "GeoJSON"))]
    assert not [word for word in NOT_TOLD_ON_THE_17TH for text in texts if word in text]
    assert "2024-06" not in texts[1].partition("\n")[2]
    told = {row["event_id"]: row for row in csv.DictReader(texts[1].lstrip("\ufeff").splitlines())}
    assert int(told[BEGINS]["claims"]) < 14
    viewer.page.get_by_test_id("timeline-asof").press("Home")
    expect(viewer.page.get_by_text("Nothing had been told by then.").last).to_be_visible()
    expect(viewer.page.get_by_role("button", name="CSV", exact=True)).to_be_disabled()


def test_covered_standings_are_covered_in_the_table(shipped: RunningApp, viewer: Viewer) -> None:
    table = Table(viewer, f"{shipped.url}table#class")
    expect(table.rows).to_have_count(18)
    assert set(table.column("standing")) == {"covered"}
    _, text = table.download("CSV")
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    assert {row["standing"] for row in rows} == {"covered"}


def test_downloads_hold_exactly_what_is_shown(shipped: RunningApp, viewer: Viewer) -> None:
    table = Table(viewer, f"{shipped.url}table?from=2024-01-01&to=2024-06-30&kind=movement")
    expect(table.rows).to_have_count(7)
    table.sort_by("Title")
    shown = [row.get_attribute("data-event") for row in table.rows.all()]
    name, text = table.download("CSV")
    title = "withdrawal-from-karabakh-2024_happened-2024-01-01-to-2024-06-30_filtered"
    assert name == f"{title}.csv"
    assert text.startswith("\ufeffevent_id,title,kind,when,")
    assert text.count("\r\n") == text.count("\n") == 8
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines()))
    assert [row["event_id"] for row in rows] == shown
    assert [row["claims"] for row in rows] == table.column("claims")
    name, text = table.download("GeoJSON")
    assert name == f"{title}.geojson"
    features: list[dict[str, Any]] = json.loads(text)["features"]
    assert [feature["id"] for feature in features] == shown
    column = next(feature for feature in features if feature["id"] == "column-2024")
    assert column["geometry"]["type"] == "MultiPoint"  # Tartar and Goranboy
    points = column["geometry"]["coordinates"]
    assert all(46 < longitude < 47 and 40 < latitude < 41 for longitude, latitude in points)


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'a "quoted", cell', 'a;"=1+1;b')


def test_no_cell_of_a_download_is_a_formula(serve: Serve, viewer: Viewer, tmp_path: Path) -> None:
    write_table(
        tmp_path / "events.csv",
        [
            {"title": title, "date": "2024-01-01", "latitude": -3, "longitude": -5}
            for title in FORMULAS
        ],
    )
    table = Table(viewer, f"{serve(tmp_path / 'events.csv').url}table")
    expect(table.rows).to_have_count(len(FORMULAS))
    _, text = table.download("CSV")
    lines = text.lstrip("\ufeff").splitlines()
    cut = [cell for row in csv.reader(lines, delimiter=";") for cell in row]
    assert not [cell for cell in cut if cell.startswith(("=", "+", "@"))]
    rows = list(csv.DictReader(lines))
    titles = {row["title"] for row in rows}
    assert titles >= {"'=1+1", "'+1", "'-1", "'@SUM(A1)", 'a "quoted", cell'}
    assert not [title for title in titles if title[0] in "=+-@\t"]
    assert {(row["latitude"], row["longitude"]) for row in rows} == {("-3", "-5")}


def test_hostile_text_stays_text_in_the_table(serve: Serve, viewer: Viewer, tmp_path: Path) -> None:
    table = Table(viewer, f"{serve(write_hostile_case(tmp_path / 'case')).url}table")
    expect(table.rows).to_have_count(len(HOSTILE))
    for number, words in enumerate(HOSTILE.values()):
        expect(table.row(f"event-{number}").locator(".title-button")).to_have_text(f"{words} title")
    name, text = table.download("CSV")
    assert name.startswith("img-src-x-onerror-window-pwned-1-case_happened")
    assert "<svg onload" in text
    assert viewer.page.evaluate("window.__pwned") is None


def test_five_thousand_rows_are_turned_in_pages(
    serve: Serve, viewer: Viewer, tmp_path: Path
) -> None:
    write_table(
        tmp_path / "events.csv",
        [
            {"title": f"Event {number}", "date": f"20{number % 24:02}-01-01"}
            for number in range(5_000)
        ],
    )
    table = Table(viewer, f"{serve(tmp_path / 'events.csv').url}table")
    expect(table.count).to_have_text("5,000 of 5,000 events")
    table.sort_by("Title")
    expect(table.rows.first).to_contain_text("Event 0")
    expect(table.rows.nth(2)).to_contain_text("Event 2")
    assert table.rows.count() == 100
    pager = viewer.page.get_by_role("navigation", name="Rows of the table")
    expect(pager.get_by_role("button", name="Previous")).to_be_disabled()
    pager.get_by_role("button", name="Next").click()
    expect(pager).to_contain_text("Rows 101 to 200 of 5,000")
    expect(table.rows.first).to_contain_text("Event 100")
    table.sort_by("Title")
    expect(table.rows.first).to_contain_text("Event 4999")
    _, text = table.download("CSV")
    assert text.count("\r\n") == 5_001


UNDATED = "event_id,title,kind,date,place_id\nwithdrawal,Withdrawal,movement,,karabakh\n"


def test_an_event_without_a_day_and_a_case_without_events(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    case = write_case(tmp_path / "undated", events=UNDATED)
    table = Table(new_viewer(), f"{serve(case).url}table")
    expect(table.rows).to_have_count(1)
    expect(table.rows).to_contain_text("no day known")
    rejected = tmp_path / "rejected.csv"
    write_table(rejected, [{"title": "Late", "date": "the day before"}])
    table = Table(new_viewer(), f"{serve(rejected).url}table")
    expect(table.viewer.page.get_by_text("This case has no event to show.")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800), (2560, 1300)])
def test_the_table_fits_the_screen(
    shipped: RunningApp, viewer: Viewer, width: int, height: int
) -> None:
    viewer.page.set_viewport_size({"width": width, "height": height})
    table = Table(viewer, f"{shipped.url}table?event={BEGINS}")
    expect(table.row(BEGINS)).to_be_in_viewport()
    wait_until_at_rest(viewer.page)
    box, frame = box_of(table.row(BEGINS)), box_of(viewer.page.locator(".scroller"))
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"] <= width
    assert frame["y"] < box["y"] < frame["y"] + frame["height"]
    scroll = viewer.page.evaluate("document.scrollingElement.scrollWidth")
    assert scroll == width
