"""What a figure fills: a slide, a sheet of paper, a column; and where its parts stand on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dashboard.briefing.options import PageSize

if TYPE_CHECKING:
    from dashboard.briefing.options import ExportOptions

MILLIMETRE: Final = 96 / 25.4
INCH: Final = 96.0


@dataclass(frozen=True)
class Page:
    """A page, in units.

    Attributes
    ----------
    width, height
        Its size; a height of 0 follows what is on it.
    margin
        Kept free on all sides.
    title, sentence, body, small
        Sizes of type: the title, the sentence under it, legend and key, credits.
    side
        Width of the column beside the map; 0 puts everything under the map.
    map_height
        Of a page without a column beside the map.
    columns
        Of what stands under the map.
    """

    width: float
    height: float
    margin: float
    title: float
    sentence: float
    body: float
    small: float
    side: float = 0.0
    map_height: float = 0.0
    columns: int = 1


SLIDE: Final = Page(1280, 720, 24, title=22, sentence=15, body=11.5, small=10, side=330)
_A4: Final = (210 * MILLIMETRE, 297 * MILLIMETRE)
_LETTER: Final = (8.5 * INCH, 11 * INCH)
_COLUMN: Final = 85 * MILLIMETRE


def page_of(options: ExportOptions) -> Page:
    """Give the page: paper lies on its side, unless a key needs its length."""
    if options.page is PageSize.SLIDE:
        return replace(SLIDE, side=470, body=10.5) if options.with_key else SLIDE
    if options.page is PageSize.COLUMN:
        return Page(
            _COLUMN, 0, 10, title=15, sentence=11, body=9.5, small=7.5, map_height=250, columns=1
        )
    short, long = _A4 if options.page is PageSize.A4 else _LETTER
    if options.with_key:
        return Page(
            short, long, 40, title=20, sentence=13, body=10, small=8.5, map_height=400, columns=2
        )
    return Page(long, short, 36, title=20, sentence=13.5, body=10.5, small=9, side=300)
