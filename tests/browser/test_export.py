"""The Export dialog: a true preview, a file that says what it is, words where it takes long."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from dashboard.briefing.export_formats import Exporter, ExportKind
from dashboard.briefing.options import ExportOptions, Theme
from dashboard.served_case import SHIPPED_CASE
from geodata.casebook import open_case
from geodata.store import Store
from tests.browser.axe import grave_findings

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

LONG = 60_000  # milliseconds


def shell_export(kind: str, query: str, options: ExportOptions | None = None) -> bytes:
    case = open_case(SHIPPED_CASE)
    exporter = Exporter(case, Store(case), options or ExportOptions())
    return exporter.export(ExportKind(kind), [query])


def open_dialog(viewer: Viewer) -> None:
    viewer.page.get_by_role("button", name="Export", exact=True).click()
    expect(viewer.page.get_by_role("dialog", name="Export this view")).to_be_visible()


def download(viewer: Viewer) -> tuple[str, bytes]:
    with viewer.page.expect_download(timeout=LONG) as found:
        viewer.page.get_by_test_id("export-save").click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def test_a_picture_is_seen_and_saved_as_the_shell_would_write_it(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?clock=told&asof=2024-04-17&event=withdrawal-begins-2024")
    open_dialog(viewer)
    viewer.page.get_by_test_id("export-theme").select_option("print")
    preview = viewer.page.get_by_test_id("export-preview")
    expect(preview).to_have_attribute("data-shows", "png", timeout=LONG)
    assert preview.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [1920, 1080]
    name, content = download(viewer)
    assert name == "withdrawal-from-karabakh-2024_told-by-2024-04-17.png"
    query = viewer.page.evaluate("location.search")
    assert content == shell_export("png", query, ExportOptions(theme=Theme.PRINT))
    expect(viewer.page.get_by_test_id("export-said")).to_have_text(f"Saved as {name}.")


def test_a_table_holds_the_events_shown(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?kind=movement")
    open_dialog(viewer)
    viewer.page.get_by_label("Table (CSV)").check()
    expect(viewer.page.get_by_test_id("export-preview")).to_be_hidden()
    name, content = download(viewer)
    assert name.endswith("_filtered.csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 7


def test_each_kind_says_what_it_is_and_offers_its_choices(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    open_dialog(viewer)
    meaning = viewer.page.get_by_test_id("export-meaning")
    viewer.page.get_by_label("Handout (HTML)").check()
    expect(meaning).to_contain_text("no server and no network")
    expect(viewer.page.get_by_test_id("export-theme")).to_have_count(0)
    viewer.page.get_by_label("Picture (PNG)").focus()
    viewer.page.keyboard.press("ArrowRight")
    expect(meaning).to_contain_text("its text is text")
    expect(viewer.page.get_by_test_id("export-theme")).to_be_visible()
    viewer.page.keyboard.press("Escape")
    expect(viewer.page.get_by_role("button", name="Export", exact=True)).to_be_focused()


def test_a_refusal_is_said_in_the_server_s_words(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    viewer.page.route(
        "**/exports/csv?*",
        lambda route: route.fulfill(status=503, json={"message": "Other exports are being made."}),
    )
    viewer.record.allow("503")
    open_dialog(viewer)
    viewer.page.get_by_label("Table (CSV)").check()
    viewer.page.get_by_test_id("export-save").click()
    said = viewer.page.get_by_test_id("export-said")
    expect(said).to_have_text("Other exports are being made.")
    expect(viewer.page.get_by_test_id("export-save")).to_be_enabled()


def test_an_export_waits_for_its_turn(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(shipped.url)
    busy = [{"Retry-After": "1"}, {"Retry-After": "1"}]

    def answer(route: Route) -> None:
        if busy:
            route.fulfill(status=503, headers=busy.pop(), json={"message": "Much to do."})
        else:
            route.continue_()

    viewer.page.route("**/exports/csv?*", answer)
    viewer.record.allow("503")
    open_dialog(viewer)
    viewer.page.get_by_label("Table (CSV)").check()
    with viewer.page.expect_download() as download:
        viewer.page.get_by_test_id("export-save").click()
    assert download.value.suggested_filename.endswith(".csv")
    assert busy == []


def test_class_mode_exports_nothing(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}#class")
    open_dialog(viewer)
    expect(viewer.page.get_by_role("dialog")).to_contain_text("Leave class mode first")
    expect(viewer.page.get_by_test_id("export-save")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_has_no_serious_finding(
    shipped: RunningApp, viewer: Viewer, scheme: Literal["light", "dark"]
) -> None:
    viewer.page.emulate_media(color_scheme=scheme)
    viewer.open(shipped.url)
    open_dialog(viewer)
    assert grave_findings(viewer.page) == []
