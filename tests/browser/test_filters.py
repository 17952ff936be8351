"""Filters: the server answers them without a rerun, the address holds them, Back undoes them."""

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer


@pytest.mark.trap("https://github.com/streamlit/streamlit/issues/11268")
def test_a_kind_changes_map_counts_and_sentence(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    expect(viewer.pill("statement")).to_have_text("statement · 4")
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    expect(viewer.sentence).to_contain_text("11 hidden by filters")
    expect(viewer.pill("movement")).to_have_attribute("aria-pressed", "true")
    expect(viewer.pill("inferred")).to_have_text("inferred · 1")
    assert "operation-2023" not in {one.event for one in viewer.targets()}
    viewer.expect_query(kind="movement")
    viewer.sidebar.get_by_role("button", name="Clear filters").click()
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    viewer.expect_query(kind=None)


def test_a_filter_runs_no_script(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    expect(viewer.pill("movement")).to_be_visible()
    sent = viewer.record.frames_sent
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.page.get_by_label("Search").fill("fuel")
    expect(viewer.map_summary).to_contain_text("2 of 18 events")
    assert viewer.record.frames_sent == sent


def test_a_typed_search_is_one_step_back(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    search = viewer.page.get_by_label("Search")
    for words in ("fu", "fuel", "fuel t"):
        search.fill(words)
        viewer.expect_query(q=words)
    viewer.page.go_back()
    viewer.expect_query(q=None)
    expect(viewer.map_summary).to_contain_text("18 of 18 events")


def test_a_filter_is_chosen_by_keyboard_and_keeps_the_focus(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.pill("movement").focus()
    viewer.page.keyboard.press("Space")
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    expect(viewer.pill("inferred")).to_have_text("inferred · 1")
    expect(viewer.pill("movement")).to_be_focused()
    viewer.page.keyboard.press("Space")
    expect(viewer.map_summary).to_contain_text("18 of 18 events")


def test_filters_of_two_sorts_narrow_each_other(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.pill("inferred").click()
    expect(viewer.map_summary).to_contain_text("1 of 18 events")
    assert {one.event for one in viewer.targets()} == {"exit-ganja-2024"}
    viewer.expect_query(kind="movement", standing="inferred")


@pytest.mark.parametrize("words", ["gence", "Гянджа", "GANJA"])
def test_a_place_is_found_by_any_of_its_names(
    shipped: RunningApp, viewer: Viewer, words: str
) -> None:
    viewer.open(shipped.url)
    viewer.page.get_by_label("Search").fill(words)
    viewer.page.keyboard.press("Enter")
    viewer.expect_query(q=words)
    expect(viewer.sentence).to_contain_text("hidden by filters")
    expect(viewer.mark_list.locator("button[data-event=exit-ganja-2024]")).to_be_attached()
    assert "operation-2023" not in {one.event for one in viewer.targets()}


def test_a_search_without_an_answer_says_so_and_can_be_undone(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event=")
    viewer.page.get_by_label("Search").fill("zzzz")
    viewer.page.keyboard.press("Enter")
    expect(viewer.map_summary).to_contain_text("0 of 18 events")
    expect(viewer.panel).to_contain_text("No event in these days")
    viewer.sidebar.get_by_role("button", name="Clear filters").click()
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    expect(viewer.page.get_by_label("Search")).to_have_value("")


def test_reloading_restores_filters_window_and_selection(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.page.get_by_role("button", name="Apr – Jun 2024").click()
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.click_mark(event="rail-barda-2024")
    viewer.expect_query(kind="movement", event="rail-barda-2024", **{"from": "2024-04-01"})
    viewer.page.reload()
    viewer.ready()
    expect(viewer.pill("movement")).to_have_attribute("aria-pressed", "true")
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.expect_days("2024-04-01", "2024-06-30")
    viewer.expect_event("Fuel tankers loaded at Barda station")


def test_back_and_forward_restore_selection_and_filters(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.click_mark(event="rail-barda-2024")
    viewer.expect_query(event="rail-barda-2024")
    viewer.pill("movement").click()
    viewer.expect_query(kind="movement")
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.click_mark(event="exit-ganja-2024")
    viewer.expect_query(event="exit-ganja-2024", kind="movement")
    viewer.page.go_back()
    viewer.expect_event("Fuel tankers loaded at Barda station")
    expect(viewer.pill("movement")).to_have_attribute("aria-pressed", "true")
    viewer.page.go_back()
    viewer.expect_event("Fuel tankers loaded at Barda station")
    expect(viewer.pill("movement")).to_have_attribute("aria-pressed", "false")
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    viewer.page.go_back()
    viewer.expect_event("Withdrawal of the Russian contingent begins")
    viewer.page.go_forward()
    viewer.page.go_forward()
    viewer.expect_event("Fuel tankers loaded at Barda station")
    expect(viewer.pill("movement")).to_have_attribute("aria-pressed", "true")
    expect(viewer.map_summary).to_contain_text("7 of 18 events")


def test_a_selected_event_that_a_filter_hides_is_not_shown_as_if_it_were_there(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event=operation-2023")
    viewer.pill("movement").click()
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("7 events in these days")
    viewer.pill("movement").click()
    viewer.expect_event("Azerbaijani military operation in Karabakh")


def test_data_that_cannot_be_had_is_told_and_the_old_view_stays(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.record.allow("Failed to load resource")
    viewer.open(shipped.url)
    viewer.page.route("**/view.json*", lambda route: route.fulfill(status=503))
    viewer.pill("movement").click()
    expect(viewer.page.get_by_text("could not be read (503)")).to_be_visible()
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
