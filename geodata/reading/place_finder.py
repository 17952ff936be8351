"""Looking places up: the case's own, then the built-in gazetteer, then bare coordinates."""

from collections.abc import Iterable, Mapping

import geopandas as gpd
import pandas as pd

from geodata import gazetteer
from geodata.columns import ClaimField
from geodata.errors import shortened
from geodata.places import AT, Place, bare_places, folded, place_at, places_frame
from geodata.reading.headers import Suggestions


class PlaceFinder:
    """Looks places up: the case's own, then the gazetteer, then coordinates.

    Parameters
    ----------
    own
        The case's own places by id.
    """

    def __init__(self, own: Mapping[str, Place]) -> None:
        self._suggestions = Suggestions(own)
        self._found: dict[str, Place | None] = dict(own)
        self._own_names: dict[str, list[Place]] = {}
        for place in own.values():
            for name in {place.name, *place.names.values(), *place.variants}:
                self._own_names.setdefault(folded(name), []).append(place)
        self.ambiguities: dict[str, str] = {}
        """For each key with more than one reading what it was taken for, and for what not."""

    def add(self, places: Mapping[str, Place]) -> None:
        """Add places that a table of events brings along."""
        self._found |= places

    def find(self, key: str) -> Place | None:
        """Return the place of an id or a name, or `None`."""
        self.find_all([key])
        return self._found[key]

    def find_all(self, keys: Iterable[str]) -> dict[str, Place]:
        """Return the places of those ids and names that can be found."""
        keys = list(dict.fromkeys(keys))
        for key in keys:
            if key not in self._found and (place := self._own(key) or place_at(key)):
                self._found[key] = place
        if left := [key for key in keys if key not in self._found]:
            self._found |= dict.fromkeys(left) | self._in_gazetteer(left)
        return {key: place for key in keys if (place := self._found[key]) is not None}

    def why_unknown(self, key: str) -> str:
        """Say that a place is not known, and what to do."""
        return (
            f"“{shortened(key)}” is in neither places.geojson nor the gazetteer"
            f"{self._suggestions.did_you_mean(key)}; add it to places.geojson"
        )

    def _own(self, name: str) -> Place | None:
        places = self._own_names.get(folded(name), [])
        if len(places) > 1:
            others = ", ".join(place.place_id for place in places[1:])
            self.ambiguities[name] = (
                f"“{name}” was taken to be {places[0].place_id}; it is also a name of {others}: "
                "write the place_id that is meant"
            )
        return places[0] if places else None

    def _in_gazetteer(self, keys: list[str]) -> dict[str, Place]:
        ids = [key for key in keys if key.startswith(gazetteer.PREFIX)]
        names = [key for key in keys if not key.startswith(gazetteer.PREFIX)]
        found = {key: gazetteer.place_of(town) for key, town in gazetteer.find_by_id(ids).items()}
        for key, (town, *others) in gazetteer.find_by_name(names).items():
            found[key] = gazetteer.place_of(town)
            if others:
                named = ", ".join(
                    f"{other.name} ({other.country}) {other.place_id}" for other in others[:5]
                )
                self.ambiguities[key] = (
                    f"“{key}” was taken to be {town.name} ({town.country}), the most populous of "
                    f"{len(others) + 1} towns of that name; others: {named}: write the id meant"
                )
        return found


def places_named(
    finder: PlaceFinder, events: pd.DataFrame, claims: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Return every place that an event or a claim names, once."""
    # bare coordinates can be very many, and are read off their rows
    is_bare = events["place_id"].str.startswith(AT) & events["latitude"].notna()
    claimed = claims["value"][claims["field"] == ClaimField.PLACE]
    ids = pd.concat([events["place_id"][~is_bare], claimed]).unique()
    known = places_frame(finder.find_all(filter(None, ids)).values())
    if not is_bare.any():
        return known
    both = pd.concat([known, bare_places(events[is_bare])], ignore_index=True)
    return both.drop_duplicates("place_id", ignore_index=True)
