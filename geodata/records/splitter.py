"""Splits a stream of separated text into records, some lines at a time."""

from __future__ import annotations

import itertools
import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from geodata.errors import RejectedRow, shortened
from geodata.limits import LONGEST_HEADER, LONGEST_RECORD, expect_at_most
from geodata.records.careful import LONGEST_CELL, split_carefully
from geodata.records.faults import DAMAGED, raggedness
from geodata.records.found import Records, joined
from geodata.records.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

STRETCH: Final = 1 << 22
"""How many bytes are split at a time."""


@dataclass(frozen=True)
class Cut:
    """Where in a stream some records begin that can be split by themselves.

    Parameters
    ----------
    start
        How many bytes of the stream come before.
    line
        The number of the first line.
    rows
        How many sound records are before it.
    """

    start: int
    line: int
    rows: int


class Splitter:
    """Splits a stream of UTF-8 into records.

    Parameters
    ----------
    stream
        Where the text comes from. `header` and what was `rejected` before it are read at once.
    file
        The name under which messages speak of it.
    separator
        Stands between two cells.
    first_line
        On which line the stream starts.
    names
        Given the first record, the names of the columns where it is not they; else none. Or the
        names, where the stream starts below them.
    """

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        separator: str,
        first_line: int = 1,
        names: Callable[[Sequence[str]], tuple[str, ...]] | tuple[str, ...] = lambda _: (),
    ) -> None:
        self._stream = stream
        self._file = file
        self._separator = separator
        self._line = first_line
        self._used = stream.tell()
        self._held = b""
        self.rejected: tuple[RejectedRow, ...] = ()
        self.header: tuple[str, ...] = ()
        if isinstance(names, tuple):
            self.header = names
        else:
            self._read_header(names)

    @property
    def separator(self) -> str:
        """Stands between two cells."""
        return self._separator

    def nothing(self) -> Records:
        """Return no sound record, and what was rejected before the header."""
        none = pa.array([], pa.large_string())
        return Records((none,) * len(self.header), np.zeros(0, dtype=np.int64), self.rejected)

    def stretches(self, size: int = STRETCH) -> Iterator[Records]:
        """Yield the records below the header, those of about `size` bytes at a time."""
        for found, _, _ in self._stretches(size):
            yield found

    def cuts(self, rows: int, size: int = STRETCH) -> Iterator[Cut]:
        """Yield where parts of so many sound records begin, and where the last one ends.

        What is rejected is in the part of the record that stands after it.
        """
        yield Cut(self._used, self._line, 0)
        count, before, after = 0, 0, None
        for records, text, start in self._stretches(size):
            taken = 0
            while taken < len(records.lines):
                if after is not None:
                    yield after
                    after, count = None, 0
                step = min(rows - count, len(records.lines) - taken)
                taken, count, before = taken + step, count + step, before + step
                if count == rows:
                    line = _line_after(records, taken)
                    if line is None:
                        after = Cut(self._used, self._line, before)
                    else:
                        first = self._line - _lines_in(text)
                        after = Cut(start + _start_of(text, line - first), line, before)
        yield Cut(self._used, self._line, before)

    def _stretches(self, size: int) -> Iterator[tuple[Records, bytes, int]]:
        """Yield records, their text, and how many bytes of the stream come before it."""
        wanted = size
        while text := self._filled(wanted):
            at_end = len(text) < wanted
            end = len(text) if at_end else text.rfind(b"\n") + 1
            found, used = self._split(text[:end], at_end=at_end)
            wanted = size if used else 2 * wanted
            if not used and not at_end:
                where = f"{self._file}:{self._line}"
                remedy = "is it a table, with a line for each row? save it with line feeds"
                expect_at_most(wanted, LONGEST_RECORD, where, "bytes in a line", remedy)
            start = self._used
            self._use(used)
            if used:
                yield found, text[:used], start

    def _filled(self, size: int) -> bytes:
        """Hold at least `size` bytes of what is left, fewer only at its end."""
        if len(self._held) < size:
            self._held += self._stream.read(size - len(self._held))
        return self._held

    def _use(self, used: int) -> None:
        self._line += _lines_in(self._held[:used])
        self._used += used
        self._held = self._held[used:]

    def _read_header(self, names_of: Callable[[Sequence[str]], tuple[str, ...]]) -> None:
        wanted = LONGEST_CELL
        while text := self._filled(wanted):
            at_end = len(text) < wanted
            end = len(text) if at_end else text.rfind(b"\n") + 1
            found = split_carefully(text[:end].decode(), self._separator, self._line, at_end=at_end)
            rejected = [self._reject(start, cells, why) for start, cells, why in found.unsound]
            if found.rows:
                line, cells = found.rows[0]
                names = names_of(cells)
                self.header = names or tuple(name.strip() for name in cells)
                before = [row for row in rejected if row.line < line]
                self.rejected = tuple(before)
                above = line - self._line if names else found.ends[0]
                self._use(len("".join(found.lines[:above]).encode()))
                return
            if at_end:
                self.rejected = tuple(rejected)
                return
            wanted *= 2
            remedy = "is it a table, with the names of the columns in its first row?"
            expect_at_most(wanted, LONGEST_HEADER, self._file, "bytes before its names end", remedy)

    def _split(self, text: bytes, *, at_end: bool) -> tuple[Records, int]:
        """Return the records in `text`, and how many of its bytes they take up."""
        quick = self._split_quickly(text)
        return quick or self._split_carefully(text, self._line, at_end=at_end)

    def _split_carefully(self, text: bytes, line: int, *, at_end: bool) -> tuple[Records, int]:
        found = split_carefully(text.decode(), self._separator, line, at_end=at_end)
        rejected = [self._reject(start, cells, why) for start, cells, why in found.unsound]
        width, lines, sound = len(self.header), [], []
        for start, cells in found.rows:
            if why := raggedness(cells, width, self._separator):
                rejected.append(self._reject(start, cells, why))
            else:
                lines.append(start)
                sound.append(cells[:width])
        columns = zip(*sound, strict=True) if sound else [()] * width
        records = Records(
            tuple(pa.array(cells, pa.large_string()) for cells in columns),
            np.array(lines, dtype=np.int64),
            tuple(rejected),
        )
        return records, len("".join(found.lines[: found.used]).encode())

    def _reject(self, line: int, cells: Sequence[str], problem: str) -> RejectedRow:
        text = DAMAGED.sub("\ufffd", shortened(self._separator.join(cells)))
        return RejectedRow(self._file, line, "", text, problem)

    def _split_quickly(self, text: bytes) -> tuple[Records, int] | None:
        """Split what is well formed; `None` where it is not."""
        # where there is one column only, a blank line looks like a record
        if len(self.header) == 1 or not self._separator.isascii() or self._separator == '"':
            return None
        marks = Marks(text, self._separator)
        if not marks.is_well_formed():
            return None
        starts, odd = marks.records(len(self.header))
        if not len(starts):
            return None
        ends = np.append(starts[1:], marks.end)
        if (ends - starts).max() > LONGEST_CELL:
            return None
        even = text[: marks.end]
        if odd.any():
            even = b"".join(text[a:b] for a, b in _runs(starts, ends, ~odd))
        columns = self._parsed(even, newlines=marks.has_quoted_line_feed)
        if columns is None or len(columns[0]) != np.count_nonzero(~odd):
            return None
        lines = self._line + marks.lines_before(starts)
        records = Records(columns, lines[~odd])
        if odd.any():
            records = self._with_odd(records, text, starts[odd], ends[odd], lines[odd])
        return records, marks.end

    def _with_odd(
        self,
        records: Records,
        text: bytes,
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        lines: NDArray[np.int64],
    ) -> Records:
        """Add what becomes of records that were left out for being odd."""
        found = [records]
        for start, end, line in zip(starts, ends, lines, strict=True):
            found.append(self._split_carefully(text[start:end], int(line), at_end=True)[0])
        return joined(found)

    def _parsed(self, text: bytes, *, newlines: bool) -> tuple[pa.Array, ...] | None:
        names = [str(number) for number in range(len(self.header))]
        if not text:
            return self.nothing().columns
        if text.startswith(BOM_UTF8):  # of the first cell; Arrow leaves out what begins a file
            text = BOM_UTF8 + text
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(text),
                read_options=arrow_csv.ReadOptions(column_names=names),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._separator, newlines_in_values=newlines
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.large_string()), check_utf8=False
                ),
            )
        except pa.ArrowInvalid:  # such as a record longer than Arrow looks at
            return None
        return tuple(column.combine_chunks() for column in table.columns)


def _lines_in(text: bytes) -> int:
    """Count the ends of lines, of whichever kind, as an editor does."""
    returns = text.count(b"\r")
    return text.count(b"\n") + (returns - text.count(b"\r\n") if returns else 0)


def _line_after(records: Records, taken: int) -> int | None:
    """Return on which line the next record starts, sound or not; `None` where none is left."""
    last = records.lines[taken - 1]
    after = [int(line) for line in records.lines[taken : taken + 1]]
    after += [row.line for row in records.rejected if row.line > last]
    return min(after, default=None)


def _start_of(text: bytes, line: int) -> int:
    """Return how many bytes come before a line, counted from 0."""
    if not line:
        return 0
    ends = re.finditer(rb"\r\n?|\n", text)
    return next(itertools.islice(ends, line - 1, None)).end()


def _runs(
    starts: NDArray[np.int64], ends: NDArray[np.int64], kept: NDArray[np.bool_]
) -> Iterator[tuple[int, int]]:
    """Yield the bounds of stretches of neighbouring records that are kept."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], kept.astype(np.int8), [0]])))
    for first, after in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        yield int(starts[first]), int(ends[after - 1])
