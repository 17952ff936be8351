"""A figure that is laid out: header, map, timeline, and beside or under them what explains them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.briefing.figure.map_panel import draw_map, framing_over
from dashboard.briefing.figure.sheet import Sheet
from dashboard.briefing.figure.timeline import draw_timeline

if TYPE_CHECKING:
    from dashboard.briefing.figure.flow import Block, Flow
    from dashboard.briefing.figure.pages import Page
    from dashboard.briefing.figure.palette import Palette
    from dashboard.briefing.figure.sheet import Rect
    from dashboard.briefing.shown import ShownView


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, with a place on the sheet."""

    title: Block | None
    body: Flow
    left: float
    top: float

    def draw(self, sheet: Sheet) -> None:
        """Draw both."""
        top = self.top
        if self.title:
            self.title.draw(sheet, self.left, top)
            top += self.title.height + self.title.gap
        self.body.draw(sheet, self.left, top)


@dataclass(frozen=True)
class Layout:
    """Where everything stands; `numbers` are those of the events that the key tells of."""

    page: Page
    height: float
    blocks: tuple[tuple[Block, float, float], ...]
    sections: tuple[Section, ...]
    map_rect: Rect
    timeline_rect: Rect
    numbers: frozenset[int]


def drawn(
    shown: ShownView,
    layout: Layout,
    palette: Palette,
    pixels_a_unit: float,
    *,
    beside: ShownView | None = None,
) -> Sheet:
    """Draw a view as it is laid out; `pixels_a_unit` is the picture's, 0 of a page without.

    `beside` is the view with which it shares extent and days.
    """
    sheet = Sheet(layout.page.width, layout.height, layout.page.units_an_inch, palette)
    for own, x, y in layout.blocks:
        own.draw(sheet, x, y)
    for section in layout.sections:
        section.draw(sheet)
    framing = framing_over(shown, beside, layout.map_rect)
    draw_map(sheet, shown, framing, layout.numbers, pixels_a_unit)
    draw_timeline(sheet, shown, layout.timeline_rect, beside)
    return sheet
