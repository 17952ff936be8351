"""Places named in a text: found, told apart, ranked with reasons; a person picks.

`find_places` finds them; `resolve_spans` is given the spans. Nothing is fetched: names are looked
up in the atlas, which packages and this program's own files make up.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geodata.drafting import governments
from geodata.drafting.atlas.entries import OWN, Feature
from geodata.drafting.atlas.index import Listed, open_atlas
from geodata.drafting.atlas.words import demonyms
from geodata.drafting.choosing import Name, Option, choose
from geodata.drafting.given_spans import given_spot
from geodata.drafting.place_candidates import (
    MOST_CANDIDATES,
    airports_meant,
    candidates_of,
    centre_of,
    guessed,
)
from geodata.drafting.place_mentions import GUESS_SCORE, Candidate, PlaceContext, PlaceMention
from geodata.drafting.place_tokens import Kind, Named, Spot
from geodata.drafting.spotting import ENOUGH, Spotter

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Candidate", "PlaceContext", "PlaceMention", "find_places", "resolve_spans"]

AT_ONCE: Final = 400
"""So many names bear on each other; a longer text is told apart piece by piece."""

SAME_SPELLING: Final = 2.5
NEAR_ENOUGH: Final = 0.8
_AND: Final = re.compile(r" (?:and|or) ")


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
    return _mentions(text, [given_spot(text, start, end, context) for start, end in spans], context)


def _mentions(text: str, spots: Sequence[Spot], context: PlaceContext) -> tuple[PlaceMention, ...]:
    names, owners = _grouped(text, spots)
    ranked = choose(names, context.area)
    centre = centre_of(names, ranked)
    found: list[PlaceMention] = []
    for spot, owner in zip(spots, owners, strict=True):
        options = ranked[owner]
        if spot.kind is Kind.SOUND:
            options = [one for one in options if one.near >= NEAR_ENOUGH]
        words = text[spot.start : spot.end]
        candidates = candidates_of(spot, words, options, context)
        if not candidates and context.ask is not None:
            candidates = tuple(context.ask(words))
        if not candidates and centre is not None:
            candidates = (guessed(words, centre),)
        if spot.kind is not Kind.DEMONYM:
            candidates = (*airports_meant(text, spot, options), *candidates)
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
