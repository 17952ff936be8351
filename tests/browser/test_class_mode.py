"""Class mode: a pupil's own view of an event comes before its standing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.test_presenting import marks_on_map

if TYPE_CHECKING:
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

BEGINS = "withdrawal-begins-2024"
TELLTALE = (
    "Confirmed by",
    "Reported by",
    "Concluded by",
    "Mentioned as known by",
    "not confirmed by",
)


def everything_readable(viewer: Viewer) -> str:
    """All that the page and the map's frame say, to the eye and to a screen reader."""
    trees = (viewer.page.locator("body"), viewer.map.locator("body"))
    markup = viewer.page.evaluate(
        """() => {
          const of = (root) => [...root.querySelectorAll('*')].flatMap((one) => [
            ...[...one.attributes].map(({ value }) => value),
            ...(one.shadowRoot ? of(one.shadowRoot) : [])]);
          return of(document).join(' ');
        }"""
    )
    return " ".join([*(tree.aria_snapshot() for tree in trees), markup])


def test_a_standing_can_be_read_only_once_a_view_was_given(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}#class")
    ask = viewer.panel.get_by_test_id("ask-first")
    expect(ask).to_contain_text("Your view before you look: did it happen?")
    expect(viewer.page.get_by_test_id("standing")).to_have_count(0)
    expect(viewer.map.locator(".legend")).to_contain_text("covered")
    said = everything_readable(viewer)
    assert not [words for words in TELLTALE if words in said]
    assert 'data-standing="' not in said
    assert marks_on_map(viewer) == {"covered"}
    viewer.page.mouse.move(*viewer.point_of(event="exit-ganja-2024"))
    expect(viewer.map.locator(".tip")).to_contain_text("Standing covered")

    ask.get_by_role("button", name="not sure").click()
    standing = viewer.page.get_by_test_id("standing")
    expect(standing).to_have_attribute("data-standing", "confirmed")
    expect(standing).to_contain_text("You said: not sure.")
    expect(viewer.page.get_by_test_id("own-view")).to_be_focused()
    expect(viewer.map.locator(".legend")).to_contain_text("confirmed")
    assert marks_on_map(viewer) == {"covered", "confirmed"}


def test_the_question_is_another_once_more_was_told(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=a23&event={BEGINS}#class")
    ask = viewer.panel.get_by_test_id("ask-first")
    ask.get_by_role("button", name="no", exact=True).click()
    standing = viewer.page.get_by_test_id("standing")
    expect(standing).to_have_attribute("data-standing", "unconfirmed")
    moment = viewer.page.get_by_test_id("timeline-asof")
    moment.press("ArrowRight")
    expect(ask).to_be_visible()
    expect(standing).to_have_count(0)
    moment.press("ArrowLeft")
    expect(standing).to_contain_text("You said: no.")


def test_the_list_of_events_tells_no_standing(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}#class")
    viewer.panel.get_by_test_id("ask-first").get_by_role("button", name="yes").click()
    viewer.panel.get_by_role("button", name="Close: all events").click()
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("18 events in these days")
    expect(viewer.panel.locator('[data-standing="covered"]')).to_have_count(17)
    expect(viewer.panel.locator('[data-standing="confirmed"]')).to_have_count(1)


def test_a_filter_by_standing_tells_nothing(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?standing=inferred#class")
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    expect(viewer.sidebar.get_by_role("button", name="movement")).to_be_visible()
    expect(viewer.sidebar.get_by_role("group", name="Standing")).to_have_count(0)


def test_the_tool_makes_the_address_to_hand_out(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}")
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    box = viewer.page.get_by_role("checkbox", name="Class mode")
    box.check()
    viewer.page.get_by_role("button", name="The address to hand out").click()
    address = viewer.page.get_by_test_id("link-address").input_value()
    assert address.endswith("#class")
    assert address == viewer.page.url
    viewer.page.keyboard.press("Escape")
    expect(viewer.panel.get_by_test_id("ask-first")).to_be_visible()
    viewer.panel.get_by_role("button", name="Close: all events").click()
    viewer.expect_query(event=None)
    assert viewer.page.url.endswith("#class")
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    box.uncheck()
    viewer.page.keyboard.press("Escape")
    expect(viewer.page).to_have_url(re.compile(r"^[^#]*$"))
    expect(viewer.map.locator(".legend")).not_to_contain_text("covered")
    assert "covered" not in marks_on_map(viewer)


def test_what_was_said_stays_in_the_page(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?event={BEGINS}#class")
    sent = viewer.record.frames_sent
    viewer.panel.get_by_test_id("ask-first").get_by_role("button", name="yes").click()
    expect(viewer.page.get_by_test_id("own-view")).to_be_visible()
    assert viewer.record.frames_sent == sent
    kept = viewer.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert BEGINS not in kept
    viewer.page.reload()
    viewer.ready()
    expect(viewer.panel.get_by_test_id("ask-first")).to_be_visible()


def test_the_table_tells_no_standing(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.page.goto(f"{shipped.url}table#class")
    rows = viewer.page.get_by_test_id("event-table").locator("tbody tr")
    expect(rows).to_have_count(18)
    expect(viewer.page.locator('tr[data-standing="covered"]')).to_have_count(18)
    viewer.go_to("Map")
    viewer.ready()
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    expect(viewer.page.get_by_role("checkbox", name="Class mode")).to_be_checked()
