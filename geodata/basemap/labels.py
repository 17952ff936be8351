"""Names to stand on a clip: countries, seas and lakes, districts, towns.

`reviewed_names.csv` holds the names read and corrected by hand; an empty name there means that the
source's own was found right. Its coordinates move a label within a detailed clip.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import shapely

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
MOST_TOWNS = 60
TOWN_SPACING_DEGREES = 0.18
CITY_TYPES = ("Municipality", "City", "Independent City")
"""Divisions that are one town: the town's own label speaks for them."""

SQUARE_KM_PER_SQUARE_DEGREE = 12_364.0
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
    sources: Mapping[str, Path], frame: shapely.Polygon, detail: Generalisation
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


def _lake_labels(sources: Mapping[str, Path], frame: shapely.Polygon) -> Iterator[Label]:
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
    sources: Mapping[str, Path], frame: shapely.Polygon, towns: list[Label]
) -> Iterator[Label]:
    for district in district_records(sources):
        columns = district["properties"]
        outline = shapely.geometry.shape(district["geometry"])
        name = columns.get("name_en") or columns.get("name")
        if not name or columns.get("type_en") in CITY_TYPES or not outline.intersects(frame):
            continue
        inside = shapely.intersection(shapely.make_valid(outline), frame)
        if inside.area < outline.area / 2:
            continue
        area = _square_km(inside)
        label = Label(
            "district",
            columns["adm1_code"],
            _middle(inside),
            _source_names({"en": name, "ru": columns.get("name_ru")}),
            rank=3 if area >= LARGE_DISTRICT_KM2 else 4,
            min_zoom=_district_zoom(area),
            weight=area,
        )
        if _has_namesake(_reviewed(label, move=False), outline, towns):
            label = replace(label, min_zoom=max(label.min_zoom, NAMESAKE_ZOOM))
        yield label


LARGE_DISTRICT_KM2 = 3000.0
MIDDLING_DISTRICT_KM2 = 900.0
NAMESAKE_ZOOM = 9


def _district_zoom(area: float) -> int:
    """Give the zoom at which a district is wide enough on the screen for its name."""
    if area >= LARGE_DISTRICT_KM2:
        return 7
    return 8 if area >= MIDDLING_DISTRICT_KM2 else 9


def _has_namesake(district: Label, outline: shapely.Geometry, towns: list[Label]) -> bool:
    """Tell whether a town of the same name lies inside, which then speaks for both."""
    return any(
        _reviewed(town, move=False).names["en"] == district.names["en"]
        and outline.contains(shapely.Point(town.point))
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
        if len(kept) >= MOST_TOWNS or (near and not by_hand):
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
    for least, rank, min_zoom in ((1_000_000, 2, 5), (300_000, 3, 6), (80_000, 3, 7)):
        if population >= least:
            return rank, min_zoom
    return 4, 8


def _middle(area: shapely.Geometry) -> tuple[float, float]:
    """Give the centre of the largest circle inside: where a name has most room."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.001)
    x, y = shapely.get_coordinates(circle)[0]
    return float(x), float(y)


def _source_names(names: Mapping[str, Any]) -> dict[str, str]:
    return {code: name for code, name in names.items() if isinstance(name, str) and name}


def _square_km(area: shapely.Geometry) -> float:
    """Area of something small, by the width of a degree at its middle latitude."""
    parallel = shapely.Point(0, area.centroid.y)
    local = gpd.GeoSeries([area], crs="EPSG:4326").to_crs(
        f"+proj=laea +lat_0={parallel.y} +lon_0={area.centroid.x}"
    )
    return float(local.area.iloc[0]) / 1e6
