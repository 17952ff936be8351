"""Presenting to a class: keys, what is covered until asked for, and how it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.viewer import wait_until_at_rest

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

BEGINS = "withdrawal-begins-2024"
STANDINGS = ("confirmed", "unconfirmed", "reported", "inferred", "background", "contested")


def start_presenting(viewer: Viewer) -> Locator:
    """Open the view from its tool, and wait until it has the focus."""
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    viewer.page.get_by_role("button", name="Start presenting").click()
    presenter = viewer.page.get_by_test_id("presenter")
    expect(presenter).to_be_focused()
    return presenter


def marks_on_map(viewer: Viewer) -> set[str]:
    """The standings that the shown events' marks are drawn with."""
    found = viewer.frame.evaluate(
        """() => {
          const { shown, standings, data } = window.whenabouts.map;
          return data.standings.map(({ id }) => id).filter((_, standing) =>
            standings.some((own, event) => shown[event] && own === standing));
        }"""
    )
    return set(found)


def test_a_clicker_goes_claim_by_claim_then_statement_by_statement(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    presenter = start_presenting(viewer)
    press = viewer.page.keyboard.press
    expect(presenter).to_contain_text("Statement 1 of 8")
    expect(presenter.get_by_role("heading", level=2)).to_have_text("17 Apr 2024, 10:37")
    expect(presenter).to_contain_text("Armenpress")
    expect(presenter.get_by_test_id("present-claim")).to_have_count(0)
    expect(viewer.canvas).to_have_attribute("data-drawn", "0")

    press("PageDown")
    expect(presenter).to_contain_text("APA (Azerbaijani news agency) says it happened")
    expect(viewer.canvas).to_have_attribute("data-drawn", "1")
    press("ArrowRight")
    expect(presenter).to_contain_text("Contingent leaves Dadivank monastery")
    press("Space")
    press("Space")
    expect(presenter).to_contain_text("found no statement by Russian authorities")
    press("Space")
    expect(presenter).to_contain_text("Statement 2 of 8")
    press("PageUp")
    expect(presenter).to_contain_text("found no statement by Russian authorities")
    press("ArrowDown")
    expect(presenter).to_contain_text("Turan concludes its cause or terms")
    press("ArrowUp")
    expect(presenter).to_contain_text("20 more claims in this statement")
    press("End")
    expect(presenter).to_contain_text("Statement 8 of 8")
    expect(viewer.map_summary).to_contain_text("18 events")
    press("ArrowRight")
    expect(presenter).to_contain_text("Statement 8 of 8")
    press("Home")
    expect(presenter).to_contain_text("Statement 1 of 8")
    presenter.get_by_role("button", name="Next").click()
    expect(presenter).to_contain_text("APA")
    presenter.get_by_role("button", name="Back").click()
    expect(presenter.get_by_test_id("present-claim")).to_have_count(0)


def test_standings_are_covered_until_asked_for_and_again_by_the_next_claim(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    presenter = start_presenting(viewer)
    outcome = presenter.get_by_test_id("present-standing")
    for _ in range(2):
        viewer.page.keyboard.press("ArrowDown")
    expect(outcome).to_contain_text("What do you think: did it happen?")
    expect(viewer.map_summary).to_contain_text("9 events")
    assert not [word for word in STANDINGS if word in outcome.inner_text()]
    assert marks_on_map(viewer) == {"covered"}
    assert "Confirmed by" not in viewer.mark_list.inner_text()
    expect(viewer.map.locator(".legend")).to_contain_text("covered")
    expect(viewer.map.locator(".legend")).not_to_contain_text("reported")

    viewer.page.keyboard.press("s")
    expect(outcome.locator("[data-standing]")).to_have_attribute("data-standing", "background")
    begins = outcome.get_by_role("listitem").filter(has_text="Withdrawal of the Russian")
    expect(begins).to_contain_text("reported→thenunconfirmed")
    assert marks_on_map(viewer) == {"background", "inferred", "reported", "unconfirmed"}

    viewer.page.keyboard.press("ArrowRight")
    expect(outcome.locator("[data-standing]")).to_have_count(0)
    assert marks_on_map(viewer) == {"covered"}
    presenter.get_by_role("button", name="Show the standing").press("Enter")
    viewer.page.keyboard.press("ArrowRight")
    presenter.get_by_role("button", name="Show the standing").click()
    expect(outcome.locator("[data-standing]")).to_contain_text("unconfirmed→thenconfirmed")


@pytest.mark.parametrize("leave", ["Escape", "button"])
@pytest.mark.parametrize(
    "query",
    [f"?event={BEGINS}&from=2024-04-01&to=2024-06-30", f"?clock=told&asof=a23&event={BEGINS}"],
)
def test_leaving_gives_the_page_back_as_it_was(
    shipped: RunningApp, viewer: Viewer, query: str, leave: str
) -> None:
    viewer.open(shipped.url + query)
    viewer.expect_query(event=BEGINS, version=viewer.query["version"][0])
    address, summary = viewer.page.url, viewer.map_summary.inner_text()
    steps, mounted = viewer.page.evaluate("history.length"), viewer.record.maps_mounted
    presenter = start_presenting(viewer)
    expect(viewer.panel).to_be_hidden()
    expect(viewer.sidebar).to_be_hidden()
    viewer.page.keyboard.press("End")
    expect(presenter).to_contain_text("Statement 8 of 8")
    assert viewer.page.url == address
    if leave == "Escape":
        viewer.page.keyboard.press("Escape")
    else:
        presenter.get_by_role("button", name="Leave").click()
    expect(presenter).to_have_count(0)
    expect(viewer.map_summary).to_have_text(summary)
    expect(viewer.page.get_by_test_id("standing")).to_be_visible()
    expect(viewer.page.get_by_role("button", name="Present", exact=True)).to_be_focused()
    assert viewer.page.url == address
    assert viewer.page.evaluate("history.length") == steps
    assert viewer.record.maps_mounted == mounted


def test_the_legend_makes_room_for_what_is_presented_on_a_small_projector(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer(1280, 800).open(shipped.url)
    legend = viewer.map.locator("details.legend")
    expect(legend).to_have_attribute("open", "")
    start_presenting(viewer)
    expect(legend).not_to_have_attribute("open", "")
    viewer.page.keyboard.press("Escape")
    expect(legend).to_have_attribute("open", "")


def test_keys_work_after_a_click_on_the_map(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    presenter = start_presenting(viewer)
    viewer.map.locator(".leaflet-container").click(position={"x": 300, "y": 300})
    viewer.page.keyboard.press("PageDown")
    expect(presenter).to_contain_text("APA (Azerbaijani news agency)")
    viewer.page.keyboard.press("Escape")
    expect(presenter).to_have_count(0)


def test_a_lesson_on_a_phone_goes_by_touch(shipped: RunningApp, new_viewer: NewViewer) -> None:
    viewer = new_viewer(390, 844, has_touch=True).open(shipped.url)
    presenter = start_presenting(viewer)
    presenter.get_by_role("button", name="Next").tap()
    expect(presenter.get_by_test_id("present-claim")).to_be_in_viewport()
    expect(viewer.page.locator("iframe").first).to_be_in_viewport()
    presenter.get_by_role("button", name="Show the standing").tap()
    expect(presenter.locator("[data-standing]")).to_be_in_viewport()
    wait_until_at_rest(viewer.page)
    size = presenter.get_by_test_id("present-claim").evaluate("e => getComputedStyle(e).fontSize")
    assert float(size.removesuffix("px")) >= 22
