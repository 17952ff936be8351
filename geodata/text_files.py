"""Files → records: the separator found, and the line on which each record starts.

Nothing here knows what a column means; `read_table` only asks how many of a header's names are
known, to tell the separator.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.encodings import as_utf_8
from geodata.errors import CaseError, CaseWarning, RejectedRow
from geodata.limits import LARGEST_SIDE_FILE, MOST_COLUMNS, bounded, expect_at_most
from geodata.own_files import expect_file
from geodata.records.found import Records, joined
from geodata.records.splitter import Cut, Splitter

if TYPE_CHECKING:
    from geodata.places import Place

_SAMPLE: Final = 65_536
SEPARATORS: Final = (",", ";", "\t", "|")
MOST_IN_PART: Final = 1 << 62
_TEXT: Any = pd.StringDtype("pyarrow", na_value=np.nan)


@dataclass(frozen=True)
class TextTable:
    """A file's records as text.

    Parameters
    ----------
    file
        The name under which messages speak of it.
    header
        The column names as written, stripped.
    columns
        For each name in `header` the cells of all sound records, as written.
    lines
        For each sound record the physical line, from 1, on which it starts.
    rejected
        Records that are not sound: ragged, unclosed, or holding characters that are no text.
    warnings
        What had to be guessed.
    places
        Those that the table brings along, by id.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple["pd.Series[str]", ...]
    lines: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[CaseWarning, ...] = ()
    places: "Mapping[str, Place]" = field(default_factory=dict)

    @classmethod
    def empty(cls, file: str, header: Iterable[str]) -> Self:
        """Return a table without records, for a file that a case need not have."""
        names = tuple(header)
        nothing = pd.Series([], dtype="str")
        return cls(file, names, (nothing,) * len(names), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Names:
    """What is known of the names of columns.

    Parameters
    ----------
    known
        Given a header, how many of its names are known.
    of_headerless
        Given the first record of a text, the names of its columns where it is not they.
    """

    known: Callable[[Sequence[str]], int]
    of_headerless: Callable[[Sequence[str]], tuple[str, ...]]


@contextmanager
def opened(path: Path, file: str) -> Iterator[io.BufferedReader]:
    """Open a file of a case.

    Raises
    ------
    CaseError
        Where there is no such file, it is a folder or a pipe, or it may not be read.
    """
    try:
        expect_file(path, file)
        with path.open("rb") as binary:
            yield binary
    except FileNotFoundError:
        raise CaseError(f"{file}: there is no such file") from None
    except IsADirectoryError:
        raise CaseError(f"{file}: this is a folder; expected a file of that name") from None
    except PermissionError:
        raise CaseError(f"{file}: may not be read; give yourself permission to read it") from None
    except OSError as error:
        raise CaseError(f"{file}: cannot be read ({error.strerror or error})") from None


def read_bytes(path: Path, file: str) -> bytes:
    """Return a file's bytes; errors are those of `opened`."""
    with opened(path, file) as binary:
        return binary.read()


def read_side_file(path: Path, file: str) -> bytes:
    """Return the bytes of a small file; errors are those of `opened` and `bounded`."""
    with opened(path, file) as binary:
        return bounded(binary, file, LARGEST_SIDE_FILE)


def read_table(path: Path, file: str, known: Callable[[Sequence[str]], int]) -> TextTable:
    """Read a separated text file; parameters and errors are those of `read_table_parts`."""
    (table,) = read_table_parts(path, file, known, MOST_IN_PART)
    return table


def read_table_parts(
    path: Path,
    file: str,
    known: Callable[[Sequence[str]], int],
    rows: int,
    names: Callable[[Sequence[str]], tuple[str, ...]] = lambda _: (),
) -> Iterator[TextTable]:
    """Yield a separated text file as tables of at most so many records, at least one.

    Blank lines are not records. A record with too few or too many cells, with an unclosed
    quotation mark, or with characters that are no text is rejected, never repaired. Memory is
    taken for a part and some more, unless the file has to be read in another encoding.

    Parameters
    ----------
    path
        The file.
    file
        The name under which messages speak of it.
    known
        Given a header, how many of its names are known: settles the separator.
    rows
        How many sound records a table has at most; those that are not come with them.
    names
        Given the first record, the names of the columns where it is not they; else none.

    Raises
    ------
    CaseError
        Where the file cannot be read, is empty or is not text.
    """
    with opened(path, file) as binary:
        splitter, warnings = _split(binary, file, Names(known, names))
        for records in _in_parts(splitter, rows):
            yield _text_table(file, splitter.header, records, warnings)
            warnings = ()


@dataclass(frozen=True)
class TextPart:
    """Some records of a separated text file, to be read by themselves.

    Parameters
    ----------
    path, file
        The file, and the name under which messages speak of it.
    header, separator
        Its columns' names, and what stands between two cells.
    begin, end
        Where the records begin and end.
    rejected, warnings
        What was rejected above the first of them, and what had to be guessed: of the first part.
    """

    path: Path
    file: str
    header: tuple[str, ...]
    separator: str
    begin: Cut
    end: Cut
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[CaseWarning, ...]

    def read(self) -> TextTable:
        """Read the records.

        Raises
        ------
        CaseError
            Where the file cannot be read.
        """
        with opened(self.path, self.file) as binary:
            binary.seek(self.begin.start)
            text = binary.read(self.end.start - self.begin.start)
        splitter = Splitter(
            io.BytesIO(text), self.file, self.separator, self.begin.line, self.header
        )
        splitter.rejected = self.rejected
        records = joined([splitter.nothing(), *splitter.stretches()])
        return _text_table(self.file, self.header, records, self.warnings)


def cut_table(path: Path, file: str, names: Names, rows: int, spare: Path) -> Iterator[TextPart]:
    """Yield the parts of a separated text file that `read_table_parts` would, not read yet.

    Where they lie is found in one pass over the file.

    Parameters
    ----------
    path, file, rows
        As of `read_table_parts`.
    names
        Tells the separator, and whether the file begins with names.
    spare
        Where the text is written if it is not UTF-8.

    Raises
    ------
    CaseError
        As of `read_table_parts`.
    """
    with opened(path, file) as binary:
        splitter, warnings = _split(binary, file, names, spare)
        cuts = splitter.cuts(rows)
        rejected, begin = splitter.rejected, next(cuts)
        place = spare if spare.exists() else path
        for end in cuts:
            yield TextPart(
                place, file, splitter.header, splitter.separator, begin, end, rejected, warnings
            )
            begin, rejected, warnings = end, (), ()


def _split(
    binary: BinaryIO, file: str, names: Names, spare: Path | None = None
) -> tuple[Splitter, tuple[CaseWarning, ...]]:
    """Find separator and header; text that is not UTF-8 is written into `spare`, if given."""
    stream, warnings = as_utf_8(binary, file)
    if spare and stream is not binary:
        spare.write_bytes(stream.read())
        stream.seek(0)
    separator, skipped_lines = separator_of(stream, names.known)
    splitter = Splitter(stream, file, separator, skipped_lines + 1, names.of_headerless)
    if splitter.rejected and not names.known(splitter.header):
        raise CaseError(str(splitter.rejected[0]))  # the names may be there
    remedy = "is it a table, with the names of the columns in its first row?"
    expect_at_most(len(splitter.header), MOST_COLUMNS, file, "columns", remedy)
    if not splitter.header:
        raise CaseError(f"{file}: is empty; expected a first row with the names of the columns")
    return splitter, warnings


def _text_table(
    file: str, header: tuple[str, ...], records: Records, warnings: tuple[CaseWarning, ...]
) -> TextTable:
    columns = tuple(text_column(cells) for cells in records.columns)
    return TextTable(file, header, columns, records.lines, records.rejected, warnings)


def _in_parts(splitter: Splitter, rows: int) -> Iterator[Records]:
    """Yield records so many at a time; what is rejected comes with what stands after it."""
    held = [splitter.nothing()]
    for records in splitter.stretches():
        held.append(records)
        while sum(len(piece.lines) for piece in held) > rows:
            part, rest = joined(held).split(rows)
            yield part
            held = [rest]
    yield joined(held)


def text_column(cells: pa.Array | pa.ChunkedArray) -> "pd.Series[str]":
    """Return text as pandas holds it, without copying it."""
    return pd.Series(_TEXT.__from_arrow__(cells))


def separator_of(stream: BinaryIO, known: Callable[[Sequence[str]], int]) -> tuple[str, int]:
    """Return the separator, and how many lines were read that stand before the header."""
    start = stream.tell()
    sample = stream.read(4 * _SAMPLE).decode(errors="replace")[:_SAMPLE]
    stream.seek(start)
    if declared := re.match(r"sep=(.)\r?\n", sample):
        stream.seek(start + len(declared[0].encode()))
        return declared[1], 1
    best, best_score = SEPARATORS[0], (0, 1)
    for separator in SEPARATORS:
        header = _first_record(sample, separator)
        score = (known(header), len(header))
        if score > best_score:
            best, best_score = separator, score
    return best, 0


def _first_record(text: str, separator: str) -> list[str]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return next((cells for cells in reader if any(map(str.strip, cells))), [])
    except csv.Error:
        return []
