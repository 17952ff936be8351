"""A table of separated text that is changed row by row; every other byte of it stays as it is."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import TYPE_CHECKING, Final, Self

from geodata.encodings import decode, encoding_of
from geodata.errors import CaseError, shortened
from geodata.reading.case_tables import known_names
from geodata.reading.headers import recognise
from geodata.records.careful import is_unclosed
from geodata.records.faults import is_record, raggedness
from geodata.text_files import separator_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodata.columns import Column

_SAMPLE: Final = 1 << 20
_EITHER_END: Final = "\r\n"
_LINE_ENDS: Final = ("\r\n", "\n", "\r")


@dataclass(frozen=True)
class Row:
    """A record of the table.

    Parameters
    ----------
    line
        The physical line, from 1, on which it starts.
    text
        As it stands in the file, with its line's end.
    cells
        As written, by the names of the columns.
    """

    line: int
    text: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class _Record:
    line: int
    text: str
    cells: tuple[str, ...]


class SeparatedText:
    """A table as it stands in a file.

    Parameters
    ----------
    data
        The file's bytes.
    file
        The name under which messages speak of it.
    columns
        What it may hold; its rows have their names, whatever the file calls them.

    Raises
    ------
    CaseError
        It is not text, or one that can be changed without changing more.
    """

    def __init__(self, data: bytes, file: str, columns: Sequence[Column]) -> None:
        self.file = file
        self._mark, self._encoding, _ = encoding_of(data, file)
        text = data[len(self._mark) :].decode(self._encoding, errors="replace")
        if self._mark + text.encode(self._encoding, errors="replace") != data:
            raise CaseError(
                f"{file}: holds bytes that are not text; save it as UTF-8 before it is edited"
            )
        self._known = known_names(tuple(columns))
        self._separator, self._skipped = separator_of(io.BytesIO(text.encode()), self._known)
        records = _records(text, file, self._separator, self._skipped)
        header = next((one for one in records if any(map(str.strip, one.cells))), None)
        if header is None:
            raise CaseError(f"{file}: is empty; expected a first row with the names of the columns")
        self._above = "".join(_lines(text)[: self._skipped])
        self._header = header
        self._records = records
        self._line_end = _line_end(text)
        self.names = _names(tuple(map(str.strip, header.cells)), columns)
        self.rows = tuple(self._sound())

    @classmethod
    def empty(cls, file: str, columns: Sequence[Column]) -> Self:
        """Begin a table with the names of these columns."""
        names = ",".join(column.name for column in columns)
        return cls(f"{names}\n".encode(), file, columns)

    def _sound(self) -> Iterator[Row]:
        below = dropwhile(lambda record: record is not self._header, self._records)
        for record in islice(below, 1, None):
            if not is_record(record.cells):
                continue
            if not raggedness(record.cells, len(self.names), self._separator):
                cells = dict(zip(self.names, record.cells, strict=False))
                yield Row(record.line, record.text, cells)

    def changed(
        self, changes: Mapping[int, Mapping[str, str] | None], added: Sequence[Mapping[str, str]]
    ) -> bytes:
        """Write the table with some of its rows changed.

        Parameters
        ----------
        changes
            For the position of a row its new cells, by columns; None where it is taken out.
        added
            The cells of rows to come after the last, those left out empty.

        Raises
        ------
        CaseError
            The file's encoding has no such characters, or the file would be read otherwise: its
            encoding and what separates its cells are guessed from what it holds.
        """
        wanted = (name for cells in (*changes.values(), *added) for name in cells or ())
        further = [name for name in dict.fromkeys(wanted) if name not in self.names]
        names = (*self.names, *further)
        by_line = {self.rows[position].line: cells for position, cells in changes.items()}
        kept = {row.line: row for row in self.rows}
        written = [self._above]
        for record in self._records:
            if record.line not in by_line:
                is_whole = record.line in kept or record is self._header
                more = further if record is self._header else [""] * len(further)
                written.append(self._widened(record, more) if is_whole else record.text)
            elif (cells := by_line[record.line]) is not None:
                own = {**kept[record.line].cells, **cells}
                written.append(self._row([own.get(name, "") for name in names], record))
        if added and written[-1] and not written[-1].endswith(_LINE_ENDS):
            written.append(self._line_end)
        written += [self._row([cells.get(name, "") for name in names]) for cells in added]
        text = "".join(written)
        data = self._encoded(text)
        self._expect_read_alike(data, text)
        return data

    def _expect_read_alike(self, data: bytes, text: str) -> None:
        if decode(data, self.file)[0] != text:
            raise CaseError(
                f"{self.file}: its encoding is not told and would be guessed otherwise after this "
                "change; save it as UTF-8 first"
            )
        split = separator_of(io.BytesIO(text.encode()), self._known)
        if split != (self._separator, self._skipped):
            raise CaseError(
                f"{self.file}: would be split into other cells after this change, because its "
                "first row names no column that is known; name them as docs/case-format.md does"
            )

    def _widened(self, record: _Record, cells: Sequence[str]) -> str:
        """Give a record as it stands, with further cells at its end."""
        if not cells:
            return record.text
        body = record.text.rstrip("\r\n")
        end = record.text[len(body) :]
        more = self._cells(cells) if any(cells) else self._separator * (len(cells) - 1)
        return f"{body}{self._separator}{more}{end}"

    def _row(self, cells: Sequence[str], instead_of: _Record | None = None) -> str:
        end = self._line_end
        if instead_of is not None and not instead_of.text.endswith(_LINE_ENDS):
            end = ""
        return f"{self._cells(cells)}{end}"

    def _cells(self, cells: Sequence[str]) -> str:
        line = io.StringIO(newline="")
        # what a line ends with is also what has to stand in quotation marks
        csv.writer(line, delimiter=self._separator, lineterminator=_EITHER_END).writerow(cells)
        return line.getvalue().removesuffix(_EITHER_END)

    def _encoded(self, text: str) -> bytes:
        try:
            return self._mark + text.encode(self._encoding)
        except UnicodeEncodeError as error:
            lacking = shortened(error.object[error.start : error.end], 10)
            raise CaseError(
                f"{self.file}: is kept in {self._encoding}, which has no “{lacking}”; "
                "save it as UTF-8 first"
            ) from None


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _records(text: str, file: str, separator: str, skipped: int) -> list[_Record]:
    """Split a text into its records; blank lines are records without cells that hold anything."""
    lines = _lines(text)[skipped:]
    reader = csv.reader(iter(lines), delimiter=separator)
    records: list[_Record] = []
    before = 0
    try:
        for cells in reader:
            own = "".join(lines[before : reader.line_num])
            records.append(_Record(before + skipped + 1, own, tuple(cells)))
            before = reader.line_num
    except csv.Error:
        raise _endless(file, before + skipped + 1) from None
    if records and is_unclosed([records[-1].text], separator):
        raise _endless(file, records[-1].line)
    return records


def _endless(file: str, line: int) -> CaseError:
    return CaseError(
        f"{file}:{line}: a cell here does not end; look for a quotation mark that nobody closed, "
        "and mend it in an editor"
    )


def _line_end(text: str) -> str:
    """Give what ends the first line."""
    first = next(iter(_lines(text[:_SAMPLE])), "")
    return next((end for end in _LINE_ENDS if first.endswith(end)), "\n")


def _names(header: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    """Name a file's columns: as they are known here, else as the file has it, each once."""
    known = {position: name for name, position in recognise(header, columns).positions.items()}
    names: list[str] = []
    for position, theirs in enumerate(header):
        name = known.get(position, theirs)
        while name in names or (position not in known and name in known.values()):
            name += "*"
        names.append(name)
    return tuple(names)
