"""What a person wants changed in a case: which rows of which tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geodata.case_files import EVENTS_FILE, PLACES_FILE, SOURCES_FOLDER
from geodata.columns import (
    CLAIMS,
    CORRECTIONS,
    EVENT_SOURCE,
    EVENTS,
    PLACES,
    SOURCE_ID,
    SOURCES,
    Column,
)
from geodata.errors import BadQuestionError, shortened
from geodata.reading.case_tables import CLAIMS_TABLE, CORRECTIONS_TABLE, SOURCES_TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS: Final = "texts"
"""In place of a table: the texts beside the sources, by the names of their files."""

NEW: Final = "new-"
"""Begins the key of a row that the case does not have yet."""

MOST_CHANGES: Final = 20_000
LONGEST_CELL: Final = 100_000
LONGEST_TEXT: Final = 5_000_000
_TEXT_NAME: Final = re.compile(rf"({SOURCE_ID})\.(?:txt|md)")
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
"""Halves of surrogate pairs, which JSON can hold and no file."""

_NEW_KEY: Final = re.compile(rf"{NEW}[A-Za-z0-9-]{{1,60}}")


@dataclass(frozen=True)
class EditedTable:
    """A table that can be edited.

    Parameters
    ----------
    name, file
        How changes and messages speak of it; `file` is relative to the case's folder.
    columns
        What it may hold.
    needed
        Those of them that a new file has.
    """

    name: str
    file: str
    columns: tuple[Column, ...]
    needed: tuple[Column, ...]

    @property
    def key_column(self) -> str:
        """The column that names a row: the table's first."""
        return self.columns[0].name


TABLES: Final[Mapping[str, EditedTable]] = {
    table.name: table
    for table in (
        EditedTable("events", EVENTS_FILE, (*EVENTS, *EVENT_SOURCE), EVENTS),
        EditedTable("claims", CLAIMS_TABLE, CLAIMS, CLAIMS),
        EditedTable("sources", SOURCES_TABLE, SOURCES, SOURCES),
        EditedTable("places", PLACES_FILE, PLACES, PLACES),
        EditedTable("corrections", CORRECTIONS_TABLE, CORRECTIONS, CORRECTIONS),
    )
}
"""By name, in the order in which they are looked at."""


@dataclass(frozen=True)
class Change:
    """One row as a person wants it.

    Parameters
    ----------
    table
        One of `TABLES`, or `TEXTS`.
    key
        Which of its rows, from 0, as text; a new row's begins with `NEW`; a text's file name.
    cells
        Its new cells, by columns; None where the row is taken out. A text has one, `text`.
    """

    table: str
    key: str
    cells: Mapping[str, str] | None

    @property
    def is_new(self) -> bool:
        """Whether the case does not have the row yet."""
        return self.key.startswith(NEW)


def changes_of(told: object) -> tuple[Change, ...]:
    """Take changes from the JSON of a request.

    Raises
    ------
    BadQuestionError
        It is not as `Change` says, with what was expected and what came.
    """
    if not isinstance(told, list) or len(told) > MOST_CHANGES:
        raise BadQuestionError(f"expected a list of at most {MOST_CHANGES:,} changes")
    changes = tuple(_change(one) for one in told)
    if len({(one.table, one.key) for one in changes}) < len(changes):
        raise BadQuestionError("expected one change for each row")
    return changes


def _change(told: object) -> Change:
    if not isinstance(told, dict):
        raise BadQuestionError("expected each change to be an object")
    table, key, cells = told.get("table"), told.get("key"), told.get("cells")
    if table not in (*TABLES, TEXTS):
        known = ", ".join((*TABLES, TEXTS))
        raise BadQuestionError(f"expected a table of {known}; got “{shortened(str(table))}”")
    if not isinstance(key, str) or not _is_key(table, key):
        raise BadQuestionError(f"expected the key of a row of {table}; got “{shortened(str(key))}”")
    if cells is None and table != TEXTS:
        return Change(table, key, None)
    if table == TEXTS and not (isinstance(cells, dict) and set(cells) == {"text"}):
        raise BadQuestionError("expected a text to have the cell “text”")
    return Change(table, key, _cells(cells, LONGEST_TEXT if table == TEXTS else LONGEST_CELL))


def _is_key(table: str, key: str) -> bool:
    if table == TEXTS:
        return bool(_TEXT_NAME.fullmatch(key))
    is_position = key.isascii() and key.isdecimal() and len(key) <= len(str(MOST_CHANGES)) + 2
    return is_position or bool(_NEW_KEY.fullmatch(key))


def _cells(told: Any, longest: int) -> dict[str, str]:
    if not isinstance(told, dict):
        raise BadQuestionError("expected the cells of a change to be an object, or null")
    for column, text in told.items():
        if not isinstance(text, str) or len(text) > longest or _HALVES.search(column + text):
            raise BadQuestionError(
                f"expected text of at most {longest:,} characters in “{shortened(column)}”"
            )
    return told


def text_file(key: str) -> str:
    """Give a text's file, relative to the case's folder."""
    return f"{SOURCES_FOLDER}/{key}"
