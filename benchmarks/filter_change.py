"""A filter change: from the click on a pill to the changed map, beside a bare rerun of Streamlit.

Both run from the click's handling in the page: ours to the end of the forced raster of the canvases
over the map, with another count in `data-drawn`; the bare rerun to the change of a text.
Each filter is new to server and browser; the two alternate.
"""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from benchmarks.browser import OpenMap, fresh_page, our_map
from benchmarks.report import Figure, median, milliseconds
from benchmarks.servers import our_app, peer, running

MOST_TIMES_A_RERUN = 2
LEAST_CHANGES = 3
BETWEEN = 700  # milliseconds of rest after a change
NOTHING_CHANGES = 5000  # milliseconds after which a filter is taken to leave the map as it was
ROUNDS = 3  # pages opened

# Both promise, for the next click, the milliseconds from it to the change.
WATCH_CLICK = """() => {
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('click', () => { window.benchmark.clicked = now(); }, true);
  window.benchmark = { clicked: 0, next: (patience) => new Promise((resolve) => {
    window.benchmark.changed = () => resolve(now() - window.benchmark.clicked);
    setTimeout(resolve, patience, null);
  }) };
}"""
WATCH_MAP = """canvas => {
  let before = canvas.dataset.drawn;
  new MutationObserver(() => {
    if (canvas.dataset.drawn === before) return;
    before = canvas.dataset.drawn;
    for (const other of document.querySelectorAll('canvas')) {
      if (other.width === canvas.width && other.height === canvas.height) {
        other.getContext('2d').getImageData(0, 0, 1, 1);
      }
    }
    window.parent.benchmark.changed();
  }).observe(canvas, { attributeFilter: ['data-drawn'] });
}"""
WATCH_TEXT = """() => {
  const changes = { characterData: true, childList: true, subtree: true };
  new MutationObserver(() => window.benchmark.changed())
    .observe(document.querySelector('[data-testid=stText]'), changes);
}"""
START = "patience => { window.benchmark.waiting = window.benchmark.next(patience); }"
WAIT = "() => window.benchmark.waiting"


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
    opened.page.evaluate(WATCH_CLICK)
    opened.canvas.evaluate(WATCH_MAP)
    opened.mark_canvas()
    documents = opened.traffic.documents_in_frames
    kinds = opened.page.get_by_role("group", name="Kind").get_by_role("button")
    for number in range(kinds.count()):
        changed = _click(opened.page, kinds.nth(number))
        if changed is not None:
            changes.append(changed)
        rerun = _click(beside, beside.get_by_role("button", name="Again"))
        if rerun is None:
            raise RuntimeError("expected the bare page's text to change; it did not")
        reruns.append(rerun)
    return opened.remounts(documents)


def _click(page: Page, button: Locator) -> float | None:
    """Give the milliseconds from a click to what it changed; None where nothing changed."""
    page.evaluate(START, NOTHING_CHANGES)
    button.click()
    taken: float | None = page.evaluate(WAIT)
    page.wait_for_timeout(BETWEEN)  # the pace of a hand
    return taken
