"""The tables of `geodata.columns` as pandera schemas.

They are for typed cells: pandera drops a column's other checks when one of its cells does not
coerce, so text is turned into numbers and dates before, and only then validated.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from geodata.columns import Column


@contextmanager
def _without_spark() -> Iterator[None]:
    """Keep pandera from reading all of Spark where it is installed, and from settling its address.

    That takes longer than pandera itself; tables held against these schemas are pandas' only.
    """
    modules: dict[str, Any] = sys.modules  # None stands for a module that is not to be found
    spark, variables = modules.get("pyspark"), set(os.environ)
    modules["pyspark"] = None
    try:
        yield
    finally:
        if spark is None:
            del modules["pyspark"]
        else:
            modules["pyspark"] = spark
        for name in set(os.environ) - variables:
            del os.environ[name]


with _without_spark():
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

__all__ = ["SchemaErrors", "schema"]

FILLED = "filled"
VOCABULARY = "vocabulary"
PATTERN = "pattern"
RANGE = "range"
UNIQUE = "field_uniqueness"


@lru_cache
def schema(columns: tuple[Column, ...]) -> pa.DataFrameSchema:
    """Return the schema of a table; a failed check carries one of this module's names."""
    return pa.DataFrameSchema({column.name: _column(column) for column in columns}, strict=True)


def _column(column: Column) -> pa.Column:
    return pa.Column(
        column.dtype,
        list(_checks(column)),
        nullable=column.kind != "text",
        unique=column.unique,
        report_duplicates="exclude_first",
    )


def _checks(column: Column) -> Iterable[pa.Check]:
    if column.filled:
        yield pa.Check.str_length(min_value=1, error=FILLED)
    if column.vocabulary is not None:
        words = [*column.vocabulary, ""]  # an empty cell is told of once, by `FILLED`
        yield pa.Check.isin([str(word) for word in words], error=VOCABULARY)
    if column.pattern is not None:
        yield pa.Check.str_matches(rf"(?:{column.pattern[0]})?\Z", error=PATTERN)
    if column.low is not None and column.high is not None:
        yield pa.Check.in_range(column.low, column.high, error=RANGE)
