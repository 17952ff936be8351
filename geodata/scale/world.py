"""Positions on the world's square, the order in which they are kept, and the tiles over it.

The square is Web Mercator's (EPSG:3857, https://epsg.io/3857), cut into 2^28 parts a side, of 15 cm
at the equator; its origin is the north-west corner. Positions are kept along a Morton curve (x and
y bit by bit in turn), on which every tile of every zoom level is one run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

BITS: Final = 28
SIDE: Final = 1 << BITS
NOWHERE: Final = 1 << (2 * BITS)
"""The Morton code of what has no position: after every other."""

MOST_NORTHERN: Final = 85.0511287798066
"""Degrees of latitude at which the square ends; what lies beyond is put at its edge."""

_SPREAD: Final = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def world_positions(
    longitudes: ArrayLike, latitudes: ArrayLike
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Put positions in degrees (EPSG:4326) on the square.

    Returns
    -------
    `x` eastwards and `y` southwards, from 0 to `SIDE` - 1; 0 where a degree is missing.
    """
    longitude = np.nan_to_num(np.asarray(longitudes, np.float64))
    latitude = np.clip(
        np.nan_to_num(np.asarray(latitudes, np.float64)), -MOST_NORTHERN, MOST_NORTHERN
    )
    eastwards = (longitude + 180) / 360
    southwards = 0.5 - np.arcsinh(np.tan(np.radians(latitude))) / (2 * np.pi)
    return _whole(eastwards), _whole(southwards)


def degrees(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give longitudes and latitudes (EPSG:4326) of positions on the square."""
    eastwards, southwards = (np.asarray(axis, np.float64) / SIDE for axis in (x, y))
    latitudes = np.degrees(np.arctan(np.sinh((0.5 - southwards) * 2 * np.pi)))
    return eastwards * 360 - 180, latitudes


def _whole(shares: NDArray[np.float64]) -> NDArray[np.uint32]:
    return np.clip(np.floor(shares * SIDE), 0, SIDE - 1).astype(np.uint32)


def morton_codes(x: NDArray[np.uint32], y: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Give the places of positions along the curve."""
    return _spread(x) | (_spread(y) << np.uint64(1))


def _spread(values: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Put a zero before each bit."""
    spread = values.astype(np.uint64)
    for shift, mask in _SPREAD:
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread
