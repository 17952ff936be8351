"""Where in a text places are named: by the atlas, by capitals, and by the words around.

Rules, each of which adds to or takes from the evidence that a name is a place's; what stays above
`ENOUGH` is one. Which of the places of that name is meant is `geodata.drafting.choosing`'s to say.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from geodata.drafting.atlas.entries import Entry, Feature
from geodata.drafting.atlas.index import OWN, SHORTEST_KEY, Listed, open_atlas
from geodata.drafting.atlas.words import common_words, demonyms, given_names, surnames
from geodata.drafting.folding import name_key, sound_key
from geodata.drafting.inflection import uninflected
from geodata.drafting.place_words import (
    ABBREVIATIONS,
    COUNTRY_CODES,
    CUT_SHORT,
    DIVISION_WORDS,
    HOLDERS,
    LAND_WORDS,
    LEADING,
    LINE_WORDS,
    LINKS,
    LOCATIVES,
    NEVER,
    NOT_THERE,
    NUMBERED_ROADS,
    PHRASES,
    POSTAL,
    REACHING,
    SETTLING,
    SIDES,
    STREET_WORDS,
    TELLING,
    TITLES,
    TOWN_WORDS,
    WATER_WORDS,
    WEAK_LOCATIVES,
    WIDENING,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Named = list[Listed]

LONGEST: Final = 6
LONGEST_STREET: Final = 5
LONGEST_UNLISTED: Final = 3
LONGEST_SAID: Final = 4
"""In words."""

NOT_ONLY_TITLES: Final = frozenset({"st", "king", "queen", "prince", "father", "general", "major"})
OF_STREETS: Final = frozenset({"old", "new", "first", "second", "third"})

ENOUGH: Final = 1.0
DISTINCTIVE, BENT, NOT_ENGLISH = 0.4, 0.8, 0.4
"""Evidence of a word that is neither common nor a person's name; of an ending of a case; of letters
that English does not have, for then the capital says more."""

CLEAR, AGREED, BESIDE = 2.5, 0.8, 0.5
"""What is clear; what a clear mention adds to others of the same name, and to its neighbours."""


_WORD: Final = re.compile(
    r"W\. ?Va\.|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼʻ](?![sS]\b)[^\W\d_]+)*", re.UNICODE
)
_GAP: Final = re.compile(r"[ \u00a0]|-|‑|\. ?|['’] ?")
_RUN_GAP: Final = re.compile(r"[ \u00a0]|-|\. | ?& ?|['’]s? ")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:;]|\n|[–—•|*>(“\"«]|\s[-‘'])[\"”’'»)\s“‘\"(«]*$")
_NUMBER_AFTER: Final = re.compile(r" ?(\d{1,4}[A-Z]?)\b")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_ROAD_NUMBER: Final = re.compile(r"I-\d{1,3}\b")
_SAINTS: Final = re.compile(r"\b(?:St\.?|Saint) \w+['’]s?$")
_JOINED: Final = re.compile(r",\s|,? (?:and|or|и|və|ve|և) ")
_AGE_BEFORE: Final = re.compile(r"\d{1,3}, of $")
_AGE_AFTER: Final = re.compile(r", \d{1,2},")


class Kind(StrEnum):
    """What sort of name was found."""

    NAME = "name"
    DEMONYM = "demonym"
    STREET = "street"
    SOUND = "sounds like a name"


class Token(NamedTuple):
    """A word of the text: where it stands and how it is compared."""

    start: int
    end: int
    text: str
    key: str

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital, or its script has none."""
        return not self.text[0].islower()

    @property
    def is_loud(self) -> bool:
        """Whether it is all capitals."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True)
class Spot:
    """A span that may name a place.

    Parameters
    ----------
    start, end
        Characters of the text.
    key
        The name, folded, that the places were found under.
    places
        The atlas's places of that name, with whether it is their own name.
    kind
        Of name.
    evidence
        How much speaks for a place.
    meant
        Words beside it that say what sort of place is meant, folded.
    """

    start: int
    end: int
    key: str
    places: Named = field(repr=False)
    kind: Kind = Kind.NAME
    evidence: float = 0.0
    meant: tuple[str, ...] = ()


def words_of(text: str) -> list[Token]:
    """Return the words of a text in order."""
    return [
        Token(match.start(), match.end(), match[0], name_key(match[0]))
        for match in _WORD.finditer(text)
    ]


class Spotter:
    """Finds names of places in one text.

    Parameters
    ----------
    text
        To be searched.
    own
        The case's own places by their folded names; they come before the atlas's.
    language
        Of the text, BCP 47, where it is known.
    """

    def __init__(self, text: str, own: Mapping[str, Named], language: str = "") -> None:
        self._text = text
        self._is_turkic = language[:2] in {"az", "tr"} or "ə" in text
        self._own = own
        self._tokens = words_of(text)
        self._small = Counter(token.key for token in self._tokens if token.text.islower())
        self._starts = self._sentence_starts()
        self._people = self._people_named()
        self._found = self._look_up()

    def spots(self) -> list[Spot]:
        """Return what may be places, in order, none overlapping another."""
        found: list[Spot] = []
        at = 0
        while at < len(self._tokens):
            spot, after = self._longest_at(at)
            if spot is not None:
                found.append(spot)
            at = after
        return self._agreed(found)

    # -- looking up ---------------------------------------------------------------------------

    def _look_up(self) -> dict[str, Named]:
        """Look every run of capitalised words up at once."""
        keys = {key for at in range(len(self._tokens)) for _, _, key in self._grams(at)}
        found: dict[str, Named] = dict(open_atlas().named(keys))
        return found | {key: [*self._own[key], *found.get(key, [])] for key in keys & {*self._own}}

    def _grams(self, at: int) -> Iterator[tuple[int, int, str]]:
        """Yield (tokens, end, key) of what starts at a token, the longest first."""
        token = self._tokens[at]
        if not token.is_capital and not (token.key in LINKS and self._gap(at) == "-"):
            return
        grams: list[tuple[int, int, str]] = []
        for length in range(1, LONGEST + 1):
            last = at + length - 1
            if length > 1 and (
                last >= len(self._tokens) or not _GAP.fullmatch(self._gap(last - 1))
            ):
                break
            word = self._tokens[last]
            if not word.is_capital:
                if word.key not in LINKS:
                    break
                continue
            possessive = _POSSESSIVE.match(self._text, word.end)
            if possessive:  # "St. John's", where no "St. John" is listed
                whole = name_key(self._text[token.start : possessive.end()])
                grams.append((length, possessive.end(), whole))
            grams.append((length, word.end, name_key(self._text[token.start : word.end])))
        yield from reversed(grams)

    def _gap(self, at: int) -> str:
        """Return what stands between a token and the next."""
        if at < 0 or at + 1 >= len(self._tokens):
            return "\n"
        return self._text[self._tokens[at].end : self._tokens[at + 1].start]

    def _longest_at(self, at: int) -> tuple[Spot | None, int]:
        """Return the spot that starts at a token, if one does, and the token to go on with."""
        if not self._tokens[at].is_capital and self._tokens[at].key not in LINKS:
            return None, at + 1
        return (
            self._street(at)
            or self._short_form(at)
            or self._listed_or_longer(at)
            or self._inflected(at)
            or self._said_to_be_one(at)
            or (None, at + 1)
        )

    def _listed_or_longer(self, at: int) -> tuple[Spot, int] | None:
        """Return a listed name, or an unlisted one that goes on to a word such as "Forest"."""
        listed, unlisted = self._listed(at), self._by_feature_word(at)
        if listed and (unlisted is None or listed[0].end >= unlisted[0].end):
            return listed
        return unlisted

    def _listed(self, at: int) -> tuple[Spot, int] | None:
        """Return the longest name that the atlas has, or a demonym."""
        for length, end, key in self._grams(at):
            if key in demonyms() and key not in self._own:
                token = self._tokens[at]
                return Spot(token.start, end, key, [], Kind.DEMONYM, 3.0), at + length
            if key in self._found and self._is_usable(at, length, key):
                return self._spot(at, length, end, key)
        return None

    def _token_after(self, at: int, end: int) -> int:
        while at < len(self._tokens) and self._tokens[at].start < end:
            at += 1
        return at

    def _is_usable(self, at: int, length: int, key: str) -> bool:
        token = self._tokens[at]
        if length > 1:
            if key.rpartition(" ")[2] in TOWN_WORDS and all(
                each.rank != OWN for each in self._found[key]
            ):  # "Dublin City Council": the council of Dublin
                return False
            plain = all(word in NEVER or word in SIDES for word in key.split())
            return not plain and key not in PHRASES
        contracted = re.split("['’]", token.text)[0].casefold() in NEVER
        if contracted or key in NEVER or key in SIDES or len(key) < SHORTEST_KEY:
            return False
        return not (token.is_loud and len(token.text) <= 3 and key not in self._own)  # noqa: PLR2004

    def _spot(self, at: int, length: int, end: int, key: str) -> tuple[Spot, int]:
        """Return a spot with its evidence, widened by the word that says what it is."""
        token = self._tokens[at]
        places = self._found.get(key, [])
        after = at + length
        meant: tuple[str, ...] = ()
        follower = self._tokens[after] if after < len(self._tokens) else None
        wide = end
        if follower is not None and self._gap(after - 1) == " ":
            if follower.is_capital and self._widens(after):
                meant, wide, after = (follower.key,), follower.end, after + 1
            elif not follower.is_capital and follower.key in DIVISION_WORDS:
                meant = (follower.key,)
        if key.rpartition(" ")[2] in WIDENING:
            meant = (*meant, key.rpartition(" ")[2])
        if self._before(at).key in {"county", "co", "province", "lake", "mount"}:
            meant = (*meant, self._before(at).key)
        evidence = self._evidence(at, after, places, key, meant)
        return Spot(token.start, wide, key, places, Kind.NAME, evidence, meant), after

    def _widens(self, at: int) -> bool:
        """Tell whether a word belongs to the name before it: "Laurel County", "Ohio River"."""
        token, following = self._tokens[at], self._after(at + 1)
        if token.key in WIDENING:
            return not _NUMBER_AFTER.match(self._text, token.end)
        is_end = not (following.key and following.is_capital)
        return is_end and not token.is_loud and token.key in WATER_WORDS | LINE_WORDS | LAND_WORDS

    def _before(self, at: int) -> Token:
        """Return the token before, if nothing but a space is between; else an empty one."""
        return self._tokens[at - 1] if at > 0 and self._goes_on(at - 1) else Token(0, 0, "\n", "")

    def _goes_on(self, at: int) -> bool:
        """Tell whether what follows a token may belong to it: "New York", "St. Paul"."""
        gap, token = self._gap(at), self._tokens[at]
        if gap == ". ":
            return len(token.text) == 1 or token.key in TITLES
        return gap in {" ", "\u00a0", "-"}

    def _after(self, at: int) -> Token:
        """Return the token at a position, if nothing but a space is before it."""
        if at < len(self._tokens) and self._gap(at - 1) in {" ", "\u00a0", "-"}:
            return self._tokens[at]
        return Token(0, 0, "\n", "")

    # -- names with a form of their own -------------------------------------------------------

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
        if dotted and re.compile(r"\.? [a-z]").match(self._text, token.end):
            after_comma = True
        closed = after_comma and self._text[token.end : token.end + 1] in {",", ")", ";", "\n"}
        if full is None or not (closed or (dotted and (after_comma or "." in token.text))):
            return None
        return full, token.end + (dotted and not token.text.endswith("."))

    def _street(self, at: int) -> tuple[Spot, int] | None:
        """Return a street or a numbered road."""
        token = self._tokens[at]
        number = _NUMBER_AFTER.match(self._text, token.end)
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
                number = _NUMBER_AFTER.match(self._text, word.end)
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

    # -- evidence -----------------------------------------------------------------------------

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

    def _sentence_starts(self) -> frozenset[int]:
        """Return the tokens whose capital says nothing: sentences' firsts, words of titles."""
        starts = set()
        for number, token in enumerate(self._tokens):
            if (
                _SENTENCE_END.search(self._text[max(0, token.start - 4) : token.start])
                or not number
            ):
                starts.add(number)
        return frozenset(starts)

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

    def _agreed(self, spots: list[Spot]) -> list[Spot]:
        """Let the clearest mention of a name speak for its others, and one name for its neighbour.

        "Gori and Kareli": where the one is a place, so is the other.
        """
        best: dict[str, float] = {}
        for spot in spots:
            if spot.kind is Kind.NAME:
                best[spot.key] = max(best.get(spot.key, -9.0), spot.evidence)
        for number, spot in enumerate(spots):
            if spot.kind is not Kind.NAME or spot.evidence >= CLEAR or spot.evidence <= 0:
                continue
            if best[spot.key] >= CLEAR:
                spots[number] = replace(spot, evidence=spot.evidence + AGREED)
            elif any(self._is_beside(spots, number, other) for other in (number - 1, number + 1)):
                spots[number] = replace(spot, evidence=spot.evidence + BESIDE)
        return spots

    def _is_beside(self, spots: Sequence[Spot], number: int, other: int) -> bool:
        """Tell whether a spot and another that is surely a place are joined by "and" or a comma."""
        if not 0 <= other < len(spots) or spots[other].kind is not Kind.NAME:
            return False
        first, second = sorted((number, other))
        between = self._text[spots[first].end : spots[second].start]
        return spots[other].evidence >= ENOUGH and _JOINED.fullmatch(between) is not None


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
