"""Puts a figure together: header, map, timeline, and beside or under them what explains them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.captions import (
    ARGUED,
    credit_words,
    key_blocks,
    legend_blocks,
    more_events,
    more_sources,
    selected_block,
    source_blocks,
)
from dashboard.briefing.figure.flow import block, column_width, flow, heading
from dashboard.briefing.figure.lettering import Run, Style
from dashboard.briefing.figure.map_panel import draw_map
from dashboard.briefing.figure.sheet import Rect, Sheet
from dashboard.briefing.figure.timeline import HEIGHT, draw_timeline
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.flow import Block, Flow
    from dashboard.briefing.figure.pages import Page
    from dashboard.briefing.figure.palette import Palette
    from dashboard.briefing.shown import ShownEvent, ShownView

GAP: Final = 14.0
GUTTER: Final = 22.0
TIMELINE_GAP: Final = 10.0
KEPT_FOR_SOURCES: Final = 0.3
"""Of the room for key and sources."""
TALLEST: Final = 4000.0
"""Units of a page whose height follows what is on it."""
MOST_SOURCES_IN_COLUMN: Final = 12
_KEY: Final = message("Events")
_WHO: Final = message("Who says so")
_SELECTED: Final = message("Selected")
_SOURCES: Final = message("Sources")


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
    shown: ShownView, layout: Layout, palette: Palette, pixels_a_unit: float
) -> Sheet:
    """Draw a view as it is laid out; `pixels_a_unit` is the picture's, 0 of a page without."""
    sheet = Sheet(layout.page.width, layout.height, palette)
    for own, x, y in layout.blocks:
        own.draw(sheet, x, y)
    for section in layout.sections:
        section.draw(sheet)
    draw_map(sheet, shown, layout.map_rect, layout.numbers, pixels_a_unit)
    draw_timeline(sheet, shown, layout.timeline_rect)
    return sheet


def laid_out(shown: ShownView, page: Page, *, with_key: bool) -> Layout:
    """Lay a view out on a page."""
    plan = _Plan(shown, page, with_key=with_key)
    return plan.beside() if page.side else plan.under()


class _Plan:
    """What has found its place so far."""

    def __init__(self, shown: ShownView, page: Page, *, with_key: bool) -> None:
        self.shown = shown
        self.page = page
        self.with_key = with_key
        self.left = page.margin
        self.width = page.width - 2 * page.margin
        self.blocks: list[tuple[Block, float, float]] = []
        self.sections: list[Section] = []
        self.numbers: frozenset[int] = frozenset()

    def beside(self) -> Layout:
        """Put legend, events and sources in a column beside the map."""
        page = self.page
        top = self._header()
        bottom = self._footer(page.height - page.margin)
        width = self.width - page.side - GUTTER
        left = self.left + width + GUTTER
        timeline_bottom = bottom
        if self.with_key:  # the column is the key's
            height = self._legend(self.left, 0.0, width, bottom - top, columns=3)
            timeline_bottom = bottom - height - TIMELINE_GAP
            self._move_last(timeline_bottom + TIMELINE_GAP)
            below = top
        else:
            below = top + self._legend(left, top, page.side, bottom - top) + GAP
        self._events_and_sources(left, below, page.side, bottom - below)
        timeline = Rect(self.left, timeline_bottom - HEIGHT, width, HEIGHT)
        map_rect = Rect(self.left, top, width, timeline.top - TIMELINE_GAP - top)
        return self._layout(page.height, map_rect, timeline)

    def under(self) -> Layout:
        """Put everything under the map."""
        page = self.page
        top = self._header()
        map_rect = Rect(self.left, top, self.width, page.map_height)
        timeline = Rect(self.left, map_rect.bottom + TIMELINE_GAP, self.width, HEIGHT)
        bottom = self._footer(page.height - page.margin) if page.height else TALLEST
        y = timeline.bottom + TIMELINE_GAP
        y += self._legend(self.left, y, self.width, bottom - y, columns=page.columns) + GAP
        y += self._events_and_sources(self.left, y, self.width, bottom - y)
        if page.height:
            return self._layout(page.height, map_rect, timeline)
        height = self._credits_height() + y + page.margin
        self._footer(height - page.margin)
        return self._layout(height, map_rect, timeline)

    def _layout(self, height: float, map_rect: Rect, timeline: Rect) -> Layout:
        return Layout(
            self.page,
            height,
            tuple(self.blocks),
            tuple(self.sections),
            map_rect,
            timeline,
            self.numbers,
        )

    def _header(self) -> float:
        """Place title, time, filters and counts; give where they end."""
        page, shown = self.page, self.shown
        quiet = Style(page.body + 1, colour="muted")
        about = " · ".join((shown.count_words, *shown.filter_words))
        y = page.margin
        for text, style, most in (
            (shown.title, Style(page.title, bold=True), 2),
            (shown.time_words, Style(page.sentence), 3),
            (about, quiet, 3),
        ):
            own = block([[Run(text, style)]], self.width, most=most)
            self.blocks.append((own, self.left, y))
            y += own.height + 2
        return y + 8

    def _credits(self) -> list[Block]:
        style = Style(self.page.small, colour="muted")
        return [block([[Run(words, style)]], self.width, most=3) for words in credit_words(self.shown)]

    def _credits_height(self) -> float:
        return sum(own.height for own in self._credits()) + GAP

    def _footer(self, bottom: float) -> float:
        """Place the credits above a line; give where what stands over them must end."""
        top = bottom - self._credits_height() + GAP
        y = top
        for own in self._credits():
            self.blocks.append((own, self.left, y))
            y += own.height
        return top - GAP

    def _legend(
        self, left: float, top: float, width: float, room: float, *, columns: int = 1
    ) -> float:
        """Place the legend; give its height."""
        each = column_width(width, columns, GUTTER)
        make = legend_blocks(self.shown, each, self.page.body)
        return self._section("", make, left, top, width, room, columns=columns)

    def _move_last(self, top: float) -> None:
        last = self.sections.pop()
        self.sections.append(replace(last, top=top))

    def _section(
        self,
        title: str,
        make: Sequence[Callable[[], Block]],
        left: float,
        top: float,
        width: float,
        room: float,
        *,
        columns: int = 1,
        more: Callable[[int], Block] | None = None,
    ) -> float:
        """Place a section; give its height, 0 where not even one of its blocks has room."""
        own = heading(title, self.page.body + 0.5) if title else None
        head = own.height + own.gap if own else 0.0
        offset = column_width(width, columns, GUTTER) + GUTTER
        body = flow(make, room - head, columns=columns, offset=offset, more=more)
        if not body.placed:
            return 0.0
        self.sections.append(Section(own, body, left, top))
        return head + body.height

    def _events_and_sources(self, left: float, top: float, width: float, room: float) -> float:
        """Place what is said of events, then the sources; give the height of both."""
        columns = self.page.columns
        each = column_width(width, columns, GUTTER)
        size = self.page.body
        sources = source_blocks(self.shown.sources, each, size - 1)
        if not self.page.height:
            sources = sources[:MOST_SOURCES_IN_COLUMN]
        wanted = sum(own.height + own.gap for own in (make() for make in sources[:40])) / columns
        for_events = room - min(wanted + 3 * GAP, room * KEPT_FOR_SOURCES)
        used = self._events(left, top, width, for_events, each)
        used += GAP if used else 0.0
        return used + self._section(
            gettext(_SOURCES),
            sources,
            left,
            top + used,
            width,
            room - used,
            columns=columns,
            more=lambda count: more_sources(count, each, size - 1),
        )

    def _events(self, left: float, top: float, width: float, room: float, each: float) -> float:
        """Place the key, or else the selected event and by whom the others are told."""
        events, size = self.shown.events, self.page.body
        used = 0.0
        if not self.with_key:
            chosen = [one for one in events if one.event_id == self.shown.view.event]
            make = [_selected(one, each, size) for one in chosen]
            used = self._section(gettext(_SELECTED), make, left, top, width, room)
            used += GAP if used else 0.0
            events = tuple(one for one in events if one.standing in ARGUED and one not in chosen)
        before = len(self.sections)
        used += self._section(
            gettext(_KEY if self.with_key else _WHO),
            key_blocks(events, each, size, numbered=self.with_key),
            left,
            top + used,
            width,
            room - used,
            columns=self.page.columns,
            more=lambda count: more_events(count, each, size),
        )
        if self.with_key and len(self.sections) > before:
            count = self.sections[-1].body.count
            self.numbers = frozenset(event.number for event in events[:count])
        return used


def _selected(event: ShownEvent, width: float, size: float) -> Callable[[], Block]:
    return lambda: selected_block(event, width, size)
