"""English words by which a text says who says something, as `reporting_words.toml` lists them."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from geodata.columns import Stance

_LISTS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def _pattern(text: str) -> re.Pattern[str]:
    """Compile words, between which a line may end; `’` is either apostrophe."""
    spaced = text.replace(" ", r"\s+").replace("’", "['’]")
    return re.compile(rf"\b(?:{spaced})(?!\w)", re.IGNORECASE)


def _listed(name: str) -> re.Pattern[str]:
    return _pattern("|".join(_LISTS[name]))


OPPOSING: Final = frozenset({Stance.DENIES, Stance.DOES_NOT_CONFIRM, Stance.NO_STATEMENT})
"""Stances of those who do not affirm what is told."""

CLAIMS: Final = "claims"
"""Not a stance: what is reported, and no more than that even where an office says it."""

VERBS: Final = tuple(
    (str(stance), _pattern("|".join(forms))) for stance, forms in _LISTS["verbs"].items()
)
"""Of each stance, or `CLAIMS`, the verbs that express it, the most telling first."""

DEPICTED: Final = _pattern(
    rf"(?P<what>{_LISTS['depictions']['nouns']})\b[^.;]{{0,160}}?\s"
    rf"(?P<verb>{_LISTS['depictions']['verbs']})"
)
DEPICTIONS: Final = re.compile(
    rf"(?:(?:an?|the|some|several|new)\s+)?{_LISTS['depictions']['nouns']}", re.IGNORECASE
)
SAID_BEFORE: Final = _pattern(
    rf"(?:{_LISTS['said_before']['adjectives']}\s+)*{_LISTS['said_before']['nouns']}"
    r"(?:\s+(?:in|on|of)\s+[^,;]{1,30}?)?\s+that"
)
SILENCES: Final = tuple(_pattern(form) for form in _LISTS["silences"])
ACCORDING: Final = _listed("according")
INFERRED: Final = _listed("inferred")
KNOWN: Final = _listed("known")
KNOWN_IN_FRONT: Final = _listed("known_in_front")
OFFICIALS: Final = _listed("officials")
OFFICES: Final = "|".join(_LISTS["offices"])
"""What stands before the names of officials."""

UNOFFICIAL: Final = _listed("unofficial")
UNOFFICIAL_ANYWHERE: Final = _listed("unofficial_anywhere")
MEDIA: Final = _listed("media")
UNCONFIRMED: Final = tuple(_pattern(form) for form in _LISTS["unconfirmed"])
REFUTING: Final = _listed("refuting")
NOT_SO: Final = _pattern(_LISTS["not_so"])
UNSURE: Final = _listed("unsure")
SUPPOSED: Final = _listed("supposed")
EVENTS: Final = _listed("events")
WISHES: Final = _listed("wishes")
PLANNED: Final = _listed("planned")
NUMERALS: Final = "|".join(_LISTS["quantities"]["numerals"])
UNITS_END: Final = frozenset(_LISTS["quantities"]["ends"].split())
ABBREVIATIONS: Final = frozenset(_LISTS["abbreviations"].split())
CLAUSE_STARTS: Final = "|".join(_LISTS["clauses"]["into_another"])
CLAUSES_LEADING: Final = "|".join(_LISTS["clauses"]["leading"])
IN_FRONT_OF_SPEAKERS: Final = "|".join(_LISTS["speakers"]["in_front"])
BEHIND_SPEAKERS: Final = "|".join(_LISTS["speakers"]["behind"])
BEGINS_A_SENTENCE: Final = "|".join(_LISTS["speakers"]["begins_a_sentence"])
NOBODY: Final = frozenset(_LISTS["speakers"]["nobody"])
PRONOUNS: Final = frozenset(_LISTS["speakers"]["pronouns"])
"""What stands for somebody who spoke before."""
