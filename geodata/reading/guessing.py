"""Columns of a file that nobody has seen before: what they may mean."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Final

import pandas as pd

from geodata.columns import Column
from geodata.dates import parse_dates
from geodata.errors import shortened
from geodata.reading.everyday_dates import as_edtf
from geodata.reading.foreign_names import FOREIGN_NAMES
from geodata.reading.headers import bare_name, recognise
from geodata.reading.layouts import Layout
from geodata.reading.mapping import OURS
from geodata.text_files import TextTable

SAMPLES: Final = 5
_LOOKED_AT: Final = 200
_BY_NAME, _LEAST = 1.0, 0.6
BY_ANOTHER_NAME: Final = 0.9
"""The score of a guess by one of a column's other names, in whichever language."""
_MOST_LIKE: Final = BY_ANOTHER_NAME - 0.01
"""However like a foreign name one is, that name itself goes before it."""

_LONGEST_TITLE: Final = 150
_SHORT: Final = 4
_ALIKE: Final = 0.7
"""From here on a name is like another."""


class Why(StrEnum):
    """What a guess rests on."""

    NAME = "name"
    OTHER_NAME = "other name"
    LIKE_NAME = "like name"
    CELLS = "cells"


@dataclass(frozen=True)
class GuessedColumn:
    """What one of our columns may be filled from.

    Parameters
    ----------
    ours, theirs
        Our column, or that of an export, and the file's as written.
    score
        1 the same name, 0.9 one of its other names, below that how like it name or cells are.
    why
        What the guess rests on.
    is_needed
        Whether nothing can be read without it.
    samples
        The first filled cells.
    """

    ours: str
    theirs: str
    score: float
    why: Why
    is_needed: bool
    samples: tuple[str, ...]


@dataclass(frozen=True)
class GuessedMapping:
    """What a table's columns may mean.

    Parameters
    ----------
    columns
        Our columns that may be filled, the surest first.
    missing
        Our columns that are needed and have no guess.
    left
        The file's columns that nothing is filled from, with their first filled cells.
    """

    columns: tuple[GuessedColumn, ...]
    missing: tuple[str, ...]
    left: Mapping[str, tuple[str, ...]]


def guess_mapping(table: TextTable, layout: Layout | None = None) -> GuessedMapping:
    """Say what a table's columns may mean: by their names, names like them, and their cells.

    Parameters
    ----------
    table
        The file, or its first rows.
    layout
        An export of whose columns these may be renamed ones; without it ours are looked for.
    """
    wanted = _columns_of(layout) if layout else tuple(OURS.values())
    samples = [_samples(cells) for cells in table.columns]
    found = _by_name(table, wanted)
    free = set(range(len(table.header))) - {position for position, *_ in found.values()}
    scored = [
        (
            *(column.required, *_likeness(column, table.header[position], table.columns[position])),
            *(-position, column.name),
        )
        for column in wanted
        if column.name not in found
        for position in free
    ]
    needed = {column.name for column in wanted if column.required}
    # what is needed chooses first
    for _, score, why, position, name in sorted(scored, reverse=True):
        if score >= _LEAST and name not in found and -position in free:
            found[name] = (-position, round(score, 2), why)
            free.remove(-position)
    columns = [
        GuessedColumn(name, table.header[position], score, why, name in needed, samples[position])
        for name, (position, score, why) in found.items()
    ]
    return GuessedMapping(
        columns=tuple(sorted(columns, key=lambda column: -column.score)),
        missing=tuple(column.name for column in wanted if column.name in needed - {*found}),
        left={table.header[position]: samples[position] for position in sorted(free)},
    )


def _columns_of(layout: Layout) -> tuple[Column, ...]:
    """Return an export's columns; one that holds what one of ours does has its other names."""
    return tuple(
        Column(name, "", required=name in layout.needs, aliases=_like_ours(name))
        for name in layout.names
    )


def _like_ours(name: str) -> tuple[str, ...]:
    ours = _ours(name)
    return tuple(alias for alias in (ours, *OURS[ours].aliases) if alias != name) if ours else ()


def _ours(name: str) -> str:
    """Return our column that goes by a name; "" where none does."""
    return next(iter(recognise([name], OURS.values()).positions), "")


def _by_name(table: TextTable, wanted: Iterable[Column]) -> dict[str, tuple[int, float, Why]]:
    """Find the columns that go by their names, but for those whose cells say otherwise."""
    found = {}
    for name, position in recognise(table.header, wanted).positions.items():
        if bare_name(table.header[position]) == bare_name(name):
            found[name] = (position, _BY_NAME, Why.NAME)
        elif _may_be(name, table.columns[position]):
            found[name] = (position, BY_ANOTHER_NAME, Why.OTHER_NAME)
    return found


def _may_be(name: str, cells: "pd.Series[str]") -> bool:
    looks, filled = _LOOKS.get(_ours(name)), _filled(cells)
    return looks is None or _ours(name) == "title" or (len(filled) > 0 and looks[0](filled) > 0)


def _filled(cells: "pd.Series[str]") -> "pd.Series[str]":
    first = cells.head(_LOOKED_AT).str.strip()
    return first[first != ""]


def _samples(cells: "pd.Series[str]") -> tuple[str, ...]:
    filled = cells[cells.str.strip() != ""]
    return tuple(shortened(text) for text in filled.head(SAMPLES))


def _likeness(column: Column, name: str, cells: "pd.Series[str]") -> tuple[float, Why]:
    """Return how likely `cells` under `name` are such a column, by name and by what they hold."""
    ours = _ours(column.name)
    by_name = max(_alike(known, name) for known in (column.name, *column.aliases))
    by_foreign = max((_alike(known, name) for known in FOREIGN_NAMES.get(ours, ())), default=0.0)
    why = Why.LIKE_NAME if by_name >= _ALIKE else Why.CELLS
    looks = _LOOKS.get(ours)
    filled = _filled(cells)
    if bare_name(name) in FOREIGN_NAMES.get(ours, ()) and _may_be(column.name, cells):
        return BY_ANOTHER_NAME, Why.OTHER_NAME
    if filled.empty:
        return 0.5 * by_name, Why.LIKE_NAME
    if looks is None:
        return 0.85 * by_name, Why.LIKE_NAME
    share, weight = looks
    like_foreign = min(weight * share(filled) + 0.35 * by_foreign, _MOST_LIKE)
    return max(weight * share(filled) + 0.35 * by_name, like_foreign), why


def _alike(known: str, name: str) -> float:
    """Return how alike two names are, their words in either order; short ones are so or not."""
    if min(len(bare_name(known)), len(bare_name(name))) < _SHORT:
        return float(bare_name(known) == bare_name(name))
    pairs = ((bare_name(known), bare_name(name)), (_by_words(known), _by_words(name)))
    return max(difflib.SequenceMatcher(None, *pair).ratio() for pair in pairs)


def _by_words(name: str) -> str:
    return "".join(sorted(re.split(r"[\s_\-.]+", name.casefold())))


def _are_dates(cells: "pd.Series[str]") -> float:
    """Return the share of dates; a year alone, which may be any number, is half of one."""
    texts = cells.map(as_edtf).astype("str")
    is_number = cells.str.fullmatch(r"[0-9]{1,3}|[0-9]{5,7}|[0-9]+\.[0-9]+")
    is_date = (parse_dates(texts, UTC)["problem"] == "") & ~is_number
    return float(is_date.mean() - (is_date & cells.str.fullmatch(r"[0-9]{4}")).mean() / 2)


def _are_within(limit: float) -> Callable[["pd.Series[str]"], float]:
    def share(cells: "pd.Series[str]") -> float:
        texts = cells.str.replace(",", ".", regex=False)  # as the reader takes them
        numbers = pd.to_numeric(texts, errors="coerce")
        return float(((numbers.abs() <= limit) & texts.str.contains(".", regex=False)).mean())

    return share


def _are_addresses(cells: "pd.Series[str]") -> float:
    return float(cells.str.match(r"https?://").mean())


def _are_headlines(cells: "pd.Series[str]") -> float:
    """Return the share of cells of some words, and not too many."""
    is_line = cells.str.contains(r"[^\W\d_]{2,}\s+\w") & (cells.str.len() <= _LONGEST_TITLE)
    share = float((is_line & ~cells.str.contains("://", regex=False)).mean())
    return share * (1 - _are_dates(cells))


_Share = Callable[["pd.Series[str]"], float]
_LOOKS: Final[Mapping[str, tuple[_Share, float]]] = {
    "title": (_are_headlines, 0.5),
    "date": (_are_dates, 0.65),
    "latitude": (_are_within(90), 0.5),
    "longitude": (_are_within(180), 0.5),
    "url": (_are_addresses, 0.65),
}
"""The share of cells that look like a column's, and how much that says of it."""
