"""Slides: a PPTX of native text, the figure as a picture, the sources in the notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from dashboard.briefing.options import PageSize
from dashboard.briefing.plain_text import plain
from dashboard.briefing.slide_deck import EARLIEST, Look, look_of, saved
from dashboard.briefing.slide_page import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.options import ExportOptions
    from dashboard.briefing.shown import ShownView

    Figure = Callable[[ShownView, ExportOptions], bytes]


def slides_bytes(shown: Sequence[ShownView], options: ExportOptions, figure: Figure) -> bytes:
    """Make a deck: a slide for each view and, for two or more, the first and last side by side.

    Parameters
    ----------
    shown
        The views, in the order of the slides.
    options
        `template` and `footer`, and how the picture is to look.
    figure
        Draws the picture, a PNG of 16:9; with `beside` at the scale of the view next to it.

    Raises
    ------
    ValueError
        There is no view, or the template cannot be used; the message is one line.
    """
    if not shown:
        raise ValueError("expected at least one view to make slides of, got none")
    look = look_of(options.template)
    drawn = replace(options, page=PageSize.SLIDE)
    pictures = [figure(view, drawn) for view in shown]
    pages = Pages(look, options, shown)
    for view, picture in zip(shown, pictures, strict=True):
        pages.add_view(view, picture)
    if len(shown) > 1:
        before, after = shown[0], shown[-1]
        pages.add_side_by_side(
            (before, figure(before, replace(drawn, beside=after))),
            (after, figure(after, replace(drawn, beside=before))),
        )
    _describe(look, shown[0])
    return saved(look.deck)


def _describe(look: Look, shown: ShownView) -> None:
    """Say what the file is; no clock is read."""
    properties = look.deck.core_properties
    properties.title = plain(shown.title)[:255]
    properties.subject = plain(shown.time_words)[:255]
    properties.last_modified_by = "Whenabouts"
    properties.created = properties.modified = _made(shown)
    properties.revision = 1


def _made(shown: ShownView) -> datetime:
    try:
        day = date.fromisoformat(shown.made)
    except ValueError:
        day = date(*EARLIEST[:3])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
