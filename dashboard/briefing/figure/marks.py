"""The marks on the map, and what ties the places of the selected event together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.lettering import Style, width_of
from dashboard.briefing.figure.regions import draw_pill, mark_name
from dashboard.viewer.answer import DRAWN_LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.figure.placing import Arrangement, Mark
    from dashboard.briefing.figure.regions import Pill
    from dashboard.briefing.figure.sheet import Sheet

NUMBER: Final = Style(10.5, bold=True, colour="text", align="center")
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
        points = [(mark.x, mark.y)]
        sheet.stamp(mark.event.standing, points, arranged.diameter, order=SELECTED + 1)
    numbered = [mark for mark in arranged.marks if mark.event.number in numbers]
    for mark in numbered:
        at = _number_at(mark, arranged)
        sheet.text(at, str(mark.event.number), NUMBER, order=SELECTED + 2, halo=True)


def _draw_single(sheet: Sheet, arranged: Arrangement) -> None:
    """Stamp the marks: one by one where they are few, else all of a standing at once."""
    size = arranged.diameter
    if len(arranged.marks) <= NAMED_ONE_BY_ONE:
        for number, mark in enumerate(arranged.marks):
            order = MARKS + number * 0.01
            name, points = mark_name(mark.event), [(mark.x, mark.y)]
            sheet.halo(mark.event.standing, points, size, order=order - 0.005)
            sheet.stamp(mark.event.standing, points, size, order=order, name=name)
        return
    for number, standing in enumerate(reversed(DRAWN_LAST)):
        points = [(mark.x, mark.y) for mark in arranged.marks if mark.event.standing == standing]
        order, name = MARKS + number, f"marks-{standing}"
        if points:
            sheet.halo(standing, points, size, order=order - 0.5)
            sheet.stamp(standing, points, size, order=order, name=name)


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


def _number_at(mark: Mark, arranged: Arrangement) -> tuple[float, float]:
    """Give where a mark's number stands: beside, under or over it, where no other mark is."""
    width = width_of(str(mark.event.number), NUMBER)
    beside = (arranged.diameter + width) / 2 + 2
    over = arranged.diameter / 2 + NUMBER.size / 2 + 2
    places = [
        (mark.x + x, mark.y + y) for x, y in ((beside, 0), (-beside, 0), (0, over), (0, -over))
    ]
    near = arranged.diameter / 2 + NUMBER.size / 2
    others = [other for other in arranged.marks if other is not mark]
    free = (
        (x, y)
        for x, y in places
        if all(
            abs(other.x - x) > near + (width - NUMBER.size) / 2 or abs(other.y - y) > near
            for other in others
        )
    )
    x, y = next(free, places[0])
    return x, y + NUMBER.size * 0.36
