"""A case that changes while it is looked at is offered, and taken up in place."""

from __future__ import annotations

import csv
import json
import re
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from dashboard.served_case import VERSIONS_KEPT
from geodata.case_files import case_version
from tests.browser.cases import append_row, copy_shipped_case, write_table
from tests.browser.test_presenting import start_presenting
from tests.web_host import WebHost

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Route

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.modules import Modules
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

LONGEST = 60  # seconds until a change is taken up, on a machine that does much else
SHEET = (
    "title,date,latitude,longitude,source\n"
    "Bridge closed,2024-05-03,40.61,46.79,Town council\n"
    "Market moved,2024-06-01,40.34,46.93,Paper\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return copy_shipped_case(tmp_path / "case")


@pytest.fixture
def app(case: Path, serve: Serve) -> RunningApp:
    return serve(case)


def state_of(app: RunningApp) -> dict[str, Any]:
    """What the server tells open pages."""
    with urlopen(app.url + "live/state.json", timeout=10) as answer:  # noqa: S310 - our own address
        told: dict[str, Any] = json.load(answer)
    return told


@contextmanager
def taken_up(app: RunningApp, *viewers: Viewer) -> Iterator[None]:
    """Wait until the server has taken up what was changed, and have the pages ask."""
    before, pause = state_of(app), Event()
    yield
    until = monotonic() + LONGEST
    while state_of(app) == before:
        assert monotonic() < until, f"nothing was taken up; the server printed {app.printed()}"
        pause.wait(0.05)
    for viewer in viewers:
        viewer.page.evaluate("() => dispatchEvent(new Event('online'))")


def add_fair(case: Path, number: int = 1) -> None:
    """Add an event with one statement, the last one told."""
    name = f"fair-{number}"
    append_row(
        case / "events.csv",
        event_id=name,
        title="A fair opens",
        kind="fair",
        date="2024-06-02",
        place_id="barda",
    )
    append_row(
        case / "sources" / "claims.csv",
        claim_id=name,
        event_id=name,
        source_id="turan-2024-04-30",
        speaker="Town council",
        stance="reports",
        says="A fair opens.",
        reported="2024-06-29",
    )


def notice(viewer: Viewer) -> Locator:
    return viewer.page.get_by_test_id("live-notice")


def line(viewer: Viewer) -> Locator:
    return viewer.page.get_by_test_id("live-line")


def show(viewer: Viewer) -> None:
    """Agree, by the keyboard."""
    button = notice(viewer).get_by_role("button", name="Show")
    button.focus()
    button.press("Enter")


def test_a_change_is_offered_and_taken_up_in_place(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(
        f"{app.url}?from=2024-02-01&event=rail-barda-2024&lat=40.3&lon=46.9&zoom=9"
    )
    version = viewer.query["version"]
    expect(notice(viewer)).to_be_hidden()
    frames, mounted = viewer.record.frames_sent, viewer.record.maps_mounted
    with taken_up(app, viewer):
        add_fair(case)
    expect(notice(viewer)).to_contain_text("1 new statement, 1 new event.")
    expect(viewer.sentence).to_contain_text("of 18 events shown")
    assert viewer.query["version"] == version

    show(viewer)
    expect(viewer.sentence).to_contain_text("of 19 events shown")
    viewer.expect_days("2024-02-01", "2024-06-30")
    viewer.expect_event("Fuel tankers loaded at Barda station")
    viewer.expect_query(event="rail-barda-2024", lat="40.3000", zoom="9", **{"from": "2024-02-01"})
    assert viewer.query["version"] != version
    expect(viewer.sentence).not_to_contain_text("changed since this link")
    expect(viewer.map_summary).to_contain_text("of 19 events")
    assert (viewer.record.frames_sent, viewer.record.maps_mounted) == (frames, mounted)
    expect(viewer.pill("fair")).to_be_visible()

    newest = notice(viewer).get_by_role("button", name="Look at the newest")
    expect(newest).to_be_focused()
    newest.press("Enter")
    viewer.expect_event("A fair opens")
    expect(notice(viewer)).to_be_hidden()


def _asks_other(url: str, version: str) -> bool:
    """Whether it is the events of another version that are asked for."""
    return "view.json" in url and version not in url


def test_what_is_chosen_while_the_newer_version_is_on_its_way_stays(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(app.url)
    (version,) = viewer.query["version"]
    with taken_up(app, viewer):
        add_fair(case)
    expect(notice(viewer)).to_contain_text("1 new event")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if not held and _asks_other(route.request.url, version):
            held.append(route)
        else:
            route.fallback()

    viewer.page.route("**/view.json*", hold)
    with viewer.page.expect_request(lambda asked: _asks_other(asked.url, version)):
        viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    show(viewer)
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("18 of 18 events")
    held[0].continue_()
    expect(viewer.map_summary).to_contain_text("19 of 19 events")
    viewer.expect_query(kind=None)


def test_another_page_of_the_app_does_not_agree_in_the_readers_place(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(app.url)
    with taken_up(app):
        add_fair(case)
    viewer.go_to("Table")
    expect(viewer.page.get_by_test_id("stTopNavLink").filter(has_text="Table")).to_be_visible()
    viewer.go_to("Map")
    expect(notice(viewer)).to_contain_text("1 new event")
    expect(viewer.sentence).to_contain_text("18 of 18 events shown")


def test_the_second_clock_tells_of_nothing_later(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(f"{app.url}?clock=told&asof=2024-04-17")
    told = viewer.sentence.inner_text()
    with taken_up(app, viewer):
        add_fair(case)
    expect(notice(viewer)).to_contain_text("New statements.")
    expect(notice(viewer)).not_to_contain_text("1")
    show(viewer)
    expect(notice(viewer)).to_contain_text("This is the newest version.")
    expect(notice(viewer).get_by_role("button", name="Look at the newest")).to_have_count(0)
    expect(viewer.sentence).to_have_text(told.replace("\n", ""))
    viewer.expect_query(clock="told", asof="2024-04-17")


def test_an_event_that_is_gone_is_said_to_be(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    add_fair(case)
    until, pause = monotonic() + LONGEST, Event()
    while state_of(app)["version"] != case_version(case):  # not of the events alone
        assert monotonic() < until, app.printed()
        pause.wait(0.05)
    viewer = new_viewer().open(f"{app.url}?event=fair-1")
    viewer.expect_event("A fair opens")
    with taken_up(app, viewer):
        for table in ("events.csv", "sources/claims.csv"):
            path = case / table
            kept = [row for row in path.read_text("utf-8").splitlines() if "fair-1" not in row]
            path.write_text("\n".join([*kept, ""]), "utf-8")
    expect(notice(viewer)).to_contain_text("1 statement taken out.")
    show(viewer)
    expect(notice(viewer)).to_contain_text("The event that was selected is no longer in it.")
    viewer.expect_query(event=None)


def test_a_case_that_cannot_be_read_goes_on_as_it_was(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(app.url)
    events = (case / "events.csv").read_bytes()
    with taken_up(app, viewer):
        (case / "events.csv").write_bytes(events[:10])
    expect(line(viewer)).to_contain_text("cannot be read now; it is shown as it was before")
    expect(notice(viewer)).to_be_hidden()
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    other = new_viewer().open(app.url)
    expect(other.sentence).to_contain_text("18 of 18 events shown")
    with taken_up(app, viewer):
        (case / "events.csv").write_bytes(events)
    expect(line(viewer)).to_be_hidden()
    expect(notice(viewer)).to_be_hidden()


def test_a_page_whose_version_is_gone_goes_on_with_the_newest_and_says_so(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(f"{app.url}?from=2024-02-01")
    viewer.record.allow(r"404 \(Not Found\)")
    for number in range(VERSIONS_KEPT + 1):
        with taken_up(app):
            add_fair(case, number)
    viewer.pill("movement").click()
    expect(line(viewer)).to_contain_text("this is the newest")
    expect(viewer.sentence).to_contain_text(f"of {18 + VERSIONS_KEPT + 1} events shown")
    viewer.expect_query(kind="movement", version=state_of(app)["version"])
    viewer.expect_days("2024-02-01", "2024-06-30")


def test_while_a_class_is_presented_to_it_waits(
    case: Path, app: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(app.url)
    presenter = start_presenting(viewer)
    with taken_up(app), viewer.page.expect_response(re.compile(r"state\.json")):
        add_fair(case)
        viewer.page.evaluate("() => dispatchEvent(new Event('online'))")
    with viewer.page.expect_response(re.compile(r"view\.json")):
        viewer.page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(notice(viewer)).to_be_hidden()
    presenter.press("Escape")
    expect(notice(viewer)).to_contain_text("1 new event")


def test_rows_put_in_between_do_not_change_what_is_selected(
    tmp_path: Path, serve: Serve, new_viewer: NewViewer
) -> None:
    path = tmp_path / "list.csv"
    rows: list[dict[str, object]] = [
        {"title": f"Event {number}", "date": f"2024-05-0{number}", "source": "Paper"}
        for number in range(1, 6)
    ]
    write_table(path, rows)
    app = serve(path)
    viewer = new_viewer().open(f"{app.url}?event=row-4")
    viewer.expect_event("Event 3")
    with taken_up(app, viewer):
        write_table(path, [{**rows[0], "title": "Before all"}, *rows])
    expect(notice(viewer)).to_contain_text("1 new statement, 1 new event.")
    show(viewer)
    viewer.expect_event("Event 3")
    viewer.expect_query(event="row-5")


def test_a_large_case_is_offered_without_counts(
    tmp_path: Path, serve: Serve, new_viewer: NewViewer
) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("title", "date", "latitude", "longitude", "source"))
        for number in range(5_200):
            day = date(2020, 1, 1) + timedelta(number % 500)
            writer.writerow((f"Event {number}", day, 40 + number % 7 / 10, 46, "Paper"))
    app = serve(path)
    viewer = new_viewer().open(f"{app.url}?from=2020-06-01")
    with taken_up(app, viewer):
        append_row(path, title="One more", date="2021-01-01", source="Paper")
    expect(notice(viewer)).to_contain_text("The case has changed.")
    show(viewer)
    expect(viewer.sentence).to_contain_text("of 5,201 events shown")
    viewer.expect_days("2020-06-01", "2021-05-14")


def test_a_copy_says_when_it_was_fetched_and_is_fetched_again_where_wanted(
    serve: Serve, new_viewer: NewViewer
) -> None:
    with WebHost() as host:
        host.serve(SHEET)
        app = serve(host.url)
        viewer = new_viewer()
        viewer.page.clock.install()
        viewer.open(app.url)
        expect(line(viewer)).to_contain_text(
            re.compile(r"Copy fetched \d+ \w+ \d{4}, \d\d:\d\d from 127\.0\.0\.1")
        )
        again = line(viewer).get_by_role("button", name="Fetch again")
        again.press("Enter")
        expect(line(viewer)).to_contain_text("less than a minute ago")
        assert len(host.requests) == 1
        viewer.page.clock.fast_forward("00:15")
        expect(line(viewer)).not_to_contain_text("less than a minute ago")
        expect(line(viewer)).to_contain_text("Copy fetched")
        viewer.page.close()
        app.stop()

        host.answer = lambda asked: asked.give(500)
        app.start()
        later = new_viewer().open(app.url)
        expect(line(later)).to_contain_text(
            re.compile(r"Copy of \d+ \w+ \d{4}, \d\d:\d\d; the address answered 500")
        )
        expect(later.sentence).to_contain_text("2 of 2 events shown")
        expect(later.page).to_have_title(re.compile("Bridges"))


def test_statements_are_compared_by_what_they_say_where_ids_are_lines(modules: Modules) -> None:
    def data(*titles: str) -> dict[str, Any]:
        events = [
            {"id": f"row-{2 + index}", "index": index, "title": title, "kind": "", "earliest": 1}
            for index, title in enumerate(titles)
        ]
        claims = [
            {"id": event["id"], "event": event["index"], "source": 0, "stance": 0, "order": index}
            | {"speaker": "Paper", "sentence": event["title"], "day": 1}
            for index, event in enumerate(events)
        ]
        sources, stances = [{"id": "paper"}], [{"id": "reports"}]
        return {"events": events, "claims": claims, "sources": sources, "stances": stances}

    def news(old: dict[str, Any], new: dict[str, Any]) -> Any:
        return modules.call("live/news", "newsOf", old, new)

    found = news(data("a", "b", "b"), data("b", "b", "new", "a"))
    assert found == {"statements": 1, "events": 1, "changed": 0, "gone": 0, "newest": "row-4"}
    assert news(data("a", "b"), data("a", "b"))["statements"] == 0
    assert news(data("a", "b"), data("b"))["gone"] == 1
