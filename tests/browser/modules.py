"""The viewer's JavaScript modules, called one function at a time in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.assets import asset_address

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.running_app import RunningApp

CALL = """async ([address, name, args]) => {
  const found = (await import(address))[name];
  return found(...args);
}"""


BLANK = "blank"


def open_blank_page(page: Page, root: str) -> None:
    """Open a page of the app's origin that holds nothing, and may import anything of ours."""
    page.route(
        f"{root}{BLANK}",
        lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"),
    )
    page.goto(f"{root}{BLANK}")


class Modules:
    """Calls functions of the viewer's modules, imported from the asset route.

    Parameters
    ----------
    app
        Whose modules they are.
    page
        Where they are called; it shows nothing.
    """

    def __init__(self, app: RunningApp, page: Page) -> None:
        self._root = app.url
        self.page = page
        open_blank_page(page, app.url)

    def address(self, module: str) -> str:
        """Where a module lies, by its path below the viewer's without its ending."""
        return self._root + asset_address(f"viewer/{module}.js")

    def call(self, module: str, name: str, *args: object) -> Any:
        """What a function of a module gives."""
        return self.page.evaluate(CALL, [self.address(module), name, list(args)])
