"""Only plain tables of a GeoPackage are read, and a geometry is read, or its row is rejected."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geodata.casebook import Case, open_case
from geodata.errors import CaseError
from geodata.feature_files import feature_headers

POINT = shapely.to_wkb(shapely.Point(46, 40))
UNREADABLE = "expected a geometry, got one that cannot be read; correct it, or leave it out"


def geopackage(folder: Path, *commands: str) -> Path:
    """Write one with four events in Shusha, and run commands of SQL in it."""
    path = folder / "list.gpkg"
    events = {"title": ["A", "B", "C", "D"], "date": ["2024"] * 4}
    gpd.GeoDataFrame(events, geometry=[shapely.Point(46, 40)] * 4, crs=4326).to_file(
        path, layer="events"
    )
    with closing(sqlite3.connect(path)) as database, database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        for command in commands:
            database.execute(command)
    return path


def parquet(folder: Path, cells: Sequence[bytes | None]) -> Path:
    about = {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}
    columns = {"title": ["A"] * len(cells), "date": ["2024"] * len(cells), "geometry": cells}
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(about)})
    pq.write_table(table, folder / "list.parquet")
    return folder / "list.parquet"


def geojson(folder: Path, geometries: Sequence[object]) -> Path:
    features = [
        {"type": "Feature", "properties": {"title": "A", "date": "2024"}, "geometry": geometry}
        for geometry in geometries
    ]
    path = folder / "list.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def unreadable(case: Case) -> list[int]:
    assert case.accepted + len(case.rejected) == case.rows_read
    assert {row.message for row in case.rejected} <= {UNREADABLE}
    return [row.line for row in case.rejected]


def test_a_geometry_of_a_geopackage_that_cannot_be_read_rejects_its_row(tmp_path: Path) -> None:
    case = open_case(
        geopackage(
            tmp_path,
            "UPDATE events SET geom = substr(geom, 1, 20) WHERE fid = 1",
            "UPDATE events SET geom = x'00' WHERE fid = 2",
            "UPDATE events SET geom = NULL WHERE fid = 3",
        )
    )
    assert unreadable(case) == [1, 2]
    assert case.events["place_id"].tolist() == ["", "at:40.00000,46.00000"]


def test_a_geometry_of_parquet_that_cannot_be_read_rejects_its_row(tmp_path: Path) -> None:
    case = open_case(parquet(tmp_path, [POINT, POINT[:-3], b"xx", b"", None]))
    assert unreadable(case) == [2, 3]


def test_a_geometry_of_geojson_that_cannot_be_read_rejects_its_row(tmp_path: Path) -> None:
    sound = {"type": "Point", "coordinates": [46, 40]}
    odd = [{"type": "Point", "coordinates": "x"}, {"type": "Foo", "coordinates": [46, 40]}, "x"]
    assert unreadable(open_case(geojson(tmp_path, [sound, *odd, None, sound]))) == [2, 3, 4]


def register(name: str) -> str:
    return (
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        f"VALUES ('{name}', 'attributes', '{name}', 4326)"
    )


def test_a_view_of_a_geopackage_is_left_aside(tmp_path: Path) -> None:
    view = "CREATE VIEW more AS SELECT fid, title, date, load_extension('x') AS kind FROM events"
    case = open_case(geopackage(tmp_path, view, register("more")))
    assert case.accepted == 4
    with closing(sqlite3.connect(tmp_path / "list.gpkg")) as database, database:
        database.execute("DELETE FROM gpkg_contents WHERE table_name = 'events'")
        database.execute("DELETE FROM gpkg_geometry_columns")
    with pytest.raises(CaseError, match="expected a table, got views or computed columns only"):
        open_case(tmp_path / "list.gpkg")


def test_a_view_that_would_lead_elsewhere_is_refused(tmp_path: Path) -> None:
    asked = "SELECT fid, title, date, ogr_geocode('Shusha') AS kind FROM events"
    path = geopackage(tmp_path, f"CREATE VIEW more AS {asked}", register("more"))
    with pytest.raises(CaseError, match=r"list.gpkg: cannot be read \(A trigger and/or view"):
        open_case(path)


ENDLESS = (
    "AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
    "SELECT x AS table_name, x AS extension_name, x AS title, x AS date FROM n WHERE x < 0"
)


def schema(kind: str, name: str, sql: str) -> tuple[str, str]:
    """Write into the schema what SQLite itself would not put there."""
    quoted = sql.replace("'", "''")
    return (
        "PRAGMA writable_schema = ON",
        f"INSERT INTO sqlite_master VALUES ({kind}, {name}, {name}, 0, '{quoted}')",
    )


@pytest.mark.parametrize(
    "name", ["gpkg_extensions", "gpkg_geometry_columns", "GPKG_Extensions", "gpkgext_relations"]
)
def test_a_view_that_is_run_by_its_name_is_refused_before_it_is_run(
    tmp_path: Path, name: str
) -> None:
    path = geopackage(tmp_path, f"DROP TABLE IF EXISTS {name}", f"CREATE VIEW {name} {ENDLESS}")
    with pytest.raises(CaseError, match=f"list.gpkg: “{name}” is a view or computed, where a tab"):
        open_case(path)


@pytest.mark.parametrize("kind", ["'view'", "x'76696577'", "'VIEW'", "CAST(x'7669657700' AS TEXT)"])
def test_a_view_is_seen_however_its_kind_and_name_are_written(tmp_path: Path, kind: str) -> None:
    view = schema(kind, "x'67706b675f7a'", f"CREATE VIEW gpkg_z {ENDLESS}")
    with pytest.raises(CaseError, match="“gpkg_z” is a view or computed"):
        open_case(geopackage(tmp_path, *view))


@pytest.mark.parametrize("registered", [True, False])
def test_a_view_that_never_ends_is_left_aside(tmp_path: Path, *, registered: bool) -> None:
    views = [f"CREATE VIEW more {ENDLESS}", *([register("more")] if registered else ())]
    assert open_case(geopackage(tmp_path, *views)).accepted == 4


def test_a_computed_column_in_a_table_of_every_geopackage_is_refused(tmp_path: Path) -> None:
    computed = (
        "DROP TABLE gpkg_extensions",
        "CREATE TABLE gpkg_extensions (table_name TEXT, extension_name AS (upper(table_name)))",
    )
    with pytest.raises(CaseError, match="“gpkg_extensions” is a view or computed"):
        open_case(geopackage(tmp_path, *computed))


def test_names_that_sqlite_keeps_apart_are_kept_apart(tmp_path: Path) -> None:
    table = "CREATE TABLE strasse (title TEXT, date TEXT)"
    view = "CREATE VIEW straße AS SELECT 'X' AS title, '2024' AS date"
    path = geopackage(tmp_path, table, view, register("straße"), register("strasse"))
    assert {*feature_headers(path, path.name)} == {"events", "strasse"}


def test_a_name_in_other_letters_than_its_table_is_that_table(tmp_path: Path) -> None:
    known = ("gpkg_contents", "gpkg_geometry_columns")
    renamed = [f"UPDATE {table} SET table_name = 'EVENTS'" for table in known]
    assert open_case(geopackage(tmp_path, *renamed)).accepted == 4


def test_a_table_whose_name_is_no_text_is_left_aside(tmp_path: Path) -> None:
    odd = b"CREATE TABLE \xff (title TEXT, date TEXT)".hex()
    named = "PRAGMA writable_schema = ON"
    path = geopackage(
        tmp_path,
        "CREATE TABLE odd (title TEXT, date TEXT)",
        "CREATE VIEW \ufffd AS SELECT 'X' AS title, '2024' AS date",
        named,
        f"UPDATE sqlite_master SET name = CAST(x'ff' AS TEXT), tbl_name = CAST(x'ff' AS TEXT), "
        f"sql = CAST(x'{odd}' AS TEXT) WHERE name = 'odd'",
    )
    assert open_case(path).accepted == 4


@pytest.mark.parametrize(
    "name", ['"a using rtree b"', "'a using rtree('", "[using rtree]", '"a""b"']
)
def test_the_module_of_a_virtual_table_is_not_looked_for_in_its_name(
    tmp_path: Path, name: str
) -> None:
    bare = name[1:-1].replace('""', '"').replace("'", "''")
    sql = f"CREATE VIRTUAL TABLE {name} USING VirtualOGR('/etc/passwd')"
    with pytest.raises(CaseError, match="is a virtual table, which may lead"):
        open_case(geopackage(tmp_path, *schema("'table'", f"'{bare}'", sql)))


@pytest.mark.parametrize("between", ["  ", "\n", "/* */"])
def test_a_virtual_table_is_known_however_it_is_spelled(tmp_path: Path, between: str) -> None:
    sql = f"CREATE{between}VIRTUAL TABLE other USING VirtualOGR('/etc/passwd')"
    with pytest.raises(CaseError, match="“other” is a virtual table, which may lead"):
        open_case(geopackage(tmp_path, *schema("'table'", "'other'", sql)))


@pytest.mark.parametrize("name", ["plain", '"in quotes"', "'a'", "[b c]", "`d`", "straße"])
def test_an_index_by_any_name_is_no_hindrance(tmp_path: Path, name: str) -> None:
    index = f"CREATE VIRTUAL TABLE {name} USING rtree(id, minx, maxx)"
    assert open_case(geopackage(tmp_path, index)).accepted == 4


def test_a_virtual_table_or_another_database_is_refused(tmp_path: Path) -> None:
    path = geopackage(
        tmp_path,
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_master VALUES ('table', 'other', 'other', 0, "
        "'CREATE VIRTUAL TABLE other USING VirtualOGR(''/etc/passwd'')')",
    )
    with pytest.raises(CaseError, match="“other” is a virtual table, which may lead"):
        open_case(path)
    with closing(sqlite3.connect(tmp_path / "b.gpkg")) as database, database:
        database.execute("CREATE TABLE events (title TEXT, date TEXT)")
    with pytest.raises(CaseError, match=r"b.gpkg: expected a GeoPackage, got another database"):
        open_case(tmp_path / "b.gpkg")


def test_a_time_of_day_beyond_all_days_is_read_as_text(tmp_path: Path) -> None:
    late = pa.array([2**62, 60_000_000], pa.int64()).view(pa.time64("us"))
    table = pa.table({"title": ["A", "B"], "date": ["2024"] * 2, "kind": late})
    pq.write_table(table, tmp_path / "list.parquet")
    case = open_case(tmp_path / "list.parquet")
    assert case.events["kind"].tolist() == ["out of range", "00:01:00"]


@pytest.mark.parametrize("name", ["geometry_columns", "Spatial_Ref_Sys", "layer_styles"])
def test_what_programs_keep_beside_layers_is_no_layer_and_no_view(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "kept").mkdir()
    plain = geopackage(tmp_path / "kept", f"CREATE TABLE {name} (title TEXT, date TEXT)")
    assert len(open_case(plain).events) == 4
    (tmp_path / "run").mkdir()
    view = geopackage(tmp_path / "run", f"CREATE VIEW {name} AS SELECT 1 AS title")
    with pytest.raises(CaseError, match=f"“{name}” is a view or computed, where a table of every"):
        open_case(view)
