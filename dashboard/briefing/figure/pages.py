"""What a figure fills: a slide, a sheet of paper, a column; and where its parts stand on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dashboard.briefing.options import PageSize

if TYPE_CHECKING:
    from dashboard.briefing.options import ExportOptions

INCH: Final = 25.4
"""In millimetres."""


@dataclass(frozen=True)
class Page:
    """A page, in units.

    Attributes
    ----------
    width, height
        Its size; a height of 0 follows what is on it.
    units_an_inch
        The more, the smaller all is drawn.
    margin
        Kept free on all sides.
    title, sentence, body, small
        Sizes of type: the title, the sentence under it, legend and key, credits.
    side
        Width of the column beside the map; 0 puts everything under the map.
    map_height, least_map_height
        Of a page without a column beside the map: it gives way to the key.
    columns
        Of what stands under the map.
    """

    width: float
    height: float
    units_an_inch: float
    margin: float
    title: float
    sentence: float
    body: float
    small: float
    side: float = 0.0
    map_height: float = 0.0
    least_map_height: float = 0.0
    columns: int = 1


SLIDE: Final = Page(1280, 720, 96, 24, title=22, sentence=15, body=11.5, small=10, side=372)
PART: Final = Page(960, 540, 72, 8, title=18, sentence=14, body=11.5, small=10, columns=3)
"""Of a page that says the rest itself."""

_A4: Final = (210 / INCH, 297 / INCH)
_LETTER: Final = (8.5, 11.0)
_COLUMN: Final = 85 / INCH
_SMALLER: Final = 120
"""Units an inch of paper that is read in the hand."""
_SMALLEST: Final = 128


def page_of(options: ExportOptions) -> Page:
    """Give the page: paper lies on its side, unless a key needs its length."""
    if options.as_part:
        return PART
    if options.page is PageSize.SLIDE:
        return replace(SLIDE, side=600, body=9.5, columns=2) if options.with_key else SLIDE
    if options.page is PageSize.COLUMN:
        return Page(
            _COLUMN * _SMALLEST,
            0,
            _SMALLEST,
            8,
            title=20,
            sentence=14.5,
            body=12,
            small=9.5,
            map_height=330,
        )
    short, long = _A4 if options.page is PageSize.A4 else _LETTER
    if not options.with_key:
        size = (long * _SMALLER, short * _SMALLER)
        return Page(*size, _SMALLER, 44, title=25, sentence=17, body=12.5, small=11, side=370)
    return Page(
        short * _SMALLER,
        long * _SMALLER,
        _SMALLER,
        44,
        title=25,
        sentence=16.5,
        body=11,
        small=10,
        map_height=560,
        least_map_height=320,
        columns=3,
    )
