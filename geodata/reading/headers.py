"""What the names in a header mean."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.columns import Column


@dataclass(frozen=True)
class Recognised:
    """What a header's names mean: `positions` of known columns, and the names left over."""

    positions: dict[str, int]
    unknown: tuple[str, ...]


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-.]+", "", name).casefold()


def recognise(header: Sequence[str], columns: Iterable[Column]) -> Recognised:
    """Tell which column stands where; letter case, spaces, `_` and `-` do not matter.

    A column's own name goes before its aliases, and these in their order; of equal names in a
    header the first is taken.
    """
    bare = [_bare(name) for name in header]
    taken: dict[str, int] = {}
    for rank in (0, 1):
        for column in columns:
            names = column.aliases if rank else (column.name,)
            for name in map(_bare, names):
                if column.name in taken or name not in bare:
                    continue
                position = bare.index(name)
                if position not in taken.values():
                    taken[column.name] = position
    unknown = tuple(name for position, name in enumerate(header) if position not in taken.values())
    return Recognised(taken, unknown)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return ` (did you mean “…”?)` for the nearest of `words`, `""` where none is near."""
    by_folded = {known.casefold(): known for known in words}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1)
    return f" (did you mean “{by_folded[near[0]]}”?)" if near else ""
