"""What speaks for a name's being a place's, and what against it: the words round it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geodata.drafting.atlas.entries import OWN, Entry, Feature
from geodata.drafting.atlas.words import common_words, demonyms, given_names, surnames
from geodata.drafting.place_tokens import Named, Token, TokenRow
from geodata.drafting.place_words import (
    ABBREVIATIONS,
    COUNTRY_CODES,
    HOLDERS,
    LOCATIVES,
    NEVER,
    NOT_THERE,
    POSTAL,
    REACHING,
    SIDES,
    TELLING,
    TITLES,
    WEAK_LOCATIVES,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOT_ONLY_TITLES: Final = frozenset({"st", "king", "queen", "prince", "father", "general", "major"})
DISTINCTIVE, NOT_ENGLISH = 0.4, 0.4
"""Evidence of a word that is neither common nor a person's name; of letters that English does not
have, for then the capital says more."""

_SAINTS: Final = re.compile(r"\b(?:St\.?|Saint) \w+['’]s?$")
_AGE_BEFORE: Final = re.compile(r"\d{1,3}, of $")
_AGE_AFTER: Final = re.compile(r", \d{1,2},")


class Evidence(TokenRow):
    """Weighs names of one text.

    Parameters
    ----------
    text
        To be searched.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._people = self._people_named()
        self._found: Mapping[str, Named] = {}
        """By its folded name what the lists hold."""

    def _evidence(
        self, at: int, after: int, places: Named, key: str, meant: Sequence[str]
    ) -> float:
        """Weigh what speaks for a place, and what against it."""
        weight = _fame(places) + self._by_what_precedes(at, key) + self._by_what_follows(after)
        tokens = self._tokens[at:after]
        is_country = any(one.entry.feature is Feature.COUNTRY and one.rank == OWN for one in places)
        if meant:
            weight += 2.0
        if len(tokens) > 1:
            weight += 0.7
        elif key in self._people:
            weight -= 2.5
        else:
            weight -= self._doubt(at, key) * (0.4 if is_country else 1.0)
        return weight

    def _doubt(self, at: int, key: str) -> float:
        """Return what speaks against a single word: that it is another sort of word, too."""
        weight = 0.0
        if key in common_words() or self._small[key]:
            weight += 2.2 if at in self._starts else 1.5
        elif key not in given_names() and key not in surnames():
            weight -= DISTINCTIVE
        if not self._tokens[at].text.isascii() and at not in self._starts:
            weight -= NOT_ENGLISH
        if key in given_names():
            weight += 1.6
        elif key in surnames():
            weight += 0.4
        return weight

    def _by_what_precedes(self, at: int, key: str) -> float:
        before, start = self._before(at), self._tokens[at].start
        if not before.key:
            return 0.3 if self._text[max(0, start - 2) : start] == ", " else 0.0
        if before.is_capital and before.key not in NEVER | SIDES | LOCATIVES:
            return self._by_a_capital_before(at)
        if before.key in WEAK_LOCATIVES:
            return 2.0 if _AGE_BEFORE.search(self._text[max(0, start - 9) : start]) else 0.2
        if before.key == "the" and not key.endswith("s"):
            follower = self._after(at + 1 + key.count(" "))
            return 0.0 if follower.key and follower.is_capital else -0.5
        return 1.2 if before.key in LOCATIVES else 0.8 if before.key in REACHING else 0.0

    def _by_a_capital_before(self, at: int) -> float:
        before = self._tokens[at - 1]
        if self._gap(at - 1) == "-" and len(before.text) == 1:  # "R-London": a party's member
            return 2.0
        if before.key in TITLES:
            return -2.5
        if before.key in common_words() and before.key not in given_names():
            return -0.2 if at - 1 in self._starts else -0.8
        is_given = before.key in given_names() or len(before.text.rstrip(".")) == 1
        if is_given:
            return -2.5
        return -0.5 if at - 1 in self._starts else -1.2

    def _by_what_follows(self, after: int) -> float:
        end = self._tokens[after - 1].end
        follower = self._after(after)
        weight = 0.0
        if _SAINTS.search(self._text[max(0, end - 25) : end + 2]):
            weight -= 2.0
        if re.compile(r",\s(?:[A-Z])").match(self._text, end):
            weight += 0.4 + self._is_contained(after)
        if _AGE_AFTER.match(self._text, end):
            weight -= 2.0
        if not follower.key:
            return weight
        if follower.is_capital:
            if follower.key in NOT_THERE:
                return weight - 1.5
            is_plain = follower.key in common_words() or follower.key in TITLES | SIDES | NEVER
            return weight - (0.0 if is_plain or follower.key in demonyms() else 1.6)
        return weight + (0.7 if follower.key in HOLDERS else 0.0)

    def _is_contained(self, after: int) -> float:
        """Return more where a state or country follows after a comma."""
        if after >= len(self._tokens):
            return 0.0
        token = self._tokens[after]
        if token.key in ABBREVIATIONS or token.text in POSTAL or token.text in COUNTRY_CODES:
            return 2.5
        for _, _, key in self._grams(after):
            if any(
                entry.feature in {Feature.COUNTRY, Feature.FIRST} and rank == OWN
                for entry, rank, _ in self._found.get(key, [])
            ):
                return 2.0
        return 0.0

    def _people_named(self) -> frozenset[str]:
        """Return the family names of people whom the text names in full or by a title."""
        found: set[str] = set()
        for at, token in enumerate(self._tokens[:-1]):
            if not (token.is_capital and self._tokens[at + 1].is_capital and self._goes_on(at)):
                continue
            titled = token.key in TITLES - NOT_ONLY_TITLES
            named = token.key in given_names() and token.key not in common_words()
            last = self._family_name(at + 1, titled=titled)
            if (titled or named) and last.key not in demonyms() and last.key not in TELLING:
                found.add(last.key)
        return frozenset(found)

    def _family_name(self, at: int, *, titled: bool) -> Token:
        """Return the last word of a name whose second word, or first after a title, is here."""
        if at + 1 < len(self._tokens) and self._goes_on(at) and self._tokens[at + 1].is_capital:
            third = self._tokens[at + 1]
            is_middle = len(self._tokens[at].text) == 1 or (titled and third.key not in NEVER)
            if is_middle or third.key in surnames() or _AGE_AFTER.match(self._text, third.end):
                return third
        return self._tokens[at]


def _fame(places: Named) -> float:
    """Return how readily a name brings a place to mind."""
    return max(
        (_fame_of(entry) - (0.0 if rank == OWN else 0.6) for entry, rank, _ in places), default=0.0
    )


def _fame_of(entry: Entry) -> float:
    match entry.feature:
        case Feature.COUNTRY | Feature.OWN:
            return 3.2
        case Feature.FIRST | Feature.CAPITAL | Feature.WATER | Feature.REGION:
            return 2.2
        case Feature.SECOND:
            return 0.6
        case Feature.AIRPORT:
            return 0.3
    by_size = ((1_000_000, 2.2), (100_000, 1.6), (15_000, 1.0), (2_000, 0.6))
    return next((fame for least, fame in by_size if entry.population >= least), 0.3)
