"""Places as values and as a frame; those of bare coordinates.

All geometry is EPSG:4326, longitude before latitude. How they are looked up is
`geodata.reading.place_finder`'s to know, metres round them `geodata.uncertainty`'s.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.columns import PlaceKind
from geodata.limits import MOST_POINTS
from geodata.text_files import text_column

CRS: Final = "EPSG:4326"

DEFAULT_UNCERTAINTY_M: Final[Mapping[int, float]] = {
    1: 1_000.0,
    2: 25_000.0,
    3: 25_000.0,
    4: 50_000.0,
    5: 50_000.0,
}
"""The radius that is drawn where a point's precision is given and its uncertainty is not.

UCDP's `where_prec` 2 means within 25 km. The others are ours: 1 a settlement's extent, 3 half the
width of a large district, 4 and 5 half the width of a small province. Countries (6) and what is
international (7) have no radius; areas, lines and countries have their outline instead.
"""

MOST_NORTHERN: Final = 90.0
MOST_EASTERN: Final = 180.0

_SHAPES: Final = {
    PlaceKind.POINT: ("Point", "MultiPoint"),
    PlaceKind.LINE: ("LineString", "MultiLineString"),
    PlaceKind.AREA: ("Polygon", "MultiPolygon"),
}

_PLACE_TYPES: Final = {
    **dict.fromkeys(("place_id", "name", "kind", "basis"), "str"),
    **dict.fromkeys(("uncertainty_m", "mark_latitude", "mark_longitude"), "float64"),
    "geo_precision": "Int32",
}
PLACE_COLUMNS: Final = (
    "place_id",
    "name",
    "names",
    "variants",
    "kind",
    "uncertainty_m",
    "geo_precision",
    "mark_latitude",
    "mark_longitude",
    "basis",
    "geometry",
)

AT: Final = "at:"
"""What the ids of bare coordinates start with: `at:<latitude>,<longitude>`."""
_AT: Final = re.compile(r"at:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Place:
    """A place that events and claims name.

    Parameters
    ----------
    place_id
        The case's own id, `geonames:<id>` or `at:<latitude>,<longitude>`.
    name, names, variants
        Neutral name; language → name; further spellings.
    kind
        Settles how it is drawn.
    geometry
        EPSG:4326.
    uncertainty_m
        Radius in metres round the geometry; `None` where it is not stated or has no meaning.
    geo_precision
        1 exact to 7 international (UCDP `where_prec`), or `None`.
    mark_latitude, mark_longitude
        Where the mark stands, in degrees.
    basis
        Where all this is from.
    """

    place_id: str
    name: str
    kind: PlaceKind
    geometry: BaseGeometry
    mark_latitude: float
    mark_longitude: float
    names: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    uncertainty_m: float | None = None
    geo_precision: int | None = None
    basis: str = ""


def ids_at(latitudes: "pd.Series[float]", longitudes: "pd.Series[float]") -> "pd.Series[str]":
    """Return the place ids of bare coordinates, exact to a metre or so."""
    pieces: list[pa.Array | str] = [AT]
    for degrees, after in ((latitudes, ","), (longitudes, "")):
        steps = np.rint(degrees.fillna(0).clip(-1_000, 1_000).to_numpy() * 1e5).astype(np.int64)
        whole, rest = np.divmod(np.abs(steps), 100_000)
        signed = np.where(steps < 0, -whole - 1, whole)
        pieces.append(_whole_degrees().take(pa.array(signed + 1_001)))
        pieces += [
            _digits(2).take(pa.array(rest // 1_000)),
            _digits(3).take(pa.array(rest % 1_000)),
        ]
        pieces.append(after)
    text = pc.binary_join_element_wise(*pieces, "")
    return text_column(text.cast(pa.large_string())).set_axis(latitudes.index)


@lru_cache
def _whole_degrees() -> pa.Array:
    """Return whole degrees as written, from -1000 on; after -0 comes 0."""
    below, above = range(1_000, -1, -1), range(1_001)
    return pa.array([f"-{degree}." for degree in below] + [f"{degree}." for degree in above])


@lru_cache
def _digits(count: int) -> pa.Array:
    """Return the numbers that have so many digits, as written with zeros in front."""
    return pa.array([f"{number:0{count}d}" for number in range(10**count)])


def folded(name: str) -> str:
    """Return a name as names are compared: without letter case, composed, spaces single."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def place_at(place_id: str) -> Place | None:
    """Return the place of an id that `at_coordinates` made, or `None`."""
    match = _AT.fullmatch(place_id)
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > MOST_NORTHERN or abs(longitude) > MOST_EASTERN:
        return None
    return Place(
        place_id=place_id,
        name="",
        kind=PlaceKind.POINT,
        geometry=shapely.Point(longitude, latitude),
        mark_latitude=latitude,
        mark_longitude=longitude,
        geo_precision=1,
        basis="coordinates of the row",
    )


def kind_of(shape: BaseGeometry) -> str:
    """Return the kind of place that a geometry is, or `""` for one that is none."""
    return next((kind.value for kind, types in _SHAPES.items() if shape.geom_type in types), "")


def why_not_drawn(shape: BaseGeometry, kind: str) -> str:
    """Say why a geometry in EPSG:4326 cannot be a place of that kind; `""` where it can."""
    if shape.is_empty:
        return "is empty; expected a point, a line or an area"
    return _why_not_in_the_world(shape) or _why_not_of(shape, kind)


def _why_not_in_the_world(shape: BaseGeometry) -> str:
    west, south, east, north = shape.bounds
    if not all(map(math.isfinite, shape.bounds)):
        return "holds a coordinate that is no number"
    if max(-south, north) > MOST_NORTHERN or max(-west, east) > MOST_EASTERN:
        fits = max(-west, east) <= MOST_NORTHERN and max(-south, north) <= MOST_EASTERN
        hint = "; are latitude and longitude swapped? longitude comes first" if fits else ""
        return f"reaches outside the world, to {east:g}, {north:g}{hint}"
    return ""


def _why_not_of(shape: BaseGeometry, kind: str) -> str:
    if (points := shapely.get_num_coordinates(shape)) > MOST_POINTS:
        return f"has {points:,} points, expected at most {MOST_POINTS:,}; simplify it"
    if not kind:
        return f"is a {shape.geom_type}; expected a point, a line or an area"
    expected = _SHAPES.get(PlaceKind(kind)) if kind in set(PlaceKind) else None
    if expected and shape.geom_type not in expected:
        wanted = " or ".join(expected)
        return f"a place of kind “{kind}” is a {wanted}, not a {shape.geom_type}"
    return ""


def places_frame(places: Iterable[Place]) -> gpd.GeoDataFrame:
    """Return places as the case holds them, in EPSG:4326."""
    rows = [{name: getattr(place, name) for name in PLACE_COLUMNS} for place in places]
    frame = gpd.GeoDataFrame(rows, columns=[*PLACE_COLUMNS], geometry="geometry", crs=CRS)
    return frame.astype(_PLACE_TYPES)


def bare_places(events: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the places of events at bare coordinates, each with its events' widest radius."""
    told = events.sort_values("coordinate_uncertainty_m", kind="stable", na_position="first")
    told = told.drop_duplicates("place_id", keep="last").sort_index()
    return gpd.GeoDataFrame(
        {
            "place_id": told["place_id"],
            "name": "",
            "names": [{}] * len(told),
            "variants": [()] * len(told),
            "kind": PlaceKind.POINT.value,
            "uncertainty_m": told["coordinate_uncertainty_m"],
            "geo_precision": told["geo_precision"],
            "mark_latitude": told["latitude"],
            "mark_longitude": told["longitude"],
            "basis": "coordinates of the row",
        },
        geometry=shapely.points(told["longitude"], told["latitude"]),
        crs=CRS,
    )
