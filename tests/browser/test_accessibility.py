"""What axe-core finds on a page and in the map's frame, in light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_findings
from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer


@pytest.fixture(params=["light", "dark"])
def themed(viewer: Viewer, request: pytest.FixtureRequest) -> Viewer:
    """A page of a reader who prefers one theme, not opened yet."""
    viewer.page.emulate_media(color_scheme=request.param)
    return viewer


def _open(viewer: Viewer, address: str) -> None:
    """Open a view of the map, and wait until its filters, which come last, are there."""
    viewer.open(address)
    expect(viewer.sidebar.get_by_role("group", name="Kind")).to_be_visible()


def test_the_map_page_has_no_serious_finding(shipped: RunningApp, themed: Viewer) -> None:
    _open(themed, f"{shipped.url}?kind=movement&event=exit-ganja-2024")
    themed.claims.first.get_by_role("button", name="Our summary").click()
    expect(themed.claims.first.locator("mark")).to_be_visible()
    assert grave_findings(themed.page) == []
    assert grave_findings(themed.frame) == []


def test_the_link_and_what_a_link_asked_in_vain_have_no_serious_finding(
    shipped: RunningApp, themed: Viewer
) -> None:
    _open(themed, f"{shipped.url}?event=x&standing=foo")
    expect(themed.page.get_by_test_id("unused")).to_contain_text("Not used from this link")
    assert grave_findings(themed.page) == []
    themed.page.get_by_role("button", name="Link", exact=True).click()
    expect(themed.page.get_by_role("img", name="QR code of this address")).to_be_visible()
    assert grave_findings(themed.page) == []


@pytest.mark.parametrize("query", ["event=column-2024", "clock=told&event=deployment-2020"])
def test_why_a_standing_has_no_serious_finding(
    shipped: RunningApp, themed: Viewer, query: str
) -> None:
    _open(themed, f"{shipped.url}?{query}")
    expect(themed.panel.get_by_test_id("lane-tick")).not_to_have_count(0)
    expect(themed.panel.get_by_test_id("difference")).not_to_have_count(0)
    assert grave_findings(themed.page) == []


@pytest.mark.parametrize(
    ("address", "shows"),
    [
        ("?clock=told&asof=a23", "source-panel"),
        ("table?event=exit-ganja-2024", "event-table"),
        ("table?clock=told&asof=a23", "event-table"),
        ("sources", "sources-page"),
        ("method", "method-page"),
    ],
)
def test_each_page_has_no_serious_finding(
    shipped: RunningApp, themed: Viewer, address: str, shows: str
) -> None:
    themed.page.goto(f"{shipped.url}{address}")
    expect(themed.page.get_by_test_id(shows)).to_be_visible()
    themed.script_has_run()
    assert grave_findings(themed.page) == []


def test_the_rows_page_has_no_serious_finding(shipped: RunningApp, themed: Viewer) -> None:
    themed.page.goto(f"{shipped.url}rows")
    expect(themed.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
    themed.script_has_run()
    assert grave_findings(themed.page) == []


def test_a_comparison_and_the_settings_of_play_have_no_serious_finding(
    shipped: RunningApp, themed: Viewer
) -> None:
    _open(themed, f"{shipped.url}?clock=told&asof=a23")
    themed.page.get_by_test_id("timeline-steps").click()
    expect(themed.page.get_by_role("dialog", name="How Play steps")).to_be_visible()
    assert grave_findings(themed.page) == []
    themed.page.keyboard.press("Escape")
    expect(themed.page.get_by_role("dialog")).to_have_count(0)
    themed.page.get_by_role("button", name="Compare", exact=True).click()
    expect(themed.page.get_by_test_id("compare")).to_be_visible()
    assert grave_findings(themed.page) == []


def test_the_map_follows_the_dark_theme(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.page.emulate_media(color_scheme="dark")
    viewer.open(shipped.url)
    expect(viewer.map.locator(":root")).to_have_attribute("data-theme", "dark")
    viewer.page.emulate_media(color_scheme="light")
    expect(viewer.map.locator(":root")).to_have_attribute("data-theme", "light")


def test_a_lesson_has_no_serious_finding(shipped: RunningApp, themed: Viewer) -> None:
    _open(themed, f"{shipped.url}?event=exit-ganja-2024#class")
    expect(themed.panel.get_by_test_id("ask-first")).to_be_visible()
    assert grave_findings(themed.page) == []
    assert grave_findings(themed.frame) == []
    themed.page.get_by_role("button", name="Present", exact=True).click()
    expect(themed.page.get_by_role("button", name="Start presenting")).to_be_visible()
    assert grave_findings(themed.page) == []
    themed.page.get_by_role("button", name="Start presenting").click()
    presenter = themed.page.get_by_test_id("presenter")
    expect(presenter).to_be_focused()
    themed.page.keyboard.press("ArrowDown")
    expect(themed.page.get_by_test_id("present-claim")).to_be_visible()
    assert grave_findings(themed.page) == []
    themed.page.keyboard.press("s")
    expect(presenter.locator("[data-standing]")).not_to_have_count(0)
    assert grave_findings(themed.page) == []
    themed.page.keyboard.press("Escape")
    expect(presenter).to_have_count(0)
    themed.page.get_by_role("button", name="Present", exact=True).click()
    themed.page.get_by_role("button", name="Worksheet").click()
    expect(themed.page.get_by_role("button", name="Print")).to_be_focused()
    assert grave_findings(themed.page) == []
