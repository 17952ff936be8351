"""The whole way, offline: drag time, choose on the map, read who says it, see the words."""

from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, centre_of, day_number


def test_from_a_stretch_of_time_to_the_words_behind_a_mark(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    start = centre_of(viewer.first_day)
    viewer.drag(start, viewer.day_x(day_number("2024-02-15")) - start[0], steps=40)
    expect(viewer.map_summary).to_contain_text("9 of 18 events")
    first, _ = viewer.days()
    assert "2024-02-10" <= first <= "2024-02-20"

    viewer.click_mark(event="exit-ganja-2024")
    viewer.expect_event("Equipment leaves through Ganja airfield")
    expect(viewer.panel.get_by_test_id("standing")).to_have_attribute("data-standing", "inferred")
    claim = viewer.claims.first
    expect(claim).to_have_attribute("data-stance", "infers")
    expect(claim).to_have_attribute("data-event", "exit-ganja-2024")
    expect(claim).to_have_attribute("data-source", "az24saat-2024-04-17")
    expect(claim).to_contain_text("Turan")

    claim.get_by_role("button", name="Our summary, ¶5").click()
    words = claim.locator("mark")
    expect(words).to_have_text("The writer concludes")
    expect(words).to_be_in_viewport()
    expect(claim.get_by_role("heading", name="Our summary")).to_be_visible()
    viewer.expect_query(event="exit-ganja-2024", **{"from": first})
