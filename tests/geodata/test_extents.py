"""How far a sheet reaches is found without reading it, whichever piece of it is looked at."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from geodata import old_workbooks, unpacking
from geodata.errors import CaseError
from geodata.limits import FREELY_EMPTY, MOST_CELLS, MOST_PER_FILLED
from geodata.unpacking import Extent, expect_fit
from tests.old_workbook import old_workbook

if TYPE_CHECKING:
    from pathlib import Path

ROWS, COLUMNS = 99, 26
"""What a sheet of Excel's is taken to reach at least: shorter references are not looked at."""
NOWHERE, FIRST_CELL = (0, 0, 0), (1, 1, 0)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Extent]:
    """What is found out, in the place of being refused."""
    found: list[Extent] = []
    for module in (unpacking, old_workbooks):
        monkeypatch.setattr(module, "expect_fit", lambda extent, _: found.append(extent))
    return found


def archive_with(folder: Path, name: str, content: str | bytes) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    (folder / "list").write_bytes(packed.getvalue())
    return folder / "list"


def reach(path: Path, seen: list[Extent]) -> list[Extent]:
    unpacking.expect_bounded(path, "list")
    return [extent for extent in seen if extent != NOWHERE]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("", (ROWS, COLUMNS, 0)),
        ('<row r="5"><c r="A5"/></row>', (ROWS, COLUMNS, 1)),
        ('<row r="100"><c r="A100"/><c r="Z100"/></row>', (100, COLUMNS, 2)),
        ('<row r="7"><c r="AA7"/></row>', (ROWS, 27, 1)),
        ('<row r="7"><c r="BC7"/><c r="ab7"/></row>', (ROWS, 55, 2)),
        ("<x:row r = ' 1000'><x:c r='\tXFD1000'/></x:row>", (1_000, 16_384, 1)),
        ('<row r="123456789012345678901234567890"/>', (12345678901234567890, COLUMNS, 0)),
        ("<row><c/><c/></row><row><c/></row>", (ROWS + 2, COLUMNS + 2, 3)),
        ("<row><c/></row><row><c/><c/><c/></row><row/>", (ROWS + 3, COLUMNS + 3, 4)),
        ('<row s="1"><c s="2"/></row><row r="2"><c r="B2"/></row>', (ROWS + 1, COLUMNS + 1, 2)),
        ("<rows/><col/><cell/><brow/>", (ROWS, COLUMNS, 0)),
    ],
)
def test_a_sheet_of_excel_reaches_as_far_as_its_references_or_its_count(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seen: list[Extent],
    sheet: str,
    expected: tuple[int, int, int],
) -> None:
    path = archive_with(tmp_path, "xl/worksheets/s.xml", f"<sheetData>{sheet}</sheetData>")
    for at_once in (1, 7, 1 << 20):
        monkeypatch.setattr(unpacking, "_AT_ONCE", at_once)
        assert reach(path, seen)[-1] == expected


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


FILLED = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
EMPTY = "<table:table-cell/>"
TWICE = ' table:number-rows-repeated="2"'


def _many(times: int, more: str = "") -> str:
    return f'<table:table-cell{more} table:number-columns-repeated="{times}"/>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", FIRST_CELL),
        (_row(FILLED, FILLED) + _row(FILLED), (2, 2, 3)),
        (_row(EMPTY, FILLED), (1, 2, 2)),
        (_row(FILLED, _many(5)), (1, 1, 1)),
        (_row(_many(5), FILLED), (1, 6, 1)),
        (_row(_many(5, ' office:value-type="float"'), EMPTY), (1, 5, 1)),
        (_row(FILLED, more=TWICE) + _row(FILLED), (3, 1, 2)),
        (_row(FILLED) + _row(_many(900), more=TWICE), (1, 1, 1)),
        (_row(FILLED) + _row(_many(9), more=TWICE) + _row(FILLED), (4, 1, 2)),
        (_row('<table:covered-table-cell office:value-type="string"/>'), (1, 1, 1)),
        (_row(_many(3, ' a="+4-repeated=7"') + FILLED), (1, 4, 1)),
    ],
)
def test_a_sheet_of_open_document_reaches_as_far_as_its_cells_are_repeated(
    tmp_path: Path, seen: list[Extent], rows: str, expected: tuple[int, int, int]
) -> None:
    assert reach(archive_with(tmp_path, "content.xml", f"<t>{rows}"), seen)[-1] == expected


def test_the_sheets_of_a_workbook_are_not_added_up(tmp_path: Path, seen: list[Extent]) -> None:
    sheets = (_row(EMPTY, FILLED, FILLED), _row(FILLED) * 3, _row(FILLED, more=TWICE))
    content = "".join(f"<table:table>{sheet}</table:table>" for sheet in sheets)
    found = reach(archive_with(tmp_path, "content.xml", content), seen)
    assert [one for one in found if one.filled in {1, 3}] == [(1, 3, 3), (3, 1, 3), (2, 1, 1)]


def record(kind: bytes, data: bytes) -> bytes:
    return kind + bytes([len(data)]) + data


def number(value: int) -> bytes:
    return value.to_bytes(4, "little")


BEGIN = record(b"\x91\x01", b"")


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (b"", []),
        (record(b"\x00", number(7)), []),
        (BEGIN + record(b"\x00", number(7)), [(8, 0, 0)]),
        (BEGIN + record(b"\x00", number(7)) + record(b"\x00", number(3)), [(8, 0, 0)]),
        (BEGIN + record(b"\x00", number(0)) + record(b"\x01", number(300)), [(1, 301, 1)]),
        (BEGIN + record(b"\x0b", number(2) + b"more") + record(b"\x07", number(1)), [(0, 3, 2)]),
        (BEGIN + record(b"\x0c", number(2)), []),
        (BEGIN + record(b"\x81\x02", number(9)) + record(b"\x02", number(0)), [(0, 1, 1)]),
        (BEGIN + b"\x00\x84\x80\x00" + number(5) + record(b"\x03", number(1)), [(6, 2, 1)]),
        (BEGIN + b"\x00\x84\x80\x80\x80" + number(5), [(6, 0, 0)]),
        (BEGIN + b"\x00\x7f" + number(5), [(6, 0, 0)]),
        (BEGIN + b"\x01", [(0, 1, 1)]),
    ],
)
def test_a_binary_sheet_reaches_as_far_as_its_records_say(
    tmp_path: Path, seen: list[Extent], sheet: bytes, expected: list[tuple[int, int, int]]
) -> None:
    assert reach(archive_with(tmp_path, "xl/worksheets/s.BIN", sheet), seen) == expected


CELLS = [(0, 0, "title"), (0, 1, "date"), (4, 2, "x")]


@pytest.mark.parametrize(
    ("dimensions", "expected"),
    [
        (b"", (5, 3, 3)),
        (struct.pack("<IIHHH", 0, 100, 0, 3, 0), (100, 3, 3)),
        (struct.pack("<IIHHH", 90, 2, 80, 7, 0), (5, 7, 3)),
        (struct.pack("<HHHHH", 90, 70, 80, 9, 0), (70, 9, 3)),
        (struct.pack("<HHHH", 90, 70, 80, 9), (5, 3, 3)),
        (struct.pack("<IIHH", 90, 70, 80, 9), (70, 9, 3)),
    ],
)
def test_an_old_sheet_reaches_as_far_as_its_cells_and_its_dimensions(
    tmp_path: Path, seen: list[Extent], dimensions: bytes, expected: tuple[int, int, int]
) -> None:
    path = tmp_path / "list.xls"
    for is_small in (False, True):
        path.write_bytes(old_workbook(CELLS, dimensions, is_small=is_small))
        old_workbooks.expect_old_bounded(path, "list.xls")
    assert [extent for extent in seen if extent != NOWHERE] == [expected, expected]


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        (Extent(1, MOST_CELLS, MOST_CELLS), ""),
        (Extent(1, MOST_CELLS + 1, MOST_CELLS), "cells in a sheet, empty ones included"),
        (Extent(1, FREELY_EMPTY, 0), ""),
        (Extent(1, FREELY_EMPTY + 1, 1), "cells in so empty a sheet"),
        (Extent(2, FREELY_EMPTY, 2 * FREELY_EMPTY // MOST_PER_FILLED), ""),
        (Extent(2, FREELY_EMPTY, 2 * FREELY_EMPTY // MOST_PER_FILLED - 1), "in so empty a sheet"),
    ],
)
def test_a_sheet_may_be_large_or_empty_and_not_both(extent: Extent, expected: str) -> None:
    if not expected:
        expect_fit(extent, "list.xlsx")
        return
    remedy = "; delete what stands far from the table, or save the sheet as CSV"
    with pytest.raises(CaseError, match=rf"^list\.xlsx: expected at most .*{expected}.*{remedy}$"):
        expect_fit(extent, "list.xlsx")
