"""How far round a place its uncertainty reaches: metres, through a projection about the place."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias
from zlib import crc32

import numpy as np
import shapely
from pyproj import Transformer
from pyproj.enums import TransformDirection
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geodata.columns import FARTHEST_M

__all__ = ["FARTHEST_M", "uncertainty_area"]

QUARTER_SEGMENTS: Final = 32
"""Corners in a quarter of a circle: its chords stay within 0.04 % of the radius."""
LONGEST_EDGE: Final = 0.25
"""Degrees; longer edges are straight on the map but not in the projection."""
MOST_EDGES: Final = 100_000
"""Into so many a line is divided at most, were it wound round the world a hundred times."""
RUN: Final = 8
"""Edges of a line that are widened at once."""
MOST_CROSSED: Final = 32
LOOKED_AT: Final = 64
"""A line is tangled if of so many of its edges each crosses more others than that, on average."""
HALF_TURN: Final = 180.0
GRID: Final = 1e-9
"""Degrees, a tenth of a millimetre: what arithmetic leaves behind below it is no shape."""
WORLD: Final = shapely.box(-180.0, -90.0, 180.0, 90.0)

Projection: TypeAlias = Callable[..., Any]


def uncertainty_area(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    """Return the area within a distance of a geometry.

    The distance is measured in an azimuthal equidistant projection on WGS84 about the geometry's
    middle: exact from there, and sideways too long by c / sin c at an angle c away (Snyder, Map
    Projections, USGS 1987, p. 195), which is 0.5 % at 1,100 km.

    Parameters
    ----------
    geometry
        EPSG:4326, longitude before latitude.
    metres
        The distance, more than 0 and at most `FARTHEST_M`.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        EPSG:4326, within the world: cut at the antimeridian where it reaches across, closed along
        the map's edge where it holds a pole. Of a tangled line, whose edges cross each other over
        and over, it is what lies about its convex hull, which holds it.

    Raises
    ------
    ValueError
        The distance is out of bounds, or the geometry is empty.
    """
    if not 0 < metres <= FARTHEST_M:
        raise ValueError(f"expected more than 0 and at most {FARTHEST_M:.0f} metres, got {metres}")
    if geometry.is_empty:
        raise ValueError("an empty geometry has no surroundings")
    longitude, latitude = _middle(geometry)
    there, back = _projections(round(longitude, 6), round(latitude, 6))
    west, _, east, _ = geometry.bounds
    plane = shapely.force_2d(geometry)
    plane = shapely.convex_hull(plane) if _is_tangled(plane) else plane
    # edges from one side of the antimeridian to the other take the short way, as they are meant to
    if east - west <= HALF_TURN:
        plane = shapely.segmentize(plane, max(LONGEST_EDGE, shapely.length(plane) / MOST_EDGES))
    flat = shapely.transform(plane, there, interleaved=False)
    pole = 90.0 if latitude >= 0 else -90.0
    parts = []
    for polygon in shapely.get_parts(_within(flat, metres)):
        outline = _on_the_map(polygon.exterior, back, pole)
        holes = [_on_the_map(ring, back, pole) for ring in polygon.interiors]
        parts.append(shapely.difference(outline, shapely.union_all(holes)) if holes else outline)
    return shapely.union_all(parts, grid_size=GRID)


def _within(flat: BaseGeometry, metres: float) -> BaseGeometry:
    """Return what lies within a distance in the plane.

    Each short run of a line is widened by itself. A line widened whole takes a time that grows with
    the square of its corners, and minutes where it crosses itself.
    """
    runs = [run for line in _lines_of(flat) for run in _runs(shapely.get_coordinates(line))]
    shapes = np.array(runs or [flat], dtype=object)
    widened = shapely.buffer(shapes, metres, quad_segs=QUARTER_SEGMENTS)
    is_area = shapely.get_dimensions(flat) > 1
    return shapely.union_all([*widened, flat] if is_area else widened)


def _is_tangled(shape: BaseGeometry) -> bool:
    """Tell whether each edge of a line crosses so many others that nobody could draw what is left.

    Some of the edges are looked at; which ones follows from the shape.
    """
    if shapely.get_dimensions(shape) != 1:
        return False
    corners = [shapely.get_coordinates(line) for line in _lines_of(shape)]
    ends = np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in corners])
    edges = np.array(shapely.linestrings(ends), dtype=object)
    random = np.random.default_rng(crc32(shapely.to_wkb(shape)))
    looked_at = random.choice(edges, min(LOOKED_AT, len(edges)), replace=False)
    crossed = shapely.STRtree(edges).query(looked_at, predicate="crosses")
    return bool(crossed.shape[1] > MOST_CROSSED * len(looked_at))


def _lines_of(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(shape):
        if shapely.get_dimensions(part):
            yield from shapely.get_parts(part.boundary if part.geom_type == "Polygon" else part)


def _runs(corners: np.ndarray) -> Iterator[BaseGeometry]:
    for start in range(0, len(corners) - 1, RUN):
        yield shapely.LineString(corners[start : start + RUN + 1])


def _middle(geometry: BaseGeometry) -> tuple[float, float]:
    """Return longitude and latitude of the corners' mean on the sphere, where nothing is a seam."""
    longitudes, latitudes = np.radians(shapely.get_coordinates(geometry)).T
    x = np.mean(np.cos(latitudes) * np.cos(longitudes))
    y = np.mean(np.cos(latitudes) * np.sin(longitudes))
    z = np.mean(np.sin(latitudes))
    return float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))


@lru_cache(maxsize=1_024)
def _projections(longitude: float, latitude: float) -> tuple[Projection, Projection]:
    about = f"+proj=aeqd +lat_0={latitude} +lon_0={longitude} +datum=WGS84 +units=m"
    transformer = Transformer.from_crs("EPSG:4326", about, always_xy=True)

    def back(x: Any, y: Any) -> Any:
        return transformer.transform(x, y, direction=TransformDirection.INVERSE)

    return transformer.transform, back


def _on_the_map(ring: BaseGeometry, back: Projection, pole: float) -> BaseGeometry:
    """Return what a ring in metres encloses, in degrees within the world."""
    longitudes, latitudes = back(*shapely.get_coordinates(ring).T)
    steps = (np.diff(longitudes) + 180.0) % 360.0 - 180.0
    unwrapped = longitudes[0] + np.concatenate([[0.0], np.cumsum(steps)])
    corners = np.column_stack([unwrapped, latitudes])
    if abs(unwrapped[-1] - unwrapped[0]) > HALF_TURN:  # once round the pole
        edge = [(unwrapped[-1], pole), (unwrapped[0], pole)]
        corners = np.vstack([corners, edge])
    enclosed = shapely.make_valid(shapely.Polygon(corners))
    turned = (translate(enclosed, xoff=turn) for turn in (-360.0, 0.0, 360.0))
    return shapely.union_all([shapely.intersection(part, WORLD) for part in turned])
