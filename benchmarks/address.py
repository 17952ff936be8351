"""The address bar after fast drags: how long after the last step it holds the last position.

On 5,000 events and 20,000 claims, with Chromium's own limit on changes of the address.
"""

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import OpenMap, map_frame, our_map
from benchmarks.generated_case import write_case
from benchmarks.report import Figure, median, percentile95
from benchmarks.servers import our_app, running

EVENTS = 5000
DRAGS = 10
QUICK_DRAGS = 5
STEPS = 120
REACH = 300  # CSS pixels; every other drag leads back, not quite as far
SHORTER = 30  # CSS pixels
LONGEST = 300  # milliseconds
CLOCKS = (("", "timeline-to", "to"), ("?clock=told", "timeline-asof", "asof"))

WATCH = """() => {
  window.benchmark = { restedAt: 0, heldAt: 0, changes: 0 };
  addEventListener('pointermove', () => { window.benchmark.restedAt = performance.now(); }, true);
  const replaceState = history.replaceState;
  history.replaceState = function (...rest) {
    const before = location.href;
    replaceState.apply(this, rest);
    if (location.href === before) return;
    window.benchmark.heldAt = performance.now();
    window.benchmark.changes += 1;
  };
}"""
# Late enough to tell that no step follows; then the last change was the one that counts.
HELD = """([frame, name]) => {
  const canvas = frame.contentDocument.querySelector('canvas[data-drawn]');
  const { restedAt, heldAt } = window.benchmark;
  const isHeld = new URLSearchParams(location.search).get(name) === canvas.dataset.to;
  return isHeld && performance.now() - restedAt > 1000 && { delay: heldAt - restedAt };
}"""


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Drag the window's end, then the moment."""
    case = write_case(folder / "case", EVENTS)
    drags = QUICK_DRAGS if quick else DRAGS
    delays: list[float] = []
    changes = 0
    with running(our_app(case)) as server:
        for query, handle, name in CLOCKS:
            with our_map(browser, server.page + query) as opened:
                opened.page.evaluate(WATCH)
                delays += [_drag(opened, handle, name, drag) for drag in range(drags)]
                changes += opened.page.evaluate("window.benchmark.changes")
    count = f"{len(delays)} fast drags"
    return [
        Figure(f"address after {count}, median", median(delays), "ms"),
        Figure(f"address after {count}, 95th percentile", percentile95(delays), "ms", LONGEST),
        Figure("  the latest of them", max(delays), "ms"),
        Figure("  changes of the address in these drags", changes),
    ]


def _drag(opened: OpenMap, handle: str, name: str, drag: int) -> float:
    """Drag as fast as the browser takes it, and hold; give the milliseconds until it is written."""
    page = opened.page
    box = page.get_by_test_id(handle).bounding_box()
    if box is None:
        raise RuntimeError(f"expected {handle} in sight; it is not")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + (REACH - SHORTER if drag % 2 else -REACH), y, steps=STEPS)
    held = page.wait_for_function(HELD, arg=[map_frame(page).frame_element(), name])
    page.mouse.up()
    return float(held.json_value()["delay"])
