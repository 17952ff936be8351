"""A small map in a corner of one that is closer than the base map has anything to show there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.briefing.figure.framing import Framing, base_map_zoom
from dashboard.briefing.figure.ground import draw_ground
from dashboard.briefing.figure.names import draw_ground_names
from dashboard.briefing.figure.sheet import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.briefing.figure.placing import Arrangement
    from dashboard.briefing.figure.sheet import Sheet

CLOSER: Final = 1.0
"""Zoom levels past the base map's detail from which on a map needs the small one."""
FARTHER: Final = 2.0
"""Zoom levels from that detail out to the small map's; a narrow one shows as much ground."""
WIDTH: Final = 0.27
"""Of the map's."""
NARROWEST: Final = 130.0
WIDEST: Final = 230.0
HEIGHT: Final = 0.68
"""Of its own width."""
AWAY: Final = 8.0
ROOM_OF_MARK: Final = 24.0
"""Units round a mark for its number, and a part of its name."""
LEAST_EXTENT: Final = 8.0
OVER: Final = 50.0
"""All that the map itself draws is below."""

FRAME: Final = 32.0
"""Above the small map's own names."""


def locator_of(
    framing: Framing, arranged: Arrangement, kept_free: Iterable[Rect]
) -> Framing | None:
    """Frame a small map of the surroundings; None where none is needed or no corner is free."""
    zoom = base_map_zoom(framing.latitude, framing.longitude)
    if framing.zoom <= zoom + CLOSER or not arranged.marks:
        return None
    points = [at for mark in arranged.marks for at in ((mark.x, mark.y), mark.point)]
    size = 2 * ROOM_OF_MARK
    marks = [Rect(x - ROOM_OF_MARK, y - ROOM_OF_MARK, size, size) for x, y in points]
    taken = [*marks, *kept_free]
    free = (box for box in _corners(framing.rect) if not any(box.meets(one) for one in taken))
    box = next(free, None)
    if box is None:
        return None
    zoom += math.log2(box.width / WIDEST) - FARTHER
    return Framing(box, framing.latitude, framing.longitude, zoom)


def draw_locator(
    sheet: Sheet, locator: Framing, framing: Framing, language: str, pixels_a_unit: float
) -> None:
    """Draw the small map, and on it what the large one shows."""
    extent = _extent(locator, framing)
    taken = np.array([(extent.left, -extent.bottom, extent.right, -extent.top)])
    edge = [
        (extent.left, extent.top),
        (extent.right, extent.top),
        (extent.right, extent.bottom),
        (extent.left, extent.bottom),
        (extent.left, extent.top),
    ]
    sheet.clip_to(locator.rect)
    with sheet.over(OVER):
        draw_ground(sheet, locator, pixels_a_unit)
        draw_ground_names(sheet, locator, taken, language, FARTHER)
        sheet.strokes([edge], "halo", 4.0, order=FRAME - 2)
        sheet.strokes([edge], "text", 1.6, order=FRAME - 1)
        sheet.box(locator.rect, edge="muted", order=FRAME)


def _corners(rect: Rect) -> list[Rect]:
    """Give where the small map may stand; the scale bar has the lower left corner."""
    width = min(max(rect.width * WIDTH, NARROWEST), WIDEST)
    height = width * HEIGHT
    left, right = rect.left + AWAY, rect.right - AWAY - width
    top, bottom = rect.top + AWAY, rect.bottom - AWAY - height
    return [Rect(x, y, width, height) for x, y in ((right, top), (right, bottom), (left, top))]


def _extent(locator: Framing, framing: Framing) -> Rect:
    west, south, east, north = framing.bounds
    left, top = locator.point(west, north)
    right, bottom = locator.point(east, south)
    more_x = max(0.0, LEAST_EXTENT - (right - left)) / 2
    more_y = max(0.0, LEAST_EXTENT - (bottom - top)) / 2
    return Rect.between((left - more_x, top - more_y), (right + more_x, bottom + more_y))
