"""A case is started in an empty folder, and what was corrected stands on the page of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from geodata.casebook import open_case
from tests.browser.cases import copy_shipped_case

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload

    from tests.browser.conftest import NewViewer, Serve

LONE = "title,date,latitude,longitude\nBridge closed,2024-05-03,40.6,46.8\nNo day,2024-99,,\n"


def test_a_case_is_started_in_an_empty_folder(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    viewer = new_viewer()
    page = viewer.page
    page.goto(serve(tmp_path).url)
    expect(page.get_by_role("heading", name="Start a case")).to_be_visible()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("Give the case a title")).to_be_visible()
    page.get_by_label("Title").fill("A harbour, 2024")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="A harbour, 2024")).to_be_visible()
    expect(viewer.map_summary).to_have_text("0 events")
    expect(page.get_by_test_id("timeline")).to_be_hidden()
    sentence = page.get_by_test_id("sentence")
    expect(sentence).to_contain_text("There is no event in this case yet")
    sentence.get_by_role("link", name="write them by hand").click()
    expect(page.get_by_role("tab", name="Events")).to_be_visible()
    assert open_case(tmp_path).about.title == "A harbour, 2024"


def test_a_case_is_started_from_a_spreadsheet(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    viewer = new_viewer()
    page = viewer.page
    page.goto(serve(tmp_path).url)
    page.get_by_text("With the events of a spreadsheet").click()
    page.get_by_label("Title").fill("Two bridges")
    page.get_by_label("Title").press("Enter")
    start = page.get_by_role("button", name="Start")
    expect(page.get_by_text("Choose the file with the events.")).to_be_visible()
    expect(start).to_be_disabled()
    sent: FilePayload = {"name": "mine.csv", "mimeType": "text/csv", "buffer": LONE.encode()}
    page.locator("input[type=file]").set_input_files([sent])
    start.click()
    expect(page.get_by_text("1 row was left out")).to_be_visible()
    page.get_by_role("button", name="Go on to the map").click()
    expect(viewer.map_summary).to_contain_text("1 of 1 events")


def test_a_correction_stands_under_its_source_with_its_day_and_reason(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    case = copy_shipped_case(tmp_path / "case")
    (case / "sources" / "corrections.csv").write_text(
        "claim_id,source_id,corrected,column,before,after,reason\n"
        "c02,armenpress-1134961,2024-05-02,speaker,<b>Someone</b>,APA,The agency is named\n",
        encoding="utf-8",
    )
    page = new_viewer().page
    page.goto(f"{serve(case).url}sources")
    source = page.locator("[data-source='armenpress-1134961']")
    source.get_by_text("1 correction").click()
    told = source.get_by_test_id("correction")
    expect(told).to_contain_text(
        "“Personnel and equipment have left the monastery.” "
        "Speaker: it was “<b>Someone</b>”, it is “APA”."
    )
    expect(told).to_contain_text("2 May 2024 · The agency is named")
    expect(page.get_by_test_id("corrections")).to_have_count(1)
