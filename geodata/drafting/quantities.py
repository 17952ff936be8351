"""Numbers with what they count: “20 armoured personnel carriers”, “dozens of lorries”."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from geodata.drafting.reporting_words import EVENTS, NUMERALS, UNITS_END

_COUNT: Final = (
    r"(?:(?i:about|around|some|at least|more than|over|up to|nearly|almost)\s)?"
    rf"(?i:{NUMERALS})(?:\s(?:hundred|thousand|million|billion|per cent|percent)\b)?"
)
_QUANTITY: Final = re.compile(rf"(?<![\w.,/-])({_COUNT})\s+((?:[A-Za-z][\w’'-]*\s?){{1,4}})")
_WORD: Final = re.compile(r"\S+")


class Quantity(NamedTuple):
    """A number with what it counts: `text[start:end]`."""

    start: int
    end: int
    number: str
    unit: str

    @property
    def words(self) -> str:
        """Both, as printed."""
        return f"{self.number} {self.unit}"


def quantities_in(
    text: str, start: int, end: int, taken: Sequence[tuple[int, int]]
) -> tuple[Quantity, ...]:
    """Find the quantities of a stretch of text; what stands in `taken` (dates) is none."""
    found = []
    at = start
    while match := _QUANTITY.search(text, at, end):
        at = match.end(1)
        if any(begin < match.end(1) and match.start() < stop for begin, stop in taken):
            continue
        words: list[str] = []
        stop = match.end(1)
        for word in _WORD.finditer(text, *match.span(2)):
            if word[0].casefold() in UNITS_END or (words and EVENTS.fullmatch(word[0])):
                break
            words.append(word[0])
            stop = word.end()
        if words:
            number = " ".join(match[1].split())
            found.append(Quantity(match.start(), stop, number, " ".join(words)))
    return tuple(found)
