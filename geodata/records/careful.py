"""Splits text that may be anything, with Python's `csv`, and says which line is wrong."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geodata.records.faults import damage_in, is_record

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_CELL: Final = 131_072
"""What Python's `csv` takes; a longer cell is most likely a quotation mark that nobody closed."""


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
        if end == len(lines) and is_unclosed(lines[start:], separator):
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


def is_unclosed(lines: Sequence[str], separator: str) -> bool:
    """Whether a record ends inside quotation marks, so that a line after it would be part of it."""
    if not any('"' in line for line in lines):
        return False
    try:
        return sum(1 for _ in csv.reader([*lines, separator], delimiter=separator)) == 1
    except csv.Error:
        return False
