"""Who says a sentence, and how they stand to it: by reporting verbs and other marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.columns import Stance
from geodata.drafting.reporting_words import (
    ACCORDING,
    DEPICTED,
    DEPICTIONS,
    INFERRED,
    KNOWN,
    OFFICIALS,
    SAID_BEFORE,
    SILENCES,
    VERBS,
)
from geodata.drafting.sentences import Sentence
from geodata.drafting.speakers import after_according, subject_before
from geodata.translation import gettext, message

_ADJECTIVE_AFTER: Final = re.compile(
    r"(?:^|\s)(?:the|an?|of|for|with|to|its|his|her|their|any|some|no|this|these|be|being)\s$",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_NOT_CONFIRMED: Final = re.compile(
    r"(?:is|are|was|were|has been|have been|had been|remain)", re.IGNORECASE
)
_BY: Final = re.compile(r"\bby\s+([^,;.]{2,60})")
NOBODY_NAMED: Final = message("officials, none named")
_WHO_IS_CITED: Final = message("“{words}” says that {speaker} speaks")
_NOBODY_CITED: Final = message("“{words}” with nobody cited")
_SHOWS_ITSELF: Final = message("“{words}”: what was filmed or photographed")


@dataclass(frozen=True)
class Attribution:
    """Who says a sentence.

    Parameters
    ----------
    stance
        How they stand to what it says.
    speaker
        As the text has it; empty where nobody is cited: the writer says it.
    start, end
        Where the words stand that tell it, in the text.
    reason
        Why, in words.
    """

    stance: Stance
    speaker: str
    start: int
    end: int
    reason: str


def attribution_of(
    text: str, sentence: Sentence, times: Sequence[tuple[int, int]]
) -> Attribution | None:
    """Tell who says a sentence and how they stand to it; None where it cites nobody.

    Parameters
    ----------
    text, sentence
        The text, and which sentence of it.
    times
        Where dates stand in the text, ascending.
    """
    own = [time for time in times if sentence.start <= time[0] and time[1] <= sentence.end]
    for find in (_silence, _cited, _told, _shown, _said_before):
        found = find(text, sentence, own)
        if found is not None:
            return found
    return _inferred(text, sentence)


def is_background(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence says of itself that it tells what is known."""
    return bool(KNOWN.search(text, sentence.start, sentence.end))


def is_official(speaker: str) -> bool:
    """Tell whether a speaker is an office or holds one."""
    return bool(OFFICIALS.search(speaker))


def _made(
    stance: Stance, speaker: str, match: re.Match[str], pattern: str = _WHO_IS_CITED
) -> Attribution:
    words = " ".join(match[0].split())
    reason = gettext(pattern).format(words=words, speaker=speaker)
    return Attribution(stance, speaker, match.start(), match.end(), reason)


def _silence(text: str, sentence: Sentence, _: Sequence[tuple[int, int]]) -> Attribution | None:
    for pattern in SILENCES:
        if match := pattern.search(text, *sentence):
            return _made(Stance.NO_STATEMENT, match["who"].strip(), match)
    return None


def _cited(text: str, sentence: Sentence, _: Sequence[tuple[int, int]]) -> Attribution | None:
    match = ACCORDING.search(text, *sentence)
    if match is None:
        return None
    speaker = after_according(text[match.end() : sentence.end])
    if not speaker:
        return None
    recalls = is_background(text, sentence)
    return _made(Stance.RECALLS if recalls else _affirms(speaker), speaker, match)


def _shown(text: str, sentence: Sentence, _: Sequence[tuple[int, int]]) -> Attribution | None:
    match = DEPICTED.search(text, *sentence)
    if match is None:
        return None
    where = re.search(r"on social (?:networks|media)", text[sentence.start : sentence.end])
    speaker = f"{match['what'].casefold()}{' ' + where[0] if where else ''}"
    return _made(Stance.REPORTS, speaker, match, _SHOWS_ITSELF)


def _told(text: str, sentence: Sentence, own: Sequence[tuple[int, int]]) -> Attribution | None:
    for match, stance in _verbs_in(text, sentence):
        before = text[sentence.start : match.start()]
        if _ADJECTIVE_AFTER.search(before):
            continue
        if _PASSIVE.search(before):
            by = _BY.search(text, match.end(), sentence.end)
            return _made(stance, by[1].strip() if by else "", match) if by else None
        speaker = subject_before(text, sentence.start, match.start(), own)
        if DEPICTIONS.fullmatch(speaker):
            continue
        if stance is Stance.DOES_NOT_CONFIRM and _NOT_CONFIRMED.match(match[0]):
            return _made(stance, gettext(NOBODY_NAMED), match)
        if speaker:
            affirmed = _affirms(speaker) if stance is Stance.REPORTS else stance
            return _made(affirmed, speaker, match)
    return None


def _verbs_in(text: str, sentence: Sentence) -> Iterator[tuple[re.Match[str], Stance]]:
    """Give the reporting verbs of a sentence in its order; at one place the most telling."""
    found: dict[int, tuple[re.Match[str], Stance]] = {}
    for stance, pattern in VERBS:
        for match in pattern.finditer(text, *sentence):
            found.setdefault(match.start(), (match, stance))
    return iter(found[start] for start in sorted(found))


def _said_before(text: str, sentence: Sentence, _: Sequence[tuple[int, int]]) -> Attribution | None:
    match = SAID_BEFORE.search(text, *sentence)
    if match is None:
        return None
    speaker = re.sub(r"\s+that$", "", " ".join(match[0].split()))
    return _made(Stance.RECALLS, speaker, match)


def _inferred(text: str, sentence: Sentence) -> Attribution | None:
    match = INFERRED.search(text, *sentence)
    return _made(Stance.INFERS, "", match, _NOBODY_CITED) if match else None


def _affirms(speaker: str) -> Stance:
    """Give how somebody stands to what they affirm: an official with a part in it confirms."""
    return Stance.CONFIRMS if is_official(speaker) else Stance.REPORTS
