"""Places: the case's own first, then towns of the world, then bare coordinates."""

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import gazetteer
from geodata.casebook import Case, open_case
from geodata.columns import PlaceKind
from geodata.errors import CaseError
from geodata.places import DEFAULT_UNCERTAINTY_M, Place, ids_at, place_at, why_not_drawn
from geodata.reading.place_finder import PlaceFinder
from tests.geodata.case_folders import write_case, write_lone

TOWN = Place("town", "Tərtər", PlaceKind.POINT, shapely.Point(46.93, 40.34), 40.34, 46.93)


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(x: object, y: object) -> dict[str, object]:
    return {"type": "Point", "coordinates": [x, y]}


def with_places(folder: Path, *features: object, **members: object) -> Case:
    """A case that has these places besides the one its claims need."""
    kept = feature(point(46.76, 39.92), place_id="karabakh", name="Karabakh", geo_precision=5)
    collection = {"type": "FeatureCollection", "features": [kept, *features], **members}
    return open_case(
        write_case(
            folder,
            places=json.dumps(collection, indent=1),
            events="event_id,title,date,place_id\nwithdrawal,W,2024,karabakh\ncolumn,C,2024,\n",
        )
    )


def drawn(case: Case) -> gpd.GeoDataFrame:
    return case.places.set_index("place_id")


def test_a_place_of_the_case_is_found_by_id_and_by_any_of_its_names() -> None:
    place = Place(
        "tartar",
        "Tartar",
        PlaceKind.POINT,
        shapely.Point(46.93, 40.34),
        40.34,
        46.93,
        names={"az": "Tərtər"},
        variants=("Terter",),
    )
    finder = PlaceFinder({"tartar": place})
    assert all(finder.find(key) is place for key in ("tartar", "TARTAR", "tərtər", "Terter"))


def test_a_name_of_two_places_of_the_case_is_told() -> None:
    other = Place("other", "Tərtər", PlaceKind.POINT, shapely.Point(0, 0), 0, 0)
    finder = PlaceFinder({"town": TOWN, "other": other})
    assert finder.find("tərtər") is TOWN
    assert "also a name of other: write the place_id" in finder.ambiguities["tərtər"]


def test_a_place_of_the_case_goes_before_the_gazetteers() -> None:
    finder = PlaceFinder({"town": TOWN})
    assert finder.find("Tərtər") is TOWN


def test_the_gazetteer_knows_towns_by_any_spelling_and_by_country() -> None:
    found = gazetteer.find_by_name(["Tərtər", "Баку", "paris", "Paris, US"])
    assert found["Tərtər"][0].place_id == "geonames:584871"
    assert found["Баку"][0].name == "Baku"
    assert found["paris"][0].country == "FR"
    assert {town.country for town in found["Paris, US"]} == {"US"}


def test_of_towns_of_one_name_the_most_populous_is_taken_and_the_others_told() -> None:
    finder = PlaceFinder({})
    place = finder.find("Paris")
    assert place is not None
    assert place.place_id == "geonames:2988507"
    assert re.search(
        r"“Paris” was taken to be Paris \(FR\).* Paris \(US\)", finder.ambiguities["Paris"]
    )


def test_a_town_is_drawn_as_far_as_towns_of_its_size_reach() -> None:
    finder = PlaceFinder({})
    small, large = finder.find("geonames:584871"), finder.find("Baku")
    assert small is not None
    assert large is not None
    assert (small.geo_precision, large.geo_precision) == (2, 2)
    assert 0 < (small.uncertainty_m or 0) < (large.uncertainty_m or 0) <= 25_000


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_and_their_id_are_one_to_one_to_a_metre(lat: float, lon: float) -> None:
    (place_id,) = ids_at(pd.Series([lat]), pd.Series([lon]))
    place = place_at(place_id)
    assert place is not None
    assert np.allclose([place.mark_latitude, place.mark_longitude], [lat, lon], atol=1e-5)
    again = ids_at(pd.Series([place.mark_latitude]), pd.Series([place.mark_longitude]))
    assert again.tolist() == [place_id]


@pytest.mark.parametrize("corner", [(90, 180), (-90, -180), (90, -180), (0, 0)])
def test_bare_coordinates_are_exact_and_say_where_they_are_from(corner: tuple[int, int]) -> None:
    latitude, longitude = corner
    place = place_at(f"at:{latitude}.00000,{longitude}.00000")
    assert place is not None
    assert (place.name, place.kind, place.geo_precision) == ("", "point", 1)
    assert place.basis == "coordinates of the row"
    assert shapely.get_coordinates(place.geometry).tolist() == [[longitude, latitude]]
    assert (place.mark_latitude, place.mark_longitude) == (latitude, longitude)
    assert why_not_drawn(place.geometry, "point") == ""


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_swapped"),
    [(46, 180, True), (90, 180, True), (-90, -180, True), (91, 180, False), (46, 181, False)],
)
def test_swapped_coordinates_are_told_where_they_may_be_swapped(
    longitude: float, latitude: float, is_swapped: bool
) -> None:
    told = why_not_drawn(shapely.Point(longitude, latitude), "point")
    assert told.startswith(f"reaches outside the world, to {longitude:g}, {latitude:g}")
    assert told.endswith("are latitude and longitude swapped? longitude comes first") is is_swapped


@pytest.mark.parametrize("place_id", ["at:91,0", "at:0,181", "at:x,1", "at:1", "1,2"])
def test_what_is_no_coordinate_is_no_place(place_id: str) -> None:
    assert place_at(place_id) is None


@pytest.mark.parametrize(
    ("cells", "precision", "uncertainty"),
    [
        ("3,", 3, DEFAULT_UNCERTAINTY_M[3]),
        ("3,900", 3, 900.0),
        (",900", 1, 900.0),
        (",30000", 3, 30_000.0),
        (",", 1, None),
        ("6,", 6, None),
    ],
)
def test_bare_coordinates_have_the_radius_that_was_stated_or_the_default(
    tmp_path: Path, cells: str, precision: int, uncertainty: float | None
) -> None:
    header = "title,date,lat,lon,geo_precision,coordinate_uncertainty_m\n"
    case = open_case(write_lone(tmp_path, f"{header}A,2024,40,46,{cells}\n"))
    (event,), (place,) = case.events.to_dict("records"), case.places.to_dict("records")
    assert event["geo_precision"] == place["geo_precision"] == precision
    for radius in (event["coordinate_uncertainty_m"], place["uncertainty_m"]):
        assert radius == uncertainty if uncertainty else np.isnan(radius)


def test_one_spot_of_many_events_is_one_place_with_the_widest_radius(tmp_path: Path) -> None:
    rows = "A,2024,40,46,100\nB,2024,40.0,46.0,500\nC,2024,40,46,\n"
    case = open_case(write_lone(tmp_path, f"title,date,lat,lon,uncertainty_m\n{rows}"))
    assert case.places["place_id"].tolist() == ["at:40.00000,46.00000"]
    assert case.places["uncertainty_m"].tolist() == [500.0]
    assert case.places.geometry[0] == shapely.Point(46, 40)


def test_a_place_fills_in_what_its_event_leaves_open(tmp_path: Path) -> None:
    case = with_places(tmp_path)
    event = case.events.set_index("event_id").loc["withdrawal"]
    assert (event["latitude"], event["longitude"]) == (39.92, 46.76)
    assert event["geo_precision"] == 5
    assert event["coordinate_uncertainty_m"] == DEFAULT_UNCERTAINTY_M[5]


def test_an_unknown_name_is_kept_without_a_place_and_told_once(tmp_path: Path) -> None:
    case = open_case(write_lone(tmp_path, "title,date,city\nA,2024,Zzyzxq\nB,2024,Zzyzxq\n"))
    assert case.events["place_id"].tolist() == ["", ""]
    assert case.events["verbatim_locality"].tolist() == ["Zzyzxq", "Zzyzxq"]
    (warning,) = case.warnings
    assert "“Zzyzxq” is no place known here; kept without a place (rows: 2)" in warning.message


def test_places_in_another_reference_system_are_reprojected(tmp_path: Path) -> None:
    metres = gpd.GeoSeries([shapely.Point(46.5, 40.5)], crs=4326).to_crs(32638)
    middle = point(metres.x[0], metres.y[0])
    case = with_places(tmp_path, feature(middle, place_id="p"))
    assert "reaches outside the world" in case.rejected[0].message
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32638"}}
    collection = {
        "type": "FeatureCollection",
        "crs": crs,
        "features": [feature(middle, place_id="karabakh")],
    }
    case = open_case(write_case(tmp_path, places=json.dumps(collection)))
    assert drawn(case).geometry["karabakh"].equals_exact(shapely.Point(46.5, 40.5), 1e-6)


def test_an_unknown_reference_system_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="reference system “EPSG:1” is not known"):
        with_places(tmp_path, crs={"type": "name", "properties": {"name": "EPSG:1"}})


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            feature(point(40.3, 146.9), place_id="p"),
            "geometry: .* are latitude and longitude swapped",
        ),
        (feature(point(400, 10), place_id="p"), "geometry: reaches outside the world"),
        (feature(None, place_id="p"), "geometry: is empty; expected a point, a line or an area$"),
        (feature({"type": "Sphere"}, place_id="p"), "geometry: cannot be read"),
        (feature(point("a", 1), place_id="p"), "geometry: cannot be read"),
        (feature(point(float("nan"), 1), place_id="p"), "geometry: "),
        (feature({"type": "Polygon", "coordinates": []}, place_id="p"), "geometry: is empty"),
        (
            feature(point(1, 1), place_id="p", kind="area"),
            "a place of kind “area” is a Polygon or MultiPolygon, not a Point",
        ),
        (
            feature(point(1, 1), place_id="p", kind="city"),
            "kind: expected one of point, area, line",
        ),
        (feature(point(1, 1), place_id="p", geo_precision=9), "geo_precision: expected 1 to 7"),
        (
            feature(point(1, 1), place_id="p", uncertainty_m="far"),
            "uncertainty_m: expected a number",
        ),
        (feature(point(1, 1)), "place_id: is empty"),
        (feature(point(1, 1), place_id="karabakh"), "place_id: “karabakh” stands in line"),
        (None, "place_id: is empty"),
    ],
)
def test_a_place_that_cannot_be_drawn_is_rejected_where_it_stands(
    tmp_path: Path, bad: object, message: str
) -> None:
    case = with_places(tmp_path, bad)
    (rejected,) = case.rejected
    assert re.search(message, str(rejected))
    assert case.accepted + 1 == case.rows_read
    lines = (tmp_path / "places.geojson").read_text().splitlines()
    if bad is not None:
        assert '"Feature"' in lines[rejected.line - 1]


def test_a_place_needs_no_more_than_an_id_and_a_geometry(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[46, 40], [47, 40], [47, 41]]}
    case = with_places(
        tmp_path,
        feature(line, place_id="at-the-border", names={"az": "Sərhəd"}, variants="Border|Frontier"),
    )
    finder_case = open_case(
        write_case(
            tmp_path,
            places=(tmp_path / "places.geojson").read_text(),
            events="event_id,title,date,place_id\nwithdrawal,W,2024,frontier\ncolumn,C,2024,\n",
        )
    )
    assert case.rejected == ()
    place: Any = drawn(finder_case).loc["at-the-border"]
    assert (place["kind"], place["name"]) == ("line", "at-the-border")
    assert place["variants"] == ("Border", "Frontier")
    assert place["names"] == {"az": "Sərhəd"}
    assert shapely.Point(place["mark_longitude"], place["mark_latitude"]).distance(
        place["geometry"]
    ) == pytest.approx(0)
