"""When a statement's event was: its own day, that of what is told before it, or by publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final

from geodata.columns import Stance
from geodata.dates import DateError, parse_date
from geodata.drafting.attribution import is_background
from geodata.drafting.reporting_words import OPPOSING
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.drafting.attribution import Attribution
    from geodata.drafting.dates_in_text import DateMention
    from geodata.drafting.sentences import Sentence

_KNOWN_AFTER: Final = timedelta(days=60)
"""What happened so long before an article is told as known."""

_SINCE: Final = re.compile(r"\b(?:since|until|till|up to)\W*$", re.IGNORECASE)
_WHEN: Final = re.compile(r",\s+when\b")
_PRESENT: Final = re.compile(r"\b(?:is|are|has|have|remains?)\b")
_PAST: Final = re.compile(r"\b(?:was|were|had|did)\b")
_BESIDE: Final = 2
"""So many words between a verb of saying and the day on which it was said, at most."""

_DAY_OF_PUBLICATION: Final = message("no day is printed: by the day of publication")
_DAY_OF_CONTEXT: Final = message("no day is printed here: that of what is told before it")


def last_day(edtf: str) -> date | None:
    """Give the last day that a date may mean."""
    try:
        return parse_date(edtf, UTC).latest if edtf else None
    except DateError:
        return None


class DaysMeant:
    """Tells when the events of one article were, statement by statement in its order.

    Parameters
    ----------
    text
        The article's.
    dates
        All found in it, ascending.
    published
        The day of publication, where it is known.
    """

    def __init__(self, text: str, dates: Sequence[DateMention], published: date | None) -> None:
        self._text, self._dates, self._published = text, dates, published
        self._starts = [one.start for one in dates]
        self._is_known = False
        self._last = ""

    def in_part(self, part: Sentence) -> list[DateMention]:
        """Give the dates of a part of the text."""
        first = bisect_left(self._starts, part.start)
        last = bisect_left(self._starts, part.end)
        return [one for one in self._dates[first:last] if one.end <= part.end]

    def spans_in(self, part: Sentence) -> list[tuple[int, int]]:
        """Give where the dates of a part of the text stand."""
        return [(one.start, one.end) for one in self.in_part(part)]

    def telling(self, part: Sentence) -> list[DateMention]:
        """Give those that say when something happened, not only since or until when it held."""
        return [one for one in self.in_part(part) if not self._is_bound(one)]

    def back_to_now(self) -> None:
        """Let what follows be no longer part of what was told as known."""
        self._is_known = False

    def is_known(self, edtf: str) -> bool:
        """Tell whether what happened then is told as known."""
        last = last_day(edtf)
        long_ago = self._published and last and last < self._published - _KNOWN_AFTER
        return self._is_known or bool(long_ago)

    def of(
        self,
        clause: Sentence,
        cited: Attribution | None,
        before: str,
        reasons: list[str],
        doubts: list[str],
    ) -> str:
        """Give when a clause's event was as EDTF; why goes to `reasons` and `doubts`.

        Parameters
        ----------
        clause, cited
            What is said, by whom.
        before
            The day of the sentence so far, for a denial without one.
        """
        self._last = self._found(clause, cited, before, reasons, doubts)
        return self._last

    def _found(
        self,
        clause: Sentence,
        cited: Attribution | None,
        before: str,
        reasons: list[str],
        doubts: list[str],
    ) -> str:
        dated = [one for one in self.telling(clause) if one.edtf]
        dated.sort(key=lambda one: cited is not None and self._is_of_saying(one, cited))
        if dated:
            reasons.append(dated[0].rule)
            if dated[0].doubt:
                doubts.append(dated[0].doubt)
            self._is_known = False
            self._is_known = (
                self.is_known(dated[0].edtf)
                or is_background(self._text, clause)
                or bool(cited and cited.stance is Stance.RECALLS)
            )
            return dated[0].edtf
        if before and cited and cited.stance in OPPOSING:
            doubts.append(gettext(_DAY_OF_CONTEXT))
            return before
        if _PRESENT.search(self._text, *clause) and not _PAST.search(self._text, *clause):
            self._is_known = False
        if self._is_known and self._last:
            doubts.append(gettext(_DAY_OF_CONTEXT))
            return self._last
        if self._published is None:
            return ""
        doubts.append(gettext(_DAY_OF_PUBLICATION))
        return f"[..{self._published.isoformat()}]"

    def _is_bound(self, mention: DateMention) -> bool:
        before = self._text[max(0, mention.start - 20) : mention.start]
        if _WHEN.match(self._text, mention.end):
            return False
        return bool(
            _SINCE.search(before)
            or re.match(r"(?:since|until|till)\b", mention.text, re.IGNORECASE)
        )

    def _is_of_saying(self, mention: DateMention, cited: Attribution) -> bool:
        """Whether a date says when somebody spoke, not when what they tell of happened."""
        if cited.is_last and mention.start >= cited.start:
            return True
        beside = self._text[cited.end : mention.start] if mention.start >= cited.end else ""
        after = mention.start >= cited.end and len(beside.split()) <= _BESIDE
        return after or (mention.end <= cited.start <= mention.end + _BESIDE)
