"""Names to stand on a clip: countries, seas and lakes, districts, towns."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.basemap import LABEL_LANGUAGES, Bounds
from geodata.basemap.packages import COUNTRY_NAMES, TOWNS
from geodata.basemap.review import Kind, Label, review, reviewed
from geodata.basemap.vectors import (
    DETAILED,
    Feature,
    Generalisation,
    countries,
    district_records,
    lakes,
)

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
NO_ISO_CODE = "-99"
SMALLEST_COUNTRY_PART = 1.0
SMALLEST_LAKE = 0.02
KIND_ORDER: tuple[Kind, ...] = ("country", "sea", "town", "lake", "district")


def labels(sources: Mapping[str, Path], bounds: Bounds, detail: Generalisation) -> Feature:
    """Collect a clip's labels, the most important first.

    Returns
    -------
    dict
        GeoJSON FeatureCollection of points, sorted by smallest zoom, rank, kind, then size.
    """
    frame = shapely.box(*bounds)
    found = [
        reviewed(label, move=detail is DETAILED)
        for label in _country_labels(sources, frame, detail)
    ]
    found += _sea_labels()
    if detail is DETAILED:
        towns = [reviewed(town) for town in _town_labels(sources, bounds)]
        found += towns
        found += [reviewed(lake) for lake in _lake_labels(sources, frame)]
        found += _district_labels(sources, frame, towns)
    found = [label for label in found if frame.contains(shapely.Point(label.point))]
    found.sort(
        key=lambda label: (
            label.min_zoom,
            label.rank,
            KIND_ORDER.index(label.kind),
            -label.weight,
            label.identifier,
        )
    )
    features = [label.feature(detail.decimals) for label in found]
    return {"type": "FeatureCollection", "features": features}


def _country_labels(
    sources: Mapping[str, Path], frame: BaseGeometry, detail: Generalisation
) -> Iterator[Label]:
    """Name the entries of ISO 3166-1 and no others: one rule for every disputed territory."""
    translated = {
        country["country_a3"]: country["i18n"]
        for country in json.loads(sources[COUNTRY_NAMES].read_text(encoding="utf-8"))
    }
    for row in countries(sources, detail).to_dict("records"):
        code = row["ISO_A3_EH"]
        if code == NO_ISO_CODE or code not in (row["ISO_A3"], row["ADM0_A3"]):
            continue
        inside = shapely.intersection(shapely.make_valid(row["geometry"]), frame)
        if detail is DETAILED and inside.area < SMALLEST_COUNTRY_PART:
            continue
        point = (float(row["LABEL_X"]), float(row["LABEL_Y"]))
        if detail is DETAILED and not inside.contains(shapely.Point(point)):
            point = _middle(inside)
        own_names = translated.get(code) or translated.get(row["ADM0_A3"], {})
        names = _source_names({"en": row["NAME_EN"], "ru": row["NAME_RU"]})
        names |= {key: own_names[key] for key in ("az", "hy", "ka") if key in own_names}
        yield Label(
            "country",
            code,
            point,
            {language: names[language] for language in LABEL_LANGUAGES if names.get(language)},
            rank=1,
            min_zoom=max(1, round(row["MIN_LABEL"])),
            weight=inside.area,
        )


def _sea_labels() -> Iterator[Label]:
    """Seas come from the reviewed table alone: no package at hand names them."""
    for (kind, identifier), row in review().items():
        if kind == "sea":
            point = (float(row["longitude"]), float(row["latitude"]))
            yield reviewed(Label("sea", identifier, point, {}, rank=2, min_zoom=4))


def _lake_labels(sources: Mapping[str, Path], frame: BaseGeometry) -> Iterator[Label]:
    table = lakes(sources, DETAILED)
    for row in table[table.intersects(frame)].to_dict("records"):
        inside = shapely.intersection(row["geometry"], frame)
        names = _source_names({"en": row["name"], "ru": row["name_ru"]})
        if inside.area < SMALLEST_LAKE or "en" not in names:
            continue
        yield Label(
            "lake",
            str(row["ne_id"]),
            _middle(inside),
            names,
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
        label = reviewed(
            Label(
                "district",
                columns["adm1_code"],
                _middle(shapely.difference(inside, water)),
                _source_names({"en": name, "ru": columns.get("name_ru")}),
                rank=3 if min_zoom < LARGE_DISTRICT_ZOOM else 4,
                min_zoom=min_zoom,
                weight=inside.area,
            )
        )
        if _has_namesake(label, outline, towns):
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
        town.names["en"] == district.names["en"]
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
    by_hand = {identifier for kind, identifier in review() if kind == "town"}
    towns.sort(
        key=lambda town: (
            str(town["geonameid"]) not in by_hand,
            -town["population"],
            town["geonameid"],
        )
    )
    kept: list[shapely.Point] = []
    for town in towns:
        point = shapely.Point(town["longitude"], town["latitude"])
        identifier = str(town["geonameid"])
        near = any(point.distance(other) < TOWN_SPACING_DEGREES for other in kept)
        if identifier not in by_hand and (near or len(kept) >= MOST_TOWNS):
            continue
        kept.append(point)
        large = town["population"] >= LARGE_TOWN
        yield Label(
            "town",
            identifier,
            (point.x, point.y),
            {"en": town["name"]},
            rank=3 if large else 4,
            min_zoom=7 if large else 8,
            weight=float(town["population"]),
        )


def _middle(area: BaseGeometry) -> tuple[float, float]:
    """Give the centre of the largest circle inside: where a name has most room."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.001)
    x, y = shapely.get_coordinates(circle)[0]
    return float(x), float(y)


def _source_names(names: Mapping[str, Any]) -> dict[str, str]:
    return {code: name for code, name in names.items() if isinstance(name, str) and name}
