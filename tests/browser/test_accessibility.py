"""What axe-core finds on a page and in the map's frame, in light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_findings
from tests.browser.conftest import NewViewer
from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer


def _open(new_viewer: NewViewer, scheme: str, address: str) -> Viewer:
    """Open a view of the map, and wait until its filters, which come last, are there."""
    viewer = new_viewer(color_scheme=scheme).open(address)
    expect(viewer.sidebar.get_by_role("group", name="Kind")).to_be_visible()
    return viewer


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_page_has_no_serious_finding(
    shipped: RunningApp, new_viewer: NewViewer, scheme: str
) -> None:
    viewer = _open(new_viewer, scheme, f"{shipped.url}?kind=movement&event=exit-ganja-2024")
    viewer.claims.first.get_by_role("button", name="Our summary").click()
    expect(viewer.claims.first.locator("mark")).to_be_visible()
    assert grave_findings(viewer.page) == []
    assert grave_findings(viewer.frame) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_link_and_what_a_link_asked_in_vain_have_no_serious_finding(
    shipped: RunningApp, new_viewer: NewViewer, scheme: str
) -> None:
    viewer = _open(new_viewer, scheme, f"{shipped.url}?event=x&standing=foo")
    expect(viewer.page.get_by_test_id("unused")).to_contain_text("Not used from this link")
    assert grave_findings(viewer.page) == []
    viewer.page.get_by_role("button", name="Link", exact=True).click()
    expect(viewer.page.get_by_role("img", name="QR code of this address")).to_be_visible()
    assert grave_findings(viewer.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["event=column-2024", "clock=told&event=deployment-2020"])
def test_why_a_standing_has_no_serious_finding(
    shipped: RunningApp, new_viewer: NewViewer, scheme: str, query: str
) -> None:
    viewer = _open(new_viewer, scheme, f"{shipped.url}?{query}")
    expect(viewer.panel.get_by_test_id("lane-tick")).not_to_have_count(0)
    expect(viewer.panel.get_by_test_id("difference")).not_to_have_count(0)
    assert grave_findings(viewer.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
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
    shipped: RunningApp, new_viewer: NewViewer, scheme: str, address: str, shows: str
) -> None:
    viewer = new_viewer(color_scheme=scheme)
    viewer.page.goto(f"{shipped.url}{address}")
    expect(viewer.page.get_by_test_id(shows)).to_be_visible()
    viewer.script_has_run()
    assert grave_findings(viewer.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rows_page_has_no_serious_finding(
    shipped: RunningApp, new_viewer: NewViewer, scheme: str
) -> None:
    viewer = new_viewer(color_scheme=scheme)
    viewer.page.goto(f"{shipped.url}rows")
    expect(viewer.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
    viewer.script_has_run()
    assert grave_findings(viewer.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_comparison_and_the_settings_of_play_have_no_serious_finding(
    shipped: RunningApp, new_viewer: NewViewer, scheme: str
) -> None:
    viewer = _open(new_viewer, scheme, f"{shipped.url}?clock=told&asof=a23")
    viewer.page.get_by_test_id("timeline-steps").click()
    expect(viewer.page.get_by_role("dialog", name="How Play steps")).to_be_visible()
    assert grave_findings(viewer.page) == []
    viewer.page.keyboard.press("Escape")
    expect(viewer.page.get_by_role("dialog")).to_have_count(0)
    viewer.page.get_by_role("button", name="Compare", exact=True).click()
    expect(viewer.page.get_by_test_id("compare")).to_be_visible()
    assert grave_findings(viewer.page) == []


def test_the_map_follows_the_dark_theme(shipped: RunningApp, new_viewer: NewViewer) -> None:
    viewer = new_viewer(color_scheme="dark").open(shipped.url)
    expect(viewer.map.locator(":root")).to_have_attribute("data-theme", "dark")
    viewer.page.emulate_media(color_scheme="light")
    expect(viewer.map.locator(":root")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_lesson_has_no_serious_finding(
    shipped: RunningApp, new_viewer: NewViewer, scheme: str
) -> None:
    viewer = _open(new_viewer, scheme, f"{shipped.url}?event=exit-ganja-2024#class")
    expect(viewer.panel.get_by_test_id("ask-first")).to_be_visible()
    assert grave_findings(viewer.page) == []
    assert grave_findings(viewer.frame) == []
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    expect(viewer.page.get_by_role("button", name="Start presenting")).to_be_visible()
    assert grave_findings(viewer.page) == []
    viewer.page.get_by_role("button", name="Start presenting").click()
    presenter = viewer.page.get_by_test_id("presenter")
    expect(presenter).to_be_focused()
    viewer.page.keyboard.press("ArrowDown")
    expect(viewer.page.get_by_test_id("present-claim")).to_be_visible()
    assert grave_findings(viewer.page) == []
    viewer.page.keyboard.press("s")
    expect(presenter.locator("[data-standing]")).not_to_have_count(0)
    assert grave_findings(viewer.page) == []
    viewer.page.keyboard.press("Escape")
    expect(presenter).to_have_count(0)
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    viewer.page.get_by_role("button", name="Worksheet").click()
    expect(viewer.page.get_by_role("button", name="Print")).to_be_focused()
    assert grave_findings(viewer.page) == []
