"""Workbooks, features and Parquet are checked as a CSV of the same cells is."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
import xlsxwriter

from geodata.casebook import Case, open_case
from geodata.errors import CaseError
from geodata.event_files import cut_event_file, layer_headers
from geodata.parts import read_parts
from geodata.read_as import ReadAs
from geodata.text_files import Names

HEADER = ("title", "date", "latitude", "longitude", "geo_precision", "source")
DAY = date(2024, 4, 17)
TYPED = pd.DataFrame(
    {
        "title": ["A day", "A moment", "An instant", "No place", "Bad"],
        "date": [
            datetime(2024, 4, 17),  # noqa: DTZ001 - a cell without a zone
            datetime(2024, 4, 17, 10, 37),  # noqa: DTZ001 - as above
            datetime(2024, 4, 18),  # noqa: DTZ001 - as above
            datetime(2024, 4, 19),  # noqa: DTZ001 - as above
            pd.NaT,
        ],
        "latitude": [40.0, 40.5, 40.25, np.nan, 41.0],
        "longitude": [46.0, 46.5, 46.25, np.nan, 46.0],
        "geo_precision": [1.0, 2.0, np.nan, np.nan, 1.0],
        "source": ["Agency", None, "", "Agency", "Agency"],
    }
)
WITH_GEOMETRY: list[Any] = [
    shapely.Point(46.0, 40.0),
    shapely.LineString([(46, 40), (47, 40)]),
    None,
    shapely.box(46, 40, 47, 41),
    shapely.GeometryCollection([shapely.Point(46, 40)]),
]


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return path


def features(crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    frame = TYPED[["title", "source"]].assign(date="2024-04-17")
    return gpd.GeoDataFrame(frame, geometry=WITH_GEOMETRY, crs=crs)


def counts(case: Case) -> tuple[int, int, int]:
    return case.rows_read, case.accepted, len(case.rejected)


def warnings(case: Case) -> str:
    return "\n".join(map(str, case.warnings))


def test_a_workbooks_cells_are_those_of_a_csv(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [None] * 6,
        list(HEADER),
        ["A day", DAY, 40, 46, 1, "Agency"],
        [None] * 6,
        ["A moment", datetime(2024, 4, 17, 10, 37), 40.5, 46.5, 2, None],  # noqa: DTZ001 - a cell
        ["Bad", DAY, "north", 46, None, None],
    ]
    case = open_case(workbook(tmp_path / "list.xlsx", Events=rows))
    assert counts(case) == (3, 2, 1)
    assert case.events["date"].tolist() == ["2024-04-17", "2024-04-17T10:37:00"]
    assert case.events["geo_precision"].tolist() == [1, 2]
    assert case.events["event_id"].tolist() == ["row-3", "row-5"]
    assert str(case.rejected[0]).startswith("list.xlsx:6: latitude: expected a number")


def test_typed_cells_of_parquet_are_those_of_a_csv(tmp_path: Path) -> None:
    TYPED.to_parquet(tmp_path / "list.parquet")
    case = open_case(tmp_path / "list.parquet")
    assert counts(case) == (5, 4, 1)
    assert case.events["date"].tolist() == [
        *("2024-04-17", "2024-04-17T10:37:00", "2024-04-18", "2024-04-19"),
    ]
    assert case.events["geo_precision"].tolist() == [1, 2, 1, pd.NA]
    assert case.events["place_id"].tolist()[-1] == ""
    assert str(case.rejected[0]).startswith("list.parquet:5: date: is empty")


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pd.Series([datetime(2024, 4, 17, 20, tzinfo=UTC)]), "2024-04-17T20:00:00+00:00"),
        (pd.Series([datetime(2024, 4, 17, tzinfo=UTC)]), "2024-04-17T00:00:00+00:00"),
        (pd.Series([DAY]), "2024-04-17"),
        (pd.Series([2024]), "2024"),
        (pd.Series([2024.0]), "2024"),
        (pd.Series(["2024-04~"], dtype="category"), "2024-04~"),
    ],
)
def test_dates_of_any_type_are_read(
    tmp_path: Path, column: "pd.Series[Any]", expected: str
) -> None:
    pd.DataFrame({"title": ["A"], "date": column, "flag": [True]}).to_parquet(
        tmp_path / "a.parquet"
    )
    case = open_case(tmp_path / "a.parquet")
    assert case.events["date"].tolist() == [expected]


@pytest.mark.trap("https://github.com/ibis-project/ibis/issues/11978")
@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.parquet"])
def test_points_lines_and_areas_become_places(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("parquet"):
        features().to_parquet(path)
    else:
        features().to_file(path)
    case = open_case(path)
    assert counts(case) == (5, 4, 1)
    assert "GeometryCollection; expected a point, a line or an area" in str(case.rejected[0])
    assert case.events["place_id"].tolist() == ["at:40.00000,46.00000", "shape:2", "", "shape:4"]
    kinds = case.places.set_index("place_id")["kind"].to_dict()
    assert kinds == {"at:40.00000,46.00000": "point", "shape:2": "line", "shape:4": "area"}
    area = case.events.iloc[3]
    assert (area["latitude"], area["longitude"]) == (40.5, 46.5)


def test_features_are_not_read_in_parts_that_lie_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    features().to_file(path)
    with pytest.raises(CaseError, match=r"a\.geojson: cannot be read in parts.*\.csv.*\.parquet"):
        next(cut_event_file(path, "a.geojson", Names(len, lambda _: ()), 3, tmp_path / "spare"))


@pytest.mark.parametrize("before", ["\n  ", "\ufeff", "\ufeff \n"])
def test_a_collection_may_begin_with_blanks(tmp_path: Path, before: str) -> None:
    path = tmp_path / "a.geojson"
    features().to_file(path)
    path.write_text(before + path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert counts(open_case(path)) == (5, 4, 1)


@pytest.mark.parametrize("name", ["a.gpkg", "a.parquet"])
def test_another_reference_system_is_reprojected_and_told(tmp_path: Path, name: str) -> None:
    path, frame = tmp_path / name, features().to_crs(32638)
    if name.endswith("parquet"):
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    case = open_case(path)
    assert case.events[["latitude", "longitude"]].iloc[0].tolist() == pytest.approx([40, 46])
    assert "geometry: was reprojected from EPSG:32638 to EPSG:4326" in warnings(case)


def test_a_file_without_a_reference_system_is_taken_for_degrees_and_told(tmp_path: Path) -> None:
    features(crs=None).to_parquet(tmp_path / "a.parquet")
    case = open_case(tmp_path / "a.parquet")
    assert case.events["latitude"].tolist()[0] == 40
    assert "does not say in which reference system" in warnings(case)


def test_a_reference_system_bound_to_no_place_is_one_line(tmp_path: Path) -> None:
    local = 'LOCAL_CS["site",UNIT["metre",1]]'
    features().set_crs(local, allow_override=True).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(CaseError, match=r"a.parquet: its reference system .* is not known, or"):
        open_case(tmp_path / "a.parquet")


@pytest.mark.parametrize("crs", [4326, 32638])
def test_geometry_of_every_sort_is_drawn_or_told(tmp_path: Path, crs: int) -> None:
    area, line = shapely.box(46, 40, 47, 41), shapely.LineString([(46, 40), (47, 41)])
    points = [(46, 40), (47, 41)]
    sorts: dict[str, Any] = {
        "height": shapely.Point(46, 40, 12),
        "areas": shapely.MultiPolygon([area]),
        "lines": shapely.MultiLineString([line]),
        "no point": shapely.Point(),
        "no area": shapely.Polygon(),
        "none": None,
        "crossed": shapely.Polygon([(46, 40), (47, 41), (46, 41), (47, 40)]),
        "points": shapely.MultiPoint(points),
        "several": shapely.GeometryCollection([area, line]),
    }
    frame = gpd.GeoDataFrame(
        {"title": [*sorts], "date": "2024"}, geometry=[*sorts.values()], crs=4326
    )
    frame.to_crs(crs).to_parquet(tmp_path / "a.parquet")
    case = open_case(tmp_path / "a.parquet")
    assert case.rows_read == len(sorts) == case.accepted + len(case.rejected)
    drawn = dict(zip(case.events["title"], case.events["place_id"], strict=True))
    assert drawn["height"] == "at:40.00000,46.00000"
    assert (drawn["areas"], drawn["lines"]) == ("shape:2", "shape:3")
    assert [drawn[name] for name in ("no point", "no area", "none")] == ["", "", ""]
    told = {row.line: row.message for row in case.rejected}
    assert "GeometryCollection" in told[9]
    assert set(told) <= {7, 8, 9}


def test_metres_taken_for_degrees_reject_their_rows(tmp_path: Path) -> None:
    frame = features().to_crs(32638).set_crs(None, allow_override=True)  # type: ignore[call-overload]  # the stubs know no None here
    frame.to_parquet(tmp_path / "a.parquet")
    case = open_case(tmp_path / "a.parquet")
    assert counts(case) == (5, 1, 4)
    assert "a.parquet:1: geometry: reaches outside the world" in str(case.rejected[0])


def test_the_layer_with_events_is_taken_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"x": [1]}), path, layer="styles")
    features().to_file(path, layer="incidents")
    case = open_case(path)
    assert len(case.events) == 4
    assert "more than one layer; “incidents” was read" in warnings(case)


def test_two_layers_with_events_are_listed_and_one_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    for layer in ("2023", "2024"):
        features().to_file(path, layer=layer)
    with pytest.raises(
        CaseError, match=r"“2023”, “2024”; choose one with --layer, such as --layer \"2023\""
    ) as raised:
        open_case(path)
    assert len(str(raised.value).splitlines()) == 1
    assert len(open_case(path, read_as=ReadAs("2024")).events) == 4
    with pytest.raises(CaseError, match="has no layer “2022”; it has “2023”, “2024”"):
        open_case(path, read_as=ReadAs("2022"))


def test_of_several_sheets_the_one_with_events_is_taken(tmp_path: Path) -> None:
    events: list[list[Any]] = [list(HEADER[:2]), ["A", DAY]]
    path = workbook(tmp_path / "a.xlsx", Notes=[["Read me"]], Empty=[], Events=events)
    case = open_case(path)
    assert case.accepted == 1
    assert "more than one sheet; “Events” was read" in warnings(case)
    path = workbook(tmp_path / "b.xlsx", One=events, Two=events)
    with pytest.raises(CaseError, match="more than one sheet may hold the events: “One”, “Two”"):
        open_case(path)
    assert open_case(path, read_as=ReadAs("Two")).accepted == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "expected a workbook, got a PDF"),
        ("a.xlsx", b"PK\x03\x04" + b"\x00" * 99, "expected a workbook, got a damaged one"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "protected by a password"),
        ("a.xlsx", b"title,date\nA,2024\n", "expected a workbook, got another file"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[{"ty', "cannot be read .*GeoJSON"),
        ("a.geojson", b"title,date\nA,2024\n", "expected a GeoJSON collection"),
        ("a.gpkg", b"no database", "expected a GeoPackage, got something else"),
        ("a.parquet", b"PAR1" + b"\x00" * 50, "cannot be read .*is it whole"),
        ("a.parquet", b"", "cannot be read"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_one_line(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CaseError, match=f"{name}: .*{message}") as raised:
        open_case(path)
    assert len(str(raised.value).splitlines()) == 1


def test_a_truncated_parquet_file_is_one_line(tmp_path: Path) -> None:
    TYPED.to_parquet(tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(content[: len(content) // 2])
    with pytest.raises(CaseError, match=r"cannot be read .*is it whole\? copy it again"):
        open_case(tmp_path / "a.parquet")


def damaged_parquet(folder: Path) -> Path:
    """Write a Parquet file whose second half is zeros, but for what says where things are."""
    titles = [f"Event {number}" for number in range(20_000)]
    pd.DataFrame({"title": titles, "date": "2024-04-17"}).to_parquet(
        folder / "a.parquet", row_group_size=1_000, compression="zstd"
    )
    content = (folder / "a.parquet").read_bytes()
    footer = 8 + int.from_bytes(content[-8:-4], "little")
    half = (len(content) - footer) // 2
    zeros = bytes(len(content) - footer - half)
    (folder / "a.parquet").write_bytes(content[:half] + zeros + content[-footer:])
    return folder / "a.parquet"


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"a.xlsx: is empty; expected a first row"):
        open_case(workbook(tmp_path / "a.xlsx", Sheet1=[]))
    with pytest.raises(CaseError, match=r"b.xlsx: has column names and no rows"):
        open_case(workbook(tmp_path / "b.xlsx", Sheet1=[list(HEADER)]))


def test_control_characters_in_typed_cells_reject_their_row(tmp_path: Path) -> None:
    frame = pd.DataFrame({"title": ["A\x00", "B"], "date": ["2024", "2024"]})
    frame.to_parquet(tmp_path / "a.parquet")
    case = open_case(tmp_path / "a.parquet")
    assert counts(case) == (2, 1, 1)
    assert "a.parquet:1: expected text, got the control character U+0000" in str(case.rejected[0])


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet", "a.gpkg"])
def test_one_row_in_a_hundred_is_bad_and_the_others_are_read_in_parts(
    tmp_path: Path, name: str
) -> None:
    total = 1_000
    frame = pd.DataFrame(
        {
            "title": [f"Event {number}" for number in range(total)],
            "date": ["soon" if number % 100 == 7 else "2024-04-17" for number in range(total)],
        }
    )
    path = tmp_path / name
    if name.endswith("xlsx"):
        workbook(path, Events=[[*frame.columns], *frame.to_numpy().tolist()])
    elif name.endswith("parquet"):
        frame.to_parquet(path)
    elif name.endswith("gpkg"):
        points = [shapely.Point(46, 40)] * total
        gpd.GeoDataFrame(frame, geometry=points, crs=4326).to_file(path)
    else:
        frame.to_csv(path, index=False)
    whole, parts = open_case(path), list(read_parts(path, 300))
    assert counts(whole) == (total, 990, 10)
    assert [part.rows_read for part in parts] == [300, 300, 300, 100]
    assert [row for part in parts for row in part.rejected] == list(whole.rejected)
    events = pd.concat([part.events for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(events, whole.events)


BAD = {
    "date": "Bad,soon,40.5,46.2,Agency",
    "latitude": "Bad,2024-04-17,north,46.2,Agency",
    "longitude": "Bad,2024-04-17,40.5,246.2,Agency",
    "title": ",2024-04-17,40.5,46.2,Agency",
    "": "Bad,2024-04-17",
}


def test_of_twenty_thousand_rows_every_bad_one_is_told_and_every_other_kept(tmp_path: Path) -> None:
    bad = list(BAD.items())
    rows = {
        line: bad[line // 100 % len(bad)]
        if line % 100 == 7
        else ("good", f"Event {line},2024-04-17,40.5,46.2,Agency {line % 7}")
        for line in range(2, 20_002)
    }
    path = tmp_path / "a.csv"
    text = "\n".join(["title,date,latitude,longitude,source", *(row for _, row in rows.values())])
    path.write_text(text, encoding="utf-8")
    case = open_case(path)
    assert counts(case) == (20_000, 19_800, 200)
    expected = {line: sort for line, (sort, _) in rows.items() if sort != "good"}
    assert {row.line: row.column for row in case.rejected} == expected
    kept = {f"Event {line}" for line, (sort, _) in rows.items() if sort == "good"}
    assert set(case.events["title"]) == kept
    assert len(case.claims) == 19_800


def test_a_parquet_file_that_is_damaged_inside_is_one_line(tmp_path: Path) -> None:
    path = damaged_parquet(tmp_path)
    with pytest.raises(CaseError, match=r"a.parquet: cannot be read .*is it whole") as raised:
        open_case(path)
    assert len(str(raised.value).splitlines()) == 1


def test_a_truncated_geopackage_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    pd.concat([features().iloc[:4]] * 2_000).to_file(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(CaseError, match=r"a.gpkg: cannot be read") as raised:
        open_case(path)
    assert len(str(raised.value).splitlines()) == 1


def test_a_layer_is_named_of_files_that_have_layers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("title,date\nA,2024\n", encoding="utf-8")
    with pytest.raises(CaseError, match=r"a.csv: is a single table; leave out .* “Two”"):
        open_case(path, read_as=ReadAs("Two"))


def test_the_sheets_and_layers_of_a_file_are_told_with_their_columns(tmp_path: Path) -> None:
    book = workbook(
        tmp_path / "list.xlsx",
        Sheet1=[[], [" title ", "date", 2024], ["A", DAY, 1]],
        Empty=[],
        Notes=[["note"]],
    )
    assert layer_headers(book, "list.xlsx") == {
        "Sheet1": ("title", "date", "2024"),
        "Empty": (),
        "Notes": ("note",),
    }
    frame = gpd.GeoDataFrame(
        {"title": ["A"], "date": ["2024"]}, geometry=[shapely.Point(1, 2)], crs=4326
    )
    frame.to_file(tmp_path / "two.gpkg", layer="events", engine="pyogrio")
    frame.rename(columns={"title": "name"}).to_file(
        tmp_path / "two.gpkg", layer="others", engine="pyogrio"
    )
    assert layer_headers(tmp_path / "two.gpkg", "two.gpkg") == {
        "events": ("title", "date"),
        "others": ("name", "date"),
    }
    (tmp_path / "one.csv").write_text("title,date\n", encoding="utf-8")
    assert layer_headers(tmp_path / "one.csv", "one.csv") == {}
    book.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(CaseError, match=r"list\.xlsx: expected a workbook, got a damaged one"):
        layer_headers(book, "list.xlsx")
