"""The parts of a sentence that tell of events of their own: “after X, Y”, “X, resulting in Y”."""

import re
from typing import Final

from geodata.drafting.reporting_words import CLAUSE_STARTS, CLAUSES_LEADING
from geodata.drafting.sentences import Sentence

_INTO_ANOTHER: Final = re.compile(CLAUSE_STARTS, re.IGNORECASE)
_LEADING: Final = re.compile(CLAUSES_LEADING, re.IGNORECASE)
_SHORTEST: Final = 3  # words


def clauses_in(text: str, sentence: Sentence) -> tuple[Sentence, ...]:
    """Split a sentence into the parts that may tell of different events; mostly one."""
    cuts = [match.end() for match in _INTO_ANOTHER.finditer(text, *sentence)]
    if match := _LEADING.match(text, *sentence):
        cuts.append(match.end())
    found: list[Sentence] = []
    begin = sentence.start
    for cut in [*sorted(set(cuts)), sentence.end]:
        if len(text[begin:cut].split()) < _SHORTEST or len(
            text[cut : sentence.end].split()
        ) in range(1, _SHORTEST):
            continue
        found.append(Sentence(begin, cut))
        begin = cut
    if begin < sentence.end:
        if found:
            return (*found[:-1], Sentence(found[-1].start, sentence.end))
        return (sentence,)
    return tuple(found)
