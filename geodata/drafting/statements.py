"""The statements of a paragraph: parts of its sentences, each with who says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geodata.columns import Stance
from geodata.drafting.attribution import Attribution, affirmed, attribution_of
from geodata.drafting.attribution_elsewhere import LANGUAGES, attribution_elsewhere
from geodata.drafting.datelines import dateline_end
from geodata.drafting.quotes import BLANK, blanked
from geodata.drafting.sentences import Sentence, sentences_in
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTRAST: Final = re.compile(
    r"(?:,\s+|;\s+|\s[–—-]\s)(?:but|while|although|though|whereas|even as)\s+", re.IGNORECASE
)
_QUOTED_ONLY: Final = re.compile(rf"[\s{BLANK}.…]+")
_QUESTION: Final = re.compile(r"\?[\"”»’']*$")
_HEADING: Final = re.compile(
    r"(?:why|how|what|who|where|when|is|are|can|will)\b[^.!]*[^.!?…\"”:]$", re.IGNORECASE
)
_GOES_ON: Final = message("what is quoted goes on: who spoke beside it speaks")


@dataclass(frozen=True)
class Statement:
    """A part of a sentence and who says it.

    Parameters
    ----------
    sentence
        Where it stands.
    cited
        Who is cited for it, if anybody.
    is_quoted
        All of it is quoted, and who speaks is told beside it; the speaker may be empty where that
        is who spoke in the paragraph before.
    is_contrast
        It is set against the statement before, of the same sentence.
    """

    sentence: Sentence
    cited: Attribution | None
    is_quoted: bool = False
    is_contrast: bool = False


def statements_in(
    text: str, start: int, end: int, times: Sequence[tuple[int, int]], language: str = ""
) -> tuple[Statement, ...]:
    """Split a paragraph into statements, in order; datelines and mere questions are none.

    Parameters
    ----------
    text, start, end
        The text, and where in it the paragraph stands.
    times
        Where dates stand in the text, ascending.
    language
        Of the text, BCP 47; English where it is not told.
    """
    start = dateline_end(text, start, end)
    spoken = blanked(text, start, end)
    found: list[Statement] = []
    for sentence in sentences_in(text, start, end):
        own = spoken[sentence.start - start : sentence.end - start]
        if _QUOTED_ONLY.fullmatch(own):
            found.append(Statement(sentence, None, is_quoted=True))
            continue
        if language[:2] in LANGUAGES:
            cited = attribution_elsewhere(language[:2], text, sentence, times, own)
            found.append(Statement(sentence, cited))
            continue
        parts = [*_parts(text, sentence, own, times)]
        words = text[sentence.start : sentence.end]
        if (_QUESTION.search(words) and not parts[0].cited) or _HEADING.fullmatch(words):
            continue
        found += parts
    return tuple(_spoken_for(text, found))


def _parts(
    text: str, sentence: Sentence, spoken: str, times: Sequence[tuple[int, int]]
) -> Iterator[Statement]:
    """Yield a sentence, or both its halves where two say something against each other."""
    for match in _CONTRAST.finditer(spoken):
        at = sentence.start + match.start()
        halves = Sentence(sentence.start, at), Sentence(sentence.start + match.end(), sentence.end)
        cited = [
            attribution_of(
                text, half, times, spoken[half.start - sentence.start :][: half.end - half.start]
            )
            for half in halves
        ]
        if all(one and one.speaker for one in cited):
            yield Statement(halves[0], cited[0])
            yield Statement(halves[1], cited[1], is_contrast=True)
            return
    yield Statement(sentence, attribution_of(text, sentence, times, spoken))


def _spoken_for(text: str, found: Sequence[Statement]) -> Iterator[Statement]:
    """Yield statements; what is only quoted is said by who spoke before it, else after it."""
    for number, one in enumerate(found):
        if not one.is_quoted:
            yield one
            continue
        beside = [*reversed(found[:number]), *found[number + 1 :]]
        speaker = next(
            (each.cited.speaker for each in beside if each.cited and each.cited.speaker), ""
        )
        cited = Attribution(
            affirmed(text[one.sentence.start : one.sentence.end], speaker)
            if speaker
            else Stance.REPORTS,
            speaker,
            one.sentence.end,
            one.sentence.end,
            gettext(_GOES_ON),
            is_last=True,
            is_plain=True,
        )
        yield replace(one, cited=cited)
