"""Which part of the world a figure shows: Web Mercator, as the live map has it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.transforms import Affine2D

from geodata.basemap import manifest
from geodata.columns import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.figure.sheet import Rect
    from dashboard.briefing.shown import ShownPlace
    from geodata.basemap import Bounds
    from geodata.view import View

TILE: Final = 256
EQUATOR: Final = 40_075_016.686
"""Metres, WGS84."""
FARTHEST_NORTH: Final = 85.0
LIVE_WIDTH: Final = 800.0
LIVE_HEIGHT: Final = 480.0
"""CSS pixels of a live map: what it shows at a zoom, a figure of any size shows, too."""

MARGIN: Final = 0.1
"""Of the map's width and height kept free round the events."""
DETAILED_ZOOM: Final = 10.0
WORLD_ZOOM: Final = 6.0
TOWN_ZOOM: Final = 14.0
HEAP: Final = 24.0
"""Units from end to end within which marks cannot be told apart."""
WHOLE_WORLD: Final = ((-170.0, -56.0), (179.0, 76.0))


@dataclass(frozen=True)
class Framing:
    """The part of the world that lies in a part of the sheet.

    `latitude` and `longitude` (EPSG:4326) are its middle, `zoom` is Leaflet's for this sheet.
    """

    rect: Rect
    latitude: float
    longitude: float
    zoom: float

    @property
    def metres_a_unit(self) -> float:
        """Metres of the Mercator plane (EPSG:3857), which are shorter on the ground."""
        return EQUATOR / (TILE * 2**self.zoom)

    @property
    def ground_metres_a_unit(self) -> float:
        """Metres on the ground in the middle of the map."""
        return self.metres_a_unit * math.cos(math.radians(self.latitude))

    @property
    def on_sheet(self) -> Affine2D:
        """From metres of the Mercator plane to units of the sheet."""
        x, y = _plane(self.longitude, self.latitude)
        scale = 1 / self.metres_a_unit
        middle = (self.rect.left + self.rect.width / 2, self.rect.top + self.rect.height / 2)
        return Affine2D().translate(-x, -y).scale(scale, -scale).translate(*middle)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in degrees."""
        back = self.on_sheet.inverted()
        rect = self.rect
        west, north = _degrees(*back.transform((rect.left, rect.top)))
        east, south = _degrees(*back.transform((rect.right, rect.bottom)))
        return west, south, east, north

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Give where a place lies on the sheet."""
        x, y = self.on_sheet.transform(_plane(longitude, latitude))
        return float(x), float(y)

    def points(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> np.ndarray:
        """Give where places lie on the sheet: an array of shape (n, 2)."""
        plane = [_plane(*at) for at in zip(longitudes, latitudes, strict=True)]
        return np.asarray(self.on_sheet.transform(np.array(plane).reshape(-1, 2)))


def framing_of(view: View, places: Sequence[ShownPlace], rect: Rect) -> Framing:
    """Give the view's own framing, or else one that has the places of all events in sight.

    A view's zoom is that of a screen: the figure shows at least what a live map of 800 × 480 CSS
    pixels shows there.
    """
    if view.lat is not None and view.lon is not None and view.zoom is not None:
        zoom = view.zoom + math.log2(min(rect.width / LIVE_WIDTH, rect.height / LIVE_HEIGHT))
        return Framing(rect, view.lat, view.lon, zoom)
    if not places:
        return _around(WHOLE_WORLD, rect, WORLD_ZOOM, margin=0.0)
    points = [(place.longitude, place.latitude) for place in places]
    closest = min(base_map_zoom(place.latitude, place.longitude) for place in places)
    fitted = _around(points, rect, closest)
    x, y = np.ptp(fitted.points(*zip(*points, strict=True)), axis=0)
    exact = all(place.precision == 1 or place.kind is PlaceKind.AREA for place in places)
    if exact and 0 < max(x, y) < HEAP:
        return _around(points, rect, TOWN_ZOOM)
    return fitted


def base_map_zoom(latitude: float, longitude: float) -> float:
    """Tell how close a map can go at a point before the base map has nothing more to show."""
    inside = any(
        west <= longitude <= east and south <= latitude <= north
        for west, south, east, north in (
            clip.bounds for clip in manifest().clips if clip.name != "world"
        )
    )
    return DETAILED_ZOOM if inside else WORLD_ZOOM


def _around(
    points: Sequence[tuple[float, float]], rect: Rect, closest: float, *, margin: float = MARGIN
) -> Framing:
    plane = np.array([_plane(*point) for point in points])
    low, high = plane.min(axis=0), plane.max(axis=0)
    free = np.array([rect.width, rect.height]) * (1 - 2 * margin)
    metres = float(np.max((high - low) / free))
    zoom = closest if metres == 0 else min(closest, math.log2(EQUATOR / (TILE * metres)))
    zoom = max(zoom, math.log2(max(rect.width, rect.height) / TILE))
    longitude, latitude = _degrees(*((low + high) / 2))
    return Framing(rect, latitude, longitude, zoom)


def _plane(longitude: float, latitude: float) -> tuple[float, float]:
    latitude = min(max(latitude, -FARTHEST_NORTH), FARTHEST_NORTH)
    radius = EQUATOR / (2 * math.pi)
    return (
        radius * math.radians(longitude),
        radius * math.asinh(math.tan(math.radians(latitude))),
    )


def _degrees(x: float, y: float) -> tuple[float, float]:
    radius = EQUATOR / (2 * math.pi)
    return math.degrees(x / radius), math.degrees(math.atan(math.sinh(y / radius)))
