"""Who says a Russian or an Azerbaijani sentence, as `reporting_words_elsewhere.toml` lists it.

Plainer than in English: one speaker a sentence, named before the verb, after it, or after "по
данным" and the like.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata.columns import Stance
from geodata.drafting.attribution import Attribution, who_is_cited
from geodata.drafting.quotes import BLANK, blanked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.drafting.sentences import Sentence

LANGUAGES: Final = ("ru", "az")
_LONGEST: Final = 12
"""Words of a speaker; more are a clause and no name."""

_CLAUSE: Final = re.compile(r"[;:,—–\"«»“”]\s*|\s-\s")


@dataclass(frozen=True)
class _Words:
    """The lists of a language, compiled."""

    verbs: tuple[tuple[Stance, re.Pattern[str]], ...]
    according: re.Pattern[str]
    refuting: re.Pattern[str]
    officials: re.Pattern[str]
    in_front: re.Pattern[str]
    speaker: re.Pattern[str] | None


@cache
def _words(language: str) -> _Words:
    path = Path(__file__).with_name("reporting_words_elsewhere.toml")
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[language]

    def compiled(words: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    verbs = [(Stance(stance), compiled(words)) for stance, words in told["against"]]
    return _Words(
        (*verbs, (Stance.REPORTS, compiled(told["reports"]))),
        compiled(told["according"]),
        re.compile(told["refuting"], re.IGNORECASE),
        re.compile(told["officials"], re.IGNORECASE),
        re.compile(rf"\A(?:{told['in_front']}(?:\s+|\Z))+", re.IGNORECASE),
        re.compile(told["speaker"]) if told["speaker"] else None,
    )


def attribution_elsewhere(
    language: str, text: str, sentence: Sentence, times: Sequence[tuple[int, int]], spoken: str = ""
) -> Attribution | None:
    """Tell who says a sentence and how they stand to it; None where it cites nobody.

    Parameters
    ----------
    language
        One of `LANGUAGES`.
    text, sentence, times, spoken
        As `attribution_of` takes them.
    """
    words = _words(language)
    spoken = spoken or blanked(text, *sentence)
    for begin, end in times:
        if sentence.start <= begin and end <= sentence.end:
            start, stop = begin - sentence.start, end - sentence.start
            spoken = f"{spoken[:start]}{' ' * (stop - start)}{spoken[stop:]}"
    found = _found(words, spoken)
    if found is None:
        return None
    stance, speaker, match = found
    if stance is Stance.REPORTS:
        if words.refuting.search(text, *sentence):
            stance = Stance.DENIES
        elif words.officials.search(speaker):
            stance = Stance.CONFIRMS
    start, end = sentence.start + match.start(), sentence.start + match.end()
    is_last = len(spoken[: match.start()].split()) > _LONGEST
    return Attribution(stance, speaker, start, end, who_is_cited(match[0], speaker), is_last)


def _found(words: _Words, spoken: str) -> tuple[Stance, str, re.Match[str]] | None:
    if match := words.according.search(spoken):
        speaker = _cleaned(words, _CLAUSE.split(spoken[match.end() :], maxsplit=1)[0])
        if speaker:
            return Stance.REPORTS, speaker, match
    for stance, pattern in words.verbs:
        match = pattern.search(spoken)
        if match and (speaker := _speaker(words, spoken, match)):
            return stance, speaker, match
    return None


def _speaker(words: _Words, spoken: str, match: re.Match[str]) -> str:
    if words.speaker and (named := words.speaker.search(spoken[: match.start()])):
        return " ".join(named[0].split())
    parts = _CLAUSE.split(spoken[: match.start()])
    before = _cleaned(words, parts[-1])
    if before:
        return before
    return _cleaned(words, re.split(r"[,.;:—–]", spoken[match.end() :], maxsplit=1)[0])


def _cleaned(words: _Words, name: str) -> str:
    bare = " ".join(name.replace(BLANK, " ").split()).strip(" .,-")
    found = words.in_front.sub("", bare).strip(" .,-")
    return found if 0 < len(found.split()) <= _LONGEST else ""
