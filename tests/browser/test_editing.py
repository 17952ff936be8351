"""A case edited in the page: checked at the cell, undone, saved, also by two people at once."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import grave_findings
from tests.browser.cases import copy_shipped_case, write_hostile_case
from tests.browser.running_app import LAN_HOST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.running_app import RunningApp

NARROW = (390, 844)
AGREEMENT = "Trilateral statement of Armenia"
CONFLICT = "Armed conflict over Karabakh"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return copy_shipped_case(tmp_path / "case")


@pytest.fixture
def app(serve: Serve, case: Path) -> RunningApp:
    return serve(case)


def _edit(page: Page, app: RunningApp) -> Page:
    page.goto(f"{app.url}edit")
    expect(page.get_by_role("grid", name="Events")).to_be_visible()
    return page


@pytest.fixture
def page(new_viewer: NewViewer, app: RunningApp) -> Page:
    """The page of a reader who may edit."""
    return _edit(new_viewer().page, app)


def _row(page: Page, words: str) -> Locator:
    return page.get_by_role("grid").get_by_role("row").filter(has_text=words)


def _cell(page: Page, words: str, column: str) -> Locator:
    return _row(page, words).locator(f"td[data-column={column}]")


def _set(page: Page, words: str, column: str, value: str) -> None:
    """Edit a cell of the grid by the keyboard."""
    _cell(page, words, column).click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def _form(page: Page) -> Locator:
    return page.get_by_test_id("row-form")


def _field(page: Page, label: str) -> Locator:
    return _form(page).get_by_label(label, exact=True)


def _status(page: Page) -> Locator:
    return page.get_by_test_id("edit-status")


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(_status(page)).to_contain_text("Saved")


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_a_bad_date_is_told_at_its_cell_mended_and_saved_alone(
    new_viewer: NewViewer, app: RunningApp, case: Path
) -> None:
    viewer = new_viewer()
    viewer.record.allow(r"422 \(Unprocessable")
    page = _edit(viewer.page, app)
    before = _lines(case / "events.csv")
    _set(page, CONFLICT, "date", "2020-13-44")
    cell = _cell(page, CONFLICT, "date")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(_field(page, "Date").locator("xpath=..").get_by_test_id("cell-problem")).to_contain_text(
        "2020-13-44"
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved")
    assert _lines(case / "events.csv") == before
    page.get_by_test_id("problems").locator("summary").click()
    page.get_by_test_id("problem").filter(has_text=CONFLICT).click()
    expect(_field(page, "Date")).to_be_focused()

    page.get_by_role("button", name="Undo").click()
    expect(cell).to_have_text("2020")
    expect(_status(page)).to_contain_text("Nothing is changed.")
    page.get_by_role("button", name="Redo").click()
    expect(cell).to_contain_text("2020-13-44")
    _set(page, CONFLICT, "date", "2020-09~")
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    _save(page)
    after = _lines(case / "events.csv")
    assert [number for number, line in enumerate(after) if line != before[number]] == [1]
    assert after[1] == before[1].replace(b",2020,", b",2020-09~,")
    assert len(after) == len(before)


def test_a_cell_is_edited_by_the_keyboard_alone(page: Page, case: Path) -> None:
    page.get_by_role("tab", name="Events").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("grid", name="Claims")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Events")).to_be_focused()
    _cell(page, CONFLICT, "title").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(_cell(page, AGREEMENT, "kind")).to_be_focused()
    page.keyboard.press("F2")
    page.keyboard.type(" and more")
    page.keyboard.press("Escape")
    expect(_cell(page, AGREEMENT, "kind")).to_have_text("agreement")
    expect(_cell(page, AGREEMENT, "kind")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("treaty")
    page.keyboard.press("Tab")
    expect(_cell(page, AGREEMENT, "place_id")).to_be_focused()
    expect(_cell(page, AGREEMENT, "kind")).to_have_text("treaty")
    page.keyboard.press("Control+Z")
    expect(_cell(page, AGREEMENT, "kind")).to_have_text("agreement")
    page.keyboard.press("Control+Shift+Z")
    expect(_cell(page, AGREEMENT, "kind")).to_have_text("treaty")
    page.keyboard.press("Control+S")
    expect(_status(page)).to_contain_text("Saved: 1 row.")
    assert ",treaty," in (case / "events.csv").read_text("utf-8")


def _map(page: Page) -> Locator:
    return _form(page).get_by_test_id("place-map")


def test_a_click_on_the_map_sets_the_place_of_an_event_and_how_rough_it_is(
    page: Page, case: Path
) -> None:
    _cell(page, AGREEMENT, "title").click()
    expect(_form(page)).to_contain_text("Without a place.")
    expect(_map(page).locator(".leaflet-container canvas").first).to_be_visible()
    _map(page).locator(".leaflet-container").click(position={"x": 200, "y": 120})
    expect(_field(page, "Latitude")).to_have_value(re.compile(r"^-?\d+\.\d{1,4}$"))
    _form(page).get_by_role("button", name="Known more roughly").click()
    expect(_field(page, "Radius in metres")).not_to_have_value("")
    before = float(_field(page, "Radius in metres").input_value())
    _form(page).get_by_role("button", name="Known more roughly").click()
    expect(_field(page, "Radius in metres")).not_to_have_value(str(int(before)))
    assert float(_field(page, "Radius in metres").input_value()) > before
    _save(page)
    rows = list(csv.DictReader((case / "events.csv").open(encoding="utf-8")))
    assert rows[1]["latitude"] == _field(page, "Latitude").input_value()

    _cell(page, CONFLICT, "title").click()
    expect(_field(page, "Place")).to_have_value("karabakh")
    _map(page).locator(".leaflet-container").click(position={"x": 40, "y": 150})
    expect(_field(page, "Place")).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(_field(page, "Place")).to_have_value("karabakh")
    expect(_field(page, "Latitude")).to_have_value("")


def test_a_place_of_the_case_is_moved_by_a_click_and_its_events_with_it(
    page: Page, case: Path
) -> None:
    page.get_by_role("tab", name="Places").click()
    _cell(page, "Dadivank monastery", "name").click()
    latitude = _field(page, "Latitude of the mark").input_value()
    expect(_map(page).locator(".leaflet-container canvas").first).to_be_visible()
    _map(page).locator(".leaflet-container").click(position={"x": 60, "y": 60})
    expect(_field(page, "Latitude of the mark")).not_to_have_value(latitude)
    _save(page)
    text = (case / "places.geojson").read_text("utf-8")
    place = next(
        one["properties"]
        for one in json.loads(text)["features"]
        if one["properties"]["name"] == "Dadivank monastery"
    )
    assert str(place["mark_latitude"]) == _field(page, "Latitude of the mark").input_value()


def _claims_of(case: Path, event: str) -> set[str]:
    rows = csv.DictReader((case / "sources" / "claims.csv").open(encoding="utf-8"))
    return {row["claim_id"] for row in rows if row["event_id"] == event}


def test_events_are_merged_and_split_and_claims_say_why(page: Page, case: Path) -> None:
    both = _claims_of(case, "column-2024") | _claims_of(case, "dadivank-2024")
    _cell(page, "Column of military vehicles filmed", "title").click()
    _form(page).get_by_role("button", name="Merge into…").click()
    dialog = page.get_by_role("dialog", name="Merge “Column")
    dialog.get_by_role("searchbox").fill("dadivank")
    dialog.get_by_role("radio", name="Contingent leaves Dadivank monastery").check()
    expect(dialog.locator(".merge-plan")).to_contain_text("claims move.")
    keeps_place = dialog.get_by_role("checkbox")
    if keeps_place.count():
        keeps_place.uncheck()
    dialog.get_by_role("button", name="Merge", exact=True).click()
    expect(_form(page).get_by_role("heading", level=2)).to_contain_text("Dadivank")
    expect(_row(page, "Column of military vehicles filmed")).to_have_attribute(
        "data-state", "removed"
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("say in a few words why")
    expect(page.get_by_label("Why is it corrected?")).to_be_focused()
    page.keyboard.type("One and the same column")
    page.keyboard.press("Enter")
    expect(_status(page)).to_contain_text("Saved")
    assert _claims_of(case, "dadivank-2024") == both
    assert "column-2024" not in (case / "events.csv").read_text("utf-8")
    assert any("One and the same column" in path.read_text("utf-8") for path in case.rglob("*.csv"))

    moved = _form(page).get_by_role("checkbox", name="Move:").first
    moved.check()
    _form(page).get_by_role("button", name="Move to a new event").click()
    expect(_field(page, "Title")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Vehicles leave by night")
    page.get_by_label("Not a correction").check()
    _form(page).get_by_role("checkbox", name="Move:").first.check()
    _form(page).get_by_role("button", name="Move to another event…").click()
    page.get_by_role("radio", name="Russian soldiers killed").check()
    page.get_by_role("button", name="Move", exact=True).click()
    expect(_form(page)).to_contain_text("0 claims")
    page.get_by_role("button", name="Undo").click()
    _save(page)
    assert len(_claims_of(case, "dadivank-2024")) == len(both) - 1
    assert len(_claims_of(case, "dadivank-2024-2")) == 1
    expect(_row(page, "Vehicles leave by night")).to_have_count(1)


def test_the_second_of_two_is_shown_the_difference_and_nothing_is_lost(
    new_viewer: NewViewer, app: RunningApp, case: Path
) -> None:
    second_viewer = new_viewer()
    second_viewer.record.allow(r"409 \(Conflict\)")
    first, second = _edit(new_viewer().page, app), _edit(second_viewer.page, app)
    _set(second, CONFLICT, "title", "Second’s title")
    _set(second, AGREEMENT, "kind", "treaty")
    _set(first, CONFLICT, "title", "First’s title")
    _set(first, "Russian soldiers killed", "kind", "losses")
    _save(first)
    second.get_by_role("button", name="Save", exact=True).click()
    difference = second.get_by_test_id("edit-difference")
    expect(difference.get_by_test_id("collision")).to_have_count(1)
    expect(difference.get_by_test_id("change")).to_have_count(2)
    expect(difference).to_contain_text("losses")
    assert grave_findings(second) == []
    go_on = difference.get_by_role("button", name="Go on with both")
    expect(go_on).to_be_disabled()
    second.keyboard.press("Escape")
    expect(second.get_by_test_id("edit-met")).to_be_visible()
    second.get_by_role("button", name="See the difference").click()
    difference.get_by_role("radio", name="Mine: Second’s title").check()
    go_on.click()
    expect(_row(second, "losses")).to_have_count(1)
    expect(_status(second)).to_contain_text("What the other saved is here")
    _save(second)
    saved = (case / "events.csv").read_text("utf-8")
    for words in ("Second’s title", ",treaty,", ",losses,"):
        assert words in saved

    second.get_by_role("button", name="Earlier versions").click()
    earlier = second.get_by_test_id("earlier")
    expect(earlier).to_have_count(2)
    earlier.first.get_by_role("button").click()
    expect(_status(second)).to_contain_text("The earlier version is back.")
    expect(_row(second, "First’s title")).to_have_count(1)
    assert "treaty" not in (case / "events.csv").read_text("utf-8")


def test_what_was_kept_over_a_reload_meets_what_another_saved_meanwhile(
    new_viewer: NewViewer, app: RunningApp
) -> None:
    first, second = _edit(new_viewer().page, app), _edit(new_viewer().page, app)
    _set(second, CONFLICT, "title", "Second’s title")
    _set(second, AGREEMENT, "kind", "treaty")
    second.goto("about:blank")
    _set(first, CONFLICT, "title", "First’s title")
    _save(first)
    second.goto(f"{app.url}edit")
    difference = second.get_by_test_id("edit-difference")
    expect(difference.get_by_test_id("collision")).to_contain_text("First’s title")
    difference.get_by_role("radio", name="Theirs: First’s title").check()
    difference.get_by_role("button", name="Go on with both").click()
    expect(_cell(second, AGREEMENT, "kind")).to_have_text("treaty")
    expect(_row(second, "First’s title")).to_have_count(1)
    expect(_status(second)).to_contain_text("What the other saved is here")
    _save(second)


def test_a_reload_and_another_page_keep_what_is_not_saved(page: Page, case: Path) -> None:
    before = (case / "events.csv").read_bytes()
    _set(page, CONFLICT, "kind", "war")
    page.get_by_role("button", name="New event").click()
    expect(_field(page, "Title")).to_be_focused()
    page.keyboard.type("Something new")
    page.get_by_test_id("stTopNavLink").filter(has_text="Sources").click()
    expect(page.get_by_test_id("sources-page")).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text="Edit").click()
    expect(_row(page, "Something new")).to_be_visible()
    assert page.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))") is False
    page.reload()
    expect(_row(page, "Something new")).to_be_visible()
    expect(_cell(page, CONFLICT, "kind")).to_have_text("war")
    expect(_status(page)).to_contain_text("2 rows not saved")
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.get_by_test_id("change")).to_have_count(2)
    page.keyboard.press("Escape")
    for _ in range(3):
        page.get_by_role("button", name="Undo").click()
    expect(_status(page)).to_contain_text("Nothing is changed.")
    assert (case / "events.csv").read_bytes() == before


def test_who_may_not_edit_is_told_why(new_viewer: NewViewer, app: RunningApp) -> None:
    viewer = new_viewer()
    viewer.record.allow(rf"request to {LAN_HOST}")
    page = viewer.page
    page.goto(f"{app.url.replace('127.0.0.1', LAN_HOST)}edit")
    expect(page.get_by_test_id("edit-page")).to_contain_text(
        "that is done at the computer that serves it"
    )
    expect(page.get_by_role("grid")).to_have_count(0)
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    expect(page.get_by_test_id("stTopNavLink").filter(has_text="Rows")).to_have_count(1)
    expect(page.get_by_test_id("stTopNavLink").filter(has_text="Edit")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_a_row_opens_over_the_table(
    new_viewer: NewViewer, app: RunningApp, case: Path, scheme: str
) -> None:
    page = _edit(new_viewer(*NARROW, color_scheme=scheme).page, app)
    assert grave_findings(page) == []
    _cell(page, CONFLICT, "title").click()
    expect(_form(page)).to_be_visible()
    _field(page, "Kind").fill("war")
    _field(page, "Date").fill("2020-13")
    _field(page, "Date as printed").focus()
    expect(_form(page).get_by_test_id("cell-problem").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    assert grave_findings(page) == []
    _field(page, "Date").fill("2020")
    _form(page).get_by_role("button", name="Close").click()
    expect(_form(page)).to_be_hidden()
    expect(_row(page, CONFLICT)).to_contain_text("changed")
    _save(page)
    assert ",war,2020," in (case / "events.csv").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_serious_finding(
    new_viewer: NewViewer, app: RunningApp, scheme: str
) -> None:
    page = _edit(new_viewer(color_scheme=scheme).page, app)
    _set(page, CONFLICT, "date", "2020-13")
    _cell(page, AGREEMENT, "title").click()
    _form(page).get_by_role("button", name="Take out").click()
    expect(_cell(page, CONFLICT, "date")).to_have_attribute("aria-invalid", "true")
    assert grave_findings(page) == []
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.get_by_test_id("change")).to_have_count(6)  # with the claims about it
    assert grave_findings(page) == []


def test_what_a_case_says_is_only_ever_text(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    page = _edit(new_viewer().page, serve(write_hostile_case(tmp_path / "hostile")))
    for tab in ("Events", "Claims", "Sources", "Places"):
        page.get_by_role("tab", name=tab).click()
        page.get_by_role("grid", name=tab).get_by_role("rowheader").first.click()
        expect(_form(page).get_by_role("heading", level=2)).to_contain_text("<")
    assert page.evaluate("window.__pwned") is None


def test_the_map_goes_on_with_what_was_saved(new_viewer: NewViewer, app: RunningApp) -> None:
    viewer = new_viewer()
    viewer.open(f"{app.url}?event=conflict-2020")
    viewer.expect_event(CONFLICT)
    viewer.go_to("Edit")
    page = viewer.page
    expect(page.get_by_role("grid", name="Events")).to_be_visible()
    _set(page, CONFLICT, "title", "Another title")
    _save(page)
    _form(page).get_by_role("link", name="Show on the map").click()
    viewer.ready()
    viewer.expect_event("Another title")
    expect(page.get_by_test_id("live-notice")).to_be_hidden()
