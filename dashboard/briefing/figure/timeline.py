"""The two rows under the map: what happened, and a tick for each statement about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.path import Path

from dashboard.briefing.figure.axis import axis_over
from dashboard.briefing.figure.lettering import Style, width_of
from dashboard.briefing.figure.sheet import Rect
from geodata.columns import Stance
from geodata.dates import day_number
from geodata.standing import StandingName
from geodata.translation import gettext, message, messages, ngettext
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dashboard.briefing.figure.axis import Axis
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent, ShownView
    from geodata.claims import Claim

HEIGHT: Final = 112.0
NAMES: Final = 74.0
"""Units for the names of the rows."""
BESIDE: Final = 8.0
"""Kept free between the rows and what is said beside them."""
LANES: Final = 3
LANE: Final = 15.0
HAPPENED: Final = 6.0
TOLD: Final = 60.0
TOLD_HEIGHT: Final = 22.0
BASE: Final = 88.0
GLYPH: Final = 10.0
HISTOGRAM_FROM: Final = 150
BIN: Final = 4.0
ORDER: Final = 52.0
SMALL: Final = Style(11, colour="muted")
ROW: Final = Style(12, bold=True)
IDLE: Final = Style(12, colour="muted")
TICKS: Final[dict[Stance, tuple[str, float]]] = {
    Stance.CONFIRMS: (StandingName.CONFIRMED, 1.0),
    Stance.DENIES: (StandingName.CONTESTED, 1.0),
    Stance.DOES_NOT_CONFIRM: (StandingName.UNCONFIRMED, 0.8),
    Stance.REPORTS: (StandingName.REPORTED, 0.65),
    Stance.INFERS: (StandingName.INFERRED, 0.5),
}
DETAIL_TICKS: Final[dict[Stance, tuple[str, float]]] = {
    Stance.DENIES: ("disputed-detail", 0.4),
    Stance.DOES_NOT_CONFIRM: ("unconfirmed-detail", 0.4),
}
"""Of claims about a day or a place, which do not speak against the event."""
BROKEN: Final = frozenset({StandingName.CONTESTED, "disputed-detail"})
"""Symbols of ticks with a gap."""
GAP: Final = 4.0
OTHER_TICK: Final = (StandingName.BACKGROUND, 0.4)
HEIGHTS: Final = dict((*TICKS.values(), *DETAIL_TICKS.values(), OTHER_TICK))
"""Of ticks by symbols, as shares of the tallest."""
_HAPPENED: Final = message("happened")
_TOLD: Final = message("told")
_EARLIER: Final = messages("‹ {count} earlier", "‹ {count} earlier")
_LATER: Final = messages("{count} later ›", "{count} later ›")
_NO_DAYS: Final = message("No event shown has a day.")


@dataclass(frozen=True)
class Item:
    """An event in the upper row: the middle of its mark, what is drawn of its days, its lane."""

    event: ShownEvent
    x: float
    start: float
    end: float
    lane: int = 0

    @property
    def is_faded(self) -> bool:
        """Whether its days are drawn as a bar that fades: they are not one, nor hidden by it."""
        days = self.event.days
        differ = days.padded_earliest != days.padded_latest
        return differ and self.end - self.start > GLYPH * 0.8

    @property
    def is_sure(self) -> bool:
        """Whether it lasted all the days it may have lasted."""
        days = self.event.days
        surely = days.core_start, days.core_end
        return surely == (days.padded_earliest, days.padded_latest)

    def lasts(self, axis: Axis) -> float:
        """Give how long the bar is of the days that it surely lasted."""
        days = self.event.days
        if days.core_start is None or days.core_end is None:
            return 0.0
        return axis.x(days.core_end + 1) - axis.x(days.core_start)


@dataclass(frozen=True)
class _Row:
    """One of the two rows: its name, whether it is the clock's, what lies before and after."""

    name: str
    y: float
    is_active: bool
    earlier: str
    later: str


def draw_timeline(
    sheet: Sheet, shown: ShownView, rect: Rect, beside: ShownView | None = None
) -> None:
    """Draw both rows into a part of the sheet that is `HEIGHT` high.

    `beside` is a view with which it shares its days.
    """
    days = axis_over((shown,) if beside is None else (shown, beside), 0.0, 1.0)
    rows = _rows(shown, days)
    before = max(width_of(row.earlier, SMALL) for row in rows)
    after = max(width_of(row.later, SMALL) for row in rows)
    left = max(NAMES, before + BESIDE)
    for row in rows:
        style = ROW if row.is_active else IDLE
        raised = SMALL.size / 2 if row.earlier else 0.0
        sheet.text((rect.left, rect.top + row.y - raised), row.name, style)
        baseline = rect.top + row.y + SMALL.size * 0.8
        sheet.text((rect.left, baseline), row.earlier, SMALL)
        sheet.text((rect.right, baseline), row.later, replace(SMALL, align="right"))
    if days is None:
        sheet.text((rect.left + left, rect.top + 30), gettext(_NO_DAYS), SMALL)
        return
    width = rect.width - left - (after + BESIDE if after else 0.0)
    axis = replace(days, left=rect.left + left, width=width)
    plot = Rect(axis.left, rect.top, axis.width, HEIGHT)
    _draw_window(sheet, shown, axis, plot)
    _draw_ticks(sheet, axis, plot)
    items = laid(shown.events, axis)
    if len(shown.events) > HISTOGRAM_FROM:
        _draw_histogram(sheet, items, axis, plot)
    else:
        _draw_events(sheet, items, axis, plot)
    ticks = ticks_of(shown, axis)
    _draw_statements(sheet, ticks, axis, plot)
    for item in items:
        if item.event.event_id == shown.view.event:
            _draw_ties(sheet, item, ticks, axis, plot)


def _rows(shown: ShownView, days: Axis | None) -> tuple[_Row, _Row]:
    """Name both rows, and tell how much of each lies outside the days that are shown."""
    told = shown.view.clock is Clock.TOLD
    marks: tuple[float, ...] = ()
    ticks: tuple[float, ...] = ()
    if days is not None:
        marks = tuple(item.x for item in laid(shown.events, days))
        ticks = tuple(tick.x for tick in ticks_of(shown, days))

    def row(name: str, y: float, xs: Sequence[float], *, is_active: bool) -> _Row:
        before, after = sum(x < 0 for x in xs), sum(x > 1 for x in xs)
        earlier = ngettext(*_EARLIER, before).format(count=f"{before:,}") if before else ""
        later = ngettext(*_LATER, after).format(count=f"{after:,}") if after else ""
        return _Row(gettext(name), y, is_active, earlier, later)

    upper = row(_HAPPENED, 30.0, marks, is_active=not told)
    return upper, row(_TOLD, TOLD + 16, ticks, is_active=told)


def _draw_window(sheet: Sheet, shown: ShownView, axis: Axis, plot: Rect) -> None:
    """Mark the window on the first clock, the moment on the second."""
    view = shown.view
    if view.clock is Clock.TOLD:
        moment = axis.last + 1 if shown.told_until is None else shown.told_until
        x = min(max(axis.x(moment), axis.left), axis.right)
        sheet.strokes([[(x, plot.top), (x, plot.top + BASE)]], "ink", 1.6, order=ORDER + 6)
        sheet.dot(x, plot.top + BASE, 4.0, "ink", order=ORDER + 6)
        return
    start = axis.left if view.from_day is None else axis.x(day_number(view.from_day))
    end = axis.right if view.to_day is None else axis.x(day_number(view.to_day) + 1)
    start, end = (min(max(x, axis.left), axis.right) for x in (start, end))
    if (start, end) == (axis.left, axis.right):
        return
    window = Rect(start, plot.top, max(end - start, 1.5), BASE)
    sheet.box(window, sheet.tint("area", 0.09), order=ORDER - 2)
    for x in (start, end):
        sheet.strokes([[(x, plot.top), (x, plot.top + BASE)]], "ink", 1.6, order=ORDER + 6)


def _draw_ticks(sheet: Sheet, axis: Axis, plot: Rect) -> None:
    for day, label in axis.ticks():
        x = axis.x(day)
        stroke = [(x, plot.top + HAPPENED), (x, plot.top + BASE)]
        sheet.strokes([stroke], "rule", 1.0, order=ORDER - 1)
        if x + width_of(label, SMALL) + 4 < axis.right:
            sheet.text((x + 3, plot.top + BASE + 15), label, SMALL)
    for y in (TOLD - 5, BASE):
        stroke = [(axis.left, plot.top + y), (axis.right, plot.top + y)]
        sheet.strokes([stroke], "rule", 1.0, order=ORDER - 1)


def laid(events: Iterable[ShownEvent], axis: Axis) -> list[Item]:
    """Put each event that has a day on a lane, where those before it have ended if there is one."""
    ends = [-np.inf] * LANES
    laid: list[Item] = []
    placed = [_item(event, axis) for event in events if event.days.earliest is not None]
    for item in sorted(placed, key=lambda item: (item.start, item.event.number)):
        start = min(item.start, item.x - GLYPH / 2)
        free = [lane for lane in range(LANES) if ends[lane] <= start]
        lane = free[0] if free else ends.index(min(ends))
        ends[lane] = max(ends[lane], item.end, item.x + GLYPH / 2) + 2
        laid.append(Item(item.event, item.x, item.start, item.end, lane))
    return laid


def _item(event: ShownEvent, axis: Axis) -> Item:
    days = event.days
    earliest, latest = days.earliest or 0, days.latest or days.earliest or 0
    from_day = earliest if days.padded_earliest is None else days.padded_earliest
    to_day = latest if days.padded_latest is None else days.padded_latest
    first = latest if days.open_start else earliest
    last = earliest if days.open_end else latest
    middle = (first + last + 1) / 2 if days.core_start is None else days.core_start + 0.5
    # what is open-ended reaches far past the axis
    start = max(axis.x(from_day), axis.left - axis.width)
    end = min(axis.x(to_day + 1), axis.left + 2 * axis.width)
    return Item(event, axis.x(middle), start, end)


def _draw_events(sheet: Sheet, items: Sequence[Item], axis: Axis, plot: Rect) -> None:
    sheet.clip_to(plot)
    for item in items:
        y = _lane_y(plot, item)
        _draw_doubt(sheet, item, y)
        days = item.event.days
        if days.core_start is not None and days.core_end is not None:
            start = max(axis.x(days.core_start), item.start)
            end = min(axis.x(days.core_end + 1), item.end)
            sheet.box(Rect(start, y - 2, max(2.0, end - start), 4), "bar", order=ORDER)
    sheet.clip_to(None)
    for item in items:
        if axis.left <= item.x <= axis.right:
            at = [(item.x, _lane_y(plot, item))]
            sheet.stamp(item.event.standing, at, GLYPH, order=ORDER + 2)


def _lane_y(plot: Rect, item: Item) -> float:
    return plot.top + HAPPENED + LANE * (item.lane + 0.5)


def _draw_doubt(sheet: Sheet, item: Item, y: float) -> None:
    """Draw days that are only roughly known as a bar that fades where an end is not known."""
    days = item.event.days
    if not item.is_faded:
        return
    picture = np.empty((1, 64, 4))
    picture[..., :3] = to_rgb(sheet.colour("bar"))
    ends = (0.45 if days.open_start else 0.0, 0.45, 0.45 if days.open_end else 0.0)
    picture[..., 3] = np.interp(np.linspace(0, 1, 64), (0, 0.5, 1), ends)
    sheet.picture(picture, Rect(item.start, y - 2, item.end - item.start, 4), ORDER - 0.5)


def _draw_histogram(sheet: Sheet, items: Sequence[Item], axis: Axis, plot: Rect) -> None:
    """Count events by their middle day, where there are too many for marks."""
    edges = np.arange(axis.left, axis.right + BIN, BIN)
    counts, _ = np.histogram([item.x for item in items], bins=edges)
    room = LANE * LANES
    bars = [
        Rect(float(left), plot.top + HAPPENED + room - height, BIN - 1, height)
        for left, count in zip(edges[:-1], counts, strict=True)
        if count and (height := max(2.0, float(count) / int(counts.max()) * room))
    ]
    sheet.boxes(bars, sheet.colour("bar"), ORDER)


@dataclass(frozen=True)
class Tick:
    """A claim in the lower row: where, and whose."""

    x: float
    event_id: str
    look: tuple[str, float]


def ticks_of(shown: ShownView, axis: Axis) -> list[Tick]:
    """Put the claims that have a day on the axis."""
    return [
        Tick(axis.x(own.told_at), event.event_id, _look(own.claim))
        for event in shown.events
        for own in event.claims
        if own.told_at is not None
    ]


def _look(claim: Claim) -> tuple[str, float]:
    """Give the symbol whose colour a claim's tick has, and its height: the taller, the firmer."""
    stance = Stance(claim.stance)
    found = TICKS.get(stance, OTHER_TICK)
    return found if claim.is_on_occurrence else DETAIL_TICKS.get(stance, found)


def _draw_statements(sheet: Sheet, ticks: Sequence[Tick], axis: Axis, plot: Rect) -> None:
    """Draw a tick for each claim."""
    bars: dict[tuple[float, float, str], Rect] = {}
    for tick in ticks:
        symbol, share = tick.look
        if axis.left <= tick.x <= axis.right:
            height = TOLD_HEIGHT * share
            bar = Rect(tick.x - 0.75, plot.top + TOLD + TOLD_HEIGHT - height, 1.5, height)
            bars[-share, round(tick.x * 2) / 2, symbol] = bar
    parts = [(part, key[-1]) for key in sorted(bars) for part in _parts(bars[key], key[-1])]
    colours = [sheet.palette.mark(symbol) for _, symbol in parts]
    sheet.boxes([part for part, _ in parts], colours, ORDER + 1)


def _parts(bar: Rect, symbol: str) -> Iterator[Rect]:
    """Break the tick of a denial in the middle: its colour alone would not tell it in print."""
    if symbol not in BROKEN:
        yield bar
        return
    height = (bar.height - GAP) / 2
    yield Rect(bar.left, bar.top, bar.width, height)
    yield Rect(bar.left, bar.bottom - height, bar.width, height)


def _draw_ties(sheet: Sheet, item: Item, ticks: Sequence[Tick], axis: Axis, plot: Rect) -> None:
    """Tie the selected event to its statements."""
    y = _lane_y(plot, item)
    high, low = plot.top + TOLD + 4, plot.top + TOLD - 16
    own = [tick.x for tick in ticks if tick.event_id == item.event.event_id]
    curves = [
        Path(
            [(item.x, y), (item.x, high), (x, low), (x, plot.top + TOLD + TOLD_HEIGHT)],
            [Path.MOVETO, *[Path.CURVE4] * 3],
        )
        for x in own
    ]
    sheet.clip_to(plot)
    sheet.curves(curves, "muted", 1.0, order=ORDER + 3)
    sheet.clip_to(None)
    if axis.left <= item.x <= axis.right:
        sheet.ring(item.x, y, GLYPH / 2 + 3, order=ORDER + 3)
