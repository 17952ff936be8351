"""The map of a figure: ground, areas, names, marks, scale bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.areas import draw_areas
from dashboard.briefing.figure.framing import framing_of
from dashboard.briefing.figure.ground import draw_ground, scale_bar
from dashboard.briefing.figure.lettering import LEADING, Run, Style, width_of, wrapped
from dashboard.briefing.figure.locator import draw_locator, locator_of
from dashboard.briefing.figure.marks import draw_marks, draw_numbers, place_numbers
from dashboard.briefing.figure.names import draw_names, taken_boxes
from dashboard.briefing.figure.placing import arrange, marked, marked_places
from dashboard.briefing.figure.regions import lay_regions
from dashboard.briefing.figure.sheet import Rect
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.figure.framing import Framing
    from dashboard.briefing.figure.lettering import Line
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownView

NOTICE: Final = Style(15, bold=True)
SCALE: Final = Style(10.5, colour="text")
SCALE_ROOM: Final = 110.0
FRAME: Final = 48.0
KILOMETRE: Final = 1000
_EMPTY: Final = message("No event is in this view.")
_UNPLACED: Final = message("No event in this view has a place on the map.")
_KILOMETRES: Final = message("{count} km")
_METRES: Final = message("{count} m")


def framing_over(shown: ShownView, beside: ShownView | None, rect: Rect) -> Framing:
    """Frame a view; two views alike: as both ask, or else with the places of both in sight."""
    places = marked_places(shown.events)
    if beside is None:
        return framing_of(shown.view, places or marked(shown.around), rect)
    asked = {(one.lat, one.lon, one.zoom) for one in (shown.view, beside.view)}
    view = shown.view if len(asked) == 1 else replace(shown.view, lat=None, lon=None, zoom=None)
    both = [*places, *marked_places(beside.events)]
    return framing_of(view, both or marked((*shown.around, *beside.around)), rect)


def draw_map(
    sheet: Sheet,
    shown: ShownView,
    framing: Framing,
    numbers: frozenset[int],
    pixels_a_unit: float,
) -> None:
    """Draw the map into the part of the sheet that is framed.

    `numbers` are those of the events whose marks are numbered; `pixels_a_unit` is the picture's,
    0 of a page that has none.
    """
    rect = framing.rect
    places = marked_places(shown.events)
    notice = None if places else _notice(rect, gettext(_UNPLACED if shown.events else _EMPTY))
    selected = shown.view.event
    arranged = arrange(shown.events, framing)
    scale = _scale_rect(framing)
    pills = lay_regions(arranged.regions, rect, numbers, scale)
    sheet.clip_to(rect)
    draw_ground(sheet, framing, pixels_a_unit)
    draw_areas(sheet, framing, shown.events, selected)
    placed = place_numbers(arranged, pills, numbers)
    kept_free = [scale, *([notice.box] if notice else [])]
    kept_free += [*(own.box for own in pills), *(own.box for own in placed)]
    locator = locator_of(framing, arranged, kept_free)
    kept_free += [locator.rect] if locator else []
    taken = taken_boxes(arranged, kept_free)
    draw_names(sheet, framing, taken, arranged, shown.view.names)
    draw_marks(sheet, arranged, pills, selected, numbers)
    draw_numbers(sheet, placed)
    _draw_scale(sheet, framing)
    if locator:
        draw_locator(sheet, locator, framing, shown.view.names, pixels_a_unit)
    sheet.clip_to(None)
    if notice:
        sheet.box(notice.box, "surface", "line", order=FRAME + 1, corner=8)
        sheet.lines(notice.left, notice.top, notice.lines, order=FRAME + 2)
    sheet.box(rect, edge="rule", order=FRAME)


@dataclass(frozen=True)
class _Notice:
    """Words in the middle of the map, and the box round them."""

    lines: Sequence[Line]
    left: float
    top: float
    box: Rect


def _notice(rect: Rect, words: str) -> _Notice:
    lines = wrapped([Run(words, NOTICE)], rect.width - 60)
    width = max(piece.x + width_of(piece.run.text, NOTICE) for line in lines for piece in line)
    height = len(lines) * NOTICE.size * LEADING
    left = rect.left + (rect.width - width) / 2
    top = rect.top + (rect.height - height) / 2
    return _Notice(lines, left, top, Rect(left - 16, top - 10, width + 32, height + 20))


def _scale_rect(framing: Framing) -> Rect:
    rect = framing.rect
    _, length = scale_bar(framing, min(SCALE_ROOM, rect.width / 4))
    return Rect(rect.left + 6, rect.bottom - 34, length + 16, 28)


def _draw_scale(sheet: Sheet, framing: Framing) -> None:
    """Draw a bar of a round length, which holds in the middle of the map."""
    rect = framing.rect
    metres, length = scale_bar(framing, min(SCALE_ROOM, rect.width / 4))
    pattern, count = (_KILOMETRES, metres / KILOMETRE) if metres >= KILOMETRE else (_METRES, metres)
    left, y = rect.left + 12, rect.bottom - 12
    bar = [(left, y - 5), (left, y), (left + length, y), (left + length, y - 5)]
    sheet.strokes([bar], "halo", 4.0, order=FRAME - 2)
    sheet.strokes([bar], "text", 1.4, order=FRAME - 1)
    words = gettext(pattern).format(count=f"{count:,.0f}")
    sheet.text((left + 5, y - 5), words, SCALE, order=FRAME - 1, halo=True)
