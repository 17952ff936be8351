"""A case's parts, gathered and computed one by one, then written in their last order."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import ibis
import numpy as np
import pandas as pd

from geodata.parts import PART_ROWS, read_parts
from geodata.scale.part_tables import (
    AT,
    LISTS,
    NTH,
    OF,
    TABLES,
    TOLD,
    described,
    kinds_of,
    listed,
    part_tables,
)
from geodata.scale.small_tables import save_small, values_of
from geodata.scale.spill import Column, Numbering, Rows
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from geodata.parts import CasePart
    from geodata.read_as import ReadAs
    from geodata.scale.part_tables import Tally
    from geodata.scale.points import Points

POINT_TYPES: Final = {
    "row": "i8",
    "morton": "u8",
    "x": "u4",
    "y": "u4",
    "standing": "u1",
    "kind": "u2",
    "first": "i4",
    "last": "i4",
}
"""Of the columns of points while they are gathered; the rows are numbered anew at the end."""


@dataclass(frozen=True)
class Embedded:
    """Does the work of a build in this process.

    Parameters
    ----------
    rows
        How many records a part has at most.
    """

    rows: int = PART_ROWS

    def gather(
        self, path: Path, read_as: ReadAs | None, folder: Path, tell: Callable[[int], None]
    ) -> dict[str, Any]:
        """Write the files of a prepared case into a folder, see `geodata.scale.build.Engine`."""
        gathering = Gathering(folder)
        for part in read_parts(path, self.rows, read_as):
            gathering.add(part)
            tell(gathering.rows_read)
        return gathering.finish()


EMBEDDED: Final = Embedded()


class Gathering:
    """Takes a case's parts and writes them.

    Parameters
    ----------
    folder
        Where the files come to lie; what is needed on the way is in its `work`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._work = folder, folder / "work"
        self._rows = {name: Rows(self._work / name) for name in TABLES}
        self._points = {
            clock: {
                name: Column(self._work / f"{clock}-{name}", dtype)
                for name, dtype in POINT_TYPES.items()
            }
            for clock in Clock
        }
        self._morton = Column(self._work / "morton", "u8")
        self._undated = Column(self._work / "undated", "?")
        self._told = {name: Column(self._work / name, "i4") for name in TOLD}
        self._kinds: dict[str, int] = {}
        self._sources: list[pd.DataFrame] = []
        self._corrections: list[pd.DataFrame] = []
        self._places: list[gpd.GeoDataFrame] = []
        self._tallies: list[Tally] = []
        self._about: Any = None
        self._events = self._claims = 0
        self.rows_read = 0
        for name in LISTS:
            listed(folder / name, ())

    def add(self, part: CasePart) -> None:
        """Take the next part."""
        found = part_tables(part, self._events, self._claims)
        for kind in found.kinds:
            self._kinds.setdefault(kind, len(self._kinds))
        codes = np.array([self._kinds[kind] for kind in found.kinds], np.uint16)
        for clock, points in found.points.items():
            self._add_points(clock, points, codes)
        for name, rows in found.tables.items():
            self._rows[name].append(rows)
        self._morton.append(found.tables["events"][AT].to_numpy())
        self._undated.append(found.undated)
        for name, column in self._told.items():
            column.append(found.order_told[name])
        self._about = part.about
        self._places.append(found.places)
        self._sources.append(part.sources)
        self._corrections.append(part.corrections)
        self._tallies.append(found.tally)
        self.rows_read += part.rows_read
        listed(self._folder / "rejected.csv", part.rejected)
        listed(self._folder / "warnings.csv", part.warnings)
        self._events += found.tally.events
        self._claims += found.tally.claims

    def _add_points(self, clock: Clock, points: Points, codes: NDArray[np.uint16]) -> None:
        columns = self._points[clock]
        columns["row"].append(points.row.astype(np.int64) + self._events)
        columns["kind"].append(codes[points.kind])
        for field in fields(points):
            if field.name not in {"row", "kind"}:
                columns[field.name].append(getattr(points, field.name))

    def finish(self) -> dict[str, Any]:
        """Write everything in its last order, and give what a description tells of it."""
        description = described(self._about, self._tallies)
        order = np.argsort(self._morton.values(), kind="stable")
        row_of = np.empty(len(order), np.int64)
        row_of[order] = np.arange(len(order))
        self._undated.save(self._folder / "undated.npy", order)
        self._save_points(row_of)
        rank = self._order_told()
        self._save_rows(row_of, rank)
        self._save_small()
        shutil.rmtree(self._work)
        return description

    def _save_points(self, row_of: NDArray[np.int64]) -> None:
        kinds = kinds_of(self._tallies)
        code_of = np.array([kinds.index(kind) for kind in self._kinds], np.uint16)
        codes: dict[str, NDArray[Any]] = {"row": row_of.astype(np.int32), "kind": code_of}
        for clock, columns in self._points.items():
            folder = self._folder / clock
            folder.mkdir()
            keys = {name: columns[name].values() for name in ("first", "row", "morton")}
            order = np.lexsort((keys["first"], row_of[keys["row"]], keys["morton"]))
            for name, column in columns.items():
                column.save(folder / f"{name}.npy", order, codes.get(name))

    def _order_told(self) -> NDArray[np.int64]:
        """Rank all claims in the total order of telling, as `in_order_told` does for one case."""
        day, seq, second = (self._told[name].values() for name in self._told)
        order = np.lexsort((second, seq, day))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return rank

    def _save_rows(self, row_of: NDArray[np.int64], rank: NDArray[np.int64]) -> None:
        def looked_up(column: str, values: NDArray[Any]) -> Numbering:
            return lambda table: values[table[column].to_numpy()]

        dropped = (AT, OF, NTH)
        rows = row_of.astype(np.int32)
        row: dict[str, Numbering] = {"row": looked_up(OF, rows)}
        for name, by, numbered in (
            ("events", (AT, NTH), {"row": looked_up(NTH, rows)}),
            ("claims", (AT, OF, *TOLD, NTH), {**row, "told_order": looked_up(NTH, rank)}),
            ("event_sources", (AT, OF, "value"), row),
            ("event_actors", (AT, OF, "value"), row),
        ):
            self._rows[name].save(self._folder / f"{name}.parquet", by, dropped, numbered)

    def _save_small(self) -> None:
        sources = pd.concat(self._sources).drop_duplicates("source_id", ignore_index=True)
        database = ibis.duckdb.connect()
        tables = [database.read_parquet(self._folder / f"{name}.parquet") for name in TABLES]
        values = values_of(*tables).to_pyarrow()
        database.disconnect()
        corrections = pd.concat(self._corrections, ignore_index=True)
        save_small(self._folder, sources, corrections, self._places, values)
