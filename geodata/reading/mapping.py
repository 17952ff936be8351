"""Columns of a file that nobody has seen before: what they may mean, and reading them so."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final

import pandas as pd

from geodata.columns import EVENT_SOURCE, EVENTS, Column
from geodata.dates import parse_dates
from geodata.errors import CaseError, shortened
from geodata.reading.everyday_dates import as_edtf
from geodata.reading.headers import Suggestions, bare_name, recognise
from geodata.reading.layouts import recognised_layout
from geodata.text_files import TextTable

OURS: Final = (*EVENTS, *EVENT_SOURCE)
SAMPLES: Final = 5
_LOOKED_AT: Final = 200
_BY_NAME, _BY_ALIAS, _LEAST = 1.0, 0.9, 0.6


@dataclass(frozen=True)
class GuessedColumn:
    """What one of our columns may be filled from.

    Parameters
    ----------
    ours, theirs
        Our column, and the file's as written.
    score
        1 the same name, 0.9 one of its other names, below that how like it name or cells are.
    samples
        The first filled cells.
    """

    ours: str
    theirs: str
    score: float
    samples: tuple[str, ...]


@dataclass(frozen=True)
class GuessedMapping:
    """What a table was recognised as.

    Parameters
    ----------
    layout
        The name of the well-known layout that it has, or `""`; then nothing needs to be mapped.
    columns
        Our columns that may be filled, the surest first.
    missing
        Our columns that are needed and have no guess.
    left
        The file's columns that nothing is filled from, with their first filled cells.
    """

    layout: str
    columns: tuple[GuessedColumn, ...]
    missing: tuple[str, ...]
    left: Mapping[str, tuple[str, ...]]


def guess_mapping(table: TextTable) -> GuessedMapping:
    """Say what a table's columns may mean: by their names, names like them, and their cells."""
    layout = recognised_layout(table.header)
    samples = [_samples(cells) for cells in table.columns]
    by_name = recognise(table.header, OURS).positions
    found = {
        name: (
            position,
            _BY_NAME if bare_name(table.header[position]) == bare_name(name) else _BY_ALIAS,
        )
        for name, position in by_name.items()
    }
    free = set(range(len(table.header))) - set(by_name.values())
    scored = [
        (
            column.required,
            _likeness(column, table.header[position], table.columns[position]),
            -position,
            column.name,
        )
        for column in OURS
        if column.name not in found
        for position in free
    ]
    # what is needed chooses first
    for _, score, position, name in sorted(scored, reverse=True):
        if score >= _LEAST and name not in found and -position in free:
            found[name] = (-position, round(score, 2))
            free.remove(-position)
    columns = [
        GuessedColumn(name, table.header[position], score, samples[position])
        for name, (position, score) in found.items()
    ]
    return GuessedMapping(
        layout=layout.name if layout else "",
        columns=tuple(sorted(columns, key=lambda column: -column.score)),
        missing=tuple(c.name for c in OURS if c.required and c.name not in found and not layout),
        left={table.header[position]: samples[position] for position in sorted(free)},
    )


def _samples(cells: "pd.Series[str]") -> tuple[str, ...]:
    filled = cells[cells.str.strip() != ""]
    return tuple(shortened(text) for text in filled.head(SAMPLES))


def _likeness(column: Column, name: str, cells: "pd.Series[str]") -> float:
    """Return how likely `cells` under `name` are such a column, by name and by what they hold."""
    names = [bare_name(known) for known in (column.name, *column.aliases)]
    by_name = max(difflib.SequenceMatcher(None, known, bare_name(name)).ratio() for known in names)
    looks = _LOOKS.get(column.name)
    filled = cells.head(_LOOKED_AT).str.strip()
    filled = filled[filled != ""]
    if looks is None or filled.empty:
        return 0.85 * by_name
    return 0.5 * looks(filled) + 0.35 * by_name


def _are_dates(cells: "pd.Series[str]") -> float:
    texts = cells.map(as_edtf).astype("str")
    is_number = cells.str.fullmatch(r"[0-9]{1,3}|[0-9]{5,7}|[0-9]+\.[0-9]+")
    return float(((parse_dates(texts, UTC)["problem"] == "") & ~is_number).mean())


def _are_within(limit: float) -> Callable[["pd.Series[str]"], float]:
    def share(cells: "pd.Series[str]") -> float:
        numbers = pd.to_numeric(cells, errors="coerce")
        return float(((numbers.abs() <= limit) & cells.str.contains(".", regex=False)).mean())

    return share


def _are_addresses(cells: "pd.Series[str]") -> float:
    return float(cells.str.match(r"https?://").mean())


_LOOKS: Final[Mapping[str, Callable[["pd.Series[str]"], float]]] = {
    "date": _are_dates,
    "latitude": _are_within(90),
    "longitude": _are_within(180),
    "url": _are_addresses,
}


def mapped(table: TextTable, columns: Mapping[str, str]) -> TextTable:
    """Return a table whose columns have our names where `columns` (ours → theirs) gives them.

    Raises
    ------
    CaseError
        Where one of ours is none, or the table has none of theirs.
    """
    ours = {column.name for column in OURS}
    suggestions = Suggestions(table.header)
    positions = {}
    for name, theirs in columns.items():
        if name not in ours:
            near = Suggestions(ours).did_you_mean(name)
            raise CaseError(f"{table.file}: “{shortened(name)}” is no column of events{near}")
        if theirs not in table.header:
            near = suggestions.did_you_mean(theirs)
            has = shortened(", ".join(table.header), 300)
            raise CaseError(
                f"{table.file}: has no column “{shortened(theirs)}” for {name}{near}; it has: {has}"
            )
        positions[table.header.index(theirs)] = name
    taken = set(columns)
    kept = [
        position
        for position, name in enumerate(table.header)
        if position in positions or bare_name(name) not in {bare_name(known) for known in taken}
    ]
    return replace(
        table,
        header=tuple(positions.get(position, table.header[position]) for position in kept),
        columns=tuple(table.columns[position] for position in kept),
    )
