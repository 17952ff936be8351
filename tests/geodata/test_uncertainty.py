"""Metres round a place are metres, wherever it lies."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geodata.uncertainty import FARTHEST_M, MOST_EDGES, uncertainty_area

GEOD = Geod(ellps="WGS84")
TO_PLANE = Transformer.from_crs("EPSG:4326", "+proj=aeqd +lat_0=40 +lon_0=47", always_xy=True)


def in_plane(corners: Any) -> Any:
    """Degrees to metres about 47° E, 40° N."""
    return np.column_stack(TO_PLANE.transform(*corners.T))


@settings(max_examples=60, deadline=None)
@given(
    longitude=st.floats(-180, 180),
    latitude=st.floats(-89, 89),
    metres=st.floats(200, 400_000),
    bearing=st.floats(0, 360),
)
def test_a_point_just_inside_belongs_to_it_and_one_just_outside_does_not(
    longitude: float, latitude: float, metres: float, bearing: float
) -> None:
    area = uncertainty_area(shapely.Point(longitude, latitude), metres)
    inside = GEOD.fwd(longitude, latitude, bearing, metres * 0.99)[:2]
    outside = GEOD.fwd(longitude, latitude, bearing, metres * 1.01)[:2]
    assert area.is_valid
    assert area.intersects(shapely.Point(inside).buffer(1e-9))
    assert not area.contains(shapely.Point(outside))


def test_the_margin_of_a_line_is_measured_across_it() -> None:
    line = shapely.LineString([(46.5, 39.5), (46.9, 39.9)])
    area = uncertainty_area(line, 5_000)
    near = GEOD.fwd(46.7, 39.7, 135, 4_900)[:2]
    far = GEOD.fwd(46.7, 39.7, 135, 5_300)[:2]
    assert area.contains(line)
    assert area.contains(shapely.Point(near))
    assert not area.contains(shapely.Point(far))


def test_a_disc_across_the_antimeridian_has_two_parts_inside_the_world() -> None:
    area = uncertainty_area(shapely.Point(179.9, 0), 50_000)
    west, _, east, _ = area.bounds
    assert (west, east) == (-180, 180)
    assert area.area < 1


@pytest.mark.parametrize("metres", [0, -1, FARTHEST_M * 2, float("nan")])
def test_a_distance_that_says_nothing_is_refused(metres: float) -> None:
    with pytest.raises(ValueError, match="expected more than 0"):
        uncertainty_area(shapely.Point(0, 0), metres)


def test_an_empty_geometry_is_refused() -> None:
    with pytest.raises(ValueError, match="empty geometry"):
        uncertainty_area(shapely.Point(), 10)


@settings(max_examples=40, deadline=None)
@given(
    longitude=st.floats(-180, 180),
    latitude=st.one_of(st.floats(89, 90), st.floats(-90, -89)),
    metres=st.floats(1_000, 300_000),
)
def test_a_disc_holds_a_pole_that_is_within_reach(
    longitude: float, latitude: float, metres: float
) -> None:
    pole = 90 if latitude > 0 else -90
    away = GEOD.inv(longitude, latitude, longitude, pole)[2]
    if abs(away - metres) < metres / 100:
        return
    area = uncertainty_area(shapely.Point(longitude, latitude), metres)
    assert area.is_valid
    assert area.intersects(shapely.Point(longitude, pole)) == (away < metres)


def test_a_line_across_the_antimeridian_takes_the_short_way() -> None:
    area = uncertainty_area(shapely.LineString([(179.9, 10), (-179.9, 10)]), 5_000)
    assert area.area < 0.1
    assert area.contains(shapely.Point(179.97, 10))
    assert area.contains(shapely.Point(-179.97, 10))


def test_the_margin_of_a_ring_leaves_its_middle_free() -> None:
    ring = shapely.Point(46, 40).buffer(1).exterior
    area = uncertainty_area(ring, 5_000)
    assert not area.contains(shapely.Point(46, 40))
    assert area.contains(ring)


@settings(max_examples=40, deadline=None)
@given(
    corners=st.lists(
        st.tuples(st.floats(46, 48), st.floats(39, 41)), min_size=2, max_size=40, unique=True
    ),
    metres=st.floats(500, 60_000),
)
def test_a_line_widened_in_runs_is_the_line_widened(
    corners: list[tuple[float, float]], metres: float
) -> None:
    line = shapely.LineString(corners)
    area = uncertainty_area(line, metres)
    assert area.is_valid
    assert area.buffer(1e-9).contains(line)
    flat = shapely.transform(shapely.segmentize(line, 0.25), in_plane)
    whole = shapely.buffer(flat, metres, quad_segs=32)
    found = shapely.transform(area, in_plane)
    # about another middle, so to half a per cent
    assert shapely.symmetric_difference(found, whole).area < 0.03 * whole.area


def test_the_margin_of_an_area_holds_the_area_and_leaves_its_hole_free() -> None:
    hole = shapely.Point(46, 40).buffer(0.5)
    area = uncertainty_area(shapely.Point(46, 40).buffer(1).difference(hole), 5_000)
    assert area.contains(shapely.Point(46.75, 40))
    assert not area.contains(shapely.Point(46, 40))
    assert area.contains(shapely.Point(46.48, 40))


def test_a_tangled_line_has_the_margin_of_its_hull() -> None:
    random = np.random.default_rng(5)
    tangled = shapely.LineString(random.uniform(40, 45, (300, 2)))
    area = uncertainty_area(tangled, 500)
    assert area.equals_exact(uncertainty_area(tangled.convex_hull, 500), 0.01)
    loose = shapely.LineString(random.uniform(40, 45, (30, 2)))
    loops = shapely.get_num_interior_rings(shapely.get_parts(uncertainty_area(loose, 500)))
    assert loops.sum() > 10


def test_a_line_wound_round_the_world_is_divided_into_so_many_edges() -> None:
    latitudes = np.linspace(-80, 80, 4_000)
    wound = shapely.LineString(np.column_stack([np.tile([0.0, 179.0], 2_000), latitudes]))
    area = uncertainty_area(wound, 5_000)
    assert area.is_valid
    assert shapely.get_num_coordinates(area) < 10 * MOST_EDGES
