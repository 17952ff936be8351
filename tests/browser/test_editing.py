"""A case edited in the page: checked at the cell, undone, saved, also by two people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cases import copy_shipped_case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.running_app import RunningApp

CONFLICT = "Armed conflict over Karabakh"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return copy_shipped_case(tmp_path / "case")


@pytest.fixture
def app(serve: Serve, case: Path) -> RunningApp:
    return serve(case)


def _edit(page: Page, app: RunningApp) -> Page:
    page.goto(f"{app.url}edit")
    expect(page.get_by_role("grid", name="Events")).to_be_visible()
    return page


@pytest.fixture
def page(new_viewer: NewViewer, app: RunningApp) -> Page:
    """The page of a reader who may edit."""
    return _edit(new_viewer().page, app)


def _row(page: Page, words: str) -> Locator:
    return page.get_by_role("grid").get_by_role("row").filter(has_text=words)


def _cell(page: Page, words: str, column: str) -> Locator:
    return _row(page, words).locator(f"td[data-column={column}]")


def _set(page: Page, words: str, column: str, value: str) -> None:
    """Edit a cell of the grid by the keyboard."""
    _cell(page, words, column).click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type(value)
    page.keyboard.press("Enter")


def _form(page: Page) -> Locator:
    return page.get_by_test_id("row-form")


def _field(page: Page, label: str) -> Locator:
    return _form(page).get_by_label(label, exact=True)


def _status(page: Page) -> Locator:
    return page.get_by_test_id("edit-status")


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(_status(page)).to_contain_text("Saved")


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_a_bad_date_is_told_at_its_cell_mended_and_saved_alone(page: Page, case: Path) -> None:
    before = _lines(case / "events.csv")
    _set(page, CONFLICT, "date", "2020-13-44")
    cell = _cell(page, CONFLICT, "date")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(_field(page, "Date").locator("xpath=..").get_by_test_id("cell-problem")).to_contain_text(
        "2020-13-44"
    )
    page.get_by_test_id("problems").locator("summary").click()
    page.get_by_test_id("problem").filter(has_text=CONFLICT).click()
    expect(_field(page, "Date")).to_be_focused()

    page.get_by_role("button", name="Undo").click()
    expect(cell).to_have_text("2020")
    expect(_status(page)).to_contain_text("Nothing is changed.")
    page.get_by_role("button", name="Redo").click()
    expect(cell).to_contain_text("2020-13-44")
    _set(page, CONFLICT, "date", "2020-09~")
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    _save(page)
    after = _lines(case / "events.csv")
    assert [number for number, line in enumerate(after) if line != before[number]] == [1]
    assert after[1] == before[1].replace(b",2020,", b",2020-09~,")
    assert len(after) == len(before)
