"""How exactly places are known: discs, soft regions, faint districts, lines with their margin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from dashboard.briefing.figure.outlines import paths_of
from dashboard.briefing.figure.sheet import Rect
from geodata.columns import PlaceKind
from geodata.uncertainty import uncertainty_area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from dashboard.briefing.figure.framing import Framing
    from dashboard.briefing.figure.sheet import Sheet
    from dashboard.briefing.shown import ShownEvent, ShownPlace

SMALLEST_DISC: Final = 9.0
"""Units; a smaller one would hide under its mark."""
LARGEST_DISC: Final = 900.0
"""Units; a larger one covers the map."""
FADES_PAST: Final = 1.08
MOST: Final = 400
"""Of single ones."""
CROWD: Final = 40
"""So many discs are told apart; more are one area, however they overlap."""
SOFT_PIXELS: Final = 96
ORDER: Final = 20.0


def draw_areas(sheet: Sheet, framing: Framing, events: Iterable[ShownEvent], selected: str) -> None:
    """Draw how exactly the places of events are known; a country only of the selected one."""
    used: dict[str, tuple[ShownPlace, bool]] = {}
    for event in events:
        for place in event.places:
            before = used.get(place.place_id, (place, False))[1]
            used[place.place_id] = (place, before or event.event_id == selected)
    drawn = [
        (place, is_selected, extent_of(framing, place, selected=is_selected))
        for place, is_selected in sorted(used.values(), key=lambda one: one[1])
    ]
    drawn = [one for one in drawn if one[2] is not Extent.NONE]
    discs = [
        place for place, is_selected, extent in drawn if extent is Extent.DISC and not is_selected
    ]
    if len(discs) > CROWD:
        _crowd(sheet, framing, discs)
        drawn = [one for one in drawn if one[1] or one[2] is not Extent.DISC]
    for place, is_selected, extent in drawn[-MOST:]:
        if extent is Extent.OUTLINE:
            _draw(sheet, framing, place.geometry, _Look(edge=0.55, width=2.5))
        elif extent is Extent.SOFT:
            _soft_disc(sheet, framing, place, selected=is_selected)
        elif extent is Extent.DISC:
            _disc(sheet, framing, place, selected=is_selected)
        else:
            _shape(sheet, framing, place, selected=is_selected)


def _crowd(sheet: Sheet, framing: Framing, places: Iterable[ShownPlace]) -> None:
    """Draw many discs as one area of one tint: overlaps say nothing, and rims would be a net."""
    discs = (
        Path.circle(framing.point(place.longitude, place.latitude), _radius(framing, place))
        for place in places
    )
    area = Path.make_compound_path(*discs)
    sheet.add(PathPatch(area, facecolor=sheet.tint("area", 0.09), linewidth=0), ORDER + 1)


class Extent(Enum):
    """How it is drawn how exactly a place is known."""

    NONE = "not at all: it would hide under its mark, cover the map, or is out of sight"
    OUTLINE = "the outline of a country"
    SOFT = "a tint without an edge"
    DISC = "a disc"
    LINE = "a dashed line with the margin that it may lie in"
    AREA = "a dashed outline"


def extent_of(framing: Framing, place: ShownPlace, *, selected: bool) -> Extent:
    """Tell how it is drawn how exactly a place is known, if it is."""
    if place.kind is PlaceKind.COUNTRY:
        return Extent.OUTLINE if selected else Extent.NONE
    if place.kind is PlaceKind.LINE:
        return Extent.LINE
    if place.kind not in {PlaceKind.VAGUE_REGION, PlaceKind.POINT}:
        return Extent.AREA
    is_soft = place.kind is PlaceKind.VAGUE_REGION
    reach = _radius(framing, place)
    seen = framing.rect.has(*framing.point(place.longitude, place.latitude), margin=reach)
    largest = 2 * LARGEST_DISC if is_soft else LARGEST_DISC
    if not seen or not SMALLEST_DISC <= reach <= largest:
        return Extent.NONE
    return Extent.SOFT if is_soft else Extent.DISC


def _radius(framing: Framing, place: ShownPlace) -> float:
    """Give how far a place reaches, in units; a region without an edge fades out past it."""
    stretch = np.cos(np.radians(place.latitude))
    reach = (place.uncertainty_m or 0.0) / (framing.metres_a_unit * float(stretch))
    return reach * FADES_PAST if place.kind is PlaceKind.VAGUE_REGION else reach


def _soft_disc(sheet: Sheet, framing: Framing, place: ShownPlace, *, selected: bool) -> None:
    """Tint a region that has no edge: strong in its middle, nothing at its end."""
    reach = _radius(framing, place)
    x, y = framing.point(place.longitude, place.latitude)
    across = np.linspace(-1.0, 1.0, SOFT_PIXELS)
    distance = np.hypot(*np.meshgrid(across, across))
    strength = 0.34 if selected else 0.22
    picture = np.empty((SOFT_PIXELS, SOFT_PIXELS, 4))
    picture[..., :3] = to_rgb(sheet.colour("region"))
    picture[..., 3] = np.interp(distance, (0, 0.62, 1), (strength, strength * 0.8, 0))
    sheet.picture(picture, Rect(x - reach, y - reach, 2 * reach, 2 * reach), ORDER)


def _disc(sheet: Sheet, framing: Framing, place: ShownPlace, *, selected: bool) -> None:
    reach = _radius(framing, place)
    middle = framing.point(place.longitude, place.latitude)
    fill, edge = (0.16, 0.6) if selected else (0.09, 0.28)
    circle = Circle(
        middle,
        reach,
        facecolor=sheet.tint("area", fill),
        edgecolor=sheet.tint("area", edge),
        linewidth=sheet.points_a_unit,
    )
    sheet.add(circle, ORDER + 1)


@dataclass(frozen=True)
class _Look:
    """How a shape is drawn: opacities of its inside and its edge, and how wide that is."""

    inside: float = 0.0
    edge: float = 0.0
    width: float = 0.0
    dashed: bool = False


def _shape(sheet: Sheet, framing: Framing, place: ShownPlace, *, selected: bool) -> None:
    """Draw a district faintly, a line with the margin that it may lie in."""
    inside = 0.2 if selected else 0.11
    edge = 0.75 if selected else 0.45
    width = 1.5 if selected else 1.0
    if place.kind is not PlaceKind.LINE:
        _draw(sheet, framing, place.geometry, _Look(inside, edge, width, dashed=True))
        return
    if place.uncertainty_m:
        margin = uncertainty_area(place.geometry, place.uncertainty_m)
        _draw(sheet, framing, margin, _Look(inside))
    _draw(sheet, framing, place.geometry, _Look(0.0, edge, width + 1, dashed=True))


def _draw(sheet: Sheet, framing: Framing, geometry: BaseGeometry, look: _Look) -> None:
    plane = gpd.GeoSeries([geometry], crs="EPSG:4326").clip_by_rect(-180, -85, 180, 85)
    shape = PathCollection(
        paths_of(plane.to_crs("EPSG:3857")),
        facecolors=[sheet.tint("area", look.inside) if look.inside else "none"],
        edgecolors=[sheet.tint("area", look.edge) if look.edge else "none"],
        linewidths=[look.width * sheet.points_a_unit],
        linestyles=[(0, (4, 4)) if look.dashed else "solid"],
    )
    shape.set_transform(framing.on_sheet + sheet.axes.transData)
    sheet.add(shape, ORDER + 2)
