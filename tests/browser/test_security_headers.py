"""What page and frame may load is said in headers; every test checks that nothing breaks them."""

import pytest
from playwright.sync_api import Response

from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer


def test_page_frame_data_and_assets_carry_a_policy(shipped: RunningApp, viewer: Viewer) -> None:
    policies: dict[str, str] = {}
    plain: list[str] = []

    def note(response: Response) -> None:
        if response.url.startswith("http"):
            policies[response.url] = response.headers.get("content-security-policy", "")
            if response.headers.get("x-content-type-options") != "nosniff":
                plain.append(response.url)

    viewer.page.on("response", note)
    viewer.open(shipped.url)
    assert all(policies.values())
    assert plain == []
    page = policies[shipped.url]
    frame = next(text for url, text in policies.items() if "/component/streamlit_folium" in url)
    for policy in (page, frame):
        assert "default-src 'self'" in policy
        assert "object-src 'none'" in policy
        assert "unsafe-eval" not in policy
    scripts = next(part for part in page.split(";") if part.strip().startswith("script-src"))
    assert "unsafe-inline" not in scripts


@pytest.mark.parametrize("where", ["page", "frame"])
def test_the_policy_stops_a_stranger(shipped: RunningApp, viewer: Viewer, where: str) -> None:
    viewer.record.allow(r"Content Security Policy|request to other\.test")
    viewer.open(shipped.url)
    document = viewer.page if where == "page" else viewer.frame
    blocked = document.evaluate(
        """() => new Promise((done) => {
          addEventListener('securitypolicyviolation', (event) => done(event.blockedURI));
          const script = document.createElement('script');
          script.src = 'https://other.test/x.js';
          document.head.append(script);
        })"""
    )
    assert blocked == "https://other.test/x.js"
