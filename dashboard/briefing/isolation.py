"""Keeps a name in a script from right to left from turning round the sentence it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dashboard.briefing.plain_text import plain
from geodata.wording import speaker_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dashboard.briefing.shown import ShownView

FIRST_STRONG_ISOLATE: Final = "\N{FIRST STRONG ISOLATE}"
POP_ISOLATE: Final = "\N{POP DIRECTIONAL ISOLATE}"
ISOLATES: Final = frozenset({FIRST_STRONG_ISOLATE, POP_ISOLATE})
_CUT_OFF: Final = "…"
_FROM_THE_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATED: Final = re.compile(f"{FIRST_STRONG_ISOLATE}[^{POP_ISOLATE}]*{POP_ISOLATE}")


class Isolation:
    """Writes paragraphs as plain text, in which each name from right to left is isolated.

    A paragraph that is nothing but words of the case stays as it is, and so does every text where
    a case has no such names.

    Parameters
    ----------
    views
        Those whose names the paragraphs may hold.
    """

    def __init__(self, views: Iterable[ShownView]) -> None:
        found = {plain(name) for view in views for name in _names(view) if is_from_the_right(name)}
        self._names = sorted(found, key=lambda name: (-len(name), name))
        each = "|".join(re.escape(name) for name in self._names)
        self._any = re.compile(rf"(?<!\w)(?:{each})(?!\w)")

    @property
    def has_names(self) -> bool:
        """Whether there is any name to isolate."""
        return bool(self._names)

    def __call__(self, text: str) -> str:
        """Write one paragraph."""
        words = plain(text)
        if not self._names or not is_from_the_right(words) or self._is_of_the_case(words):
            return words
        return self._any.sub(rf"{FIRST_STRONG_ISOLATE}\g<0>{POP_ISOLATE}", words)

    def paragraphs(self, text: str) -> str:
        """Write paragraphs, each on a line of its own."""
        return "\n".join(self(line) for line in text.split("\n"))

    def _is_of_the_case(self, words: str) -> bool:
        whole = words.removesuffix(_CUT_OFF)
        if whole == words:
            return words in self._names
        return any(name.startswith(whole) for name in self._names)


def is_from_the_right(text: str) -> bool:
    """Tell whether a text holds a letter of a script that runs from right to left."""
    return bool(_FROM_THE_RIGHT.search(text))


def without_isolated(text: str) -> str:
    """Give what of a paragraph decides its direction: all but what is isolated."""
    return _ISOLATED.sub("", text)


def _names(view: ShownView) -> Iterator[str]:
    yield from (view.title, view.limits, view.licence, view.view.q)
    yield from (*view.view.actor, *view.view.kind)
    for source in view.sources:
        yield from (source.title, source.publisher, source.published_basis, source.copy_of)
    for event in view.events:
        yield from (event.title, event.description, event.place_words)
        yield from (place.name for place in event.places)
        for one in event.claims:
            claim = one.claim
            yield from (claim.speaker, speaker_words(claim.speaker), claim.value, claim.says)
