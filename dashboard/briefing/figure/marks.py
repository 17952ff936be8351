"""The marks on the map, and what ties the places of the selected event together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.briefing.figure.lettering import Style, width_of
from dashboard.briefing.figure.regions import draw_pill, mark_name
from dashboard.briefing.figure.sheet import Rect
from dashboard.viewer.answer import DRAWN_LAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


@dataclass(frozen=True)
class Number:
    """The number of a mark, and the box it stands in."""

    text: str
    box: Rect


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


def draw_numbers(sheet: Sheet, placed: Sequence[Number]) -> None:
    """Write the numbers of marks where they are placed."""
    for number in placed:
        at = (number.box.left + number.box.width / 2, number.box.top + NUMBER.size * 0.86)
        sheet.text(at, number.text, NUMBER, order=SELECTED + 2, halo=True)


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


def place_numbers(
    arranged: Arrangement, pills: Sequence[Pill], numbers: frozenset[int]
) -> list[Number]:
    """Place the numbers of marks where neither marks, numbers nor region marks are.

    One without such a place is left out: the key tells of its event all the same.
    """
    half = arranged.diameter / 2
    middles = np.array([(mark.x, mark.y) for mark in arranged.marks]).reshape(-1, 2)
    taken = [pill.box for pill in pills]
    placed: list[Number] = []
    for mark in (mark for mark in arranged.marks if mark.event.number in numbers):
        text = str(mark.event.number)
        width = width_of(text, NUMBER)
        for x, y in _round(mark, half, width):
            box = Rect(x - width / 2, y - NUMBER.size / 2, width, NUMBER.size)
            outside = np.maximum(np.abs(middles - (x, y)) - (width / 2, NUMBER.size / 2), 0)
            near = np.hypot(*outside.T) < half
            if not near.any() and not any(box.meets(other) for other in taken):
                taken.append(box)
                placed.append(Number(text, box))
                break
    return placed


def _round(mark: Mark, half: float, width: float) -> Iterator[tuple[float, float]]:
    """Give the places round a mark: beside, under, over, then at its corners."""
    beside = half + width / 2 + 2
    over = half + NUMBER.size / 2 + 1
    across, along = beside * 0.85, over * 0.85
    yield from ((mark.x + beside, mark.y), (mark.x - beside, mark.y))
    yield from ((mark.x, mark.y + over), (mark.x, mark.y - over))
    yield from ((mark.x + x, mark.y + y) for x in (across, -across) for y in (along, -along))
