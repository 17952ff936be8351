"""Sources and Method: the whole case as it stands today, read beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.cases import HOSTILE, write_hostile_case, write_table
from tests.browser.test_told import BEGINS
from tests.browser.viewer import MAP_FRAME, wait_until_at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Serve
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer


def test_a_source_tells_how_it_is_dated_and_what_it_says(
    shipped: RunningApp, viewer: Viewer
) -> None:
    page = viewer.page
    page.goto(f"{shipped.url}sources")
    expect(page.get_by_test_id("source")).to_have_count(8)
    expect(page.get_by_test_id("sources-page")).to_contain_text("8 sources with 62 claims.")
    page.get_by_role("searchbox").fill("front")
    expect(page.get_by_test_id("source")).to_have_count(1)
    source = page.get_by_test_id("source")
    expect(source).to_contain_text("≈ 12 Jun 2024")
    expect(source).to_contain_text("inferred: “on Wednesday”")
    expect(source.get_by_role("link", name="http://frontnews.ge")).to_be_visible()
    expect(page.get_by_test_id("source-claim")).to_have_count(0)
    source.locator("summary").click()
    expect(page.get_by_test_id("source-claim").first).to_be_visible()
    page.get_by_role("searchbox").fill("no such words")
    expect(page.get_by_text("No source has these words.")).to_be_visible()


def test_a_claim_of_a_source_leads_to_its_event_on_the_map(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=c04&kind=statement")
    mounted = viewer.record.maps_mounted
    viewer.go_to("Sources")
    page = viewer.page
    expect(page.get_by_text("not of what had been told by the moment")).to_be_visible()
    expect(page.get_by_test_id("source")).to_have_count(8)
    source = page.locator("[data-source=frontnews-57991]")
    source.locator("summary").click()
    claim = page.locator("[data-testid=source-claim][data-event=withdrawal-complete-2024]").first
    claim.get_by_role("link").click()
    viewer.expect_event("complete")
    viewer.expect_query(event="withdrawal-complete-2024", clock="happened", kind=None)
    expect(page.locator(MAP_FRAME)).to_be_visible()
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    assert viewer.record.maps_mounted == mounted


def test_the_sources_page_says_no_word_of_clocks_on_the_first(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.page.goto(f"{shipped.url}sources")
    expect(viewer.page.get_by_test_id("source")).to_have_count(8)
    expect(viewer.page.get_by_text("not of what had been told by the moment")).to_be_hidden()
    expect(viewer.sidebar).to_be_hidden()


def test_the_method_shows_the_rule_with_its_marks(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.page.goto(f"{shipped.url}method")
    rule = viewer.page.get_by_test_id("method-page").locator("table tbody tr")
    expect(rule).to_have_count(8)
    names = [line.get_attribute("data-standing") for line in rule.all()]
    assert names[:4] == ["not-yet-told", "contested", "denied", "confirmed"]
    expect(rule.locator("canvas")).to_have_count(7)
    expect(rule.nth(3)).to_contain_text("3 events")
    page = viewer.page.get_by_test_id("method-page")
    for words in (
        "autumn 2020",
        "Darwin Core",
        "NOAA GLOBE",
        "Boundaries and names shown do not imply endorsement.",
        "they cannot tell what happened on the ground",
        "CC BY 4.0",
    ):
        expect(page).to_contain_text(words)


def test_hostile_sources_stay_text(serve: Serve, viewer: Viewer, tmp_path: Path) -> None:
    address = serve(write_hostile_case(tmp_path / "case")).url
    page = viewer.page
    page.goto(f"{address}sources")
    source = page.get_by_test_id("source")
    expect(source.get_by_role("heading", level=2)).to_have_text(HOSTILE["image"])
    expect(source).to_contain_text(f"{HOSTILE['close']} publisher")
    source.locator("summary").click()
    expect(page.get_by_test_id("source-claim")).to_have_count(len(HOSTILE))
    assert page.locator("a[href^=javascript], a[href^=data]").count() == 0
    page.goto(f"{address}method")
    expect(page.get_by_test_id("method-page")).to_contain_text(HOSTILE["template"])
    expect(page.get_by_test_id("method-page")).to_contain_text(HOSTILE["quotes"])
    assert page.evaluate("window.__pwned") is None


def test_three_hundred_sources_are_shown_in_parts_and_searched(
    serve: Serve, viewer: Viewer, tmp_path: Path
) -> None:
    table = tmp_path / "many.csv"
    write_table(
        table,
        [
            {
                "title": f"Event {number}",
                "date": "2024-01-01",
                "latitude": 40,
                "longitude": 47,
                "source": f"Paper {number}",
            }
            for number in range(300)
        ],
    )
    page = viewer.page
    page.goto(f"{serve(table).url}sources")
    expect(page.get_by_test_id("source")).to_have_count(40)
    page.get_by_role("button", name="260 more").click()
    expect(page.get_by_test_id("source")).to_have_count(80)
    expect(page.get_by_test_id("source").nth(40)).to_be_focused()
    page.get_by_role("searchbox").fill("paper 299")
    expect(page.get_by_test_id("source")).to_have_count(1)
    page.get_by_test_id("source").locator("summary").click()
    page.get_by_role("link", name="Event 299").click()
    viewer.expect_event("Event 299")


def test_a_case_without_sources_says_so(serve: Serve, viewer: Viewer, tmp_path: Path) -> None:
    table = tmp_path / "rejected.csv"
    write_table(table, [{"title": "Late", "date": "the day before"}])
    viewer.page.goto(f"{serve(table).url}sources")
    expect(viewer.page.get_by_text("This case names no source.")).to_be_visible()
    viewer.go_to("Method")
    expect(viewer.page.get_by_test_id("method-page")).to_contain_text("The case does not say.")


@pytest.mark.trap("https://github.com/streamlit/streamlit/issues/9624")
@pytest.mark.parametrize("page", ["sources", "method"])
@pytest.mark.parametrize("width", [390, 2560])
def test_pages_fit_the_screen(shipped: RunningApp, viewer: Viewer, page: str, width: int) -> None:
    viewer.page.set_viewport_size({"width": width, "height": 900})
    viewer.page.goto(f"{shipped.url}{page}")
    expect(viewer.page.get_by_test_id(f"{page}-page")).to_contain_text("8 sources")
    wait_until_at_rest(viewer.page)
    widths = viewer.page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return [main.scrollWidth, main.clientWidth]; }"
    )
    assert widths[0] == widths[1]


@pytest.mark.trap("https://github.com/streamlit/streamlit/pull/17017")
def test_going_through_the_pages_keeps_what_was_chosen(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=a23&event={BEGINS}")
    for page in ("Sources", "Method", "Rows", "Table"):
        viewer.go_to(page)
        viewer.page.wait_for_url(f"{shipped.url}{page.lower()}*")
    viewer.expect_query(clock="told", asof="a23", event=BEGINS)
    viewer.page.go_back()
    expect(viewer.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
    viewer.page.go_forward()
    viewer.expect_query(clock="told", asof="a23", event=BEGINS)
    expect(viewer.page.locator(f"tr[data-event={BEGINS}]")).to_have_class("selected")


def test_a_page_that_cannot_be_read_says_why_in_the_servers_words(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.record.allow("Failed to load resource")
    viewer.page.route(
        "**/sources.json",
        lambda route: route.fulfill(status=404, json={"message": "The case has changed."}),
    )
    viewer.page.goto(f"{shipped.url}sources")
    lead = viewer.page.get_by_test_id("sources-page").get_by_role("status")
    expect(lead).to_have_text("The case has changed. Reload the page to try again.")
