"""Browsing 10,000 to 1,000,000 events (10,000,000 with `WHENABOUTS_HUGE`), beside peers.

Each peer runs where it still answers: `st_folium` at 10,000, `st.pydeck_chart` at 100,000, and
swiftmap's page with its time layer at 1,000,000. `WHENABOUTS_PREPARED` names a folder with prepared
cases by their sizes (`…/1000000`); one that is missing there is built there, for the next time.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.drag_steps import Drags, drag_page, lag_figures
from benchmarks.generated_rows import write_rows
from benchmarks.page_weight import KILO, weigh
from benchmarks.pans import Pans, pan_page
from benchmarks.peer_steps import peer_steps
from benchmarks.process_tree import resident
from benchmarks.report import Figure, median, milliseconds
from benchmarks.scale_server import ASKS_FOR_HUGE, HUGE, MOST_BYTES, SIZES
from benchmarks.servers import ROOT, our_app, running
from benchmarks.startup import start
from benchmarks.webgl_steps import pydeck_steps, swiftmap_steps
from geodata.errors import CaseError
from geodata.scale.built import BuiltCase
from geodata.user_cache import CACHE

PREPARED = "WHENABOUTS_PREPARED"
DRAGS = 3
MOST_STEP = 25  # milliseconds, the 95th percentile
MOST_GROWTH = 1.5
MOST_START = 1.5
MOST_MEMORY = 1_500_000  # KB
MOST_PAN = {1_000_000: 150, HUGE: 300}  # milliseconds
# Zoom levels at which a map of so many events shows counts everywhere; none of 10,000
PAN_ZOOMS = {100_000: (3, 4), 1_000_000: (3, 4, 5, 6), HUGE: (3, 4, 5, 6)}
FASTER_THAN_FOLIUM, FASTER_THAN_PYDECK, FASTER_THAN_SWIFTMAP = 300, 100, 50
DRAWN = "canvas[data-drawn]:not([data-drawn='0'])"
VIEW = "20,10,2"  # of the peers: latitude, longitude, zoom level; the world, as ours opens


@dataclass(frozen=True)
class Browsed:
    """What browsing a case of some size came to; memory and bytes in KB."""

    size: int
    case: Path
    drags: Drags
    pans: Pans | None
    own_bytes: float
    memory: float

    @property
    def step(self) -> float:
        return self.drags.typical("median")

    def figures(self) -> list[Figure]:
        name = f"{self.size:,} events"
        return [
            *lag_figures(name, self.drags, {"95th percentile": MOST_STEP}),
            Figure(f"{name}: reruns during the drags", self.drags.messages_sent, limit=0),
            Figure(f"{name}: requests to other hosts", self.drags.other_hosts, limit=0),
            Figure(f"{name}: bytes to the first map", self.own_bytes, "KB", MOST_BYTES),
            *(self.pans.figures(name, MOST_PAN.get(self.size)) if self.pans else ()),
            Figure(f"{name}: memory of the server after all that", self.memory, "KB", MOST_MEMORY),
        ]


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Browse every size, then move the peers' sliders at theirs."""
    sizes = SIZES[:2] if quick else SIZES
    if os.environ.get(ASKS_FOR_HUGE):
        sizes = (*sizes, HUGE)
    browsed = {size: _browse(browser, folder, size, quick=quick) for size in sizes}
    small, large = browsed[sizes[0]], browsed[sizes[-1]]
    return [
        *(figure for size in sizes for figure in browsed[size].figures()),
        Figure(
            f"step, {large.size:,} events, times that of {small.size:,}, medians",
            large.step / small.step,
            "×",
            MOST_GROWTH,
        ),
        _start_figure(browser, folder, large, 2 if quick else 5),
        *_beside_peers(browser, folder, browsed, quick=quick),
    ]


def _prepared(folder: Path, size: int) -> Path:
    """Give a prepared case of so many events, as it was left or built now."""
    out = Path(os.environ.get(PREPARED, folder)).absolute() / str(size)
    try:
        BuiltCase(out)
    except CaseError:  # none is there, or one of another version of the program
        return _build(folder, size, out)
    return out


def _build(folder: Path, size: int, out: Path) -> Path:
    table = write_rows(folder / f"{size}.csv", size)
    command = [sys.executable, "-m", "dashboard", "build", str(table), str(out)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    table.unlink()
    if built.returncode:
        raise RuntimeError(f"{' '.join(command)} failed; it said:\n{built.stderr[-2000:]}")
    return out


def _browse(browser: Browser, folder: Path, size: int, *, quick: bool) -> Browsed:
    case = _prepared(folder, size)
    with running(our_app(case)) as server:
        weights = weigh(browser, server.page, DRAWN)
        drags = drag_page(browser, server.page, 1 if quick else DRAGS)
        zooms = PAN_ZOOMS.get(size)
        pans = pan_page(browser, server.page, zooms) if zooms else None
        memory = resident(server.process)
    return Browsed(size, case, drags, pans, weights["own"] / KILO, memory)


def _start_figure(browser: Browser, folder: Path, large: Browsed, pairs: int) -> Figure:
    """Start the largest case and the shipped one in turn, both opened before."""
    kept = {CACHE: str(folder / "openings")}
    ours: list[float] = []
    shipped: list[float] = []
    for _ in range(1 + pairs):
        ours.append(start(browser, our_app(large.case), DRAWN, kept).drawn)
        shipped.append(start(browser, our_app(), DRAWN, kept).drawn)
    del ours[0], shipped[0]  # files are in the system's cache from then on
    ratios = [one / other for one, other in zip(ours, shipped, strict=True)]
    return Figure(
        f"command to first drawn map, {large.size:,} events, times the shipped case",
        median(ours) / median(shipped),
        "×",
        MOST_START,
        beside=f"shipped case: {milliseconds(median(shipped))}; "
        f"pairs: {min(ratios):.2f}–{max(ratios):.2f}",
    )


def _beside_peers(
    browser: Browser, folder: Path, browsed: dict[int, Browsed], *, quick: bool
) -> list[Figure]:
    small, middle, *larger = SIZES
    steps = 3 if quick else 5
    pydeck = pydeck_steps(browser, _table(folder, middle).parent, steps, VIEW)
    figures = [
        _faster(
            browsed[middle],
            "st.pydeck_chart",
            pydeck.median,
            FASTER_THAN_PYDECK,
            f", up to {pydeck.points:,} drawn",
        )
    ]
    if quick:
        return figures
    folium = peer_steps(browser, _table(folder, small).parent, steps, VIEW)
    swiftmap = swiftmap_steps(browser, _table(folder, larger[0]), steps, VIEW)
    said = f", a page of {swiftmap.page_bytes / KILO:,.0f} KB"
    return [
        _faster(browsed[small], "st_folium", folium.median, FASTER_THAN_FOLIUM, ""),
        *figures,
        _faster(browsed[larger[0]], "swiftmap", swiftmap.median, FASTER_THAN_SWIFTMAP, said),
    ]


def _table(folder: Path, size: int) -> Path:
    """Write the events that a peer reads."""
    of_peer = folder / f"peer-{size}"
    of_peer.mkdir()
    return write_rows(of_peer / "events.csv", size)


def _faster(ours: Browsed, peer: str, step: float, least: float, more: str) -> Figure:
    return Figure(
        f"step, {ours.size:,} events, times faster than {peer}, medians",
        step / ours.step,
        "×",
        least,
        "≥",
        f"{peer}: {milliseconds(step)}{more}",
    )
