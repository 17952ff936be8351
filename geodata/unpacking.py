"""Workbooks are archives: what one would come to is found out before it is read.

A file of a thousand bytes can unpack to gigabytes, or hold one cell in the last corner of a sheet,
for which a reader makes room for all the cells before it. Both are refused here.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

from geodata.errors import CaseError
from geodata.limits import (
    FREELY_EMPTY,
    FREELY_UNPACKED,
    MOST_CELLS,
    MOST_PER_FILLED,
    MOST_UNPACKED,
    MOST_UNPACKED_PER_BYTE,
    expect_at_most,
)

_AT_ONCE: Final = 1 << 20
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)

_ROW: Final = re.compile(rb"<(?:\w{1,20}:)?row(?=[\s/>])")
_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c(?=[\s/>])")
_UNNUMBERED: Final = re.compile(rb"<(?:\w{1,20}:)?(row|c)(?=[\s/>])(?![^<>]*\sr\s*=)")
_FAR: Final = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{2,}[0-9]+|[A-Za-z]*[0-9]{3,})")
"""Where a cell or row says that it stands, unless that is among the first."""

_FIRST_ROWS, _FIRST_COLUMNS = 99, 26

_TABLE_ROW: Final = b"<table:table-row"
_TABLE_END: Final = b"</table:table>"
_ANY_CELL: Final = re.compile(rb"<table:(?:covered-)?table-cell\b([^<>]*)")
_REPEATED: Final = re.compile(rb"-repeated\s*=\s*[\"']\s*\+?([0-9]{1,12})")

_BEGIN_SHEET_DATA, _BINARY_ROW = 0x91, 0
_BINARY_CELLS: Final = range(1, 12)


class Extent(NamedTuple):
    """How far a sheet reaches, at most, and how many of its cells hold something."""

    rows: int
    columns: int
    filled: int


def expect_bounded(path: Path, file: str) -> None:
    """Refuse a workbook that would come to far more than its bytes can mean.

    Parameters
    ----------
    path, file
        An archive, and the name under which messages speak of it.

    Raises
    ------
    CaseError
        Where it is damaged, or larger than a workbook is.
    """
    size = path.stat().st_size
    most = min(max(FREELY_UNPACKED, MOST_UNPACKED_PER_BYTE * size), MOST_UNPACKED)
    left = most
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as part:
                    for extent, length in _extents(part, member.filename):
                        left -= length
                        expect_fit(extent, file)
                        expect_at_most(
                            most - left, most, file, "bytes unpacked", "save its sheet as CSV"
                        )
    except _DAMAGED as error:
        raise CaseError(
            f"{file}: expected a workbook, got a damaged one ({error}); open it and save it again"
        ) from None


def expect_fit(extent: Extent, file: str) -> None:
    """Refuse a sheet that is larger than a sheet is, or too empty for its size.

    Parameters
    ----------
    extent, file
        The sheet, and the name under which messages speak of its file.

    Raises
    ------
    CaseError
        For such a one.
    """
    cells = extent.rows * extent.columns
    remedy = "delete what stands far from the table, or save the sheet as CSV"
    expect_at_most(cells, MOST_CELLS, file, "cells in a sheet, empty ones included", remedy)
    most = max(FREELY_EMPTY, MOST_PER_FILLED * extent.filled)
    expect_at_most(cells, most, file, "cells in so empty a sheet", remedy)


def _extents(part: IO[bytes], name: str) -> Iterator[tuple[Extent, int]]:
    """Yield how far a part of an archive reaches, as far as it is read, and how much was read."""
    if name.lower().endswith(".bin"):
        data = bytearray()
        for piece in _pieces(part):
            data += piece
            yield Extent(0, 0, 0), len(piece)
        yield _extent_of_records(bytes(data)), 0
        return
    marked = _Repeats() if name == "content.xml" else _References()
    held: list[bytes] = []
    for piece in _pieces(part):
        # a tag is looked at whole
        cut = piece.rfind(marked.starts)
        yield Extent(0, 0, 0), len(piece)
        if cut < 0:
            held.append(piece)
            continue
        for extent in marked.reached(b"".join([*held, piece[:cut]])):
            yield extent, 0
        held = [piece[cut:]]
    for extent in marked.reached(b"".join(held)):
        yield extent, 0


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    while piece := part.read(_AT_ONCE):
        yield piece


class _References:
    """Follows the cells of a sheet of Excel's by the places that they name, or by counting."""

    starts = b"<"

    def __init__(self) -> None:
        self._rows, self._columns = _FIRST_ROWS, _FIRST_COLUMNS
        self._counted_rows, self._counted_columns, self._in_row = 0, 0, 0
        self._filled = 0

    def reached(self, markup: bytes) -> Iterator[Extent]:
        for reference in set(_FAR.findall(markup)):
            letters = reference.rstrip(b"0123456789")
            figures = reference[len(letters) :]
            # numbers of any length take long, and no sheet is so large
            self._rows = max(self._rows, int(figures[:20]))
            self._columns = max(self._columns, _column(letters[:20]))
        self._filled += len(_CELL.findall(markup))
        unnumbered = _UNNUMBERED.findall(markup)
        if unnumbered:
            self._counted_rows += unnumbered.count(b"row")
        if unnumbered or self._in_row:
            self._count_cells(markup)
        columns = self._columns + self._counted_columns
        yield Extent(self._rows + self._counted_rows, columns, self._filled)

    def _count_cells(self, markup: bytes) -> None:
        """Count what stands in the longest row."""
        for nth, row in enumerate(_ROW.split(markup)):
            self._in_row = len(_CELL.findall(row)) + (0 if nth else self._in_row)
            self._counted_columns = max(self._counted_columns, self._in_row)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


class _Repeats:
    """Follows the cells of an OpenDocument sheet, of which one may stand for very many."""

    starts = _TABLE_ROW

    def __init__(self) -> None:
        self._rows, self._columns, self._filled, self._there = 0, 0, 0, 0

    def reached(self, markup: bytes) -> Iterator[Extent]:
        _, *rows = markup.split(_TABLE_ROW)
        for row in rows:
            self._add(row)
            if _TABLE_END in row:
                yield self._extent()
                self._rows = self._columns = self._filled = self._there = 0
        yield self._extent()

    def _extent(self) -> Extent:
        # an area that is filled by repeating counts as what it comes to
        return Extent(max(self._there, 1), max(self._columns, 1), self._filled)

    def _add(self, row: bytes) -> None:
        tag, _, cells = row.partition(b">")
        at, last = 0, 0
        if b"-repeated" in cells:
            for attributes in _ANY_CELL.findall(cells):
                at += _times(attributes)
                if b"value-type" in attributes:
                    last = at
                    self._filled += 1
        else:
            last = len(_ANY_CELL.findall(cells))
            self._filled += last
        self._rows += _times(tag)
        if last:
            self._columns = max(self._columns, last)
            self._there = self._rows


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


def _extent_of_records(data: bytes) -> Extent:
    """Follow the cells of a sheet in Excel's binary form; what is none reaches nowhere."""
    at, rows, columns, filled, is_sheet = 0, 0, 0, 0, False
    while at < len(data):
        kind, at = _packed_number(data, at, 2)
        length, at = _packed_number(data, at, 4)
        if kind == _BEGIN_SHEET_DATA:
            is_sheet = True
        elif is_sheet and kind == _BINARY_ROW:
            rows = max(rows, int.from_bytes(data[at : at + 4], "little") + 1)
        elif is_sheet and kind in _BINARY_CELLS:
            columns = max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
            filled += 1
        at += length
    return Extent(rows, columns, filled)


def _packed_number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number that is written in so many bytes at most, seven bits each; and its end."""
    number = 0
    for nth in range(most):
        byte = data[at + nth] if at + nth < len(data) else 0
        number |= (byte & 0x7F) << (7 * nth)
        if byte < 0x80:  # noqa: PLR2004 - whether another one follows
            return number, at + nth + 1
    return number, at + most
