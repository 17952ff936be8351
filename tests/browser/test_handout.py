"""The handout, opened from disk in a Chromium that finds no other computer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.briefing.handout import handout_bytes
from geodata.casebook import open_case
from geodata.permalinks import view_of_permalink
from geodata.store import Store
from tests.browser.axe import grave_findings
from tests.browser.cases import write_hostile_case
from tests.browser.page_viewer import PageViewer
from tests.browser.running_app import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import NewViewer

OpenHandout = Callable[..., PageViewer]


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case's handout."""
    return _write(ROOT, tmp_path_factory.mktemp("handout") / "karabakh.html")


def _write(case_path: Path, to: Path, query: str = "") -> Path:
    case = open_case(case_path)
    to.write_bytes(handout_bytes(case, Store(case), query))
    return to


@pytest.fixture
def opened(handout: Path, new_viewer: NewViewer) -> OpenHandout:
    """Opens the handout, with a query, from disk; nothing but the file may be asked for."""

    def open_it(query: str = "", file: Path = handout, **options: Any) -> PageViewer:
        viewer = new_viewer(**options)
        asked: list[str] = []
        viewer.page.on("request", lambda request: asked.append(request.url.split(":", 1)[0]))
        page = PageViewer(viewer.page, viewer.record)
        page.open(file.as_uri() + query)
        assert set(asked) <= {"file", "data", "blob"}
        assert asked.count("file") == 1
        return page

    return open_it


@pytest.mark.trap("https://github.com/whatwg/html/issues/8121")
def test_a_handout_shows_the_case_as_the_page_does(opened: OpenHandout) -> None:
    page = opened()
    expect(page.canvas).to_have_attribute("data-drawn", "13")
    expect(page.sentence).to_contain_text("What these 8 sources say")
    page.expect_event("Withdrawal of the Russian contingent begins")
    expect(page.claims.first).to_be_visible()
    expect(
        page.map.get_by_text("Boundaries and names shown do not imply endorsement")
    ).to_be_visible()


def test_dragging_the_windows_end_shows_fewer_events(opened: OpenHandout) -> None:
    page = opened()
    before = page.days()
    page.drag(page.middle_of(page.last_day), by=-200)
    expect(page.map_summary).not_to_contain_text("18 of 18")
    assert page.days()[1] < before[1]


def test_the_second_clock_goes_statement_by_statement(opened: OpenHandout) -> None:
    page = opened("?clock=told&asof=2024-04-17")
    expect(page.map_summary).to_contain_text("told by 17 Apr 2024")
    moment = page.page.get_by_test_id("timeline-asof")
    moment.focus()
    moment.press("ArrowLeft")
    expect(moment).to_have_attribute("aria-valuetext", re.compile("17 Apr 2024, "))
    expect(page.map_summary).to_contain_text(re.compile(r"told by 17 Apr 2024, "))


def test_a_filter_leaves_its_events_and_the_counts_follow(opened: OpenHandout) -> None:
    page = opened()
    page.pill("movement").click()
    expect(page.sentence).to_contain_text("7 of 18 events shown")
    expect(page.pill("confirmed")).to_have_text("confirmed · 2")
    page.page.get_by_label("Search").fill("gence")
    expect(page.sentence).to_contain_text("1 of 18 events shown")
    page.page.get_by_role("button", name="Clear filters").click()
    expect(page.sentence).to_contain_text("18 of 18 events shown")


def test_the_panel_follows_the_keyboard_and_shows_our_summary(opened: OpenHandout) -> None:
    page = opened("?event=exit-ganja-2024")
    page.claims.first.get_by_role("button", name="Our summary").click()
    expect(page.claims.first.locator("mark")).to_be_visible()
    mark = page.mark_list.get_by_role("button").first
    title = (mark.text_content() or "").split(". ")[0]
    mark.focus()
    mark.press("Enter")
    page.expect_event(title)


def test_the_names_language_and_comparing_work(opened: OpenHandout) -> None:
    page = opened()
    page.names.select_option("az")
    expect(page.panel).to_contain_text("Dağlıq Qarabağ")
    page.page.get_by_role("button", name="Compare").click()
    expect(page.page.get_by_role("dialog")).to_be_visible()


def test_the_handout_says_what_it_is_and_has_no_link_to_a_server(opened: OpenHandout) -> None:
    page = opened()
    expect(page.page.get_by_role("button", name="Link")).to_have_count(0)
    page.page.get_by_role("button", name="About", exact=True).click()
    about = page.page.get_by_test_id("about")
    case = open_case(ROOT)
    for words in (case.about.limits, case.about.licence, case.version, "Natural Earth", "GeoNames"):
        expect(about).to_contain_text(words)
    assert page.page.locator("a[href]:not([href^='http']):not([href='#'])").count() == 0


def test_the_address_holds_the_view_and_the_query_opens_it(
    opened: OpenHandout, tmp_path: Path
) -> None:
    told = _write(ROOT, tmp_path / "told.html", "clock=told&asof=2024-04-17&kind=movement")
    page = opened(file=told)
    expect(page.page.get_by_test_id("clock-told")).to_have_attribute("aria-pressed", "true")
    page.expect_address(clock="told", asof="2024-04-17", kind="movement")
    again = opened(f"?{page.page.url.partition('?')[2]}")
    expect(again.map_summary).to_have_text(page.map_summary.text_content() or "")


def test_what_a_permalink_asks_in_vain_is_told(opened: OpenHandout) -> None:
    page = opened("?event=nothing&kind=movement&kind=dance&from=2024-99")
    unused = page.page.get_by_test_id("unused")
    for words in ("no such event", "no such kind in this case", "expected a day"):
        expect(unused).to_contain_text(words)
    expect(page.sentence).to_contain_text("7 of 18")


@pytest.mark.parametrize("asof", ["2019-01-01", "2030-01", "2026-01-01T10:00"])
def test_a_moment_beside_all_telling_is_told_as_the_server_tells_it(
    opened: OpenHandout, asof: str
) -> None:
    query = f"clock=told&asof={asof}"
    case = open_case(ROOT)
    view, (ignored,) = view_of_permalink(case, Store(case), query)
    page = opened(f"?{query}")
    expect(page.page.get_by_test_id("unused")).to_contain_text(ignored.reason)
    page.expect_address(clock="told", asof=view.asof)


def test_presenting_works_by_its_keys(opened: OpenHandout) -> None:
    page = opened()
    page.page.get_by_role("button", name="Present", exact=True).click()
    page.page.get_by_role("dialog").get_by_role("button", name="Start presenting").click()
    presenter = page.page.get_by_test_id("presenter")
    expect(presenter).to_be_visible()
    expect(presenter).to_contain_text("Statement 1 of 8")
    page.page.keyboard.press("End")
    expect(presenter).to_contain_text("Statement 8 of 8")
    page.page.keyboard.press("Escape")
    expect(presenter).to_have_count(0)


def test_hostile_text_stays_text(opened: OpenHandout, tmp_path: Path) -> None:
    case = write_hostile_case(tmp_path / "hostile")
    page = opened(file=_write(case, tmp_path / "hostile.html"))
    expect(page.panel).to_contain_text("onerror=window.__pwned=1")
    page.page.get_by_role("button", name="About", exact=True).click()
    expect(page.page.get_by_test_id("about")).to_contain_text("window.__pwned=3")
    assert page.page.evaluate("() => window.__pwned") is None


def test_a_case_of_which_no_row_was_taken_says_so(opened: OpenHandout, tmp_path: Path) -> None:
    table = tmp_path / "none.csv"
    table.write_text("title,date,latitude,longitude\nNo day,whenever,40,47\n", "utf-8")
    page = opened(file=_write(table, tmp_path / "none.html"))
    expect(page.sentence).to_have_text("There is no event in this case.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_handout_has_no_serious_finding(opened: OpenHandout, scheme: str) -> None:
    page = opened(
        "?kind=movement", color_scheme=scheme, bypass_csp=True
    )  # axe styles what it measures
    expect(page.pill("movement")).to_have_attribute("aria-pressed", "true")
    assert grave_findings(page.page) == []
    page.page.get_by_role("button", name="About", exact=True).click()
    expect(page.page.get_by_test_id("about")).to_be_visible()
    assert grave_findings(page.page) == []


def test_a_handout_fits_a_telephone(opened: OpenHandout) -> None:
    page = opened(width=390, height=844)
    expect(page.page.get_by_label("Search")).to_be_hidden()
    assert page.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.page.get_by_label("Search")).to_be_visible()
