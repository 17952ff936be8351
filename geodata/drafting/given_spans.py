"""Spans of a text that are said to name places: under which keys their places are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.drafting.atlas.entries import OWN
from geodata.drafting.atlas.index import Listed, open_atlas
from geodata.drafting.atlas.words import demonyms
from geodata.drafting.folding import name_key, sound_key
from geodata.drafting.place_tokens import Kind, Spot
from geodata.drafting.place_words import (
    ABBREVIATIONS,
    AIRPORT_WORDS,
    COUNTRY_CODES,
    DIVISION_WORDS,
    POSTAL,
    SIDES,
    TELLING,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.drafting.place_mentions import PlaceContext


def given_spot(text: str, start: int, end: int, context: PlaceContext) -> Spot:
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
