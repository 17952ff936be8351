"""A case folder's tables as they can be edited, and its files as changes make them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geodata.case_files import case_version
from geodata.casebook import open_case
from geodata.columns import CLAIMS, SOURCES, Column
from geodata.editing.changes import TABLES, TEXTS, Change, EditedTable, text_file
from geodata.editing.feature_text import FeatureText, UnfitCellError
from geodata.editing.separated_text import SeparatedText
from geodata.errors import CaseError
from geodata.reading.case_tables import CLAIMS_TABLE, known_names
from geodata.text_files import read_bytes, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from geodata.editing.separated_text import Row

TableText = SeparatedText | FeatureText
PLACES: Final = "places"


class UnknownRowError(Exception):
    """A change names a row that the case does not have."""


@dataclass(frozen=True)
class Unfit:
    """A cell that cannot be written as it is; the fields are those of `UnfitCellError`."""

    table: str
    key: str
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class EditedFiles:
    """What changes make of a case's files.

    Parameters
    ----------
    contents
        By their names relative to the case's folder the bytes of those that differ.
    keys
        For each table the keys of its rows, in the order in which they are written.
    unfit
        Cells that were left out, since they cannot be written.
    """

    contents: Mapping[str, bytes]
    keys: Mapping[str, Sequence[str]]
    unfit: tuple[Unfit, ...] = field(default=())


class EditableCase:
    """The tables of a case folder.

    Parameters
    ----------
    path
        The folder.

    Raises
    ------
    CaseError
        A table cannot be read, or cannot be changed without changing more than is asked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = case_version(path)
        self.tables: dict[str, TableText] = {
            table.name: self._table(table) for table in TABLES.values()
        }

    def _table(self, table: EditedTable) -> TableText:
        path = self.path / table.file
        if table.name == PLACES:
            if not path.exists():
                return FeatureText.empty(table.file)
            return FeatureText(read_bytes(path, table.file), table.file)
        if not path.exists():
            return SeparatedText.empty(table.file, table.needed)
        found = SeparatedText(read_bytes(path, table.file), table.file, table.columns)
        _expect_same_rows(found.rows, path, table)
        return found

    def rows(self, table: str) -> Sequence[Row]:
        """Give a table's rows; the key of each is its position."""
        return self.tables[table].rows

    def edited(self, changes: Iterable[Change]) -> EditedFiles:
        """Apply changes.

        Raises
        ------
        UnknownRowError
            A change names a row that is not there.
        CaseError
            A file's encoding lacks a character of a change.
        """
        by_table: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_table[change.table].append(change)
        contents, keys, unfit = {}, {}, []
        for name, table in TABLES.items():
            apart = _Apart(table, self.tables[name], by_table[name])
            keys[name] = apart.keys
            unfit += apart.unfit
            if by_table[name]:
                contents[table.file] = apart.written()
        for name, (content, count) in self._materialised(contents, by_table).items():
            contents[TABLES[name].file] = content
            added = [
                change.key
                for change in by_table[name]
                if change.is_new and change.cells is not None
            ]
            kept = keys[name][: len(keys[name]) - len(added)]
            keys[name] = [*kept, *[""] * count, *added]
        for change in by_table[TEXTS]:
            contents[text_file(change.key)] = (change.cells or {})["text"].encode()
        return EditedFiles(contents, keys, tuple(unfit))

    def _materialised(
        self, contents: Mapping[str, bytes], by_table: Mapping[str, list[Change]]
    ) -> dict[str, tuple[bytes, int]]:
        """Write out what events without a table of claims say, before it has its first rows.

        Without such a table each event is its own claim; beside one it would be none. With each
        table's bytes comes how many rows were written out, between those it had and new ones.
        """
        if CLAIMS_TABLE not in contents or (self.path / CLAIMS_TABLE).exists():
            return {}
        if not self.rows("events"):
            return {}
        case = open_case(self.path)
        written = {}
        for name, columns, frame in (
            ("claims", CLAIMS, case.claims),
            ("sources", SOURCES, case.sources),
        ):
            table = TABLES[name]
            said = SeparatedText(self._before(table), table.file, table.columns)
            there = {row.cells[table.key_column] for row in said.rows}
            rows = [row for row in text_rows(frame, columns) if row[table.key_column] not in there]
            own = _Apart(table, said, by_table[name])
            written[name] = said.changed(own.changed, [*rows, *own.added]), len(rows)
        return written

    def _before(self, table: EditedTable) -> bytes:
        path = self.path / table.file
        if path.exists():
            return read_bytes(path, table.file)
        names = ",".join(column.name for column in table.needed)
        return f"{names}\n".encode()


class _Apart:
    """The changes of one table, apart: rows changed or taken out, and rows added."""

    def __init__(self, table: EditedTable, text: TableText, changes: Sequence[Change]) -> None:
        self._text = text
        self.unfit: list[Unfit] = []
        self.changed: dict[int, Mapping[str, str] | None] = {}
        added = [change for change in changes if change.is_new and change.cells is not None]
        for change in changes:
            if not change.is_new:
                self.changed[self._position(table, change)] = self._fit(change)
        self.added = [self._fit(change) or {} for change in added]
        kept = range(len(text.rows))
        self.keys = [str(row) for row in kept if self.changed.get(row, {}) is not None]
        self.keys += [change.key for change in added]

    def _position(self, table: EditedTable, change: Change) -> int:
        position = int(change.key)
        if position >= len(self._text.rows):
            raise UnknownRowError(f"{table.file} has no row {position + 1}")
        return position

    def _fit(self, change: Change) -> Mapping[str, str] | None:
        """Leave out the cells that cannot be written, and keep them to be told."""
        if change.cells is None or not isinstance(self._text, FeatureText):
            return change.cells
        fit = {}
        for column, text in change.cells.items():
            try:
                self._text.expect_fit(column, text)
            except UnfitCellError as error:
                self.unfit.append(Unfit(change.table, change.key, column, text, error.message))
            else:
                fit[column] = text
        return fit

    def written(self) -> bytes:
        return self._text.changed(self.changed, self.added)


def text_rows(frame: pd.DataFrame, columns: Sequence[Column]) -> list[dict[str, str]]:
    """Give rows of a case as they stand in a table: by columns, what is not known empty."""
    names = [column.name for column in columns]
    rows = frame[names].astype("object").where(frame[names].notna(), "").to_dict("records")
    return [{str(name): str(cell) for name, cell in row.items()} for row in rows]


def _expect_same_rows(rows: Sequence[Row], path: Path, table: EditedTable) -> None:
    """Refuse a table in which the loader, which mends more, finds other rows.

    Raises
    ------
    CaseError
        It does.
    """
    read = read_table(path, table.file, known_names(table.columns))
    lines = [*map(int, read.lines)]
    damaged = {row.line for row in read.rejected}
    if [row.line for row in rows if row.line not in damaged] != lines:
        odd = next(iter(sorted({*lines} ^ {row.line for row in rows})), 1)
        raise CaseError(
            f"{table.file}:{odd}: a quotation mark is astray near here; mend it in an editor "
            "before the table is edited"
        )
