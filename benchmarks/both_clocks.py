"""Dragging each of the two clocks over 5,000 events and 20,000 claims."""

from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.drag_steps import drag_case, lag_figures
from benchmarks.generated_case import CLAIMS_EACH, write_case
from benchmarks.report import Figure

EVENTS = 5000
DRAGS = 3
TARGETS = {"median": 16.7, "95th percentile": 25.0}  # milliseconds


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Drag the window's end, then the moment."""
    case = write_case(folder / "case", EVENTS)
    drags = 1 if quick else DRAGS
    happened = drag_case(browser, case, drags)
    told = drag_case(browser, case, drags, "timeline-asof", "?clock=told")
    size = f"{EVENTS:,} events, {EVENTS * CLAIMS_EACH:,} claims"
    return [
        Figure("reruns during these drags", happened.messages_sent + told.messages_sent, limit=0),
        *lag_figures(f"{size}, when it happened", happened, TARGETS),
        *lag_figures(f"{size}, when it was told", told, TARGETS),
    ]
