"""A page that is open outlives its server: time and selection are the browser's."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewViewer, Serve


@pytest.mark.trap("https://github.com/streamlit/streamlit/issues/8901")
def test_an_open_page_recovers_after_a_restart(serve: Serve, new_viewer: NewViewer) -> None:
    app = serve()
    viewer = new_viewer()
    viewer.record.allow(
        "WebSocket|ERR_CONNECTION_REFUSED|Failed to fetch|_stcore|Network Error|not responding"
    )
    viewer.open(f"{app.url}?from=2024-02-01&event=rail-barda-2024")
    app.stop()
    expect(viewer.page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
    viewer.first_day.press("ArrowRight")
    viewer.expect_days("2024-02-02", "2024-06-30")

    app.start()
    expect(viewer.page.locator("[data-test-connection-state=CONNECTED]")).to_be_attached(
        timeout=60_000
    )
    viewer.ready()
    viewer.expect_days("2024-02-02", "2024-06-30")
    viewer.expect_event("Fuel tankers loaded at Barda station")
    viewer.click_mark(event="exit-ganja-2024")
    viewer.expect_event("Equipment leaves through Ganja airfield")
    viewer.claims.first.get_by_role("button", name="Our summary, ¶5").click()
    expect(viewer.claims.first.locator("mark")).to_have_text("The writer concludes")
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.expect_days("2024-02-02", "2024-06-30")
    viewer.expect_query(event="exit-ganja-2024", kind="movement", **{"from": "2024-02-02"})
