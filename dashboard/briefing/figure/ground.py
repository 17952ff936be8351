"""The offline base map: the world, over it the detailed clips, their relief and lines."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.collections import PathCollection
from PIL import Image

from dashboard.briefing.figure.outlines import paths_of
from dashboard.briefing.figure.sheet import Rect
from geodata.basemap import BASEMAP_DIRECTORY, manifest

if TYPE_CHECKING:
    from dashboard.briefing.figure.framing import Framing
    from dashboard.briefing.figure.sheet import Sheet
    from geodata.basemap import Bounds, Clip

SETTLED: Final = "international"
"""The class of a boundary that is drawn without gaps."""
RELIEF: Final = {"light": 0.85, "dark": 0.85, "print": 0.55}
"""Opacity by theme."""
RELIEF_TO: Final = 10.0
MOST_PIXELS: Final = 1.5
"""Of relief a unit, where a page is not made of pixels."""


def draw_ground(sheet: Sheet, framing: Framing, pixels_a_unit: float) -> None:
    """Draw the base map of a framing, without its names.

    `pixels_a_unit` is the picture's, 0 of a page that has none.
    """
    sheet.box(framing.rect, "sea", order=0)
    for number, clip in enumerate(clips_of(framing)):
        order = 1.0 + 5 * number
        layers = _layers(clip, framing)
        _fill(sheet, framing, layers["land"], "land", order)
        _fill(sheet, framing, layers["water"], "sea", order + 0.5)
        if "hillshade" in clip.files:
            _relief(sheet, framing, clip, order + 1, pixels_a_unit)
        _trace(sheet, framing, layers["districts"], _Lines("districts", 0.7, order + 2))
        boundaries = layers["boundaries"]
        settled = np.array([kind == SETTLED for kind in boundaries.get("class", ())], dtype=bool)
        for own, dashed in ((settled, False), (~settled, True)):
            lines = boundaries.loc[own]
            _trace(sheet, framing, lines, _Lines("boundaries", 1.1, order + 3, dashed=dashed))


def clips_of(framing: Framing) -> list[Clip]:
    """Give the clips that are drawn: coarsest first, none that a finer one hides wholly."""
    drawn = [
        clip
        for clip in manifest().clips
        if framing.zoom >= clip.min_zoom and _meet(clip.bounds, framing.bounds)
    ]
    whole = [clip for clip in drawn if _holds(clip.bounds, framing.bounds)]
    return drawn[drawn.index(whole[-1]) :] if whole else drawn


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _layers(clip: Clip, framing: Framing) -> dict[str, gpd.GeoDataFrame]:
    """Read a clip's layers, cut to a little more than the framing, in Mercator metres."""
    path = BASEMAP_DIRECTORY / clip.files["layers"].path
    document = json.loads(path.read_text(encoding="utf-8"))
    west, south, east, north = framing.bounds
    margin = (east - west) * 0.05
    box = (west - margin, max(south - margin, -85.0), east + margin, min(north + margin, 85.0))
    return {
        name: _cut(document[name]["features"], box)
        for name in ("land", "water", "districts", "boundaries")
    }


def _cut(features: list[dict[str, Any]], box: Bounds) -> gpd.GeoDataFrame:
    if not features:
        return gpd.GeoDataFrame(geometry=[], crs="EPSG:3857")
    # five times as fast as reading feature by feature
    whole = shapely.from_geojson(json.dumps({"type": "FeatureCollection", "features": features}))
    about = [feature["properties"] for feature in features]
    frame = gpd.GeoDataFrame(about, geometry=shapely.get_parts(whole), crs="EPSG:4326")
    inside = frame.set_geometry(frame.geometry.clip_by_rect(*box))
    return inside[~inside.is_empty].to_crs("EPSG:3857")


def _fill(
    sheet: Sheet, framing: Framing, frame: gpd.GeoDataFrame, colour: str, order: float
) -> None:
    paths = paths_of(frame.geometry)
    shapes = PathCollection(paths, facecolors=sheet.colour(colour), linewidths=0)
    shapes.set_transform(framing.on_sheet + sheet.axes.transData)
    sheet.add(shapes, order)


@dataclass(frozen=True)
class _Lines:
    """How lines are drawn: a colour's name, a width in units, the order."""

    colour: str
    width: float
    order: float
    dashed: bool = False


def _trace(sheet: Sheet, framing: Framing, shapes: gpd.GeoDataFrame, look: _Lines) -> None:
    lines = PathCollection(
        paths_of(shapes.geometry),
        facecolors="none",
        edgecolors=sheet.colour(look.colour),
        linewidths=look.width * sheet.points_a_unit,
        linestyles=(0, (4, 3)) if look.dashed else "solid",
    )
    lines.set_transform(framing.on_sheet + sheet.axes.transData)
    sheet.add(lines, look.order)


def _relief(sheet: Sheet, framing: Framing, clip: Clip, order: float, pixels_a_unit: float) -> None:
    """Draw the part of the hillshade that is in sight, as fine as the picture and no finer."""
    west, south, east, north = clip.bounds
    left, top = framing.point(west, north)
    right, bottom = framing.point(east, south)
    rect = framing.rect
    seen = Rect.between(
        (max(left, rect.left), max(top, rect.top)),
        (min(right, rect.right), min(bottom, rect.bottom)),
    )
    with Image.open(BASEMAP_DIRECTORY / clip.files["hillshade"].path) as picture:
        across, down = picture.width / (right - left), picture.height / (bottom - top)
        part = (
            (seen.left - left) * across,
            (seen.top - top) * down,
            (seen.right - left) * across,
            (seen.bottom - top) * down,
        )
        fine = pixels_a_unit or min(MOST_PIXELS, 2 * across)
        size = (max(1, round(seen.width * fine)), max(1, round(seen.height * fine)))
        premultiplied = picture.convert("RGBa")
        shade = premultiplied.resize(size, Image.Resampling.BICUBIC, box=part).convert("RGBA")
    pixels = np.asarray(shade).copy()
    pixels[..., 3] = pixels[..., 3] * _relief_opacity(sheet, framing)
    sheet.picture(pixels, seen, order, smooth=False)


def _relief_opacity(sheet: Sheet, framing: Framing) -> float:
    past = max(0.0, framing.zoom - RELIEF_TO)
    return max(0.15, RELIEF[sheet.palette.theme] - past * 0.25)


def scale_bar(framing: Framing, room: float) -> tuple[float, float]:
    """Give a round length in metres and in units, no longer than the room for it."""
    most = framing.ground_metres_a_unit * room
    power = 10 ** math.floor(math.log10(most))
    metres = max(step * power for step in (1, 2, 3, 5) if step * power <= most)
    return metres, metres / framing.ground_metres_a_unit
