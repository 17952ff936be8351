"""Grey hillshade of a clip from NOAA GLOBE elevations, in the rows of Web Mercator."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from geodata.basemap import Bounds

Grid = npt.NDArray[np.float64]

TILE_BOUNDS: Bounds = (0.0, 0.0, 90.0, 50.0)
"""What the one GLOBE tile at hand covers; its rows run from north to south."""

CELLS_PER_DEGREE = 120
"""GLOBE's cells are 30 seconds wide."""

PIXELS_PER_DEGREE = 64
METRES_PER_DEGREE = 111_320.0
EXAGGERATION = 2.2
SUN_AZIMUTH = np.radians(315.0)
SUN_ALTITUDE = np.radians(45.0)
SHADOW_STRENGTH = 0.6
HIGHLIGHT_STRENGTH = 0.45
ALPHA_STEP = 8
"""Alpha is kept to every eighth value: the eye sees no steps, and the file is a third smaller."""

FADE_DEGREES = 0.35
OCEAN = -500


def covers(bounds: Bounds) -> bool:
    """Tell whether the elevation tile covers the bounds wholly."""
    west, south, east, north = bounds
    tile_west, tile_south, tile_east, tile_north = TILE_BOUNDS
    return tile_west <= west < east <= tile_east and tile_south <= south < north <= tile_north


def hillshade(elevation_file: Path, bounds: Bounds, water: Sequence[BaseGeometry]) -> Image.Image:
    """Shade the relief of a clip, lit from the north-west.

    Lambert's cosine law on the slope's normal; what is darker than flat ground becomes black with
    alpha, what is lighter becomes white with alpha, so that the image serves any land colour.

    Parameters
    ----------
    elevation_file
        An `npz` archive with one array of metres, 30-second cells, covering `TILE_BOUNDS`.
    bounds
        The outer edges of the image. Its columns are evenly spaced in longitude and its rows in
        Web Mercator's y, as an image stretched over a Web Mercator map needs.
    water
        Transparent in the image.
    """
    longitudes, latitudes = _pixel_centres(bounds)
    with np.load(elevation_file) as archive:
        tile = archive["arr_0"]
    heights = _resampled(np.where(tile == OCEAN, 0, tile), longitudes, latitudes)
    shade = _shade(heights, latitudes) - np.sin(SUN_ALTITUDE)
    strength = np.where(shade < 0, -shade * SHADOW_STRENGTH, shade * HIGHLIGHT_STRENGTH)
    alpha = strength * _fade(longitudes, latitudes, bounds)
    alpha[_mask(water, bounds, (longitudes.size, latitudes.size))] = 0.0
    steps = np.round(255 * np.clip(alpha, 0.0, 1.0) / ALPHA_STEP)
    lit = (shade > 0) & (steps > 0)
    pixels = np.zeros((*alpha.shape, 4), dtype=np.uint8)
    pixels[..., :3] = np.where(lit, 255, 0)[..., np.newaxis]
    pixels[..., 3] = np.minimum(steps * ALPHA_STEP, 255)
    return Image.fromarray(pixels, "RGBA")


def mercator_y(latitude: Grid) -> Grid:
    """Web Mercator's y for latitudes in degrees, in degrees of longitude at the equator."""
    return np.degrees(np.arctanh(np.sin(np.radians(latitude))))


def _pixel_centres(bounds: Bounds) -> tuple[Grid, Grid]:
    """Longitudes from west, latitudes from north, of square pixels on the Mercator plane."""
    west, south, east, north = bounds
    bottom, top = mercator_y(np.array([south, north]))
    columns = round((east - west) * PIXELS_PER_DEGREE)
    rows = round((top - bottom) * PIXELS_PER_DEGREE)
    longitudes = west + (np.arange(columns) + 0.5) * (east - west) / columns
    y = top - (np.arange(rows) + 0.5) * (top - bottom) / rows
    latitudes = np.degrees(np.arcsin(np.tanh(np.radians(y))))
    return longitudes, latitudes


def _resampled(tile: Grid, longitudes: Grid, latitudes: Grid) -> Grid:
    """Bilinear heights at the pixel centres."""
    west, _, _, north = TILE_BOUNDS
    column, column_share = _between((longitudes - west) * CELLS_PER_DEGREE - 0.5, tile.shape[1])
    row, row_share = _between((north - latitudes) * CELLS_PER_DEGREE - 0.5, tile.shape[0])
    upper = _mixed(tile[row][:, column], tile[row][:, column + 1], column_share)
    lower = _mixed(tile[row + 1][:, column], tile[row + 1][:, column + 1], column_share)
    return _mixed(upper, lower, row_share[:, np.newaxis])


def _between(position: Grid, size: int) -> tuple[npt.NDArray[np.intp], Grid]:
    """Split fractional cell positions into the cell before and the share of the next one."""
    before = np.clip(np.floor(position), 0, size - 2).astype(np.intp)
    return before, np.clip(position - before, 0.0, 1.0)


def _mixed(first: Grid, second: Grid, share: Grid) -> Grid:
    return first * (1 - share) + second * share


def _shade(heights: Grid, latitudes: Grid) -> Grid:
    """Cosine between sunlight and the slope's normal (Lambert), 0 where turned away."""
    pixel_metres = METRES_PER_DEGREE / PIXELS_PER_DEGREE * np.cos(np.radians(latitudes))
    southward, eastward = np.gradient(heights * EXAGGERATION)
    east_slope = eastward / pixel_metres[:, np.newaxis]
    north_slope = -southward / pixel_metres[:, np.newaxis]
    towards_east = np.cos(SUN_ALTITUDE) * np.sin(SUN_AZIMUTH)
    towards_north = np.cos(SUN_ALTITUDE) * np.cos(SUN_AZIMUTH)
    light = np.sin(SUN_ALTITUDE) - east_slope * towards_east - north_slope * towards_north
    shade: Grid = np.clip(light / np.sqrt(1 + east_slope**2 + north_slope**2), 0.0, 1.0)
    return shade


def _fade(longitudes: Grid, latitudes: Grid, bounds: Bounds) -> Grid:
    """Fall from 1 to 0 towards the clip's edges, so that they do not show."""
    west, south, east, north = bounds
    across = np.minimum(longitudes - west, east - longitudes)
    along = np.minimum(latitudes - south, north - latitudes)
    nearest = np.minimum(across[np.newaxis, :], along[:, np.newaxis])
    return np.clip(nearest / FADE_DEGREES, 0.0, 1.0)


def _mask(
    water: Sequence[BaseGeometry], bounds: Bounds, size: tuple[int, int]
) -> npt.NDArray[np.bool_]:
    """Rasterise polygons onto the image's pixels."""
    west, _, east, north = bounds
    top = mercator_y(np.array([north]))
    scale = size[0] / (east - west)
    picture = Image.new("L", size, 0)
    draw = ImageDraw.Draw(picture)

    def on_image(ring: BaseGeometry) -> list[tuple[float, float]]:
        points = shapely.get_coordinates(ring)
        x = (points[:, 0] - west) * scale
        y = (top - mercator_y(points[:, 1])) * scale
        return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]

    for polygon in water:
        for number, ring in enumerate(shapely.get_rings(polygon)):
            draw.polygon(on_image(ring), fill=1 if number == 0 else 0)
    return np.asarray(picture, dtype=bool)
