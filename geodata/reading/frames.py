"""The frames that a case and its parts hold: which columns, of which types."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from geodata.columns import CLAIMS, EVENTS, SOURCES, Column
from geodata.dates import DAY_COLUMNS, FLAG_COLUMNS

_EVENT_TYPES: Final = dict.fromkeys(DAY_COLUMNS, "Int32") | dict.fromkeys(FLAG_COLUMNS, "bool")
_CLAIM_TYPES: Final = {
    "told_day": "Int32",
    "told_second": "Int32",
    "told_order": "int64",
    "told_earliest": "Int32",
    "told_assumed": "bool",
    "statement_id": "str",
}


def event_rows(events: pd.DataFrame) -> pd.DataFrame:
    """Return events as a case holds them, see `docs/architecture.md`."""
    return _typed(events, EVENTS, _EVENT_TYPES)


def claim_rows(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims as a case holds them."""
    return _typed(claims, CLAIMS, _CLAIM_TYPES)


def source_rows(sources: pd.DataFrame) -> pd.DataFrame:
    """Return sources as a case holds them."""
    return _typed(sources, SOURCES, {})


def _typed(
    frame: pd.DataFrame, columns: Sequence[Column], computed: Mapping[str, str]
) -> pd.DataFrame:
    types = {column.name: column.dtype for column in columns} | dict(computed)
    return frame[[*types]].astype(types).reset_index(drop=True)
