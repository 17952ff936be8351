"""Text from data is only ever text: nothing of it runs, nothing of it is asked of another host."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.hostile import Tried, in_control, in_the_page
from tests.browser.cases import HOSTILE, write_hostile_case
from tests.browser.conftest import NewViewer, Serve
from tests.browser.hostile_texts import write_case


@pytest.fixture(scope="module")
def hostile_address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    return serve(write_hostile_case(tmp_path_factory.mktemp("hostile") / "case")).url


@pytest.mark.trap("https://github.com/python-visualization/folium/pull/2240")
def test_hostile_text_is_shown_and_never_run(hostile_address: str, new_viewer: NewViewer) -> None:
    viewer = new_viewer().open(hostile_address)
    expect(viewer.map_summary).to_contain_text("5 of 5 events")
    expect(viewer.page.get_by_role("heading", level=1)).to_have_text(f"{HOSTILE['image']} case")
    for number, words in enumerate(HOSTILE.values()):
        viewer.page.mouse.move(*viewer.point_of(event=f"event-{number}"))
        expect(viewer.map.locator(".tip")).to_contain_text(words)
        viewer.click_mark(event=f"event-{number}")
        viewer.expect_event(f"{words} title")
        claim = viewer.claims.first
        expect(claim).to_contain_text(f"{words} speaker")
        claim.get_by_role("button", name="Our summary").click()
        expect(claim.locator("mark")).to_have_text(words)
    for where in (viewer.page, viewer.frame):
        assert where.evaluate("window.__pwned") is None
    assert viewer.page.locator("a[href^=javascript], a[href^=data]").count() == 0


def test_hostile_filters_are_literal_and_filter(
    hostile_address: str, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open(hostile_address)
    kinds = viewer.sidebar.get_by_role("group", name="Kind").get_by_role("button")
    expect(kinds).to_have_count(len(HOSTILE))
    actors = viewer.sidebar.get_by_role("group", name="Actor").get_by_role("button")
    actors.filter(has_text="more").click()  # too many to show at first
    for words in HOSTILE.values():
        assert f"{words} kind" in [pill.get_attribute("data-value") for pill in kinds.all()]
        expect(actors.filter(has_text=words)).not_to_have_count(0)
    kinds.filter(has_text="<img").click()
    expect(viewer.map_summary).to_contain_text("1 of 5 events")
    viewer.page.reload()
    viewer.ready()
    expect(viewer.map_summary).to_contain_text("1 of 5 events")
    assert viewer.page.evaluate("window.__pwned") is None


SOME = (2, 6, 39, 59, 69, 72)  # an image, a handler, an address, Typst, a backslash, no width
LEAST_PAIRS = 300


def test_texts_in_every_column_are_shown_everywhere_and_do_nothing(
    serve: Serve, browser: Browser, tmp_path: Path
) -> None:
    tried = Tried(SOME)
    in_the_page(browser, serve(write_case(tmp_path / "case", SOME)).url, tried)
    assert tried.problems == []
    assert len(tried.pairs) > LEAST_PAIRS


def test_what_watches_sees_texts_that_do_something(browser: Browser) -> None:
    assert in_control(browser, SOME[:3]) == len(SOME[:3])


def test_rows_are_not_saved_as_cells_that_are_formulas(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    (tmp_path / "rows.csv").write_text("title,date\n=1+1,no day\nsound,2024-04-17\n", "utf-8")
    page = new_viewer().page
    page.goto(f"{serve(tmp_path / 'rows.csv').url}rows")
    page.get_by_test_id("stDataFrame").first.hover()
    expect(page.get_by_label("Search").first).to_be_visible()
    expect(page.get_by_label("Download as CSV").first).to_be_hidden()
