"""Text from data is only ever text: nothing of it runs, nothing of it is asked of another host."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.cases import HOSTILE, write_hostile_case
from tests.browser.conftest import NewViewer, Serve


def test_hostile_text_is_shown_and_never_run(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    app = serve(write_hostile_case(tmp_path / "hostile"))
    viewer = new_viewer().open(app.url)
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
    filters = viewer.sidebar.inner_text()
    for words in HOSTILE.values():
        assert words[:20] in filters
    viewer.sidebar.get_by_role("button").filter(has_text="<img").first.click()
    expect(viewer.map_summary).to_contain_text("1 of 5 events")
    for where in (viewer.page, viewer.frame):
        assert where.evaluate("window.__pwned") is None
    assert viewer.page.locator("a[href^=javascript], a[href^=data]").count() == 0
