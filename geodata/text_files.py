"""Files → records: the separator found, and the line on which each record starts.

Nothing here knows what a column means; `read_table` only asks how many of a header's names are
known, to tell the separator.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, Self

from geodata.encodings import decode
from geodata.errors import CaseError, CaseWarning, RejectedRow, shortened

_SAMPLE: Final = 65_536
SEPARATORS: Final = (",", ";", "\t", "|")
DAMAGED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]")
"""Characters that are no text: controls, and what stands for bytes that could not be decoded."""


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
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    lines: Sequence[int]
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[CaseWarning, ...] = ()

    @classmethod
    def empty(cls, file: str, header: Iterable[str]) -> Self:
        """Return a table without records, for a file that a case need not have."""
        names = tuple(header)
        return cls(file, names, ((),) * len(names), ())

    def in_parts(self, rows: int) -> Iterator[Self]:
        """Yield the records in tables of at most so many; warnings are the first one's.

        Records that are not sound come with the sound ones that they stand before.
        """
        bounds = [*range(0, len(self.lines), rows)] or [0]
        left = list(self.rejected)
        for start in bounds:
            lines = self.lines[start : start + rows]
            last = start == bounds[-1]
            here = [row for row in left if last or row.line <= lines[-1]]
            left = left[len(here) :]
            columns = tuple(cells[start : start + rows] for cells in self.columns)
            warnings = () if start else self.warnings
            yield replace(
                self, columns=columns, lines=lines, rejected=tuple(here), warnings=warnings
            )


def read_bytes(path: Path, file: str) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    CaseError
        Where there is no such file, it is a folder, or it may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CaseError(f"{file}: there is no such file") from None
    except IsADirectoryError:
        raise CaseError(f"{file}: this is a folder; expected a file of that name") from None
    except PermissionError:
        raise CaseError(f"{file}: may not be read; give yourself permission to read it") from None
    except OSError as error:
        raise CaseError(f"{file}: cannot be read ({error.strerror or error})") from None


def read_table(path: Path, file: str, known: Callable[[Sequence[str]], int]) -> TextTable:
    """Read a separated text file.

    Blank lines are not records. A record with too few or too many cells, with an unclosed
    quotation mark, or with characters that are no text is rejected, never repaired.

    Parameters
    ----------
    path
        The file.
    file
        The name under which messages speak of it.
    known
        Given a header, how many of its names are known: settles the separator.

    Raises
    ------
    CaseError
        Where the file cannot be read, is empty or is not text.
    """
    text, warnings = decode(read_bytes(path, file), file)
    separator, skipped_lines, text = _separator(text, known)
    lines, rows, rejected = _records(text, file, separator, skipped_lines)
    if not rows and rejected:
        raise CaseError(str(rejected[0]))
    if not rows:
        raise CaseError(f"{file}: is empty; expected a first row with the names of the columns")
    header = tuple(name.strip() for name in rows[0])
    sound = []
    for position in range(1, len(rows)):
        cells = rows[position]
        if len(cells) == len(header) or _is_padded(cells, header):
            sound.append(position)
        else:
            problem = _raggedness(cells, header, separator)
            rejected.append(_rejected(file, lines[position], cells, separator, problem))
    cells_of = zip(*(rows[position][: len(header)] for position in sound), strict=True)
    columns = tuple(cells_of) or ((),) * len(header)
    starts = [lines[position] for position in sound]
    return TextTable(file, header, columns, starts, tuple(rejected), warnings)


def _is_padded(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a record only has empty cells beyond the header's last column."""
    return len(cells) > len(header) and not any(map(str.strip, cells[len(header) :]))


def _separator(text: str, known: Callable[[Sequence[str]], int]) -> tuple[str, int, str]:
    """Return the separator, how many lines stand before the header, and the text from there."""
    if declared := re.match(r"sep=(.)\r?\n", text):
        return declared[1], 1, text[declared.end() :]
    best, best_score = SEPARATORS[0], (0, 1)
    for separator in SEPARATORS:
        header = _first_record(text[:_SAMPLE], separator)
        score = (known(header), len(header))
        if score > best_score:
            best, best_score = separator, score
    return best, 0, text


def _first_record(text: str, separator: str) -> list[str]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return next((cells for cells in reader if any(map(str.strip, cells))), [])
    except csv.Error:
        return []


def _records(
    text: str, file: str, separator: str, skipped_lines: int
) -> tuple[list[int], list[list[str]], list[RejectedRow]]:
    """Return the line on which each record starts, its cells, and what is wrong with others."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[list[str]] = []
    starts, rejected = [skipped_lines + 1], []
    while True:
        try:
            for cells in reader:
                rows.append(cells)
                starts.append(skipped_lines + reader.line_num + 1)
        except csv.Error as error:
            problem = f"cannot be split into cells ({error}); is a quotation mark never closed?"
            rejected.append(RejectedRow(file, starts[-1], "", "", problem))
            starts[-1] = skipped_lines + reader.line_num + 1
        else:
            break
    if rows and _is_unclosed(text, separator, starts[len(rows) - 1] - skipped_lines):
        cells = rows.pop()
        swallowed = starts[len(rows) + 1] - starts[len(rows)] - 1
        problem = (
            "a quotation mark that opens in this record is never closed; close it "
            f"(lines after it that were read as part of it: {swallowed})"
        )
        rejected.append(_rejected(file, starts[len(rows)], cells, separator, problem))
    kept = [position for position, cells in enumerate(rows) if cells and _is_record(cells)]
    if DAMAGED.search(text):
        damaged = {position: _damage(rows[position]) for position in kept}
        for position in kept:
            if problem := damaged[position]:
                line, cells = starts[position], rows[position]
                rejected.append(_rejected(file, line, cells, separator, problem))
        kept = [position for position in kept if not damaged[position]]
    return [starts[position] for position in kept], [rows[position] for position in kept], rejected


def _is_record(cells: Sequence[str]) -> bool:
    """Whether a line holds more than blanks; one with separators is a record all the same."""
    return len(cells) > 1 or bool(cells[0].strip())


def _rejected(
    file: str, line: int, cells: Sequence[str], separator: str, problem: str
) -> RejectedRow:
    return RejectedRow(
        file, line, "", DAMAGED.sub("\ufffd", shortened(separator.join(cells))), problem
    )


def _damage(cells: Sequence[str]) -> str:
    found = DAMAGED.search("".join(cells))
    if found is None:
        return ""
    if found[0] == "\ufffd":
        return "expected text, got bytes that are not text in its encoding; save it as UTF-8"
    return f"expected text, got the control character U+{ord(found[0]):04X}; delete it"


def _is_unclosed(text: str, separator: str, first_line: int) -> bool:
    """Whether the last record, which starts on `first_line`, ends inside quotation marks."""
    if text.count('"') % 2 == 0:
        return False
    lines = islice(io.StringIO(text, newline=""), first_line - 1, None)
    try:
        deque(csv.reader(lines, delimiter=separator, strict=True), maxlen=0)
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _raggedness(cells: list[str], header: Sequence[str], separator: str) -> str:
    surplus = cells[len(header) :]
    if len(cells) >= len(header) and not any(map(str.strip, surplus)):
        return ""
    hint = (
        f"put quotation marks round a cell that holds “{separator}”"
        if surplus
        else "write every separator, also round empty cells"
    )
    return f"expected {len(header)} cells, as in the first row, got {len(cells)}; {hint}"
