"""Days in words, no more exactly than they are known: "17 Apr 2024", "autumn 2020", "Apr 2024"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta, tzinfo
from typing import Any, Final, NamedTuple

import pandas as pd

from geodata.dates import DateError, day_of, parse_date
from geodata.translation import gettext, message

_MONTHS: Final = [
    message("Jan"),
    message("Feb"),
    message("Mar"),
    message("Apr"),
    message("May"),
    message("Jun"),
    message("Jul"),
    message("Aug"),
    message("Sep"),
    message("Oct"),
    message("Nov"),
    message("Dec"),
]
_SEASONS: Final = {
    3: message("spring"),
    6: message("summer"),
    9: message("autumn"),
    12: message("winter"),
}
_MONTHS_A_SEASON: Final = 3
_MONTHS_A_YEAR: Final = 12

_DECADE: Final = message("the {year}s")
_WINTER_YEARS: Final = message("{first}–{last:02}")
_DASH: Final = " – "
_AND: Final = message(" and ")
_OR: Final = message(" or ")
_BETWEEN: Final = message("between {days}")
_ABOUT: Final = message("about {days}")
_ROUGHLY: Final = message("roughly {days}")
_FROM: Final = message("from {day}")
_OR_LATER: Final = message("{day} or later")
_UNTIL: Final = message("until {day}")
_BY: Final = message("by {day}")
_AT: Final = message("{day}, {hour:02}:{minute:02}")


class _Unit(NamedTuple):
    """A day, month, season, year or decade; what it does not have is empty."""

    number: str
    name: str
    year: str

    @property
    def text(self) -> str:
        return " ".join(part for part in self if part)


def day_words(when: Any) -> str:
    """Tell when something happened; "" where no day is known.

    Duration is told by a dash: "19–20 Sep 2023", "Apr – Jun 2024"; doubt by other words: "16 or
    17 Apr 2024", "between 1 and 17 Apr 2024", "about 16 Apr 2024", "autumn 2020". A bound that is
    open is told by "from" and "until" where it went on, by "or later" and "by" where it happened
    once.

    Parameters
    ----------
    when
        An `EventDate`, or the `EventDays` of a case's event: anything with `earliest`, `latest`,
        `core_start` and `core_end` (dates or days since 1970-01-01; None or NA where there is
        none) and the flags `is_interval`, `is_approximate`, `open_start` and `open_end`.
    """
    earliest, latest = _date(when.earliest), _date(when.latest)
    if earliest is None or latest is None or (when.open_start and when.open_end):
        return ""
    if when.open_end:
        days = gettext(_FROM if when.is_interval else _OR_LATER).format(
            day=_start(when, earliest).text
        )
    elif when.open_start:
        days = gettext(_UNTIL if when.is_interval else _BY).format(day=_end(when, latest).text)
    elif when.is_interval:
        days = _joined(_start(when, earliest), _end(when, latest), _DASH)
    else:
        days = span_words(earliest, latest)
        if when.is_approximate and days.startswith(gettext(_BETWEEN).format(days="")):
            return gettext(_ROUGHLY).format(days=days)
    return gettext(_ABOUT).format(days=days) if when.is_approximate else days


def span_words(earliest: date | int, latest: date | int) -> str:
    """Tell one day that lies somewhere between two bounds, both included.

    `date.min` and `date.max` stand for a bound that is open.
    """
    first = earliest if isinstance(earliest, date) else day_of(earliest)
    last = latest if isinstance(latest, date) else day_of(latest)
    if first == date.min:
        return gettext(_BY).format(day=_day(last).text)
    if last == date.max:
        return gettext(_OR_LATER).format(day=_day(first).text)
    if unit := _unit(first, last):
        return unit.text
    if last - first == timedelta(days=1):
        return _joined(_day(first), _day(last), gettext(_OR))
    if first == date(first.year, 1, 1) and last == date(last.year, 12, 31):
        ends = _year(first), _year(last)
    elif first.day == 1 and _ends_month(last):
        ends = _month(first), _month(last)
    else:
        ends = _day(first), _day(last)
    return gettext(_BETWEEN).format(days=_joined(*ends, gettext(_AND)))


def moment_words(earliest: date | int, latest: date | int, second: int) -> str:
    """Tell when something was told, with the hour where it is known (`second` of the day)."""
    days = span_words(earliest, latest)
    if earliest != latest or second >= timedelta(days=1).total_seconds():
        return days
    minutes = second // 60
    return gettext(_AT).format(day=days, hour=minutes // 60, minute=minutes % 60)


def edtf_words(text: str, timezone: tzinfo) -> str:
    """Tell a date written in EDTF in words, with the hour of an instant.

    What is no such date is given back as it stands: a case is shown with it all the same.
    """
    if not text:
        return ""
    try:
        when = parse_date(text, timezone)
    except DateError:
        return text
    if when.second is None:
        return day_words(when)
    return moment_words(when.earliest, when.latest, when.second)


def _date(day: Any) -> date | None:
    if isinstance(day, date):
        return day
    return None if pd.isna(day) else day_of(day)


def _day(day: date) -> _Unit:
    return _Unit(str(day.day), gettext(_MONTHS[day.month - 1]), str(day.year))


def _month(day: date) -> _Unit:
    return _Unit("", gettext(_MONTHS[day.month - 1]), str(day.year))


def _year(day: date) -> _Unit:
    return _Unit("", "", str(day.year))


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _unit(first: date, last: date) -> _Unit | None:
    """Name the day, month, season, year or decade that two bounds make up, if they do."""
    if first == last:
        return _day(first)
    if first.day > 1 or not _ends_month(last):
        return None
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month + 1
    if months == 1:
        return _month(first)
    if months == _MONTHS_A_SEASON and first.month in _SEASONS:
        return _season(first, last)
    decades_first = first.month == 1 and first.year % 10 == 0
    if decades_first and months == 10 * _MONTHS_A_YEAR:
        return _Unit("", "", gettext(_DECADE).format(year=first.year))
    return _year(first) if first.month == 1 and months == _MONTHS_A_YEAR else None


def _season(first: date, last: date) -> _Unit:
    years = str(first.year)
    if last.year > first.year:
        years = gettext(_WINTER_YEARS).format(first=first.year, last=last.year % 100)
    return _Unit("", gettext(_SEASONS[first.month]), years)


def _start(when: Any, earliest: date) -> _Unit:
    """Name the day on which an interval starts, or the month or year where that may be all."""
    core_start = _date(when.core_start)
    if core_start and not when.is_approximate and (unit := _unit(earliest, core_start)):
        return unit
    if earliest.day > 1:
        return _day(earliest)
    return _month(earliest) if earliest.month > 1 else _year(earliest)


def _end(when: Any, latest: date) -> _Unit:
    """Name the day on which an interval ends, or the month or year where that may be all."""
    core_end = _date(when.core_end)
    if core_end and not when.is_approximate and (unit := _unit(core_end, latest)):
        return unit
    if not _ends_month(latest):
        return _day(latest)
    return _month(latest) if latest.month < _MONTHS_A_YEAR else _year(latest)


def _joined(first: _Unit, last: _Unit, link: str) -> str:
    """Write two units with what they share once: "19–20 Sep 2023", "30 Sep – 2 Oct 2023"."""
    if first == last:
        return first.text
    tight = link.strip() if link == _DASH else link
    if first.number and last.number and first[1:] == last[1:]:
        return f"{first.number}{tight}{last.text}"
    if not first.name and not last.name:
        return f"{first.text}{tight}{last.text}"
    if first.name and last.name and first.year == last.year:
        return f"{first._replace(year='').text}{link}{last.text}"
    return f"{first.text}{link}{last.text}"
