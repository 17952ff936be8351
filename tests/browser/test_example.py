"""The example for a first lesson, as docs/teaching.md has a class go through it."""

from __future__ import annotations

from itertools import combinations
from math import dist
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import ROOT, RunningApp

if TYPE_CHECKING:
    from tests.browser.conftest import Serve
    from tests.browser.viewer import Viewer

APART = 20  # CSS pixels between two marks that a hand can tell apart
LESSON = {
    "8 Mar 2023": "3 events",
    "9 Mar 2023": "5 events",
    "10 Mar 2023, 1 of 5 that day": "7 events",
    "10 Mar 2023, 18:00, 2 of 5 that day": "7 events",
}


@pytest.fixture(scope="module")
def example(serve: Serve) -> RunningApp:
    return serve(ROOT / "examples" / "market-hall-clock")


def test_the_town_is_close_enough_to_tell_its_places_apart(
    example: RunningApp, viewer: Viewer
) -> None:
    viewer.open(example.url)
    expect(viewer.page.get_by_role("heading", level=1)).to_contain_text("an invented story")
    marks = viewer.targets()
    assert len(marks) >= 6
    assert all(dist((a.x, a.y), (b.x, b.y)) >= APART for a, b in combinations(marks, 2))


def test_the_lesson_goes_statement_by_statement(example: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{example.url}?clock=told&asof=2023-03-07&event=theft-2023")
    expect(viewer.map_summary).to_contain_text("0 events")
    following = viewer.page.get_by_role("button", name="Next statement")
    for moment, shown in LESSON.items():
        following.click()
        expect(viewer.page.get_by_test_id("words-asof")).to_have_text(moment)
        expect(viewer.map_summary).to_contain_text(shown)
    standing = viewer.panel.get_by_test_id("standing")
    expect(standing).to_have_attribute("data-standing", "reported")
    following.click()
    expect(standing).to_have_attribute("data-standing", "contested")
    for _ in range(3):
        following.click()
    expect(viewer.map_summary).to_contain_text("8 events")
    expect(standing).to_have_attribute("data-standing", "contested")
    viewer.expect_query(asof="2023-03-15")
