"""Dragging the window's end: our step beside a slider of Streamlit, and what it must not do."""

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.drag_steps import STEPS, drag_case, lag_figures
from benchmarks.generated_case import write_case
from benchmarks.peer_steps import peer_steps
from benchmarks.report import Figure, milliseconds

DRAGS = 3
PEER_EVENTS = 1000
MANY_EVENTS = 2000
FRAME = 16.7  # milliseconds at 60 Hz
HALF_FRAME = 8
LEAST_FASTER = 50


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Measure drags of the shipped case, of 1,000 events beside a peer, and of 2,000."""
    drags = 1 if quick else DRAGS
    shipped = drag_case(browser, None, drags)
    many = drag_case(browser, write_case(folder / "many", MANY_EVENTS), drags)
    case = write_case(folder / "beside-peer", PEER_EVENTS)
    ours = drag_case(browser, case, drags)
    peer = peer_steps(browser, case, 3 if quick else 7)
    faster = peer.median / ours.typical("median")
    reruns = f"st_folium: {peer.messages} for {peer.steps} steps"
    return [
        Figure("requests to other hosts", shipped.other_hosts, limit=0),
        Figure(
            f"reruns during {drags} drags of {STEPS} steps",
            shipped.messages_sent,
            limit=0,
            beside=reruns,
        ),
        Figure("map made anew during these drags", shipped.remounts, limit=0),
        *lag_figures("shipped case", shipped, {"median": HALF_FRAME, "95th percentile": FRAME}),
        *lag_figures(f"{MANY_EVENTS:,} events", many, {"95th percentile": FRAME}),
        *lag_figures(f"{PEER_EVENTS:,} events", ours, {}),
        Figure(
            f"step, {PEER_EVENTS:,} events, times faster than st_folium",
            faster,
            "×",
            LEAST_FASTER,
            "≥",
            f"st_folium: {milliseconds(peer.median)}",
        ),
    ]
