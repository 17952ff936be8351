"""Numbers with what they count: “20 armoured personnel carriers”, “dozens of lorries”."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from geodata.drafting.reporting_words import EVENTS, NUMERALS, UNITS_END

_COUNT: Final = (
    r"(?:(?:about|around|some|at least|more than|over|up to|nearly|almost)\s)?"
    rf"(?:{NUMERALS})(?:\s(?:hundred|thousand|million|billion|per cent|percent)\b)?"
)
_QUANTITY: Final = re.compile(rf"(?<![\w.,/-])({_COUNT})\s+((?:[A-Za-z][\w’'-]*\s?){{1,4}})")


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
        for word in match[2].split():
            if word.casefold() in UNITS_END or (words and EVENTS.fullmatch(word)):
                break
            words.append(word)
        if words:
            unit = " ".join(words)
            stop = match.start(2) + match[2].find(words[-1]) + len(words[-1])
            found.append(Quantity(match.start(), stop, " ".join(match[1].split()), unit))
    return tuple(found)
