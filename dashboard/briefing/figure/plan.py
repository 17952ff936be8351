"""Finds a place for everything on a page: what has no room is told in less detail, or counted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.captions import (
    ARGUED,
    Detail,
    credit_words,
    key_blocks,
    legend_blocks,
    more_events,
    more_sources,
    selected_block,
    source_blocks,
)
from dashboard.briefing.figure.flow import Columns, block, flow, heading
from dashboard.briefing.figure.layout import Layout, Section
from dashboard.briefing.figure.lettering import Run, Style
from dashboard.briefing.figure.sheet import Rect
from dashboard.briefing.figure.timeline import HEIGHT
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.flow import Block
    from dashboard.briefing.figure.pages import Page
    from dashboard.briefing.shown import ShownView

GAP: Final = 14.0
GUTTER: Final = 22.0
TIMELINE_GAP: Final = 10.0
MOST_FOR_SOURCES: Final = 0.4
"""Of the room for events and sources that is kept for the sources."""
MOST_MEASURED: Final = 40
MAP_STEP: Final = 20.0
TALLEST: Final = 2200.0
"""Units of a page whose height follows what is on it."""
_KEY: Final = message("Events")
_WHO: Final = message("Who says so")
_SELECTED: Final = message("Selected")
_SOURCES: Final = message("Sources")


def laid_out(
    shown: ShownView,
    page: Page,
    *,
    with_key: bool,
    as_part: bool = False,
    beside: ShownView | None = None,
) -> Layout:
    """Lay a view out on a page; where a key has no room under the map, the map gives way.

    `beside` is a view whose picture has the same legend, so that both maps are of one size.
    """
    if as_part:
        explained = (*shown.events, *(beside.events if beside else ()))
        return _Plan(replace(shown, events=explained), page, with_key=with_key).alone()
    if page.side:
        return _Plan(shown, page, with_key=with_key).beside()
    layout = _Plan(shown, page, with_key=with_key).under()
    while with_key and len(layout.numbers) < len(shown.events):
        lower = replace(layout.page, map_height=layout.page.map_height - MAP_STEP)
        if lower.map_height < page.least_map_height or not page.height:
            break
        layout = _Plan(shown, lower, with_key=with_key).under()
    return layout


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
        width = self.width - page.side - GUTTER if self.shown.events else self.width
        left = self.left + width + GUTTER
        top = self._header(width)
        bottom = self._footer(page.height - page.margin, width)
        timeline_bottom = bottom
        if not self.shown.events:
            below = bottom
        elif self.with_key:  # the column is the key's
            height = self._legend(self.left, 0.0, width, bottom - top, columns=3)
            timeline_bottom = bottom - height - TIMELINE_GAP
            self._move_last(timeline_bottom + TIMELINE_GAP)
            below = page.margin
        else:
            below = page.margin + self._legend(left, page.margin, page.side, bottom) + GAP
        height = page.height - page.margin - below
        self._events_and_sources(Rect(left, below, page.side, height))
        timeline = Rect(self.left, timeline_bottom - HEIGHT, width, HEIGHT)
        map_rect = Rect(self.left, top, width, timeline.top - TIMELINE_GAP - top)
        return self._layout(page.height, map_rect, timeline)

    def under(self) -> Layout:
        """Put everything under the map."""
        page = self.page
        top = self._header(self.width)
        map_rect = Rect(self.left, top, self.width, page.map_height)
        timeline = Rect(self.left, map_rect.bottom + TIMELINE_GAP, self.width, HEIGHT)
        width = self.width
        bottom = self._footer(page.height - page.margin, width) if page.height else TALLEST
        y = timeline.bottom + TIMELINE_GAP
        y += self._legend(self.left, y, self.width, bottom - y, columns=page.columns) + GAP
        y += self._events_and_sources(Rect(self.left, y, self.width, bottom - y))
        if page.height:
            return self._layout(page.height, map_rect, timeline)
        height = self._credits_height(width) + y + page.margin
        self._footer(height - page.margin, width)
        return self._layout(height, map_rect, timeline)

    def alone(self) -> Layout:
        """Put only the legend under map and timeline: the page round it says the rest."""
        page = self.page
        if self.with_key:
            self.numbers = frozenset(event.number for event in self.shown.events)
        bottom = page.height - page.margin
        height = self._legend(self.left, 0.0, self.width, bottom, columns=page.columns)
        if height:
            self._move_last(bottom - height)
            bottom -= height + TIMELINE_GAP
        timeline = Rect(self.left, bottom - HEIGHT, self.width, HEIGHT)
        map_rect = Rect(
            self.left, page.margin, self.width, timeline.top - TIMELINE_GAP - page.margin
        )
        return self._layout(page.height, map_rect, timeline)

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

    def _header(self, width: float) -> float:
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
            own = block([[Run(text, style)]], width, most=most)
            self.blocks.append((own, self.left, y))
            y += own.height + 2
        return y + 8

    def _credits(self, width: float) -> list[Block]:
        style = Style(self.page.small, colour="muted")
        return [block([[Run(words, style)]], width, most=3) for words in credit_words(self.shown)]

    def _credits_height(self, width: float) -> float:
        return sum(own.height for own in self._credits(width)) + GAP

    def _footer(self, bottom: float, width: float) -> float:
        """Place the credits above a line; give where what stands over them must end."""
        top = bottom - self._credits_height(width) + GAP
        y = top
        for own in self._credits(width):
            self.blocks.append((own, self.left, y))
            y += own.height
        return top - GAP

    def _legend(
        self, left: float, top: float, width: float, room: float, *, columns: int = 1
    ) -> float:
        """Place the legend; give its height."""
        each = Columns.within(width, columns, GUTTER)
        make = legend_blocks(self.shown, each.width, self.page.body)
        return self._section("", make, Rect(left, top, width, room), each)

    def _move_last(self, top: float) -> None:
        last = self.sections.pop()
        self.sections.append(replace(last, top=top))

    def _section(
        self,
        title: str,
        make: Sequence[Callable[[], Block]],
        rect: Rect,
        columns: Columns,
        more: Callable[[int], Block] | None = None,
    ) -> float:
        """Place a section; give its height, 0 where not even one of its blocks has room."""
        own = heading(title, self.page.body + 0.5) if title else None
        head = own.height + own.gap if own else 0.0
        body = flow(make, rect.height - head, columns, more)
        if not body.placed:
            return 0.0
        if not body.count:  # what says how many there are needs no heading
            own, head = None, 0.0
        self.sections.append(Section(own, body, rect.left, rect.top))
        return head + body.height

    def _events_and_sources(self, rect: Rect) -> float:
        """Place what is said of events, then the sources; give the height of both."""
        columns = Columns.within(rect.width, self.page.columns, GUTTER)
        size = self.page.body - 1
        room = rect.height - self._source_room(rect.height, columns.width)
        used = self._events(replace(rect, height=room), columns)
        rest = _below(rect, used)
        sources = self._sources(rest.height, columns.width)
        more = partial(more_sources, width=columns.width, size=size)
        return rest.top - rect.top + self._section(gettext(_SOURCES), sources, rest, columns, more)

    def _sources(self, room: float, width: float) -> list[Callable[[], Block]]:
        """Give the sources in as much detail as has room for all of them."""
        for detail in Detail:
            blocks = source_blocks(self.shown.sources, width, self.page.body - 1, detail)
            if self._height_of(blocks) + 2 * GAP <= room:
                break
        return blocks

    def _source_room(self, room: float, width: float) -> float:
        short = source_blocks(self.shown.sources, width, self.page.body - 1, Detail.LINE)
        return min(self._height_of(short) + 3 * GAP, room * MOST_FOR_SOURCES)

    def _height_of(self, make: Sequence[Callable[[], Block]]) -> float:
        """Give the height of blocks in the page's columns; more than a page has for very many."""
        blocks = [one() for one in make[:MOST_MEASURED]]
        share = len(make) / max(len(blocks), 1) / self.page.columns
        return sum(own.height + own.gap for own in blocks) * share

    def _events(self, rect: Rect, columns: Columns) -> float:
        """Place the key, or else the selected event and by whom the others are told."""
        events, size, width = self.shown.events, self.page.body, columns.width
        rest = rect
        if not self.with_key:
            chosen = [one for one in events if one.event_id == self.shown.view.event]
            told = [partial(selected_block, one, width, size) for one in chosen]
            rest = _below(rect, self._section(gettext(_SELECTED), told, rect, columns))
            others = [one for one in events if one not in chosen]
            events = tuple(sorted(others, key=lambda one: one.standing not in ARGUED))
        make = key_blocks(events, width, size, numbered=self.with_key)
        before = len(self.sections)
        title = gettext(_KEY if self.with_key else _WHO)
        more = partial(more_events, width=width, size=size)
        used = self._section(title, make, rest, columns, more) if events else 0.0
        if self.with_key and len(self.sections) > before:
            count = self.sections[-1].body.count
            self.numbers = frozenset(event.number for event in events[:count])
        return rest.top - rect.top + used


def _below(rect: Rect, used: float) -> Rect:
    """Give what is left of a rectangle under what was placed in it."""
    taken = used + GAP if used else 0.0
    return Rect(rect.left, rect.top + taken, rect.width, rect.height - taken)
