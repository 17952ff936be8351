"""Dates as spreadsheets and people write them → EDTF, for tables that were not made for us.

Only what can be read one way is read: `17.04.2024`, `17 April 2024`, `April 2024`, `20240417`,
`2024/04/17`, `2024-04-17 10:37`, and `17/04/2024`, where 17 can be no month. `03/04/2024` may be
the third of April or the fourth of March and is left as it is, to be rejected with that reason;
with dots, `03.04.2024`, the day comes first wherever people write so. A time of 00:00:00 without
a zone is what spreadsheets print for a day without a time.
"""

import re
from typing import Final

from geodata.errors import shortened

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LAST_MONTH: Final = len(MONTHS)

_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})", re.ASCII)
_MONTH_DAY_YEAR = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,? (\d{4})", re.ASCII)
_WITH_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
_MIDNIGHT = re.compile(r"00:00(?::00(?:\.0+)?)?", re.ASCII)


def as_edtf(text: str) -> str:
    """Return the EDTF form of an everyday date, or `text` where it is none."""
    if match := _WITH_TIME.fullmatch(text):
        return _instant(*match.groups())
    for pattern in (_YEAR_FIRST, _COMPACT):
        if match := pattern.fullmatch(text):
            return _day(match[1], match[2], match[3])
    if match := _DOTTED.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if first > _LAST_MONTH or first == second:
            return _day(match[4], match[3], match[1])
        return _day(match[4], match[1], match[3]) if second > _LAST_MONTH else text
    return _named(" ".join(text.casefold().split())) or text


def ambiguity(text: str) -> str:
    """Return what an ambiguous everyday date may mean, and what to write; `""` for any other."""
    match = _SLASHED.fullmatch(text)
    if not match or as_edtf(text) != text:
        return ""
    day_first = _day(match[4], match[3], match[1])
    month_first = _day(match[4], match[1], match[3])
    return f"“{shortened(text)}” can mean {day_first} or {month_first}; write the one that is meant"


def _instant(day: str, time: str, zone: str | None) -> str:
    if zone is None and _MIDNIGHT.fullmatch(time):
        return day
    return f"{day}T{time}{'Z' if zone == 'UTC' else zone or ''}"


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _named(text: str) -> str:
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        day, name, year = match.groups()
    elif match := _MONTH_DAY_YEAR.fullmatch(text):
        name, day, year = match.groups()
    elif match := _MONTH_YEAR.fullmatch(text):
        (name, year), day = match.groups(), ""
    else:
        return ""
    month = _month(name)
    if not month:
        return ""
    return _day(year, str(month), day) if day else f"{year}-{month:02d}"


def _month(name: str) -> int:
    """Return the number of an English month's name or its first letters, 0 where it is none."""
    shortest = 3
    if len(name) < shortest:
        return 0
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)
