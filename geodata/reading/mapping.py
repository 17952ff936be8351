"""A table's columns under the names that were given to them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from geodata.columns import EVENT_SOURCE, EVENTS
from geodata.errors import UnclearColumnsError, shortened
from geodata.reading.headers import Suggestions, bare_name
from geodata.reading.layouts import in_our_columns, layouts
from geodata.spreadsheet_cells import cell_as_it_was
from geodata.text_files import TextTable

OURS: Final = {column.name: column for column in (*EVENTS, *EVENT_SOURCE)}
NEEDED: Final = tuple(column.name for column in OURS.values() if column.required)

OUR_EXPORTS: Final = ("event_id", "title", "when", "where", "standing", "standing_words", "told_by")
"""Columns that a table has which the page or the command `export` wrote, and hardly any other."""

_OF_OUR_EXPORTS: Final = frozenset(map(bare_name, OUR_EXPORTS))


def as_events(table: TextTable, columns: Mapping[str, str]) -> TextTable:
    """Return a table in our columns as far as it is known what its columns mean.

    Parameters
    ----------
    table
        As it was read.
    columns
        As of `geodata.read_as.ReadAs`.

    Raises
    ------
    UnclearColumnsError
        Where a name is none, or it has to be said what the columns mean.
    """
    table = _without_apostrophes(table)
    named = _named(table, columns) if columns else table
    return named if any(name in columns for name in NEEDED) else in_our_columns(named)


def _without_apostrophes(table: TextTable) -> TextTable:
    """Take off what our own exports put before text that could be a formula."""
    if not {*map(bare_name, table.header)} >= _OF_OUR_EXPORTS:
        return table
    cells = tuple(cells.map(cell_as_it_was).astype(cells.dtype) for cells in table.columns)
    return replace(table, columns=cells)


def _named(table: TextTable, columns: Mapping[str, str]) -> TextTable:
    """Give columns our names, or those of an export; leave aside what goes by the same name."""
    _expect_known(table, columns)
    given = {name: theirs for name, theirs in columns.items() if theirs}
    positions = [table.header.index(theirs) for theirs in given.values()]
    taken = _bare(columns) | _bare(
        alias for name in {*OURS} & ({*columns} - {*given}) for alias in OURS[name].aliases
    )
    others = [
        position
        for position, name in enumerate(table.header)
        if position not in positions and bare_name(name) not in taken
    ]
    return replace(
        table,
        header=(*given, *(table.header[position] for position in others)),
        columns=tuple(table.columns[position] for position in (*positions, *others)),
    )


def _expect_known(table: TextTable, columns: Mapping[str, str]) -> None:
    known = {*OURS, *(name for layout in layouts() for name in layout.names)}
    for name, theirs in columns.items():
        if name not in known:
            near = Suggestions(known).did_you_mean(name)
            text = f"{table.file}: “{shortened(name)}” is no column of events{near}"
            raise UnclearColumnsError(text)
        if theirs and theirs not in table.header:
            near = Suggestions(table.header).did_you_mean(theirs)
            has = shortened(", ".join(table.header), 300)
            raise UnclearColumnsError(
                f"{table.file}: has no column “{shortened(theirs)}” for {name}{near}; it has: {has}"
            )


def _bare(names: Iterable[str]) -> set[str]:
    return {bare_name(name) for name in names}
