"""Rows and columns on their way to disk: gathered in parts, then written in their last order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.scale.small_tables import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import DTypeLike, NDArray

ROWS_AT_ONCE: Final = 1 << 16
"""Rows of a Parquet file's row group, and of a column taken at a time."""

MEMORY: Final = "1GB"
"""How much DuckDB sorts in before it uses the disk."""


Numbering: TypeAlias = "Callable[[pa.Table], NDArray[Any]]"
"""Makes a column of rows in their last order."""


class Column:
    """A column of whole numbers that grows on disk.

    Parameters
    ----------
    path
        Where it grows.
    dtype
        NumPy's name of its type, little-endian.
    """

    def __init__(self, path: Path, dtype: DTypeLike) -> None:
        self.dtype: Final = np.dtype(dtype).newbyteorder("<")
        self._path = path
        path.touch()

    def append(self, values: NDArray[Any]) -> None:
        """Add values at the end."""
        with self._path.open("ab") as file:
            file.write(values.astype(self.dtype).tobytes())

    def values(self) -> NDArray[Any]:
        """Give what has grown so far, mapped from the disk."""
        if not self._path.stat().st_size:
            return np.empty(0, self.dtype)
        return np.memmap(self._path, self.dtype, mode="r")

    def save(self, path: Path, order: NDArray[np.int64], codes: NDArray[Any] | None = None) -> None:
        """Write its values in an order as a NumPy file, or what they stand for in `codes`."""
        values = self.values()
        dtype = self.dtype if codes is None else codes.dtype
        with path.open("wb") as file:
            begin_array(file, dtype, len(order))
            for start in range(0, len(order), ROWS_AT_ONCE):
                taken = values[order[start : start + ROWS_AT_ONCE]]
                file.write((taken if codes is None else codes[taken]).tobytes())


def begin_array(file: BinaryIO, dtype: DTypeLike, length: int) -> None:
    """Write what a NumPy file of so many numbers begins with."""
    header = {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": (length,)}
    np.lib.format.write_array_header_1_0(file, header)


class Rows:
    """Rows of a table, gathered in Parquet files of a folder.

    Parameters
    ----------
    folder
        Where, made where there is none.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._parts = 0

    def append(self, frame: pd.DataFrame) -> None:
        """Add rows; the columns and types are those of the rows before."""
        table = pa.Table.from_pandas(frame, preserve_index=False)
        write_table(table, self._folder / f"{self._parts:06}.parquet")
        self._parts += 1

    def save(
        self,
        path: Path,
        order: Sequence[str],
        dropped: Sequence[str],
        numbered: Mapping[str, Numbering],
    ) -> None:
        """Write all rows, sorted, as one Parquet file.

        Parameters
        ----------
        path
            Of the file.
        order
            Columns to sort by.
        dropped
            Columns that are left out of the file.
        numbered
            Columns to put first, each made of rows in their last order.
        """
        files = sorted(self._folder.glob("*.parquet"))
        write_rows(path, files, order, dropped, numbered)


def write_rows(
    path: Path,
    files: Sequence[Path],
    order: Sequence[str],
    dropped: Sequence[str],
    numbered: Mapping[str, Numbering],
) -> None:
    """Write the rows of Parquet files as one; see `Rows.save`.

    Parameters
    ----------
    path, order, dropped, numbered
        As of `Rows.save`; without an order rows stay in the one that they are in.
    files
        Where the rows are; beside them lies what does not fit into memory on the way.
    """
    with duckdb.connect() as database:
        database.execute(f"SET memory_limit = '{MEMORY}'")
        database.execute(f"SET temp_directory = '{_quoted(files[0].with_name('sorting'))}'")
        listed = ", ".join(f"'{_quoted(file)}'" for file in files)
        keys = ", ".join(f'"{name}"' for name in order)
        sorting = f"SELECT * FROM read_parquet([{listed}])" + (f" ORDER BY {keys}" if keys else "")
        reader = database.sql(sorting).to_arrow_reader(ROWS_AT_ONCE)
        _write_in_groups(path, reader, dropped, numbered)


def _write_in_groups(
    path: Path,
    reader: pa.RecordBatchReader,
    dropped: Sequence[str],
    numbered: Mapping[str, Numbering],
) -> None:
    """Write row groups of equal size, whatever batches come."""
    writer: pq.ParquetWriter | None = None
    waiting: list[pa.RecordBatch] = []
    count = 0
    try:
        for batch in reader:
            waiting.append(batch)
            count += batch.num_rows
            while count >= ROWS_AT_ONCE:
                table = pa.Table.from_batches(waiting, reader.schema)
                writer = _write_group(path, writer, table[:ROWS_AT_ONCE], dropped, numbered)
                waiting = table[ROWS_AT_ONCE:].to_batches()
                count -= ROWS_AT_ONCE
        if count or writer is None:
            rest = pa.Table.from_batches(waiting, reader.schema)
            writer = _write_group(path, writer, rest, dropped, numbered)
    finally:
        if writer is not None:
            writer.close()


def _write_group(
    path: Path,
    writer: pq.ParquetWriter | None,
    table: pa.Table,
    dropped: Sequence[str],
    numbered: Mapping[str, Numbering],
) -> pq.ParquetWriter:
    columns = {name: pa.array(make(table)) for name, make in numbered.items()}
    kept = [name for name in table.column_names if name not in {*dropped, *columns}]
    columns |= {name: table[name] for name in kept}
    # pages end where chunks do, which are as the batches came
    group = pa.table(columns).combine_chunks()
    if writer is None:
        writer = pq.ParquetWriter(path, group.schema, compression="zstd", compression_level=1)
    writer.write_table(group, row_group_size=ROWS_AT_ONCE)
    return writer


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
