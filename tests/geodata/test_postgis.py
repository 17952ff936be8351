"""A table of a real PostgreSQL server with PostGIS is a case like any file."""

from __future__ import annotations

import socket
import time
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from dashboard.commands import main
from geodata.casebook import open_case
from geodata.columns import PlaceKind
from geodata.databases import AT_ONCE, DatabaseTable
from geodata.errors import CaseError
from geodata.scale.built import BuiltCase
from geodata.view import View
from tests.engines import OWNER, PASSWORD, postgis_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.casebook import Case
    from tests.engines import Server

ROWS = 2 * AT_ONCE + 7


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgis_server() as running:
        yield running


def opened(server: Server, table: str, folder: Path) -> Case:
    return open_case(DatabaseTable.of(server.url(table)).copy_to(folder))


def test_points_in_a_foreign_reference_system_become_degrees(
    server: Server, tmp_path: Path
) -> None:
    server.run(
        "CREATE TABLE utm (id int PRIMARY KEY, title text, event_date date,"
        " geom geometry(Point, 32638));"
        "INSERT INTO utm SELECT n, 'Event ' || n, date '2024-04-01' + n, ST_Transform("
        "ST_SetSRID(ST_MakePoint(45.5 + n / 10.0, 40.25), 4326), 32638)"
        " FROM generate_series(3, 1, -1) n"
    )
    case = opened(server, "utm", tmp_path)
    assert case.events["title"].tolist() == ["Event 1", "Event 2", "Event 3"]
    assert case.events["longitude"].round(6).tolist() == [45.6, 45.7, 45.8]
    assert case.events["latitude"].round(6).tolist() == [40.25] * 3
    assert case.events["date"].tolist() == ["2024-04-02", "2024-04-03", "2024-04-04"]


def test_rows_of_any_number_come_in_the_order_of_the_key(server: Server, tmp_path: Path) -> None:
    server.run(
        "CREATE SCHEMA field; CREATE TABLE field.events (number int PRIMARY KEY, event_id text,"
        " title text, date text, latitude float8, longitude float8, source text);"
        "INSERT INTO field.events SELECT n, 'e' || n, 'Event ' || n, "
        "CASE WHEN n % 1000 = 0 THEN 'soon' ELSE '2024-05-06' END, n % 80, n % 170, 'S' || n % 3"
        f" FROM generate_series({ROWS}, 1, -1) n"
    )
    case = opened(server, "field.events", tmp_path)
    assert (case.rows_read, len(case.rejected)) == (ROWS, ROWS // 1000)
    assert case.events["event_id"].tolist()[:3] == ["e1", "e2", "e3"]
    first = str(case.rejected[0])
    assert first.startswith("field.events.parquet:1000: date: ")
    again = opened(server, "field.events", tmp_path)
    assert again.version == case.version


def test_lines_areas_and_rows_of_other_systems_are_taken_as_from_files(
    server: Server, tmp_path: Path
) -> None:
    server.run(
        "CREATE TABLE mixed (id int PRIMARY KEY, title text, date date, shape geometry);"
        "INSERT INTO mixed VALUES (1, 'Point', '2024-01-01', 'SRID=3857;POINT(5065000 4900000)'),"
        "(2, 'Road', '2024-01-02', 'SRID=4326;LINESTRING(45 40, 46 41)'),"
        "(3, 'Field', '2024-01-03', 'SRID=4326;POLYGON((45 40, 46 40, 46 41, 45 40))'),"
        "(4, 'Nowhere', '2024-01-04', NULL)"
    )
    case = opened(server, "mixed", tmp_path)
    assert (case.accepted, case.rejected) == (4, ())
    assert case.events["longitude"].round(3).tolist()[0] == 45.5
    kinds = set(case.places["kind"])
    assert {PlaceKind.LINE, PlaceKind.AREA} <= kinds
    assert case.events["place_id"].tolist()[3] == ""


def test_one_point_that_cannot_be_projected_is_rejected_alone(
    server: Server, tmp_path: Path
) -> None:
    server.run(
        "CREATE TABLE bent (id int PRIMARY KEY, title text, date date, geom geometry(Point, 4258));"
        "INSERT INTO bent SELECT n, 'Event', '2024-02-03', ST_SetSRID(ST_MakePoint(10, "
        "CASE WHEN n = 2 THEN 1234 ELSE 50 END), 4258) FROM generate_series(1, 3) n"
    )
    case = opened(server, "bent", tmp_path)
    (row,) = case.rejected
    assert (row.line, row.column) == (2, "geometry")
    assert case.events["latitude"].round(4).tolist() == [50, 50]


def test_typed_columns_are_written_as_those_of_files_are(server: Server, tmp_path: Path) -> None:
    server.run(
        "CREATE TABLE typed (title text, date timestamptz, actors text[], geo_precision int,"
        " coordinate_uncertainty_m numeric, latitude float8, longitude float8);"
        "INSERT INTO typed VALUES ('A', '2024-04-16 12:30+04', '{North,South}', 2, 250.0, 40, 46),"
        "('B', 'infinity', NULL, NULL, 'NaN', 40, 46)"
    )
    case = opened(server, "typed", tmp_path)
    (event,) = case.events.to_dict("records")
    assert (event["date"], event["actors"]) == ("2024-04-16T08:30:00+00:00", "North|South")
    assert (event["geo_precision"], event["coordinate_uncertainty_m"]) == (2, 250)
    (row,) = case.rejected
    assert (row.line, row.column, row.value) == (2, "date", "infinity")


def test_geometry_without_a_reference_system_is_taken_as_degrees_and_says_so(
    server: Server, tmp_path: Path
) -> None:
    server.run(
        "CREATE TABLE bare AS SELECT 'A'::text AS title, date '2024-01-01' AS date,"
        " ST_MakePoint(46, 40) AS geom"
    )
    case = opened(server, "bare", tmp_path)
    assert case.events["longitude"].tolist() == [46]
    assert any("EPSG:4326" in warning.message for warning in case.warnings)


def test_what_is_not_there_or_not_allowed_is_told_without_the_password(
    server: Server, tmp_path: Path
) -> None:
    with pytest.raises(CaseError, match="there is no such table"):
        opened(server, "missing", tmp_path)
    wrong = DatabaseTable.of(server.url("utm", "not it"))
    with pytest.raises(CaseError, match="password authentication failed") as refused:
        wrong.copy_to(tmp_path)
    assert "not it" not in str(refused.value)
    assert PASSWORD not in str(DatabaseTable.of(server.url("utm")))


def test_a_server_that_hears_and_never_answers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as deaf:
        url = f"postgresql://me:hidden@127.0.0.1:{deaf.getsockname()[1]}/db?table=events"
        monkeypatch.setitem(
            DatabaseTable.copy_to.__globals__["_KEEP_LOOKING"], "connect_timeout", 2
        )
        begun = time.monotonic()
        with pytest.raises(CaseError, match="does not answer") as given_up:
            DatabaseTable.of(url).copy_to(tmp_path)
    assert time.monotonic() - begun < 10
    assert "hidden" not in str(given_up.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:hidden@host/db", "names no table"),
        ("postgresql://me:hidden@host:port/db?table=t", "cannot be taken apart"),
        ("postgresql://me:hidden@host/db?table=t&colour=red", "colour"),
    ],
)
def test_a_url_that_cannot_be_used_is_told_without_its_password(url: str, said: str) -> None:
    with pytest.raises(CaseError, match=said) as refused:
        DatabaseTable.of(url)
    assert "hidden" not in str(refused.value)


def test_postgis_is_found_in_a_schema_of_its_own(server: Server, tmp_path: Path) -> None:
    server.run(
        "CREATE TABLE found AS SELECT 'A'::text AS title, date '2024-01-01' AS date,"
        " ST_SetSRID(ST_MakePoint(46, 40), 4326) AS geom;"
        f"ALTER ROLE {OWNER} SET search_path = elsewhere"
    )
    try:
        case = opened(server, "found", tmp_path)
    finally:
        server.run(f"ALTER ROLE {OWNER} RESET search_path")
    assert case.events["longitude"].tolist() == [46]


def test_a_table_of_nothing_but_geometry_says_what_it_lacks(server: Server, tmp_path: Path) -> None:
    server.run("CREATE TABLE shapes AS SELECT ST_SetSRID(ST_MakePoint(46, 40), 4326) AS geom")
    with pytest.raises(CaseError, match="title"):
        opened(server, "shapes", tmp_path)


def test_of_two_geometries_none_is_dropped_unsaid(server: Server, tmp_path: Path) -> None:
    server.run(
        "CREATE TABLE pairs (title text, date date, seen geometry(Point, 4326),"
        " meant geometry(Point, 4326))"
    )
    with pytest.raises(CaseError, match=r"the geometries seen, meant.*make a view"):
        opened(server, "pairs", tmp_path)


def test_a_connection_is_not_left_open(server: Server, tmp_path: Path) -> None:
    opened(server, "utm", tmp_path)
    with psycopg.connect(server.url("x").partition("?")[0]) as connection:
        asked = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'whenabouts'"
        )
        assert asked.fetchone() == (0,)


def test_a_table_is_built_and_served_as_a_prepared_case(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.run(
        "CREATE TABLE to_build (title text, date text, latitude float8, longitude float8);"
        "INSERT INTO to_build VALUES ('A', '2024-05-06', 40, 46), ('B', 'soon', 40, 46)"
    )
    url, out = server.url("to_build"), tmp_path / "out"
    assert main(["build", url, str(out)]) == 0
    said = capsys.readouterr()
    assert "1 row could not be read" in said.err
    assert "check`, given the same table and options" in said.err
    assert "1 events and 1 claims prepared" in said.out
    assert BuiltCase(out).counts(View()).total == 1
    assert not list(out.glob("*.partial"))
