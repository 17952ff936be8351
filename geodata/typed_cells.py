"""Typed cells → the text that checks expect, so that every file is checked as a CSV is."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import singledispatch
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns import BETWEEN
from geodata.errors import CaseWarning, RejectedRow, shortened
from geodata.records.faults import DAMAGED, damage_in
from geodata.text_files import TextTable, text_column

_EXACT: Final = 2.0**53


def typed_table(
    file: str,
    columns: Sequence[tuple[str, "pd.Series[str]"]],
    lines: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    warnings: Iterable[CaseWarning] = (),
) -> TextTable:
    """Return a table of such columns; rows with characters that are no text are rejected.

    Parameters
    ----------
    file
        The name under which messages speak of it.
    columns
        Names, and cells as text.
    lines
        The number of each row, as the program that people open the file with counts them.
    warnings
        What had to be guessed.
    """
    problems: dict[int, str] = {}
    for _, cells in columns:
        for position in np.flatnonzero(_is_damaged(cells)).tolist():
            problems.setdefault(position, damage_in(cells.iloc[position]))
    sound = np.ones(len(lines), dtype=bool)
    sound[[*problems]] = False
    rejected = [
        RejectedRow(file, int(lines[position]), "", _row_text(columns, position), problem)
        for position, problem in sorted(problems.items())
    ]
    return TextTable(
        file,
        tuple(name for name, _ in columns),
        tuple(cells if sound.all() else cells[sound] for _, cells in columns),
        lines[sound],
        tuple(rejected),
        tuple(warnings),
    )


def _is_damaged(cells: "pd.Series[str]") -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    pattern = r"[\x00-\x08\x0e-\x1f\x7f-\x{84}\x{86}-\x{9f}\x{fffd}-\x{ffff}]"
    found = pc.match_substring_regex(pa.chunked_array(pa.array(cells)), pattern)
    damaged: np.ndarray[tuple[int], np.dtype[np.bool_]] = found.to_numpy().astype(bool)
    return damaged


def _row_text(columns: Sequence[tuple[str, "pd.Series[str]"]], position: int) -> str:
    return DAMAGED.sub("\ufffd", shortened(", ".join(cells.iloc[position] for _, cells in columns)))


def column_text(cells: pa.ChunkedArray) -> "pd.Series[str]":
    """Write an Arrow column as text; what is missing is `""`.

    Whole numbers lose their `.0`, a time of midnight without a zone is a day, an instant with a
    zone is told in it, the items of a list are separated by `|`.
    """
    kind = cells.type
    if pa.types.is_dictionary(kind):
        return column_text(cells.cast(kind.value_type))
    if pa.types.is_floating(kind):
        cells = pc.if_else(pc.is_finite(cells), cells, pa.scalar(None, kind)).cast(pa.float64())
        whole = pc.and_(pc.equal(pc.floor(cells), cells), pc.less(pc.abs(cells), _EXACT))
        as_whole = pc.if_else(whole, cells, 0.0).cast(pa.int64()).cast(pa.large_string())
        text = pc.if_else(whole, as_whole, cells.cast(pa.large_string()))
    elif pa.types.is_timestamp(kind):
        text = _instants(cells)
    elif _casts_to_text(kind):
        text = _in_utf8(cells).cast(pa.large_string())
    else:
        text = pa.array(map(cell_text, _values(cells)), pa.large_string())
    return text_column(pc.fill_null(pa.chunked_array(text), ""))


def _in_utf8(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Put U+FFFD for bytes that are no text, which GDAL and Parquet pass on unseen."""
    try:
        cells.validate(full=True)
    except pa.ArrowInvalid:
        written = cells.cast(pa.large_binary()).to_pylist()
        found = [None if one is None else one.decode("utf-8", "replace") for one in written]
        return pa.chunked_array([pa.array(found, pa.large_string())])
    return cells


def _values(cells: pa.ChunkedArray) -> Iterator[object]:
    """Yield the values of cells; in words where one is beyond what its type can mean."""
    for cell in cells:
        try:
            yield cell.as_py()
        except (OverflowError, ValueError):
            yield "out of range"


def _casts_to_text(kind: pa.DataType) -> bool:
    of = pa.types
    tests = (of.is_string, of.is_large_string, of.is_integer, of.is_boolean, of.is_date)
    return any(test(kind) for test in (*tests, of.is_string_view, of.is_null))


def _instants(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    seconds = cells.cast(pa.timestamp("s", cells.type.tz), safe=False)
    if cells.type.tz is not None:
        text = pc.strftime(seconds, format="%Y-%m-%dT%H:%M:%S%z")
        return pc.replace_substring_regex(text, "([0-9]{2})$", r":\1").cast(pa.large_string())
    days = seconds.cast(pa.date32(), safe=False)
    is_day = pc.equal(days.cast(seconds.type), seconds)
    text = pc.strftime(seconds, format="%Y-%m-%dT%H:%M:%S")
    return pc.if_else(is_day, days.cast(pa.string()), text).cast(pa.large_string())


@singledispatch
def cell_text(value: object) -> str:
    """Write one cell as text, by the rules of `column_text`."""
    return "" if value is None else str(value)


@cell_text.register
def _flag(value: bool) -> str:
    return str(value).lower()


@cell_text.register
def _number(value: float) -> str:
    if not np.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


@cell_text.register(type(pd.NaT))  # which would be taken for an instant
def _no_instant(_: object) -> str:
    return ""


@cell_text.register
def _instant(value: datetime) -> str:
    is_day = value.tzinfo is None and value.time() == time()
    return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")


@cell_text.register
def _day(value: date) -> str:
    return value.isoformat()


@cell_text.register
def _items(value: list) -> str:  # type: ignore[type-arg]  # dispatched on, so without items
    return BETWEEN.join(map(cell_text, value))


@cell_text.register
def _object(value: dict) -> str:  # type: ignore[type-arg]  # as above
    return json.dumps(value, ensure_ascii=False, default=str)
