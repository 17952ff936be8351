"""Fixtures of the browser tests: a Chromium without a network, and the app to open in it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import REMEDY, chromium_path
from tests.browser.modules import Modules
from tests.browser.page_record import PageRecord
from tests.browser.readers_browser import ReadersBrowser
from tests.browser.running_app import LAN_HOST, ROOT, RunningApp
from tests.browser.viewer import PATIENCE, Viewer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

HERE = Path(__file__).parent
SCREENSHOTS = ROOT / "build" / "browser"
STRANGER = "stranger.test"  # a name of somebody else's, made to mean this machine
NO_NETWORK = (
    f"MAP {LAN_HOST} 127.0.0.1, MAP {STRANGER} 127.0.0.1, "
    "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules={NO_NETWORK}",
)
# Playwright switches off a limit that readers have: one on changes of the address.
READERS_LIMITS = ["--disable-ipc-flooding-protection"]

PAGES = pytest.StashKey[list["Page"]]()
Serve = Callable[..., RunningApp]
NewViewer = Callable[..., Viewer]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests, and run them last: what is quick to fail comes first."""
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    items[:] = [item for item in items if item not in ours] + ours


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of each page of a failed test, and say where it lies."""
    report = yield
    if report.failed and call.when == "call":
        pages = item.stash.get(PAGES, [])
        for number, page in enumerate(pages):
            picture = SCREENSHOTS / f"{item.path.stem}-{item.name}-{number}.png".replace("/", "_")
            page.screenshot(path=picture)
            report.sections.append(("page", f"{page.url}\n{picture}"))
    return report


CLOSED_MEANWHILE = "starlette.websockets.WebSocketDisconnected: "


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test has a context of its own."""
    path = chromium_path()
    if path is None:
        pytest.fail(REMEDY)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=ARGUMENTS, ignore_default_args=READERS_LIMITS
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Serve a case, a folder or a file, for the tests of one module."""
    apps: list[RunningApp] = []

    def start(case: Path | str | None = None, base_path: str = "") -> RunningApp:
        app = RunningApp(case, tmp_path_factory.mktemp("server") / "log", base_path)
        apps.append(app)
        app.start()
        return app

    yield start
    for app in apps:
        app.stop()
    _assert_no_traceback(apps)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The shipped case, served once for all tests that change nothing on the server."""
    app = RunningApp(None, tmp_path_factory.mktemp("server") / "log")
    app.start()
    yield app
    app.stop()
    _assert_no_traceback([app])


def _assert_no_traceback(apps: list[RunningApp]) -> None:
    for app in apps:
        assert not _tracebacks(app.printed()), app.printed()


def _tracebacks(printed: str) -> list[str]:
    """Take from what a server printed how its tracebacks end.

    Streamlit prints one where a page is closed while it answers; that is its own.
    """
    ends = (
        next((line for line in block.splitlines() if line.strip() and not line[0].isspace()), "")
        for block in printed.split("Traceback (most recent call last):")[1:]
    )
    return [end for end in ends if not end.startswith(CLOSED_MEANWHILE)]


def _new_context(
    browser: Browser, width: int = 1280, height: int = 800, **options: Any
) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def new_viewer(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewViewer]:
    """Make pages of browsers of their own; at the end none may have erred or asked another host."""
    pages = request.node.stash.setdefault(PAGES, [])
    records: list[PageRecord] = []

    def make(*size: int, **options: Any) -> Viewer:
        context = _new_context(browser, *size, **options)
        records.append(PageRecord(context))
        pages.append(context.new_page())
        return Viewer(pages[-1], records[-1])

    yield make
    for page in pages:
        page.context.close()
    for record in records:
        record.assert_no_problems()


@pytest.fixture(scope="session")
def readers_browser(browser: Browser) -> Iterator[ReadersBrowser]:
    """The browser of `viewer`, which knows the program's files from the tests before."""
    kept = ReadersBrowser(lambda: _new_context(browser))
    yield kept
    kept.close()


@pytest.fixture
def viewer(readers_browser: ReadersBrowser, request: pytest.FixtureRequest) -> Iterator[Viewer]:
    """One page, not opened yet; it may neither err nor ask another host."""
    page = readers_browser.new_page()
    request.node.stash.setdefault(PAGES, []).append(page)
    record = PageRecord(page.context)
    yield Viewer(page, record)
    readers_browser.forget(page)
    record.end()
    record.assert_no_problems()


@pytest.fixture(scope="module")
def modules(browser: Browser, shipped: RunningApp) -> Iterator[Modules]:
    """The pure JavaScript modules, in a page that shows nothing."""
    context = _new_context(browser)
    record = PageRecord(context)
    yield Modules(shipped, context.new_page())
    context.close()
    record.assert_no_problems()
