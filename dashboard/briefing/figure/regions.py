"""Region marks: a name, a count, and the standings of the events that share it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.lettering import Style, cut, isolated, width_of
from dashboard.briefing.figure.sheet import Rect
from dashboard.viewer.answer import STANDING_INDEX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.figure.placing import Region
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent

NAME: Final = Style(13, bold=True, colour="text")
COUNT: Final = Style(12, colour="text")
NUMBER: Final = Style(9, bold=True, colour="text")
PADDING: Final = 8.0
LEAD: Final = 20.0
GAP: Final = 6.0
GLYPH: Final = 12.0
"""Diameter of a mark within a region mark."""
SLOT: Final = 17.0
NUMBERED_SLOT: Final = 31.0
ACROSS: Final = 8
ROWS: Final = 2
BESIDE: Final = 2
CORNER: Final = 9.0
LONGEST_NAME: Final = 170.0
ORDER: Final = 42.0


@dataclass(frozen=True)
class Pill:
    """A region mark as it is laid out: its box, and where each of its events is, if drawn."""

    region: Region
    label: str
    box: Rect
    slots: tuple[tuple[ShownEvent, float, float], ...]

    def at(self, event: ShownEvent) -> tuple[float, float]:
        """Give where an event of the region is marked."""
        for own, x, y in self.slots:
            if own.event_id == event.event_id:
                return x, y
        return self.box.left + self.box.width / 2, self.box.top + self.box.height / 2


def lay_regions(
    regions: Sequence[Region], bounds: Rect, numbers: frozenset[int], kept_free: Rect
) -> tuple[Pill, ...]:
    """Lay out region marks so that none covers another, as far as there is room in the map."""
    taken = [kept_free]
    pills: list[Pill] = []
    for region in regions:
        if not bounds.has(region.x, region.y, 20):
            continue
        pill = _pill(region, bounds, taken, numbers)
        taken.append(pill.box)
        pills.append(pill)
    return tuple(pills)


def _pill(region: Region, bounds: Rect, taken: Sequence[Rect], numbers: frozenset[int]) -> Pill:
    events = region.events
    count = str(len(events))
    name = cut(region.place.name, NAME, min(LONGEST_NAME, bounds.width / 2))
    label = f"{isolated(name)} · {count}" if name else count
    text = width_of(label, NAME)
    slot = NUMBERED_SLOT if any(event.number in numbers for event in events) else SLOT
    single = len(events) <= ACROSS * ROWS
    beside = len(events) <= BESIDE
    across = min(len(events), ACROSS)
    if beside:
        left, top = PADDING + text + GAP, PADDING / 2 + (LEAD - SLOT) / 2
        width, height = left + across * slot + PADDING, LEAD + PADDING
    else:
        left, top = PADDING, PADDING / 2 + LEAD
        rows = -(-len(events) // ACROSS) if single else 1
        within = across * slot if single else _counts_width(events)
        width, height = max(text, within) + PADDING * 2, LEAD + PADDING + rows * SLOT
    box = _clear_of(taken, _inside(region, width, height, bounds), bounds)
    places = tuple(
        (
            event,
            box.left + left + slot * (number % ACROSS) + SLOT / 2,
            box.top + top + SLOT * (number // ACROSS + 0.5),
        )
        for number, event in enumerate(events)
    )
    return Pill(region, label, box, places if single else ())


def _inside(region: Region, width: float, height: float, bounds: Rect) -> Rect:
    left = min(max(region.x - width / 2, bounds.left + 4), bounds.right - width - 4)
    top = min(max(region.y - height / 2, bounds.top + 4), bounds.bottom - height - 4)
    return Rect(left, top, width, height)


def _clear_of(taken: Sequence[Rect], box: Rect, bounds: Rect) -> Rect:
    """Move a box up or down as little as keeps it clear of others; not at all without room."""
    tops = [box.top]
    tops += [top for other in taken for top in (other.bottom + 4, other.top - 4 - box.height)]
    for top in sorted(tops, key=lambda top: abs(top - box.top)):
        moved = Rect(box.left, top, box.width, box.height)
        inside = bounds.top <= moved.top and moved.bottom <= bounds.bottom
        if inside and not any(moved.meets(other) for other in taken):
            return moved
    return box


def draw_pill(sheet: Sheet, pill: Pill, selected: str, numbers: frozenset[int]) -> None:
    """Draw a region mark."""
    box = pill.box
    sheet.box(box, sheet.tint("surface", 0.95), "line", order=ORDER, corner=CORNER)
    baseline = box.top + PADDING / 2 + LEAD / 2 + 4.5
    sheet.text((box.left + PADDING, baseline), pill.label, NAME, order=ORDER + 1)
    if not pill.slots:
        _draw_counts(sheet, pill)
    for event, x, y in pill.slots:
        sheet.stamp(event.standing, [(x, y)], GLYPH, order=ORDER + 1, name=mark_name(event))
        if event.event_id == selected:
            sheet.ring(x, y, SLOT / 2, order=ORDER + 1)
        if event.number in numbers:
            sheet.text((x + SLOT / 2 - 0.5, y + 3.3), str(event.number), NUMBER, order=ORDER + 1)


def mark_name(event: ShownEvent) -> str:
    """Give what an SVG calls the mark of an event."""
    return f"mark-{event.number}"


def _counted(events: Sequence[ShownEvent]) -> list[tuple[ShownEvent, str]]:
    """Give an event for each standing, the weightiest first, with how many have it."""
    counts = Counter(event.standing for event in events)
    first = {event.standing: event for event in reversed(events)}
    found = sorted(counts, key=lambda standing: STANDING_INDEX[standing])
    return [(first[standing], f"{counts[standing]:,}") for standing in found]


def _counts_width(events: Sequence[ShownEvent]) -> float:
    return sum(SLOT + width_of(count, COUNT) + GAP for _, count in _counted(events)) - GAP


def _draw_counts(sheet: Sheet, pill: Pill) -> None:
    x = pill.box.left + PADDING
    y = pill.box.top + PADDING / 2 + LEAD + SLOT / 2
    for event, count in _counted(pill.region.events):
        sheet.stamp(event.standing, [(x + GLYPH / 2, y)], GLYPH, order=ORDER + 1)
        sheet.text((x + SLOT, y + 4.2), count, COUNT, order=ORDER + 1)
        x += SLOT + width_of(count, COUNT) + GAP
