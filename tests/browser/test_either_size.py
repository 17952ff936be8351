"""The same page on eighteen events and on very many: what a reader does comes to the same.

A million, and ten, are what the benchmarks are for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import duckdb
import pytest
from playwright.sync_api import expect

from benchmarks.generated_rows import write_rows
from geodata.casebook import open_case
from geodata.scale.build import build
from geodata.store import Store
from geodata.view import View
from tests.browser.axe import grave_findings
from tests.browser.running_app import ROOT, RunningApp
from tests.browser.viewer import centre_of, iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import NewViewer
    from tests.browser.viewer import Viewer

VERY_MANY = 200_000


class Counted(Protocol):
    """Counts the case's events by another way than the page's."""

    def shown(self, query: str) -> int:
        """Count the events of an address's window, moment and filters."""

    def placed(self, query: str) -> int:
        """Count those of them that have a place."""


class CountedShipped:
    """The shipped case, by the store."""

    def __init__(self) -> None:
        self._store = Store(open_case(ROOT))

    def shown(self, query: str) -> int:
        return self._store.counts(View.from_query(query)[0]).shown

    def placed(self, query: str) -> int:
        counts = self._store.counts(View.from_query(query)[0])
        return counts.shown - counts.without_place


class CountedTable:
    """A lone table, by SQL on its rows: each is told of on its last day."""

    def __init__(self, table: Path) -> None:
        self._database = duckdb.connect()
        self._database.execute(
            "CREATE TABLE rows AS SELECT kind, split_part(date, '/', 1)::DATE AS first, "
            "split_part(date, '/', -1)::DATE AS last "
            f"FROM read_csv('{table}', types = {{'date': 'VARCHAR'}})"
        )

    def shown(self, query: str) -> int:
        view, _ = View.from_query(query)
        found = self._database.execute(
            "SELECT count(*) FROM rows WHERE first <= coalesce(?, last) "
            "AND last >= coalesce(?, first) AND last <= coalesce(?::DATE, last) "
            "AND (len(?) = 0 OR list_contains(?, kind))",
            [view.to_day, view.from_day, view.asof or None, [*view.kind], [*view.kind]],
        ).fetchone()
        assert found is not None
        return int(found[0])

    def placed(self, query: str) -> int:
        return self.shown(query)


@dataclass(frozen=True)
class Sized:
    """A served case, how its events are counted otherwise, and what is known of it."""

    app: RunningApp
    counted: Counted
    kind: str
    total: int


@pytest.fixture(scope="session")
def very_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sized]:
    folder = tmp_path_factory.mktemp("very_many")
    table = write_rows(folder / "rows.csv", VERY_MANY)
    build(table, folder / "built")
    app = RunningApp(folder / "built", folder / "log")
    app.start()
    yield Sized(app, CountedTable(table), "movement", VERY_MANY)
    app.stop()
    assert "Traceback" not in app.printed(), app.printed()


@pytest.fixture(params=["shipped", "very many"])
def sized(request: pytest.FixtureRequest) -> Sized:
    if request.param == "very many":
        found: Sized = request.getfixturevalue("very_many")
        return found
    app = request.getfixturevalue("shipped")
    return Sized(app, CountedShipped(), "movement", 18)


@pytest.fixture
def opened(sized: Sized, viewer: Viewer) -> Viewer:
    viewer.open(sized.app.url)
    expect(viewer.canvas).to_have_attribute("data-drawn", str(sized.counted.placed("")))
    return viewer


def test_everything_is_on_the_map_and_in_words(sized: Sized, opened: Viewer) -> None:
    expect(opened.map_summary).to_contain_text(f"{sized.total:,} of {sized.total:,} events")
    expect(opened.sentence).to_contain_text(f"{sized.total:,} of {sized.total:,} events shown")
    expect(opened.mark_list.get_by_role("button").first).to_be_attached()


def test_a_drag_counts_to_the_day_and_runs_no_script(sized: Sized, opened: Viewer) -> None:
    expect(opened.pill(sized.kind)).to_be_visible()
    sent, mounted = opened.record.frames_sent, opened.record.maps_mounted
    opened.drag(centre_of(opened.last_day), -180, steps=40)
    _, last = opened.slider_days()
    opened.expect_query(to=iso_day(last))
    asked = f"to={iso_day(last)}"
    assert sized.counted.shown(asked) < sized.total
    expect(opened.canvas).to_have_attribute("data-drawn", str(sized.counted.placed(asked)))
    expect(opened.sentence).to_contain_text(f"{sized.counted.shown(asked):,} of")
    assert (opened.record.frames_sent, opened.record.maps_mounted) == (sent, mounted)


def test_a_window_and_a_filter_in_an_address_are_exact(sized: Sized, new_viewer: NewViewer) -> None:
    asked = f"from=2023-11-05&to=2024-04-17&kind={sized.kind}"
    viewer = new_viewer().open(f"{sized.app.url}?{asked}")
    count = sized.counted.shown(asked)
    assert 0 < count < sized.total
    expect(viewer.canvas).to_have_attribute("data-drawn", str(sized.counted.placed(asked)))
    expect(viewer.map_summary).to_contain_text(f"{count:,} of {sized.total:,} events")


def test_a_filter_is_a_step_back(sized: Sized, opened: Viewer) -> None:
    sent = opened.record.frames_sent
    opened.pill(sized.kind).click()
    asked = f"kind={sized.kind}"
    expect(opened.canvas).to_have_attribute("data-drawn", str(sized.counted.placed(asked)))
    opened.expect_query(kind=sized.kind)
    assert opened.record.frames_sent == sent
    opened.page.go_back()
    expect(opened.canvas).to_have_attribute("data-drawn", str(sized.counted.placed("")))


def test_the_second_clock_goes_from_nothing_to_everything(sized: Sized, opened: Viewer) -> None:
    opened.page.get_by_test_id("clock-told").click()
    opened.expect_query(clock="told")
    moment = opened.page.get_by_test_id("timeline-asof")
    moment.focus()
    opened.page.keyboard.press("Home")
    expect(opened.canvas).to_have_attribute("data-drawn", "0")
    opened.page.keyboard.press("End")
    expect(opened.canvas).to_have_attribute("data-drawn", str(sized.counted.placed("")))


def test_a_moment_in_an_address_is_exact(sized: Sized, new_viewer: NewViewer) -> None:
    asked = "clock=told&asof=2024-04-17"
    viewer = new_viewer().open(f"{sized.app.url}?{asked}")
    count = sized.counted.shown(asked)
    assert 0 < count < sized.total
    expect(viewer.map_summary).to_have_text(f"{count:,} events · told by 17 Apr 2024")


def test_an_event_of_the_list_opens_with_its_claims(sized: Sized, new_viewer: NewViewer) -> None:
    viewer = new_viewer().open(f"{sized.app.url}?from=2024-04-01&to=2024-04-30")
    first = viewer.panel.get_by_role("article").first.get_by_role("button").first
    title = first.text_content() or ""
    first.click()
    viewer.expect_event(title)
    expect(viewer.claims.first).to_be_visible()
    expect(viewer.page.get_by_test_id("standing")).to_be_visible()
    address = viewer.page.url
    again = new_viewer().open(address)
    again.expect_event(title)
    expect(again.claims.first).to_be_visible()


def test_the_table_has_what_the_map_has(sized: Sized, new_viewer: NewViewer) -> None:
    viewer = new_viewer().open(f"{sized.app.url}?from=2024-04-01&to=2024-04-30")
    viewer.go_to("Table")
    count = sized.counted.shown("from=2024-04-01&to=2024-04-30")
    status = viewer.page.get_by_test_id("table-count")
    expect(status).to_contain_text(f"{count:,} of {sized.total:,} events")
    row = viewer.page.get_by_test_id("event-table").locator("tbody tr").first
    title = row.locator(".title-button").text_content() or ""
    row.locator(".title-button").click()
    viewer.expect_event(title)


def test_a_telephone_has_map_timeline_and_panel(sized: Sized, new_viewer: NewViewer) -> None:
    viewer = new_viewer(width=390, height=844).open(sized.app.url)
    expect(viewer.canvas).to_have_attribute("data-drawn", str(sized.counted.placed("")))
    for part in (viewer.canvas, viewer.timeline, viewer.panel):
        expect(part).to_be_visible()
    width = viewer.page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= 390


def test_nothing_grave_is_found_for_those_who_hear_the_page(sized: Sized, opened: Viewer) -> None:
    expect(opened.pill(sized.kind)).to_be_visible()
    assert grave_findings(opened.page) == []
    assert grave_findings(opened.frame) == []
