"""GeoJSON, GeoPackage, Parquet and GeoParquet → tables; rows are numbered from 1."""

import codecs
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from geodata import geopackages
from geodata.encodings import described
from geodata.errors import CaseError, CaseWarning, shortened
from geodata.layers import Layers, chosen_layer
from geodata.limits import (
    FREELY_ROWS,
    FREELY_UNPACKED,
    LARGEST_READ_WHOLE,
    MOST_COLUMNS,
    MOST_ROWS_PER_BYTE,
    MOST_UNPACKED_PER_BYTE,
    bounded,
    expect_at_most,
)
from geodata.shapes import placed, reference_of, reject
from geodata.text_files import TextTable, opened
from geodata.typed_cells import column_text, typed_table

_AT_ONCE: Final = 65_536
_JSON: Final = frozenset({".geojson", ".json"})
_SQLITE: Final = b"SQLite format 3\x00"
_LONGEST_START: Final = 4_096
_GEOMETRY: Final = "wkb_geometry"
_NO_KEY: Final = "OGC_FID"
_SAVE_AGAIN: Final = "save it again, or export it as CSV"
_UNREADABLE: Final = b"\x00"
"""In place of a geometry that GDAL leaves out because it cannot read it."""


def read_features(path: Path, file: str, layers: Layers, rows: int) -> Iterator[TextTable]:
    """Yield the layer with the events as tables of at most so many features, at least one.

    Raises
    ------
    CaseError
        Where it cannot be read, has no layer with events, or more than one.
    """
    headers = feature_headers(path, file)
    with _told_in_one_line(file, _SAVE_AGAIN):
        layer, warnings = chosen_layer(file, "layer", headers, layers)
        with pyogrio.open_arrow(
            path,
            layer=layer,
            use_pyarrow=True,
            batch_size=_AT_ONCE,
            return_fids=not _is_json(path),
            **_options(path),
        ) as (meta, batches):
            geometry = meta["geometry_name"] or _GEOMETRY
            key = meta["fid_column"] or _NO_KEY
            has_geometry = geometry in batches.schema.names
            lost = _Lost(path, file, geopackages.Shapes(layer, key, geometry))
            yield from _tables(
                file,
                _regrouped(
                    map(lost.marked, batches) if has_geometry else batches, batches.schema, rows
                ),
                (geometry, meta["crs"]) if has_geometry else None,
                warnings,
                set() if _is_json(path) and not meta["fid_column"] else {key},
            )


class _Lost:
    """Marks what GDAL leaves out of a layer without a word: geometry that it cannot read.

    Parameters
    ----------
    path, file
        The file, and the name under which messages speak of it.
    kept
        Where the geometry is.
    """

    def __init__(self, path: Path, file: str, kept: geopackages.Shapes) -> None:
        self._path, self._file, self._kept = path, file, kept
        self._before = 0

    def marked(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the next features, a geometry that was left out marked as unreadable."""
        position = batch.schema.names.index(self._kept.column)
        cells = batch.column(position)
        first, self._before = self._before, self._before + batch.num_rows
        if not cells.null_count:
            return batch
        missing = np.flatnonzero(cells.is_null().to_numpy(zero_copy_only=False)).tolist()
        found = cells.to_pylist()
        for nth in self._unreadable(batch, missing, first):
            found[nth] = _UNREADABLE
        field = batch.schema.field(position)
        return batch.set_column(position, field, pa.array(found, field.type))

    def _unreadable(self, batch: pa.RecordBatch, missing: list[int], first: int) -> list[int]:
        if _is_json(self._path):
            return [nth for nth in missing if first + nth in self._in_json]
        keys = batch.column(batch.schema.names.index(self._kept.key)).to_pylist()
        asked = [keys[nth] for nth in missing]
        there = geopackages.holding_geometry(self._path, self._file, self._kept, asked)
        return [nth for nth in missing if keys[nth] in there]

    @cached_property
    def _in_json(self) -> frozenset[int]:
        """Which features, counted from 0, have a geometry in the text itself."""
        with opened(self._path, self._file) as binary:
            data = bounded(binary, self._file, LARGEST_READ_WHOLE)
        try:
            tree = json.loads(data.decode("utf-8-sig", errors="replace"))
            features = tree.get("features", [tree])
            return frozenset(
                nth
                for nth, feature in enumerate(features)
                if not isinstance(feature, dict) or feature.get("geometry") is not None
            )
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise CaseError(
                f"{self._file}: cannot be read ({shortened(str(error), 120)}); {_SAVE_AGAIN}"
            ) from None


def feature_headers(path: Path, file: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of each layer, its geometry not among them.

    Raises
    ------
    CaseError
        Where it cannot be read.
    """
    _expect_features(path, file)
    with _told_in_one_line(file, _SAVE_AGAIN):
        plain = None if _is_json(path) else geopackages.tables_in(path, file)
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
        read = [name for name in names if plain is None or name.casefold() in plain]
        if names and not read:
            raise CaseError(
                f"{file}: expected a table, got views or computed columns only, which may lead to "
                "other files; save its rows as a table, or as CSV"
            )
        return {
            name: tuple(pyogrio.read_info(path, layer=name, **_options(path))["fields"])
            for name in read
        }


def _expect_features(path: Path, file: str) -> None:
    """Refuse what is of another kind than its name says.

    GDAL goes by what a file holds, and some kinds have it read further files or ask the web.
    """
    with opened(path, file) as binary:
        start = binary.read(_LONGEST_START)
    if _is_json(path):
        is_sound = start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
        expected = "a GeoJSON collection, which begins with “{”"
    else:
        is_sound, expected = start.startswith(_SQLITE), "a GeoPackage"
    if not is_sound:
        got = described(start) or ("nothing" if not start.strip() else "something else")
        raise CaseError(f"{file}: expected {expected}, got {got}; save it again, or as CSV")


def _is_json(path: Path) -> bool:
    return path.suffix.lower() in _JSON


def _options(path: Path) -> dict[str, str]:
    return {"DATE_AS_STRING": "YES"} if _is_json(path) else {}


def read_parquet(path: Path, file: str, rows: int) -> Iterator[TextTable]:
    """Yield a Parquet file as tables of at most so many rows, at least one.

    Raises
    ------
    CaseError
        Where it cannot be read.
    """
    with _parquet(path, file) as parquet:
        schema = parquet.schema_arrow
        batches = parquet.iter_batches(batch_size=_AT_ONCE)
        yield from _tables(
            file, _regrouped(batches, schema, rows), _declared(schema, file), (), set()
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
            batches = parquet.iter_batches(batch_size=_AT_ONCE, row_groups=groups.numbers)
            read = pa.Table.from_batches(batches if groups.numbers else [], schema)
            wanted = read.slice(self.start - groups.before, self.rows)
            (text,) = _tables(
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
        total = parquet.metadata.num_rows
    for start in range(0, max(total, 1), rows):
        yield ParquetPart(path, file, start, min(rows, total - start))


@contextmanager
def _parquet(path: Path, file: str) -> Iterator[pq.ParquetFile]:
    with opened(path, file) as binary, _told_in_one_line(file, "is it whole? copy it again"):
        parquet = pq.ParquetFile(binary)
        _expect_bounded(parquet.metadata, path.stat().st_size, file)
        yield parquet


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


@contextmanager
def _told_in_one_line(file: str, remedy: str) -> Iterator[None]:
    try:
        yield
    except (
        pa.ArrowException,
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        OSError,
        UnicodeDecodeError,
    ) as error:
        raise CaseError(
            f"{file}: cannot be read ({shortened(str(error), 120)}); {remedy}"
        ) from None


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


def _regrouped(
    batches: Iterator[pa.RecordBatch], schema: pa.Schema, rows: int
) -> Iterator[tuple[int, pa.Table]]:
    """Yield tables of so many rows after the number of the first; at least one table."""
    held = schema.empty_table()
    first = 1
    for batch in batches:
        held = pa.concat_tables([held, pa.Table.from_batches([batch], schema)])
        while held.num_rows >= rows:
            yield first, held.slice(0, rows)
            held, first = held.slice(rows), first + rows
    if held.num_rows or first == 1:
        yield first, held


def _tables(
    file: str,
    tables: Iterator[tuple[int, pa.Table]],
    geometry: tuple[str, object] | None,
    warnings: Sequence[CaseWarning],
    left_out: set[str],
) -> Iterator[TextTable]:
    reference: Any = None
    if geometry:
        reference, of_reference = reference_of(geometry[1], file)
        warnings = (*warnings, *of_reference)
    for first, table in tables:
        lines = np.arange(first, first + table.num_rows, dtype=np.int64)
        named = [
            (name, column_text(cells))
            for name, cells in zip(table.column_names, table.columns, strict=True)
            if name not in left_out | ({geometry[0]} if geometry else set())
        ]
        if geometry is None:
            yield typed_table(file, named, lines, warnings)
        else:
            where = placed(table[geometry[0]].to_pylist(), reference, lines.tolist())
            text = typed_table(file, [*where.columns, *named], lines, warnings)
            bad = reject(file, where, lines)
            sound = ~np.isin(text.lines, [row.line for row in bad])
            known = {row.line for row in text.rejected}
            yield replace(
                text,
                columns=tuple(cells[sound] for cells in text.columns),
                lines=text.lines[sound],
                rejected=(*text.rejected, *(row for row in bad if row.line not in known)),
                places=where.places,
            )
        warnings = ()
