"""A table of a PostgreSQL database, with or without PostGIS, copied into a file that is then read.

The copy is one Parquet file: the rows of one moment, numbered in the order of the table's primary
key. So everything that reads files takes it as it is, an engine included, and no transaction stays
open while a case is built.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qs, unquote, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
from pyproj.exceptions import CRSError

from geodata.errors import CaseError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import psycopg
    from psycopg import sql

ANSWERS_WITHIN: Final = 10
"""Seconds in which a server is to let us in."""

AT_ONCE: Final = 20_000
"""Rows that are fetched, and written as one row group, at a time."""

_EXAMPLE: Final = "postgresql://USER@HOST:5432/DATABASE?table=SCHEMA.TABLE"
_INSTALL: Final = "python -m pip install -r requirements-engines.txt"
_OPTIONS: Final = (
    "host", "port", "user", "password", "passfile",
    "sslmode", "sslrootcert", "sslcert", "sslkey",
)  # fmt: skip
_DEFAULT_SCHEMA: Final = "public"
_DEFAULT_PORT: Final = 5432
_KEEP_LOOKING: Final[dict[str, Any]] = {
    "connect_timeout": ANSWERS_WITHIN,
    "keepalives_idle": 30,
    "tcp_user_timeout": 60_000,  # milliseconds
    "application_name": "whenabouts",
}

_COLUMNS: Final = """
SELECT a.attname, t.typname, t.typcategory
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_KEY: Final = """
SELECT a.attname FROM pg_index i
JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) ON true
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
WHERE i.indrelid = to_regclass(%s) AND i.indisprimary ORDER BY k.place
"""

_DAY, _SECOND = "'YYYY-MM-DD'", "'YYYY-MM-DD\"T\"HH24:MI:SS'"
_AS_TEXT: Final = {
    "timestamp": f"CASE WHEN NOT isfinite({{0}}) THEN {{0}}::text "
    f"WHEN {{0}} = date_trunc('day', {{0}}) THEN to_char({{0}}, {_DAY}) "
    f"ELSE to_char({{0}}, {_SECOND}) END",
    "timestamptz": f"CASE WHEN NOT isfinite({{0}}) THEN {{0}}::text "
    f"ELSE to_char({{0}} AT TIME ZONE 'UTC', {_SECOND}) || '+00:00' END",
    **dict.fromkeys(("float4", "float8", "numeric"), "nullif({0}::text, 'NaN')"),
}
"""How a column is written as text, as `geodata.typed_cells` writes those of files."""

_ANY, _ARRAY = "{0}::text", "array_to_string({0}, '|')"
_SHAPES: Final = ("geometry", "geography")
_IN_DEGREES: Final = (
    "ST_AsBinary(ST_Transform(CASE WHEN ST_SRID({0}::geometry) = 0 "
    "THEN ST_SetSRID({0}::geometry, 4326) ELSE {0}::geometry END, 4326))"
)
_AS_IT_IS: Final = "ST_AsBinary({0}::geometry)"


@dataclass(frozen=True)
class DatabaseTable:
    """A table or view of a database.

    Parameters
    ----------
    schema, name
        Of the table.
    database
        Of the database; "" for the server's default.
    options
        How to connect, by libpq's names; never shown, as a password may be among them.
    """

    schema: str
    name: str
    database: str
    options: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, url: str) -> Self:
        """Take a URL apart.

        Raises
        ------
        CaseError
            Where it is not one of a table. The message says nothing of the URL, which may hold a
            password.
        """
        try:
            parts = urlsplit(url)
            given = {
                "host": parts.hostname,
                "port": str(parts.port or ""),
                "user": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
            }
        except ValueError:
            raise CaseError(
                f"the database's URL cannot be taken apart; expected {_EXAMPLE}"
            ) from None
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        schema, _, name = query.pop("table", "").rpartition(".")
        if not name:
            raise CaseError(f"the database's URL names no table; expected {_EXAMPLE}")
        if unknown := sorted(set(query) - set(_OPTIONS)):
            raise CaseError(
                f"the database's URL has what is not known: {shortened(', '.join(unknown))}; "
                f"expected table and any of {', '.join(_OPTIONS)}"
            )
        options = {name: value for name, value in (given | query).items() if value}
        return cls(schema or _DEFAULT_SCHEMA, name, unquote(parts.path.strip("/")), options)

    def __str__(self) -> str:
        """Return its address without user and password."""
        port = self.options.get("port", _DEFAULT_PORT)
        host = f"{self.options.get('host', 'localhost')}:{port}"
        return f"postgresql://{host}/{self.database}?table={self.schema}.{self.name}"

    @property
    def file_name(self) -> str:
        """The name of the file that its rows are copied to, under which messages speak of it."""
        named = self.name if self.schema == _DEFAULT_SCHEMA else f"{self.schema}.{self.name}"
        return f"{named.replace('/', '_')}.parquet"

    def copy_to(self, folder: Path) -> Path:
        """Copy the rows into a file of a folder, and return it.

        Raises
        ------
        CaseError
            Where the server does not answer or let us in, or has no such table; or where the file
            cannot be written.
        """
        try:
            import psycopg  # noqa: PLC0415 - a database is optional
        except ModuleNotFoundError:
            raise CaseError(f"PostgreSQL needs the package psycopg: {_INSTALL}") from None
        path = folder / self.file_name
        try:
            with psycopg.connect(
                dbname=self.database, **{**_KEEP_LOOKING, **self.options}
            ) as connection:
                connection.read_only = True
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                _Copying(connection, self).write(path)
        except psycopg.OperationalError as error:
            raise CaseError(f"{self}: does not answer ({self._said(error)})") from None
        except psycopg.Error as error:
            raise CaseError(f"{self}: cannot be read ({self._said(error)})") from None
        except OSError as error:
            said = error.strerror or error
            raise CaseError(
                f"{self}: cannot be copied ({said}); make room in {folder.parent}"
            ) from None
        return path

    def _said(self, error: Exception) -> str:
        """Give in one line what the server or its library said, without the password."""
        said = shortened(next(iter(str(error).strip().splitlines()), type(error).__name__), 200)
        password = self.options.get("password")
        return said.replace(password, "…") if password else said


class _Copying:
    """Rows on their way from a server."""

    def __init__(self, connection: psycopg.Connection, table: DatabaseTable) -> None:
        from psycopg import sql  # noqa: PLC0415 - a database is optional

        self._connection, self._table, self._sql = connection, table, sql
        self._from = sql.Identifier(table.schema, table.name)
        quoted = self._from.as_string(connection)
        self._columns = connection.execute(_COLUMNS, [quoted]).fetchall()
        if not self._columns:
            raise CaseError(f"{table}: there is no such table, or you may not see it")
        self._key = [name for (name,) in connection.execute(_KEY, [quoted])]
        shapes = [name for name, kind, _ in self._columns if kind in _SHAPES]
        if len(shapes) > 1:
            raise CaseError(
                f"{table}: has the geometries {shortened(', '.join(shapes))}, and one is read; "
                "make a view with that one"
            )
        self._geometry = shapes[0] if shapes else None
        if self._geometry is not None:
            self._find_postgis()

    def write(self, path: Path) -> None:
        """Write the rows; geometry in degrees, or where the server cannot, as it is there."""
        import psycopg  # noqa: PLC0415 - a database is optional

        crs = self._declared()
        try:
            with self._connection.transaction():
                self._copy(path, _IN_DEGREES, crs)
        except psycopg.errors.InternalError_ as error:
            # one row that cannot be brought to degrees is rejected by itself when the file is read
            if self._geometry is None:
                raise
            self._copy(path, _AS_IT_IS, self._own_reference(str(error)))

    def _find_postgis(self) -> None:
        """Have PostGIS's functions found also where its schema is not on the search path."""
        self._connection.execute(
            "SELECT set_config('search_path', concat_ws(', ', "
            "nullif(current_setting('search_path'), ''), quote_ident(n.nspname)), false) "
            "FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
            "JOIN pg_namespace n ON n.oid = t.typnamespace "
            "WHERE a.attrelid = to_regclass(%s) AND a.attname = %s",
            [self._from.as_string(self._connection), self._geometry],
        )

    def _declared(self) -> object:
        """Tell in which reference system the copy is: none where rows do not say theirs."""
        if self._geometry is None:
            return None
        unknown = self._asked("SELECT 1 FROM {table} WHERE ST_SRID({shape}::geometry) = 0 LIMIT 1")
        return None if unknown else pyproj.CRS("OGC:CRS84").to_json_dict()

    def _own_reference(self, problem: str) -> object:
        found = self._asked(
            "SELECT DISTINCT ST_SRID({shape}::geometry) FROM {table} "
            "WHERE {shape} IS NOT NULL LIMIT 2"
        )
        (srid,) = found[0]
        texts = self._connection.execute(
            "SELECT srtext FROM spatial_ref_sys WHERE srid = %s", [srid]
        )
        try:
            (written,) = texts.fetchone() or ("",)
            if len(found) == 1:
                return pyproj.CRS.from_wkt(written).to_json_dict()
        except CRSError:
            pass
        said = shortened(problem.splitlines()[0], 120)
        raise CaseError(
            f"{self._table}: its geometry cannot be brought to EPSG:4326 ({said}); "
            "give all rows one reference system that is known"
        )

    def _asked(self, question: str) -> list[tuple[Any, ...]]:
        written = self._sql.SQL(question).format(
            table=self._from, shape=self._sql.Identifier(self._geometry or "")
        )
        return self._connection.execute(written).fetchall()

    def _copy(self, path: Path, shape: str, crs: object) -> None:
        names = [name for name, kind, _ in self._columns if kind not in _SHAPES]
        fields = [pa.field(name, pa.large_string()) for name in names]
        metadata = {}
        if self._geometry is not None:
            fields.append(pa.field(self._geometry, pa.binary()))
            about = {"encoding": "WKB", "geometry_types": [], "crs": crs}
            written = {
                "version": "1.1.0",
                "primary_column": self._geometry,
                "columns": {self._geometry: about},
            }
            metadata["geo"] = json.dumps(written)
        schema = pa.schema(fields, metadata)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for rows in self._fetched(shape):
                columns = zip(*rows, strict=True)
                arrays = [
                    pa.array(column, one.type) for column, one in zip(columns, schema, strict=True)
                ]
                writer.write_table(pa.table(arrays, schema))

    def _fetched(self, shape: str) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Yield rows through a cursor of the server's, so many at a time."""
        expressions = [
            self._expression(name, _written(kind, category))
            for name, kind, category in self._columns
            if kind not in _SHAPES
        ]
        if self._geometry is not None:
            expressions.append(self._expression(self._geometry, shape))
        selected = self._sql.SQL(", ").join(expressions)
        query = self._sql.SQL("SELECT {} FROM {} AS kept").format(selected, self._from)
        if self._key:
            # a bare name would be that of what is selected: text
            columns = (self._sql.Identifier("kept", name) for name in self._key)
            key = self._sql.SQL(", ").join(columns)
            query = self._sql.SQL("{} ORDER BY {}").format(query, key)
        with self._connection.cursor("whenabouts", binary=True) as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(AT_ONCE):
                yield rows

    def _expression(self, name: str, form: str) -> sql.Composed:
        return self._sql.SQL(form).format(self._sql.Identifier(name))


def _written(kind: str, category: str) -> str:
    return _ARRAY if category == "A" else _AS_TEXT.get(kind, _ANY)
