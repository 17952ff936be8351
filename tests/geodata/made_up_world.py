"""A made-up corner of the world in the forms of the base map's packages, larger than one needs.

`python -m tests.geodata.made_up_world` writes anew what comes of it, in `held/basemap.json`: to be
read before it is kept. Its numbers are rounded to six places: libraries differ in the last ones.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import shapely

from geodata.basemap import relief
from geodata.basemap.labels import labels
from geodata.basemap.packages import COUNTRY_NAMES, DISTRICTS, NATURAL_EARTH, TOWNS
from geodata.basemap.vectors import DETAILED, WORLD, layers
from tests.geodata.held_files import HeldFiles

if TYPE_CHECKING:
    from geodata.basemap import Bounds

HELD: Final = HeldFiles(Path(__file__).parent / "held")
NAME: Final = "basemap"
BOUNDS: Final[Bounds] = (44.0, 38.0, 52.0, 43.0)
HILLS: Final[Bounds] = (0.0, 0.0, 3.0, 2.0)
CLIP_OF_HILLS: Final[Bounds] = (0.25, 0.5, 2.75, 1.9)
REVIEWED_TOWN: Final = 586523
COAST: Final = 48.6


def _square(west: float, south: float, wide: float, high: float) -> shapely.Polygon:
    return shapely.box(west, south, west + wide, south + high)


def _wavy(west: float, east: float, south: float) -> shapely.LineString:
    across = np.linspace(west, east, 41)
    return shapely.LineString(np.column_stack([across, south + 0.2 * np.sin(5 * across)]))


def _country(
    code: str, names: tuple[str, str | None], shape: shapely.Polygon, **own: Any
) -> dict[str, Any]:
    middle = shape.centroid
    told = {"ADM0_A3": code, "ISO_A3": code, "ISO_A3_EH": code, "MIN_LABEL": 3.4}
    told |= {"NAME_EN": names[0], "NAME_RU": names[1], "LABEL_X": middle.x, "LABEL_Y": middle.y}
    return {**told, **own, "geometry": shape}


def _lake(number: int, name: str | None, shape: shapely.Geometry, kind: str = "Lake") -> Any:
    russian = f"озеро {number}" if number % 2 else None
    return {"featurecla": kind, "name": name, "name_ru": russian, "ne_id": number} | {
        "geometry": shape
    }


def _district(code: str, country: str, name: str | None, shape: Any, **own: Any) -> Any:
    told = {"adm1_code": code, "adm0_a3": country, "name": name, "type_en": "District", **own}
    geometry = shapely.geometry.mapping(shape)
    return {"type": "Feature", "properties": told, "geometry": geometry}


def _town(number: int, name: str, longitude: float, latitude: float, people: int) -> Any:
    told = {"geonameid": number, "name": name, "population": people}
    return told | {"longitude": longitude, "latitude": latitude}


def _tables() -> dict[str, list[dict[str, Any]]]:
    mainland = shapely.box(40, 36, COAST, 45)
    with_hole = mainland.difference(_square(45.2, 38.6, 0.3, 0.3))
    twisted = shapely.Polygon([(49, 41), (50, 42), (50, 41), (49, 42)])
    islet = _square(51.0, 39.0, 0.02, 0.02)
    countries = [
        _country("WST", ("West", "Запад"), shapely.box(40, 36, 46, 45)),
        _country("EST", ("East", None), shapely.box(46, 39, COAST, 45), MIN_LABEL=0.2),
        _country("SMA", ("Small", "Малая"), _square(46.2, 38.1, 0.5, 0.5)),
        _country("NON", ("None", "Нет"), _square(47, 38, 1.2, 1.0), ISO_A3_EH="-99"),
        _country("ODD", ("Odd", "Другая"), _square(48.2, 38, 0.3, 1.0), ISO_A3="X", ADM0_A3="Y"),
        _country("HAL", ("Half", "Пол"), _square(44, 42.5, 4, 4), LABEL_X=46.0, LABEL_Y=45.5),
    ]
    lines: dict[str, list[tuple[float, float]]] = {
        "International boundary (verify)": [(46, 39), (46, 45)],
        "Disputed (please verify)": [(46, 39), (COAST, 39)],
        "Indefinite (please verify)": [(44.5, 37), (44.5, 38.5)],
        "Indeterminant frontier": [(45, 42.6), (45, 46)],
        "Line of control (please verify)": [(47, 41), (53, 41)],
        "Map unit boundary": [(44, 40), (44.00001, 40)],
        "Something new": [(43, 40.5), (45, 40.5), (45, 39.5), (43, 39.5)],
    }
    lakes = [
        _lake(1, "Long", _wavy(45, 48, 41.5).buffer(0.08)),
        _lake(2, "Dam", _square(46.5, 40.2, 0.2, 0.3), "Reservoir"),
        _lake(3, "Pond", _square(47.0, 40.2, 0.05, 0.05)),
        _lake(4, None, _square(47.5, 40.2, 0.3, 0.3)),
        _lake(5, "Edge", _square(43.8, 39.2, 0.4, 0.4)),
        _lake(6, "Far", _square(60, 10, 2, 2), "Alkaline Lake"),
    ]
    tables = {
        "physical/ne_{}_land": [
            {"featurecla": "Land", "geometry": shape} for shape in (with_hole, twisted, islet)
        ],
        "physical/ne_{}_lakes": lakes,
        "cultural/ne_{}_admin_0_boundary_lines_land": [
            {"FEATURECLA": kind, "geometry": shapely.LineString(points)}
            for kind, points in lines.items()
        ],
        "cultural/ne_{}_admin_0_countries": countries,
    }
    return {name.format(scale): rows for name, rows in tables.items() for scale in ("10m", "50m")}


def _documents() -> dict[str, Any]:
    north = shapely.LineString([(44, 42), (46, 42)])
    wavy = shapely.Polygon([*_wavy(44, 46, 40.5).coords, (46, 42), (44, 42)])
    below = shapely.Polygon([*_wavy(44, 46, 40.5).coords, (46, 39), (44, 39)])
    towns = [
        _town(1, "Lower", 44.5, 39.5, 90_000),
        _town(2, "Suburb", 44.55, 39.5, 80_001),
        _town(3, "Hamlet", 45.0, 39.2, 600),
        _town(4, "Upper", 46.05, 41.0, 80_000),
        _town(5, "Outside", 43.9, 41.0, 900_000),
        _town(6, "Corner", 44.0, 41.0, 900_000),
        _town(7, "Twin", 47.0, 39.5, 5_000),
        _town(8, "Twin", 47.4, 39.5, 5_000),
        _town(REVIEWED_TOWN, "By hand", 45.02, 39.21, 10),
    ]
    grid = [(44.2 + 0.35 * (n % 12), 42.1 + 0.1 * (n // 12), n) for n in range(96)]
    towns += [_town(100 + n, f"Town {n}", x, y, 1_000 + 37 * n) for x, y, n in grid]
    districts = [
        _district("WST-1", "WST", "Lower", below, name_ru="Нижний"),
        _district("WST-2", "WST", "Hidden", wavy, name_en="Upper"),
        _district("WST-3", "WST", "Long", shapely.box(44, 42, 46, 42.9).union(north)),
        _district("WST-4", "WST", "Lower", _square(45.5, 38.2, 0.1, 0.1), type_en="City"),
        _district("WST-5", "WST", None, _square(45.5, 38.4, 0.1, 0.1)),
        _district("WST-6", "WST", "Mostly out", shapely.box(40, 38, 45, 39)),
        _district("WST-7", "WST", "Mostly in", shapely.box(43, 38.2, 46, 38.9), name_ru=3),
        _district("EST-1", "EST", "Tiny", _square(47, 41, 0.01, 0.01)),
        _district("EST-2", "EST", "Twin", shapely.box(46, 39, 47.33, 40)),
        _district("EST-3", "EST", "Twin", shapely.box(47.33, 39, COAST, 40)),
        _district("FAR-1", "FAR", "Far", _square(10, 10, 1, 1)),
    ]
    names = [
        {"country_a3": "WST", "i18n": {"az": "Qərb", "ka": "დასავლეთი", "fr": "Ouest"}},
        {"country_a3": "Y", "i18n": {"hy": "Այլ"}},
        {"country_a3": "HAL", "i18n": {"az": ""}},
    ]
    by_number = {str(town["geonameid"]): town for town in towns}
    return {DISTRICTS: {"features": districts}, COUNTRY_NAMES: names, TOWNS: by_number}


def sources_in(folder: Path) -> dict[str, Path]:
    """Write the packages' files into a folder, and tell where each is."""
    found: dict[str, Path] = {}
    for name, rows in _tables().items():
        path = folder / f"{Path(name).name}.shp"
        gpd.GeoDataFrame(rows, crs="EPSG:4326").to_file(path)
        found[f"{NATURAL_EARTH}/{name}.shp"] = path
    for number, (name, document) in enumerate(_documents().items()):
        found[name] = folder / f"{number}.json"
        found[name].write_text(json.dumps(document), encoding="utf-8")
    return found


def elevations_in(folder: Path) -> Path:
    """Write elevations for `HILLS`: two hills, a plain slope and an ocean."""
    west, south, east, north = HILLS
    per_degree = relief.CELLS_PER_DEGREE
    rows, columns = int((north - south) * per_degree), int((east - west) * per_degree)
    down, across = np.mgrid[0:rows, 0:columns]
    heights = np.maximum(0, 2500 - 80 * np.hypot(down - 90, across - 110))
    heights += np.maximum(0, 1800 - 45 * np.abs(down - 150) - 30 * np.abs(across - 240))
    heights += 2 * across
    heights[:, columns - 60 :] = relief.OCEAN
    np.savez(folder / "hills.npz", heights.astype(np.int16))
    return folder / "hills.npz"


def map_of(folder: Path) -> dict[str, Any]:
    """Make the layers and labels of a clip and of the world, and the relief of the hills.

    `relief.TILE_BOUNDS` is to be `HILLS`. Of the picture every fourth pixel of every fourth row is
    told, as white or black (+, -) and how much of it, in hexadecimal eighths.
    """
    sources = sources_in(folder)
    made: dict[str, Any] = {}
    for name, detail in (("detailed", DETAILED), ("world", WORLD)):
        made[f"labels, {name}"] = labels(sources, BOUNDS, detail)["features"]
        for layer, collection in layers(sources, BOUNDS, detail).items():
            made[f"{layer}, {name}"] = collection["features"]
    mere = shapely.Polygon(
        shapely.box(1.0, 1.0, 1.6, 1.4).exterior, [shapely.box(1.2, 1.1, 1.4, 1.3).exterior]
    )
    picture = relief.hillshade(elevations_in(folder), CLIP_OF_HILLS, [mere])
    pixels = np.asarray(picture).astype(int)[::4, ::4]
    return {
        **{name: [_one_line(one) for one in features] for name, features in made.items()},
        "size of the relief": list(picture.size),
        "relief": ["".join(_told(*pixel) for pixel in row) for row in pixels[..., [0, 3]].tolist()],
    }


def _one_line(feature: dict[str, Any]) -> str:
    def rounded(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [rounded(one) for one in value]
        return round(value, 6) if isinstance(value, float) else value

    geometry = feature["geometry"]
    told = {**feature["properties"], **geometry, "coordinates": rounded(geometry["coordinates"])}
    return json.dumps(told, ensure_ascii=False)


def _told(white: int, alpha: int) -> str:
    return f"{'+' if white else '-'}{alpha // 8:x} " if alpha else ". "


if __name__ == "__main__":
    relief.TILE_BOUNDS = HILLS
    with TemporaryDirectory() as made_in:
        HELD.write({NAME: map_of(Path(made_in))})
