"""Names of exported files, which say what is in them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from geodata.dates import day_of
from geodata.view import Clock, View

if TYPE_CHECKING:
    from dashboard.briefing.shown import ShownView

LONGEST: Final = 60


def file_name(shown: ShownView, ending: str) -> str:
    """Name a file by the case, the clock with its window or moment, and whether it is filtered."""
    parts = [_plain(shown.title)[:LONGEST] or "case", _time(shown)]
    if shown.view.filters() != View():
        parts.append("filtered")
    return f"{'_'.join(filter(None, parts))}{ending}"


def _time(shown: ShownView) -> str:
    view = shown.view
    if view.clock is Clock.TOLD:
        day = "" if shown.moment is None else shown.moment.date.isoformat()
        told = [day, _plain(view.asof)] if view.asof else [day]
        return f"told-by-{'-'.join(dict.fromkeys(filter(None, told)))}" if any(told) else "told"
    if shown.span is None:
        return ""
    first, last = (day_of(day) for day in shown.span)
    return f"happened-{view.from_day or first}-to-{view.to_day or last}"


def _plain(words: str) -> str:
    """Keep letters with the marks that spell them, and digits; a hyphen for all else."""
    composed = unicodedata.normalize("NFC", words.lower())
    kept = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in composed)
    return "-".join(kept.split())
