"""A browser for one test after the other: it has the program's files, and forgets the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

# What a test may have done to the whole browser: its clock stopped, its network cut.
IS_AS_NEW = "() => navigator.onLine && !('__pwClock' in window)"


class ReadersBrowser:
    """A browser context, kept so that files need not be fetched and compiled for each page.

    Parameters
    ----------
    make
        Makes a new context.
    """

    def __init__(self, make: Callable[[], BrowserContext]) -> None:
        self._make = make
        self._context: BrowserContext | None = None

    def new_page(self) -> Page:
        """Open a page in which nothing is left of the pages before but the cache of files."""
        if self._context is not None:
            page = self._context.new_page()
            if page.evaluate(IS_AS_NEW):
                return page
            self.close()
        self._context = self._make()
        return self._context.new_page()

    def forget(self, page: Page) -> None:
        """Close a test's page, and clear what it has stored."""
        context = page.context
        origins = {"{0.scheme}://{0.netloc}".format(urlsplit(one.url)) for one in page.frames}
        devtools = context.new_cdp_session(page)
        for origin in origins:
            devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        context.clear_cookies()
        for one in context.pages:
            one.close()

    def close(self) -> None:
        """Close the context."""
        if self._context is not None:
            self._context.close()
            self._context = None
