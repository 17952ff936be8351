"""The words of a text in a row, as names of places are looked for in them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from geodata.drafting.atlas.index import Listed
from geodata.drafting.folding import name_key
from geodata.drafting.place_words import LINKS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

Named = list[Listed]

LONGEST: Final = 6
"""Words of a name."""

_WORD: Final = re.compile(
    r"W\. ?Va\.|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼʻ](?![sS]\b)[^\W\d_]+)*", re.UNICODE
)
_GAP: Final = re.compile(r"[ \u00a0]|-|‑|\. ?|['’] ?")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:;]|\n|[–—•|*>(“\"«]|\s[-‘'])[\"”’'»)\s“‘\"(«]*$")
_POSSESSIVE: Final = re.compile(r"['’]s\b")


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


class TokenRow:
    """The words of one text, and what stands beside each.

    Parameters
    ----------
    text
        To be searched.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = words_of(text)
        self._small = Counter(token.key for token in self._tokens if token.text.islower())
        self._starts = self._sentence_starts()

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

    def _token_after(self, at: int, end: int) -> int:
        while at < len(self._tokens) and self._tokens[at].start < end:
            at += 1
        return at

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
