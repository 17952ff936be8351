"""The sentences of a paragraph: a full stop after an abbreviation ends none."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from geodata.drafting.reporting_words import ABBREVIATIONS
from geodata.limits import LONGEST_GAP, LONGEST_SENTENCE

_END: Final = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»)\]]*(?=\s|$)")
_QUOTES: Final = '"”»’'
_LAST_WORD: Final = re.compile(r"([\w.]+)$")
_LONGEST_ABBREVIATION: Final = 40
_GAP: Final = re.compile(rf"(?<!\s)\s{{{LONGEST_GAP + 1},}}")
_LOWER: Final = re.compile(r"\s+[a-zа-яё]")


class Sentence(NamedTuple):
    """A sentence: `text[start:end]` of the whole article."""

    start: int
    end: int


def sentences_in(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """Split a stretch of text into sentences; what has no end mark is one up to the end.

    A full stop after an abbreviation, after a single capital letter or before a small letter ends
    none, nor does the end of what is quoted before a small letter. What is longer than a sentence
    can be, or has wide gaps, is cut: it is a list or a table.
    """
    return tuple(
        piece
        for sentence in _ended(text, start, end)
        for gapless in _without_gaps(text, sentence)
        for piece in _cut(text, gapless)
    )


def _ended(text: str, start: int, end: int) -> list[Sentence]:
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
    return found


def _without_gaps(text: str, sentence: Sentence) -> Iterator[Sentence]:
    begin = sentence.start
    for gap in _GAP.finditer(text, *sentence):
        yield Sentence(begin, gap.start())
        begin = gap.end()
    yield Sentence(begin, sentence.end)


def _cut(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """Cut what is too long, between words where there are any."""
    begin, end = sentence
    while end - begin > LONGEST_SENTENCE:
        most = begin + LONGEST_SENTENCE
        blank = text.rfind(" ", begin + 1, most)
        piece = _trimmed(text, begin, blank if blank > begin else most)
        if piece.start < piece.end:
            yield piece
        begin = blank if blank > begin else most
    rest = _trimmed(text, begin, end)
    if rest.start < rest.end:
        yield rest


def _goes_on(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    before = _LAST_WORD.search(
        text, max(begin, match.start() - _LONGEST_ABBREVIATION), match.start()
    )
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
