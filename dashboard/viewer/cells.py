"""Counts by cell as the browser takes them: a line of JSON, then columns of whole numbers.

The layout is described in docs/scale.md; numbers are little-endian.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.scale.points import STANDINGS
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.scale.counting import Counter
    from geodata.scale.grid import Grid
    from geodata.view import View

MEDIA_TYPE: Final = "application/octet-stream"
MAGIC: Final = b"WCELLS01"
ALIGNED: Final = 8
UNSIGNED: Final = ("uint8", "uint16", "uint32")


def cells_answer(
    counter: Counter, view: View, grid: Grid, *, by_kind: bool = False, only_window: bool = False
) -> bytes:
    """Count a view's events by cell and time, see `geodata.scale.counting.Counter.cells`."""
    found = counter.cells(view, grid, by_kind=by_kind, only_window=only_window)
    cube = found.cube
    columns: dict[str, NDArray[np.integer]] = {
        "edges": cube.bins.edges,
        "cell": cube.cell,
        # where events of later days pull a cell's mean to must not show on the second clock
        **({"x": cube.x, "y": cube.y} if only_window or view.clock is Clock.HAPPENED else {}),
        "series": cube.series,
        "code": cube.code,
        "undated": cube.undated,
        "entries": cube.entries,
        "bin": cube.bin,
        "entered": cube.entered,
        "left": cube.left,
    }
    about = {
        "clock": view.clock,
        "zoom": grid.zoom,
        "x0": grid.x0,
        "y0": grid.y0,
        "x1": grid.x1,
        "y1": grid.y1,
        "cell": grid.cell,
        "width": cube.bins.width,
        "standings": STANDINGS,
        "kinds": list(counter.counted.kinds) if by_kind else [],
        "counts": {**asdict(found.counts), "matched": found.matched, "in_sight": found.in_sight},
    }
    return packed(about, columns)


def packed(about: dict[str, object], columns: dict[str, NDArray[np.integer]]) -> bytes:
    """Write a head and columns: each of the narrowest type that holds it, days signed."""
    stored = {name: _narrow(values, signed=name == "edges") for name, values in columns.items()}
    listed: Sequence[object] = [
        {"name": name, "type": values.dtype.name, "length": len(values)}
        for name, values in stored.items()
    ]
    head = json.dumps({**about, "columns": listed}, ensure_ascii=False, separators=(",", ":"))
    parts = [MAGIC, b"", _filled_up(head.encode())]
    parts[1] = np.array([len(parts[2]), 0], "<u4").tobytes()
    parts += [_filled_up(values.tobytes(), b"\0") for values in stored.values()]
    return b"".join(parts)


def _narrow(values: NDArray[np.integer], *, signed: bool) -> NDArray[np.integer]:
    if signed:
        return values.astype("<i4")
    most = int(values.max()) if len(values) else 0
    name = next(name for name in UNSIGNED if most <= np.iinfo(name).max)
    return values.astype(np.dtype(name).newbyteorder("<"))


def _filled_up(content: bytes, filler: bytes = b" ") -> bytes:
    """Bring content to a length at which any typed array may begin."""
    return content + filler * (-len(content) % ALIGNED)
