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
    more_events,
    more_sources,
    selected_block,
    source_blocks,
)
from dashboard.briefing.figure.flow import Columns, block, flow, heading
from dashboard.briefing.figure.layout import Layout, Section
from dashboard.briefing.figure.legend import legend_blocks
from dashboard.briefing.figure.lettering import UNCUT, Run, Style, wrapped
from dashboard.briefing.figure.sheet import Rect
from dashboard.briefing.figure.timeline import HEIGHT
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.briefing.figure.flow import Block
    from dashboard.briefing.figure.pages import Page
    from dashboard.briefing.shown import ShownEvent, ShownView

GAP: Final = 14.0
GUTTER: Final = 22.0
TIMELINE_GAP: Final = 10.0
MOST_FOR_SOURCES: Final = 0.4
"""Of the room for events and sources that is kept for the sources."""
MOST_MEASURED: Final = 40
SHORT_TITLE: Final = 2
LONG_TITLE: Final = 4
"""Lines of a title, and of one that is long and written smaller."""
SMALLER_TITLE: Final = 0.75
MOST_OF_CREDITS: Final = 3
"""Lines of each sentence at the foot of a page."""
CUT_TO: Final = 4
"""Lines of each of an event's paragraphs, where not all events would have room uncut."""
MAP_STEP: Final = 20.0
TALLEST: Final = 3200.0
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
    plan = _Plan(shown, page, with_key=with_key)
    layout = first = plan.under()
    while with_key and not plan.tells_all:
        lower = replace(layout.page, map_height=layout.page.map_height - MAP_STEP)
        if lower.map_height < page.least_map_height or not page.height:
            # for the sources alone, where even that is in vain, the map stays as it is
            return first if len(first.numbers) == len(shown.events) else layout
        plan = _Plan(shown, lower, with_key=with_key)
        layout = plan.under()
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
        self.cuts_sources = False

    @property
    def tells_all(self) -> bool:
        """Whether the key tells of all events, and the sources of how all days are known."""
        return len(self.numbers) == len(self.shown.events) and not self.cuts_sources

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
            height = self._legend_below(width, top, bottom, columns=3)
            timeline_bottom = bottom - height - TIMELINE_GAP
            below = page.margin
        else:
            map_rect = self._map_above(width, top, bottom)
            legend = Rect(left, page.margin, page.side, bottom)
            below = page.margin + self._legend(legend, map_rect) + GAP
        height = page.height - page.margin - below
        self._events_and_sources(Rect(left, below, page.side, height))
        timeline = Rect(self.left, timeline_bottom - HEIGHT, width, HEIGHT)
        return self._layout(page.height, self._map_above(width, top, timeline_bottom), timeline)

    def _map_above(self, width: float, top: float, timeline_bottom: float) -> Rect:
        """Give the part of the map, which is over the timeline."""
        height = timeline_bottom - HEIGHT - TIMELINE_GAP - top
        return Rect(self.left, top, width, height)

    def under(self) -> Layout:
        """Put everything under the map."""
        page = self.page
        top = self._header(self.width)
        map_rect = Rect(self.left, top, self.width, page.map_height)
        timeline = Rect(self.left, map_rect.bottom + TIMELINE_GAP, self.width, HEIGHT)
        width = self.width
        bottom = self._footer(page.height - page.margin, width) if page.height else TALLEST
        y = timeline.bottom + TIMELINE_GAP
        legend = Rect(self.left, y, self.width, bottom - y)
        y += self._legend(legend, map_rect, columns=page.columns) + GAP
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
        height = self._legend_below(self.width, page.margin, bottom, columns=page.columns)
        if height:
            bottom -= height + TIMELINE_GAP
        timeline = Rect(self.left, bottom - HEIGHT, self.width, HEIGHT)
        map_rect = self._map_above(self.width, page.margin, bottom)
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
            (shown.title, *self._title_style(width)),
            (shown.time_words, Style(page.sentence), 3),
            (about, quiet, 3),
        ):
            own = block([[Run(text, style)]], width, most=most)
            self.blocks.append((own, self.left, y))
            y += own.height + 2
        return y + 8

    def _title_style(self, width: float) -> tuple[Style, int]:
        """Give the title's type with the lines it may take: a long one has more, and smaller."""
        style = Style(self.page.title, bold=True)
        if len(wrapped([Run(self.shown.title, style)], width)) <= SHORT_TITLE:
            return style, SHORT_TITLE
        most = LONG_TITLE if self.page.height else UNCUT
        return replace(style, size=self.page.title * SMALLER_TITLE), most

    def _credits(self, width: float) -> list[Block]:
        style = Style(self.page.small, colour="muted")
        most = MOST_OF_CREDITS if self.page.height else UNCUT
        return [
            block([[Run(words, style)]], width, most=most) for words in credit_words(self.shown)
        ]

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

    def _legend(self, rect: Rect, map_rect: Rect, *, columns: int = 1) -> float:
        """Place the legend of a map; give its height."""
        each = Columns.within(rect.width, columns, GUTTER)
        make = legend_blocks(self.shown, map_rect, each.width, self.page.body)
        return self._section("", make, rect, each)

    def _legend_below(self, width: float, top: float, bottom: float, *, columns: int) -> float:
        """Place the legend so that it ends there; give its height.

        It tells what the map shows, which is the less high the more it tells: so it is laid twice.
        """
        height = 0.0
        for _ in range(2):
            map_rect = self._map_above(width, top, bottom - height - TIMELINE_GAP)
            count = len(self.sections)
            height = self._legend(
                Rect(self.left, top, width, bottom - top), map_rect, columns=columns
            )
            laid = self.sections[count:]
            del self.sections[count:]
        self.sections += [replace(section, top=bottom - height) for section in laid]
        return height

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
        room = rect.height - self._source_room(rect, columns)
        used = self._events(replace(rect, height=room), columns)
        rest = _below(rect, used)
        sources = self._sources(rest.height, columns)
        more = partial(more_sources, width=columns.width, size=size)
        return rest.top - rect.top + self._section(gettext(_SOURCES), sources, rest, columns, more)

    def _sources(self, room: float, columns: Columns) -> list[Callable[[], Block]]:
        """Give the sources in as much detail as has room for all of them."""
        for detail in Detail:
            blocks = self._sources_in(detail, columns)
            if self._fits(blocks, room - self._heading_height, columns):
                break
        self.cuts_sources = detail in {Detail.SHORT, Detail.LINE}
        return blocks

    def _sources_in(self, detail: Detail, columns: Columns) -> list[Callable[[], Block]]:
        return source_blocks(self.shown.sources, columns.width, self.page.body - 1, detail)

    def _source_room(self, rect: Rect, columns: Columns) -> float:
        """Give the room to keep for the sources: for how all days are known, if events leave it."""
        if self.with_key:
            must = self._event_blocks(self.shown.events, columns)
        else:
            argued = [one for one in self._told() if one.standing in ARGUED]
            must = [*self._selected(columns), *self._event_blocks(argued, columns)]
        headings = 1 if self.with_key or not self._selected(columns) else 2
        needed = self._height_of(must) + headings * (GAP + self._heading_height)
        for detail in (Detail.KNOWN, Detail.SMALL, Detail.SHORT, Detail.LINE):
            height = self._height_of(self._sources_in(detail, columns)) + GAP + self._heading_height
            if needed + height <= rect.height:
                return height
        selected = self._height_of(self._selected(columns)) + 2 * self._heading_height + 4 * GAP
        return max(0.0, min(height, rect.height * MOST_FOR_SOURCES, rect.height - selected))

    @property
    def _heading_height(self) -> float:
        own = heading(gettext(_SOURCES), self.page.body + 0.5)
        return own.height + own.gap

    def _fits(self, make: Sequence[Callable[[], Block]], room: float, columns: Columns) -> bool:
        """Tell whether all blocks have room in the columns."""
        return len(make) <= MOST_MEASURED and flow(make, room, columns).count == len(make)

    def _height_of(self, make: Sequence[Callable[[], Block]]) -> float:
        """Give the height of blocks in the page's columns; more than a page has for very many."""
        blocks = [one() for one in make[:MOST_MEASURED]]
        share = len(make) / max(len(blocks), 1) / self.page.columns
        return sum(own.height + own.gap for own in blocks) * share

    def _told(self) -> list[ShownEvent]:
        """Give the events, without the selected one: first those that are never told barely."""
        others = [one for one in self.shown.events if one.event_id != self.shown.view.event]
        return sorted(others, key=lambda one: one.standing not in ARGUED)

    def _selected(self, columns: Columns, most: int = UNCUT) -> list[Callable[[], Block]]:
        width, size = columns.width, self.page.body
        chosen = [one for one in self.shown.events if one.event_id == self.shown.view.event]
        return [partial(selected_block, one, width, size, most) for one in chosen]

    def _event_blocks(
        self, events: Sequence[ShownEvent], columns: Columns, most: int = UNCUT
    ) -> list[Callable[[], Block]]:
        width, size = columns.width, self.page.body
        return key_blocks(events, width, size, numbered=self.with_key, most=most)

    def _events(self, rect: Rect, columns: Columns) -> float:
        """Place the key, or else the selected event and by whom the others are told."""
        events: Sequence[ShownEvent] = self.shown.events
        size, width = self.page.body, columns.width
        rest = rect
        if not self.with_key:
            told = self._selected(columns)
            if not self._fits(told, rect.height - self._heading_height, columns):
                told = self._selected(columns, CUT_TO)
            rest = _below(rect, self._section(gettext(_SELECTED), told, rect, columns))
            events = self._told()
        make = self._event_blocks(events, columns)
        if not self._fits(make, rest.height - self._heading_height, columns):
            make = self._event_blocks(events, columns, CUT_TO)
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
