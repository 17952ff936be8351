"""The worksheet: two pages on paper, made from the case."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.cases import write_hostile_case, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer


def open_worksheet(viewer: Viewer) -> Locator:
    """Open it from its tool, and wait until it is laid out."""
    viewer.page.get_by_role("button", name="Present", exact=True).click()
    viewer.page.get_by_role("button", name="Worksheet").click()
    expect(viewer.page.get_by_role("button", name="Print")).to_be_focused()
    return viewer.page.get_by_test_id("worksheet").locator(".sheet")


def printed(viewer: Viewer, size: str) -> list[str]:
    """The texts of the pages as they are printed, ligatures spelt out."""
    pages = PdfReader(BytesIO(viewer.page.pdf(format=size))).pages
    return [normalize("NFKC", page.extract_text()) for page in pages]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_two_pages_on_either_paper(shipped: RunningApp, viewer: Viewer, size: str) -> None:
    viewer.open(shipped.url)
    sheet = open_worksheet(viewer)
    expect(sheet.locator(".left-out")).to_be_empty()
    statements, questions = printed(viewer, size)
    assert "Withdrawal from Karabakh, 2024" in statements
    assert statements.count("not sure") >= 15  # rows to fill in
    for words in ("17 Apr 2024, 10:37", "12 Jun 2024", "Front News", "Kremlin spokesman"):
        assert words in statements
    assert "contingent complete" in statements  # the last row
    assert "Confirmed by" not in statements
    assert "who had confirmed it by 17 Apr 2024" in questions
    assert "which places are named" in questions
    assert "Standings by then:" in questions
    assert "When it happened" not in statements + questions  # the page around it


def test_a_worksheet_tells_nothing_later_than_its_moment(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17")
    text = open_worksheet(viewer).inner_text()
    assert "As told by 17 Apr 2024." in text
    assert not [word for word in ("Goran station", "Barda", "complete", "12 Jun") if word in text]


def test_pupils_in_class_mode_get_no_answers(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}#class")
    sheet = open_worksheet(viewer)
    expect(sheet).to_contain_text("who had confirmed it by 17 Apr 2024")
    expect(sheet).not_to_contain_text("Answers")
    expect(sheet).not_to_contain_text("Standings by then")
    viewer.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(viewer.page.get_by_role("button", name="Present", exact=True)).to_be_focused()


def test_closing_a_worksheet_gives_the_focus_back(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    sheet = open_worksheet(viewer)
    viewer.page.get_by_role("button", name="Close", exact=True).click()
    expect(sheet).to_have_count(0)
    expect(viewer.page.get_by_role("button", name="Present", exact=True)).to_be_focused()


def test_the_key_knows_no_later_claim_of_the_same_statement(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    case = tmp_path / "one-statement"
    write_table(case / "events.csv", [{"event_id": "e", "title": "Bridge", "date": "2024-04-17"}])
    claim = {"event_id": "e", "source_id": "s", "reported": "2024-04-17", "says": "So it is."}
    write_table(
        case / "sources" / "claims.csv",
        [
            {"claim_id": "c1", "speaker": "A writer", "stance": "reports", **claim},
            {"claim_id": "c2", "speaker": "The mayor", "stance": "confirms", **claim},
        ],
    )
    write_table(case / "sources" / "sources.csv", [{"source_id": "s", "title": "Paper"}])
    viewer = new_viewer().open(f"{serve(case).url}?clock=told&asof=c1")
    key = open_worksheet(viewer).locator(".key")
    expect(key).to_contain_text("1 reported")
    expect(key).not_to_contain_text("confirmed")


def test_any_case_fits_two_pages_and_stays_text(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    viewer = new_viewer().open(serve(write_hostile_case(tmp_path / "hostile")).url)
    open_worksheet(viewer)
    assert len(printed(viewer, "A4")) == 2
    assert viewer.page.evaluate("window.__pwned") is None
