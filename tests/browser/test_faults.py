"""What goes wrong in the page says so, and the rest of the page goes on: see docs/faults.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Route

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

THROWS = "throw new Error('broken on purpose');"
FAILURES = (
    r"broken on purpose|dynamically imported module|status of 40\d|MIME type|provide an export"
)


@dataclass(frozen=True)
class Broken:
    """A module that fails: what it answers, None for 404; and what the page says then."""

    module: str
    answer: str | None
    says: str
    parts: frozenset[str] = frozenset({"sentence", "map", "timeline", "panel", "filters"})
    page: str = ""


BROKEN = {
    "sentence": Broken("sentence.js", None, "The sentence over the map cannot be shown."),
    "timeline": Broken("timeline/timeline.js", THROWS, "The timeline cannot be shown."),
    "panel": Broken("panel/panel.js", None, "The sources cannot be shown here."),
    "filters": Broken("filters.js", THROWS, "The filters cannot be shown."),
    "map": Broken("map/viewer_map.js", THROWS, "The map cannot be shown, or not all of it."),
    "table": Broken("table/table.js", None, "The table cannot be shown.", page="table"),
}


def part(viewer: Viewer, name: str) -> Locator:
    """What tells that a part of the page is there and filled."""
    return {
        "sentence": viewer.sentence,
        "map": viewer.map_summary.filter(has_text="event"),
        "timeline": viewer.first_day,
        "panel": viewer.panel.get_by_role("heading", level=2),
        "filters": viewer.sidebar.get_by_role("button", name=re.compile("^movement")),
    }[name]


def break_module(viewer: Viewer, broken: Broken) -> None:
    """Have a module fail from now on."""

    def answer(route: Route) -> None:
        if broken.answer is None:
            route.fulfill(status=404)
        else:
            route.fulfill(body=broken.answer, content_type="text/javascript")

    viewer.record.allow(FAILURES)
    viewer.page.route(f"**/viewer/{broken.module}", answer)


@pytest.mark.parametrize("name", BROKEN)
def test_a_part_that_fails_says_so_and_the_others_go_on(
    shipped: RunningApp, new_viewer: NewViewer, name: str
) -> None:
    broken, viewer = BROKEN[name], new_viewer()
    break_module(viewer, broken)
    viewer.page.goto(f"{shipped.url}{broken.page}")
    said = viewer.page.get_by_role("alert").filter(has_text=broken.says)
    expect(said).to_be_visible()
    shown = broken.parts - {name} - ({"map"} if broken.page else set())
    for other in sorted(shown):
        expect(part(viewer, other)).to_be_visible()
    if name != "timeline":
        viewer.first_day.press("PageUp")
        expect(viewer.first_day).not_to_have_attribute("aria-valuenow", "18576")


def test_a_handler_that_fails_is_told_where_it_is_and_keeps_nobody_else_from_hearing(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer()
    broken = Broken("panel/one_event.js", f"export const oneEvent = () => {{ {THROWS} }};", "")
    break_module(viewer, broken)
    viewer.page.goto(f"{shipped.url}?place=none")
    viewer.ready()
    viewer.click_mark(event="exit-ganja-2024")
    viewer.expect_query(event="exit-ganja-2024")
    box = viewer.page.locator(".st-key-panel_box").get_by_role("alert")
    expect(box).to_contain_text("what this part shows may not hold any more")
    expect(viewer.page.get_by_test_id("part-failed")).to_have_count(1)
    viewer.first_day.press("ArrowRight")
    viewer.expect_days("2020-01-02", "2024-06-30")


def trouble(viewer: Viewer) -> Locator:
    return viewer.page.get_by_test_id("trouble")


def test_without_a_network_the_page_goes_on_and_then_catches_up(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer()
    viewer.record.allow("WebSocket|ERR_INTERNET_DISCONNECTED|ERR_FAILED|_stcore|Network Error")
    viewer.open(f"{shipped.url}?from=2024-02-01&event=rail-barda-2024")
    expect(viewer.pill("movement")).to_be_visible()
    viewer.page.evaluate("() => { window.seenByTest = true; }")
    viewer.page.context.set_offline(offline=True)
    viewer.pill("movement").click()
    expect(trouble(viewer)).to_have_text(
        "The server does not answer. What is shown is as it was before the last choice."
    )
    expect(viewer.map_summary).to_contain_text("of 18 events")
    viewer.first_day.press("ArrowRight")
    viewer.expect_days("2024-02-02", "2024-06-30")
    viewer.click_mark(event="exit-ganja-2024")
    viewer.expect_event("Equipment leaves through Ganja airfield")
    viewer.page.get_by_test_id("clock-told").click()
    expect(viewer.sentence).to_contain_text("had said by")
    viewer.page.get_by_test_id("clock-happened").click()
    viewer.page.context.set_offline(offline=False)
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    expect(trouble(viewer)).to_be_hidden()
    viewer.expect_query(kind="movement", **{"from": "2024-02-02"})
    assert viewer.page.evaluate("() => window.seenByTest")


def test_an_answer_that_fails_or_breaks_off_is_told_and_asked_for_again(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer()
    viewer.record.allow("status of 500|ERR_")
    viewer.open(shipped.url)
    asked = "**/view.json?kind=movement"
    viewer.page.route("**/live/state.json", lambda route: route.abort())  # or it tries by itself
    viewer.page.route(asked, lambda route: route.fulfill(status=500))
    viewer.pill("movement").click()
    expect(trouble(viewer)).to_contain_text("The case could not be read (500).")
    viewer.page.unroute(asked)
    half = '{"events": {"id": ["a",'
    viewer.page.route(asked, lambda route: route.fulfill(body=half))
    again = viewer.page.get_by_role("button", name="Try again")
    again.click()
    expect(trouble(viewer)).to_contain_text("The answer broke off.")
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    viewer.page.unroute(asked)
    again.click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    expect(again).to_be_hidden()


def test_the_first_answers_may_fail_and_come_later(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer()
    viewer.record.allow("status of 503")
    viewer.page.route(re.compile(r"(view|facets)\.json"), lambda route: route.fulfill(status=503))
    viewer.page.goto(f"{shipped.url}?event=exit-ganja-2024&from=2024-02-01")
    expect(trouble(viewer)).to_have_text("The case could not be read (503).")
    viewer.page.unroute(re.compile(r"(view|facets)\.json"))
    viewer.page.evaluate("() => dispatchEvent(new Event('online'))")
    viewer.ready()
    viewer.expect_event("Equipment leaves through Ganja airfield")
    viewer.expect_days("2024-02-01", "2024-06-30")
    expect(viewer.pill("movement")).to_be_visible()


def words_of(viewer: Viewer) -> list[str]:
    """Every word of the page and of its map."""
    parts = (viewer.sentence, viewer.panel, viewer.timeline, viewer.map_summary)
    slider = viewer.page.get_by_role("slider").all()
    told = [one.get_attribute("aria-valuetext") or "" for one in slider]
    return [*(part.inner_text() for part in parts), *told, viewer.page.url]


def test_a_permalink_shows_the_same_in_every_time_zone(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    found = []
    for zone in ("Asia/Baku", "Pacific/Kiritimati", "America/St_Johns"):
        viewer = new_viewer(timezone_id=zone)
        viewer.open(f"{shipped.url}?clock=told&asof=2024-03-31&event=exit-ganja-2024")
        found.append(words_of(viewer))
    assert found[0] == found[1] == found[2]


def test_a_computer_that_slept_while_it_played_goes_on_from_where_it_was(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open_with_a_still_clock(shipped.url)
    viewer.page.get_by_test_id("timeline-play").click()
    expect(viewer.last_day).to_have_attribute("aria-valuetext", re.compile("31 Jan 2020"))
    viewer.page.clock.fast_forward("08:00:00")
    viewer.page.clock.run_for(100)
    expect(viewer.last_day).to_have_attribute("aria-valuetext", re.compile("29 Feb 2020"))
    viewer.page.clock.run_for(800)
    expect(viewer.last_day).to_have_attribute("aria-valuetext", re.compile("31 Mar 2020"))
