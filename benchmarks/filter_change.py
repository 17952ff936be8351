"""A filter change: from the click on a pill to the changed map, beside a bare rerun of Streamlit.

Both run from the click's handling in the page: ours to the end of the forced raster of the canvases
over the map, with another count in `data-drawn`; the bare rerun to the change of a text.
Each filter is new to server and browser; the two alternate.
"""

from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import OpenMap, fresh_page, our_map
from benchmarks.report import Figure, median, milliseconds
from benchmarks.servers import our_app, peer, running

MOST_TIMES_A_RERUN = 2
LEAST_CHANGES = 3
BETWEEN = 700  # milliseconds of rest after a change
NOTHING_CHANGES = 4000  # milliseconds after which a filter is taken to leave the map as it was
ROUNDS = 3  # pages opened

WATCH_CLICK = """() => {
  window.benchmark = { clicked: 0 };
  addEventListener('click', () => {
    window.benchmark.clicked = performance.timeOrigin + performance.now();
  }, true);
}"""
WATCH_MAP = """canvas => {
  let before = canvas.dataset.drawn;
  window.benchmark = { painted: 0 };
  new MutationObserver(() => {
    if (canvas.dataset.drawn === before) return;
    before = canvas.dataset.drawn;
    for (const other of document.querySelectorAll('canvas')) {
      if (other.width === canvas.width && other.height === canvas.height) {
        other.getContext('2d').getImageData(0, 0, 1, 1);
      }
    }
    window.benchmark.painted = performance.timeOrigin + performance.now();
  }).observe(canvas, { attributeFilter: ['data-drawn'] });
}"""
WATCH_TEXT = """() => {
  window.benchmark.painted = 0;
  const CHANGES = { characterData: true, childList: true, subtree: true };
  new MutationObserver(() => {
    window.benchmark.painted = performance.timeOrigin + performance.now();
  }).observe(document.querySelector('[data-testid=stText]'), CHANGES);
}"""


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Choose the kinds of the shipped case one after another."""
    del folder
    changes: list[float] = []
    reruns: list[float] = []
    remounts = 0
    for _ in range(1 if quick else ROUNDS):
        with (
            running(our_app()) as ours,
            running(peer("bare_rerun.py")) as bare,
            our_map(browser, ours.page) as opened,
            fresh_page(browser) as beside,
        ):
            beside.goto(bare.page)
            beside.get_by_test_id("stText").wait_for()
            beside.evaluate(WATCH_CLICK)
            beside.evaluate(WATCH_TEXT)
            remounts += _alternate(opened, beside, changes, reruns)
    if len(changes) < LEAST_CHANGES:
        raise RuntimeError(
            f"expected {LEAST_CHANGES} filters that change the map, found {len(changes)}"
        )
    return [
        Figure("map made anew by filter changes", remounts, limit=0),
        Figure("filter change to changed map", median(changes), "ms"),
        Figure(
            "filter change, times a bare rerun",
            median(changes) / median(reruns),
            "×",
            MOST_TIMES_A_RERUN,
            beside=f"bare rerun: {milliseconds(median(reruns))}",
        ),
    ]


def _alternate(opened: OpenMap, beside: Page, changes: list[float], reruns: list[float]) -> int:
    """Change filters and rerun the bare page in turn; give how often the map was made anew."""
    page = opened.page
    page.evaluate(WATCH_CLICK)
    opened.canvas.evaluate(WATCH_MAP)
    opened.mark_canvas()
    documents = opened.traffic.documents_in_frames
    frame = opened.canvas.owner_frame()
    pills = (
        page.get_by_test_id("stSidebar").get_by_test_id("stButtonGroup").first.get_by_role("button")
    )
    for number in range(pills.count()):
        pills.nth(number).click()
        page.wait_for_timeout(BETWEEN)
        painted = frame.evaluate("() => window.benchmark.painted") if frame else 0
        clicked = page.evaluate("() => window.benchmark.clicked")
        if painted > clicked:
            changes.append(painted - clicked)
        beside.get_by_role("button", name="Again").click()
        beside.wait_for_timeout(BETWEEN)
        reruns.append(beside.evaluate("() => window.benchmark.painted - window.benchmark.clicked"))
    return opened.remounts(documents)
