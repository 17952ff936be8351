"""A permalink that cannot be used as it stands opens the nearest view and says what it ignored."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

SCRIPT = "<script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>"
PARAMETERS = (
    "clock from to asof event place kind standing source actor q names lat lon zoom version"
)
NASTY = {
    "unknown": (
        "standing=foo&event=x&kind=dance&source=s&actor=Nobody&actor=None&q=road",
        ["standing “foo” (expected one of", "event “x” (no such event)", "1 more"],
        {"event": None, "kind": None, "standing": None, "source": None, "actor": None, "q": "road"},
    ),
    "unknown-place": (
        "event=x&place=atlantis&from=2024-04-01",
        ["event “x” (no such event), place “atlantis” (no such place)"],
        {"event": None, "place": None, "from": "2024-04-01"},
    ),
    "impossible-days": (
        "from=2024-02-30&to=yesterday&event=rail-barda-2024",
        ["from “2024-02-30” (expected a day such as 2024-04-17)", "to “yesterday”"],
        {"from": None, "to": None, "event": "rail-barda-2024"},
    ),
    "reversed-days": (
        "from=2024-06-01&to=2024-04-01",
        ["from “2024-06-01” (it lies after the last day; the two were exchanged)"],
        {"from": "2024-04-01", "to": "2024-06-01"},
    ),
    "days-beside-the-case": (
        "from=2031-01-01&event=rail-barda-2024",
        ["from “2031-01-01” (this case runs from 2020-01-01 to 2024-06-30)"],
        {"from": None, "event": "rail-barda-2024"},
    ),
    "unknown-moment": (
        "clock=told&asof=a-claim-of-nobody",
        ["asof “a-claim-of-nobody” (no such statement, day or instant)"],
        {"clock": "told", "asof": "2024-06-12"},
    ),
    "ten-thousand-characters": (
        "event=" + "x" * 10_000 + "&kind=movement",
        ["event “" + "x" * 60 + "…” (expected at most 200 characters, got 10000)"],
        {"event": None, "kind": "movement"},
    ),
    "map-position": (
        "lat=999&lon=x&zoom=-3",
        ["lat “999” (expected a number from -90 to 90)"],
        {"lat": None, "lon": None, "zoom": None},
    ),
    "script": (
        "&".join(f"{name}={quote(SCRIPT)}" for name in PARAMETERS.split() if name != "q"),
        ["clock “<script>window.__pwned=1</script>"],
        dict.fromkeys(("from", "to", "kind", "source", "lat", "names")),
    ),
    "script-as-a-name": (
        f"{quote(SCRIPT)}=1&__proto__=2",
        ["<script>window.__pwned=1</script>", "__proto__ “2” (there is no such parameter)"],
        {"clock": "happened", "__proto__": None},
    ),
}


@pytest.mark.parametrize(("query", "told", "clean"), NASTY.values(), ids=NASTY)
def test_what_a_link_asks_in_vain_is_said(
    shipped: RunningApp,
    viewer: Viewer,
    query: str,
    told: list[str],
    clean: dict[str, str | None],
) -> None:
    viewer.open(f"{shipped.url}?{query}")
    line = viewer.page.get_by_test_id("unused")
    for words in told:
        expect(line).to_contain_text(words)
    assert line.get_attribute("role") == "status"
    viewer.expect_query(**clean)
    expect(viewer.panel.get_by_role("heading", level=2)).to_be_visible()
    for where in (viewer.page, viewer.frame):
        assert where.evaluate("window.__pwned") is None
    line.get_by_role("button").click()
    expect(line).to_be_empty()


@pytest.mark.parametrize("query", ["", "?from=1850-01-01&embed=true", "?event=rail-barda-2024"])
def test_a_link_that_is_used_whole_says_nothing(
    shipped: RunningApp, viewer: Viewer, query: str
) -> None:
    with viewer.page.expect_event(
        "requestfinished", lambda one: "permalink.json" in one.url or not query
    ):
        viewer.open(f"{shipped.url}{query}")
    expect(viewer.sentence).to_contain_text("What these 8 sources say")
    expect(viewer.page.get_by_test_id("unused")).to_be_empty()


def test_a_month_as_the_moment_is_its_end(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04")
    expect(viewer.page.get_by_test_id("words-asof")).to_have_text("30 Apr 2024")
    viewer.expect_query(asof="2024-04-30")
    expect(viewer.page.get_by_test_id("unused")).to_be_empty()


def test_an_answer_that_comes_late_does_not_undo_what_the_reader_did(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    viewer.page.route("**/permalink.json?*", hold)
    viewer.open(f"{shipped.url}?event=x&from=2024-02-30")
    viewer.first_day.press("PageUp")
    viewer.expect_days("2020-01-31", "2024-06-30")
    held[0].continue_()
    expect(viewer.page.get_by_test_id("unused")).to_contain_text("event “x” (no such event)")
    viewer.expect_days("2020-01-31", "2024-06-30")


@pytest.mark.parametrize("length", [8_001, 15_000, 70_000, 1_000_000])
def test_an_address_of_any_length_leaves_the_server_answering(
    shipped: RunningApp, length: int
) -> None:
    def status(path: str) -> int:
        server = http.client.HTTPConnection("127.0.0.1", shipped.port, timeout=60)
        try:
            server.request("GET", path)
            return server.getresponse().status
        except ConnectionError:  # it may hang up on what it will not read to the end
            return 0
        finally:
            server.close()

    assert status("/?q=" + "y" * length) in ({200} if length < 16_000 else {0, 200, 400, 414, 431})
    assert status("/_stcore/health") == 200
