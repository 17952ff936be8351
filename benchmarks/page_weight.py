"""Bytes to the first map beyond Streamlit's own, as transferred: compressed, nothing cached."""

from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks.browser import fresh_page, map_frame
from benchmarks.report import Figure
from benchmarks.servers import our_app, peer, running

MOST = 700  # KB
KILO = 1000
REST = 3000  # milliseconds after the first map: what was asked for by then is counted
OWN = ("assets", "data")
PEER_OWN = ("peer-assets",)
COMPONENT = ("component", "streamlit_folium")


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Weigh the shipped case's page and a page with one map."""
    del folder, quick
    with running(our_app()) as server:
        ours = weigh(browser, server.page, "canvas[data-drawn]")
    with running(peer("ten_lines.py")) as server:
        beside = weigh(browser, server.page, "path.leaflet-interactive")
    return [
        Figure(
            "bytes beyond Streamlit's to the first map",
            ours["own"] / KILO,
            "KB",
            MOST,
            beside=f"page with one map: {beside['own'] / KILO:,.0f} KB, without a base map",
        ),
        Figure("  with st_folium's own files", (ours["own"] + ours["st_folium"]) / KILO, "KB"),
        Figure(
            "  Streamlit's own",
            ours["streamlit"] / KILO,
            "KB",
            beside=f"page with one map: {beside['streamlit'] / KILO:,.0f} KB",
        ),
    ]


def weigh(browser: Browser, address: str, drawn: str) -> Counter[str]:
    """Count the bytes of each response by whose it is, as the network layer saw them.

    `own`, `st_folium` and `streamlit`, until some seconds after a selector is found on the map.
    """
    paths: dict[str, str] = {}
    weights: Counter[str] = Counter()

    def note(event: dict[str, Any]) -> None:
        paths[event["requestId"]] = urlsplit(event["response"]["url"]).path

    def count(event: dict[str, Any]) -> None:
        path = paths.get(event["requestId"], "")
        weights[_owner(path)] += int(event["encodedDataLength"])

    with fresh_page(browser) as page:
        network = page.context.new_cdp_session(page)
        network.on("Network.responseReceived", note)
        network.on("Network.loadingFinished", count)
        network.send("Network.enable")
        page.goto(address)
        map_frame(page).wait_for_selector(drawn, state="attached")
        page.wait_for_timeout(REST)
    return weights


def _owner(path: str) -> str:
    parts = path.strip("/").split("/")
    if parts[0] in (*OWN, *PEER_OWN):
        return "own"
    if parts[0] == COMPONENT[0] and len(parts) > 1 and parts[1].startswith(COMPONENT[1]):
        return "st_folium"
    return "streamlit"
