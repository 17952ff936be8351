"""Dragging one of the timeline's handles: lag from input to painted pixels, and what it does else.

A step's lag runs from the beginning of the handling of its `pointermove` to the end of the forced
raster (`getImageData`) of every canvas over the map, in the task that drew that step's day. Only
the contract of the page is used: the slider's `aria-valuetext`, and `data-to` on the map's canvas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import OpenMap, our_map
from benchmarks.report import Figure, median, percentile95
from benchmarks.servers import our_app, running

STEPS = 120
STRIDE = 5  # CSS pixels; half of the steps lead there, half back
BETWEEN_STEPS = 16  # milliseconds, as a mouse reports
AFTER_DRAG = 1000  # milliseconds in which a late rerun would show

WATCH_INPUT = """handle => {
  const now = () => performance.timeOrigin + performance.now();
  const pending = [];
  const painted = { day: NaN, at: 0 };
  const unseen = [];
  const DAY = 86400000;
  const words = () => handle.getAttribute('aria-valuetext').split(',')[0];
  const shown = () => Date.parse(`${words()} UTC`) / DAY;
  let started = 0;
  let newest = shown();
  addEventListener('pointermove', () => { started = now(); }, true);
  addEventListener('pointermove', (event) => {
    const day = shown();
    if (day === newest) return;
    newest = day;
    pending.push({ day, started, stamp: performance.timeOrigin + event.timeStamp });
    if (painted.day === day && painted.at >= started) window.benchmark.take();
  });
  window.benchmark = {
    lags: [],
    seen: [],
    painted(day, at) {
      Object.assign(painted, { day, at });
      this.take();
    },
    take() {
      const last = pending.findLastIndex((step) => step.day === painted.day);
      for (const { started, stamp } of pending.splice(0, last + 1)) {
        this.lags.push(painted.at - started);
        unseen.push(stamp);
      }
      requestAnimationFrame(() => setTimeout(() => {
        for (const stamp of unseen.splice(0)) this.seen.push(now() - stamp);
      }));
    },
  };
}"""
WATCH_PAINT = """canvas => {
  const DAY = 86400000;
  new MutationObserver(() => {
    for (const other of document.querySelectorAll('canvas')) {
      if (other.width === canvas.width && other.height === canvas.height) {
        other.getContext('2d').getImageData(0, 0, 1, 1);
      }
    }
    const at = performance.timeOrigin + performance.now();
    window.parent.benchmark.painted(Date.parse(canvas.dataset.to) / DAY, at);
  }).observe(canvas, { attributeFilter: ['data-to'] });
}"""
TAKE = """() => {
  const { lags, seen } = window.benchmark;
  Object.assign(window.benchmark, { lags: [], seen: [] });
  return { lags, seen };
}"""


@dataclass(frozen=True)
class Drag:
    """What one drag came to, in milliseconds for each step whose day differed.

    `lags` end with the forced raster; `seen` run from the input's own time stamp to the end of the
    frame that shows it, waiting for the next frame included.
    """

    lags: Sequence[float]
    seen: Sequence[float]
    least_drawn: int
    most_drawn: int


@dataclass(frozen=True)
class Drags:
    """Several drags of one page, and what they made it do besides."""

    drags: Sequence[Drag]
    messages_sent: int
    remounts: int
    other_hosts: int

    def typical(self, statistic: str) -> float:
        """Give the middle one of the drags' medians or 95th percentiles."""
        of = {"median": median, "95th percentile": percentile95}[statistic]
        return median([of(drag.lags) for drag in self.drags])

    def seen(self) -> float:
        """Give the middle one of the drags' medians until the frame was over."""
        return median([median(drag.seen) for drag in self.drags])

    def drawn(self) -> str:
        least = min(drag.least_drawn for drag in self.drags)
        return f"{least:,}–{max(drag.most_drawn for drag in self.drags):,} drawn"


def lag_figures(case: str, drags: Drags, targets: Mapping[str, float]) -> list[Figure]:
    """Give the figures of a case's drags, with targets by statistic."""
    lags = [
        Figure(f"step, {case}, {statistic}", drags.typical(statistic), "ms", targets.get(statistic))
        for statistic in ("median", "95th percentile")
    ]
    shown = f"{drags.drawn()}; until the frame is over, median"
    return [*lags, Figure(f"  {shown}", drags.seen(), "ms")]


def drag_case(
    browser: Browser, case: Path | None, drags: int, handle: str = "timeline-to", query: str = ""
) -> Drags:
    """Drag a handle of a served case's page so many times to earlier days and back."""
    with running(our_app(case)) as server:
        return drag_page(browser, server.page + query, drags, handle)


def drag_page(
    browser: Browser,
    address: str,
    drags: int,
    handle: str = "timeline-to",
    *,
    in_frame: bool = True,
) -> Drags:
    """Drag a handle of the page at an address, whose map is in a frame or in the page."""
    with our_map(browser, address, in_frame=in_frame) as opened:
        opened.page.get_by_test_id(handle).evaluate(WATCH_INPUT)
        opened.canvas.evaluate(WATCH_PAINT)
        opened.mark_canvas()
        sent, documents = opened.traffic.messages_sent, opened.traffic.documents_in_frames
        done = [_drag(opened, handle) for _ in range(drags)]
        return Drags(
            done,
            opened.traffic.messages_sent - sent,
            opened.remounts(documents),
            len(opened.traffic.other_hosts),
        )


def _drag(opened: OpenMap, handle: str) -> Drag:

    page = opened.page
    box = page.get_by_test_id(handle).bounding_box()
    if box is None:
        raise RuntimeError(f"expected {handle} in sight; it is not")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    drawn = []
    for step in range(1, STEPS + 1):
        away = step if step <= STEPS // 2 else STEPS - step
        page.mouse.move(x - away * STRIDE, y)
        page.wait_for_timeout(BETWEEN_STEPS)  # the pace of a hand
        drawn.append(opened.count_drawn())
    page.mouse.up()
    page.wait_for_timeout(AFTER_DRAG)  # a rerun would come late
    taken = page.evaluate(TAKE)
    if len(taken["lags"]) < STEPS // 2:
        raise RuntimeError(
            f"expected a drawing for most of {STEPS} steps, saw {len(taken['lags'])}"
        )
    return Drag(taken["lags"], taken["seen"], min(drawn), max(drawn))
