"""Where in a text places are named: by the atlas, by capitals, and by the words around.

Rules, each of which adds to or takes from the evidence that a name is a place's; what stays above
`ENOUGH` is one. Which of the places of that name is meant is `geodata.drafting.choosing`'s to say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geodata.drafting.atlas.entries import OWN, SHORTEST_KEY
from geodata.drafting.atlas.index import open_atlas
from geodata.drafting.atlas.words import demonyms
from geodata.drafting.place_tokens import Kind, Named, Spot
from geodata.drafting.place_words import (
    DIVISION_WORDS,
    LAND_WORDS,
    LINE_WORDS,
    LINKS,
    NEVER,
    PHRASES,
    SIDES,
    TOWN_WORDS,
    WATER_WORDS,
    WIDENING,
)
from geodata.drafting.unlisted_names import NUMBER_AFTER, UnlistedNames

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENOUGH: Final = 1.0
CLEAR, AGREED, BESIDE = 2.5, 0.8, 0.5
"""What is clear; what a clear mention adds to others of the same name, and to its neighbours."""

_JOINED: Final = re.compile(r",\s|,? (?:and|or|и|və|ve|և) ")


class Spotter(UnlistedNames):
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
        super().__init__(text, own, language)
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

    def _look_up(self) -> dict[str, Named]:
        """Look every run of capitalised words up at once."""
        keys = {key for at in range(len(self._tokens)) for _, _, key in self._grams(at)}
        found: dict[str, Named] = dict(open_atlas().named(keys))
        return found | {key: [*self._own[key], *found.get(key, [])] for key in keys & {*self._own}}

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
            return not NUMBER_AFTER.match(self._text, token.end)
        is_end = not (following.key and following.is_capital)
        return is_end and not token.is_loud and token.key in WATER_WORDS | LINE_WORDS | LAND_WORDS

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
