"""What a test does to the readers' browser is gone when the next one opens its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.modules import open_blank_page
from tests.browser.readers_browser import ReadersBrowser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.running_app import RunningApp

A_TIMER_ENDS = "() => new Promise((ended) => setTimeout(() => ended(navigator.onLine), 1))"


@pytest.fixture
def kept(browser: Browser) -> Iterator[ReadersBrowser]:
    made = ReadersBrowser(browser.new_context)
    yield made
    made.close()


def _stop_the_clock(page: Page) -> None:
    page.clock.install(time="2024-07-01T10:00:00")
    page.clock.pause_at("2024-07-01T11:00:00")


def _cut_the_network(page: Page) -> None:
    page.context.set_offline(True)


def _store(page: Page) -> None:
    page.evaluate(
        "() => { localStorage.a = sessionStorage.a = '1'; document.cookie = 'a=1'; }",
    )


@pytest.mark.parametrize("deed", [_stop_the_clock, _cut_the_network, _store])
def test_the_next_page_is_as_new(
    shipped: RunningApp, kept: ReadersBrowser, deed: Callable[[Page], None]
) -> None:
    page = kept.new_page()
    open_blank_page(page, shipped.url)
    deed(page)
    kept.forget(page)
    following = kept.new_page()
    open_blank_page(following, shipped.url)
    assert following.evaluate(A_TIMER_ENDS)
    assert following.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
    assert "a=1" not in following.evaluate("() => document.cookie")


BYTES_OF_MODULES = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/assets/') && name.endsWith('.js'))
  .reduce((sum, { transferSize }) => sum + transferSize, 0)"""


def test_files_are_kept(shipped: RunningApp, kept: ReadersBrowser) -> None:
    came = []
    for _ in range(2):
        page = kept.new_page()
        page.goto(shipped.url)
        page.get_by_test_id("timeline").wait_for()
        page.wait_for_load_state("networkidle")  # what is still under way is not kept
        came.append(page.evaluate(BYTES_OF_MODULES))
        kept.forget(page)
    assert came[0] > 0
    assert came[1] == 0
