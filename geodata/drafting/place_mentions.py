"""Places as texts name them: what is found, and what is known before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pandas as pd

from geodata.columns import PlaceKind
from geodata.drafting.atlas.entries import OWN, Entry, Feature
from geodata.drafting.atlas.index import Listed
from geodata.drafting.folding import name_key
from geodata.places import PLACE_COLUMNS, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import geopandas as gpd

    from geodata.basemap import Bounds
    from geodata.drafting.place_tokens import Named

GUESS_SCORE: Final = 0.1
"""Of a place that is in no list: somewhere near those that the text is about."""


@dataclass(frozen=True)
class Candidate:
    """A place that a name may stand for.

    Parameters
    ----------
    place
        As places of a case are.
    score
        From 0 to 1.
    reason
        Why it is ranked where it is, in words.
    """

    place: Place
    score: float
    reason: str


@dataclass(frozen=True)
class PlaceMention:
    """A place, or a word that points to one, as a text names it.

    Parameters
    ----------
    start, end
        Characters of the text; `text[start:end]` is `text`.
    candidates
        The likeliest first; none where no list holds the name and nothing is near.
    is_speaker
        A government is meant, named by its capital: nothing happened there.
    is_demonym
        A word such as "Russian": whose, not where.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    is_speaker: bool = False
    is_demonym: bool = False

    @property
    def chosen(self) -> Candidate | None:
        """The likeliest candidate, if there is one."""
        return self.candidates[0] if self.candidates else None

    @property
    def is_place(self) -> bool:
        """Whether something can have happened there: neither a speaker nor a demonym."""
        return not (self.is_speaker or self.is_demonym)


@dataclass(frozen=True)
class PlaceContext:
    """What is known before a text is read.

    Parameters
    ----------
    places
        The case's own, as in `Case.places`; they come first.
    area
        West, south, east, north of the case, in degrees.
    language
        Of the text, BCP 47; empty where it is not known.
    ask
        Looks a name up that is in no list; None where nobody is asked.
    """

    places: gpd.GeoDataFrame | None = None
    area: Bounds | None = None
    language: str = ""
    ask: Callable[[str], Sequence[Candidate]] | None = None

    @cached_property
    def own_places(self) -> Mapping[str, Place]:
        """The case's own places by id."""
        return {} if self.places is None else {one.place_id: one for one in _rows(self.places)}

    @cached_property
    def own(self) -> Mapping[str, Named]:
        """The case's own places by every name they go by, folded."""
        found: dict[str, Named] = {}
        for place in self.own_places.values():
            entry = _own_entry(place)
            spellings = {place.name, *place.names.values(), *place.variants}
            for key in {name_key(each) for each in spellings if each}:
                found.setdefault(key, []).append(Listed(entry, OWN))
        return found


def _rows(frame: gpd.GeoDataFrame) -> Iterator[Place]:
    for row in frame.to_dict("records"):
        known = {name: row[name] for name in PLACE_COLUMNS}
        for name in ("uncertainty_m", "geo_precision"):
            known[name] = None if pd.isna(known[name]) else known[name]
        yield Place(**known | {"kind": PlaceKind(row["kind"])})


def _own_entry(place: Place) -> Entry:
    latitude, longitude = place.mark_latitude, place.mark_longitude
    return Entry(
        place.place_id,
        place.name,
        Feature.OWN,
        latitude,
        longitude,
        0,
        "",
        "",
        "",
        None,
        place.basis,
    )
