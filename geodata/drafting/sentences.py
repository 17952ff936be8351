"""The sentences of a paragraph: a full stop after an abbreviation ends none."""

import re
from typing import Final, NamedTuple

from geodata.drafting.reporting_words import ABBREVIATIONS

_END: Final = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)")
_QUOTES: Final = '"”»’'
_LAST_WORD: Final = re.compile(r"([\w.]+)$")
_LOWER: Final = re.compile(r"\s+[a-zа-яё]")


class Sentence(NamedTuple):
    """A sentence: `text[start:end]` of the whole article."""

    start: int
    end: int


def sentences_in(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """Split a stretch of text into sentences; what has no end mark is one up to the end.

    A full stop after an abbreviation, after a single capital letter or before a small letter ends
    none, nor does the end of what is quoted before a small letter.
    """
    found: list[Sentence] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match[0].startswith(".") and _goes_on(text, begin, match, end):
            continue
        if match[0][-1] in _QUOTES and _LOWER.match(text, match.end(), end):
            continue
        found.append(_trimmed(text, begin, match.end()))
        begin = match.end()
    rest = _trimmed(text, begin, end)
    if rest.start < rest.end:
        found.append(rest)
    return tuple(found)


def _goes_on(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    before = _LAST_WORD.search(text, begin, match.start())
    word = before[1] if before else ""
    is_initial = len(word) == 1 and word.isupper()
    is_short = word.casefold() in ABBREVIATIONS
    return is_initial or is_short or bool(_LOWER.match(text, match.end(), end))


def _trimmed(text: str, start: int, end: int) -> Sentence:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end)
