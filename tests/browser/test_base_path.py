"""The app behind a path of a larger site, as an administrator sets it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewViewer, Serve

BASE = "maps/whenabouts"


@pytest.mark.trap("https://github.com/streamlit/streamlit/pull/13449")
def test_everything_works_under_a_path(serve: Serve, new_viewer: NewViewer) -> None:
    app = serve(base_path=BASE)
    viewer = new_viewer()
    asked: list[str] = []
    viewer.page.on("request", lambda request: asked.append(request.url))
    viewer.open(f"{app.url}?event=exit-ganja-2024")
    viewer.expect_event("Equipment leaves through Ganja airfield")
    viewer.claims.first.get_by_role("button", name="Our summary, ¶5").click()
    expect(viewer.claims.first.locator("mark")).to_have_text("The writer concludes")
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.expect_query(kind="movement")
    assert urlsplit(viewer.page.url).path.rstrip("/") == f"/{BASE}"
    strays = [url for url in asked if url.startswith("http") and not url.startswith(app.url)]
    assert strays == []
    viewer.go_to("Rows")
    expect(viewer.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
    viewer.page.reload()
    expect(viewer.page.get_by_role("heading", name="Rows of the case")).to_be_visible()
