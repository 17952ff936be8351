"""Cells that are no formulas in any spreadsheet, and are read back as they were."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.casebook import open_case
from geodata.reading.mapping import OUR_EXPORTS
from geodata.spreadsheet_cells import cell_as_it_was, spreadsheet_cell
from tests.geodata.case_folders import write_lone

if TYPE_CHECKING:
    from pathlib import Path

BEGINS_A_FORMULA = tuple("=+-@＝＋－＠")
TRICKY = st.text(st.sampled_from("'=+-@;,\t\r\n＝＋－＠a \"")) | st.text()
FORMULAS = (
    "=1+1",
    "+1",
    "@SUM(A1)",
    "＝1",
    "'＋1",
    "''@x",
    "a;=1+1;b",
    "a\t=1",
    "a\n-1",
    "'plain'",
    "it's -1; so",
    'a;"=1+1;b',
    "a;'\"=1",
    '"-1',
)


@given(text=TRICKY)
def test_what_was_marked_is_taken_back(text: str) -> None:
    assert cell_as_it_was(spreadsheet_cell(text)) == text


def _cells(rows: list[list[str]], delimiter: str) -> list[str]:
    """Write rows as our exports do, and read them as a program with another separator does."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([spreadsheet_cell(cell) for cell in row] for row in rows)
    text.seek(0)
    return [cell for row in csv.reader(text, delimiter=delimiter) for cell in row]


@given(rows=st.lists(st.lists(TRICKY, min_size=1, max_size=3), min_size=1, max_size=3))
@example(rows=[["x", 'a;"=1+1;b']])
@example(rows=[["x", 'a\t"=1\tb']])
@example(rows=[["x", 'a\n"=1']])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_begins_a_formula_whatever_separates_cells(
    delimiter: str, rows: list[list[str]]
) -> None:
    found = _cells(rows, delimiter)
    assert not [cell for cell in found if cell.lstrip("\t\r\n").startswith(BEGINS_A_FORMULA)]


@given(text=TRICKY)
def test_no_cell_begins_with_what_a_spreadsheet_leaves_out(text: str) -> None:
    assert not spreadsheet_cell(text).startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("value", [-1.5, 0, None, "plain", "a-b", "'quoted'"])
def test_what_is_no_formula_stays(value: object) -> None:
    assert spreadsheet_cell(value) == value


def _titles(folder: Path, header: str, rows: list[str]) -> list[str]:
    return [*open_case(write_lone(folder, "\n".join([header, *rows]))).events["title"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_our_reader_gives_a_title_of_an_export_back(tmp_path: Path, text: str) -> None:
    title = spreadsheet_cell(text).replace('"', '""')
    rows = [f'e1,"{title}",2024-04-17,,,reported,Reported.,Paper']
    found = _titles(tmp_path, ",".join(["event_id", "title", "date", *OUR_EXPORTS[2:]]), rows)
    assert found == [" ".join(text.split())] or found == [text]


def test_the_apostrophes_of_other_tables_are_theirs(tmp_path: Path) -> None:
    rows = ["'-Abd street closed,2024-04-17", "'=1,2024-04-18"]
    assert _titles(tmp_path, "title,date", rows) == ["'-Abd street closed", "'=1"]
