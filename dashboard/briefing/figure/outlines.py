"""Shapes of GeoPandas as paths of Matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry


def path_of(geometry: BaseGeometry) -> Path | None:
    """Give one path of all lines and rings of a geometry, holes run the other way; None without."""
    parts = shapely.get_parts(shapely.orient_polygons(geometry))
    lines = [line for part in parts for line in _lines(part) if not line.is_empty]
    if not lines:
        return None
    vertices = [shapely.get_coordinates(line) for line in lines]
    return Path(np.concatenate(vertices), np.concatenate([_codes(points) for points in vertices]))


def paths_of(geometries: Iterable[BaseGeometry]) -> list[Path]:
    """Give a path for each geometry that has a line or an area."""
    return [path for geometry in geometries if (path := path_of(geometry)) is not None]


def _lines(part: BaseGeometry) -> list[BaseGeometry]:
    dimensions = int(shapely.get_dimensions(part))
    if dimensions == 1:
        return [part]
    return list(shapely.get_rings(part)) if dimensions > 1 else []


def _codes(points: np.ndarray) -> np.ndarray:
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[0] = Path.MOVETO
    return codes
