"""The frames that a case and its parts hold: which columns, of which types."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import pyarrow as pa

from geodata.columns import CLAIMS, CORRECTIONS, EVENTS, SOURCES
from geodata.dates import DAY_COLUMNS, FLAG_COLUMNS
from geodata.text_files import text_column

_EVENT_TYPES: Final = dict.fromkeys(DAY_COLUMNS, "Int32") | dict.fromkeys(FLAG_COLUMNS, "bool")
_CLAIM_TYPES: Final = {
    "told_day": "Int32",
    "told_second": "Int32",
    "told_order": "int64",
    "told_earliest": "Int32",
    "told_assumed": "bool",
    "statement_id": "str",
}


EVENT_COLUMNS: Final = {column.name: column.dtype for column in EVENTS} | _EVENT_TYPES
"""The columns of a case's events, with their types."""

CLAIM_COLUMNS: Final = {column.name: column.dtype for column in CLAIMS} | _CLAIM_TYPES
"""The columns of a case's claims, with their types."""


def event_rows(events: pd.DataFrame) -> pd.DataFrame:
    """Return events as a case holds them, see `docs/architecture.md`."""
    return _typed(events, EVENT_COLUMNS)


def claim_rows(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims as a case holds them."""
    return _typed(claims, CLAIM_COLUMNS)


def source_rows(sources: pd.DataFrame) -> pd.DataFrame:
    """Return sources as a case holds them."""
    return _typed(sources, {column.name: column.dtype for column in SOURCES})


def correction_rows(corrections: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return corrections as a case holds them; without any, an empty frame of them."""
    types = {column.name: column.dtype for column in CORRECTIONS}
    return _typed(pd.DataFrame(columns=[*types]) if corrections is None else corrections, types)


def rows_of_arrow(table: pa.Table, types: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of a table that holds such columns as a case holds them, in its order."""
    cells = {name: _cells(table[name], dtype) for name, dtype in types.items()}
    return pd.DataFrame(cells, copy=False)


def _cells(column: pa.ChunkedArray, dtype: str) -> Any:
    if dtype == "str":
        return text_column(column).array
    if dtype == "Int32":
        return pd.Int32Dtype().__from_arrow__(column)  # type: ignore[attr-defined]  # the stubs leave pandas' protocol for Arrow out
    return column.to_numpy()


def _typed(frame: pd.DataFrame, types: Mapping[str, str]) -> pd.DataFrame:
    return frame[[*types]].astype(dict(types)).reset_index(drop=True)
