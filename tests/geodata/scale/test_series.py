"""Points told apart by cell and code are those that counting one by one tells apart."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.scale import series
from geodata.scale.grid import Grid
from geodata.scale.points import NO_DAY, STANDINGS, Points
from geodata.scale.series import CellPoints, Series, series_of
from geodata.scale.world import BITS, SIDE, morton_codes, world_positions
from geodata.standings import NEVER

KINDS = 3


def made(number: int, seed: int, grid: Grid) -> Points:
    """Scatter points over a grid, some of them at one position."""
    random = np.random.default_rng(seed)
    tile = SIDE >> grid.zoom
    x = random.integers(grid.x0 * tile, grid.x1 * tile, number).astype(np.uint32)
    y = random.integers(grid.y0 * tile, grid.y1 * tile, number).astype(np.uint32)
    again = random.integers(0, max(number, 1), number // 2)
    x[: number // 2], y[: number // 2] = x[again], y[again]
    first = random.integers(100, 120, number).astype(np.int32)
    last = np.where(random.random(number) < 0.5, first, random.choice([130, NEVER], number))
    points = Points(
        row=np.arange(number, dtype=np.int32),
        morton=morton_codes(x, y),
        x=x,
        y=y,
        standing=random.integers(0, len(STANDINGS), number).astype(np.uint8),
        kind=random.integers(0, KINDS, number).astype(np.uint16),
        first=first,
        last=last.astype(np.int32),
    )
    return points.take(np.argsort(points.morton, kind="stable"))


def within(position: int, shift: int) -> int:
    """Give where in its cell a position lies, in 256ths of a side."""
    return int((position % (1 << shift)) * 256 // (1 << shift))


def expect_counted_one_by_one(found: Series, points: Points, grid: Grid, kinds: int) -> None:
    shift = grid.shift
    held: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    of_series: Counter[tuple[int, int]] = Counter()
    order: list[int] = []
    columns = (points.x, points.y, points.standing, points.kind)
    for x, y, standing, kind in zip(*(column.tolist() for column in columns), strict=True):
        row, column = (y >> shift) - grid.y0 * grid.cells_per_tile, (x >> shift)
        cell = row * grid.columns + column - grid.x0 * grid.cells_per_tile
        if cell not in held:
            order.append(cell)
        held[cell].append((within(x, shift), within(y, shift)))
        of_series[order.index(cell), standing * kinds + kind if kinds > 1 else standing] += 1
    assert found.cell.tolist() == order
    for axis, means in ((0, found.x), (1, found.y)):
        sums = [(sum(one[axis] for one in held[cell]), len(held[cell])) for cell in order]
        assert means.tolist() == [(total + count // 2) // count for total, count in sums]
    told = sorted(of_series)
    assert found.all_codes == len(STANDINGS) * kinds
    assert found.key.tolist() == [cell * found.all_codes + code for cell, code in told]
    assert found.code.tolist() == [code for _, code in told]
    assert found.size.tolist() == [of_series[one] for one in told]
    cells = Counter(cell for cell, _ in told)
    assert found.in_cell.tolist() == [cells[number] for number in range(len(order))]
    lasts = zip(points.first.tolist(), points.last.tolist(), strict=True)
    assert found.lasting == sum(last not in {first, NEVER} for first, last in lasts)
    assert found.of_keys(found.key).tolist() == list(range(len(found.key)))


@settings(max_examples=25, deadline=None)
@given(
    number=st.integers(0, 60),
    seed=st.integers(0, 999),
    zoom=st.sampled_from([0, 3, 12, 19]),
    side=st.sampled_from([16, 32, 64]),
    kinds=st.sampled_from([1, KINDS]),
)
def test_series_are_those_that_counting_one_by_one_finds(
    number: int, seed: int, zoom: int, side: int, kinds: int
) -> None:
    x0 = (1 << zoom) // 2
    grid = Grid(zoom, x0, x0, x0 + 1, x0 + 1, side) if zoom else Grid(0, 0, 0, 1, 1, side)
    points = made(number, seed, grid)
    for at_once in (5, 1 << 16):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(series, "AT_ONCE", at_once)
            found = series_of(CellPoints([points], grid, kinds))
            expect_counted_one_by_one(found, points, grid, kinds)
            patch.setattr(series, "MOST_DENSE", 1)
            sparse = series_of(CellPoints([points.take(slice(0, 0)), points], grid, kinds))
            expect_counted_one_by_one(sparse, points, grid, kinds)


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [
        ((-180, 85.0511287798066), (0, 0)),
        ((0, 0), (SIDE // 2, SIDE // 2)),
        ((90, 0), (3 * SIDE // 4, SIDE // 2)),
        ((180, -90), (SIDE - 1, SIDE - 1)),
        ((-180, 90), (0, 0)),
        ((0, 66.51326044311186), (SIDE // 2, SIDE // 4)),
        ((float("nan"), float("nan")), (SIDE // 2, SIDE // 2)),
    ],
)
def test_the_world_is_a_square_from_the_north_west(
    degrees: tuple[float, float], expected: tuple[int, int]
) -> None:
    longitude, latitude = degrees
    (x,), (y,) = world_positions([longitude], [latitude])
    assert (int(x), int(y)) == pytest.approx(expected, abs=1)


def test_the_curve_takes_the_bits_of_x_and_y_in_turn() -> None:
    x = np.array([0, 1, 0, 3, SIDE - 1], np.uint32)
    y = np.array([0, 0, 1, 0, SIDE - 1], np.uint32)
    assert morton_codes(x, y).tolist() == [0, 1, 2, 5, (1 << (2 * BITS)) - 1]
    assert NO_DAY < 0 < NEVER
