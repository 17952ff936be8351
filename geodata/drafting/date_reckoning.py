"""Days that are not printed in full → EDTF, counted from the day of publication or a date before.

A `Setting` is what a date's surroundings tell; a `Reading` is what it comes to, with the rule that
led there in words, and what speaks against it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final, NamedTuple

from geodata.day_words import span_words
from geodata.drafting.date_words import relation
from geodata.translation import gettext, message

Span = tuple[date, date]
Occurrence = Callable[[int], Span | None]
"""The days, both included, that something without a year comes to in a year; None if in none."""

AS_PRINTED: Final = message("as printed")
NO_PUBLICATION: Final = message("counts from the day of publication, which is not known")
_LATEST: Final = message("no year is printed: the latest one up to the day of publication, {day}")
_NEXT: Final = message("no year is printed: the next one from the day of publication on, {day}")
_SAID: Final = message("no year is printed: counted from “{words}” before it")
_YEAR_SAID: Final = message("the year is counted from the day of publication, {day}")
_NEARER: Final = message("{days} is nearer to the publication, if it was still to come")
_OR_ELSE: Final = message("counted from the day of publication it is {days}")
_NEVER: Final = message("there is no such day")

_NEAR_PUBLICATION: Final = timedelta(days=31)
_YEARS_LOOKED_AT: Final = 9


@dataclass(frozen=True)
class Anchor:
    """A date printed before, as the first day that it may mean, with its words."""

    day: date
    words: str


@dataclass(frozen=True)
class Setting:
    """What the surroundings of a date tell about it.

    Parameters
    ----------
    published
        The day of publication, or None.
    is_to_come
        Whether its clause speaks of what is to come.
    lead
        The word before it, such as `between`, as `date_settings` names its meaning.
    anchor
        The last date with a year before it in its paragraph.
    day_before
        The last single day before it in its paragraph, whatever it was counted from.
    """

    published: date | None
    is_to_come: bool = False
    lead: str = ""
    anchor: Anchor | None = None
    day_before: Anchor | None = None


class Reading(NamedTuple):
    """What a date comes to; `edtf` is empty where it cannot be told."""

    edtf: str
    rule: str
    is_inferred: bool = False
    doubt: str = ""


class Year(NamedTuple):
    """A year that is not printed, or None where it cannot be told."""

    number: int | None
    rule: str
    doubt: str = ""


def words_of(span: Span) -> str:
    """Return a span of days in words."""
    return span_words(*span)


def day_in_words(day: date) -> str:
    """Return a day in words."""
    return span_words(day, day)


def shifted(day: date, days: int) -> date:
    """Return the day so many days later, or the calendar's last or first one."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def unresolved(doubt: str = NO_PUBLICATION) -> Reading:
    """Return the reading of a date that cannot be told, with why."""
    return Reading("", "", is_inferred=True, doubt=gettext(doubt))


def year_of(occurs: Occurrence, setting: Setting) -> Year:
    """Find the year of a date without one.

    It is the latest up to the day of publication, or the next one where the clause speaks of what
    is to come. After a date with its year in the same paragraph it is counted on from that, unless
    it then falls after the publication, or the day of publication is close by.
    """
    from_publication = _from_publication(occurs, setting)
    from_anchor = _from_anchor(occurs, setting, from_publication.number)
    return from_anchor or from_publication


def year_said(parts: Mapping[str, str], setting: Setting) -> Year | None:
    """Return the year that `last`, `this` or `next year` after a date says; None without these."""
    if not parts.get("of"):
        return None
    if setting.published is None:
        return Year(None, "", gettext(NO_PUBLICATION))
    number = setting.published.year + relation(parts["of"])
    return Year(number, gettext(_YEAR_SAID).format(day=day_in_words(setting.published)))


def _from_publication(occurs: Occurrence, setting: Setting) -> Year:
    published = setting.published
    if published is None:
        return Year(None, "", gettext(NO_PUBLICATION))
    before = _first(occurs, published.year, -1, lambda span: span[0] <= published)
    after = _first(occurs, published.year, 1, lambda span: span[1] >= published)
    chosen, other = (after, before) if setting.is_to_come else (before, after)
    if chosen is None:
        return Year(None, "", gettext(_NEVER))
    rule = gettext(_NEXT if setting.is_to_come else _LATEST).format(day=day_in_words(published))
    doubt = ""
    if other is not None and not setting.is_to_come and _is_nearer(other[1], chosen[1], published):
        doubt = gettext(_NEARER).format(days=words_of(other[1]))
    return Year(chosen[0], rule, doubt)


def _from_anchor(occurs: Occurrence, setting: Setting, other: int | None) -> Year | None:
    anchor, published = setting.anchor, setting.published
    if anchor is None:
        return None
    found = _first(occurs, anchor.day.year, 1, lambda span: span[1] >= anchor.day)
    if found is None:
        return None
    doubt = ""
    if published is not None and other is not None:
        told = occurs(other)
        if found[1][0] > published or (told and published - told[1] <= _NEAR_PUBLICATION):
            return None
        if told and other != found[0]:
            doubt = gettext(_OR_ELSE).format(days=words_of(told))
    return Year(found[0], gettext(_SAID).format(words=anchor.words), doubt)


def _first(
    occurs: Occurrence, start: int, step: int, fits: Callable[[Span], bool]
) -> tuple[int, Span] | None:
    """Find the first year from the one before `start` (in the step's sense) on that fits."""
    for number in range(start - step, start + _YEARS_LOOKED_AT * step, step):
        if MINYEAR < number < MAXYEAR and (span := occurs(number)) and fits(span):
            return number, span
    return None


def _is_nearer(one: Span, other: Span, published: date) -> bool:
    return one[0] > published and one[0] - published < published - other[1]
