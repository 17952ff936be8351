"""A case as one file, beside what `folium.Map.save` makes of it; drags in it and published."""

import html
import shutil
import time
from pathlib import Path
from typing import Any

import folium
import xstatic.pkg.leaflet
from playwright.sync_api import Browser

from benchmarks.browser import fresh_page
from benchmarks.drag_steps import Drags, drag_page, lag_figures
from benchmarks.generated_case import write_case
from benchmarks.report import Figure, median, milliseconds
from dashboard.briefing.handout import handout_bytes
from dashboard.publishing.site import publish
from dashboard.served_case import SHIPPED_CASE
from geodata.casebook import Case, open_case
from geodata.store import Store
from tests.browser.file_host import FileHost

KILO = 1000
MANY_EVENTS = 5000
MOST_SHIPPED = 700  # KB
MOST_OF_MANY = 3000  # KB
FRAME = 16.7  # milliseconds at 60 Hz
DRAGS = 3
OPENINGS = 5
LEAFLET = ("leaflet.js", "leaflet.css")
OURS_DRAWN, PEERS_DRAWN = "canvas[data-drawn]", ".leaflet-marker-icon"
JQUERY = """window.$ = (text) => {
  const made = document.createElement('template');
  made.innerHTML = text.trim();
  return [made.content.firstChild];
};"""  # what folium's popups ask of jQuery, which no package here carries
A_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Measure both files of two cases, then drags of the shipped one from disk and from a host."""
    many = write_case(folder / "many", MANY_EVENTS)
    openings = 1 if quick else OPENINGS
    drags = 1 if quick else DRAGS
    figures = []
    for name, case, most in (
        (f"{MANY_EVENTS:,} events", many, MOST_OF_MANY),
        ("shipped case", SHIPPED_CASE, MOST_SHIPPED),
    ):
        handout, peer = _write_both(case, folder)
        figures += _sizes(name, handout, peer, most)
        figures += _first_paints(browser, name, handout, peer, openings)
    from_disk = drag_page(browser, handout.as_uri(), drags, in_frame=False)
    published = _drag_published(browser, folder / "host", drags)
    others = from_disk.other_hosts + published.other_hosts
    return [
        *figures,
        Figure("requests to other hosts, handout and published case", others, limit=0),
        *lag_figures("handout", from_disk, {"95th percentile": FRAME}),
        *lag_figures("published case", published, {"95th percentile": FRAME}),
    ]


def _drag_published(browser: Browser, root: Path, drags: int) -> Drags:
    publish(SHIPPED_CASE, root / "case", made="2024-06-12")
    host = FileHost(root)
    try:
        return drag_page(browser, f"{host.url}case/", drags, in_frame=False)
    finally:
        host.stop()


def _write_both(case_path: Path, folder: Path) -> tuple[Path, Path]:
    """Write a case's handout and its peer."""
    handout, peer = folder / "handout.html", folder / "peer.html"
    case = open_case(case_path)
    handout.write_bytes(handout_bytes(case, Store(case)))
    _save_peer(case, peer)
    return handout, peer


def _sizes(name: str, handout: Path, peer: Path, most: int) -> list[Figure]:
    leaflet = sum((peer.parent / asset).stat().st_size for asset in LEAFLET) / KILO
    size, peers_size = (file.stat().st_size / KILO for file in (handout, peer))
    asked = f"folium: {peers_size:,.0f} KB and {leaflet:,.0f} KB of Leaflet, no base map"
    return [
        Figure(f"bytes of the handout, {name}", size, "KB", most, beside=asked),
        Figure("  of those of folium and its Leaflet", size / (peers_size + leaflet), "×"),
    ]


def _first_paints(
    browser: Browser, name: str, handout: Path, peer: Path, openings: int
) -> list[Figure]:
    painted = [
        (_first_paint(browser, handout, OURS_DRAWN), _first_paint(browser, peer, PEERS_DRAWN))
        for _ in range(openings)
    ]
    ours, beside = (median(times) for times in zip(*painted, strict=True))
    words = f"folium: {milliseconds(beside)}"
    return [
        Figure(f"handout to its first paint, {name}", ours, "ms", beside=words),
        Figure("  of folium's time", ours / beside, "×"),
    ]


def _first_paint(browser: Browser, file: Path, drawn: str) -> float:
    """Milliseconds from the opening of a file to the end of the first frame with its marks."""
    with fresh_page(browser) as page:
        started = time.perf_counter()
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_selector(drawn, state="attached")
        page.evaluate(A_FRAME)
        return (time.perf_counter() - started) * 1000


class _LocalMap(folium.Map):
    default_js = [("leaflet", LEAFLET[0]), ("jquery", "jquery.js")]  # noqa: RUF012 - folium's own declaration
    default_css = [("leaflet_css", LEAFLET[1])]  # noqa: RUF012 - as above


def _save_peer(case: Case, to: Path) -> None:
    """Save each placed event as a marker whose popup lists its claims, Leaflet beside the file."""
    for asset in LEAFLET:
        shutil.copy(Path(xstatic.pkg.leaflet.BASE_DIR) / asset, to.parent)
    (to.parent / "jquery.js").write_text(JQUERY, "utf-8")
    made = _LocalMap([40.2, 47.0], zoom_start=7, tiles=None)
    claims = case.claims.groupby("event_id")
    events: Any = case.events[case.events["latitude"].notna()].itertuples()
    for event in events:
        told: Any = ()
        if event.event_id in claims.groups:
            told = claims.get_group(event.event_id).itertuples()
        lines = [f"{claim.speaker} {claim.stance}: {claim.says}" for claim in told]
        words = "<br>".join(map(html.escape, [event.title, event.date, *lines]))
        folium.Marker(
            [event.latitude, event.longitude],
            popup=folium.Popup(words, max_width=300),
            tooltip=html.escape(event.title),
        ).add_to(made)
    made.save(str(to))
