"""Names to stand on a clip: countries, seas and lakes, districts, towns.

`reviewed_names.csv` holds the names read and corrected by hand; an empty name there means that the
source's own was found right. Its coordinates move a label within a detailed clip.
"""

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.basemap import BASEMAP_DIRECTORY, Bounds
from geodata.basemap.packages import COUNTRY_NAMES, TOWNS
from geodata.basemap.vectors import (
    DETAILED,
    Feature,
    Generalisation,
    countries,
    district_records,
    lakes,
)

Kind = Literal["country", "sea", "lake", "district", "town"]

LANGUAGES = ("en", "az", "hy", "ru", "ka")
MOST_TOWNS = 80
LARGE_TOWN = 80_000
TOWN_SPACING_DEGREES = 0.18
CITY_TYPES = ("Municipality", "City", "Independent City")
"""Divisions that are one town: the town's own label speaks for them."""

TILE_PIXELS = 256
NAME_PIXELS = 64
SMALLEST_DISTRICT_ZOOM = 6
LARGE_DISTRICT_ZOOM = 8
NAMESAKE_ZOOM = 9
NAMESAKE_DISTANCE_DEGREES = 0.08
SMALLEST_COUNTRY_PART = 1.0
SMALLEST_LAKE = 0.02
KIND_ORDER: tuple[Kind, ...] = ("country", "sea", "town", "lake", "district")


@dataclass(frozen=True)
class Label:
    """A name at a point; fields as in `docs/basemap.md`."""

    kind: Kind
    identifier: str
    point: tuple[float, float]
    names: Mapping[str, str]
    rank: int
    min_zoom: int
    weight: float = field(default=0.0)
    reviewed: bool = False

    def feature(self, decimals: int) -> Feature:
        """Turn into a GeoJSON point feature."""
        longitude, latitude = (round(value, decimals) for value in self.point)
        return {
            "type": "Feature",
            "properties": {
                "id": self.identifier,
                "kind": self.kind,
                "rank": self.rank,
                "min_zoom": self.min_zoom,
                "reviewed": self.reviewed,
                "names": dict(self.names),
            },
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        }


def labels(sources: Mapping[str, Path], bounds: Bounds, detail: Generalisation) -> Feature:
    """Collect a clip's labels, the most important first.

    Returns
    -------
    dict
        GeoJSON FeatureCollection of points, sorted by smallest zoom, rank, kind, then size.
    """
    frame = shapely.box(*bounds)
    found = [*_country_labels(sources, frame, detail), *_sea_labels()]
    if detail is DETAILED:
        towns = list(_town_labels(sources, bounds))
        found += [*towns, *_lake_labels(sources, frame), *_district_labels(sources, frame, towns)]
    placed = [_reviewed(label, move=detail is DETAILED) for label in found]
    placed = [label for label in placed if frame.contains(shapely.Point(label.point))]
    placed.sort(
        key=lambda label: (
            label.min_zoom,
            label.rank,
            KIND_ORDER.index(label.kind),
            -label.weight,
            label.identifier,
        )
    )
    features = [label.feature(detail.decimals) for label in placed]
    return {"type": "FeatureCollection", "features": features}


@cache
def _review() -> dict[tuple[str, str], dict[str, str]]:
    path = BASEMAP_DIRECTORY / "reviewed_names.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["kind"], row["id"]): row for row in csv.DictReader(stream)}


def _reviewed(label: Label, *, move: bool) -> Label:
    """Apply what was settled by hand, if anything was."""
    row = _review().get((label.kind, label.identifier))
    if row is None:
        return label
    names = {**label.names, **{code: row[code] for code in LANGUAGES if row[code]}}
    moved = move and row["longitude"] != ""
    return replace(
        label,
        names={code: names[code] for code in LANGUAGES if code in names},
        point=(float(row["longitude"]), float(row["latitude"])) if moved else label.point,
        rank=int(row["rank"] or label.rank),
        min_zoom=int(row["min_zoom"] or label.min_zoom),
        reviewed=True,
    )


def _country_labels(
    sources: Mapping[str, Path], frame: BaseGeometry, detail: Generalisation
) -> Iterator[Label]:
    translated = {
        country["country_a3"]: country["i18n"]
        for country in json.loads(sources[COUNTRY_NAMES].read_text(encoding="utf-8"))
    }
    for row in countries(sources, detail).to_dict("records"):
        inside = shapely.intersection(shapely.make_valid(row["geometry"]), frame)
        if detail is DETAILED and inside.area < SMALLEST_COUNTRY_PART:
            continue
        point = shapely.Point(row["LABEL_X"], row["LABEL_Y"])
        if not inside.contains(point) and detail is DETAILED:
            point = inside.representative_point()
        own_names = translated.get(row["ADM0_A3"], {})
        names = {"en": row["NAME_EN"], "ru": row["NAME_RU"]}
        names |= {code: own_names[code] for code in ("az", "hy", "ka") if code in own_names}
        yield Label(
            "country",
            row["ADM0_A3"],
            (point.x, point.y),
            {code: names[code] for code in LANGUAGES if names.get(code)},
            rank=1,
            min_zoom=max(1, round(row["MIN_LABEL"])),
            weight=inside.area,
        )


def _sea_labels() -> Iterator[Label]:
    """Seas come from the reviewed table alone: no package at hand names them."""
    for (kind, identifier), row in _review().items():
        if kind == "sea":
            point = (float(row["longitude"]), float(row["latitude"]))
            yield Label("sea", identifier, point, {"en": row["en"]}, rank=2, min_zoom=4)


def _lake_labels(sources: Mapping[str, Path], frame: BaseGeometry) -> Iterator[Label]:
    table = lakes(sources, DETAILED)
    for row in table[table.intersects(frame)].to_dict("records"):
        inside = shapely.intersection(row["geometry"], frame)
        if inside.area < SMALLEST_LAKE or not row["name"]:
            continue
        yield Label(
            "lake",
            str(row["ne_id"]),
            _middle(inside),
            _source_names({"en": row["name"], "ru": row["name_ru"]}),
            rank=3,
            min_zoom=7,
            weight=inside.area,
        )


def _district_labels(
    sources: Mapping[str, Path], frame: BaseGeometry, towns: list[Label]
) -> Iterator[Label]:
    water = shapely.union_all(lakes(sources, DETAILED).geometry.to_numpy())
    for district in district_records(sources):
        columns = district["properties"]
        outline = shapely.geometry.shape(district["geometry"])
        name = columns.get("name_en") or columns.get("name")
        if not name or columns.get("type_en") in CITY_TYPES or not outline.intersects(frame):
            continue
        inside = shapely.intersection(shapely.make_valid(outline), frame)
        if inside.area < outline.area / 2:
            continue
        min_zoom = _district_zoom(inside)
        label = Label(
            "district",
            columns["adm1_code"],
            _middle(shapely.difference(inside, water)),
            _source_names({"en": name, "ru": columns.get("name_ru")}),
            rank=3 if min_zoom < LARGE_DISTRICT_ZOOM else 4,
            min_zoom=min_zoom,
            weight=inside.area,
        )
        if _has_namesake(_reviewed(label, move=False), outline, towns):
            label = replace(label, min_zoom=max(label.min_zoom, NAMESAKE_ZOOM))
        yield label


def _district_zoom(district: BaseGeometry) -> int:
    """Give the zoom from which a district is as wide on the screen as a short name."""
    height_stretch = 1 / math.cos(math.radians(district.centroid.y))
    width = math.sqrt(district.area * height_stretch)
    pixels_at_zoom_0 = width * TILE_PIXELS / 360
    return max(SMALLEST_DISTRICT_ZOOM, math.ceil(math.log2(NAME_PIXELS / pixels_at_zoom_0)))


def _has_namesake(district: Label, outline: BaseGeometry, towns: list[Label]) -> bool:
    """Tell whether a town of the same name lies there, which then speaks for both."""
    return any(
        _reviewed(town, move=False).names["en"] == district.names["en"]
        and outline.distance(shapely.Point(town.point)) < NAMESAKE_DISTANCE_DEGREES
        for town in towns
    )


def _town_labels(sources: Mapping[str, Path], bounds: Bounds) -> Iterator[Label]:
    """Choose reviewed towns first, then by population, keeping a distance between these."""
    west, south, east, north = bounds
    towns: list[dict[str, Any]] = [
        town
        for town in json.loads(sources[TOWNS].read_text(encoding="utf-8")).values()
        if west < town["longitude"] < east and south < town["latitude"] < north
    ]
    review = _review()
    towns.sort(
        key=lambda town: (
            ("town", str(town["geonameid"])) not in review,
            -town["population"],
            town["geonameid"],
        )
    )
    kept: list[shapely.Point] = []
    for town in towns:
        point = shapely.Point(town["longitude"], town["latitude"])
        by_hand = ("town", str(town["geonameid"])) in review
        near = any(point.distance(other) < TOWN_SPACING_DEGREES for other in kept)
        if not by_hand and (near or len(kept) >= MOST_TOWNS):
            continue
        kept.append(point)
        rank, min_zoom = _town_prominence(town["population"])
        yield Label(
            "town",
            str(town["geonameid"]),
            (point.x, point.y),
            {"en": town["name"]},
            rank=rank,
            min_zoom=min_zoom,
            weight=float(town["population"]),
        )


def _town_prominence(population: int) -> tuple[int, int]:
    """Give rank and smallest zoom for a number of inhabitants."""
    if population >= LARGE_TOWN:
        return 3, 7
    return 4, 8


def _middle(area: BaseGeometry) -> tuple[float, float]:
    """Give the centre of the largest circle inside: where a name has most room."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.001)
    x, y = shapely.get_coordinates(circle)[0]
    return float(x), float(y)


def _source_names(names: Mapping[str, Any]) -> dict[str, str]:
    return {code: name for code, name in names.items() if isinstance(name, str) and name}
