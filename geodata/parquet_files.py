"""Parquet and GeoParquet → tables; rows are numbered from 1."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.arrow_tables import AT_ONCE, regrouped, tables_of, told_in_one_line
from geodata.errors import CaseError, shortened
from geodata.limits import (
    FREELY_ROWS,
    FREELY_UNPACKED,
    MOST_COLUMNS,
    MOST_REPEATED_PER_ROW,
    MOST_ROWS_PER_BYTE,
    MOST_UNPACKED_PER_BYTE,
    expect_at_most,
)
from geodata.text_files import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.text_files import TextTable

_COUNTED_AT_ONCE: Final = 4_096
_WRITTEN_OUT_AT_ONCE: Final = 64


def read_parquet(path: Path, file: str, rows: int) -> Iterator[TextTable]:
    """Yield a Parquet file as tables of at most so many rows, at least one.

    Raises
    ------
    CaseError
        Where it cannot be read.
    """
    with _parquet(path, file) as parquet:
        _expect_text_bounded(path, file, parquet.metadata)
        schema = parquet.schema_arrow
        batches = parquet.iter_batches(batch_size=AT_ONCE)
        yield from tables_of(
            file, regrouped(batches, schema, rows), _declared(schema, file), (), set()
        )


@dataclass(frozen=True)
class ParquetPart:
    """Some rows of a Parquet file, to be read by themselves.

    Parameters
    ----------
    path, file
        The file, and the name under which messages speak of it.
    start, rows
        How many rows come before, and how many these are.
    """

    path: Path
    file: str
    start: int
    rows: int

    def read(self) -> TextTable:
        """Read the rows.

        Raises
        ------
        CaseError
            Where the file cannot be read.
        """
        with _parquet(self.path, self.file) as parquet:
            schema = parquet.schema_arrow
            groups = _GroupsOf(parquet, self.start, self.rows)
            batches = parquet.iter_batches(batch_size=AT_ONCE, row_groups=groups.numbers)
            read = pa.Table.from_batches(batches if groups.numbers else [], schema)
            wanted = read.slice(self.start - groups.before, self.rows)
            (text,) = tables_of(
                self.file,
                iter([(self.start + 1, wanted)]),
                _declared(schema, self.file),
                (),
                set(),
            )
        return text if self.start == 0 else replace(text, warnings=())


class _GroupsOf:
    """Which row groups hold some rows, and how many rows come before them."""

    def __init__(self, parquet: pq.ParquetFile, start: int, rows: int) -> None:
        counts = [
            parquet.metadata.row_group(number).num_rows
            for number in range(parquet.metadata.num_row_groups)
        ]
        ends = np.cumsum([0, *counts]).tolist()
        bounds = zip(range(len(counts)), ends, ends[1:], strict=False)
        self.numbers = [
            number for number, first, end in bounds if first < start + rows and end > start
        ]
        self.before = ends[self.numbers[0]] if self.numbers else 0


def cut_parquet(path: Path, file: str, rows: int) -> Iterator[ParquetPart]:
    """Yield the parts of a Parquet file that `read_parquet` would, not read yet.

    Raises
    ------
    CaseError
        Where it cannot be read.
    """
    with _parquet(path, file) as parquet:
        _expect_text_bounded(path, file, parquet.metadata)
        total = parquet.metadata.num_rows
    for start in range(0, max(total, 1), rows):
        yield ParquetPart(path, file, start, min(rows, total - start))


@contextmanager
def _parquet(path: Path, file: str) -> Iterator[pq.ParquetFile]:
    with opened(path, file) as binary, told_in_one_line(file, "is it whole? copy it again"):
        parquet = pq.ParquetFile(binary)
        _expect_bounded(parquet.metadata, path.stat().st_size, file)
        yield parquet


def expect_parquet_bounded(path: Path, file: str) -> None:
    """Refuse a Parquet file that claims far more than its bytes can mean.

    Raises
    ------
    CaseError
        For such a one, or where it cannot be read.
    """
    with _parquet(path, file) as parquet:
        _expect_text_bounded(path, file, parquet.metadata)


def _expect_bounded(about: pq.FileMetaData, size: int, file: str) -> None:
    """Refuse a file that claims far more than its bytes can mean.

    Raises
    ------
    CaseError
        For such a one.
    """
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    remedy = "save it again, or export it as CSV"
    rows = max(about.num_rows, sum(max(group.num_rows, 0) for group in groups))
    expect_at_most(rows, max(FREELY_ROWS, MOST_ROWS_PER_BYTE * size), file, "rows", remedy)
    expect_at_most(about.num_columns, MOST_COLUMNS, file, "columns", remedy)
    unpacked = sum(max(group.total_byte_size, 0) for group in groups)
    most = max(FREELY_UNPACKED, MOST_UNPACKED_PER_BYTE * size)
    expect_at_most(unpacked, most, file, "bytes unpacked", remedy)


def _expect_text_bounded(path: Path, file: str, about: pq.FileMetaData) -> None:
    """Refuse a file whose text, repeated row by row, comes to far more than its bytes can mean.

    Text that repeats is kept once; how long it is in all is counted before it is written out.

    Raises
    ------
    CaseError
        For such a one.
    """
    allowed = max(FREELY_UNPACKED, MOST_UNPACKED_PER_BYTE * path.stat().st_size)
    most, total = allowed + MOST_REPEATED_PER_ROW * about.num_rows, 0
    remedy = "write shorter text, or export it as CSV"
    prefixed = _repeating(about, prefixed=True)
    repeating = _repeating(about, prefixed=False) - prefixed
    # where a value begins as the one before it, Arrow can only write both out: a few at a time
    for names, at_once in ((prefixed, _WRITTEN_OUT_AT_ONCE), (repeating, _COUNTED_AT_ONCE)):
        if not names:
            continue
        with opened(path, file) as binary:
            parquet = pq.ParquetFile(binary, read_dictionary=[*(names & repeating)])
            for batch in parquet.iter_batches(batch_size=at_once, columns=sorted(names)):
                total += sum(map(_text_in, batch.columns))
                expect_at_most(total, most, file, "bytes of text", remedy)


def _text_in(cells: pa.Array) -> int:
    """Count the bytes of a column's text, that of a list's not."""
    if pa.types.is_dictionary(cells.type):
        lengths = pc.take(pc.binary_length(cells.dictionary), cells.indices)
    elif _holds_bytes(cells.type):
        lengths = pc.binary_length(cells)
    else:
        return 0
    return int(pc.sum(lengths).as_py() or 0)


def _holds_bytes(kind: pa.DataType) -> bool:
    of = pa.types
    return any(test(kind) for test in (of.is_string, of.is_large_string, of.is_binary))


def _repeating(about: pq.FileMetaData, *, prefixed: bool) -> set[str]:
    """Name the columns whose text could come to too much, were each value as long as all of it.

    `prefixed` asks for those in which a value is kept as what differs from the one before it.
    """
    chunks = (
        about.row_group(group).column(column)
        for group in range(about.num_row_groups)
        for column in range(about.num_columns)
    )
    return {
        chunk.path_in_schema
        for chunk in chunks
        if chunk.physical_type == "BYTE_ARRAY"
        and ("DELTA_BYTE_ARRAY" in chunk.encodings) == prefixed
        and chunk.num_values * chunk.total_uncompressed_size > FREELY_UNPACKED
    }


def _declared(schema: pa.Schema, file: str) -> tuple[str, object] | None:
    """Return the geometry column of a GeoParquet file, and the reference system it declares.

    Raises
    ------
    CaseError
        Where the geometry is in a form that is not read here.
    """
    written = (schema.metadata or {}).get(b"geo")
    if written is None:
        return None
    try:
        about = json.loads(written)
        name = about["primary_column"]
        column = about["columns"][name]
        encoding = column["encoding"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CaseError(
            f"{file}: what it says of its geometry cannot be read ({error!r})"
        ) from None
    if encoding != "WKB":
        raise CaseError(
            f"{file}: its geometry is encoded as “{shortened(str(encoding))}”, expected WKB; "
            "save it with geopandas' to_parquet"
        )
    if schema.names.count(name) != 1 or not _holds_wkb(schema.field(name).type):
        raise CaseError(
            f"{file}: it names “{shortened(str(name))}” as its geometry, expected a column of "
            "bytes; save it with geopandas' to_parquet"
        )
    return name, column.get("crs", "OGC:CRS84")


def _holds_wkb(kind: pa.DataType) -> bool:
    of = pa.types
    tests = (of.is_binary, of.is_large_binary, of.is_binary_view, of.is_fixed_size_binary)
    return any(test(kind) for test in tests)
