"""Old workbooks (`.xls`): how far their sheets reach is found out before they are read.

Such a file is a small file system ([MS-CFB]) with one stream of records ([MS-XLS]). A record of a
few bytes may say that a sheet has four billion rows, for which a reader would make room.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geodata.errors import CaseError
from geodata.unpacking import Extent, expect_fit

_ENTRY: Final = 128
_FIRST_TABLES: Final = 109
_SMALL_STREAM: Final = 4_096
_LARGEST_SECTOR: Final = 12
_NO_SECTOR: Final = 0xFFFFFFFA
"""Numbers from here on lead to no sector."""

_STREAMS: Final = frozenset({"workbook", "book"})
_BEGINS: Final = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_DIMENSIONS: Final = 0x0200
_SEVERAL: Final = frozenset({0x00BD, 0x00BE})
_CELLS: Final = frozenset({0x0006, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406})
_LONG: Final = 14
"""Bytes of dimensions whose rows are numbers of four bytes."""


def expect_old_bounded(path: Path, file: str) -> None:
    """Refuse an old workbook that would come to far more than its bytes can mean.

    Parameters
    ----------
    path, file
        A workbook, and the name under which messages speak of it.

    Raises
    ------
    CaseError
        Where it is damaged, or larger than a workbook is.
    """
    try:
        for stream in _Sectors(path.read_bytes()).streams():
            for extent in _extents(stream):
                expect_fit(extent, file)
    except (struct.error, IndexError, ValueError):
        raise CaseError(
            f"{file}: expected a workbook, got a damaged one; open it and save it again"
        ) from None


class _Sectors:
    """The file system within such a file.

    Parameters
    ----------
    data
        The whole file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if not small < shift <= _LARGEST_SECTOR:
            raise ValueError(shift)
        self._size, self._small_size = 1 << shift, 1 << small
        directory, self._first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 60))
        self._next = self._table(struct.unpack_from("<I", data, 68)[0])
        self._entries = b"".join(map(self._sector, self._chain(directory, self._next)))

    def streams(self) -> Iterator[bytes]:
        """Yield what holds the sheets."""
        root = self._entries[:_ENTRY]
        for at in range(0, len(self._entries) - _ENTRY + 1, _ENTRY):
            entry = self._entries[at : at + _ENTRY]
            length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
            if entry[:length].decode("utf-16-le", errors="replace").casefold() in _STREAMS:
                start, size = struct.unpack_from("<II", entry, 116)
                yield self._stream(start, size, struct.unpack_from("<I", root, 116)[0])

    def _stream(self, start: int, size: int, of_small: int) -> bytes:
        if size >= _SMALL_STREAM:
            return b"".join(map(self._sector, self._chain(start, self._next)))[:size]
        small = b"".join(map(self._sector, self._chain(of_small, self._next)))
        numbers = b"".join(map(self._sector, self._chain(self._first_small, self._next)))
        chain = self._chain(start, _numbers(numbers))
        at = self._small_size
        return b"".join(small[at * number : at * number + at] for number in chain)[:size]

    def _table(self, more: int) -> tuple[int, ...]:
        """Return for each sector the one that follows it."""
        tables = list(struct.unpack_from(f"<{_FIRST_TABLES}I", self._data, 76))
        for _ in range(len(self._data) // self._size):
            if more >= _NO_SECTOR:
                break
            *numbers, more = _numbers(self._sector(more))
            tables += numbers
        known = dict.fromkeys(number for number in tables if number < _NO_SECTOR)
        return _numbers(b"".join(map(self._sector, known)))

    def _chain(self, start: int, following: tuple[int, ...]) -> Iterator[int]:
        number = start
        for _ in range(len(following) + 1):
            if number >= _NO_SECTOR:
                return
            yield number
            number = following[number]
        raise ValueError(start)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._data[at : at + self._size]
        if not found:
            raise ValueError(number)
        return found.ljust(self._size, b"\0")


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def _extents(stream: bytes) -> Iterator[Extent]:
    """Yield how far each part of a stream of records reaches."""
    at, rows, columns, filled = 0, 0, 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind in _BEGINS:
            yield Extent(rows, columns, filled)
            rows, columns, filled = 0, 0, 0
        elif kind == _DIMENSIONS and len(data) >= _LONG - 4:
            form = "<4xI2xH" if len(data) >= _LONG - 2 else "<2xH2xH"
            down, across = struct.unpack_from(form, data)
            rows, columns = max(rows, down), max(columns, across)
        elif (kind in _CELLS or kind in _SEVERAL) and len(data) >= 6:  # noqa: PLR2004 - row, column
            row, first = struct.unpack_from("<HH", data)
            last = struct.unpack("<H", data[-2:])[0] if kind in _SEVERAL else first
            rows, columns = max(rows, row + 1), max(columns, first + 1, last + 1)
            filled += max(1, last - first + 1)
    yield Extent(rows, columns, filled)
