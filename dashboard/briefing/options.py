"""How an export is to look: what the shell's options and the page's dialog ask for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geodata.errors import BadQuestionError

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.briefing.shown import ShownView

NARROWEST: Final = 320
WIDEST: Final = 7680
LEAST_SCALE: Final = 1.0
MOST_SCALE: Final = 4.0


class Theme(StrEnum):
    """Colours: of the light page, of the dark one, or greys that a printer keeps apart."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


class PageSize(StrEnum):
    """What a figure is made to fill: a 16:9 slide, a sheet of paper, or a newspaper's column."""

    SLIDE = "slide"
    A4 = "a4"
    LETTER = "letter"
    COLUMN = "column"


WIDTHS: Final = {
    PageSize.SLIDE: 1920,
    PageSize.A4: 1240,
    PageSize.LETTER: 1240,
    PageSize.COLUMN: 720,
}
"""CSS pixels of a picture of each page whose width nobody chose."""


@dataclass(frozen=True)
class ExportOptions:
    """How an export is to look.

    Attributes
    ----------
    width, scale
        Of a picture, in CSS pixels, and how many device pixels each of them takes. Without a
        width it is the page's own, see `WIDTHS`.
    theme, page
        Its colours, and what it is made to fill.
    with_key
        Whether marks are numbered, with a key of the events below the map; where the picture is
        part of a page, the page has the key.
    as_part
        Whether a picture stands in a page that itself has the title, events and sources: it has
        the map, the timeline and what their symbols mean.
    listed
        Of a picture that is part of a page, how many events the page's key has: only their marks
        are numbered. None numbers all.
    beside
        Of a picture that stands beside another's: the other view. Both have one extent and one
        axis of days then.
    template, footer
        Of slides: a PPTX whose look is taken over; a line at the foot of each.

    Raises
    ------
    BadQuestionError
        Width or scale is out of bounds; the message says which there are.
    """

    width: int | None = None
    scale: float = 1.0
    theme: Theme = Theme.LIGHT
    page: PageSize = PageSize.SLIDE
    with_key: bool = False
    as_part: bool = False
    listed: int | None = None
    beside: ShownView | None = None
    template: Path | None = None
    footer: str = ""

    def __post_init__(self) -> None:
        if not NARROWEST <= self.pixels <= WIDEST:
            raise BadQuestionError(
                f"expected a width from {NARROWEST} to {WIDEST}, got {self.pixels}"
            )
        if not LEAST_SCALE <= self.scale <= MOST_SCALE:
            raise BadQuestionError(
                f"expected a scale from {LEAST_SCALE:g} to {MOST_SCALE:g}, got {self.scale:g}"
            )

    @property
    def pixels(self) -> int:
        """How wide a picture is, in CSS pixels."""
        return WIDTHS[self.page] if self.width is None else self.width
