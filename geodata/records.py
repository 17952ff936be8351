"""Separated text → records, some lines at a time: quickly where it is well formed, else carefully.

What is well formed (each quotation mark at an edge of its cell or doubled, lines that end alike, no
damaged characters) any reader takes for the same cells, and Arrow's is fast. What is not goes to
Python's `csv`, which says exactly which line is wrong: whole stretches where quotation marks are
astray, else single records.
"""

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from geodata.errors import RejectedRow, shortened
from geodata.limits import LONGEST_HEADER, LONGEST_RECORD, expect_at_most

DAMAGED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]")
"""Characters that are no text: controls, and what stands for bytes that could not be decoded."""

STRETCH: Final = 1 << 22
"""How many bytes are split at a time."""

_DELETE: Final = 127
_DAMAGED_BYTES: Final = np.isin(np.arange(256), [*range(9), *range(14, 32), _DELETE])
_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'
_LONGEST_CELL: Final = 131_072
"""What Python's `csv` takes; a longer cell is most likely a quotation mark that nobody closed."""

_Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
_Positions = np.ndarray[tuple[int], np.dtype[np.int64]]
_Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Records:
    """Consecutive records as text.

    Parameters
    ----------
    columns
        The cells of the sound ones, a column each.
    lines
        For each sound record the line, from 1, on which it starts.
    rejected
        The others.
    """

    columns: tuple[pa.Array, ...]
    lines: _Positions
    rejected: tuple[RejectedRow, ...] = ()

    def split(self, rows: int) -> tuple["Records", "Records"]:
        """Return the first `rows` sound records, and what is rejected before; and the rest."""
        last = self.lines[rows - 1]
        first, rest = (
            [cells[:rows] for cells in self.columns],
            [cells[rows:] for cells in self.columns],
        )
        before = tuple(row for row in self.rejected if row.line < last)
        return (
            Records(tuple(first), self.lines[:rows], before),
            Records(tuple(rest), self.lines[rows:], self.rejected[len(before) :]),
        )


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
        wanted = _LONGEST_CELL
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
        marks = _Marks(text, self._separator)
        if not marks.is_well_formed():
            return None
        starts, odd = marks.records(len(self.header))
        if not len(starts):
            return None
        ends = np.append(starts[1:], marks.end)
        if (ends - starts).max() > _LONGEST_CELL:
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
        self, records: Records, text: bytes, starts: _Positions, ends: _Positions, lines: _Positions
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


class _Marks:
    """Where quotation marks, separators and line feeds stand in some text."""

    def __init__(self, text: bytes, separator: str) -> None:
        self._bytes = np.frombuffer(text, dtype=np.uint8)
        self._separator = ord(separator)
        self._quotes = self._at(_QUOTE)
        self._line_feeds = self._at(_LINE_FEED)
        ends = self._line_feeds[self._is_outside(self._line_feeds)]
        self.has_quoted_line_feed = len(ends) < len(self._line_feeds)
        self._record_ends = ends + 1

    @property
    def end(self) -> int:
        """Where the last whole record ends."""
        return int(self._record_ends[-1]) if len(self._record_ends) else 0

    def _at(self, byte: int) -> _Positions:
        return np.flatnonzero(self._bytes == byte)

    def _is_outside(self, positions: _Positions) -> _Flags:
        """Tell which positions are not between quotation marks."""
        if not len(self._quotes):
            return np.ones(len(positions), dtype=bool)
        outside: _Flags = np.searchsorted(self._quotes, positions) % 2 == 0
        return outside

    def is_well_formed(self) -> bool:
        """Tell whether every reader would find the same cells in every line."""
        returns = self._at(_RETURN)
        follows = self._bytes[np.minimum(returns + 1, len(self._bytes) - 1)]
        if not (follows == _LINE_FEED).all():
            return False
        if not len(self._quotes):
            return True
        before = self._bytes[self._quotes[0::2] - 1]
        opens = np.isin(before, [self._separator, _LINE_FEED, _QUOTE])
        opens[0] |= self._quotes[0] == 0
        closing = self._quotes[1::2]
        after = self._bytes[np.minimum(closing + 1, len(self._bytes) - 1)]
        closes = np.isin(after, [self._separator, _LINE_FEED, _RETURN, _QUOTE])
        return bool(opens.all() and closes.all())

    def records(self, width: int) -> tuple[_Positions, _Flags]:
        """Return where the whole records start, and which are odd: ragged, blank or damaged."""
        starts = np.concatenate([[0], self._record_ends[:-1]]) if self.end else self._record_ends
        separators = self._at(self._separator)
        separators = separators[self._is_outside(separators)]
        bounds = np.searchsorted(separators, np.append(starts, self.end))
        odd = np.diff(bounds) != width - 1
        odd[np.searchsorted(starts, self._damaged(), side="right") - 1] = True
        return starts, odd

    def _damaged(self) -> _Positions:
        """Return where characters stand that `DAMAGED` finds."""
        found = []
        controls = np.count_nonzero(self._bytes < ord(" "))
        sound = sum(np.count_nonzero(self._bytes == byte) for byte in b"\t\n\v\f\r")
        if controls > sound or (self._bytes == _DELETE).any():
            found.append(np.flatnonzero(_DAMAGED_BYTES[self._bytes]))
        if (self._bytes > _DELETE).any():
            # C2 80 to C2 9F are controls but for C2 85, a line's end; EF BF BD is U+FFFD
            after = np.append(self._bytes, np.zeros(2, dtype=np.uint8))
            of_latin, special = self._at(0xC2), self._at(0xEF)
            code, second, third = after[of_latin + 1], after[special + 1], after[special + 2]
            found.append(of_latin[(code < 0xA0) & (code != 0x85)])  # noqa: PLR2004 - as above
            found.append(special[(second == 0xBF) & (third >= 0xBD)])  # noqa: PLR2004 - as above
        if not found:
            return np.zeros(0, dtype=np.int64)
        positions = np.sort(np.concatenate(found))
        return positions[positions < self.end]

    def lines_before(self, starts: _Positions) -> _Positions:
        """Return how many line feeds stand before each position."""
        return np.searchsorted(self._line_feeds, starts)


@dataclass(frozen=True)
class Careful:
    """What Python's `csv` makes of some text.

    Parameters
    ----------
    rows
        Of each record the line on which it starts, and its cells; blank lines are none.
    ends
        How many of the text's lines lie before the end of each of `rows`.
    unsound
        Of each record that is damaged, or cannot be split, its line, cells, and what is wrong.
    lines
        The text's lines.
    used
        How many of them the records take up: all, unless the last one goes on after the text.
    """

    rows: list[tuple[int, list[str]]]
    ends: list[int]
    unsound: list[tuple[int, list[str], str]]
    lines: list[str]
    used: int


def split_carefully(text: str, separator: str, first_line: int, *, at_end: bool) -> Careful:
    """Split text that may be anything.

    Parameters
    ----------
    text
        Whole lines.
    separator
        Stands between two cells.
    first_line
        The number of the text's first line.
    at_end
        Whether nothing comes after it: else a record whose quotation marks are open is left.
    """
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines), delimiter=separator)
    found = Careful([], [], [], lines, len(lines))
    start = 0
    while True:
        cells: list[str] | None = None
        problem = ""
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error as error:
            problem = f"cannot be split into cells ({error}); is a quotation mark never closed?"
        end = reader.line_num
        if end == len(lines) and _is_unclosed(lines[start:], separator):
            if not at_end:
                return Careful(found.rows, found.ends, found.unsound, lines, start)
            problem = (
                "a quotation mark that opens in this record is never closed; close it "
                f"(lines after it that were read as part of it: {end - start - 1})"
            )
        cells = cells or []
        problem = problem or damage_in("".join(cells))
        if problem:
            found.unsound.append((first_line + start, cells, problem))
        elif is_record(cells):
            found.rows.append((first_line + start, cells))
            found.ends.append(end)
        start = end


def joined(parts: Sequence[Records]) -> Records:
    """Put records together, in the order of their lines."""
    lines = np.concatenate([part.lines for part in parts])
    columns = [
        pa.concat_arrays(pieces) for pieces in zip(*(part.columns for part in parts), strict=True)
    ]
    if (np.diff(lines) < 0).any():
        order = np.argsort(lines, kind="stable")
        lines, columns = lines[order], [column.take(pa.array(order)) for column in columns]
    rejected = sorted((row for part in parts for row in part.rejected), key=lambda row: row.line)
    return Records(tuple(columns), lines, tuple(rejected))


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


def _runs(starts: _Positions, ends: _Positions, kept: _Flags) -> Iterator[tuple[int, int]]:
    """Yield the bounds of stretches of neighbouring records that are kept."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], kept.astype(np.int8), [0]])))
    for first, after in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        yield int(starts[first]), int(ends[after - 1])


def is_record(cells: Sequence[str]) -> bool:
    """Whether a line holds more than blanks; one with separators is a record all the same."""
    return len(cells) > 1 or (len(cells) == 1 and bool(cells[0].strip()))


def damage_in(text: str) -> str:
    """Say what in a record is no text, and what to do; `""` where it is sound."""
    found = DAMAGED.search(text)
    if found is None:
        return ""
    if found[0] == "\ufffd":
        return "expected text, got bytes that are not text in its encoding; save it as UTF-8"
    return f"expected text, got the control character U+{ord(found[0]):04X}; delete it"


def _is_unclosed(lines: Sequence[str], separator: str) -> bool:
    """Whether a record ends inside quotation marks, so that a line after it would be part of it."""
    if not any('"' in line for line in lines):
        return False
    try:
        return sum(1 for _ in csv.reader([*lines, separator], delimiter=separator)) == 1
    except csv.Error:
        return False


def raggedness(cells: Sequence[str], width: int, separator: str) -> str:
    """Say what is wrong with the number of cells; surplus ones may be there if they are empty."""
    surplus = cells[width:]
    if len(cells) >= width and not any(map(str.strip, surplus)):
        return ""
    hint = (
        f"put quotation marks round a cell that holds “{separator}”"
        if surplus
        else "write every separator, also round empty cells"
    )
    return f"expected {width} cells, as in the first row, got {len(cells)}; {hint}"
