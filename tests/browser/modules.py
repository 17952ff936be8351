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
        self.page.goto(f"{app.url}_stcore/health")

    def address(self, module: str) -> str:
        """Where a module lies, by its path below the viewer's without its ending."""
        return self._root + asset_address(f"viewer/{module}.js")

    def call(self, module: str, name: str, *args: object) -> Any:
        """What a function of a module gives."""
        return self.page.evaluate(CALL, [self.address(module), name, list(args)])
