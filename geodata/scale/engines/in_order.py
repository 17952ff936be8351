"""Rows that lie in order in files of one folder, streamed into the files of a prepared case."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.scale.gathering import POINT_TYPES
from geodata.scale.part_tables import AT, NTH, OF
from geodata.scale.spill import ROWS_AT_ONCE, begin_array, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.scale.spill import Numbering

_ROW_TYPE: Final = "i4"


@dataclass(frozen=True)
class InOrder:
    """Rows in order.

    Parameters
    ----------
    folder, files
        Where they lie, and in which files, one after the other.
    counts
        How many each file has.
    """

    folder: Path
    files: tuple[Path, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Look into a folder."""
        files = tuple(sorted(folder.glob("part-*.parquet")))
        return cls(folder, files, tuple(pq.read_metadata(file).num_rows for file in files))

    def __len__(self) -> int:
        return sum(self.counts)

    @property
    def begins(self) -> Iterator[tuple[str, int]]:
        """The name of each file, and how many rows come before it."""
        before = np.cumsum([0, *self.counts]).tolist()
        for file, count in zip(self.files, before, strict=False):
            yield file.name, count

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield rows, so many at a time."""
        for file in self.files:
            yield from pq.ParquetFile(file).iter_batches(ROWS_AT_ONCE, columns=list(columns))


class _Counter:
    """Numbers rows as they come."""

    def __init__(self) -> None:
        self._next = 0

    def __call__(self, table: pa.Table) -> NDArray[Any]:
        start, self._next = self._next, self._next + table.num_rows
        return np.arange(start, self._next, dtype=_ROW_TYPE)


def write_tables(folder: Path, tables: Mapping[str, InOrder]) -> None:
    """Write the tables of a prepared case, and which events have no day.

    Parameters
    ----------
    folder
        Of the case.
    tables
        Those of `geodata.scale.part_tables.TABLES`; all but events with their `row`.
    """

    def given(column: str, dtype: str) -> Numbering:
        return lambda table: table[column].to_numpy().astype(dtype)

    row = {"row": given("row", _ROW_TYPE)}
    numbered: dict[str, dict[str, Numbering]] = {
        "events": {"row": _Counter()},
        "claims": {**row, "told_order": given("told_order", "i8")},
    }
    for name, rows in tables.items():
        write_rows(
            folder / f"{name}.parquet",
            rows.files,
            (),
            (AT, OF, NTH),
            numbered.get(name, row),
        )
    events = tables["events"]
    with (folder / "undated.npy").open("wb") as file:
        begin_array(file, "?", len(events))
        for batch in events.batches(["earliest"]):
            file.write(pc.is_null(batch["earliest"]).to_numpy(zero_copy_only=False).tobytes())


def write_points(folder: Path, points: InOrder, kinds: Sequence[str]) -> None:
    """Write the points of a clock, a NumPy file for each column.

    Parameters
    ----------
    folder
        Is made.
    points
        The columns of `POINT_TYPES`, the Morton code as `AT`, the kind by its name.
    kinds
        All kinds of the case, sorted.
    """
    folder.mkdir()
    index = pd.Index(kinds)
    types = {name: np.dtype(kind).newbyteorder("<") for name, kind in POINT_TYPES.items()}
    types["row"] = np.dtype(_ROW_TYPE).newbyteorder("<")
    names = [AT if name == "morton" else name for name in types]
    with ExitStack() as stack:
        files = [stack.enter_context((folder / f"{name}.npy").open("wb")) for name in types]
        for file, dtype in zip(files, types.values(), strict=True):
            begin_array(file, dtype, len(points))
        for batch in points.batches(names):
            for file, name, dtype in zip(files, names, types.values(), strict=True):
                column = batch[name]
                values = index.get_indexer(column.to_pandas()) if name == "kind" else column
                file.write(np.asarray(values).astype(dtype).tobytes())
