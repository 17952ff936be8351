"""Steps of sliders over maps that draw by WebGL: `st.pydeck_chart`, and swiftmap's page.

A step ends with the forced raster (`readPixels`) of the last frame that was drawn for it. It begins
with the release of Streamlit's thumb, as that sends nothing before, and with the `input` event of
swiftmap's slider, which draws while it is dragged.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from benchmarks.browser import MAP_HEIGHT, MAP_WIDTH, fresh_page
from benchmarks.peers.view import VIEW
from benchmarks.report import median
from benchmarks.servers import ROOT, peer, running

QUIET = 1500  # milliseconds without a drawing: the step is over
LONGEST = 180_000  # milliseconds

# Runs in every document. Frames are rasterised in the task that drew them, as a canvas of WebGL is
# empty again after it.
WATCH_DRAWINGS = """(() => {
  const now = () => performance.timeOrigin + performance.now();
  const benchmark = { frames: 0, started: 0, painted: 0, points: 0 };
  window.benchmark = benchmark;
  const pixel = new Uint8Array(4);
  let waiting = null;
  const raster = (context) => {
    const bound = context.getParameter(context.FRAMEBUFFER_BINDING);
    context.bindFramebuffer(context.FRAMEBUFFER, null);
    context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, pixel);
    context.bindFramebuffer(context.FRAMEBUFFER, bound);
  };
  const watch = (kind, name, countAt) => {
    const draw = kind.prototype[name];
    kind.prototype[name] = function watched(...given) {
      draw.apply(this, given);
      benchmark.points = Math.max(benchmark.points, given[countAt]);
      if (waiting) return;
      waiting = this;
      queueMicrotask(() => {
        raster(waiting);
        waiting = null;
        benchmark.frames += 1;
        benchmark.painted = now();
      });
    };
  };
  for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
    watch(kind, 'drawArrays', 2);
    watch(kind, 'drawElements', 1);
  }
  watch(WebGL2RenderingContext, 'drawArraysInstanced', 3);
  watch(WebGL2RenderingContext, 'drawElementsInstanced', 4);
  for (const input of ['pointerup', 'input']) {
    addEventListener(input, () => { benchmark.started = now(); }, true);
  }
})();"""
BEGIN = """() => {
  Object.assign(window.benchmark, { started: 0, points: 0 });
  return window.benchmark.frames;
}"""
IS_OVER = """([before, quiet]) => window.benchmark.frames > before
  && performance.timeOrigin + performance.now() - window.benchmark.painted > quiet"""
TAKE = "() => window.benchmark"


@dataclass(frozen=True)
class WebglSteps:
    """Milliseconds of each step, how many events at most were drawn, and a page's bytes."""

    lags: Sequence[float]
    points: int
    page_bytes: int = 0

    @property
    def median(self) -> float:
        return median(self.lags)


def pydeck_steps(browser: Browser, case: Path, steps: int, view: str) -> WebglSteps:
    """Move the slider beside a chart of deck.gl so many times, there and back."""
    environment = {"BENCHMARK_CASE": str(case), VIEW: view}
    with (
        running(peer("pydeck_chart.py"), environment) as server,
        fresh_page(browser, 1440, 1000) as page,
    ):
        page.add_init_script(WATCH_DRAWINGS)
        page.goto(server.page)
        slider = page.get_by_role("slider").first.locator("..")  # the field lies in its thumb
        return WebglSteps(*_steps(page, slider, steps, _release))


def swiftmap_steps(browser: Browser, table: Path, steps: int, view: str) -> WebglSteps:
    """Move the slider of swiftmap's time layer so many times, there and back."""
    page_file = table.with_suffix(".html")
    written = subprocess.run(
        [sys.executable, "-m", "benchmarks.peers.swiftmap_page", str(table), str(page_file)],
        cwd=ROOT,
        env={**os.environ, VIEW: view},
        capture_output=True,
        text=True,
        check=False,
    )
    if written.returncode:
        raise RuntimeError(f"swiftmap wrote no page; it said:\n{written.stderr[-2000:]}")
    with fresh_page(browser, MAP_WIDTH, MAP_HEIGHT) as page:
        page.set_default_timeout(LONGEST)
        page.add_init_script(WATCH_DRAWINGS)
        page.goto(page_file.as_uri())
        slider = page.locator(".swiftmap-time-slider")
        slider.press("End")  # as the others begin: all events shown
        lags, points = _steps(page, slider, steps, _seek)
        return WebglSteps(lags, points, page_file.stat().st_size)


def _steps(
    page: Page, slider: Locator, steps: int, move: Callable[[Page, Locator, int], None]
) -> tuple[Sequence[float], int]:
    slider.wait_for(timeout=LONGEST)
    page.wait_for_function(IS_OVER, arg=[0, QUIET], timeout=LONGEST)
    lags: list[float] = []
    points = 0
    for number in range(steps):
        before = page.evaluate(BEGIN)
        move(page, slider, number)
        page.wait_for_function(IS_OVER, arg=[before, QUIET], timeout=LONGEST)
        taken = page.evaluate(TAKE)
        if not taken["started"] or taken["painted"] < taken["started"]:
            raise RuntimeError(
                f"expected a drawing after the slider's step {number + 1}, saw {taken}"
            )
        lags.append(taken["painted"] - taken["started"])
        points = max(points, taken["points"])
    return lags, points


def _release(page: Page, thumb: Locator, number: int) -> None:
    """Move Streamlit's thumb by some months: to earlier days, and back."""
    box = thumb.bounding_box()
    if box is None:
        raise RuntimeError("expected the slider beside pydeck's chart in sight; it is not")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    stride = 40 if number % 2 else -40
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + stride / 2, y)
    page.mouse.move(x + stride, y)
    page.mouse.up()


def _seek(_: Page, slider: Locator, number: int) -> None:
    """Move swiftmap's slider by a key: it draws once for it, as for a pixel of a drag."""
    slider.press("ArrowLeft" if number % 4 < 2 else "ArrowRight")
