"""What is in a GeoPackage, asked of its own database before GDAL opens it.

GDAL runs what a view, or a virtual table, is made of: functions that read other files or ask the
web among them. Only plain tables are read here. Nothing is written, and no function of a schema
runs that is not known to be harmless.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from geodata.errors import CaseError, shortened

_AT_ONCE: Final = 500
_COMPUTED: Final = (2, 3)
"""How `table_xinfo` marks a column that is computed."""


def tables_in(path: Path, file: str) -> frozenset[str]:
    """Return the names, in small letters, of what is a table and nothing that is computed.

    Raises
    ------
    CaseError
        Where it is damaged, is no GeoPackage, or holds virtual tables other than indexes.
    """
    with _asked(path, file) as database:
        found = database.execute(
            "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        names = {name.casefold() for name, _ in found}
        if "gpkg_contents" not in names:
            raise CaseError(
                f"{file}: expected a GeoPackage, got another database; save it again, or as CSV"
            )
        plain = set()
        for name, sql in found:
            if sql.lstrip().casefold().startswith("create virtual"):
                _expect_index(name, sql, file)
            elif not _has_computed(database, name):
                plain.add(name.casefold())
    return frozenset(plain)


class Shapes(NamedTuple):
    """Where the geometry of a layer is kept: the names of a table, its key and its column."""

    table: str
    key: str
    column: str


def holding_geometry(path: Path, file: str, kept: Shapes, ids: Sequence[int]) -> frozenset[int]:
    """Return which of some rows hold a geometry, be it one that cannot be read.

    Parameters
    ----------
    path, file
        The file, and the name under which messages speak of it.
    kept
        The layer.
    ids
        The keys of the rows.

    Raises
    ------
    CaseError
        Where it cannot be read.
    """
    there: set[int] = set()
    table, key, column = map(_quoted, kept)
    with _asked(path, file) as database:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            asked = database.execute(
                f"SELECT {key} FROM {table} WHERE {column} IS NOT NULL AND {key} IN ({marks})",
                some,
            )
            there.update(number for (number,) in asked)
    return frozenset(there)


@contextmanager
def _asked(path: Path, file: str) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.text_factory = lambda data: data.decode("utf-8", errors="replace")
            database.execute("PRAGMA trusted_schema = OFF")
            yield database
    except sqlite3.Error as error:
        raise CaseError(
            f"{file}: cannot be read ({shortened(str(error), 120)}); save it again, or export it "
            "as CSV"
        ) from None


def _expect_index(name: str, sql: str, file: str) -> None:
    words = sql.casefold().replace("(", " ( ").split()
    module = words[words.index("using") + 1] if "using" in words[:-1] else ""
    if module not in {"rtree", "fts3", "fts4", "fts5"}:
        raise CaseError(
            f"{file}: “{shortened(name)}” is a virtual table, which may lead to other files; "
            "save its rows as a table, or as CSV"
        )


def _has_computed(database: sqlite3.Connection, table: str) -> bool:
    columns = database.execute("SELECT hidden FROM pragma_table_xinfo(?)", (table,))
    return any(hidden in _COMPUTED for (hidden,) in columns)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
