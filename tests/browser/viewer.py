"""The viewer's page as a reader sees it: its parts by name, and what a hand does to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Frame, FrameLocator, Locator, Page

    from tests.browser.page_record import PageRecord

PATIENCE = 30_000  # milliseconds: a machine that does much else is slow, not wrong
expect.set_options(timeout=PATIENCE)
EPOCH = date(1970, 1, 1).toordinal()
MAP_FRAME = 'iframe[title*="st_folium"]'
AT_REST = """() => {
  const within = (root) => [root, ...[...root.querySelectorAll('*')].flatMap(
    ({ shadowRoot }) => (shadowRoot ? within(shadowRoot) : []))];
  const roots = within(document);
  const styled = (root) => [...root.querySelectorAll('link[rel=stylesheet]')].every(
    ({ sheet, disabled }) => sheet || disabled);
  const goesOn = ({ effect, playState }) =>
    playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
  const drawn = window.whenabouts?.map;
  const size = drawn?.map.getSize();
  const box = drawn?.map.getContainer();
  return document.fonts.status === 'loaded' && roots.every(styled)
    && !roots.some((root) => root.getAnimations().some(goesOn))
    && (!drawn || (drawn.base && box.clientWidth === size.x && box.clientHeight === size.y));
}"""


@dataclass(frozen=True)
class Target:
    """Something drawn on the map, in CSS pixels of the map's frame; one of `event` and `place`."""

    event: str | None
    place: str | None
    x: float
    y: float


class Viewer:
    """One page of the app.

    Parameters
    ----------
    page
        Where it is opened.
    record
        What that page prints, throws and asks for.
    """

    def __init__(self, page: Page, record: PageRecord) -> None:
        self.page = page
        self.record = record
        self.map: FrameLocator | Page = page.frame_locator(MAP_FRAME)
        self.canvas = self.map.locator("canvas[data-drawn]")
        self.map_summary = self.map.get_by_test_id("map-summary")
        self.mark_list = self.map.get_by_role("toolbar", name="Events on the map")
        self.panel = page.get_by_test_id("source-panel")
        self.claims = page.get_by_test_id("claim")
        self.sentence = page.get_by_test_id("sentence")
        self.timeline = page.get_by_test_id("timeline")
        self.first_day = page.get_by_test_id("timeline-from")
        self.last_day = page.get_by_test_id("timeline-to")
        self.window = page.get_by_test_id("timeline-window")
        self.sidebar = page.get_by_test_id("stSidebar")
        self.names = self.map.get_by_label("Names:")

    def open(self, address: str) -> Viewer:
        """Open an address and wait until its events are drawn and the server is at rest."""
        self.page.goto(address)
        return self.ready()

    def open_with_a_still_clock(self, address: str) -> Viewer:
        """Open an address; the page's time then only goes on when it is told to."""
        self.page.clock.install(time="2024-07-01T10:00:00")
        self.open(address)
        self.page.clock.pause_at("2024-07-01T11:00:00")
        return self

    def ready(self) -> Viewer:
        """Wait until events are drawn, the map has said so in words, and all is at rest."""
        self.canvas.wait_for(state="attached")
        expect(self.map_summary).to_contain_text("event")
        self.script_has_run()
        wait_until_at_rest(self.page)
        wait_until_at_rest(self.frame)
        return self

    def script_has_run(self) -> None:
        """Wait until the server runs no script for this page."""
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_be_attached()

    @property
    def frame(self) -> Frame:
        """The map's frame."""
        frame = self.page.locator(MAP_FRAME).element_handle().content_frame()
        assert frame is not None
        return frame

    @property
    def query(self) -> dict[str, list[str]]:
        """The address bar's query."""
        return parse_qs(urlsplit(self.page.url).query)

    def expect_query(self, **parts: str | None) -> None:
        """Wait until the address bar holds these parts, and not those that are None."""
        self.page.wait_for_function(
            """parts => {
              const query = new URLSearchParams(location.search);
              return Object.entries(parts).every(([name, value]) => query.get(name) === value);
            }""",
            arg=parts,
        )

    def expect_days(self, first: str, last: str) -> None:
        """Wait until the map shows the days between two, as ISO days."""
        expect(self.canvas).to_have_attribute("data-from", first)
        expect(self.canvas).to_have_attribute("data-to", last)

    def expect_event(self, title: str) -> None:
        """Wait until the panel shows this event."""
        expect(self.panel.get_by_role("heading", level=2)).to_contain_text(title)

    def days(self) -> tuple[str, str]:
        """First and last day that the map shows, as ISO days."""
        return (
            self.canvas.get_attribute("data-from") or "",
            self.canvas.get_attribute("data-to") or "",
        )

    def slider_days(self) -> tuple[int, int]:
        """First and last day of the window, as whole numbers since 1970-01-01."""
        first = self.first_day.get_attribute("aria-valuenow")
        last = self.last_day.get_attribute("aria-valuenow")
        return int(first or 0), int(last or 0)

    def targets(self) -> list[Target]:
        """What a pointer finds on the map."""
        found: list[dict[str, Any]] = self.frame.evaluate(
            """() => {
              const { targets, data } = window.whenabouts.map;
              return targets.map(({ event, place, x, y, box }) => ({
                event: event === undefined ? null : data.events[event].id,
                place: place?.id ?? null,
                x: box ? box.left + 12 : x,
                y: box ? box.top + 12 : y,
              }));
            }"""
        )
        return [Target(**one) for one in found]

    def place_names(self) -> dict[str, str]:
        """What the map calls the case's places, by their ids."""
        found: dict[str, str] = self.frame.evaluate(
            "() => Object.fromEntries("
            "window.whenabouts.map.data.places.map(({ id, name }) => [id, name]))"
        )
        return found

    def point_of(
        self, *, event: str | None = None, place: str | None = None
    ) -> tuple[float, float]:
        """Where on the page an event's mark or a place's region mark lies."""
        target = next(one for one in self.targets() if (one.event, one.place) == (event, place))
        box = box_of(self.page.locator(MAP_FRAME))
        return box["x"] + target.x, box["y"] + target.y

    def click_mark(self, *, event: str | None = None, place: str | None = None) -> None:
        """Click a mark, or the name on a region mark, with the mouse."""
        self.page.mouse.click(*self.point_of(event=event, place=place))

    def fold_legend(self) -> None:
        """Fold the legend, so that it covers no mark."""
        legend = self.map.locator("details.legend")
        if legend.get_attribute("open") is not None:
            legend.locator("summary").click()

    def day_x(self, day: int) -> float:
        """Where on the page a day begins on the timeline, from where the two handles stand."""
        first, last = self.slider_days()
        left, right = centre_of(self.first_day)[0], centre_of(self.last_day)[0]
        return left + (day - first) / (last + 1 - first) * (right - left)

    def drag(self, start: tuple[float, float], by: float, steps: int = 12) -> None:
        """Drag with the mouse to the right (or left, where negative) and let go."""
        self.grab(start, by, steps)
        self.page.mouse.up()

    def grab(self, start: tuple[float, float], by: float, steps: int = 12) -> None:
        """Drag with the mouse and hold."""
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + by, start[1], steps=steps)

    def go_to(self, page: str) -> None:
        """Choose a page in the navigation."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=page).click()

    def pill(self, name: str) -> Locator:
        """A filter in the sidebar, by the beginning of its words."""
        return self.sidebar.get_by_role("button", name=re.compile(rf"^{re.escape(name)} · \d"))


def wait_until_at_rest(where: Page | Frame) -> None:
    """Wait until styles, fonts and base map are there, nothing moves, and the map has its size."""
    where.wait_for_function(AT_REST)


def box_of(locator: Locator) -> FloatRect:
    """A visible element's box on the page."""
    box = locator.bounding_box()
    assert box is not None, f"{locator} is not on the page"
    return box


def centre_of(locator: Locator) -> tuple[float, float]:
    """The middle of a visible element on the page."""
    box = box_of(locator)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def day_number(iso: str) -> int:
    """An ISO day as a whole number since 1970-01-01."""
    return date.fromisoformat(iso).toordinal() - EPOCH


def iso_day(number: int) -> str:
    """A whole number since 1970-01-01 as an ISO day."""
    return date.fromordinal(number + EPOCH).isoformat()
