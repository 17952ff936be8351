"""The legend of a figure: what is in view and what it means, nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.colors import to_rgb

from dashboard.briefing.figure.areas import Extent, extent_of
from dashboard.briefing.figure.axis import axis_of
from dashboard.briefing.figure.captions import SIGN
from dashboard.briefing.figure.flow import block
from dashboard.briefing.figure.framing import framing_of
from dashboard.briefing.figure.lettering import Run, Style
from dashboard.briefing.figure.placing import FAN_MOST, FANS_OUT_TO, marked, marked_places
from dashboard.briefing.figure.sheet import Rect
from dashboard.briefing.figure.timeline import (
    BROKEN,
    GLYPH,
    HEIGHTS,
    HISTOGRAM_FROM,
    NAMES,
    laid,
    ticks_of,
)
from dashboard.briefing.shown import MARKED_TO
from dashboard.viewer.answer import STANDING_INDEX
from geodata.standing import StandingName
from geodata.translation import gettext, message
from geodata.wording import standing_label, standing_meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dashboard.briefing.figure.flow import Block, Sign
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent, ShownView

_REGION: Final = message("name · number")
_REGION_MEANING: Final = message("events of one region, line or place")
_SOFT: Final = message("soft edge, disc")
_SOFT_MEANING: Final = message("place only roughly known")
_AREA: Final = message("dashed edge")
_AREA_MEANING: Final = message("area or line that a place is")
_FAN: Final = message("stalk")
_FAN_MEANING: Final = message("several events of one place")
_RING: Final = message("ring round a mark")
_RING_MEANING: Final = message("selected; threads: its statements")
_BAR: Final = message("bar")
_BAR_MEANING: Final = message("lasted that long")
_FADED: Final = message("faded end")
_FADED_MEANING: Final = message("day only roughly known")
_HISTOGRAM: Final = message("columns")
_HISTOGRAM_MEANING: Final = message("how many events")
_TICK: Final = message("tick")
_TICK_MEANING: Final = message("a statement; the taller, the firmer:")
_TICK_COLOURS: Final[dict[str, str]] = {
    StandingName.CONFIRMED: message("confirms"),
    StandingName.CONTESTED: message("denies"),
    StandingName.UNCONFIRMED: message("does not confirm"),
    StandingName.REPORTED: message("reports"),
    StandingName.INFERRED: message("concludes"),
    "disputed-detail": message("denies a detail"),
    "unconfirmed-detail": message("does not confirm a detail"),
    StandingName.BACKGROUND: message("mentions"),
}
"""What a tick of each symbol says; the tallest first."""
_UPRIGHT: Final = "|"
_BROKEN: Final = "\N{BROKEN BAR}"
FEW: Final = 7
"""Entries of a legend that is written in its page's type; one with more is smaller."""
SMALLER: Final = 1.0


def legend_blocks(
    shown: ShownView, map_rect: Rect, width: float, size: float
) -> list[Callable[[], Block]]:
    """Tell what is in view and what it means, nothing else.

    `map_rect` is where the map will stand: how much it shows depends on its size.
    """
    entries = [
        *_standings(shown),
        *_of_map(shown, map_rect),
        *_of_timeline(shown, map_rect.width - NAMES),
    ]
    size -= SMALLER if len(entries) > FEW else 0.0
    bold, plain = Style(size, bold=True), Style(size)

    def maker(sign: Sign, runs: Sequence[Run]) -> Callable[[], Block]:
        return lambda: block([runs], width, gap=size * 0.35, sign=(SIGN, sign))

    blocks = [
        maker(entry.sign, [Run(entry.label, bold), Run(entry.meaning, plain)]) for entry in entries
    ]
    ticks = _tick_runs(shown, size)
    if ticks:
        head = [Run(gettext(_TICK), bold), Run(gettext(_TICK_MEANING), plain)]
        blocks.append(maker(_tick_sign, [*head, *ticks]))
    return blocks


@dataclass(frozen=True)
class _Entry:
    """A sign, what it is, and what it means."""

    sign: Sign
    label: str
    meaning: str


def _standings(shown: ShownView) -> Iterator[_Entry]:
    present = {event.standing for event in shown.events}
    for standing in sorted(present, key=lambda one: STANDING_INDEX[one]):
        sign = _standing_sign(standing)
        yield _Entry(sign, standing_label(standing), standing_meaning(standing))


def _of_map(shown: ShownView, rect: Rect) -> Iterator[_Entry]:
    places = marked_places(shown.events) or marked(shown.around)
    framing = framing_of(shown.view, places, rect)
    shapes = {
        extent_of(framing, place, selected=event.event_id == shown.view.event)
        for event in shown.events
        for place in event.places
    }
    if _has_region_mark(shown.events):
        yield _Entry(_pill_sign, gettext(_REGION), gettext(_REGION_MEANING))
    if shapes & {Extent.DISC, Extent.SOFT, Extent.LINE}:
        yield _Entry(_soft_sign, gettext(_SOFT), gettext(_SOFT_MEANING))
    if shapes & {Extent.AREA, Extent.LINE}:
        yield _Entry(_area_sign, gettext(_AREA), gettext(_AREA_MEANING))
    if any(1 < count <= FAN_MOST for count in _at_one_point(shown.events).values()):
        yield _Entry(_fan_sign, gettext(_FAN), gettext(_FAN_MEANING))
    if any(event.event_id == shown.view.event for event in shown.events):
        yield _Entry(_ring_sign, gettext(_RING), gettext(_RING_MEANING))


def _at_one_point(events: Sequence[ShownEvent]) -> Counter[str]:
    stands_at = {
        (event.event_id, place.place_id)
        for event in events
        for place in event.places
        if place.precision <= FANS_OUT_TO
    }
    return Counter(place_id for _, place_id in stands_at)


def _has_region_mark(events: Sequence[ShownEvent]) -> bool:
    return any(
        FANS_OUT_TO < place.precision <= MARKED_TO for event in events for place in event.places
    ) or any(count > FAN_MOST for count in _at_one_point(events).values())


def _of_timeline(shown: ShownView, width: float) -> Iterator[_Entry]:
    axis = axis_of(shown, 0.0, width)
    if axis is None:
        return
    if len({event.event_id for event in shown.events}) > HISTOGRAM_FROM:
        yield _Entry(_columns_sign, gettext(_HISTOGRAM), gettext(_HISTOGRAM_MEANING))
        return
    items = [item for item in laid(shown.events, axis) if item.end > 0 and item.start < width]
    if any(item.lasts(axis) > GLYPH for item in items):
        yield _Entry(_bar_sign, gettext(_BAR), gettext(_BAR_MEANING))
    if any(item.is_faded and not item.is_sure for item in items):
        yield _Entry(_faded_sign, gettext(_FADED), gettext(_FADED_MEANING))


def _tick_runs(shown: ShownView, size: float) -> list[Run]:
    """Show the colours of the ticks that are in sight, each before what it says."""
    axis = axis_of(shown, 0.0, 1.0)
    ticks = ticks_of(shown, axis) if axis else []
    seen = {tick.look[0] for tick in ticks if 0 <= tick.x <= 1}
    runs: list[Run] = []
    for symbol, words in _TICK_COLOURS.items():
        if symbol in seen:
            height = size * (1 + HEIGHTS[symbol]) / 2
            sample = Style(height, bold=True, colour=f"mark {symbol}")
            upright = _BROKEN if symbol in BROKEN else _UPRIGHT
            runs += [Run(upright, sample, is_held=True), Run(gettext(words), Style(size))]
    return runs


def _standing_sign(standing: StandingName) -> Sign:
    return lambda sheet, x, y: sheet.stamp(standing, [(x + 8, y)], 13, order=60)


def _pill_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(Rect(x, y - 5, 16, 10), "surface", "muted", order=60, corner=4)


def _soft_sign(sheet: Sheet, x: float, y: float) -> None:
    across = np.linspace(-1, 1, 32)
    picture = np.empty((32, 32, 4))
    picture[..., :3] = to_rgb(sheet.colour("region"))
    picture[..., 3] = np.clip(1 - np.hypot(*np.meshgrid(across, across)), 0, 1) * 0.8
    sheet.picture(picture, Rect(x, y - 8, 16, 16), 60)


def _area_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(Rect(x, y - 5, 16, 10), sheet.tint("area", 0.11), order=60)
    corners = [(x, y - 5), (x + 16, y - 5), (x + 16, y + 5), (x, y + 5), (x, y - 5)]
    sheet.strokes([corners], sheet.tint("area", 0.6), 1.0, order=60, dashes=(3.0, 2.5))


def _fan_sign(sheet: Sheet, x: float, y: float) -> None:
    ends = [(x + 2, y - 5), (x + 14, y - 5)]
    sheet.strokes([[end, (x + 8, y + 5)] for end in ends], "muted", 1.0, order=60)
    for end in ends:
        sheet.dot(*end, 2.5, "muted", order=60)


def _ring_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.ring(x + 8, y, 6.5, order=60)


def _bar_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(Rect(x, y - 2, 16, 4), "bar", order=60)


def _faded_sign(sheet: Sheet, x: float, y: float) -> None:
    picture = np.empty((1, 32, 4))
    picture[..., :3] = to_rgb(sheet.colour("bar"))
    picture[..., 3] = 1 - np.abs(np.linspace(-1, 1, 32))
    sheet.picture(picture, Rect(x, y - 2, 16, 4), 60)


def _columns_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes(_bars(x, y, (5.0, 12.0, 8.0), 3.0), sheet.colour("bar"), 60)


def _tick_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.boxes(_bars(x, y, (12.0, 8.0, 5.0), 1.5), sheet.colour("muted"), 60)


def _bars(x: float, y: float, heights: Sequence[float], width: float) -> list[Rect]:
    return [Rect(x + 3 + 4 * n, y + 6 - high, width, high) for n, high in enumerate(heights)]
