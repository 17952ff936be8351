"""Two moments of the second clock side by side, and what changed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.cases import HOSTILE, write_hostile_case

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.conftest import Serve
    from tests.browser.modules import Modules
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

BEGINS = "withdrawal-begins-2024"
NOON = "2 of 4 that day"


def open_compare(viewer: Viewer, address: str) -> Locator:
    viewer.open(address)
    viewer.page.get_by_role("button", name="Compare").click()
    compare = viewer.page.get_by_test_id("compare")
    expect(compare).to_be_visible()
    return compare


def group_of(compare: Locator, name: str) -> Locator:
    return compare.locator(f"[data-group={name}]")


def test_from_the_moment_shown_to_the_last(shipped: RunningApp, viewer: Viewer) -> None:
    compare = open_compare(viewer, f"{shipped.url}?clock=told&asof=2024-04-16")
    expect(compare.get_by_test_id("compare-left")).to_contain_text("0 events told")
    right = compare.get_by_test_id("compare-right")
    expect(right).to_contain_text("18 events told")
    expect(right.locator("[data-standing=confirmed]")).to_have_text("confirmed: 3")
    expect(compare.get_by_role("heading", level=3)).to_have_text(
        "What was told after 16 Apr 2024, up to 12 Jun 2024"
    )
    expect(compare.get_by_role("status")).to_have_text("18 events newly told.")
    expect(group_of(compare, "newly").get_by_role("button")).to_have_count(18)
    expect(group_of(compare, "newly").locator("[data-event=rail-barda-2024]")).to_contain_text(
        "Reported by Trend, 9 Jun 2024, 15:00."
    )


def test_nothing_later_than_the_later_moment(shipped: RunningApp, viewer: Viewer) -> None:
    compare = open_compare(viewer, f"{shipped.url}?clock=told&asof=2024-04-16")
    compare.get_by_label("Right: day").select_option("17 Apr 2024")
    expect(compare.get_by_test_id("compare-right")).to_contain_text("10 events told")
    compare.get_by_label("Right: up to").select_option(NOON)
    expect(compare.get_by_test_id("compare-right")).to_contain_text("9 events told")
    expect(compare.get_by_role("status")).to_have_text("9 events newly told.")
    begins = group_of(compare, "newly").locator(f"[data-event={BEGINS}]")
    expect(begins).to_contain_text("Unconfirmed; reported by APA (Azerbaijani news agency)")
    changes = compare.get_by_test_id("compare-changes").inner_text()
    assert not [word for word in ("Peskov", "Goran", "Barda", "12 Jun") if word in changes]


def test_what_changed_from_noon_to_the_end(shipped: RunningApp, viewer: Viewer) -> None:
    compare = open_compare(viewer, f"{shipped.url}?clock=told&asof=a23")
    expect(compare.get_by_label("Left: up to").locator("option:checked")).to_have_text(NOON)
    expect(compare.get_by_role("status")).to_have_text(
        "1 standing changed · 9 events newly told · 1 new place · more said of 5 events."
    )
    expect(group_of(compare, "changed").get_by_role("button")).to_have_text(
        "Withdrawal of the Russian contingent begins"
        "unconfirmed → confirmed. Confirmed by Kremlin spokesman (D. Peskov) and assistant to "
        "the President of Azerbaijan (H. Hajiyev), 17 Apr 2024."
    )
    expect(group_of(compare, "placed")).to_contain_text("Also at Lachin Corridor: Front News")
    expect(group_of(compare, "more").locator("[data-event=dadivank-2024]")).to_contain_text(
        "1 more claim: Trend dates it 10 Apr 2024."
    )


def test_swapped_sides_tell_the_same_changes(shipped: RunningApp, viewer: Viewer) -> None:
    compare = open_compare(viewer, f"{shipped.url}?clock=told&asof=a23")
    changes = compare.get_by_test_id("compare-changes").inner_text()
    compare.get_by_role("button", name="Swap").click()
    expect(compare.get_by_test_id("compare-left")).to_contain_text("18 events told")
    expect(compare.get_by_test_id("compare-right")).to_contain_text("9 events told")
    expect(compare.get_by_label("Right: up to").locator("option:checked")).to_have_text(NOON)
    assert compare.get_by_test_id("compare-changes").inner_text() == changes
    compare.get_by_role("button", name="Show the right on the map").click()
    expect(compare).to_be_hidden()
    expect(viewer.map_summary).to_contain_text(f"9 events · told by 17 Apr 2024, {NOON}")


def test_a_line_selects_its_event_and_shows_a_moment_that_has_it(
    shipped: RunningApp, viewer: Viewer
) -> None:
    compare = open_compare(viewer, f"{shipped.url}?clock=told&asof=2024-04-17")
    compare.locator("[data-event=rail-goran-2024]").click()
    expect(compare).to_be_hidden()
    viewer.expect_event("Equipment loaded at Goran station")
    viewer.expect_query(clock="told", event="rail-goran-2024", asof="2024-06-12")


def test_on_the_first_clock_it_begins_with_the_first_day_and_by_keyboard(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    tool = viewer.page.get_by_role("button", name="Compare")
    tool.focus()
    viewer.page.keyboard.press("Enter")
    compare = viewer.page.get_by_test_id("compare")
    expect(compare.get_by_test_id("compare-left")).to_contain_text("10 events told")
    left = compare.get_by_label("Left: day")
    left.focus()
    viewer.page.keyboard.press("ArrowUp")
    expect(compare.get_by_test_id("compare-left")).to_contain_text("0 events told")
    viewer.page.keyboard.press("Escape")
    expect(compare).to_be_hidden()
    expect(tool).to_be_focused()
    viewer.expect_query(clock="happened")


def test_hostile_text_stays_text_in_a_comparison(
    serve: Serve, tmp_path: Path, viewer: Viewer
) -> None:
    app = serve(write_hostile_case(tmp_path / "case"))
    compare = open_compare(viewer, app.url)
    first = compare.get_by_label("Left: day").locator("option").first
    compare.get_by_label("Left: day").select_option(first.get_attribute("value"))
    for words in HOSTILE.values():
        expect(compare.get_by_test_id("compare-changes")).to_contain_text(f"{words} title")
    assert viewer.page.evaluate("window.__pwned") is None


def test_a_lesson_covers_standings_in_a_comparison_too(shipped: RunningApp, viewer: Viewer) -> None:
    compare = open_compare(viewer, f"{shipped.url}?clock=told&asof=a23#class")
    expect(compare.get_by_test_id("compare-left")).to_contain_text("9 events told")
    expect(compare.get_by_test_id("compare-right").get_by_role("listitem")).to_have_text(
        ["covered: 18"]
    )
    expect(group_of(compare, "newly").get_by_role("button").first).to_have_text(
        "Early departure announcedStanding covered: your view first."
    )
    expect(group_of(compare, "changed")).to_have_count(0)
    expect(group_of(compare, "more").locator(f"[data-event={BEGINS}]")).to_contain_text("7 more")


REPORTED, CONFIRMED, NOT_TOLD = 0, 1, 2
SMALL = {
    "standings": [{"id": "reported"}, {"id": "confirmed"}, {"id": "not-yet-told"}],
    "notYetTold": NOT_TOLD,
    "events": [
        {
            "index": 0,
            "history": [[1, REPORTED], [4, REPORTED], [6, CONFIRMED], [8, CONFIRMED]],
            "history_words": [["one"], ["two"], ["three"], ["four"]],
            "places": [0, 1],
            "place_since": [-1, 5],
        },
        {
            "index": 1,
            "history": [[2, NOT_TOLD], [7, REPORTED]],
            "history_words": [["none"], ["told"]],
            "places": [],
            "place_since": [],
        },
    ],
    "claimsOf": [
        [{"order": order, "sentence": f"claim {order}"} for order in (1, 4, 5, 6, 8)],
        [{"order": order, "sentence": f"claim {order}"} for order in (2, 7)],
    ],
}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (-1, 0, {}),
        (-1, 3, {"newly": [(0, 1, "one")]}),
        (1, 3, {}),
        (3, 4, {"more": [(0, 4, "claim 4")]}),
        (3, 5, {"placed": [(0, 5, "claim 5")]}),
        (5, 6, {"changed": [(0, 6, "three")]}),
        (
            3,
            9,
            {"changed": [(0, 6, "four")], "placed": [(0, 5, "claim 5")], "newly": [(1, 7, "told")]},
        ),
        (6, 8, {"newly": [(1, 7, "told")], "more": [(0, 8, "claim 8")]}),
        (-1, 9, {"newly": [(0, 6, "four"), (1, 7, "told")]}),
    ],
)
def test_changes_between_two_orders(
    modules: Modules, before: int, after: int, expected: dict[str, list[tuple[int, int, str]]]
) -> None:
    found = modules.call("compare/changes", "changesBetween", SMALL, before, after)
    told = {
        name: [(one["event"]["index"], one["at"], one["words"]) for one in changes]
        for name, changes in found.items()
        if changes
    }
    assert told == expected
