"""Selecting an event: from the click to the painted panel, beside a rerun of Streamlit.

Both on 5,000 events and 20,000 claims, from the handling of the click to the end of the frame that
shows the event's title.
"""

from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import fresh_page, map_frame, our_map
from benchmarks.generated_case import write_case
from benchmarks.report import Figure, median, milliseconds, percentile95
from benchmarks.servers import our_app, peer, running

EVENTS = 5000
SELECTIONS = 40
QUICK_SELECTIONS = 8
BETWEEN = 300  # milliseconds of rest
LONGEST = 50  # milliseconds

# Both promise the milliseconds from a click to the frame in which another title is painted.
WATCH_TITLE = """title => {
  window.benchmark = (click) => new Promise((painted) => {
    setTimeout(painted, 10000, null);
    const root = title();
    const before = root.querySelector('h2, h3')?.textContent;
    const watch = new MutationObserver(() => {
      if (root.querySelector('h2, h3')?.textContent === before) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => painted(performance.now() - started)));
    });
    watch.observe(root, { childList: true, subtree: true, characterData: true });
    const started = performance.now();
    click();
  });
}"""
OURS = f"""panel => {{
  ({WATCH_TITLE})(() => panel);
  const map = document.querySelector("iframe[title*='st_folium']").contentDocument;
  const listed = (number) => map.querySelectorAll('button[data-event]')[number];
  window.benchmarkSelect = (number) => window.benchmark(() => listed(number).click());
}}"""
PEER = f"""button => {{
  ({WATCH_TITLE})(() => document.querySelector('[data-testid=stMain]'));
  window.benchmarkSelect = () => window.benchmark(() => button.click());
}}"""


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Select one event after another, ours and the peer's."""
    case = write_case(folder / "case", EVENTS)
    times = QUICK_SELECTIONS if quick else SELECTIONS
    with running(our_app(case)) as server, our_map(browser, server.page) as opened:
        map_frame(opened.page).wait_for_selector("button[data-event]", state="attached")
        opened.page.get_by_test_id("source-panel").evaluate(OURS)
        ours = _selections(opened.page, times)
    environment = {"BENCHMARK_CASE": str(case)}
    with running(peer("selection.py"), environment) as server, fresh_page(browser) as page:
        page.goto(server.page)
        page.get_by_role("button", name="Next").evaluate(PEER)
        beside = _selections(page, times)
    return [
        Figure("selection to panel painted, median", median(ours), "ms"),
        Figure("selection to panel painted, 95th percentile", percentile95(ours), "ms", LONGEST),
        Figure(
            "selection, times faster than by a rerun",
            median(beside) / median(ours),
            "×",
            beside=f"rerun: {milliseconds(median(beside))}",
        ),
    ]


def _selections(page: Page, times: int) -> list[float]:
    lags: list[float] = []
    for number in range(1, times + 1):
        lag = page.evaluate("number => window.benchmarkSelect(number)", number)
        if lag is None:
            raise RuntimeError(f"expected selection {number} to change the title; it did not")
        lags.append(lag)
        page.wait_for_timeout(BETWEEN)
    return lags
