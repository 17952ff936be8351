"""The grid that events are counted on: cells fixed to the world, in a rectangle of map tiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from geodata.errors import BadQuestionError
from geodata.scale.world import BITS, SIDE, morton_codes, world_positions

if TYPE_CHECKING:
    from numpy.typing import NDArray

TILE: Final = 256
"""CSS pixels of a tile's side, as in Leaflet."""

CELL_SIDES: Final = (16, 32, 64)
DEEPEST: Final = 19
MOST_TILES: Final = 256
"""Of one rectangle; a screen of 3840×2160 shows at most 160."""


Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east and north in degrees (EPSG:4326); west > east crosses the date line."""


@dataclass(frozen=True)
class Grid:
    """A rectangle of tiles, each cut into square cells.

    Attributes
    ----------
    zoom
        Whole zoom level, 0 to 19.
    x0, y0, x1, y1
        Tiles of that level, as in addresses of map tiles: x eastwards from the date line, y
        southwards; x1 and y1 are beside the rectangle. One that crosses the date line has an
        `x1` beyond the level's last tile.
    cell
        CSS pixels of a cell's side at that level.

    Raises
    ------
    BadQuestionError
        It is no such rectangle; the message says what was expected.
    """

    zoom: int
    x0: int
    y0: int
    x1: int
    y1: int
    cell: int = CELL_SIDES[0]

    def __post_init__(self) -> None:
        """Bring the rectangle into the world: columns counted once, from the first turn."""
        if not 0 <= self.zoom <= DEEPEST:
            raise BadQuestionError(f"expected z from 0 to {DEEPEST}, got {self.zoom}")
        if self.cell not in CELL_SIDES:
            sides = ", ".join(map(str, CELL_SIDES))
            raise BadQuestionError(f"expected cell to be one of {sides}, got {self.cell}")
        if self.x1 <= self.x0 or self.y1 <= self.y0:
            raise BadQuestionError(
                "expected x1 greater than x0 and y1 greater than y0, "
                f"got x {self.x0} to {self.x1}, y {self.y0} to {self.y1}"
            )
        level = 1 << self.zoom
        width = min(self.x1 - self.x0, level)
        x0 = 0 if width == level else self.x0 % level
        y0, y1 = (min(max(y, 0), level) for y in (self.y0, self.y1))
        for name, value in (("x0", x0), ("x1", x0 + width), ("y0", y0), ("y1", y1)):
            object.__setattr__(self, name, value)
        if width * (y1 - y0) > MOST_TILES:
            raise BadQuestionError(
                f"expected at most {MOST_TILES} tiles, got {width} × {y1 - y0}; ask for a part"
            )

    @classmethod
    def around(cls, zoom: int, bounds: Bounds, cell: int = CELL_SIDES[0]) -> Grid:
        """Give the tiles that cover a rectangle in degrees."""
        west, south, east, north = bounds
        (x0, x1), (y0, y1) = world_positions([west, east], [north, south])
        shift = BITS - zoom
        first, last = int(x0) >> shift, int(x1) >> shift
        if west > east:
            last += 1 << zoom
        return cls(zoom, first, int(y0) >> shift, last + 1, (int(y1) >> shift) + 1, cell)

    @property
    def cells_per_tile(self) -> int:
        """How many cells a tile's side has."""
        return TILE // self.cell

    @property
    def columns(self) -> int:
        """How many cells a row of the rectangle has."""
        return (self.x1 - self.x0) * self.cells_per_tile

    @property
    def rows(self) -> int:
        """How many rows of cells the rectangle has."""
        return (self.y1 - self.y0) * self.cells_per_tile

    @property
    def shift(self) -> int:
        """How many bits of a position tell where in its cell it is."""
        return BITS - self.zoom - self.cells_per_tile.bit_length() + 1

    def cells_of(self, x: NDArray[np.uint32], y: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Give the cells' numbers of positions inside: row by row from the north-west corner."""
        column = (x >> np.uint32(self.shift)).astype(np.int64) - self.x0 * self.cells_per_tile
        column[column < 0] += SIDE >> self.shift
        row = (y >> np.uint32(self.shift)).astype(np.int64) - self.y0 * self.cells_per_tile
        return row * self.columns + column

    def runs(self) -> list[tuple[int, int]]:
        """Give the runs of Morton codes that make the rectangle, ascending, the ends excluded."""
        level = 1 << self.zoom
        across = np.arange(self.x0, self.x1, dtype=np.uint32) % np.uint32(level)
        down = np.arange(self.y0, self.y1, dtype=np.uint32)
        x, y = (axis.ravel() for axis in np.meshgrid(across, down))
        tiles = np.sort(morton_codes(x, y)).astype(np.int64)
        if not len(tiles):
            return []
        breaks = np.flatnonzero(np.diff(tiles) > 1)
        firsts = tiles[np.r_[0, breaks + 1]]
        lasts = tiles[np.r_[breaks, len(tiles) - 1]]
        size = 2 * (BITS - self.zoom)
        return [
            (int(first) << size, (int(last) + 1) << size)
            for first, last in zip(firsts, lasts, strict=True)
        ]
