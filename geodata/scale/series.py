"""Points told apart by cell of the map and by code: a cell is a run of the curve they lie along."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.scale.points import STANDINGS
from geodata.scale.world import morton_codes
from geodata.standings import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geodata.scale.grid import Grid
    from geodata.scale.points import Points

AT_ONCE: Final = 1 << 16
"""So many points are looked at together: as many as the processor's own memory holds."""

_FEW_CELLS: Final = 4
"""Points for each cell of the grid, from which seeking every cell's run is faster than seeing where
one ends."""

MOST_DENSE: Final = 1 << 23
"""Places of a table in which keys are counted; more are sorted instead."""


@dataclass(frozen=True)
class Chunk:
    """Some points that follow each other on the curve.

    Attributes
    ----------
    points
        The points.
    cell
        Position of the first one's cell among all cells.
    starts
        Where among the points those of each cell begin.
    kinds
        How many kinds are told apart.
    """

    points: Points
    cell: int
    starts: NDArray[np.int64]
    kinds: int

    @property
    def keys(self) -> NDArray[np.int64]:
        """Of each point: the position of its cell × all codes + its code."""
        all_codes = len(STANDINGS) * self.kinds
        firsts = np.arange(self.cell, self.cell + len(self.starts)) * all_codes
        keys = np.repeat(firsts, np.diff(self.starts, append=len(self.points)))
        keys += self.points.standing if self.kinds == 1 else self._standings_and_kinds()
        return keys

    def _standings_and_kinds(self) -> NDArray[np.int64]:
        return self.points.standing.astype(np.int64) * self.kinds + self.points.kind

    def sums_within(self, axis: NDArray[np.uint32], shift: int) -> NDArray[np.int64]:
        """Sum for each cell where in it positions lie, in 256ths of a side."""
        within = (axis << np.uint32(max(8 - shift, 0))) >> np.uint32(max(shift - 8, 0))
        within &= np.uint32(255)
        return np.add.reduceat(within, self.starts, dtype=np.uint32).astype(np.int64)


class CellPoints:
    """The points in a grid's rectangle, cell by cell along the curve.

    Parameters
    ----------
    parts
        Runs of points in the order of the curve; they are looked at where they lie.
    grid
        Whose cells.
    kinds
        How many kinds to tell apart; 1 tells none apart. A point's code is its standing × kinds +
        its kind.
    """

    def __init__(self, parts: Sequence[Points], grid: Grid, kinds: int) -> None:
        self.grid, self.kinds = grid, kinds
        self._parts = [part for part in parts if len(part)]
        self._starts = [_starts(part, grid) for part in self._parts]

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        """Numbers of the cells that hold any, see `Grid.cells_of`."""
        found = [
            self.grid.cells_of(part.x[starts], part.y[starts])
            for part, starts in zip(self._parts, self._starts, strict=True)
        ]
        return np.concatenate([np.empty(0, np.int64), *found])

    def chunks(self) -> Iterator[Chunk]:
        """Give all points, some at a time."""
        cell = 0
        for part, starts in zip(self._parts, self._starts, strict=True):
            for begin in range(0, len(part), AT_ONCE):
                points = part.take(slice(begin, begin + AT_ONCE))
                low, high = np.searchsorted(starts, [begin + 1, begin + len(points)]).tolist()
                within = np.append(0, starts[low:high] - begin)
                yield Chunk(points, cell + low - 1, within, self.kinds)
            cell += len(starts)


@dataclass(frozen=True)
class Series:
    """Cells, and series (a cell's points of one code), along the curve.

    Attributes
    ----------
    cell
        Numbers of the cells that hold anything; see `Grid.cells_of`.
    x, y
        The mean position of a cell's points within it, 0 to 255, from its north-west corner.
    in_cell
        How many series each cell has.
    key, size
        Of each series: the position of its cell × all codes + its code; how many points it has.
    all_codes
        How many codes there are.
    lasting
        How many points end on another day than they begin, if ever.
    """

    cell: NDArray[np.int64]
    x: NDArray[np.int64]
    y: NDArray[np.int64]
    in_cell: NDArray[np.int64]
    key: NDArray[np.int64]
    size: NDArray[np.int64]
    all_codes: int
    lasting: int

    @property
    def code(self) -> NDArray[np.int64]:
        """Of each series, ascending within a cell."""
        return self.key % self.all_codes

    def of_keys(self, keys: NDArray[np.int64]) -> NDArray[np.integer]:
        """Give the numbers of the series that have keys."""
        if self._number is None:
            return np.searchsorted(self.key, keys)
        return self._number[keys]

    @cached_property
    def _number(self) -> NDArray[np.int32] | None:
        places = len(self.cell) * self.all_codes
        if places > MOST_DENSE:
            return None
        number = np.zeros(places, np.int32)
        number[self.key] = np.arange(len(self.key), dtype=np.int32)
        return number


def series_of(points: CellPoints) -> Series:
    """Tell points apart by cell and code."""
    all_codes = len(STANDINGS) * points.kinds
    cells = len(points.cells)
    dense = cells * all_codes <= MOST_DENSE
    counts = np.zeros(cells * all_codes if dense else 0, np.int64)
    sparse = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    held, x, y = np.zeros((3, cells), np.int64)
    lasting = 0
    for chunk in points.chunks():
        own, keys = chunk.points, chunk.keys
        if dense:
            low = chunk.cell * all_codes
            counted = np.bincount(keys - low)
            counts[low : low + len(counted)] += counted
        else:
            sparse.append(np.unique(keys, return_counts=True))
        at = slice(chunk.cell, chunk.cell + len(chunk.starts))
        held[at] += np.diff(chunk.starts, append=len(own))
        x[at] += chunk.sums_within(own.x, points.grid.shift)
        y[at] += chunk.sums_within(own.y, points.grid.shift)
        lasting += int(np.count_nonzero((own.last != NEVER) & (own.last != own.first)))
    key, size = _counted(counts) if dense else _merged(sparse)
    return Series(
        cell=points.cells,
        x=(x + held // 2) // np.maximum(held, 1),
        y=(y + held // 2) // np.maximum(held, 1),
        in_cell=np.bincount(key // all_codes, minlength=cells),
        key=key,
        size=size,
        all_codes=all_codes,
        lasting=lasting,
    )


def _counted(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    key = np.flatnonzero(counts)
    return key, counts[key]


def _merged(
    parts: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Add up what chunks have counted: a cell's points may lie in several."""
    keys, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    key, place = np.unique(keys, return_inverse=True)
    size = np.zeros(len(key), np.int64)
    np.add.at(size, place, counts)
    return key, size


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
