"""places.geojson: the case's own places, each checked."""

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import pyproj
import shapely
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from geodata.columns import PLACES, PlaceKind
from geodata.errors import CaseError, shortened
from geodata.places import CRS, DEFAULT_UNCERTAINTY_M, Place, kind_of, why_not_drawn
from geodata.reading.sheet import Sheet
from geodata.records.faults import DAMAGED

_FEATURE: Final = re.compile(r'"type"\s*:\s*"Feature"')
_NO_GEOMETRY: Final = (
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
)


def read_places(text: str, file: str) -> tuple[Sheet, dict[str, Place]]:
    """Read the case's own places and settle their reference system.

    Raises
    ------
    CaseError
        Where the text is not a GeoJSON feature collection, or names a reference system that is
        not known.
    """
    features, declared = _collection(text, file)
    sheet = Sheet(file, PLACES, _texts(features), lines_of_features(text, len(features)))
    sheet.to_numbers()
    shapes = _shapes(sheet, features, declared)
    sheet.validate()
    rows = sheet.accepted()
    places = {
        row["place_id"]: _place(row, _properties(features[position]), shapes[position])
        for position, row in zip(rows.index, rows.to_dict("records"), strict=True)
    }
    return sheet, places


def _collection(text: str, file: str) -> tuple[list[dict[str, Any]], pyproj.CRS]:
    try:
        collection = json.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        reason = shortened(str(error))
        raise CaseError(f"{file}: is not JSON ({reason}); expected a GeoJSON collection") from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise CaseError(f"{file}: expected a GeoJSON FeatureCollection with a list of features")
    return [feature if isinstance(feature, dict) else {} for feature in features], _reference(
        collection, file
    )


def _reference(collection: Mapping[str, Any], file: str) -> pyproj.CRS:
    """Return the reference system a file declares; GeoJSON's own is WGS84 (RFC 7946)."""
    declared = collection.get("crs")
    if not isinstance(declared, dict):
        return pyproj.CRS.from_user_input(CRS)
    properties = declared.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    try:
        return pyproj.CRS.from_user_input(name)
    except CRSError:
        raise CaseError(
            f"{file}: its reference system “{shortened(str(name))}” is not known; "
            "write it in EPSG:4326, longitude before latitude"
        ) from None


def _properties(feature: Mapping[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    found = dict(properties) if isinstance(properties, dict) else {}
    if not found.get("place_id"):
        found["place_id"] = feature.get("id")
    if not found.get("name"):
        found["name"] = found["place_id"]
    return found


def _texts(features: list[dict[str, Any]]) -> pd.DataFrame:
    properties = [_properties(feature) for feature in features]
    return pd.DataFrame(
        {
            column.name: pd.array([_text(row.get(column.name)) for row in properties], dtype="str")
            for column in PLACES
        }
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # JSON can hold halves of surrogate pairs, which are no text
    sound = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
    return unicodedata.normalize("NFC", DAMAGED.sub("\ufffd", sound).strip())


def lines_of_features(text: str, features: int) -> list[int]:
    """Return the line on which each feature says that it is one, or 1 where that cannot be told."""
    starts = [match.start() for match in _FEATURE.finditer(text)]
    if len(starts) != features:
        return [1] * features
    lines, line, before = [], 1, 0
    for start in starts:
        line += text.count("\n", before, start)
        lines.append(line)
        before = start
    return lines


def _shapes(
    sheet: Sheet, features: list[dict[str, Any]], declared: pyproj.CRS
) -> list[BaseGeometry]:
    """Return the geometry of each feature in EPSG:4326; what is none rejects its row."""
    shapes: list[BaseGeometry] = []
    problems = {}
    for position, feature in enumerate(features):
        try:
            told = feature.get("geometry")
            found = shapely.Point() if told is None else shapely.geometry.shape(told)
        except (*_NO_GEOMETRY, shapely.errors.ShapelyError) as error:
            found, problems[position] = shapely.Point(), f"cannot be read ({shortened(str(error))})"
        shapes.append(shapely.force_2d(found))
    settled = gpd.GeoSeries(shapes, crs=declared).to_crs(CRS)
    kinds = sheet.frame["kind"].tolist()
    for position, shape in enumerate(settled):
        kinds[position] = kinds[position] or kind_of(shape)
        problem = problems.get(position) or why_not_drawn(shape, kinds[position])
        if problem:
            sheet.reject_row(position, "geometry", problem)
    sheet.frame["kind"] = pd.array(kinds, dtype="str")
    return list(settled)


def _place(row: Mapping[Any, Any], properties: Mapping[str, Any], shape: BaseGeometry) -> Place:
    kind = PlaceKind(row["kind"] or kind_of(shape))
    mark = shapely.Point(row["mark_longitude"], row["mark_latitude"])
    if math.isnan(mark.x) or math.isnan(mark.y):
        mark = shape.representative_point()
    precision = None if pd.isna(row["geo_precision"]) else int(row["geo_precision"])
    radius = None if math.isnan(row["uncertainty_m"]) else float(row["uncertainty_m"])
    if radius is None and precision is not None and shape.geom_type == "Point":
        radius = DEFAULT_UNCERTAINTY_M.get(precision)
    names = properties.get("names")
    return Place(
        place_id=row["place_id"],
        name=row["name"],
        kind=kind,
        geometry=shape,
        mark_latitude=mark.y,
        mark_longitude=mark.x,
        names={_text(key): _text(name) for key, name in names.items()}
        if isinstance(names, dict)
        else {},
        variants=_variants(properties.get("variants")),
        uncertainty_m=radius,
        geo_precision=precision,
        basis=row["basis"],
    )


def _variants(value: object) -> tuple[str, ...]:
    """Return further spellings, written as a list or separated by `|`."""
    spellings = value.split("|") if isinstance(value, str) else value
    return tuple(map(_text, spellings)) if isinstance(spellings, list) else ()
