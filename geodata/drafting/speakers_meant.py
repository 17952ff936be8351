"""Who speaks where an article says "he", "the ministry" or a mere name."""

from __future__ import annotations

import re
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geodata.drafting.attribution import is_official
from geodata.drafting.reporting_words import OFFICES, PRONOUNS
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.drafting.attribution import Attribution
    from geodata.drafting.sentences import Sentence

_LETTERS: Final = re.compile(r"[A-Z]{2,10}")
_MERE_NAME: Final = re.compile(r"(?:Mrs?\.?\s|Ms\.?\s|[A-Z][\w’'-]+\s){0,3}(?P<last>[A-Z][\w’'-]+)")
_TITLED: Final = re.compile(
    rf"\b(?:{OFFICES})\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){{0,3}})"
)
_ABBREVIATED: Final = re.compile(r"(?P<words>[^.,;:“”\"()\n]{3,90})\s\((?P<letters>[A-Z]{2,10})\)")
_REMEMBERED: Final = 60
"""So many speakers are remembered of those who spoke before."""

_SAME_SPEAKER: Final = message("“{words}” stands for who spoke before")


class SpeakersMeant:
    """Knows who has spoken in an article so far.

    Parameters
    ----------
    text
        The article's.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._heard: deque[str] = deque(maxlen=_REMEMBERED)

    def hear(self, speaker: str) -> None:
        """Remember who spoke last."""
        if speaker:
            self._heard.append(speaker)

    def named(self, cited: Attribution | None, clause: Sentence, reasons: list[str]) -> str:
        """Give who speaks; for “he” or “the ministry” the last who spoke and may be meant.

        Parameters
        ----------
        cited, clause
            Who is cited for which words; "" is returned where nobody is.
        reasons
            To which it is added where another stands for the words printed.
        """
        if cited is None or not self._heard:
            return cited.speaker if cited else ""
        told = cited.speaker
        if told and told.casefold() not in PRONOUNS:
            return told
        if not told and cited.end < clause.end:  # nobody is cited, and it is no quotation
            return ""
        word = told.casefold().removeprefix("the ")
        same = [
            one
            for one in self._heard
            if word != told.casefold() and re.search(rf"\b{word}\b", one.casefold())
        ]
        if told:
            reasons.append(gettext(_SAME_SPEAKER).format(words=told))
        return (same or self._heard)[-1]

    def office_of(self, speaker: str) -> str:
        """Give a mere name with the office by which the article calls it elsewhere; "" for none."""
        if _LETTERS.fullmatch(speaker):
            return self._spelled.get(speaker, "")
        name = _MERE_NAME.fullmatch(speaker)
        if name is None:
            return ""
        if title := self._titles.get(name["last"]):
            return title
        surname = re.escape(name["last"])
        before = [one for one in self._heard if re.search(rf"\b{surname}(?:$| \(| of\b)", one)]
        return next((one for one in before if is_official(one)), "")

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        """Give by the last word of a name the office before it, where the article has one."""
        found: dict[str, str] = {}
        for match in _TITLED.finditer(self._text):
            if is_official(match[0]):
                for word in match["name"].split():
                    found.setdefault(word, match[0])
        return found

    @cached_property
    def _spelled(self) -> Mapping[str, str]:
        """Give by its letters what is printed before them in brackets: "Rescue Service (RS)"."""
        spelled = {match["letters"]: match["words"] for match in _ABBREVIATED.finditer(self._text)}
        return {letters: words for letters, words in spelled.items() if is_official(words)}
