"""Exports of well-known data sets → our columns; each layout is a file in `geodata/layouts/`.

A layout names the columns that it `needs`, and for each of our columns says what becomes of theirs:

`from`, `join`, `split`
    Their columns, what their filled cells are joined with (`|`), and what stands between several
    things in one cell, which then is `|`.
`instead`
    Their columns where all of `from` are empty.
`codes`, `otherwise`
    What a code stands for, and what any other one does; without `otherwise` it is kept.
`only`
    What the start of a thing must match; that start is kept, of anything else nothing.
`host`
    Of a web address its host only.
`parts`
    For a title: what stands before each filled cell, the first excepted.
`precision`, `forms`
    For a date: the column that says how well it is known, and what its codes mean.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geodata.columns import BETWEEN, EVENT_SOURCE, EVENTS
from geodata.errors import CaseWarning, UnclearColumnsError, shortened
from geodata.reading.claims import site_of
from geodata.reading.everyday_dates import as_edtf
from geodata.reading.headers import Suggestions, bare_name, recognise
from geodata.text_files import TextTable

FOLDER: Final = Path(__file__).parents[1] / "layouts"
_A_DAY: Final = timedelta(days=1)
_HALF_A_WEEK: Final = timedelta(days=3)
_WHOLE: Final = {"month": "%Y-%m", "year": "%Y"}
"""How EDTF writes the whole of what a date's form says."""

_OURS: Final = (*EVENTS, *EVENT_SOURCE)


@dataclass(frozen=True)
class Field:
    """What becomes one of our columns; see the module."""

    sources: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    join: str = BETWEEN
    split: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    only: str = ""
    host: bool = False
    parts: tuple[tuple[str, str], ...] = ()
    precision: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All columns of theirs that are looked at."""
        of_parts = (name for _, name in self.parts)
        return (*self.sources, *self.instead, *of_parts, *filter(None, [self.precision]))


@dataclass(frozen=True)
class Layout:
    """The columns of a well-known data set.

    Parameters
    ----------
    name, about, licence
        Whose it is, where it is described, on which conditions it may be used.
    needs
        Columns without which it is not recognised.
    fields
        Our columns.
    header, starts
        For files without a first row of names: the names, and what their first cells match.
    """

    name: str
    about: str
    licence: str
    needs: tuple[str, ...]
    fields: Mapping[str, Field]
    header: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All columns of theirs that are looked at, those that are needed first."""
        used = (name for found in self.fields.values() for name in found.names)
        return tuple(dict.fromkeys((*self.needs, *used)))

    def missing(self, header: Sequence[str]) -> list[str]:
        """Return the columns it needs that a header does not have."""
        there = set(map(bare_name, header))
        return [name for name in self.needs if bare_name(name) not in there]


@lru_cache
def layouts() -> tuple[Layout, ...]:
    """Return every layout there is a file of."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Layout:
    written: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {
        name: _field(written.pop(column.name))
        for column in _OURS
        if (name := column.name) in written
    }
    told: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in written.items()
    }
    return Layout(fields=fields, **told)


def _field(written: dict[str, Any]) -> Field:
    sources = written.pop("from", ())
    parts = tuple((before, name) for before, name in written.pop("parts", ()))
    instead = tuple(written.pop("instead", ()))
    return Field(tuple(sources), instead=instead, parts=parts, **written)


def names_of_headerless(first: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns of a file that begins with a record; `()` for any other."""
    for layout in layouts():
        fits = len(first) == len(layout.header) and all(
            re.fullmatch(pattern, cell.strip())
            for pattern, cell in zip(layout.starts, first, strict=False)
        )
        if fits:
            return layout.header
    return ()


def recognised_layout(header: Sequence[str]) -> Layout | None:
    """Return the layout whose needed columns a header all has."""
    return next((layout for layout in layouts() if not layout.missing(header)), None)


def likely_layout(header: Sequence[str]) -> Layout | None:
    """Return the layout that a header has, or else the nearest that it has much of.

    Much is half of the columns by which a layout is recognised, or two thirds of all.
    """
    there = set(map(bare_name, header))

    def is_near(layout: Layout) -> bool:
        known = sum(bare_name(name) in there for name in layout.names)
        many = 3 * known >= 2 * len(layout.names)
        return many or 2 * len(layout.missing(header)) <= len(layout.needs)

    near = filter(is_near, layouts())
    return min(near, key=lambda layout: len(layout.missing(header)), default=None)


def in_our_columns(table: TextTable) -> TextTable:
    """Return a table in our columns where its layout is known, else as it is.

    A table that has much of a layout is read by the names of its columns, which a warning says.

    Raises
    ------
    UnclearColumnsError
        Where such a table has no title or date by those names either.
    """
    layout = recognised_layout(table.header)
    if layout is None:
        return _as_it_is(table)
    cells = _Cells(table)
    absent = [name for name in layout.names if name not in cells]
    text = f"was read as {layout.name}; its data are under conditions: {layout.licence}"
    if absent:
        text = f"{text}. It has no {', '.join(sorted(absent))}"
    columns = {name: _column(cells, found) for name, found in layout.fields.items()}
    warning = CaseWarning(table.file, 1, "", text)
    return replace(
        table,
        header=tuple(columns),
        columns=tuple(columns.values()),
        warnings=(*table.warnings, warning),
    )


def _as_it_is(table: TextTable) -> TextTable:
    layout = likely_layout(table.header)
    if layout is None:
        return table
    suggestions = Suggestions(table.header)
    missing = ", ".join(
        f"{name}{suggestions.did_you_mean(name)}" for name in layout.missing(table.header)
    )
    text = f"looks like {layout.name}, yet has no {missing}"
    found = recognise(table.header, _OURS).positions
    if any(column.required and column.name not in found for column in _OURS):
        names = shortened(", ".join(table.header), 300)
        text = f"{table.file}: {text}; give the columns these names; it has: {names}"
        raise UnclearColumnsError(text)
    text = f"{text}: it was read by the names of its columns, as any table"
    return replace(table, warnings=(*table.warnings, CaseWarning(table.file, 1, "", text)))


class _Cells:
    """The cells of a table by the bare names of their columns; empty where there is none."""

    def __init__(self, table: TextTable) -> None:
        named = zip(map(bare_name, table.header), table.columns, strict=True)
        self._columns = dict(reversed(list(named)))
        self._blank = pd.Series("", range(len(table.lines)), dtype="str")

    def __contains__(self, name: str) -> bool:
        return bare_name(name) in self._columns

    def __getitem__(self, name: str) -> "pd.Series[str]":
        cells = self._columns.get(bare_name(name), self._blank)
        return cells.str.strip().reset_index(drop=True)


def _column(cells: _Cells, found: Field) -> "pd.Series[str]":
    if found.parts:
        return _title(cells, found.parts)
    if found.forms:
        return _dates(cells, found)
    text = _joined([_thing(cells[name], found) for name in found.sources], found.join)
    if found.instead:
        instead = _joined([_thing(cells[name], found) for name in found.instead], found.join)
        text = text.where(text != "", instead)
    return text


def _each(cells: "pd.Series[str]", made: Mapping[str, str]) -> "pd.Series[str]":
    return cells.map(made).astype("str")


def _thing(cells: "pd.Series[str]", found: Field) -> "pd.Series[str]":
    """Make of each distinct cell what becomes of it."""
    if not (found.split or found.codes or found.only or found.host):
        return cells
    return _each(cells, {text: _made(text, found) for text in cells.unique()})


def _made(text: str, found: Field) -> str:
    pieces = text.split(found.split) if found.split else [text]
    made = []
    for piece in map(str.strip, pieces):
        thing = site_of(piece) or piece if found.host else piece
        if found.codes and piece:
            thing = found.codes.get(piece, piece if found.otherwise is None else found.otherwise)
        if found.only:
            match = re.match(found.only, thing)
            thing = match[0] if match else ""
        made.append(thing)
    return BETWEEN.join(made) if any(made) else ""


def _joined(columns: Sequence["pd.Series[str]"], between: str) -> "pd.Series[str]":
    first, *others = columns
    for cells in others:
        glue = pd.Series(between, first.index, dtype="str").where((first != "") & (cells != ""), "")
        first = first + glue + cells
    return first


def _title(cells: _Cells, parts: Sequence[tuple[str, str]]) -> "pd.Series[str]":
    title = pd.Series("", cells[parts[0][1]].index, dtype="str")
    for before, name in parts:
        text = cells[name]
        glue = pd.Series(before, title.index, dtype="str")
        is_alone = before.strip(" :,–") == ""
        glue = glue.where((text != "") & ((title != "") | (not is_alone)), "")
        title = title + glue + text
    return title


def _dates(cells: _Cells, found: Field) -> "pd.Series[str]":
    start, *ends = (cells[name] for name in found.sources)
    end = ends[0].where(ends[0] != "", start) if ends else start
    key = start + "\n" + end + "\n" + cells[found.precision]
    made = {}
    for text in key.unique():
        first, last, code = text.rsplit("\n", 2)
        made[text] = _date(first, last, found.forms.get(code, "day"))
    return _each(key, made)


def _date(start: str, end: str, form: str) -> str:
    """Write in EDTF what is known of a date; one that is none is kept for its check to reject."""
    first_text, last_text = as_edtf(start), as_edtf(end)
    try:
        first, last = date.fromisoformat(first_text), date.fromisoformat(last_text)
    except ValueError:
        return start
    if form == "day" or last < first:
        return f"{first}" if first == last else f"{first}/{last}"
    if first == last and form == "week":
        first, last = first - _HALF_A_WEEK, last + _HALF_A_WEEK
    if form in _WHOLE and (first == last or _is_whole(first, last, form)):
        return f"{first:{_WHOLE[form]}}"
    return f"{first}~" if first == last else f"[{first}..{last}]"


def _is_whole(first: date, last: date, form: str) -> bool:
    """Tell whether two days are the first and last of one month or year."""
    before, after = first - _A_DAY, last + _A_DAY
    whole = _WHOLE[form]
    own = f"{first:{whole}}"
    return own == f"{last:{whole}}" and own not in {f"{before:{whole}}", f"{after:{whole}}"}
