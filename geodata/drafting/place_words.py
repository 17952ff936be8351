"""English words that tell a place's name from another name, as `place_words.toml` lists them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_LISTS: Final[Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


LOCATIVES: Final = _words("locatives")
WEAK_LOCATIVES: Final = _words("weak_locatives")
SIDES: Final = _words("sides")
DIVISION_WORDS: Final = _words("division_words")
TOWN_WORDS: Final = _words("town_words")
WATER_WORDS: Final = _words("water_words")
LAND_WORDS: Final = _words("land_words")
LINE_WORDS: Final = _words("line_words")
STREET_WORDS: Final = _words("street_words")
NUMBERED_ROADS: Final = _words("numbered_roads")
AIRPORT_WORDS: Final = _words("airport_words")
NOT_THERE: Final = _words("not_there")
HOLDERS: Final = _words("holders")
TITLES: Final = _words("titles")
SPEAKING: Final = _LISTS["speaking"].split()
HEARD_FROM: Final = _words("heard_from")
DEALT_WITH: Final = _words("dealt_with")
ABBREVIATIONS: Final[Mapping[str, str]] = _LISTS["abbreviations"]
POSTAL: Final[Mapping[str, str]] = _LISTS["postal"]
COUNTRY_CODES: Final[Mapping[str, str]] = _LISTS["country_codes"]
WIDENING: Final = _words("widening")
PHRASES: Final = frozenset(_LISTS["phrases"])
REACHING: Final = _words("reaching")
CUT_SHORT: Final = _words("cut_short")
LEADING: Final = _words("leading")
SETTLING: Final = _words("settling")
LINKS: Final = _words("links")
TELLING: Final = _words("telling")
NEVER: Final = _words("never")
