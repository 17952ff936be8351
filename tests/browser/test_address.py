"""The address reproduces the screen, soon after the hand rests; and no address breaks the page."""

import re
from statistics import median
from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import NewViewer
from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer, box_of, centre_of, iso_day

WATCH = """
addEventListener('pointermove', () => { window.restedAt = performance.now(); }, true);
const replaceState = history.replaceState;
history.replaceState = function (...rest) {
  replaceState.apply(this, rest);
  window.writes = [...(window.writes ?? []), [performance.now(), location.search]];
};
"""
REST = 300  # milliseconds


def test_the_address_follows_within_300_ms_of_rest(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.page.add_init_script(WATCH)
    viewer.open(shipped.url)
    delays = []
    for by in (240, -90, 60, -120, 150):
        viewer.grab(centre_of(viewer.first_day), by, steps=40)
        first = iso_day(viewer.slider_days()[0])
        viewer.expect_query(**{"from": first})
        delays.append(
            viewer.page.evaluate(
                "first => window.writes.findLast(([, query]) => query.includes(`from=${first}`))[0]"
                " - window.restedAt",
                first,
            )
        )
        viewer.page.mouse.up()
    assert median(delays) <= REST


@pytest.mark.trap("https://github.com/cypress-io/cypress/issues/5132")
def test_a_long_fast_drag_ends_with_the_right_address(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    start = centre_of(viewer.first_day)
    viewer.page.mouse.move(*start)
    viewer.page.mouse.down()
    for by in (600, 20, 500, 60, 400):
        viewer.page.mouse.move(start[0] + by, start[1], steps=62)
    viewer.page.mouse.up()
    first, _ = viewer.slider_days()
    viewer.expect_query(**{"from": iso_day(first)})
    viewer.expect_days(iso_day(first), "2024-06-30")


COUNT_STEPS = """
addEventListener('pointermove', () => { window.steps = (window.steps ?? 0) + 1; }, true);
"""
ALLOWED = 100  # changes of the address in 30 seconds, by the strictest browser


def test_on_a_slow_machine_the_address_follows_a_fast_drag_and_changes_seldom(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.page.add_init_script(WATCH + COUNT_STEPS)
    viewer.open(shipped.url)
    slow = viewer.page.context.new_cdp_session(viewer.page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    start = centre_of(viewer.first_day)
    viewer.page.evaluate("() => { window.writes = []; window.steps = 0; }")
    delays = []
    viewer.page.mouse.move(*start)
    viewer.page.mouse.down()
    for by in (480, 120, 360, 60, 240):
        viewer.page.mouse.move(start[0] + by, start[1], steps=72)
        first = iso_day(viewer.slider_days()[0])
        viewer.expect_query(**{"from": first})
        delays.append(viewer.page.evaluate("() => window.writes.at(-1)[0] - window.restedAt"))
    viewer.page.mouse.up()
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert viewer.page.evaluate("window.steps") >= 350
    assert median(delays) <= REST
    assert viewer.page.evaluate("window.writes.length") <= ALLOWED


USE_UP = """() => {
  const to = (n) => history.replaceState(history.state, '', `${location.pathname}?event=e${n}`);
  for (let n = 0; n < 400; n += 1) to(n);
  return location.search;
}"""


def test_what_the_browser_refuses_is_written_as_soon_as_it_lets(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    assert viewer.page.evaluate(USE_UP) != "?event=e399"  # the browser's limit is on
    viewer.click_mark(event="rail-barda-2024")
    viewer.first_day.press("PageUp")
    viewer.expect_days("2020-01-31", "2024-06-30")
    assert "2020-01-31" not in viewer.page.url
    viewer.expect_query(**{"from": "2020-01-31", "event": "rail-barda-2024"})


def test_an_address_opens_the_same_view_for_somebody_else(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    mine = new_viewer().open(shipped.url)
    mine.page.get_by_role("button", name="Apr – Jun 2024").click()
    mine.click_mark(event="rail-barda-2024")
    frame = box_of(mine.page.locator("iframe"))
    middle = (frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.5)
    mine.drag((middle[0], middle[1]), 90, steps=8)
    mine.page.wait_for_function("() => new URLSearchParams(location.search).has('zoom')")
    asked = mine.query
    assert asked["clock"] == ["happened"]
    assert asked["version"][0]

    theirs = new_viewer().open(mine.page.url)
    theirs.expect_event("Fuel tankers loaded at Barda station")
    theirs.expect_days("2024-04-01", "2024-06-30")
    theirs.expect_query(**{name: values[0] for name, values in asked.items()})
    here = {(one.event, one.place): (one.x, one.y) for one in mine.targets()}
    there = {(one.event, one.place): (one.x, one.y) for one in theirs.targets()}
    assert here.keys() == there.keys()
    assert all(there[mark] == pytest.approx(point, abs=3) for mark, point in here.items())


SCRIPT = quote("<script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>")


@pytest.mark.parametrize(
    "query",
    [
        "event=no-such-event&version=000000000000",
        "from=2024-06-01&to=2024-04-01",
        "from=2024-13-45&to=yesterday&lat=999&lon=x&zoom=-3&clock=sundial",
        "from=1850-01-01&to=9999-12-31",
        "&".join(
            f"{name}={SCRIPT}" for name in ("event", "from", "kind", "standing", "actor", "q")
        ),
        "event=" + "x" * 10_000,
        "q=" + "y" * 10_000,
        "kind=%00%ff&actor=%F0%9F%92%A9&__proto__=1&constructor=2",
    ],
    ids=["unknown", "reversed", "nonsense", "far", "script", "long-event", "long-search", "bytes"],
)
def test_nonsense_in_the_address_opens_a_valid_view(
    shipped: RunningApp, viewer: Viewer, query: str
) -> None:
    viewer.open(f"{shipped.url}?{query}")
    first, last = viewer.days()
    assert "2020-01-01" <= first <= last <= "2024-06-30"
    expect(viewer.sentence).to_contain_text("What these 8 sources say")
    expect(viewer.panel.get_by_role("heading", level=2)).to_be_visible()
    for where in (viewer.page, viewer.frame):
        assert where.evaluate("window.__pwned") is None
    viewer.first_day.press("End")
    viewer.expect_query(**{"from": last})


def test_a_link_to_an_older_version_says_that_the_case_has_changed(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?event=rail-barda-2024&version=000000000000")
    viewer.expect_event("Fuel tankers loaded at Barda station")
    expect(viewer.sentence).to_contain_text("the case has changed since this link was made")


def test_days_given_in_reverse_are_exchanged(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?from=2024-06-01&to=2024-04-01")
    viewer.expect_days("2024-04-01", "2024-06-01")
    viewer.expect_query(**{"from": "2024-04-01", "to": "2024-06-01"})


def test_what_a_reader_does_while_a_link_is_mended_stays(
    shipped: RunningApp, viewer: Viewer
) -> None:
    mended: list[Route] = []  # the page's, and the map's
    page = viewer.page
    is_mended = re.compile(r"/view\.json\?q=withdrawal$")
    page.route(is_mended, lambda route: mended.append(route))  # noqa: PLW0108 - marked by Playwright
    with page.expect_request(is_mended):
        page.goto(f"{shipped.url}?kind=nothing-such&q=withdrawal")
    expect(viewer.panel.get_by_role("heading", level=2)).to_have_text("0 events in these days")
    viewer.first_day.press("PageUp")
    viewer.expect_query(**{"from": "2020-01-31"})
    page.unroute(is_mended)  # which lets it go on
    expect(viewer.sentence).not_to_contain_text("0 of 18 events shown")
    viewer.expect_query(**{"from": "2020-01-31"})
    assert viewer.days()[0] == "2020-01-31"
