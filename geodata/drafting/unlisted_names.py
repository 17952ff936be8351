"""Names of places in a form of their own: abbreviated, bent by a case, or in no list at all."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from geodata.drafting.atlas.entries import OWN, SHORTEST_KEY, Feature
from geodata.drafting.atlas.index import Listed, open_atlas
from geodata.drafting.atlas.words import common_words
from geodata.drafting.folding import name_key, sound_key
from geodata.drafting.inflection import uninflected
from geodata.drafting.place_evidence import Evidence
from geodata.drafting.place_tokens import Kind, Named, Spot
from geodata.drafting.place_words import (
    ABBREVIATIONS,
    COUNTRY_CODES,
    CUT_SHORT,
    LEADING,
    NEVER,
    NUMBERED_ROADS,
    POSTAL,
    SETTLING,
    SIDES,
    STREET_WORDS,
    TELLING,
    WIDENING,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_STREET: Final = 5
LONGEST_UNLISTED: Final = 3
LONGEST_SAID: Final = 4
"""In words."""
OF_STREETS: Final = frozenset({"old", "new", "first", "second", "third"})
BENT: Final = 0.8
"""Evidence of an ending of a case."""

NUMBER_AFTER: Final = re.compile(r" ?(\d{1,4}[A-Z]?)\b")
_SENTENCE_GOES_ON: Final = re.compile(r"\.? [a-z]")
_ROAD_NUMBER: Final = re.compile(r"I-\d{1,3}\b")


class UnlistedNames(Evidence):
    """Finds names that the lists do not hold as they stand.

    Parameters
    ----------
    text
        To be searched.
    own
        The case's own places by their folded names.
    language
        Of the text, BCP 47, where it is known.
    """

    def __init__(self, text: str, own: Mapping[str, Named], language: str) -> None:
        super().__init__(text)
        self._own = own
        self._is_turkic = language[:2] in {"az", "tr"} or "ə" in text

    def _short_form(self, at: int) -> tuple[Spot, int] | None:
        """Return a country by its letters, or an abbreviated state."""
        token = self._tokens[at]
        if token.text in COUNTRY_CODES:
            known = open_atlas().place(COUNTRY_CODES[token.text])
            places = [Listed(known, OWN)] if known else []
            return Spot(token.start, token.end, token.key, places, evidence=4.0), at + 1
        if (abbreviated := self._abbreviated(at)) is None:
            return None
        full, end = abbreviated
        key = name_key(full)
        places = [
            each
            for each in open_atlas().named([key]).get(key, [])
            if each.entry.feature is Feature.FIRST
        ]
        return Spot(token.start, end, key, places, evidence=4.0), self._token_after(at, end)

    def _abbreviated(self, at: int) -> tuple[str, int] | None:
        """Return the state that a token abbreviates, and where the abbreviation ends.

        It stands after a comma, or has a full stop that is not its sentence's.
        """
        token = self._tokens[at]
        after_comma = self._text[max(0, token.start - 2) : token.start] == ", "
        if after_comma and token.text in POSTAL:
            return POSTAL[token.text], token.end
        full = ABBREVIATIONS.get(token.key) if token.is_capital else None
        dotted = token.text.endswith(".") or self._text[token.end : token.end + 1] == "."
        may_be_word = at in self._starts and token.key in common_words()
        if dotted and not may_be_word and _SENTENCE_GOES_ON.match(self._text, token.end):
            after_comma = True
        closed = after_comma and self._text[token.end : token.end + 1] in {",", ")", ";", "\n"}
        if full is None or not (closed or (dotted and (after_comma or "." in token.text))):
            return None
        return full, token.end + (dotted and not token.text.endswith("."))

    def _street(self, at: int) -> tuple[Spot, int] | None:
        """Return a street or a numbered road."""
        token = self._tokens[at]
        number = NUMBER_AFTER.match(self._text, token.end)
        if road := _ROAD_NUMBER.match(self._text, token.start):
            end = road.end()
            return Spot(token.start, end, "", [], Kind.STREET, 1.5), self._token_after(at, end)
        if token.key in NUMBERED_ROADS and number and token.is_capital and token.text != "US":
            end = number.end()
            return Spot(token.start, end, "", [], Kind.STREET, 1.5), self._token_after(at, end)
        if not token.is_capital or token.key in NEVER - OF_STREETS:
            return None
        for last in range(at + 1, min(at + LONGEST_STREET, len(self._tokens))):
            word = self._tokens[last]
            if self._gap(last - 1) not in {" ", ". "} or not word.is_capital or word.key in NEVER:
                return None
            follower = self._after(last + 1)
            if word.key in STREET_WORDS and not (follower.is_capital and follower.key):
                number = NUMBER_AFTER.match(self._text, word.end)
                dot = word.key in CUT_SHORT and self._text[word.end : word.end + 1] == "."
                end = number.end() if number else word.end + dot
                return Spot(token.start, end, "", [], Kind.STREET, 1.5), last + 1
        return None

    def _inflected(self, at: int) -> tuple[Spot, int] | None:
        """Return a name in a form or a spelling that lists do not hold, by the one they do."""
        token = self._tokens[at]
        if token.key in NEVER or not token.is_capital:
            return None
        for length in (2, 1):
            forms = self._forms(at, length)
            found: dict[str, Named] = open_atlas().named(forms) if forms else {}
            for form in forms:
                places = [*self._own.get(form, []), *found.get(form, [])]
                if places:
                    return self._bent(at, length, form, places, Kind.NAME)
        if token.text.isascii() or at in self._starts or self._gap(at) == "-":
            return None
        for form in (token.key, *forms):
            sound = sound_key(form)
            alike = open_atlas().sounding([sound]).get(sound, [])
            if alike and len(sound) > SHORTEST_KEY:
                return self._bent(at, 1, form, alike, Kind.SOUND)
        return None

    def _forms(self, at: int, length: int) -> list[str]:
        """Return the keys that a word, or it and the next, may be listed under unbent."""
        tokens = self._tokens[at : at + length]
        if len(tokens) < length or not all(token.is_capital for token in tokens):
            return []
        if length > 1 and self._gap(at) not in {" ", "-"}:
            return []
        each = [[*uninflected(token.text, is_turkic=self._is_turkic)] for token in tokens]
        keys = (name_key(" ".join(words)) for words in product(*each))
        return [key for key in dict.fromkeys(keys) if len(key) >= SHORTEST_KEY]

    def _bent(self, at: int, length: int, key: str, places: Named, kind: Kind) -> tuple[Spot, int]:
        after = at + length
        evidence = self._evidence(at, after, places, key, ()) + BENT
        start, end = self._tokens[at].start, self._tokens[after - 1].end
        return Spot(start, end, key, places, kind, evidence), after

    def _by_feature_word(self, at: int) -> tuple[Spot, int] | None:
        """Return a name that no list holds and whose last word says that it is a place's."""
        token = self._tokens[at]
        if token.key in NEVER or token.is_loud or not token.is_capital:
            return None
        last = at
        if token.key in LEADING and self._after(at + 1).key and self._tokens[at + 1].is_capital:
            key = name_key(self._text[token.start : self._tokens[at + 1].end])
            end = self._tokens[at + 1].end
            return Spot(token.start, end, key, [], evidence=1.5, meant=(token.key,)), at + 2
        while last - at < LONGEST_UNLISTED and self._gap(last) == " ":
            word = self._tokens[last + 1]
            if not word.is_capital or word.is_loud:
                return None
            last += 1
            follower = self._after(last + 1)
            if self._is_telling(at, last) and not (follower.is_capital and follower.key):
                key = name_key(self._text[token.start : word.end])
                spot = Spot(token.start, word.end, key, [], evidence=1.2, meant=(word.key,))
                return spot, last + 1
        return None

    def _said_to_be_one(self, at: int) -> tuple[Spot, int] | None:
        """Return a name that no list holds but that the text calls a village's or the like."""
        token = self._tokens[at]
        if token.key in NEVER | SIDES or not token.is_capital or at in self._starts:
            return None
        last = at
        while (
            self._gap(last) == " "
            and self._tokens[last + 1].is_capital
            and last - at < LONGEST_SAID
        ):
            last += 1
        before = re.search(r"(\w+) of $", self._text[max(0, token.start - 25) : token.start])
        follower = self._after(last + 1)
        is_called = before and before[1] in SETTLING
        if not is_called and follower.key not in SETTLING - {"port", "city"}:
            return None
        key = name_key(self._text[token.start : self._tokens[last].end])
        spot = Spot(token.start, self._tokens[last].end, key, [], evidence=1.3, meant=("village",))
        return spot, last + 1

    def _is_telling(self, at: int, last: int) -> bool:
        """Tell whether a run of capitals ends with a word that makes it a place's name."""
        key = self._tokens[last].key
        if key in WIDENING:
            return last == at + 1 and self._tokens[at].key not in common_words()
        return key in TELLING
