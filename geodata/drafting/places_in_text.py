"""Places named in a text: found, told apart, ranked with reasons; a person picks.

`find_places` finds them; `resolve_spans` is given the spans. Nothing is fetched: names are looked
up in the atlas, which packages and this program's own files make up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pandas as pd
import shapely

from geodata.columns import PlaceKind
from geodata.drafting import governments
from geodata.drafting.atlas.entries import Entry, Feature
from geodata.drafting.atlas.index import OWN, Listed, distance_km, open_atlas
from geodata.drafting.atlas.words import demonyms
from geodata.drafting.choosing import Chosen, Name, Option, choose
from geodata.drafting.folding import name_key, sound_key
from geodata.drafting.place_tokens import Kind, Named, Spot
from geodata.drafting.place_words import (
    ABBREVIATIONS,
    AIRPORT_WORDS,
    COUNTRY_CODES,
    DIVISION_WORDS,
    LINE_WORDS,
    POSTAL,
    SIDES,
    TELLING,
)
from geodata.drafting.spotting import ENOUGH, Spotter
from geodata.places import PLACE_COLUMNS, Place
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd

    from geodata.basemap import Bounds

__all__ = ["Candidate", "PlaceContext", "PlaceMention", "find_places", "resolve_spans"]

AT_ONCE: Final = 400
"""So many names bear on each other; a longer text is told apart piece by piece."""

MOST_CANDIDATES: Final = 8
LEAST_SCORE: Final = 0.005
NEARBY_AIRPORT_KM: Final = 30.0
GUESS_RADIUS_M: Final = 50_000.0
GUESS_SCORE: Final = 0.1
LINE_RADIUS_M: Final = 20_000.0
SAME_SPELLING: Final = 2.5
NEAR_ENOUGH: Final = 0.8
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
_AND: Final = re.compile(r" (?:and|or) ")


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


def find_places(text: str, context: PlaceContext | None = None) -> tuple[PlaceMention, ...]:
    """Find the places that a text names, in order.

    Words such as "Russian" are found, too, and marked as what they are.
    """
    context = context or PlaceContext()
    found = Spotter(text, context.own, context.language).spots()
    spots = [spot for spot in found if spot.evidence >= ENOUGH]
    pieces = [spots[start : start + AT_ONCE] for start in range(0, len(spots), AT_ONCE)]
    return tuple(
        mention
        for piece in pieces
        for spot, mention in zip(piece, _mentions(text, piece, context), strict=True)
        if spot.kind is not Kind.SOUND or _is_sure(mention)
    )


def _is_sure(mention: PlaceMention) -> bool:
    """Tell whether a name that only sounds like a place's is borne out by the text."""
    return mention.chosen is not None and mention.chosen.score > GUESS_SCORE


def resolve_spans(
    text: str, spans: Sequence[tuple[int, int]], context: PlaceContext | None = None
) -> tuple[PlaceMention, ...]:
    """Say of given spans of a text which places they name, in the order given.

    Raises
    ------
    ValueError
        A span is empty or reaches outside the text.
    """
    context = context or PlaceContext()
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"expected a span within 0 and {len(text)}, got {start}, {end}")
    return _mentions(text, [_given(text, start, end, context) for start, end in spans], context)


# -- spans that are given -------------------------------------------------------------------------


def _given(text: str, start: int, end: int, context: PlaceContext) -> Spot:
    """Return a span as a spot: under the key by which its places are found."""
    words = text[start:end]
    meant = _meant_beside(text, start, end)
    if name_key(words) in demonyms():
        return Spot(start, end, name_key(words), [], Kind.DEMONYM)
    if words in COUNTRY_CODES and (known := open_atlas().place(COUNTRY_CODES[words])):
        return Spot(start, end, name_key(known.name), [Listed(known, OWN)])
    for key, more in _readings(words):
        found = [*context.own.get(key, []), *open_atlas().named([key]).get(key, [])]
        if found:
            return Spot(start, end, key, found, meant=(*meant, *more))
    sound = sound_key(words)
    alike = open_atlas().sounding([sound]).get(sound, [])
    return Spot(start, end, name_key(words), alike, Kind.SOUND, meant=meant)


def _meant_beside(text: str, start: int, end: int) -> tuple[str, ...]:
    after = re.compile(r" ([^\W\d_]+)").match(text, end)
    before = re.search(r"([^\W\d_]+) (?:of )?$", text[max(0, start - 30) : start])
    words = [match[1].casefold() for match in (after, before) if match]
    return tuple(word for word in words if word in DIVISION_WORDS | AIRPORT_WORDS)


def _readings(words: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield the keys that a name may be listed under, the fullest first, with what they mean."""
    key = name_key(words)
    if words.strip(". ").upper() in POSTAL and words.isupper():
        yield name_key(POSTAL[words.strip(". ")]), ("state",)
    if key in ABBREVIATIONS:
        yield name_key(ABBREVIATIONS[key]), ("state",)
    yield key, _inner_words(key)
    plain = re.sub(r"['’]s?$", "", words)
    for start in ("the ", "The "):
        plain = plain.removeprefix(start)
    yield name_key(plain), ()
    parts = name_key(plain).split()
    if len(parts) > 1 and parts[0] in SIDES:
        yield " ".join(parts[1:]), ()
    if len(parts) > 1 and parts[0] in {"county", "co"}:
        yield f"county {' '.join(parts[1:])}", ("county",)
        yield " ".join(parts[1:]), ("county",)
    while len(parts) > 1 and (last := parts.pop()) in TELLING | DIVISION_WORDS | AIRPORT_WORDS:
        yield " ".join(parts), (last,)


def _inner_words(key: str) -> tuple[str, ...]:
    return tuple(word for word in key.split()[-1:] if word in DIVISION_WORDS)


# -- from spots to mentions -----------------------------------------------------------------------


def _mentions(text: str, spots: Sequence[Spot], context: PlaceContext) -> tuple[PlaceMention, ...]:
    names, owners = _grouped(text, spots)
    ranked = choose(names, context.area)
    centre = _centre(names, ranked)
    found: list[PlaceMention] = []
    for spot, owner in zip(spots, owners, strict=True):
        options = ranked[owner]
        if spot.kind is Kind.SOUND:
            options = [one for one in options if one.near >= NEAR_ENOUGH]
        words = text[spot.start : spot.end]
        candidates = _candidates(spot, words, options, context)
        if not candidates and context.ask is not None:
            candidates = tuple(context.ask(words))
        if not candidates and centre is not None:
            candidates = (_guess(words, centre),)
        if spot.kind is not Kind.DEMONYM:
            candidates = (*_airports_meant(text, spot, options), *candidates)
        is_speaker = spot.kind is Kind.NAME and governments.is_speaker(
            text, spot.start, spot.end, options
        )
        if is_speaker and found and _AND.fullmatch(text, found[-1].end, spot.start):
            before = ranked[owners[len(found) - 1]]
            found[-1] = replace(found[-1], is_speaker=governments.is_capital(before))
        found.append(
            PlaceMention(
                spot.start,
                spot.end,
                words,
                candidates[:MOST_CANDIDATES],
                is_speaker,
                spot.kind is Kind.DEMONYM,
            )
        )
    return tuple(found)


def _grouped(text: str, spots: Sequence[Spot]) -> tuple[list[Name], list[int]]:
    """Return the names of a text, each once, and which of them each spot is.

    A name that has a state or country after it somewhere is meant so elsewhere, too.
    """
    names: list[Name] = []
    numbers: dict[tuple[str, str], int] = {}
    holders = _holders(text, spots)
    hint_of: dict[str, str] = {}
    for number, spot in enumerate(spots):
        if number in holders:
            hint_of.setdefault(spot.key, spots[holders[number]].key)
    owners = []
    for number, spot in enumerate(spots):
        hint = spots[holders[number]].key if number in holders else hint_of.get(spot.key, "")
        key = (spot.key or text[spot.start : spot.end], hint if spot.kind is Kind.NAME else "-")
        if key not in numbers:
            numbers[key] = len(names)
            names.append(Name(_options(spot, text[spot.start : spot.end]), 0))
        owner = numbers[key]
        names[owner].count += 1
        names[owner].meant = tuple(dict.fromkeys((*names[owner].meant, *spot.meant)))
        owners.append(owner)
    for number, holder in holders.items():
        if owners[holder] not in names[owners[number]].within:
            names[owners[number]].within.append(owners[holder])
    return names, owners


def _holders(text: str, spots: Sequence[Spot]) -> dict[int, int]:
    """Return for each spot that has another right after a comma or in brackets that other one."""
    order = sorted(range(len(spots)), key=lambda number: spots[number].start)
    found: dict[int, int] = {}
    for number, following in pairwise(order):
        between = text[spots[number].end : spots[following].start]
        if re.fullmatch(r",\s|\.?, |\s?\(|, in |\s–\s", between):
            found[number] = following
    return found


def _options(spot: Spot, words: str) -> list[Option]:
    places = spot.places
    if spot.kind is Kind.DEMONYM:
        places = _places_of_demonym(demonyms()[spot.key])
    spelled = "" if words.isascii() else words.casefold()
    return [
        Option(
            each.entry,
            each.rank,
            SAME_SPELLING if spelled and spelled in each.spellings.split("|") else 0.0,
        )
        for each in places
    ]


def _places_of_demonym(meant: str) -> Named:
    if meant.startswith("country:"):
        country = open_atlas().place(meant)
        return [Listed(country, OWN)] if country else []
    named = open_atlas().named([meant]).get(meant, [])
    large = {Feature.FIRST, Feature.REGION, Feature.WATER}
    return [each for each in named if each.rank == OWN and each.entry.feature in large] or named


def _candidates(
    spot: Spot, words: str, options: Sequence[Chosen], context: PlaceContext
) -> tuple[Candidate, ...]:
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


def _centre(names: Sequence[Name], ranked: Sequence[Sequence[Chosen]]) -> Entry | None:
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


def _guess(words: str, centre: Entry) -> Candidate:
    place = _vague(words, centre.latitude, centre.longitude, GUESS_RADIUS_M, centre.name)
    reason = gettext("in no list; the text is mostly about {name}").format(name=centre.name)
    return Candidate(place, GUESS_SCORE, reason)


def _airports_meant(text: str, spot: Spot, options: Sequence[Chosen]) -> list[Candidate]:
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


# -- the case's own -------------------------------------------------------------------------------


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
