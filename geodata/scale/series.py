"""Points told apart by cell of the map and by code: a cell is a run of the curve they lie along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.scale.world import morton_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.scale.grid import Grid
    from geodata.scale.points import Points

_FEW_CELLS: Final = 4
"""Points for each cell of the grid, from which seeking every cell's run is faster than seeing where
one ends."""

_MOST_DENSE: Final = 1 << 23
"""Places of a table in which keys are counted; more are sorted instead."""

AT_ONCE: Final = 1 << 16
"""So many points are counted at a time: as many as the processor's own memory holds. As they lie
along the curve, they are of few cells."""


@dataclass(frozen=True)
class Series:
    """The points of a grid: cells, and series (a cell's points of one code), along the curve.

    Attributes
    ----------
    cell
        Numbers of the cells that hold anything; see `Grid.cells_of`.
    x, y
        The mean position of a cell's points within it, 0 to 255, from its north-west corner.
    in_cell
        How many series each cell has.
    code
        Of each series, ascending within a cell.
    size
        How many points each series has.
    of_point
        For each point the number of its series.
    """

    cell: NDArray[np.int64]
    x: NDArray[np.int64]
    y: NDArray[np.int64]
    in_cell: NDArray[np.int64]
    code: NDArray[np.int64]
    size: NDArray[np.int64]
    of_point: NDArray[np.integer]


def series_of(points: Points, grid: Grid, codes: NDArray[np.integer], all_codes: int) -> Series:
    """Tell points apart by cell and code.

    Parameters
    ----------
    points
        In the order of the curve, all in the grid's rectangle.
    grid
        Whose cells.
    codes
        Of each point, from 0 to `all_codes` - 1.
    """
    starts = _starts(points, grid)
    lengths = np.diff(starts, append=len(points))
    cells = grid.cells_of(points.x[starts], points.y[starts])
    places = len(cells) * all_codes
    width = np.dtype(np.int32 if places < np.iinfo(np.int32).max else np.int64)
    keys = np.repeat(np.arange(0, places, all_codes, dtype=width), lengths)
    np.add(keys, codes, out=keys, casting="unsafe")
    found, of_point, sizes = _distinct(keys, places, all_codes)
    x, y = (_mean_within(axis, starts, lengths, grid.shift) for axis in (points.x, points.y))
    return Series(
        cell=cells,
        x=x,
        y=y,
        in_cell=np.bincount(found // all_codes, minlength=len(cells)),
        code=found % all_codes,
        size=sizes,
        of_point=of_point,
    )


def _starts(points: Points, grid: Grid) -> NDArray[np.int64]:
    """Find where on the curve the points of each cell begin."""
    size = np.uint64(2 * grid.shift)
    if len(points) < _FEW_CELLS * grid.rows * grid.columns:
        prefix = points.morton >> size
        return np.flatnonzero(np.append(len(prefix) > 0, prefix[1:] != prefix[:-1]))
    across = np.arange(grid.columns, dtype=np.uint32) + np.uint32(grid.x0 * grid.cells_per_tile)
    across %= np.uint32((1 << grid.zoom) * grid.cells_per_tile)
    down = np.arange(grid.rows, dtype=np.uint32) + np.uint32(grid.y0 * grid.cells_per_tile)
    x, y = (axis.ravel() for axis in np.meshgrid(across, down))
    firsts = np.sort(morton_codes(x, y)) << size
    starts = np.searchsorted(points.morton, firsts)
    ends = np.append(starts[1:], len(points))
    return starts[starts < ends].astype(np.int64)


def _mean_within(
    positions: NDArray[np.uint32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    shift: int,
) -> NDArray[np.int64]:
    """Give where in their cells positions lie in the mean, in 256ths of a side."""
    if not len(starts):
        return starts
    sums = np.zeros(len(starts), np.int64)
    for begin in range(0, len(positions), AT_ONCE):
        part = positions[begin : begin + AT_ONCE]
        within = (part << np.uint32(max(8 - shift, 0))) >> np.uint32(max(shift - 8, 0))
        within &= np.uint32(255)
        low, high = np.searchsorted(starts, [begin + 1, begin + len(part)])
        firsts = np.append(0, starts[low:high] - begin)
        sums[low - 1 : high] += np.add.reduceat(within, firsts, dtype=np.uint32)
    return (sums + lengths // 2) // lengths


def _distinct(
    keys: NDArray[np.integer], places: int, all_codes: int
) -> tuple[NDArray[np.int64], NDArray[np.integer], NDArray[np.int64]]:
    """Give the distinct keys, the place of each key among them, and how often each is there.

    Keys are below `places`; those of one cell lie together, cells ascending.
    """
    if places > _MOST_DENSE:
        found, place_of, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        return found.astype(np.int64), place_of, sizes
    counts = np.zeros(places, np.int64)
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        low = int(part[0]) // all_codes * all_codes
        counted = np.bincount(part - low)
        counts[low : low + len(counted)] += counted
    found = np.flatnonzero(counts)
    of_key = np.zeros(places, np.int32)
    of_key[found] = np.arange(len(found), dtype=np.int32)
    return found, of_key[keys], counts[found]
