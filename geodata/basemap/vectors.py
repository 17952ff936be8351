"""Land, water, boundaries and districts of a clip, from Natural Earth's outlines."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.basemap import Bounds
from geodata.basemap.packages import DISTRICTS, NATURAL_EARTH

Feature = dict[str, Any]

LAYERS = ("land", "water", "boundaries", "districts")

BOUNDARY_CLASSES = {
    "International boundary (verify)": "international",
    "Disputed (please verify)": "disputed",
    "Indefinite (please verify)": "indefinite",
    "Indeterminant frontier": "indefinite",
    "Line of control (please verify)": "line of control",
}


@dataclass(frozen=True)
class Generalisation:
    """How much of the source's detail a clip keeps.

    Parameters
    ----------
    scale
        Natural Earth's, as in its file names: `10m` or `50m`.
    tolerance
        Of the Douglas–Peucker simplification, in degrees.
    decimals
        Of the coordinates, in degrees.
    smallest_island, smallest_lake
        Land and lakes below it are left out, in square degrees.
    min_zoom
        Of the web map, from which a clip of this detail is drawn.
    """

    scale: str
    tolerance: float
    decimals: int
    smallest_island: float
    smallest_lake: float
    min_zoom: int


WORLD = Generalisation(
    "50m", 0.075, decimals=2, smallest_island=0.03, smallest_lake=0.15, min_zoom=0
)
DETAILED = Generalisation(
    "10m", 0.0005, decimals=4, smallest_island=0.0, smallest_lake=0.0, min_zoom=6
)


def layers(
    sources: Mapping[str, Path], bounds: Bounds, detail: Generalisation
) -> dict[str, Feature]:
    """Cut and generalise every vector layer of a clip.

    Returns
    -------
    dict
        Layer name → GeoJSON FeatureCollection, in drawing order. Districts are drawn in detailed
        clips only, and sea only there: in the world it is the background.
    """
    frame = shapely.box(*bounds)
    table = _natural_earth(sources, "physical", "land", detail)
    land = _polygons(table.geometry, frame, detail, detail.smallest_island)
    table = lakes(sources, detail)
    water = [
        _feature(polygon, {"kind": "reservoir" if kind == "Reservoir" else "lake"}, detail)
        for kind, outline in zip(table["featurecla"], table.geometry, strict=True)
        for polygon in _polygons([outline], frame, detail, detail.smallest_lake)
    ]
    district_lines: list[BaseGeometry] = []
    if detail is DETAILED:
        sea = shapely.difference(frame, shapely.union_all(land))
        water = [*(_feature(part, {"kind": "sea"}, detail) for part in _parts(sea)), *water]
        dry = shapely.difference(frame, shapely.union_all(table.geometry.to_numpy()))
        district_lines = _lines(_inner_lines(district_records(sources), frame), dry, detail)
    return {
        "land": _collection(_feature(polygon, {}, detail) for polygon in land),
        "water": _collection(water),
        "boundaries": _collection(_boundaries(sources, frame, detail)),
        "districts": _collection(_feature(line, {}, detail) for line in district_lines),
    }


def district_records(sources: Mapping[str, Path]) -> list[Feature]:
    """Read every first-level division of the world: GeoJSON, Natural Earth's columns."""
    document = json.loads(sources[DISTRICTS].read_text(encoding="utf-8"))
    return list(document["features"])


def countries(sources: Mapping[str, Path], detail: Generalisation) -> gpd.GeoDataFrame:
    """Read the countries of the world, as outlines with Natural Earth's columns."""
    return _natural_earth(sources, "cultural", "admin_0_countries", detail)


def lakes(sources: Mapping[str, Path], detail: Generalisation) -> gpd.GeoDataFrame:
    """Read the lakes and reservoirs of the world, with Natural Earth's columns."""
    return _natural_earth(sources, "physical", "lakes", detail)


def _natural_earth(
    sources: Mapping[str, Path], theme: str, layer: str, detail: Generalisation
) -> gpd.GeoDataFrame:
    return gpd.read_file(sources[f"{NATURAL_EARTH}/{theme}/ne_{detail.scale}_{layer}.shp"])


def _boundaries(
    sources: Mapping[str, Path], frame: BaseGeometry, detail: Generalisation
) -> Iterator[Feature]:
    table = _natural_earth(sources, "cultural", "admin_0_boundary_lines_land", detail)
    for source_class, line in zip(table["FEATURECLA"], table.geometry, strict=True):
        properties = {"class": BOUNDARY_CLASSES.get(source_class, "other")}
        for part in _lines([line], frame, detail):
            yield _feature(part, properties, detail)


def _polygons(
    outlines: Iterable[BaseGeometry], frame: BaseGeometry, detail: Generalisation, smallest: float
) -> list[BaseGeometry]:
    """Clip, simplify and round outlines to valid single polygons, the smallest left out."""
    kept: list[BaseGeometry] = []
    for outline in outlines:
        inside = shapely.intersection(shapely.make_valid(outline), frame)
        simple = shapely.simplify(inside, detail.tolerance)
        rounded = shapely.set_precision(simple, 10.0**-detail.decimals)
        kept += [part for part in _parts(rounded) if part.area > smallest]
    return kept


def _lines(
    lines: Iterable[BaseGeometry], frame: BaseGeometry, detail: Generalisation
) -> list[BaseGeometry]:
    """Clip, simplify and round lines to single ones; their ends stay, so junctions hold."""
    kept: list[BaseGeometry] = []
    for line in lines:
        merged = shapely.line_merge(shapely.intersection(line, frame))
        simple = shapely.simplify(merged, detail.tolerance)
        rounded = shapely.set_precision(simple, 10.0**-detail.decimals, mode="pointwise")
        kept += [part for part in _parts(rounded) if part.length > 0]
    return kept


def _inner_lines(districts: Iterable[Feature], frame: BaseGeometry) -> list[BaseGeometry]:
    """Lines between two districts of one country: the edges that occur in both outlines.

    Natural Earth's divisions share their vertices, so no overlay is needed, and neither coasts
    nor country boundaries are drawn twice.
    """
    edges: Counter[tuple[str, tuple[float, ...], tuple[float, ...]]] = Counter()
    for district in districts:
        outline = shapely.geometry.shape(district["geometry"])
        if not outline.intersects(frame):
            continue
        country = district["properties"]["adm0_a3"]
        for ring in _rings(outline):
            points = [tuple(point) for point in shapely.get_coordinates(ring).tolist()]
            for start, end in pairwise(points):
                low, high = sorted((start, end))
                edges[country, low, high] += 1
    shared = sorted(
        (start, end) for (_, start, end), uses in edges.items() if uses > 1 and start != end
    )
    return list(_parts(shapely.line_merge(shapely.multilinestrings(shared))))


def _rings(outline: BaseGeometry) -> Iterator[BaseGeometry]:
    for polygon in _parts(outline):
        yield from shapely.get_rings(polygon)


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """Single polygons or lines of a geometry, empty and pointlike leftovers dropped."""
    for part in shapely.get_parts(geometry):
        if not part.is_empty and shapely.get_dimensions(part) > 0:
            yield part


def _feature(
    geometry: BaseGeometry, properties: Mapping[str, Any], detail: Generalisation
) -> Feature:
    rounded = shapely.transform(geometry, lambda points: np.round(points, detail.decimals))
    return {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": shapely.geometry.mapping(rounded),
    }


def _collection(features: Iterable[Feature]) -> Feature:
    return {"type": "FeatureCollection", "features": list(features)}
