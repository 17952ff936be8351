"""Pans of the map of a large case: from the movement that needs new counts to these painted.

The map asks for counts as soon as it is moved to where it has none. The time is taken from the last
movement of the mouse, or its release, before the request began. Counts are painted when the forced
raster (`getImageData`) of every canvas over the map ends, in the task that drew counts of other
tiles: `data-counted` on the map's canvas says of which. Each pan goes to a place not asked for
before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser

from benchmarks.browser import OpenMap, map_frame, our_map
from benchmarks.report import Figure, median, percentile95

COUNTS, WINDOW = "/cells?", "bins=window"
START = (30.0, -20.0)  # degrees, EPSG:4326: north-west of where the pans lead
PANS = 5  # at each zoom that asked for counts; one in three to the south, the rest eastwards
MOST_TRIES = 15
MOVES = 12
HELD = 150  # milliseconds without a move before the release, so that the map does not glide on
BETWEEN_MOVES = 16
LONGEST = 20_000
QUIET = 800  # milliseconds after a pan: what is listed is asked for at rest

WATCH_COUNTS = """canvas => {
  const benchmark = { inputs: [], painted: new Map() };
  window.benchmark = benchmark;
  for (const name of ['mousemove', 'mouseup']) {
    addEventListener(name, (event) => benchmark.inputs.push(event.timeStamp), true);
  }
  let counted = canvas.dataset.counted;
  new MutationObserver(() => {
    if (canvas.dataset.counted === counted) return;
    counted = canvas.dataset.counted;
    for (const other of document.querySelectorAll('canvas')) {
      if (other.width === canvas.width && other.height === canvas.height) {
        other.getContext('2d').getImageData(0, 0, 1, 1);
      }
    }
    benchmark.painted.set(counted, performance.now());
  }).observe(canvas, { attributeFilter: ['data-counted'] });
}"""
PAINTED = """tiles => window.benchmark.painted.has(tiles)"""
TAKE = """() => {
  const { inputs, painted } = window.benchmark;
  const lags = [];
  for (const { name, startTime } of performance.getEntriesByType('resource')) {
    const { pathname, searchParams } = new URL(name);
    const tiles = ['z', 'x0', 'y0', 'x1', 'y1'].map((one) => searchParams.get(one)).join(' ');
    const input = inputs.findLast((time) => time <= startTime);
    if (!pathname.endsWith('/cells') || searchParams.has('bins') || input === undefined) continue;
    if (painted.has(tiles)) lags.push(painted.get(tiles) - input);
  }
  inputs.length = 0;
  painted.clear();
  performance.clearResourceTimings();
  return lags;
}"""


@dataclass(frozen=True)
class Pans:
    """Milliseconds of each time that a pan asked for other tiles."""

    lags: Sequence[float]

    def figures(self, case: str, most: float | None) -> list[Figure]:
        named = f"pan to new counts painted, {case}"
        return [
            Figure(f"{named}, median of {len(self.lags)}", median(self.lags), "ms"),
            Figure(f"{named}, 95th percentile", percentile95(self.lags), "ms", most),
        ]


def pan_page(browser: Browser, address: str, zooms: Sequence[int]) -> Pans:
    """Pan the map of the page at an address, at several zoom levels."""
    lags: list[float] = []
    latitude, longitude = START
    for zoom in zooms:
        with our_map(browser, f"{address}?lat={latitude}&lon={longitude}&zoom={zoom}") as opened:
            lags += _pans(opened)
    return Pans(lags)


def _pans(opened: OpenMap) -> list[float]:
    canvas = opened.canvas
    frame = map_frame(opened.page)
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    frame.wait_for_function("canvas => canvas.dataset.counted", arg=canvas, timeout=LONGEST)
    canvas.evaluate(WATCH_COUNTS)
    lags: list[float] = []
    for number in range(MOST_TRIES):
        asked.clear()
        _drag(opened, down=number % 3 == 2)
        opened.page.wait_for_timeout(QUIET)
        last = next((url for url in reversed(asked) if COUNTS in url and WINDOW not in url), "")
        if last:  # what is asked for last is not given up
            frame.wait_for_function(PAINTED, arg=_tiles(last), timeout=LONGEST)
        lags += frame.evaluate(TAKE)  # none where its tiles are there already
        if len(lags) >= PANS:
            return lags
    raise RuntimeError(f"expected counts to be asked for {PANS} times, saw {len(lags)}")


def _tiles(url: str) -> str:
    asked = parse_qs(urlsplit(url).query)
    return " ".join(asked[side][0] for side in ("z", "x0", "y0", "x1", "y1"))


def _drag(opened: OpenMap, *, down: bool) -> None:
    """Drag the map by a third of its width to the west, or to the north."""
    box = opened.canvas.bounding_box()
    if box is None:
        raise RuntimeError("expected the map in sight; it is not")
    mouse, third = opened.page.mouse, box["width"] / 3
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.75
    west, north = (0.0, third) if down else (third, 0.0)
    mouse.move(x, y)
    mouse.down()
    for move in range(1, MOVES + 1):
        mouse.move(x - west * move / MOVES, y - north * move / MOVES)
        opened.page.wait_for_timeout(BETWEEN_MOVES)
    opened.page.wait_for_timeout(HELD)
    mouse.up()
