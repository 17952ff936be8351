"""The small map of the editing pages: places, their circles, and a place set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from dashboard.assets import asset_address
from tests.browser.modules import open_blank_page
from tests.browser.viewer import box_of, wait_until_at_rest

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp

GANJA: dict[str, Any] = {
    "id": "a",
    "latitude": 40.68,
    "longitude": 46.36,
    "radius": 20_000,
    "label": "Ganja",
    "isChosen": True,
}
SHUSHA = {"id": "b", "latitude": 39.76, "longitude": 46.75, "label": "Shusha"}
MOUNT = """async ([address, sheet, points]) => {
  const { placeMap } = await import(address);
  const host = document.createElement('div');
  host.style.cssText = 'width: 400px; margin: 40px';
  document.body.replaceChildren(host);
  const root = host.attachShadow({ mode: 'open' });
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: sheet });
  root.append(link);
  window.chosen = [];
  window.small = placeMap(root, { label: 'Where it was', choose: (id) => window.chosen.push(id) });
  window.small.show(points);
  window.picked = [];
}"""
PICK = "() => window.small.pick((...where) => window.picked.push(where))"


def _mounted(shipped: RunningApp, new_viewer: NewViewer) -> Locator:
    """The map of two places, on a page that has nothing else."""
    page = new_viewer().page
    open_blank_page(page, shipped.url)
    addresses = [
        shipped.url + asset_address(f"viewer/{name}")
        for name in ("editing/place_map.js", "viewer.css")
    ]
    page.evaluate(MOUNT, [*addresses, [GANJA, SHUSHA]])
    small = page.get_by_role("application", name="Where it was")
    expect(small.locator("path")).to_have_count(3)
    expect(small.locator("canvas")).not_to_have_count(1)
    wait_until_at_rest(page)
    return small


def test_it_shows_places_with_the_room_that_they_take(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    small = _mounted(shipped, new_viewer)
    circle = box_of(small.locator("path").nth(1))
    ground = box_of(small)
    assert circle["width"] > 40, "20 km are to be seen"
    middle = circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2
    assert abs(middle[0] - ground["x"] - ground["width"] / 2) < 3, "the chosen one is in the middle"
    assert abs(middle[1] - ground["y"] - ground["height"] / 2) < 3


def test_a_click_on_a_place_chooses_it_and_one_beside_it_says_where(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    small = _mounted(shipped, new_viewer)
    page = small.page
    small.locator("path").nth(2).click(force=True)
    assert page.evaluate("window.chosen") == ["a"]
    box = box_of(small)
    page.mouse.click(box["x"] + 300, box["y"] + 60)
    assert page.evaluate("window.picked") == [], "nobody asked for a place"
    page.evaluate(PICK)
    page.mouse.click(box["x"] + 300, box["y"] + 60)
    [(latitude, longitude, metres)] = page.evaluate("window.picked")
    assert GANJA["latitude"] < latitude < GANJA["latitude"] + 1, "north of the middle"
    assert GANJA["longitude"] < longitude < GANJA["longitude"] + 1, "east of the middle"
    assert 500 < metres < 10_000, "how exact a click is, as it is zoomed"


def test_the_keyboard_sets_a_place_at_the_cross(shipped: RunningApp, new_viewer: NewViewer) -> None:
    small = _mounted(shipped, new_viewer)
    page = small.page
    page.evaluate(PICK)
    page.keyboard.press("Tab")
    expect(small).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Cross at 40.6")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).not_to_contain_text("Cross at 40.6")
    page.keyboard.press("Enter")
    [(latitude, longitude, metres)] = page.evaluate("window.picked")
    assert latitude > GANJA["latitude"]
    assert metres > 0
    assert longitude > GANJA["longitude"]
