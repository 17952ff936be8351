"""Bytes become records, each with the line on which it starts."""

import codecs
import io
from pathlib import Path

import pytest

from geodata.encodings import as_utf_8
from geodata.errors import CaseError
from geodata.text_files import TextTable, read_table
from tests.geodata.case_folders import write_lone

NAMES = {"title", "date", "place"}


def read(folder: Path, content: str | bytes) -> TextTable:
    path = write_lone(folder, content)
    return read_table(path, "events.csv", lambda header: len(NAMES & set(header)))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8_r"],
)
def test_russian_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = "title,date,place\nВывод из Карабаха,2024-04-17,Шуша\n"
    table = read(tmp_path, text.encode(encoding))
    assert [cells[0] for cells in table.columns] == ["Вывод из Карабаха", "2024-04-17", "Шуша"]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_text_in_utf_8_is_not_held_whole(mark: bytes) -> None:
    given = io.BytesIO(mark + "title\nШуша\n".encode())
    stream, warnings = as_utf_8(given, "events.csv")
    assert stream is given
    assert stream.read().decode() == "title\nШуша\n"
    assert warnings == ()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_text_is_read_and_the_guess_is_told(tmp_path: Path, encoding: str) -> None:
    table = read(tmp_path, "title,date,place\nDéfilé,2024,Orléans à l'été\n".encode(encoding))
    assert table.columns[2].tolist() == ["Orléans à l'été"]
    assert "read as Windows-1252, which is a guess" in table.warnings[0].message


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    table = read(tmp_path, "title,date,place\nA,2024,B\n".replace(",", separator))
    assert table.header == ("title", "date", "place")


def test_a_separator_that_excel_declares_is_taken(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=;\r\ntitle;date;place\r\nA, or B;2024;C\r\n")
    assert table.columns[0].tolist() == ["A, or B"]
    assert list(table.lines) == [3]


def test_lines_count_as_an_editor_counts_them(tmp_path: Path) -> None:
    content = 'title,date\r\n"one\r\ntwo",2024\r\n\r\n"x\ny\nz",2025\r\nlast,2026'
    table = read(tmp_path, content)
    assert list(table.lines) == [2, 5, 8]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("A,2024", "expected 3 cells, as in the first row, got 2"),
        ("A,2024,B,C", "expected 3 cells, as in the first row, got 4"),
        ('"A,2024,B\nC,2024,D', "never closed"),
        ("A\x00,2024,B", "control character U+0000"),
        ("A\x1b[31m,2024,B", "control character U+001B"),
    ],
)
def test_a_record_that_is_not_sound_is_rejected_where_it_starts(
    tmp_path: Path, record: str, message: str
) -> None:
    table = read(tmp_path, f"title,date,place\nbefore,2024,X\n{record}\n")
    (rejected,) = table.rejected
    assert rejected.line == 3
    assert message in rejected.message
    assert list(table.lines) == [2]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("ti\x07tle,date,place", r"events\.csv:1: expected text, got the control char"),
        ("title,da\ufffdte,place", r"events\.csv:1: expected text, got bytes that are not text"),
    ],
)
def test_no_row_takes_the_place_of_names_that_are_damaged(
    tmp_path: Path, header: str, message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        read(tmp_path, f"{header}\nA,2024,B\n")


def test_empty_cells_beyond_the_last_column_are_no_surplus(tmp_path: Path) -> None:
    columns = read(tmp_path, "title,date\nA,2024,,\n").columns
    assert [cells.tolist() for cells in columns] == [["A"], ["2024"]]


def test_a_few_damaged_bytes_cost_their_rows_only(tmp_path: Path) -> None:
    content = "title,date\nШуша,2024\nГянджа,2024\n".encode() + b"\xff\xfe,2024\n"
    table = read(tmp_path, content)
    assert table.columns[0].tolist() == ["Шуша", "Гянджа"]
    assert "not text in its encoding" in table.rejected[0].message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (bytes(range(256)) * 8, "bytes that are not text"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"\x89PNG\r\n", "a picture"),
        (codecs.BOM_UTF8, "is empty"),
        (b'"title,date\n2024', "events.csv:1: a quotation mark .* is never closed"),
    ],
)
def test_what_is_no_table_is_told_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        read(tmp_path, content)


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="this is a folder"):
        read_table(tmp_path, "events.csv", len)
