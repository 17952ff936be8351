"""The marks on the map, and what ties the places of the selected event together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.lettering import Style
from dashboard.briefing.figure.regions import draw_pill, mark_name
from dashboard.viewer.answer import DRAWN_LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.figure.placing import Arrangement, Mark
    from dashboard.briefing.figure.regions import Pill
    from dashboard.briefing.figure.sheet import Sheet

NUMBER: Final = Style(10.5, bold=True, colour="text")
NAMED_ONE_BY_ONE: Final = 300
"""Marks; where there are more, an SVG names those of a standing together."""
LEGS: Final = 30.0
MARKS: Final = 31.0
TIES: Final = 40.0
SELECTED: Final = 44.0


def draw_marks(
    sheet: Sheet,
    arranged: Arrangement,
    pills: Sequence[Pill],
    selected: str,
    numbers: frozenset[int],
) -> None:
    """Draw all marks, the region marks over them, and the selected event on top."""
    legs = [[(mark.x, mark.y), mark.point] for mark in arranged.marks if mark.is_fanned]
    if legs:
        sheet.strokes(legs, "muted", 1.0, order=LEGS)
    _draw_single(sheet, arranged)
    own = [mark for mark in arranged.marks if mark.event.event_id == selected]
    _draw_ties(sheet, own, pills, selected)
    for pill in pills:
        draw_pill(sheet, pill, selected, numbers)
    for mark in own:
        sheet.ring(mark.x, mark.y, arranged.diameter / 2 + 6, order=SELECTED, fill="surface")
        at = [(mark.x, mark.y)]
        sheet.stamp(mark.event.standing, at, arranged.diameter, order=SELECTED + 1)
    for mark in arranged.marks:
        if mark.event.number in numbers:
            _draw_number(sheet, mark, arranged.diameter)


def _draw_single(sheet: Sheet, arranged: Arrangement) -> None:
    """Stamp the marks: one by one where they are few, else all of a standing at once."""
    size = arranged.diameter
    if len(arranged.marks) <= NAMED_ONE_BY_ONE:
        for number, mark in enumerate(arranged.marks):
            order = MARKS + number * 0.01
            name, at = mark_name(mark.event), [(mark.x, mark.y)]
            sheet.stamp(mark.event.standing, at, size, order=order, halo="halo", name=name)
        return
    for number, standing in enumerate(reversed(DRAWN_LAST)):
        points = [(mark.x, mark.y) for mark in arranged.marks if mark.event.standing == standing]
        name = f"marks-{standing}"
        sheet.stamp(standing, points, size, order=MARKS + number, halo="halo", name=name)


def _draw_ties(sheet: Sheet, own: Sequence[Mark], pills: Sequence[Pill], selected: str) -> None:
    """Tie the places of the selected event together: the first to each of the others."""
    points = [(mark.x, mark.y) for mark in own]
    points += [
        pill.at(event)
        for pill in pills
        for event in pill.region.events
        if event.event_id == selected
    ]
    ties = [[points[0], point] for point in points[1:]]
    for width, colour in ((4.0, "halo"), (1.5, "text")) if ties else ():
        sheet.strokes(ties, colour, width, order=TIES)


def _draw_number(sheet: Sheet, mark: Mark, size: float) -> None:
    x, y = mark.x + size / 2 + 2, mark.y + 3.8
    sheet.text(x, y, str(mark.event.number), NUMBER, order=SELECTED + 2, halo="halo")
