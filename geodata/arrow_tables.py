"""Arrow's tables, as GDAL and Parquet give them → tables of text; rows are numbered from 1."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyogrio

from geodata.errors import CaseError, shortened
from geodata.shapes import placed, reference_of, reject
from geodata.typed_cells import column_text, typed_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.errors import CaseWarning
    from geodata.text_files import TextTable

AT_ONCE: Final = 65_536
"""Rows that are unpacked in one go."""


@contextmanager
def told_in_one_line(file: str, remedy: str) -> Iterator[None]:
    """Make of what Arrow and GDAL raise a CaseError that says what to do."""
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


def regrouped(
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


def tables_of(
    file: str,
    tables: Iterator[tuple[int, pa.Table]],
    geometry: tuple[str, object] | None,
    warnings: Sequence[CaseWarning],
    left_out: set[str],
) -> Iterator[TextTable]:
    """Yield tables as text, with where their geometry lies.

    Parameters
    ----------
    file
        The name under which messages speak of it.
    tables
        Each after the number of its first row.
    geometry
        The column that holds it as WKB, and the reference system that is declared for it, if any.
    warnings
        Go with the first table.
    left_out
        Columns that are none of the user's.

    Raises
    ------
    CaseError
        The reference system is not known.
    """
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
