"""A brief: one or two pages of figure, events, evidence and sources, as PDF. Set by Typst."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dashboard.briefing.brief_words import Cut, brief_words, row_count
from dashboard.briefing.options import PageSize, Theme
from dashboard.briefing.typesetting import Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.briefing.options import ExportOptions
    from dashboard.briefing.shown import ShownView

    Figure = Callable[[ShownView, ExportOptions], bytes]

_EMPTY_FIGURE: Final = b'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"/>'
_PAPERS: Final = {PageSize.LETTER: "us-letter"}
_WIDEST: Final = 100
_NARROWEST: Final = 84
"""Width of the figure, in hundredths of the page's."""
_PREVIEW_PPI: Final = 96.0
_FIRST_PAGE: Final = 1
_PAGES: Final = 2


def brief_bytes(shown: ShownView, options: ExportOptions, figure: Figure) -> bytes:
    """Make a brief of at most two pages.

    The first events that fit on the first page are listed, then so many sentences as fit on the
    second, the weightiest about each event before others; how many more there are is said, and
    where. The marks have the numbers of the events.

    Parameters
    ----------
    shown
        The view.
    options
        `page` chooses Letter instead of A4; `theme` the figure's, on white paper.
    figure
        Draws the picture, an SVG of 16:9.

    Returns
    -------
    A PDF; the same bytes for the same view and options.

    Raises
    ------
    ValueError
        Typst could not set it.
    """
    setter = _Setter(shown, options)
    cut = _fitting(setter, shown)
    return setter.pdf(cut, _picture(shown, options, figure, cut))


def first_page(shown: ShownView, options: ExportOptions, figure: Figure) -> bytes:
    """Make a picture (PNG) of the first page of the brief that `brief_bytes` makes."""
    setter = _Setter(shown, options)
    cut = _fitting(setter, shown)
    return setter.first_page(cut, _picture(shown, options, figure, cut))


def _picture(shown: ShownView, options: ExportOptions, figure: Figure, cut: Cut) -> bytes:
    """Draw the picture; the marks of the events that are listed have their numbers."""
    theme = Theme.LIGHT if options.theme is Theme.DARK else options.theme
    drawn = replace(options, page=PageSize.SLIDE, theme=theme, with_key=True, listed=cut.events)
    return figure(shown, drawn)


def _fitting(setter: _Setter, shown: ShownView) -> Cut:
    everything = Cut(len(shown.events), row_count(shown), _WIDEST)
    return everything if setter.pages(everything) <= _PAGES else _cut(setter, everything)


def _cut(setter: _Setter, everything: Cut) -> Cut:
    """Choose what is left where not everything fits: a smaller figure, then fewer of each."""
    whole = replace(everything, figure=_NARROWEST)

    def of_events(count: int) -> Cut:
        return replace(whole, events=count, rows=0, first_page=True)

    events = _most(whole.events, lambda count: setter.pages(of_events(count)) <= _FIRST_PAGE)
    listed = replace(whole, events=events)
    rows = _most(whole.rows, lambda count: setter.pages(replace(listed, rows=count)) <= _PAGES)
    return replace(listed, rows=rows)


class _Setter:
    """Sets what a cut leaves of a view."""

    def __init__(self, shown: ShownView, options: ExportOptions) -> None:
        self._shown = shown
        self._paper = _PAPERS.get(options.page, "a4")
        everything = Cut(len(shown.events), row_count(shown), _WIDEST)
        self._typesetter = Typesetter("brief.typ", brief_words(shown, everything))

    def pages(self, cut: Cut) -> int:
        """Count the pages, with an empty figure of the same shape."""
        return int(self._typesetter.value("pages", self._words(cut), _EMPTY_FIGURE))

    def pdf(self, cut: Cut, picture: bytes) -> bytes:
        """Set the pages."""
        return self._typesetter.pdf(self._words(cut), picture)

    def first_page(self, cut: Cut, picture: bytes) -> bytes:
        """Set the pages and draw the first."""
        return self._typesetter.first_page(self._words(cut), picture, _PREVIEW_PPI)

    def _words(self, cut: Cut) -> dict[str, Any]:
        return {**brief_words(self._shown, cut), "paper": self._paper}


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """Give the greatest number up to `count` that fits; 0 where none does."""
    if fits(count):
        return count
    least, most = 0, count  # the one fits or is nothing, the other does not
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(middle) else (least, middle)
    return least
