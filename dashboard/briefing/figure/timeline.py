"""The two rows under the map: what happened, and a tick for each statement about it."""

from __future__ import annotations

from dataclasses import dataclass
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
    from collections.abc import Iterable, Sequence

    from dashboard.briefing.figure.axis import Axis
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent, ShownView
    from geodata.claims import Claim

HEIGHT: Final = 112.0
NAMES: Final = 66.0
"""Units for the names of the rows."""
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
OTHER_TICK: Final = (StandingName.BACKGROUND, 0.4)
_HAPPENED: Final = message("happened")
_TOLD: Final = message("told")
_EARLIER: Final = messages("‹ {count} earlier", "‹ {count} earlier")
_NO_DAYS: Final = message("No event shown has a day.")


@dataclass(frozen=True)
class Item:
    """An event in the upper row: the middle of its mark, what is drawn of its days, its lane."""

    event: ShownEvent
    x: float
    start: float
    end: float
    lane: int = 0


def draw_timeline(
    sheet: Sheet, shown: ShownView, rect: Rect, beside: ShownView | None = None
) -> None:
    """Draw both rows into a part of the sheet that is `HEIGHT` high.

    `beside` is a view with which it shares its days.
    """
    told = shown.view.clock is Clock.TOLD
    for words, y, active in ((_HAPPENED, 30.0, not told), (_TOLD, TOLD + 16, told)):
        sheet.text((rect.left, rect.top + y), gettext(words), ROW if active else IDLE)
    views = (shown,) if beside is None else (shown, beside)
    axis = axis_over(views, rect.left + NAMES, rect.width - NAMES)
    if axis is None:
        sheet.text((rect.left + NAMES, rect.top + 30), gettext(_NO_DAYS), SMALL)
        return
    plot = Rect(axis.left, rect.top, axis.width, HEIGHT)
    _draw_window(sheet, shown, axis, plot)
    _draw_ticks(sheet, axis, plot)
    items = _laid(shown.events, axis)
    if len(shown.events) > HISTOGRAM_FROM:
        _draw_histogram(sheet, items, axis, plot)
    else:
        _draw_events(sheet, items, axis, plot)
    ticks = _ticks_of(shown, axis)
    _draw_statements(sheet, ticks, axis, plot)
    for item in items:
        if item.event.event_id == shown.view.event:
            _draw_ties(sheet, item, ticks, axis, plot)


def _draw_window(sheet: Sheet, shown: ShownView, axis: Axis, plot: Rect) -> None:
    """Mark the window on the first clock, the moment on the second."""
    view = shown.view
    if view.clock is Clock.TOLD:
        day = axis.last if shown.moment is None else shown.moment.day + 1
        x = min(axis.x(day), axis.right)
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


def _laid(events: Iterable[ShownEvent], axis: Axis) -> list[Item]:
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
    sheet.clip_to(Rect(axis.left - GLYPH, plot.top, axis.width + 2 * GLYPH, HEIGHT))
    for item in items:
        if item.x < axis.left:
            continue
        y = _lane_y(plot, item)
        _draw_doubt(sheet, item, y)
        days = item.event.days
        if days.core_start is not None and days.core_end is not None:
            start = max(axis.x(days.core_start), item.start)
            end = min(axis.x(days.core_end + 1), item.end)
            sheet.box(Rect(start, y - 2, max(2.0, end - start), 4), "bar", order=ORDER)
        at = [(item.x, y)]
        sheet.stamp(item.event.standing, at, GLYPH, order=ORDER + 2)
    sheet.clip_to(None)
    earlier = sum(1 for item in items if item.x < axis.left)
    if earlier:
        words = ngettext(*_EARLIER, earlier).format(count=f"{earlier:,}")
        sheet.text((axis.left + 2, plot.top + 12), words, SMALL, order=ORDER + 5)


def _lane_y(plot: Rect, item: Item) -> float:
    return plot.top + HAPPENED + LANE * (item.lane + 0.5)


def _draw_doubt(sheet: Sheet, item: Item, y: float) -> None:
    """Draw days that are only roughly known as a bar that fades where an end is not known."""
    days = item.event.days
    if days.padded_earliest == days.padded_latest or item.end - item.start <= GLYPH * 0.8:
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


def _ticks_of(shown: ShownView, axis: Axis) -> list[Tick]:
    """Put the claims that have a day on the axis, those of one day side by side."""
    by_day: dict[int, list[tuple[int, str, tuple[str, float]]]] = {}
    for event in shown.events:
        for own in event.claims:
            if own.told_words:  # else nothing says when
                one = (own.claim.told_order, event.event_id, _look(own.claim))
                by_day.setdefault(own.claim.told_day, []).append(one)
    return [
        Tick(axis.x(day + (slot + 0.5) / len(claims)), event_id, look)
        for day, claims in sorted(by_day.items())
        for slot, (_, event_id, look) in enumerate(sorted(claims))
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
    tallest_first = sorted(bars)
    colours = [sheet.palette.mark(symbol) for _, _, symbol in tallest_first]
    sheet.boxes([bars[key] for key in tallest_first], colours, ORDER + 1)


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
    if item.x >= axis.left:
        sheet.ring(item.x, y, GLYPH / 2 + 3, order=ORDER + 3)
