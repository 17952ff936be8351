"""The base map in the repository: what is drawn, named and credited."""

import csv
import gzip
import hashlib
import json
import re
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import shapely
from PIL import Image

from geodata.basemap import BASEMAP_DIRECTORY, manifest
from geodata.basemap.relief import mercator_y

CLIPS = ("world", "south-caucasus")
FORMER_AUTHORITIES = re.compile(
    "nagorno|artsakh|arcax|арцах|արցախ|нагорн|dağlıq|лернаин|լեռնային|republic of karabakh",
    re.IGNORECASE,
)


@cache
def read(clip: str, role: str) -> dict[str, Any]:
    path = BASEMAP_DIRECTORY / manifest().clip(clip).files[role].path
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def shapes(clip: str, layer: str, **properties: str) -> list[Any]:
    return [
        shapely.geometry.shape(feature["geometry"])
        for feature in read(clip, "layers")[layer]["features"]
        if properties.items() <= feature["properties"].items()
    ]


def covered(clip: str, layer: str, longitude: float, latitude: float, **properties: str) -> bool:
    point = shapely.Point(longitude, latitude)
    return any(shape.contains(point) for shape in shapes(clip, layer, **properties))


def names(clip: str, kind: str) -> dict[str, dict[str, Any]]:
    return {
        feature["properties"]["names"]["en"]: feature
        for feature in read(clip, "labels")["features"]
        if feature["properties"]["kind"] == kind
    }


def test_manifest_names_every_file_with_its_size_and_digest() -> None:
    listed = [file for clip in manifest().clips for file in clip.files.values()]
    for file in listed:
        content = (BASEMAP_DIRECTORY / file.path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    on_disk = {
        path.relative_to(BASEMAP_DIRECTORY).as_posix()
        for clip in manifest().clips
        for path in (BASEMAP_DIRECTORY / clip.name).iterdir()
    }
    assert {file.path for file in listed} == on_disk


def test_unknown_clip_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="there are world, "):
        manifest().clip("atlantis")


def test_base_map_is_small() -> None:
    def zipped(clip: str) -> int:
        files = manifest().clip(clip).files
        return sum(
            len(gzip.compress((BASEMAP_DIRECTORY / files[role].path).read_bytes(), 6))
            for role in ("layers", "labels")
        )

    assert zipped("world") <= 125_000
    assert zipped("south-caucasus") <= 100_000
    assert manifest().clip("south-caucasus").files["hillshade"].size <= 150_000
    assert sum(file.size for clip in manifest().clips for file in clip.files.values()) <= 3_000_000


@pytest.mark.parametrize("clip", CLIPS)
def test_every_geometry_is_valid_and_inside_its_clip(clip: str) -> None:
    document = read(clip, "layers")
    assert tuple(document["bounds"]) == manifest().clip(clip).bounds
    frame = shapely.box(*document["bounds"])
    for layer in ("land", "water", "boundaries", "districts"):
        for shape in shapes(clip, layer):
            assert shape.is_valid
            assert not shape.is_empty
            assert frame.covers(shape)
    for feature in read(clip, "labels")["features"]:
        assert frame.covers(shapely.geometry.shape(feature["geometry"]))


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "layer", "kind"),
    [
        ("Baku", 49.87, 40.40, "land", None),
        ("Yerevan", 44.51, 40.18, "land", None),
        ("middle of the Caspian", 51.0, 41.0, "water", "sea"),
        ("Black Sea", 40.0, 42.5, "water", "sea"),
        ("Lake Sevan", 45.3, 40.35, "water", "lake"),
        ("Lake Van", 42.9, 38.6, "water", "lake"),
        ("Mingachevir", 46.75, 40.9, "water", "reservoir"),
    ],
)
def test_land_and_water_lie_where_they_are(
    place: str, longitude: float, latitude: float, layer: str, kind: str | None
) -> None:
    properties = {} if kind is None else {"kind": kind}
    assert covered("south-caucasus", layer, longitude, latitude, **properties), place
    sea = covered("south-caucasus", "water", longitude, latitude, kind="sea")
    assert sea == (kind == "sea"), place


def test_land_and_sea_of_a_detailed_clip_leave_no_gap() -> None:
    frame = shapely.box(*manifest().clip("south-caucasus").bounds)
    land = shapely.union_all(shapes("south-caucasus", "land"))
    sea = shapely.union_all(shapes("south-caucasus", "water", kind="sea"))
    assert land.intersection(sea).area < 1e-3
    assert frame.difference(land).difference(sea).area < 1e-3


def test_a_wide_view_of_the_shipped_case_stays_inside_the_detailed_clip() -> None:
    """1600 × 900 pixels at zoom 7 about 46.8° E, 40.2° N."""
    west, south, east, north = manifest().clip("south-caucasus").bounds
    pixels_per_degree = 256 * 2**7 / 360
    middle, bottom, top = mercator_y(np.array([40.2, south, north]))
    assert min(46.8 - west, east - 46.8) * pixels_per_degree >= 800
    assert min(middle - bottom, top - middle) * pixels_per_degree >= 400


def test_no_country_boundary_runs_round_the_former_oblast() -> None:
    around = shapely.Point(46.75, 39.85).buffer(0.19)
    assert not any(line.intersects(around) for line in shapes("south-caucasus", "boundaries"))
    assert any(line.intersects(around) for line in shapes("south-caucasus", "districts"))


def test_boundary_classes_are_the_documented_ones() -> None:
    classes = {
        feature["properties"]["class"]
        for clip in CLIPS
        for feature in read(clip, "layers")["boundaries"]["features"]
    }
    assert {"international", "disputed", "line of control"} <= classes
    assert classes <= {"international", "disputed", "indefinite", "line of control", "other"}


def test_districts_are_not_drawn_across_lakes_nor_along_country_boundaries() -> None:
    districts = shapely.union_all(shapes("south-caucasus", "districts"))
    lake = shapely.union_all(shapes("south-caucasus", "water", kind="lake")).buffer(-0.002)
    assert districts.intersection(lake).is_empty
    boundaries = shapely.union_all(shapes("south-caucasus", "boundaries")).buffer(1e-4)
    assert districts.intersection(boundaries).length < 0.02 * districts.length


@pytest.mark.parametrize(
    "name",
    [
        *("Tartar", "Goranboy", "Barda", "Aghdam", "Lachin", "Shusha", "Khojaly", "Khojavend"),
        *("Kalbajar", "Fuzuli", "Jabrayil", "Qubadli", "Zangilan", "Yevlakh", "Dashkasan"),
        *("Goygol", "Samukh", "Aghjabadi", "Beylagan", "Syunik", "Gegharkunik", "Vayots Dzor"),
    ],
)
def test_districts_in_view_are_named_as_reviewed(name: str) -> None:
    properties = names("south-caucasus", "district")[name]["properties"]
    assert properties["reviewed"]
    assert set(properties["names"]) >= {"en", "az", "hy", "ru"}


@pytest.mark.parametrize(
    ("name", "azerbaijani", "armenian"),
    [
        ("Tartar", "Tərtər", "Թարթառ"),
        ("Goranboy", "Goranboy", "Գորանբոյ"),
        ("Ganja", "Gəncə", "Գանձակ"),
        ("Khankendi", "Xankəndi", "Ստեփանակերտ"),
        ("Shusha", "Şuşa", "Շուշի"),
        ("Lachin", "Laçın", "Բերձոր"),
        ("Yerevan", "İrəvan", "Երևան"),
    ],
)
def test_towns_carry_their_names_in_both_languages(
    name: str, azerbaijani: str, armenian: str
) -> None:
    found = names("south-caucasus", "town")[name]["properties"]["names"]
    assert (found["az"], found["hy"]) == (azerbaijani, armenian)


def test_lachin_district_is_not_the_source_s_lankaran() -> None:
    lachin = names("south-caucasus", "district")["Lachin"]["geometry"]["coordinates"]
    lankaran = names("south-caucasus", "district")["Lankaran"]["geometry"]["coordinates"]
    assert shapely.Point(lachin).distance(shapely.Point(46.4, 39.7)) < 0.3
    assert lankaran[0] > 48


@pytest.mark.parametrize("clip", CLIPS)
def test_no_label_names_a_former_authority(clip: str) -> None:
    for feature in read(clip, "labels")["features"]:
        for name in feature["properties"]["names"].values():
            assert not FORMER_AUTHORITIES.search(name), name


def test_country_names_follow_iso_3166() -> None:
    codes = {feature["properties"]["id"] for feature in names("world", "country").values()}
    assert {"AZE", "ARM", "GEO", "PSE", "TWN", "ESH"} <= codes
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert not codes & {"KOS", "SOL", "CYN", "KAS"}


@pytest.mark.parametrize("clip", CLIPS)
def test_labels_are_plain_unique_and_sorted_by_prominence(clip: str) -> None:
    found = [feature["properties"] for feature in read(clip, "labels")["features"]]
    assert len({(label["kind"], label["id"]) for label in found}) == len(found)
    assert all(first["min_zoom"] <= second["min_zoom"] for first, second in pairwise(found))
    for label in found:
        assert label["rank"] in {1, 2, 3, 4}
        assert label["kind"] in {"country", "sea", "lake", "district", "town"}
        assert set(label["names"]) <= {"en", "az", "hy", "ru", "ka"}
        assert all(name.strip() == name != "" for name in label["names"].values())
        assert not any(set("<>&[]_") & set(name) for name in label["names"].values())


def test_reviewed_names_all_reach_a_map() -> None:
    """A row whose id no source has would be a silent slip."""
    found = {
        (feature["properties"]["kind"], feature["properties"]["id"])
        for clip in CLIPS
        for feature in read(clip, "labels")["features"]
    }
    with (BASEMAP_DIRECTORY / "reviewed_names.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(row["kind"], row["id"]) for row in csv.DictReader(stream)]
    assert len(rows) == len(set(rows))
    assert [row for row in rows if row not in found] == []


def test_names_use_the_script_of_their_language() -> None:
    scripts = {"hy": "[\u0530-\u058f]", "ka": "[\u10a0-\u10ff]", "ru": "[\u0400-\u04ff]"}
    for feature in read("south-caucasus", "labels")["features"]:
        for language, name in feature["properties"]["names"].items():
            assert re.search(scripts.get(language, "[A-Za-z]"), name), (language, name)
            if language in {"en", "az"}:
                assert not re.search("[\u0400-\u058f\u10a0-\u10ff]", name), name


def test_attribution_is_plain_and_credits_every_source() -> None:
    text = f"{manifest().attribution} {manifest().disclaimer}"
    assert re.fullmatch(r"[A-Za-z0-9 ;.,()]+", text)
    assert all(name in text for name in ("Natural Earth", "NOAA GLOBE", "GeoNames (CC BY 4.0)"))
    assert {source.name for source in manifest().sources} == {
        "Natural Earth",
        "NOAA GLOBE",
        "GeoNames",
    }
    assert not re.search("leaflet|flag|http", text, re.IGNORECASE)


class Hillshade:
    """The shipped relief, read at places rather than pixels."""

    def __init__(self) -> None:
        clip = manifest().clip("south-caucasus")
        self.bounds = clip.bounds
        with Image.open(BASEMAP_DIRECTORY / clip.files["hillshade"].path) as picture:
            self.pixels: npt.NDArray[np.int_] = np.asarray(picture.convert("RGBA"), dtype=int)

    def pixel(self, longitude: float, latitude: float) -> tuple[int, int]:
        west, south, east, north = self.bounds
        rows, columns, _ = self.pixels.shape
        bottom, y, top = mercator_y(np.array([south, latitude, north]))
        return (
            int((top - y) / (top - bottom) * rows),
            int((longitude - west) / (east - west) * columns),
        )

    def box(self, west: float, south: float, east: float, north: float) -> npt.NDArray[np.int_]:
        top, left = self.pixel(west, north)
        bottom, right = self.pixel(east, south)
        return self.pixels[top : bottom + 1, left : right + 1]


@pytest.fixture(scope="module")
def hillshade() -> Hillshade:
    return Hillshade()


def test_hillshade_has_square_mercator_pixels(hillshade: Hillshade) -> None:
    west, south, east, north = hillshade.bounds
    bottom, top = mercator_y(np.array([south, north]))
    rows, columns, _ = hillshade.pixels.shape
    assert rows / columns == pytest.approx((top - bottom) / (east - west), rel=2e-3)


def test_hillshade_shows_mountains_and_leaves_plains_and_water_clear(hillshade: Hillshade) -> None:
    lowland = hillshade.box(47.2, 39.9, 48.2, 40.4)[..., 3]
    lesser_caucasus = hillshade.box(46.0, 40.05, 46.5, 40.4)[..., 3]
    assert lesser_caucasus.mean() > 8 * lowland.mean()
    assert hillshade.box(50.5, 39.5, 51.5, 41.5)[..., 3].max() == 0


def test_hillshade_is_clear_on_a_lake_to_the_pixel(hillshade: Hillshade) -> None:
    """Lake Sevan's outline, less a pixel; a tenth of a degree off, its shores would show."""
    (lake,) = [
        shape
        for shape in shapes("south-caucasus", "water", kind="lake")
        if shape.contains(shapely.Point(45.3, 40.35))
    ]
    inside = lake.buffer(-1 / 64)

    def strongest(north: float) -> int:
        points = [
            (x, y)
            for x in np.arange(44.9, 45.7, 0.01)
            for y in np.arange(40.1, 40.7, 0.01)
            if inside.contains(shapely.Point(x, y))
        ]
        return max(int(hillshade.pixels[(*hillshade.pixel(x, y + north), 3)]) for x, y in points)

    assert strongest(north=0.0) == 0
    assert strongest(north=0.1) > 0
    assert strongest(north=-0.1) > 0


def test_hillshade_is_lit_from_the_north_west(hillshade: Hillshade) -> None:
    """The two flanks of Ararat, 39.702° N 44.298° E, some 7 km from its peak."""
    sunny = hillshade.box(44.21, 39.74, 44.26, 39.79)
    shady = hillshade.box(44.33, 39.62, 44.38, 39.67)
    assert (sunny[..., 0] * sunny[..., 3]).sum() > 0.9 * 255 * sunny[..., 3].sum() > 0
    assert (shady[..., 0] * shady[..., 3]).sum() < 0.1 * 255 * shady[..., 3].sum()


def test_hillshade_fades_out_at_its_edges(hillshade: Hillshade) -> None:
    alpha = hillshade.pixels[..., 3]
    assert max(alpha[0].max(), alpha[-1].max(), alpha[:, 0].max(), alpha[:, -1].max()) == 0
