"""What a reader meets who opens the shipped case with nothing in the address."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, box_of

STANDINGS = (
    "confirmed",
    "contested",
    "denied",
    "unconfirmed",
    "reported",
    "background",
    "inferred",
)


def test_everything_is_shown_and_the_most_argued_event_is_selected(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.expect_event("Withdrawal of the Russian contingent begins")
    viewer.expect_query(event="withdrawal-begins-2024", **{"from": None, "to": None})
    viewer.expect_days("2020-01-01", "2024-06-30")
    expect(viewer.map_summary).to_have_text("18 of 18 events · 1 Jan 2020 – 30 Jun 2024")
    expect(viewer.canvas).to_have_attribute("data-drawn", "13")
    expect(viewer.sentence).to_have_text(
        re.compile(
            r"What these 8 sources say happened 1 Jan 2020 – 30 Jun 2024, as it stands today\. "
            r"18 of 18 events shown · 5 without a place\."
        )
    )
    stances = {claim.get_attribute("data-stance") for claim in viewer.claims.all()}
    assert {"confirms", "does-not-confirm", "no-statement", "reports"} <= stances


@pytest.mark.trap("https://github.com/Leaflet/Leaflet/pull/8109")
def test_the_map_fills_its_frame_and_covers_none_of_its_marks(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    expect(viewer.map_summary).to_have_attribute("aria-live", "polite")
    box = box_of(viewer.page.locator("iframe"))
    assert box["height"] > 400
    assert all(0 < one.x < box["width"] and 0 < one.y < box["height"] for one in viewer.targets())
    expect(viewer.map.locator(".legend")).to_be_visible()
    viewer.frame.wait_for_function(
        """() => {
          const box = document.querySelector('.legend').getBoundingClientRect();
          return window.whenabouts.map.targets.every(({ x, y, box: pill }) => pill
            ? pill.left > box.right || pill.top + pill.height < box.top
            : x > box.right || y < box.top);
        }"""
    )
    attribution = viewer.map.locator(".leaflet-control-attribution")
    expect(attribution).to_contain_text("Natural Earth")
    expect(attribution).to_contain_text("do not imply endorsement")
    expect(attribution.locator("svg, img")).to_have_count(0)  # Leaflet's own shows a flag
    assert "leafletjs" not in attribution.inner_html()


def test_the_legend_names_only_the_standings_in_view(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?from=2024-04-20&to=2024-06-30")
    legend = viewer.map.locator(".legend")
    expect(legend).to_contain_text("confirmed")
    for standing in ("inferred", "contested", "denied"):
        expect(legend.get_by_text(standing, exact=True)).to_have_count(0)
    viewer.page.get_by_role("button", name="All", exact=True).click()
    expect(legend.get_by_text("inferred", exact=True)).to_be_visible()
    words = legend.inner_text()
    drawn = {one.event for one in viewer.targets()} - {None}
    standings = viewer.frame.evaluate(
        """ids => {
          const { data } = window.whenabouts.map;
          return ids.map((id) => data.standings[data.event(id).standing].label);
        }""",
        sorted(one for one in drawn if one),
    )
    assert {one for one in STANDINGS if re.search(rf"\b{one}\b", words)} == set(standings)


@pytest.mark.trap("https://github.com/streamlit/streamlit/issues/13963")
def test_going_to_another_page_and_back_forgets_nothing(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?from=2024-02-01&event=rail-barda-2024")
    mounted = viewer.record.maps_mounted
    viewer.go_to("Rows")
    expect(viewer.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
    expect(viewer.timeline).to_be_hidden()
    viewer.go_to("Map")
    expect(viewer.timeline).to_be_visible()
    viewer.expect_event("Fuel tankers loaded at Barda station")
    viewer.expect_days("2024-02-01", "2024-06-30")
    viewer.expect_query(**{"from": "2024-02-01", "event": "rail-barda-2024"})
    assert viewer.record.maps_mounted == mounted
