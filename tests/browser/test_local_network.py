"""Other computers of a class reach the app over plain http: browsers withhold some functions."""

import pytest
from playwright.sync_api import expect

from tests.browser.running_app import LAN_HOST, RunningApp
from tests.browser.viewer import Viewer


@pytest.mark.trap("https://github.com/sindresorhus/clipboardy/issues/94")
def test_the_viewer_works_without_a_secure_context(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.record.allow(rf"request to {LAN_HOST}")
    viewer.open(shipped.url.replace("127.0.0.1", LAN_HOST))
    assert viewer.page.evaluate("isSecureContext") is False
    viewer.click_mark(event="exit-ganja-2024")
    viewer.expect_event("Equipment leaves through Ganja airfield")
    viewer.first_day.press("ArrowRight")
    viewer.expect_days("2020-01-02", "2024-06-30")
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
