"""Who says a sentence, and how they stand to it: by reporting verbs and other marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from geodata.columns import Stance
from geodata.drafting.quotes import BLANK, blanked
from geodata.drafting.reporting_words import (
    ACCORDING,
    CLAIMS,
    DEPICTED,
    DEPICTIONS,
    INFERRED,
    KNOWN,
    KNOWN_IN_FRONT,
    MEDIA,
    NOT_SO,
    OFFICIALS,
    REFUTING,
    SAID_BEFORE,
    SILENCES,
    SUPPOSED,
    UNCONFIRMED,
    UNOFFICIAL,
    UNOFFICIAL_ANYWHERE,
    UNSURE,
    VERBS,
)
from geodata.drafting.sentences import Sentence
from geodata.drafting.speakers import after_according, subject_after, subject_before
from geodata.translation import gettext, message

_ADJECTIVE_AFTER: Final = re.compile(
    r"(?:^|\s)(?:the|an?|of|for|with|to|its|his|her|their|any|some|no|this|these|be|being|other|"
    r"such|without)\s$",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:also\s+)?(?:\w+ly\s+)?$", re.IGNORECASE
)
_NOT_CONFIRMED: Final = re.compile(
    r"(?:is|are|was|were|has been|have been|had been|remain)", re.IGNORECASE
)
_NOT_VERIFIED: Final = re.compile(r"could.*be", re.IGNORECASE | re.DOTALL)
_BY: Final = re.compile(r"\bby\s+([^,;.\"]{2,60})")
_LEADING: Final = re.compile(
    r"\s*(?:\w+\s+){0,3}(?:after|before|as|when|while|although|though|if|since|once)\b[^,]*,",
    re.IGNORECASE,
)
_APPOSITION: Final = re.compile(
    r"(?:^|[\",.;]\s*)(?!(?:in|on|at|after|as)\b)[^,]{2,60},[^,]{3,140},\s*$", re.IGNORECASE
)
_CONDITION: Final = re.compile(r"\W*(?:that\s+)?(?:if|when|unless|as long as)\b", re.IGNORECASE)
_THAT: Final = re.compile(r"\bthat\b")
_OF_WHOM: Final = re.compile(
    r"\s(?:for|in|at|against|from)\s|(?<!ministry)(?<!department)(?<!office)\sof\s", re.IGNORECASE
)
_SOME_OF: Final = re.compile(
    r"(?:one|two|three|some|several|many|most|all|both|none|a number|\d+)\s+of\s+", re.IGNORECASE
)
_FEWEST_BEFORE: Final = 3
_LONGEST_TAIL: Final = 16
"""Words before the one who speaks, and after the verb, where the speaker comes last."""

_NEAR: Final = 110
"""Within so many characters of the verb a denial or a supposition is its own."""

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
    is_last
        What is said stands before the speaker: "…, the mayor said in the town hall".
    is_plain
        The verb tells no stance of its own: who speaks and what they say tell it.
    """

    stance: Stance
    speaker: str
    start: int
    end: int
    reason: str
    is_last: bool = False
    is_plain: bool = False


class _Said(NamedTuple):
    """A sentence with what is needed to tell who says it.

    `spoken` is the sentence without what it quotes, as long as the sentence.
    """

    text: str
    sentence: Sentence
    times: Sequence[tuple[int, int]]
    spoken: str

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self.spoken)

    def at(self, position: int) -> int:
        """Give the place in the text of one in the sentence."""
        return self.sentence.start + position


def attribution_of(
    text: str, sentence: Sentence, times: Sequence[tuple[int, int]], spoken: str = ""
) -> Attribution | None:
    """Tell who says a sentence and how they stand to it; None where it cites nobody.

    Parameters
    ----------
    text, sentence
        The text, and which sentence of it.
    times
        Where dates stand in the text, ascending.
    spoken
        The sentence with what it quotes blanked, where its paragraph tells that better.
    """
    own = [
        (begin - sentence.start, end - sentence.start)
        for begin, end in times
        if sentence.start <= begin and end <= sentence.end
    ]
    said = _Said(text, sentence, own, spoken or blanked(text, *sentence))
    for find in (_silence, _told_or_cited, _shown, _said_before, _inferred):
        found = find(said)
        if found is not None:
            return found
    return None


def who_is_cited(words: str, speaker: str) -> str:
    """Say by which words somebody is taken for the speaker."""
    return gettext(_WHO_IS_CITED).format(words=" ".join(words.split()), speaker=speaker)


def is_background(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence says of itself that it tells what is known."""
    return bool(KNOWN.search(text, *sentence) or KNOWN_IN_FRONT.match(text, *sentence))


def is_official(speaker: str) -> bool:
    """Tell whether a speaker is an office or holds one."""
    head = _OF_WHOM.split(_SOME_OF.sub("", speaker), maxsplit=1)[0]
    is_other = UNOFFICIAL.search(head) or UNOFFICIAL_ANYWHERE.search(speaker)
    return bool(OFFICIALS.search(head)) and not is_other


def _made(
    said: _Said, stance: Stance, speaker: str, match: re.Match[str], reason: str = _WHO_IS_CITED
) -> Attribution:
    words = " ".join(match[0].split())
    told = gettext(reason).format(words=words, speaker=speaker)
    return Attribution(stance, speaker, said.at(match.start()), said.at(match.end()), told)


def _silence(said: _Said) -> Attribution | None:
    for stance, patterns in (
        (Stance.NO_STATEMENT, SILENCES),
        (Stance.DOES_NOT_CONFIRM, UNCONFIRMED),
    ):
        for pattern in patterns:
            if match := said.search(pattern):
                return _made(said, stance, match["who"].strip(), match)
    return None


def _told_or_cited(said: _Said) -> Attribution | None:
    told, cited = _told(said), _cited(said)
    if told is None or cited is None:
        return told or cited
    is_passed_on = told.start < cited.start and MEDIA.search(cited.speaker)
    return told if is_passed_on else cited


def _cited(said: _Said) -> Attribution | None:
    match = said.search(ACCORDING)
    if match is None:
        return None
    speaker = after_according(said.spoken[match.end() :])
    if not speaker:
        return None
    recalls = is_background(said.text, said.sentence)
    is_last = len(said.spoken[: match.start()].split()) >= _FEWEST_BEFORE
    stance = Stance.RECALLS if recalls else _affirms(speaker)
    return replace(_made(said, stance, speaker, match), is_last=is_last, is_plain=not recalls)


def _shown(said: _Said) -> Attribution | None:
    match = said.search(DEPICTED)
    if match is None:
        return None
    where = re.search(r"on social (?:networks|media)", said.spoken)
    speaker = f"{match['what'].casefold()}{' ' + where[0] if where else ''}"
    return _made(said, Stance.REPORTS, speaker, match, _SHOWS_ITSELF)


def _told(said: _Said) -> Attribution | None:
    """Give who tells a sentence by a verb: who is named last, after all that is said, or first."""
    leading = _LEADING.match(said.spoken)
    main = said.at(leading.end()) if leading else said.sentence.start
    found = [one for match, kind in _verbs_in(said.spoken) if (one := _by_verb(said, match, kind))]
    last = next((one for one in found if one.is_last), None)
    return last or next((one for one in found if one.start >= main), next(iter(found), None))


def _verbs_in(spoken: str) -> Iterator[tuple[re.Match[str], str]]:
    """Give the reporting verbs of a sentence in its order; at one place the most telling."""
    found: dict[int, tuple[re.Match[str], str]] = {}
    for kind, pattern in VERBS:
        for match in pattern.finditer(spoken):
            if match[0][0].islower():
                found.setdefault(match.start(), (match, kind))
    return iter(found[start] for start in sorted(found))


def _by_verb(said: _Said, match: re.Match[str], kind: str) -> Attribution | None:
    """Give who tells a sentence by one of its verbs; None where that tells nobody."""
    before = said.spoken[: match.start()]
    if _ADJECTIVE_AFTER.search(before):
        return None
    if kind == Stance.DOES_NOT_CONFIRM and not _PASSIVE.search(before):
        if _NOT_CONFIRMED.match(match[0]):
            return _made(said, Stance.DOES_NOT_CONFIRM, gettext(NOBODY_NAMED), match)
        if _NOT_VERIFIED.match(match[0]):
            return _made(said, Stance.DOES_NOT_CONFIRM, "", match, _NOBODY_CITED)
    speaker, is_last = _speaker_of(said, match)
    if not speaker or DEPICTIONS.fullmatch(speaker):
        return None
    stance = _stance(said, match, kind, speaker, is_last=is_last)
    found = _made(said, stance, speaker, match)
    return replace(found, is_last=is_last, is_plain=kind == Stance.REPORTS)


def _speaker_of(said: _Said, match: re.Match[str]) -> tuple[str, bool]:
    """Give who does what a verb tells, and whether what is said stands before them."""
    before = said.spoken[: match.start()]
    if _PASSIVE.search(before):
        by = _BY.match(said.spoken[match.end() :].lstrip())
        return (by[1].strip() if by else ""), False
    is_after = before.rstrip().endswith(BLANK) or (
        before.rstrip().endswith(",") and not _APPOSITION.search(before)
    )
    if is_after and (who := subject_after(said.spoken, match.end(), said.times)):
        return who, True
    speaker = subject_before(said.spoken, 0, match.start(), said.times)
    return speaker, bool(speaker) and _comes_last(said, match, speaker)


def _comes_last(said: _Said, match: re.Match[str], speaker: str) -> bool:
    """Tell whether what is said stands before the speaker."""
    start = said.spoken.rfind(speaker.split(maxsplit=1)[0], 0, match.start())
    before, tail = said.spoken[: max(0, start)].rstrip(), said.spoken[match.end() :]
    if _THAT.search(tail) or not before.endswith((",", BLANK)):
        return False
    is_short = len(tail.split()) <= _LONGEST_TAIL and BLANK not in tail
    return before.endswith(BLANK) or (is_short and len(before.split()) >= _FEWEST_BEFORE)


def _stance(said: _Said, match: re.Match[str], kind: str, speaker: str, *, is_last: bool) -> Stance:
    """Tell a stance by the verb, and where that is neutral by what is said."""
    if kind not in {CLAIMS, Stance.REPORTS}:
        return Stance(kind)
    begin, end = said.sentence
    if is_last:
        content = said.text[begin : said.at(match.start())]
    else:
        content = said.text[said.at(match.end()) : end]
    found = affirmed(content, speaker)
    return Stance.REPORTS if kind == CLAIMS and found is Stance.CONFIRMS else found


def affirmed(content: str, speaker: str) -> Stance:
    """Tell how somebody who says something stands to it, by what they say and who they are."""
    near = re.split(r"[.;]\s|,\s|\bbut\b", content.strip(" ,"), maxsplit=1)[0][:_NEAR]
    if UNSURE.search(near):
        return Stance.DOES_NOT_CONFIRM
    if REFUTING.search(content) or (NOT_SO.search(near) and not _CONDITION.match(near)):
        return Stance.DENIES
    return Stance.REPORTS if SUPPOSED.search(content[:_NEAR]) else _affirms(speaker)


def _said_before(said: _Said) -> Attribution | None:
    match = said.search(SAID_BEFORE)
    if match is None:
        return None
    speaker = re.sub(r"\s+that$", "", " ".join(match[0].split()))
    return _made(said, Stance.RECALLS, speaker, match)


def _inferred(said: _Said) -> Attribution | None:
    match = said.search(INFERRED)
    return _made(said, Stance.INFERS, "", match, _NOBODY_CITED) if match else None


def _affirms(speaker: str) -> Stance:
    """Give how somebody stands to what they affirm: an official with a part in it confirms."""
    return Stance.CONFIRMS if is_official(speaker) else Stance.REPORTS
