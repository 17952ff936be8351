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
TOLD = "?clock=told&asof=2024-04-17&event=exit-2024"
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
