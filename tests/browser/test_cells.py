"""More events than marks: counts by cell, on both clocks, down to the events themselves."""

from __future__ import annotations

import csv
import random
import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.viewer import day_number

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.modules import Modules
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

EVENTS = 5_400
KINDS = ("movement", "statement", "agreement")
FIRST = date(2019, 1, 1)
TOWNS = ((39.5, 46.0), (40.2, 47.1), (40.7, 48.3), (41.2, 45.4))
DAYS_IN_ALL = 900
ZOOM = "() => window.whenabouts.map.map.getZoom()"
NEAREST_TO_THE_MIDDLE = """() => {
  const { map, cells } = window.whenabouts.map;
  const { x, y } = map.getSize();
  const away = (target) => Math.hypot(target.x - x / 2, target.y - y / 2);
  return cells.targets.reduce((one, other) => (away(other) < away(one) ? other : one));
}"""


@dataclass(frozen=True)
class Large:
    """A served case of more events than marks, and the day and kind of each."""

    app: RunningApp
    rows: tuple[tuple[date, str], ...]

    def between(self, first: date, last: date) -> int:
        return sum(first <= day <= last for day, _ in self.rows)


@pytest.fixture(scope="module")
def large(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Large:
    chance = random.Random(1)  # noqa: S311 - made-up events, not secrets
    path = tmp_path_factory.mktemp("large") / "many events.csv"
    rows = []
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("title", "date", "latitude", "longitude", "source", "kind"))
        for number in range(EVENTS):
            day = FIRST + timedelta(chance.randrange(DAYS_IN_ALL))
            kind = KINDS[0] if number % 3 else chance.choice(KINDS[1:])
            latitude, longitude = chance.choice(TOWNS)
            place = (latitude + chance.gauss(0, 0.1), longitude + chance.gauss(0, 0.1))
            writer.writerow((f"Event {number}", day, *(f"{one:.4f}" for one in place), "A", kind))
            rows.append((day, kind))
    return Large(serve(path), tuple(rows))


@pytest.fixture
def counted(large: Large, new_viewer: NewViewer) -> Viewer:
    viewer = new_viewer().open(large.app.url)
    expect(viewer.canvas).to_have_attribute("data-drawn", str(EVENTS))
    return viewer


def test_all_events_are_counted_on_the_map_and_in_words(counted: Viewer) -> None:
    expect(counted.map_summary).to_contain_text("5,400 of 5,400 events")
    expect(counted.sentence).to_contain_text("5,400 of 5,400 events shown")
    legend = counted.map.locator(".legend")
    expect(legend).to_contain_text("so many events near here")
    expect(legend).to_contain_text("reported")


def test_a_dragged_day_is_counted_to_the_day_and_asks_for_nothing(
    large: Large, counted: Viewer
) -> None:
    expect(counted.pill("statement")).to_be_visible()  # its counts are asked for last
    asked: list[str] = []
    counted.page.on("request", lambda request: asked.append(request.url))
    counted.last_day.focus()
    for _ in range(3):
        counted.page.keyboard.press("PageDown")
    last = FIRST + timedelta(DAYS_IN_ALL - 1)
    days = int(counted.last_day.get_attribute("aria-valuenow") or 0)
    assert days == day_number(last.isoformat()) - 90
    expected = large.between(FIRST, last - timedelta(90))
    expect(counted.canvas).to_have_attribute("data-drawn", str(expected))
    expect(counted.sentence).to_contain_text(f"{expected:,} of 5,400 events shown")
    at_rest = re.compile(r"/(cells|in_sight)\?")
    assert [url for url in asked if "/data/" in url and not at_rest.search(url)] == []


def test_the_canvas_says_of_which_tiles_counts_are_drawn(counted: Viewer) -> None:
    before = counted.canvas.get_attribute("data-counted") or ""
    assert re.fullmatch(r"\d+ \d+ \d+ \d+ \d+", before)
    with counted.page.expect_request(lambda request: "/cells?" in request.url) as asked:
        counted.map.locator(".leaflet-control-zoom-in").click()
    tiles = parse_qs(urlsplit(asked.value.url).query)
    drawn = " ".join(tiles[side][0] for side in ("z", "x0", "y0", "x1", "y1"))
    assert drawn != before
    expect(counted.canvas).to_have_attribute("data-counted", drawn)


def test_counts_are_asked_for_and_drawn_while_the_map_is_moved(counted: Viewer) -> None:
    before = counted.canvas.get_attribute("data-counted") or ""
    box = counted.canvas.bounding_box()
    assert box
    mouse, x, y = counted.page.mouse, box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - box["width"] * 0.8, y, steps=20)
    expect(counted.canvas).not_to_have_attribute("data-counted", before)
    mouse.up()


def test_the_panel_lists_the_newest_in_sight_page_by_page(large: Large, counted: Viewer) -> None:
    panel = counted.panel
    expect(panel.get_by_role("heading", level=2)).to_have_text("5,400 events in these days")
    expect(panel).to_contain_text("5,400 of them are in sight; page 1 of 216, the newest first.")
    newest = max(day for day, _ in large.rows)
    expect(panel.get_by_role("article").first).to_contain_text(f"{newest.day} {newest:%b %Y}")
    expect(panel.get_by_role("article")).to_have_count(25)
    panel.get_by_role("button", name="Older").click()
    expect(panel).to_contain_text("page 2 of 216")
    panel.get_by_role("button", name="Newer").click()
    expect(panel).to_contain_text("page 1 of 216")


def test_the_list_follows_window_and_map(large: Large, new_viewer: NewViewer) -> None:
    first, last = date(2019, 2, 1), date(2019, 2, 14)
    latitude, longitude = TOWNS[0]
    query = f"from={first}&to={last}&lat={latitude}&lon={longitude}&zoom=9"
    viewer = new_viewer().open(f"{large.app.url}?{query}")
    expect(viewer.panel).to_contain_text(re.compile(r"\d+ of them are in sight"))
    expect(viewer.panel.get_by_role("article").first).to_contain_text("Feb 2019")
    words = viewer.panel.get_by_text("of them are in sight").text_content() or ""
    drawn = viewer.canvas.get_attribute("data-drawn")
    assert words.startswith(f"{drawn} of them")
    title = viewer.panel.get_by_role("article").first.get_by_role("button").first
    title.click()
    expect(viewer.panel).to_contain_text("Who said it when")


def test_a_window_that_an_address_names_is_exact(large: Large, new_viewer: NewViewer) -> None:
    first, last = date(2019, 5, 7), date(2020, 3, 14)
    viewer = new_viewer().open(f"{large.app.url}?from={first}&to={last}")
    expected = large.between(first, last)
    expect(viewer.canvas).to_have_attribute("data-drawn", str(expected))
    expect(viewer.map_summary).to_contain_text(f"{expected:,} of 5,400 events")


def test_the_second_clock_counts_what_had_been_told(large: Large, new_viewer: NewViewer) -> None:
    moment = date(2019, 11, 20)
    viewer = new_viewer().open(f"{large.app.url}?clock=told&asof={moment}")
    expected = large.between(FIRST, moment)
    expect(viewer.canvas).to_have_attribute("data-drawn", str(expected))
    expect(viewer.map_summary).to_have_text(f"{expected:,} events · told by 20 Nov 2019")


def test_marks_come_back_where_a_filter_leaves_few_enough(large: Large, counted: Viewer) -> None:
    kept = sum(kind == "statement" for _, kind in large.rows)
    counted.pill("statement").click()
    expect(counted.canvas).to_have_attribute("data-drawn", str(kept))
    expect(counted.mark_list.get_by_role("button").first).to_contain_text("Event ")


def test_a_cell_opens_by_keyboard_and_by_mouse(counted: Viewer) -> None:
    zoom = counted.frame.evaluate(ZOOM)
    first = counted.mark_list.get_by_role("button").first
    expect(first).to_contain_text(re.compile(r"^[\d,]+ events here: go nearer$"))
    first.focus()
    counted.page.keyboard.press("Enter")
    counted.expect_query(zoom=f"{zoom + 2:g}")
    expect(counted.canvas).not_to_have_attribute("data-drawn", str(EVENTS))
    box = counted.canvas.bounding_box()
    middle = counted.frame.evaluate(NEAREST_TO_THE_MIDDLE)
    assert box
    counted.page.mouse.click(box["x"] + middle["x"], box["y"] + middle["y"])
    counted.expect_query(zoom=f"{zoom + 4:g}")


def test_the_second_clock_goes_day_by_day(large: Large, counted: Viewer) -> None:
    counted.page.get_by_test_id("clock-told").click()
    counted.expect_query(clock="told")
    expect(counted.map_summary).to_contain_text("5,400 events · told by")
    moment = counted.page.get_by_test_id("timeline-asof")
    moment.focus()
    counted.page.keyboard.press("Home")
    expect(counted.canvas).to_have_attribute("data-drawn", "0")
    counted.page.keyboard.press("ArrowRight")
    days = sorted({day for day, _ in large.rows})
    first = large.between(FIRST, days[0])
    expect(counted.canvas).to_have_attribute("data-drawn", str(first))
    expect(moment).to_have_attribute("aria-valuetext", f"{days[0].day} {days[0]:%b %Y}")
    counted.expect_query(asof=days[0].isoformat())
    expect(counted.panel.get_by_role("heading", level=2)).to_contain_text(f"{first} event")
    steps = counted.page.get_by_test_id("timeline-steps")
    expect(steps).not_to_contain_text("statement")


def test_a_link_to_a_claim_s_moment_shows_the_end_of_its_day(
    large: Large, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(f"{large.app.url}?clock=told&asof=2019-03-05T10:00")
    expected = large.between(FIRST, date(2019, 3, 5))
    expect(viewer.canvas).to_have_attribute("data-drawn", str(expected))
    viewer.expect_query(asof="2019-03-05")
    expect(viewer.page.get_by_test_id("unused")).to_contain_text("a moment is a day")


def test_few_in_sight_are_marks_that_open(large: Large, new_viewer: NewViewer) -> None:
    latitude, longitude = TOWNS[1]
    where = f"lat={latitude}&lon={longitude + 0.1}&zoom=13"
    viewer = new_viewer().open(f"{large.app.url}?{where}")
    mark = viewer.mark_list.get_by_role("button").first
    expect(mark).to_contain_text(re.compile(r"^Event \d+\."))
    title = (mark.text_content() or "").partition(".")[0]
    mark.focus()
    viewer.page.keyboard.press("Enter")
    expect(viewer.panel.get_by_role("heading", level=2)).to_contain_text(title)
    expect(viewer.panel).to_contain_text("Who said it when")
    viewer.page.go_back()
    expect(viewer.panel).to_contain_text("in sight")


def test_where_nothing_is_in_sight_the_panel_says_so(large: Large, new_viewer: NewViewer) -> None:
    viewer = new_viewer().open(f"{large.app.url}?lat=-40&lon=-20&zoom=8")
    expect(viewer.panel).to_contain_text("None of them is in sight. Zoom out, or move the map.")
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("5,400 events in these days")


def test_on_the_second_clock_events_stand_where_they_are_once_time_rests(
    large: Large, new_viewer: NewViewer
) -> None:
    query = "clock=told&asof=2019-06-30"
    viewer = new_viewer().open(f"{large.app.url}?{query}")
    expect(viewer.canvas).to_have_attribute(
        "data-drawn", str(large.between(FIRST, date(2019, 6, 30)))
    )
    middles = """() => {
      const { cells: { targets, counts: { cube } } } = window.whenabouts.map;
      return cube.x ? new Set(targets.map(({ x }) => Math.round(x * 8) % 64)).size : 0;
    }"""
    deadline = time.monotonic() + 30
    while viewer.frame.evaluate(middles) < 3:
        assert time.monotonic() < deadline
        viewer.page.wait_for_timeout(50)  # between looks: its policy lets no script wait


def test_an_address_that_names_an_event_opens_it(large: Large, new_viewer: NewViewer) -> None:
    viewer = new_viewer().open(f"{large.app.url}?event=row-17")
    expect(viewer.panel.get_by_role("heading", level=2)).to_contain_text("Event 15")
    viewer.expect_query(event="row-17")
    viewer.panel.get_by_role("button", name="Close: all events").click()
    expect(viewer.panel).to_contain_text("page 1 of 216")


def test_the_table_lists_what_is_in_sight_page_by_page(counted: Viewer) -> None:
    counted.go_to("Table")
    rows = counted.page.get_by_test_id("event-table").locator("tbody tr")
    expect(rows).to_have_count(25)
    expect(counted.page.get_by_role("button", name="CSV")).to_be_hidden()
    expect(
        counted.page.get_by_role("columnheader", name="Title").get_by_role("button")
    ).to_be_disabled()
    status = counted.page.get_by_test_id("table-count")
    expect(status).to_contain_text("5,400 of 5,400 events · 5,400 of them are in sight; page 1 of")
    pager = counted.page.get_by_role("navigation", name="Rows of the table")
    pager.get_by_role("button", name="Older").click()
    expect(status).to_contain_text("page 2 of 216")


def test_rings_and_counts_come_back_with_the_filter_taken_off(
    large: Large, counted: Viewer
) -> None:
    kept = sum(kind == "statement" for _, kind in large.rows)
    counted.pill("statement").click()
    expect(counted.canvas).to_have_attribute("data-drawn", str(kept))
    counted.pill("statement").click()
    expect(counted.canvas).to_have_attribute("data-drawn", str(EVENTS))
    expect(counted.mark_list.get_by_role("button").first).to_contain_text("go nearer")
    counted.last_day.focus()
    counted.page.keyboard.press("PageDown")
    expected = large.between(FIRST, FIRST + timedelta(DAYS_IN_ALL - 31))
    expect(counted.sentence).to_contain_text(f"{expected:,} of 5,400 events shown")


def test_an_event_that_is_not_told_yet_is_put_away_and_comes_again(counted: Viewer) -> None:
    title = counted.panel.get_by_role("article").first.get_by_role("button").first
    words = title.text_content() or ""
    title.click()
    counted.expect_event(words)
    counted.page.get_by_test_id("clock-told").click()
    moment = counted.page.get_by_test_id("timeline-asof")
    moment.focus()
    counted.page.keyboard.press("Home")
    heading = counted.panel.get_by_role("heading", level=2)
    expect(heading).to_have_text("0 events told")
    expect(counted.panel).to_contain_text("Nothing had been told by then.")
    counted.page.keyboard.press("End")
    counted.expect_event(words)


def test_counts_that_failed_are_asked_for_again(large: Large, new_viewer: NewViewer) -> None:
    viewer = new_viewer()
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if "z=0" in route.request.url and not failed:
            failed.append(route.request.url)
            route.fulfill(status=500, content_type="application/json", body='{"message": "Busy."}')
        else:
            route.continue_()

    viewer.record.allow(r"500 \(Internal Server Error\)")
    viewer.page.route("**/cells?*", fail_once)
    viewer.open(f"{large.app.url}?from=2019-02-01")
    expect(viewer.page.get_by_role("alert")).to_contain_text("Busy.")
    viewer.last_day.focus()
    viewer.page.keyboard.press("ArrowLeft")
    expected = large.between(date(2019, 2, 1), FIRST + timedelta(DAYS_IN_ALL - 2))
    expect(viewer.sentence).to_contain_text(f"{expected:,} of 5,400 events shown")


def test_the_table_turns_its_pages_while_an_event_is_read(counted: Viewer) -> None:
    counted.go_to("Table")
    row = counted.page.get_by_test_id("event-table").locator("tbody tr .title-button").first
    title = row.text_content() or ""
    row.click()
    counted.expect_event(title)
    pager = counted.page.get_by_role("navigation", name="Rows of the table")
    pager.get_by_role("button", name="Older").click()
    expect(counted.page.get_by_test_id("table-count")).to_contain_text("page 2 of 216")
    expect(row).not_to_have_text(title)
    counted.expect_event(title)


@pytest.mark.parametrize("tool", ["Compare", "Present"])
def test_what_goes_through_every_statement_says_that_there_are_too_many(
    counted: Viewer, tool: str
) -> None:
    counted.page.get_by_role("button", name=tool).click()
    expect(counted.page.get_by_role("dialog")).to_contain_text(
        "Too many events match to go through them one by one. "
        "Choose filters that leave 5,000 at most."
    )


COUNTS = """async ([address, day]) => {
  const { drawCounts } = await import(address);
  const drawn = [];
  const context = { fillRect: (x, y, width, height) => height && drawn.push([x, y > 55]) };
  const cube = { edges: [0, 8, 16, 24], beginnings: new Uint32Array([5, 5, 5]) };
  const axis = { left: 0, width: 24, x: (at) => at };
  drawCounts(context, { over: () => cube }, { axis, colours: {} }, day ?? Infinity);
  return drawn;
}"""


@pytest.mark.parametrize(
    ("day", "upper", "lower"),
    [
        (None, [0, 4, 8, 12, 16, 20], [0, 4, 8, 12, 16, 20]),
        (15, [], [0, 4, 8, 12]),
        (14, [], [0, 4]),
    ],
)
def test_the_timeline_counts_nothing_that_was_told_later(
    modules: Modules, day: int | None, upper: list[int], lower: list[int]
) -> None:
    address = modules.address("timeline/histogram")
    drawn = modules.page.evaluate(COUNTS, [address, day])
    assert [x for x, is_lower in drawn if not is_lower] == upper
    assert [x for x, is_lower in drawn if is_lower] == lower


CUBE = """async ([address, bytes, reads]) => {
  const { Cube } = await import(address);
  const cube = new Cube(Uint8Array.from(bytes).buffer);
  return reads.map((read) => {
    const exact = cube.show(read);
    return [exact, Array.from(cube.shown)];
  });
}"""


def test_sums_go_on_from_any_window_to_any_other(modules: Modules) -> None:
    """Two series of one cell: two events on days 10 and 12, one undated; one of days 11 to 14."""
    from dashboard.viewer.cells import packed  # noqa: PLC0415 - reads pandas

    columns = {
        "edges": [10, 11, 12, 13, 14, 15],
        "cell": [0],
        "series": [2],
        "code": [0, 1],
        "undated": [1, 0],
        "entries": [2, 2],
        "bin": [0, 2, 1, 4],
        "entered": [1, 1, 1, 0],
        "left": [1, 1, 0, 1],
    }
    head = {"clock": "happened", "kinds": [], "cell": 16, "width": "day"}
    content = packed(head, {name: _column(values) for name, values in columns.items()})
    windows = [(10, 14, True), (10, 10, False), (12, 13, False), (13, 13, False), (15, 20, False)]
    reads = [
        {"clock": "happened", "from": first, "to": last, "whole": whole, "moment": {"day": 0}}
        for first, last, whole in windows
    ]
    address = modules.address("cells/cube")
    found = modules.page.evaluate(CUBE, [address, list(content), reads])
    assert found == [[True, [3, 1]], [True, [1, 0]], [True, [1, 1]], [True, [0, 1]], [True, [0, 0]]]


def _column(values: list[int]) -> Any:
    import numpy as np  # noqa: PLC0415 - as above

    return np.array(values, np.int64)


@pytest.mark.parametrize(
    ("bounds", "zoom", "expected"),
    [
        ((100, 100, 700, 500), 2.0, {"z": 2, "x0": 0, "y0": 0, "x1": 4, "y1": 2, "cell": 64}),
        ((-300, -50, 500, 1100), 2.0, {"z": 2, "x0": -2, "y0": 0, "x1": 2, "y1": 4, "cell": 64}),
        ((0, 0, 256, 256), 0.0, {"z": 0, "x0": 0, "y0": 0, "x1": 1, "y1": 1, "cell": 64}),
        ((0, 0, 5120, 5120), 4.3, {"z": 4, "x0": 0, "y0": 0, "x1": 16, "y1": 16, "cell": 32}),
    ],
)
def test_tiles_hold_what_is_in_sight(
    modules: Modules, bounds: tuple[int, ...], zoom: float, expected: dict[str, int]
) -> None:
    sides = dict(zip(("left", "top", "right", "bottom"), bounds, strict=True))
    assert modules.call("cells/tiles", "tilesFor", sides, zoom) == expected


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (2, "2"),
        (999, "999"),
        (1_000, "1.0k"),
        (9_949, "9.9k"),
        (12_345, "12k"),
        (5_600_000, "5.6M"),
    ],
)
def test_numbers_in_few_letters(modules: Modules, count: int, words: str) -> None:
    assert modules.call("map/cell_stamps", "shortNumber", count) == words


@pytest.mark.parametrize(
    ("mix", "shares"),
    [((10, 0), [16, 0]), ((1, 999), [1, 15]), ((1, 1), [8, 8]), ((5, 1, 1), [12, 2, 2])],
)
def test_a_ring_shows_each_standing_there_is(
    modules: Modules, mix: tuple[int, ...], shares: list[int]
) -> None:
    assert modules.call("map/cell_stamps", "sharesOf", sum(mix), list(mix)) == shares
