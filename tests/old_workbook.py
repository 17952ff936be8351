"""Writes old workbooks (`.xls`), which no library at hand does any more."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SECTOR: Final = 512
_LEAST: Final = 8
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_GLOBALS, _SHEET = 0x0005, 0x0010


def old_workbook(cells: Iterable[tuple[int, int, str]], dimensions: bytes = b"") -> bytes:
    """Return a workbook of one sheet, of 60 kB at most, with cells: row and column from 0, text."""
    name = b"Sheet1"
    sheet = _begin(_SHEET) + (_record(0x0200, dimensions) if dimensions else b"")
    for row, column, text in cells:
        told = text.encode("utf-16-le")
        sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + told)
    about = struct.pack("<BBBB", 0, 0, len(name), 0) + name
    before = _begin(_GLOBALS)
    at = len(before) + 4 + 4 + len(about) + 4
    book = before + _record(0x0085, struct.pack("<I", at) + about) + _record(0x000A, b"")
    return _filed(book + sheet + _record(0x000A, b""))


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
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    head += struct.pack("<IIIIIIII", 1, 0, 4096, _END, 0, _END, 0, 0)
    head += b"\xff" * (SECTOR - len(head))
    return head + table + entries.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    told = (name + "\0").encode("utf-16-le")
    head = told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told), kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
