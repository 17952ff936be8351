"""What axe-core finds on every page, in both themes.

The tests ask it of more states: dialogs, a lesson, a comparison, the worksheet.
"""

from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from benchmarks.browser import fresh_page, map_frame
from benchmarks.report import Figure
from benchmarks.servers import our_app, running
from tests.browser.axe import grave_findings

PAGES = {
    "": "source-panel",
    "?clock=told": "source-panel",
    "table": "event-table",
    "sources": "sources-page",
    "method": "method-page",
    "rows": "stDataFrame",
}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Count the serious and critical findings on the shipped case."""
    del folder, quick
    findings: list[str] = []
    with running(our_app()) as server:
        for theme in THEMES:
            with fresh_page(browser) as page:
                page.emulate_media(color_scheme=theme)
                for address, shows in PAGES.items():
                    findings += _findings(page, f"{server.page}{address}", shows)
    for finding in findings:
        print(finding)
    return [
        Figure("axe findings, serious or critical, all pages, both themes", len(findings), limit=0)
    ]


def _findings(page: Page, address: str, shows: str) -> list[str]:
    page.goto(address)
    page.get_by_test_id(shows).first.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    found = grave_findings(page)
    frame = map_frame(page)
    if frame.frame_element().is_visible():
        frame.wait_for_selector("canvas[data-drawn]", state="attached")
        found += grave_findings(frame)
    return found
