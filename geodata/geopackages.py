"""What is in a GeoPackage, asked of its own database before GDAL opens it.

GDAL runs what a view, or a virtual table, is made of: functions that read other files or ask the
web among them, and queries that never end. It runs some by their names as it opens the file, and
all of them as it lists layers. Only plain tables are read here. Nothing is written, and no
function of a schema runs that is not known to be harmless.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from geodata.errors import CaseError, shortened

_AT_ONCE: Final = 500
_COMPUTED: Final = (2, 3)
"""How `table_xinfo` marks a column that is computed."""

_PLAIN: Final = re.compile(r"create\s+table\s", re.ASCII | re.IGNORECASE)
_INDEX: Final = re.compile(
    r"""create\s+virtual\s+table\s+
    (?: "(?:[^"]|"")*" | '(?:[^']|\'\')*' | `(?:[^`]|``)*` | \[[^\]]*\] | (?:[\w$]|[^\0-\x7f])+\s )
    \s* using\s+(?:rtree|fts[345])\s*(?:\(|\Z)""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
"""Virtual tables that lead nowhere; SQLite itself writes them so, whatever was typed."""

_NEEDED: Final = re.compile("gpkg_contents", re.ASCII | re.IGNORECASE)
_READ_BY_NAME: Final = re.compile(
    r"gpkg|rtree_|sqlite_|(?:geometry_columns|spatial_ref_sys|layer_styles)\Z",
    re.ASCII | re.IGNORECASE,
)
"""How the names begin of what GDAL, QGIS and SQLite read by themselves; none of them is a layer."""


class Tables(NamedTuple):
    """What is in a GeoPackage: the names of its plain tables, and whether there is more."""

    names: tuple[str, ...]
    has_others: bool


def tables_in(path: Path, file: str) -> Tables:
    """Return the tables that may be layers, and nothing that is computed.

    Raises
    ------
    CaseError
        Where it is damaged, is no GeoPackage, holds virtual tables other than indexes, or
        computes what has to be a table of its own.
    """
    with _asked(path, file) as database:
        found = database.execute(
            "SELECT CAST(name AS TEXT), CAST(type AS TEXT), CAST(coalesce(sql, '') AS TEXT) "
            "FROM sqlite_master WHERE type NOT IN ('index', 'trigger')"
        ).fetchall()
        if not any(_NEEDED.fullmatch(name) for name, _, _ in found):
            raise CaseError(
                f"{file}: expected a GeoPackage, got another database; save it again, or as CSV"
            )
        plain, has_others = [], False
        for name, kind, sql in found:
            is_plain = _is_plain(database, (name, kind, sql), file)
            if not _READ_BY_NAME.match(name):
                has_others = has_others or not is_plain
                plain += [name] if is_plain else []
    return Tables(tuple(plain), has_others)


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
            database.text_factory = lambda data: data.decode("utf-8", errors="surrogateescape")
            database.execute("PRAGMA trusted_schema = OFF")
            yield database
    except sqlite3.Error as error:
        raise CaseError(
            f"{file}: cannot be read ({shortened(str(error), 120)}); save it again, or export it "
            "as CSV"
        ) from None


def _is_plain(database: sqlite3.Connection, entry: tuple[str, str, str], file: str) -> bool:
    """Tell whether an entry of a schema is a table that holds all that is read of it.

    Raises
    ------
    CaseError
        Where it is none, and would be run all the same.
    """
    name, kind, sql = entry
    is_table = kind == "table" and bool(_PLAIN.match(sql))
    if kind == "table" and not is_table:
        _expect_index(name, sql, file)
    is_plain = is_table and _is_utf8(name) and not _has_computed(database, name)
    is_index = kind == "table" and not is_table and not name.lower().startswith("gpkg")
    if _READ_BY_NAME.match(name) and not is_plain and not is_index:
        raise CaseError(
            f"{file}: “{_shown(name)}” is a view or computed, where a table of every GeoPackage "
            "is expected; save it again, or as CSV"
        )
    return is_plain


def _is_utf8(name: str) -> bool:
    """Tell whether GDAL can be asked for a table by its name."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _shown(name: str) -> str:
    return shortened(name.encode(errors="replace").decode())


def _expect_index(name: str, sql: str, file: str) -> None:
    if not _INDEX.match(sql):
        raise CaseError(
            f"{file}: “{_shown(name)}” is a virtual table, which may lead to other files; "
            "save its rows as a table, or as CSV"
        )


def _has_computed(database: sqlite3.Connection, table: str) -> bool:
    columns = database.execute("SELECT hidden FROM pragma_table_xinfo(?)", (table,))
    return any(hidden in _COMPUTED for (hidden,) in columns)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
