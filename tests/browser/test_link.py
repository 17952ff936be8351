"""Link: the address of exactly this view, copied or drawn, and honest about who it opens for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.running_app import LAN_HOST

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

PAGES = ["http://192.168.7.20:8501/", "http://10.8.0.3:8501/"]


def _open_link(viewer: Viewer) -> Locator:
    viewer.page.get_by_role("button", name="Link", exact=True).click()
    dialog = viewer.page.get_by_role("dialog", name="Link to this view")
    expect(dialog).to_be_visible()
    return dialog


def test_the_link_is_the_view_at_once_and_its_code_is_drawn(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(shipped.url)
    viewer.first_day.press("PageUp")
    dialog = _open_link(viewer)
    address = dialog.get_by_test_id("link-address").input_value()
    assert parse_qs(urlsplit(address).query)["from"] == ["2020-01-31"]
    assert address == viewer.page.url
    code = dialog.get_by_role("img", name="QR code of this address")
    expect(code).to_have_js_property("complete", value=True)
    assert code.evaluate("image => image.naturalWidth") > 0
    asked = parse_qs(urlsplit(code.get_attribute("src") or "").query)
    assert asked["address"] == [address]
    expect(dialog.get_by_test_id("link-reach")).to_contain_text("only on this computer")
    expect(dialog.get_by_test_id("link-reach")).to_contain_text("--lan")
    viewer.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_copying_puts_the_address_on_the_clipboard(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer(permissions=["clipboard-read", "clipboard-write"]).open(shipped.url)
    dialog = _open_link(viewer)
    dialog.get_by_test_id("link-copy").click()
    expect(dialog.get_by_test_id("link-copied")).to_have_text("Copied.")
    assert viewer.page.evaluate("navigator.clipboard.readText()") == viewer.page.url


def test_over_plain_http_the_old_way_copies_or_the_keys_are_named(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.record.allow(rf"request to {LAN_HOST}")
    viewer.open(shipped.url.replace("127.0.0.1", LAN_HOST))
    assert viewer.page.evaluate("navigator.clipboard === undefined")
    dialog = _open_link(viewer)
    expect(dialog.get_by_test_id("link-reach")).to_be_empty()
    viewer.page.evaluate(
        "() => addEventListener('copy', () => { window.copied = getSelection().toString(); }, true)"
    )
    dialog.get_by_test_id("link-copy").click()
    expect(dialog.get_by_test_id("link-copied")).to_have_text("Copied.")
    viewer.page.evaluate("() => { document.execCommand = () => false; }")
    dialog.get_by_test_id("link-copy").click()
    expect(dialog.get_by_test_id("link-copied")).to_have_text(re.compile(r"Press (Ctrl\+|⌘)C"))
    field = dialog.get_by_test_id("link-address")
    expect(field).to_be_focused()
    length = len(viewer.page.url)
    assert field.evaluate("one => one.selectionEnd - one.selectionStart") == length


def test_served_to_the_network_the_link_offers_the_address_for_others(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.page.route("**/link/network.json", lambda route: route.fulfill(json={"pages": PAGES}))
    viewer.page.route("**/link/qr.svg?*", lambda route: route.fulfill(body="", status=400))
    viewer.record.allow(r"400 \(Bad Request\)")
    viewer.open(f"{shipped.url}?event=rail-barda-2024")
    dialog = _open_link(viewer)
    field = dialog.get_by_test_id("link-address")
    expect(field).to_have_value(re.compile(r"http://192\.168\.7\.20:8501/\?.*event=rail-barda"))
    expect(dialog.get_by_test_id("link-reach")).to_contain_text("Others on your network")
    expect(dialog).to_contain_text("There is no QR code of this address")
    dialog.get_by_role("button", name="10.8.0.3:8501").click()
    expect(field).to_have_value(re.compile(r"http://10\.8\.0\.3:8501/\?"))
    dialog.get_by_role("button", name="127.0.0.1").click()
    expect(field).to_have_value(viewer.page.url)
    expect(dialog.get_by_test_id("link-reach")).to_have_text(
        "This link opens only on this computer."
    )
