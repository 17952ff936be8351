"""Writes old workbooks (`.xls`), which no library at hand does any more."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SECTOR: Final = 512
_SMALL: Final = 64
_LEAST: Final = 8
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_GLOBALS, _SHEET = 0x0005, 0x0010


def old_workbook(
    cells: Iterable[tuple[int, int, str]], dimensions: bytes = b"", *, is_small: bool = False
) -> bytes:
    """Return a workbook of one sheet, of 60 kB at most, with cells: row and column from 0, text.

    One that `is_small`, of 4 kB at most, is kept as such files keep their small streams.
    """
    name = b"Sheet1"
    sheet = _begin(_SHEET) + (_record(0x0200, dimensions) if dimensions else b"")
    for row, column, text in cells:
        told = text.encode("utf-16-le")
        sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + told)
    about = struct.pack("<BBBB", 0, 0, len(name), 0) + name
    before = _begin(_GLOBALS)
    at = len(before) + 4 + 4 + len(about) + 4
    book = before + _record(0x0085, struct.pack("<I", at) + about) + _record(0x000A, b"")
    stream = book + sheet + _record(0x000A, b"")
    return _filed_small(stream) if is_small else _filed(stream)


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _filed(stream: bytes) -> bytes:
    """Lay a stream into the small file system of such files: its table, its directory, itself."""
    count = max(-(-len(stream) // SECTOR), _LEAST)
    stream = stream.ljust(count * SECTOR, b"\0")
    following = [_TABLE, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(following)}I", *following).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return _head(_END, 0) + table + entries.ljust(SECTOR, b"\0") + stream


def _filed_small(stream: bytes) -> bytes:
    """Lay a stream into the stream of small ones: their table and they come after the directory."""
    pieces = -(-len(stream) // _SMALL)
    count = -(-pieces * _SMALL // SECTOR)
    following = [_TABLE, _END, _END, *range(4, count + 3), _END]
    table = struct.pack(f"<{len(following)}I", *following).ljust(SECTOR, b"\xff")
    small = struct.pack(f"<{pieces}I", *range(1, pieces), _END).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, 3, pieces * _SMALL)
    entries += _entry("Workbook", 2, _FREE, 0, len(stream))
    held = stream.ljust(count * SECTOR, b"\0")
    return _head(2, 1) + table + entries.ljust(SECTOR, b"\0") + small + held


def _head(first_small: int, tables_of_small: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    head += struct.pack("<IIIIIIII", 1, 0, 4096, first_small, tables_of_small, _END, 0, 0)
    return head + b"\xff" * (SECTOR - len(head))


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    told = (name + "\0").encode("utf-16-le")
    head = told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told), kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
