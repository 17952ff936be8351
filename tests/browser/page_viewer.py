"""The page that stands by itself, as a reader sees it: its map is in the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from playwright.sync_api import expect

from tests.browser.viewer import Viewer, centre_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.page_record import PageRecord


class PageViewer(Viewer):
    """One handout or published case, opened."""

    def __init__(self, page: Page, record: PageRecord) -> None:
        super().__init__(page, record)
        self.map = page
        self.canvas = page.locator("canvas[data-drawn]")
        self.map_summary = page.get_by_test_id("map-summary")
        self.mark_list = page.get_by_role("toolbar", name="Events on the map")
        self.sidebar = page.locator("#filters")
        self.names = page.get_by_label("Names:")

    def ready(self) -> Self:
        """Wait until events are drawn and the map has said so in words."""
        self.canvas.wait_for(state="attached")
        expect(self.map_summary).to_contain_text("events")
        return self

    def expect_address(self, **parts: str) -> None:
        """Wait until the address holds these parts; the page's policy lets no predicate in."""
        for name, value in parts.items():
            expect(self.page).to_have_url(re.compile(rf"[?&]{name}={re.escape(value)}(&|$)"))

    def middle_of(self, locator: Locator) -> tuple[float, float]:
        """Give the middle of something on the page."""
        return centre_of(locator)
