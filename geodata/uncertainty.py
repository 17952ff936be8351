"""How far round a place its uncertainty reaches: metres, through a projection about the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
import shapely.affinity
from pyproj import Transformer
from pyproj.enums import TransformDirection

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ANTIMERIDIAN: Final = 180.0
WORLD: Final = shapely.box(-ANTIMERIDIAN, -90.0, ANTIMERIDIAN, 90.0)
FARTHEST_M: Final = 5_000_000.0
"""A wider margin than a quarter of the way round the globe is no statement about a place."""


def uncertainty_area(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """Give the area within a distance of a geometry.

    Parameters
    ----------
    geometry
        EPSG:4326, longitude before latitude.
    metres
        The distance, more than 0 and at most `FARTHEST_M`.

    Returns
    -------
    A polygon, or several where it crosses the antimeridian, in EPSG:4326. Distances are true from
    the geometry's centre (azimuthal equidistant projection, WGS84) and, for places of a few
    degrees, within a percent elsewhere.

    Raises
    ------
    ValueError
        The distance is out of bounds, or the geometry is empty.
    """
    if not 0 < metres <= FARTHEST_M:
        raise ValueError(f"expected more than 0 and at most {FARTHEST_M:.0f} metres, got {metres}")
    if geometry.is_empty:
        raise ValueError("an empty geometry has no surroundings")
    centre = shapely.centroid(geometry)
    about = f"+proj=aeqd +lat_0={centre.y} +lon_0={centre.x} +datum=WGS84 +units=m"
    to_metres = Transformer.from_crs("EPSG:4326", about, always_xy=True)
    corners = to_metres.transform(*shapely.get_coordinates(geometry).T)
    flat = shapely.set_coordinates(shapely.force_2d(geometry), np.column_stack(corners))
    area = shapely.buffer(flat, metres)
    east, north = shapely.get_coordinates(area).T
    x, y = to_metres.transform(east, north, direction=TransformDirection.INVERSE)
    pole = _pole_within(area, to_metres)
    if pole:
        return _polar_cap(np.asarray(x), np.asarray(y), pole)
    unwrapped = centre.x + (np.asarray(x) - centre.x + 540.0) % 360.0 - ANTIMERIDIAN
    return _within_world(shapely.set_coordinates(area, np.column_stack([unwrapped, y])))


def _pole_within(area: BaseGeometry, to_metres: Transformer) -> float:
    """Give the latitude of the pole inside an area, or 0."""
    for pole in (90.0, -90.0):
        if shapely.contains(area, shapely.Point(to_metres.transform(0.0, pole))):
            return pole
    return 0.0


def _polar_cap(x: np.ndarray, y: np.ndarray, pole: float) -> BaseGeometry:
    """Close an outline that goes round a pole along the edge of the map."""
    order = np.argsort(x)
    edge = np.column_stack([x[order], y[order]])
    low, high = float(y[order[0]]), float(y[order[-1]])
    ring = [
        (-ANTIMERIDIAN, low),
        *edge.tolist(),
        (ANTIMERIDIAN, high),
        (ANTIMERIDIAN, pole),
        (-ANTIMERIDIAN, pole),
    ]
    return shapely.make_valid(shapely.Polygon(ring))


def _within_world(area: BaseGeometry) -> BaseGeometry:
    """Bring what lies past the antimeridian in from the other side."""
    whole = shapely.make_valid(area)
    turns = (
        whole,
        shapely.affinity.translate(whole, 360.0),
        shapely.affinity.translate(whole, -360.0),
    )
    return shapely.union_all([shapely.intersection(turn, WORLD) for turn in turns])
