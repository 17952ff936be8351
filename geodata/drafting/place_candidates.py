"""What a name may stand for, as places of a case, each with the reason for its rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import shapely

from geodata.columns import PlaceKind
from geodata.drafting.atlas.entries import OWN, Entry, Feature, distance_km
from geodata.drafting.atlas.index import open_atlas
from geodata.drafting.folding import name_key
from geodata.drafting.place_mentions import GUESS_SCORE, Candidate
from geodata.drafting.place_words import AIRPORT_WORDS, LINE_WORDS
from geodata.places import Place
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.drafting.choosing import Chosen, Name
    from geodata.drafting.place_mentions import PlaceContext
    from geodata.drafting.place_tokens import Spot

MOST_CANDIDATES: Final = 8
LEAST_SCORE: Final = 0.005
NEARBY_AIRPORT_KM: Final = 30.0
GUESS_RADIUS_M: Final = 50_000.0
LINE_RADIUS_M: Final = 20_000.0
CLEAR: Final = 0.5
"""How much evidence of a kind must add before a reason names it."""

_FEATURES: Final = {
    Feature.COUNTRY: message("country"),
    Feature.FIRST: message("province or state"),
    Feature.SECOND: message("district or county"),
    Feature.CAPITAL: message("capital"),
    Feature.TOWN: message("town"),
    Feature.AIRPORT: message("airport"),
    Feature.REGION: message("region without sharp borders"),
    Feature.WATER: message("sea, lake or river"),
    Feature.OWN: message("place of the case"),
}


def candidates_of(
    spot: Spot, words: str, options: Sequence[Chosen], context: PlaceContext
) -> tuple[Candidate, ...]:
    """Give the candidates of a name, the likeliest first, from what was chosen among its options.

    Parameters
    ----------
    spot, words
        Where the name stands, and as what.
    options
        Ranked.
    context
        What is known of the case: its own places are themselves.
    """
    line = next((word for word in spot.meant if word in LINE_WORDS), "")
    found: list[Candidate] = []
    for one in options[:MOST_CANDIDATES]:
        if one.score < LEAST_SCORE and found:
            break
        entry = one.option.entry
        place = context.own_places.get(entry.place_id) or entry.place()
        reason = _reason(one, options, words)
        if line and one.option.entry.feature in {Feature.TOWN, Feature.CAPITAL, Feature.SECOND}:
            place = _line_near(words, one.option.entry)
            reason = gettext("named after {name}: only roughly there").format(
                name=one.option.entry.name
            )
        found.append(Candidate(place, round(one.score, 3), reason))
    return tuple(found)


def guessed(words: str, centre: Entry) -> Candidate:
    """Give where a name in no list may be: near what the text is mostly about."""
    place = _vague(words, centre.latitude, centre.longitude, GUESS_RADIUS_M, centre.name)
    reason = gettext("in no list; the text is mostly about {name}").format(name=centre.name)
    return Candidate(place, GUESS_SCORE, reason)


def airports_meant(text: str, spot: Spot, options: Sequence[Chosen]) -> list[Candidate]:
    """Return the airports of a town where the text speaks of its airport."""
    around = text[max(0, spot.start - 40) : spot.start], text[spot.end : spot.end + 20]
    words = {
        *re.findall(r"\w+", around[0].rpartition(".")[2])[-4:],
        *re.findall(r"\w+", around[1])[:2],
    }
    if not options or not words & AIRPORT_WORDS:
        return []
    town = options[0].option.entry
    if town.feature not in {Feature.TOWN, Feature.CAPITAL, Feature.SECOND}:
        return []
    near = [
        (distance_km(town.latitude, town.longitude, one.latitude, one.longitude), one)
        for one in open_atlas().airports(town.country)
    ]
    reason = gettext("airport near {name}; the text speaks of an airport").format(name=town.name)
    return [
        Candidate(one.place(), round(options[0].score, 3), reason)
        for km, one in sorted(near, key=lambda pair: pair[0])
        if km <= NEARBY_AIRPORT_KM
    ][:2]


def centre_of(names: Sequence[Name], ranked: Sequence[Sequence[Chosen]]) -> Entry | None:
    """Return the place that the text is mostly about, among its towns and districts."""
    best: tuple[float, Entry] | None = None
    for name, options in zip(names, ranked, strict=True):
        if not options:
            continue
        one = options[0]
        small = {
            Feature.TOWN: 1.0,
            Feature.CAPITAL: 1.0,
            Feature.SECOND: 0.9,
            Feature.FIRST: 0.4,
            Feature.COUNTRY: 0.2,
            Feature.OWN: 1.0,
        }
        weight = small.get(one.option.entry.feature, 0.1) * one.score * (name.count + one.near)
        if best is None or weight > best[0]:
            best = (weight, one.option.entry)
    return best[1] if best else None


def _line_near(words: str, entry: Entry) -> Place:
    return _vague(words, entry.latitude, entry.longitude, LINE_RADIUS_M, entry.name)


def _vague(name: str, latitude: float, longitude: float, radius_m: float, near: str) -> Place:
    return Place(
        place_id=f"near:{latitude:.3f},{longitude:.3f}",
        name=name,
        kind=PlaceKind.VAGUE_REGION,
        geometry=shapely.Point(longitude, latitude),
        mark_latitude=latitude,
        mark_longitude=longitude,
        uncertainty_m=radius_m,
        geo_precision=5,
        basis=f"near {near}; not looked up",
    )


def _reason(one: Chosen, options: Sequence[Chosen], words: str) -> str:
    """Say what a place is and why it is ranked where it is."""
    entry = one.option.entry
    parts = [_what_and_where(entry)]
    if one.option.rank != OWN and name_key(entry.name) != name_key(words):
        parts.append(gettext("also written “{words}”").format(words=words))
    if one.contained >= CLEAR:
        parts.append(gettext("by the name beside it"))
    is_small = entry.feature not in {Feature.COUNTRY, Feature.REGION, Feature.WATER}
    if is_small and one.near >= CLEAR:
        parts.append(gettext("other places named are near"))
    elif is_small and max(one.country, one.first) >= CLEAR:
        parts.append(gettext("other places named are in the same country"))
    if len(options) == 1:
        parts.append(gettext("the only place of that name"))
    else:
        most = max(each.option.entry.population for each in options)
        how_many = (
            gettext("the most populous of {count} places of that name")
            if entry.population == most
            else gettext("one of {count} places of that name")
        )
        parts.append(how_many.format(count=len(options)))
    return "; ".join(parts)


def _what_and_where(entry: Entry) -> str:
    what = gettext(_FEATURES[entry.feature])
    if entry.feature is Feature.COUNTRY or not entry.country:
        return what
    where = open_atlas().place(f"country:{entry.country}")
    return gettext("{what} in {country}").format(
        what=what, country=where.name if where else entry.country
    )
