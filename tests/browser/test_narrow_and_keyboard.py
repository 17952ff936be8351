"""On a telephone, and without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewViewer
from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, box_of, centre_of, iso_day

TELEPHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
MOST_TABS = 80
FOCUSED = """() => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  if (found?.tagName === 'IFRAME') {
    const inner = found.contentDocument.activeElement;
    return inner.closest('.mark-list') ? 'map-mark' : 'map';
  }
  if (found?.classList.contains('open-summary')) return 'summary';
  return found?.dataset.testid ?? found?.tagName;
}"""


def test_a_telephone_shows_map_and_timeline_at_once(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer(**TELEPHONE).open(shipped.url)
    page = viewer.page
    widths = page.evaluate(
        "() => [document.querySelector('[data-testid=stMain]').scrollWidth,"
        " document.scrollingElement.scrollWidth, innerWidth]"
    )
    assert widths == [390, 390, 390]
    assert box_of(page.locator("iframe"))["height"] >= 220
    title = box_of(viewer.sentence.locator("xpath=..").locator("h1"))
    assert title["y"] >= 0
    assert title["x"] >= 44
    timeline = box_of(viewer.timeline)
    assert timeline["y"] + timeline["height"] <= 844
    expect(viewer.first_day).to_be_in_viewport(ratio=1)
    expect(viewer.panel).to_be_in_viewport()
    expect(viewer.sidebar).to_have_attribute("data-collapsed", "true")
    scale = box_of(viewer.map.locator(".leaflet-control-scale"))
    credit = box_of(viewer.map.locator(".leaflet-control-attribution"))
    assert scale["y"] + scale["height"] <= credit["y"]


@pytest.mark.parametrize("size", [(2560, 1440), (1024, 1366), (844, 390), (320, 568)])
def test_every_event_is_in_sight_on_a_window_of_any_shape(
    shipped: RunningApp, viewer: Viewer, size: tuple[int, int]
) -> None:
    width, height = size
    viewer.page.set_viewport_size({"width": width, "height": height})
    viewer.open(shipped.url)
    frame = box_of(viewer.page.locator("iframe"))
    assert frame["height"] >= 190
    for target in viewer.targets():
        assert 0 < target.x < frame["width"]
        assert 0 < target.y < frame["height"]


def test_a_finger_drags_time(shipped: RunningApp, new_viewer: NewViewer) -> None:
    viewer = new_viewer(**TELEPHONE).open(shipped.url)
    x, y = centre_of(viewer.first_day)
    touch = viewer.page.context.new_cdp_session(viewer.page)
    touch.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for step in range(1, 11):
        point = {"x": x + step * 12, "y": y}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(viewer.map_summary).to_contain_text("15 of 18 events")
    first = iso_day(viewer.slider_days()[0])
    assert first > "2021-01-01"
    viewer.expect_query(**{"from": first})


def test_a_finger_chooses_on_the_map(shipped: RunningApp, new_viewer: NewViewer) -> None:
    viewer = new_viewer(**TELEPHONE).open(shipped.url)
    viewer.page.touchscreen.tap(*viewer.point_of(event="rail-barda-2024"))
    viewer.expect_event("Fuel tankers loaded at Barda station")


def _tab_until(page: Page, wanted: str, key: str = "Tab") -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED) == wanted:
            return
    raise AssertionError(f"{MOST_TABS} presses of {key} did not reach {wanted}")


def test_everything_can_be_reached_and_used_without_a_mouse(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    page = viewer.page
    _tab_until(page, "map-mark")
    expect(viewer.mark_list).to_have_css("overflow", "auto")
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    focused = viewer.map.locator(".mark-list button:focus")
    chosen = focused.get_attribute("data-event")
    page.keyboard.press("Enter")
    viewer.expect_query(event=chosen)
    expect(viewer.map.locator(".mark-list button:focus")).to_have_attribute(
        "data-event", chosen or ""
    )
    _tab_until(page, "summary")
    page.keyboard.press("Enter")
    expect(viewer.claims.locator("mark").first).to_be_in_viewport()
    _tab_until(page, "timeline-from")
    page.keyboard.press("PageUp")
    viewer.expect_days("2020-01-31", "2024-06-30")
    page.keyboard.press("Tab")
    page.keyboard.press("PageDown")
    viewer.expect_days("2020-01-31", "2024-05-31")


def test_a_region_is_listed_by_keyboard(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=a23")
    page = viewer.page
    _tab_until(page, "map-mark")
    region = viewer.mark_list.get_by_role("button", name="Karabakh: list its 4 events")
    page.keyboard.press("End")
    expect(region).to_be_focused()
    page.keyboard.press("Enter")
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("Karabakh: 4")
    viewer.expect_query(place="karabakh", asof="a23")
    expect(region).to_be_focused()
    expect(region).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("timeline-asof").press("End")
    listed = viewer.mark_list.get_by_role("button", name="Karabakh: list its 8 events")
    expect(listed).to_have_attribute("aria-pressed", "true")
