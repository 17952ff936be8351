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
