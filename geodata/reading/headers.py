"""What the names in a header mean."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from geodata.columns import Column
from geodata.errors import shortened

MOST_COMPARED: Final = 1_000
LONGEST_COMPARED: Final = 100
MOST_ASKED: Final = 100


@dataclass(frozen=True)
class Recognised:
    """What a header's names mean: `positions` of known columns, and the names left over."""

    positions: dict[str, int]
    unknown: tuple[str, ...]


def bare_name(name: str) -> str:
    """Return a column's name without what does not matter in it."""
    return re.sub(r"[\s_\-.]+", "", name).casefold()


def recognise(header: Sequence[str], columns: Iterable[Column]) -> Recognised:
    """Tell which column stands where; letter case, spaces, `_` and `-` do not matter.

    A column's own name goes before its aliases, and these in their order; of equal names in a
    header the first is taken.
    """
    bare = [bare_name(name) for name in header]
    taken: dict[str, int] = {}
    for rank in (0, 1):
        for column in columns:
            names = column.aliases if rank else (column.name,)
            for name in map(bare_name, names):
                if column.name in taken or name not in bare:
                    continue
                position = bare.index(name)
                if position not in taken.values():
                    taken[column.name] = position
    unknown = tuple(name for position, name in enumerate(header) if position not in taken.values())
    return Recognised(taken, unknown)


class Suggestions:
    """Offers the nearest of some words for one that is not among them.

    Each is compared letter by letter, so only the first words are, and only for the first that
    ask: a table in which every key is wrong is not made right one key at a time.

    Parameters
    ----------
    words
        What could have been meant.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_folded = {word.casefold(): word for word in islice(words, MOST_COMPARED)}
        self._left = MOST_ASKED

    def did_you_mean(self, word: str) -> str:
        """Return ` (did you mean “…”?)`, or `""` where none is near."""
        self._left -= 1
        if self._left < 0:
            return ""
        folded = word.casefold()[:LONGEST_COMPARED]
        near = difflib.get_close_matches(folded, self._by_folded, n=1)
        return f" (did you mean “{shortened(self._by_folded[near[0]])}”?)" if near else ""
