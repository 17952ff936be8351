"""Where events are drawn on the map, by the live map's rules (`viewer/static/map/placing.js`).

An event has a mark at each of its places. Events in one vague region or along one line share a
region mark; events at one exact point fan out round it; a country has no mark.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.briefing.figure.symbols import diameter
from dashboard.briefing.shown import MARKED_TO
from dashboard.viewer.answer import STANDING_INDEX

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.briefing.figure.framing import Framing
    from dashboard.briefing.shown import ShownEvent, ShownPlace

FANS_OUT_TO: Final = 3
"""UCDP `where_prec`: exact, within 25 km, district."""
FAN_MOST: Final = 12
FAN_RADIUS: Final = 13.0
FULL_FAN: Final = 6
WIDER: Final = 1.7
SIZES: Final = ((300, 1.0), (1500, 0.66), (3000, 0.46), (1_000_000, 0.36))
"""Up to so many marks, and how large they are drawn then."""


@dataclass(frozen=True)
class Mark:
    """An event's mark: its middle on the sheet, and the point that it stands for."""

    event: ShownEvent
    place: ShownPlace
    x: float
    y: float
    point: tuple[float, float]

    @property
    def is_fanned(self) -> bool:
        """Whether it stands beside its point."""
        return (self.x, self.y) != self.point


@dataclass(frozen=True)
class Region:
    """The events that share a region mark, and where it would stand."""

    place: ShownPlace
    events: tuple[ShownEvent, ...]
    x: float
    y: float


@dataclass(frozen=True)
class Arrangement:
    """All marks of a map; those of weightier standings come last and lie on top."""

    marks: tuple[Mark, ...]
    regions: tuple[Region, ...]
    diameter: float


def marked_places(events: Iterable[ShownEvent]) -> list[ShownPlace]:
    """Give the places that have marks, each once."""
    return marked(place for event in events for place in event.places)


def marked(places: Iterable[ShownPlace]) -> list[ShownPlace]:
    """Give those of places that a mark can stand for, each once."""
    return list({one.place_id: one for one in places if one.precision <= MARKED_TO}.values())


def arrange(events: Sequence[ShownEvent], framing: Framing) -> Arrangement:
    """Lay out the marks of events."""
    by_place: dict[str, tuple[ShownPlace, list[ShownEvent]]] = {}
    for event in events:
        for place in event.places:
            if place.precision <= MARKED_TO:
                by_place.setdefault(place.place_id, (place, []))[1].append(event)
    regions: list[Region] = []
    single: list[tuple[ShownPlace, list[ShownEvent]]] = []
    for place, own in by_place.values():
        if place.precision > FANS_OUT_TO or len(own) > FAN_MOST:
            point = framing.point(place.longitude, place.latitude)
            regions.append(Region(place, tuple(own), *point))
        else:
            single.append((place, own))
    count = sum(len(own) for _, own in single)
    scale = next(scale for most, scale in SIZES if count <= most)
    marks = [mark for place, own in single for mark in _fan(place, own, framing, scale)]
    marks.sort(key=lambda mark: (-STANDING_INDEX[mark.event.standing], mark.event.number))
    return Arrangement(tuple(marks), tuple(regions), diameter() * scale)


def _fan(
    place: ShownPlace, events: Sequence[ShownEvent], framing: Framing, scale: float
) -> Iterable[Mark]:
    """Give the marks of events at one point: a single one on it, several in a ring round it."""
    x, y = framing.point(place.longitude, place.latitude)
    if len(events) == 1:
        yield Mark(events[0], place, x, y, (x, y))
        return
    radius = FAN_RADIUS * scale * (WIDER if len(events) > FULL_FAN else 1.0)
    for slot, event in enumerate(events):
        angle = slot / len(events) * math.tau - math.pi / 2
        yield Mark(event, place, x + math.cos(angle) * radius, y + math.sin(angle) * radius, (x, y))
