"""Time is the browser's: dragging runs no Python, and nothing ever mounts the map again."""

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, centre_of

MARK = "() => { window.whenabouts.map.seenByTest = true; }"
MARKED = "() => window.whenabouts.map.seenByTest === true"


@pytest.mark.trap("https://github.com/randyzwitch/streamlit-folium/issues/77")
def test_a_long_drag_sends_nothing_to_the_server(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    expect(viewer.pill("movement")).to_be_visible()
    viewer.frame.evaluate(MARK)
    sent, mounted = viewer.record.frames_sent, viewer.record.maps_mounted
    requests: list[str] = []
    viewer.page.on("request", lambda request: requests.append(request.url.split("/")[-1]))
    viewer.grab(centre_of(viewer.first_day), 700, steps=120)
    expect(viewer.map_summary).to_contain_text("15 of 18 events")
    viewer.page.mouse.move(centre_of(viewer.first_day)[0] - 300, 700, steps=120)
    viewer.page.mouse.up()
    viewer.expect_query(**{"from": viewer.days()[0]})
    assert (viewer.record.frames_sent, viewer.record.maps_mounted) == (sent, mounted)
    # Chromium asks for its icon after changes of the address, the page for a newer version
    assert set(requests) <= {"favicon.png", "state.json"}
    assert viewer.frame.evaluate(MARKED)


def test_selecting_sends_nothing_to_the_server(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    sent = viewer.record.frames_sent
    viewer.click_mark(event="rail-barda-2024")
    viewer.expect_query(event="rail-barda-2024")
    assert viewer.record.frames_sent == sent


def test_a_filter_does_not_mount_the_map_again(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.frame.evaluate(MARK)
    mounted = viewer.record.maps_mounted
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    assert viewer.record.maps_mounted == mounted
    assert viewer.frame.evaluate(MARKED)
