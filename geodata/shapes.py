"""Geometry of rows → coordinates of the mark, and a place where it is a line or an area."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from geodata.columns import PlaceKind
from geodata.errors import CaseError, CaseWarning, RejectedRow, shortened
from geodata.places import CRS, Place, kind_of, why_not_drawn

_UNREADABLE: Final = "expected a geometry, got one that cannot be read; correct it, or leave it out"


@dataclass(frozen=True)
class Placed:
    """Where the rows of a table are.

    Parameters
    ----------
    columns
        `latitude`, `longitude` and `place_id` as text; all empty for a row without a geometry.
    places
        The lines and areas that `place_id` names.
    problems
        What is wrong with the geometry of which row, by position.
    """

    columns: tuple[tuple[str, "pd.Series[str]"], ...]
    places: dict[str, Place]
    problems: dict[int, str]


def reference_of(declared: object, file: str) -> tuple[pyproj.CRS, tuple[CaseWarning, ...]]:
    """Return the reference system that a file declares, and what a reader should know of it.

    Raises
    ------
    CaseError
        Where it is not known, or there is no way from it to degrees.
    """
    if declared is None:
        text = "does not say in which reference system it is; taken to be EPSG:4326"
        return pyproj.CRS.from_user_input(CRS), (CaseWarning(file, 0, "geometry", text),)
    try:
        found = pyproj.CRS.from_user_input(declared)
        pyproj.Transformer.from_crs(found, CRS)
    except ProjError:
        raise CaseError(
            f"{file}: its reference system “{shortened(str(declared))}” is not known, or bound to "
            "no place on Earth; save it in EPSG:4326"
        ) from None
    if found.equals(CRS, ignore_axis_order=True):
        return found, ()
    authority = found.to_authority()
    name = ":".join(authority) if authority else found.name
    return found, (CaseWarning(file, 0, "geometry", f"was reprojected from {name} to {CRS}"),)


def placed(wkb: Iterable[bytes | None], reference: pyproj.CRS, lines: Iterable[int]) -> Placed:
    """Settle where each row is; points give its coordinates, lines and areas a place.

    Parameters
    ----------
    wkb
        The geometry of each row as well-known binary; `None`, or nothing, where it has none.
    reference
        Its reference system.
    lines
        The number of each row: names its place.
    """
    given = np.array([cell or None for cell in wkb], dtype=object)
    found = shapely.from_wkb(given, on_invalid="ignore")
    unread = np.flatnonzero(shapely.is_missing(found) & (given != None))  # noqa: E711 - of each
    found = shapely.force_2d(found)
    found[shapely.is_empty(found)] = None
    if not reference.equals(CRS, ignore_axis_order=True):
        found = gpd.GeoSeries(found, crs=reference).to_crs(CRS).to_numpy()
    is_point = shapely.get_type_id(found) == shapely.GeometryType.POINT
    there = ~shapely.is_missing(found)
    x, y = shapely.get_x(found), shapely.get_y(found)
    problems = dict.fromkeys(unread.tolist(), _UNREADABLE)
    problems |= {
        position: problem
        for position in np.flatnonzero(is_point & there & ~_is_in_the_world(x, y)).tolist()
        if (problem := why_not_drawn(found[position], PlaceKind.POINT))
    }
    ids = np.full(len(found), "", dtype=object)
    places = {}
    numbers = list(lines)
    for position in np.flatnonzero(there & ~is_point).tolist():
        shape = found[position]
        kind = kind_of(shape)
        if problem := why_not_drawn(shape, kind):
            problems[position] = problem
            continue
        ids[position] = f"shape:{numbers[position]}"
        places[ids[position]] = _place(ids[position], PlaceKind(kind), shape)
    on = is_point & there
    columns = (
        ("latitude", _degrees(y, on)),
        ("longitude", _degrees(x, on)),
        ("place_id", pd.Series(ids, dtype="str")),
    )
    return Placed(columns, places, problems)


def reject(
    file: str, placed_rows: Placed, lines: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> list[RejectedRow]:
    """Return the rows whose geometry cannot be drawn."""
    return [
        RejectedRow(file, int(lines[position]), "geometry", "", problem)
        for position, problem in placed_rows.problems.items()
    ]


def _is_in_the_world(
    x: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    y: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    inside: np.ndarray[tuple[int], np.dtype[np.bool_]] = (np.abs(x) <= 180) & (np.abs(y) <= 90)  # noqa: PLR2004 - degrees
    return inside


def _degrees(
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    there: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> "pd.Series[str]":
    text = pd.Series(values).where(there).astype("str")
    return text.where(there, "")


def _place(place_id: str, kind: PlaceKind, shape: BaseGeometry) -> Place:
    mark = shape.representative_point()
    return Place(
        place_id=place_id,
        name="",
        kind=kind,
        geometry=shape,
        mark_latitude=mark.y,
        mark_longitude=mark.x,
        basis="geometry of the row",
    )
