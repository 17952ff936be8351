"""Typed cells become the text that a CSV would hold."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from geodata.errors import CaseWarning, RejectedRow
from geodata.typed_cells import cell_text, column_text, typed_table

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUR = timezone(timedelta(hours=4))
LARGE = 2.0**53
instant = datetime.fromisoformat


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (pa.array(["a", None, ""]), ["a", "", ""]),
        (pa.array(["a", "b", None]).dictionary_encode(), ["a", "b", ""]),
        (pa.array([1, None, -3]), ["1", "", "-3"]),
        (pa.array([True, False, None]), ["true", "false", ""]),
        (pa.array([None, None]), ["", ""]),
        (pa.array([1.0, 0.5, -0.0, None, np.nan, np.inf, -np.inf]), ["1", "0.5", "0", *[""] * 4]),
        (pa.array([LARGE - 1, -LARGE]), ["9007199254740991", "-9.007199254740992e+15"]),
        (pa.array([0.1], pa.float32()), ["0.10000000149011612"]),
        (pa.array([date(2024, 5, 3), None]), ["2024-05-03", ""]),
        (
            pa.array([instant("2024-05-03"), instant("2024-05-03T10:02:03.000999"), None]),
            ["2024-05-03", "2024-05-03T10:02:03", ""],
        ),
        (
            pa.array([datetime(2024, 5, 3, tzinfo=FOUR)], pa.timestamp("us", "Asia/Baku")),
            ["2024-05-03T00:00:00+04:00"],
        ),
        (pa.array([[1, 2], [], None]), ["1|2", "", ""]),
        (pa.array([{"a": 1, "ə": None}]), ['{"a": 1, "ə": null}']),
        (pa.array([time(10, 2)]), ["10:02:00"]),
        (pa.array([Decimal("1.50")]), ["1.50"]),
        (pa.array([b"a\xff"], pa.binary()).view(pa.utf8()), ["a\ufffd"]),
    ],
)
def test_a_column_is_written_as_text(cells: pa.Array, expected: list[str]) -> None:
    assert column_text(pa.chunked_array([cells])).tolist() == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (pd.NaT, ""),
        ("a", "a"),
        (True, "true"),
        (3, "3"),
        (3.0, "3"),
        (-3.25, "-3.25"),
        (LARGE, repr(LARGE)),
        (LARGE - 1, "9007199254740991"),
        (float("nan"), ""),
        (float("inf"), ""),
        (instant("2024-05-03"), "2024-05-03"),
        (instant("2024-05-03T00:00:01"), "2024-05-03T00:00:01"),
        (datetime(2024, 5, 3, tzinfo=FOUR), "2024-05-03T00:00:00+04:00"),
        (date(2024, 5, 3), "2024-05-03"),
        (["a", None, 2.0, [date(2024, 5, 3)]], "a||2|2024-05-03"),
        ({"ə": date(2024, 5, 3)}, '{"ə": "2024-05-03"}'),
    ],
)
def test_a_cell_is_written_as_text(value: object, expected: str) -> None:
    assert cell_text(value) == expected


def texts(*cells: str) -> pd.Series[str]:
    return pd.Series(cells, dtype="str")


def columns_of(columns: Sequence[pd.Series[str]]) -> list[list[str]]:
    return [cells.tolist() for cells in columns]


def test_rows_with_characters_that_are_no_text_are_rejected_with_their_line() -> None:
    warning = CaseWarning("f", 1, "", "was guessed")
    columns = [
        ("a", texts("x", "b\x00d", "y", "\x7f", "z")),
        ("b", texts("1", "\x1f", "\t2\n", "3", "4\x85")),
    ]
    table = typed_table("f", columns, np.array([2, 3, 5, 8, 9]), iter([warning]))
    assert (table.file, table.header, table.warnings) == ("f", ("a", "b"), (warning,))
    assert columns_of(table.columns) == [["x", "y", "z"], ["1", "\t2\n", "4\x85"]]
    assert table.lines.tolist() == [2, 5, 9]
    first, second = table.rejected
    assert first == RejectedRow("f", 3, "", "b\ufffdd,", first.message)
    assert second == RejectedRow("f", 8, "", "\ufffd, 3", second.message)
    assert "U+0000" in first.message
    assert "U+007F" in second.message


def test_a_sound_table_keeps_its_rows() -> None:
    table: Any = typed_table("f", [("a", texts("x", "y"))], np.array([2, 3]))
    assert columns_of(table.columns) == [["x", "y"]]
    assert (table.lines.tolist(), table.rejected, table.warnings) == ([2, 3], (), ())
