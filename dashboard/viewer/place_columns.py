"""A case's places as the browser draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import shapely
from shapely.geometry import mapping

from geodata.columns import PlaceKind
from geodata.place_names import names_in
from geodata.uncertainty import uncertainty_area

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

DIGITS: Final = 4
"""Of a degree: about ten metres, finer than any place of a case is drawn."""

PRECISION_OF_KIND: Final = {
    PlaceKind.POINT: 1,
    PlaceKind.AREA: 3,
    PlaceKind.LINE: 5,
    PlaceKind.VAGUE_REGION: 5,
    PlaceKind.COUNTRY: 6,
}
"""Where a place does not say how exactly it is known (UCDP `where_prec`)."""


def place_columns(places: gpd.GeoDataFrame, languages: Sequence[str]) -> dict[str, list[Any]]:
    """Give the columns of places: marks in degrees, radii in metres, outlines as GeoJSON.

    `label` is a place's default name, `names` those it has in `languages`, `name` never empty. A
    point has no outline; a line has its margin beside it, as `area`.
    """
    kinds = [PlaceKind(kind) for kind in places["kind"]]
    return {
        "id": places["place_id"].tolist(),
        "name": [
            name or f"{latitude:.4f}, {longitude:.4f}"
            for name, latitude, longitude in zip(
                places["name"], places["mark_latitude"], places["mark_longitude"], strict=True
            )
        ],
        "label": places["name"].tolist(),
        "names": [names_in(names, languages) for names in places["names"]],
        "kind": [str(kind) for kind in kinds],
        "precision": [
            PRECISION_OF_KIND[kind] if pd.isna(precision) else int(precision)
            for kind, precision in zip(kinds, places["geo_precision"], strict=True)
        ],
        "uncertainty": [
            None if pd.isna(metres) else float(metres) for metres in places["uncertainty_m"]
        ],
        "lat": places["mark_latitude"].round(DIGITS + 1).tolist(),
        "lon": places["mark_longitude"].round(DIGITS + 1).tolist(),
        "geometry": [_outline(geometry) for geometry in places.geometry],
        "area": [
            _outline(uncertainty_area(geometry, metres))
            if kind is PlaceKind.LINE and metres > 0
            else None
            for kind, geometry, metres in zip(
                kinds, places.geometry, places["uncertainty_m"], strict=True
            )
        ],
    }


def _outline(geometry: BaseGeometry) -> dict[str, Any] | None:
    if geometry.geom_type == "Point":
        return None
    rounded = shapely.set_precision(geometry, 10**-DIGITS)
    return dict(mapping(rounded))
