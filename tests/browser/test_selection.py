"""An event chosen anywhere is shown everywhere: map, panel, timeline, address."""

from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, box_of, day_number


def _ties(viewer: Viewer) -> str:
    """The picture of the lines that tie the selected event to its statements."""
    return str(viewer.timeline.locator("canvas").nth(1).evaluate("canvas => canvas.toDataURL()"))


def _expect_pressed_on_map(viewer: Viewer, event: str) -> None:
    pressed = viewer.mark_list.locator('button[aria-pressed="true"]')
    expect(pressed).to_have_count(1)
    expect(pressed).to_have_attribute("data-event", event)


def test_from_the_map_to_panel_timeline_and_address(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    before = _ties(viewer)
    viewer.click_mark(event="rail-barda-2024")
    viewer.expect_event("Fuel tankers loaded at Barda station")
    viewer.expect_query(event="rail-barda-2024")
    _expect_pressed_on_map(viewer, "rail-barda-2024")
    assert _ties(viewer) != before
    assert {one.get_attribute("data-event") for one in viewer.claims.all()} == {"rail-barda-2024"}


def test_an_event_at_two_places_is_found_at_both(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    marks = [one for one in viewer.targets() if one.event == "column-2024"]
    assert len(marks) == 2
    viewer.click_mark(event="column-2024")
    viewer.expect_event("Column of military vehicles filmed")


def test_from_the_panel_to_the_map(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.panel.get_by_role("button", name="Close: all events").click()
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("18 events in these days")
    viewer.expect_query(event=None)
    viewer.panel.get_by_role("button", name="Equipment loaded at Goran station").click()
    viewer.expect_event("Equipment loaded at Goran station")
    viewer.expect_query(event="rail-goran-2024")
    _expect_pressed_on_map(viewer, "rail-goran-2024")


def test_from_the_timeline_to_panel_and_map(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    top = box_of(viewer.window)["y"]
    statement = viewer.day_x(day_number("2024-05-18")) + 0.5
    viewer.page.mouse.click(statement, top + 70)
    viewer.expect_event("Equipment loaded at Goran station")
    viewer.page.mouse.click(viewer.day_x(day_number("2024-01-09")), top + 19)
    viewer.expect_event("Newest item about the contingent")
    viewer.expect_query(event="bulletin-2024")
    viewer.expect_days("2020-01-01", "2024-06-30")


def test_a_region_mark_gives_each_event_and_lists_its_place(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.fold_legend()
    viewer.click_mark(event="operation-2023")
    viewer.expect_event("Azerbaijani military operation in Karabakh")
    viewer.click_mark(place="karabakh")
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("Karabakh: 8")
    expect(viewer.panel.locator("article")).to_have_count(8)
    viewer.expect_query(event=None, place="karabakh")
    viewer.panel.get_by_role("button", name="Russian soldiers killed").click()
    viewer.expect_event("Russian soldiers killed")
    viewer.page.go_back()
    viewer.page.go_back()
    viewer.expect_event("Azerbaijani military operation in Karabakh")


def test_the_address_of_a_region_lists_it_again_and_back_undoes(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.panel.get_by_role("button", name="Close: all events").click()
    heading = viewer.panel.get_by_role("heading", level=2)
    expect(heading).to_have_text("18 events in these days")
    viewer.fold_legend()
    viewer.click_mark(place="karabakh")
    viewer.expect_query(event=None, place="karabakh")
    viewer.page.reload()
    viewer.ready()
    expect(heading).to_have_text("Karabakh: 8")
    viewer.page.go_back()
    expect(heading).to_have_text("18 events in these days")
    viewer.expect_query(place=None)
    viewer.page.go_forward()
    expect(heading).to_have_text("Karabakh: 8")
    viewer.panel.get_by_role("button", name="All events").click()
    viewer.expect_query(place=None)


def test_a_region_that_nobody_has_told_of_yet_is_not_named(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-16&place=karabakh")
    heading = viewer.panel.get_by_role("heading", level=2)
    expect(heading).to_have_text("0 events told")
    viewer.expect_query(asof="2024-04-16", place=None)
    assert "Karabakh" not in viewer.mark_list.inner_text() + viewer.panel.inner_text()
    viewer.page.get_by_test_id("timeline-asof").press("End")
    expect(heading).to_have_text("Karabakh: 8")
    viewer.expect_query(asof="2024-06-12", place="karabakh")


def test_an_event_outside_the_days_stays_readable_and_says_so(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event=operation-2023&from=2024-04-01&to=2024-06-30")
    viewer.expect_event("Azerbaijani military operation in Karabakh")
    expect(viewer.panel).to_contain_text("Outside the days shown")
    assert "operation-2023" not in {one.event for one in viewer.targets()}


def test_pointing_at_a_mark_names_it(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.page.mouse.move(*viewer.point_of(event="exit-ganja-2024"))
    expect(viewer.map.locator(".tip")).to_contain_text("Equipment leaves through Ganja airfield")
    viewer.page.mouse.move(5, 5)
    expect(viewer.map.locator(".tip")).to_be_hidden()


def test_the_panel_closes_at_its_corner_however_long_the_title(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event=withdrawal-begins-2024")
    title = box_of(viewer.panel.get_by_role("heading", level=2))
    close = box_of(viewer.panel.get_by_role("button", name="Close: all events"))
    assert close["x"] >= title["x"] + title["width"]
    assert abs(close["y"] - title["y"]) < close["height"] / 2
