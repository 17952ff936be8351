"""GeoJSON and GeoPackage → tables; rows are numbered from 1."""

import codecs
import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyogrio

from geodata import geopackages
from geodata.arrow_tables import AT_ONCE, regrouped, tables_of, told_in_one_line
from geodata.encodings import described
from geodata.errors import CaseError, shortened
from geodata.layers import Layers, chosen_layer
from geodata.limits import LARGEST_READ_WHOLE, MOST_COLUMNS, bounded, expect_at_most
from geodata.own_files import expect_file
from geodata.text_files import TextTable, opened

_JSON: Final = frozenset({".geojson", ".json"})
_SQLITE: Final = b"SQLite format 3\x00"
_OPENED_BESIDE: Final = ("-journal", "-wal", "-shm")
"""How the names of files go on that SQLite opens by itself."""

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
    with told_in_one_line(file, _SAVE_AGAIN):
        layer, warnings = chosen_layer(file, "layer", headers, layers)
        with pyogrio.open_arrow(
            path,
            layer=layer,
            use_pyarrow=True,
            batch_size=AT_ONCE,
            return_fids=not _is_json(path),
            **_options(path),
        ) as (meta, batches):
            remedy = "delete those that hold no facts about events"
            expect_at_most(len(batches.schema.names), MOST_COLUMNS, file, "columns", remedy)
            geometry = meta["geometry_name"] or _GEOMETRY
            key = meta["fid_column"] or _NO_KEY
            has_geometry = geometry in batches.schema.names
            lost = _Lost(path, file, geopackages.Shapes(layer, key, geometry))
            yield from tables_of(
                file,
                regrouped(
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
    with told_in_one_line(file, _SAVE_AGAIN):
        if _is_json(path):
            return {str(name): _columns(path, str(name)) for name, _ in pyogrio.list_layers(path)}
        # GDAL is not asked for a list: to make one, it runs the views
        tables = geopackages.tables_in(path, file)
        headers = {}
        for name in tables.names:
            with suppress(pyogrio.errors.DataLayerError):  # it is no layer, such as of tiles
                headers[name] = _columns(path, name)
        if tables.has_others and not headers:
            raise CaseError(
                f"{file}: expected a table, got views or computed columns only, which may lead to "
                "other files; save its rows as a table, or as CSV"
            )
        return headers


def _columns(path: Path, layer: str) -> tuple[str, ...]:
    return tuple(pyogrio.read_info(path, layer=layer, **_options(path))["fields"])


def _expect_features(path: Path, file: str) -> None:
    """Refuse what is of another kind than its name says.

    GDAL goes by what a file holds, and some kinds have it read further files or ask the web.
    """
    with opened(path, file) as binary:
        start = binary.read(_LONGEST_START)
    for ending in () if _is_json(path) else _OPENED_BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            expect_file(beside, file + ending)
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
