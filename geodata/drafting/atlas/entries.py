"""What the atlas holds of a place, as a value."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from geodata.basemap import town_names
from geodata.columns import PlaceKind
from geodata.gazetteer import LARGEST_RADIUS_M, RADIUS_BY_POPULATION
from geodata.places import Place

if TYPE_CHECKING:
    from geodata.basemap import Bounds

OWN, OTHER = 0, 1
"""Whether a key is that of a place's own name or of another spelling."""

SHORTEST_KEY: Final = 3
"""Letters of a name that is looked for."""

KM_PER_DEGREE: Final = 111.2
AIRPORT_RADIUS_M: Final = 2_000.0
LEAST_RADIUS_M: Final = 10_000.0
_MOST_FIGURES: Final = 12


class Feature(StrEnum):
    """What sort of place an entry is; the wording is for people."""

    COUNTRY = "country"
    FIRST = "first-level division"
    SECOND = "second-level division"
    CAPITAL = "capital"
    TOWN = "town"
    AIRPORT = "airport"
    REGION = "region"
    WATER = "sea, lake or river"
    OWN = "place of the case"


PRECISIONS: Final = {
    Feature.COUNTRY: 6,
    Feature.FIRST: 4,
    Feature.SECOND: 3,
    Feature.CAPITAL: 2,
    Feature.TOWN: 2,
    Feature.AIRPORT: 1,
    Feature.REGION: 5,
    Feature.WATER: 5,
}
_KINDS: Final = {
    Feature.COUNTRY: PlaceKind.COUNTRY,
    Feature.REGION: PlaceKind.VAGUE_REGION,
    Feature.WATER: PlaceKind.VAGUE_REGION,
}


class Entry(NamedTuple):
    """A place of the atlas; degrees are WGS84, `bounds` are west, south, east, north.

    `country`, `first` and `second` are GeoNames' codes of what it lies in, or is.
    """

    place_id: str
    name: str
    feature: Feature
    latitude: float
    longitude: float
    population: int
    country: str
    first: str
    second: str
    bounds: Bounds | None
    basis: str

    @property
    def radius_m(self) -> float | None:
        """How far it reaches, roughly; None for a country."""
        match self.feature:
            case Feature.COUNTRY:
                return None
            case Feature.AIRPORT:
                return AIRPORT_RADIUS_M
            case Feature.TOWN | Feature.CAPITAL:
                fitting = (m for below, m in RADIUS_BY_POPULATION if self.population < below)
                return next(fitting, LARGEST_RADIUS_M)
        if self.bounds is None:
            return LEAST_RADIUS_M
        _, south, _, north = self.bounds
        return max(LEAST_RADIUS_M, (north - south) / 2 * KM_PER_DEGREE * 1_000)

    def holds(self, other: Entry) -> bool:
        """Tell whether the other lies in this country or division, by their codes."""
        if self.country != other.country or self.place_id == other.place_id:
            return False
        match self.feature:
            case Feature.COUNTRY:
                return other.feature is not Feature.COUNTRY
            case Feature.FIRST:
                return self.first == other.first
            case Feature.SECOND:
                return self.first == other.first and self._reaches(other)
        return False

    def _reaches(self, other: Entry) -> bool:
        if self.bounds is None:
            return False
        west, south, east, north = self.bounds
        return west <= other.longitude <= east and south <= other.latitude <= north

    @property
    def _geonames_id(self) -> int:
        source, _, number = self.place_id.partition(":")
        is_number = number.isdecimal() and len(number) <= _MOST_FIGURES
        return int(number) if source == "geonames" and is_number else 0

    def place(self) -> Place:
        """Return it as places of a case are; a division's outline is not known here."""
        return Place(
            place_id=self.place_id,
            name=self.name,
            kind=_KINDS.get(self.feature, PlaceKind.POINT),
            geometry=shapely.Point(self.longitude, self.latitude),
            mark_latitude=self.latitude,
            mark_longitude=self.longitude,
            names=town_names().get(self._geonames_id, {}),
            uncertainty_m=self.radius_m,
            geo_precision=PRECISIONS.get(self.feature),
            basis=self.basis,
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
