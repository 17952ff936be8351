"""Every date in a text, resolved to EDTF against the day of publication.

English, and where the words leave no choice Russian and Azerbaijani. What is not printed (a year,
the day that “Wednesday” was) is reckoned by a rule that the mention names; what speaks against it
is its doubt. Ages, quantities and numbers of things are no dates.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Final, NamedTuple

from geodata.dates import DateError, parse_date
from geodata.drafting.date_forms import ENGLISH, FIGURES, Form, Kind
from geodata.drafting.date_forms_azerbaijani import AZERBAIJANI
from geodata.drafting.date_forms_russian import RUSSIAN
from geodata.drafting.date_reckoning import Anchor, Reading, Setting
from geodata.drafting.date_settings import Layout, Surroundings, clock_of, surroundings_of
from geodata.drafting.date_words import speaks_of_what_is_to_come
from geodata.drafting.day_readings import (
    Groups,
    read_counted_on,
    read_day,
    read_day_of_month,
    read_days,
    read_figures,
    read_listed_days,
    read_near_day,
    read_weekday,
    read_weekdays,
)
from geodata.drafting.period_readings import (
    read_ago,
    read_century,
    read_decade,
    read_half,
    read_just_past,
    read_month,
    read_months,
    read_quarter,
    read_season,
    read_unit,
    read_year,
    read_years,
)
from geodata.translation import gettext, message

_READ: Final[dict[Kind, Callable[[Groups, Setting], Reading]]] = {
    "day": read_day,
    "days": read_days,
    "listed days": read_listed_days,
    "day of month": read_day_of_month,
    "month": read_month,
    "months": read_months,
    "season": read_season,
    "year": read_year,
    "years": read_years,
    "decade": read_decade,
    "century": read_century,
    "quarter": read_quarter,
    "half": read_half,
    "weekday": read_weekday,
    "weekdays": read_weekdays,
    "near day": read_near_day,
    "unit": read_unit,
    "ago": read_ago,
    "just past": read_just_past,
    "counted on": read_counted_on,
    "figures": read_figures,
}
_WITH_TIME: Final[frozenset[Kind]] = frozenset(
    {"day", "day of month", "weekday", "near day", "counted on", "figures"}
)
_LAST_DAY: Final = 31
_LAST_YEAR: Final = 2199
_CENTURIES: Final = range(2, 23)
_YEAR: Final = timedelta(days=366)
_DAY: Final = timedelta(days=1)
_KNOWN_ZONES: Final = frozenset({"", "gmt", "utc", "local time"})
_AZERBAIJANI: Final = re.compile("[əƏğĞşŞ]")
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_PUBLISHED_YEARS: Final = range(1000, 3000)
_SIMPLE: Final = re.compile(r"[\dX]{4}(?:-\d\d){0,2}")
_VALUE: Final = re.compile(r"[\dX]{4}(?:-\d\d){0,2}~?(?:T[\d:]+Z?)?")
_ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

_BEGAN: Final = message("{rule}; it began then")
_ENDED: Final = message("{rule}; it ended then")
_BY: Final = message("{rule}; on it or before")
_BEFORE: Final = message("{rule}; before it")
_AFTER: Final = message("{rule}; after it, and not after the day of publication")
_AFTER_OPEN: Final = message("{rule}; after it")
_ABOUT: Final = message("{rule}; “about” is kept as ~")
_AT: Final = message("{rule}; the time of day is in its words: {time}")
_NO_ZONE: Final = message("the time's zone is not printed")


@dataclass(frozen=True)
class DateMention:
    """A date as it stands in a text.

    Parameters
    ----------
    start, end
        Where it stands, its `on`, `since` or time of day included: `text[start:end]`.
    text
        Its words.
    edtf
        What it comes to, EDTF level 1 or 2; empty where it cannot be told.
    rule
        In words: how it was resolved.
    is_inferred
        Whether anything of it is not printed: the year, or the day that a weekday was.
    doubt
        What speaks against it, or why it cannot be told; empty without any.
    """

    start: int
    end: int
    text: str
    edtf: str
    rule: str
    is_inferred: bool
    doubt: str


class _Found(NamedTuple):
    """A form found in a text, not yet read."""

    start: int
    end: int
    form: Form
    parts: dict[str, str]

    def around(self, text: str, first: int, last: int) -> Surroundings:
        """Return what stands round it between two places of its text."""
        takes_time = self.form.kind in _WITH_TIME and "T" not in self.parts.get("f", "")
        return surroundings_of(text, self.start, self.end, (first, last), takes_time=takes_time)


def find_dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Find the dates of a text, in its order; no two overlap.

    Parameters
    ----------
    text
        Any text; a blank line ends a paragraph.
    published
        The day against which what is not printed is reckoned; None, or a year that no article has
        (before 1000 or after 2999), where it is not known.
    """
    known = published if published and published.year in _PUBLISHED_YEARS else None
    layout = Layout(text)
    mentions: list[DateMention] = []
    paragraph, anchor, day_before = 0, None, None
    chosen = _chosen(text)
    limits = (*(found.start for found in chosen), len(text))[1:]
    for found, limit in zip(chosen, limits, strict=True):
        if layout.paragraph(found.start) != paragraph:
            paragraph, anchor, day_before = layout.paragraph(found.start), None, None
        first = mentions[-1].end if mentions else 0
        around = found.around(text, first, limit)
        is_to_come = speaks_of_what_is_to_come(layout.clause(around.start, around.end))
        setting = Setting(known, is_to_come, around.lead, anchor, day_before)
        reading = _checked(_READ[found.form.kind](found.parts, setting))
        mention = _mention(text, around, reading, setting)
        anchor = _anchor(mention, reading, around.word) or anchor
        if _ISO_DAY.fullmatch(reading.edtf):
            day_before = Anchor(date.fromisoformat(reading.edtf), mention.text)
        mentions.append(mention)
    return tuple(mentions)


def _chosen(text: str) -> list[_Found]:
    """Choose among the forms found: the longest of those that overlap; in the text's order."""
    forms: tuple[Form, ...] = (*ENGLISH, *FIGURES)
    if _CYRILLIC.search(text):
        forms += RUSSIAN
    if _AZERBAIJANI.search(text):
        forms += AZERBAIJANI
    candidates = [found for form in forms for found in _found(text, form)]
    candidates.sort(key=lambda found: found.start - found.end)
    chosen: list[_Found] = []
    for found in candidates:
        place = bisect_left(chosen, found.start, key=lambda other: other.start)
        follows = place == 0 or chosen[place - 1].end <= found.start
        if follows and (place == len(chosen) or found.end <= chosen[place].start):
            chosen.insert(place, found)
    return chosen


def _found(text: str, form: Form) -> Iterator[_Found]:
    for match in form.pattern.finditer(text):
        parts = {name: part or "" for name, part in match.groupdict().items()}
        if not _is_possible(form.kind, parts):
            continue
        found = _Found(*match.span(), form, parts)
        if not form.leads or found.around(text, 0, len(text)).word in form.leads:
            yield found


def _is_possible(kind: Kind, parts: Groups) -> bool:
    """Whether the figures of a form can be those of a date at all."""
    days = (parts.get(name) for name in ("d", "d1", "d2"))
    if any(day and not 1 <= int(day) <= _LAST_DAY for day in days):
        return False
    if kind in {"year", "years"} and int(parts.get("y") or parts["y1"]) > _LAST_YEAR:
        return False
    if kind == "years":
        first = parts["y1"]
        last = int(first[: 4 - len(parts["y2"])] + parts["y2"])
        return int(first) < last <= _LAST_YEAR
    return not parts.get("every") and (kind != "century" or int(parts["c"]) in _CENTURIES)


def _checked(reading: Reading) -> Reading:
    """Return a reading as it is if its date exists, else one that says why it does not."""
    if not reading.edtf:
        return reading
    try:
        parse_date(reading.edtf, UTC)
    except DateError as error:
        return Reading("", "", reading.is_inferred, str(error))
    return reading


def _anchor(mention: DateMention, reading: Reading, word: str) -> Anchor | None:
    """Return a date as one that later ones without a year are counted on from.

    It needs a year that is printed, and to tell when something happened (`in 2020`, `on 27
    September 2020`) and not which thing is meant (`the 2020 war`).
    """
    if not reading.edtf or reading.is_inferred or word in {"", "of"}:
        return None
    when = parse_date(reading.edtf, UTC)
    if when.open_start or when.latest - when.earliest > _YEAR:
        return None
    return Anchor(when.earliest, mention.text)


def _mention(text: str, around: Surroundings, reading: Reading, setting: Setting) -> DateMention:
    edtf, rule, doubt = reading.edtf, reading.rule, reading.doubt
    if edtf and around.is_about and _SIMPLE.fullmatch(edtf):
        edtf, rule = f"{edtf}~", gettext(_ABOUT).format(rule=rule)
    if edtf and around.time:
        clock, zone = clock_of(around.time)
        if clock and _ISO_DAY.fullmatch(edtf) and zone.lower() in _KNOWN_ZONES:
            edtf += clock
            doubt = doubt or ("" if zone else gettext(_NO_ZONE))
        else:
            rule = gettext(_AT).format(rule=rule, time=around.time)
    if edtf and around.lead:
        edtf, rule = _led(edtf, rule, around.lead, setting)
    start, end = around.start, around.end
    return DateMention(start, end, text[start:end], edtf, rule, reading.is_inferred, doubt)


def _led(edtf: str, rule: str, lead: str, setting: Setting) -> tuple[str, str]:
    """Return a date and its rule as the word before it bends them."""
    when = parse_date(edtf, UTC)
    if lead == "by" and not when.open_start:
        return f"[..{_ending(edtf, when.latest)}]", gettext(_BY).format(rule=rule)
    if lead == "before" and date.min < when.earliest:
        return f"[..{when.earliest - _DAY}]", gettext(_BEFORE).format(rule=rule)
    if lead == "after" and when.latest < date.max:
        first, last = when.latest + _DAY, setting.published
        if last is None or setting.is_to_come or first > last:
            return f"[{first}..]", gettext(_AFTER_OPEN).format(rule=rule)
        edtf = f"[{first}..{last}]" if first < last else f"{first}"
        return edtf, gettext(_AFTER).format(rule=rule)
    pattern = {"since": _BEGAN, "until": _ENDED}.get(lead)
    if pattern is None or when.is_interval:
        return edtf, rule
    return edtf, gettext(pattern).format(rule=rule)


def _ending(edtf: str, latest: date) -> str:
    return edtf if _VALUE.fullmatch(edtf) else latest.isoformat()
