"""One EDTF value, such as `2024-04-17`, `2020-23~` or `199X`: its bounds and its doubt.

Plain calendar dates, seasons and instants are read here, since they are nearly all there are and
the `edtf` library takes milliseconds for each; what is left (unspecified digits, a sign inside the
date) goes to the library, of which only the strict bounds are used. Its padded ones answer another
question: those of `2024-04-16~` run from 2023 to 2025.
"""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import timezone as fixed_offset
from functools import lru_cache
from typing import Final

from dateutil.relativedelta import relativedelta

from geodata.errors import shortened

FORMS: Final = (
    "write 2024-04-17, 2024-04 or 2024; 2020-23 (autumn 2020); 2024-06~ (about); "
    "2023-09-19/2023-09-20 (from/to); [2024-04-16,2024-04-17] (one of them); "
    "2024-04-17T10:37+04:00 (an instant)"
)
LONGEST: Final = 200

SEASON_MONTHS: Final[dict[int, tuple[int, int]]] = {
    **dict.fromkeys((21, 25, 31), (3, 3)),
    **dict.fromkeys((22, 26, 32), (6, 3)),
    **dict.fromkeys((23, 27, 29), (9, 3)),
    **dict.fromkeys((24, 28, 30), (12, 3)),
    **{33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)},
    **{37 + third: (1 + 4 * third, 4) for third in range(3)},
    **{40 + half: (1 + 6 * half, 6) for half in range(2)},
}
"""EDTF's season codes: first month and number of months.

21–24 spring, summer, autumn, winter; 25–28 the same said of the north, 29–32 of the south; 33–36
quarters, 37–39 four months each, 40–41 halves (ISO 8601-2, level 2). Seasons are the
meteorological ones. A season that starts in December belongs to the year in which it starts:
`2023-24` runs from December 2023 to February 2024.
"""

_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?([~?%]?)",
    re.ASCII,
)
_RARE = re.compile(
    r"[~?%]?[\dX]{4}[~?%]?(?:-[~?%]?(?:\d\d|XX)[~?%]?(?:-[~?%]?(?:\d\d|XX)[~?%]?)?)?", re.ASCII
)
_LONG_YEAR = re.compile(r"-\d{4}|Y-?\d", re.ASCII)


class DateError(ValueError):
    """A date that cannot be read; the message says what came and what can be written."""


@dataclass(frozen=True, slots=True)
class DateValue:
    """One value with its strict bounds, and with the bounds padded for `~`, `?` and `%`.

    `second` counts from midnight in the case's time zone and is `None` but for an instant.
    """

    earliest: date
    latest: date
    padded_earliest: date
    padded_latest: date
    is_approximate: bool
    second: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the value names one day and does not doubt it."""
        return self.padded_earliest == self.padded_latest


def is_slow(text: str) -> bool:
    """Whether any part of a date is left to the `edtf` library, which takes milliseconds."""
    parts = re.split(r"[][{}/,]|[.]{2}", text)
    return any(_RARE.fullmatch(part) and not _CALENDAR.fullmatch(part) for part in parts)


@lru_cache(maxsize=65_536)
def parse_value(text: str, timezone: tzinfo) -> DateValue:
    """Read one EDTF value: neither an interval nor a set.

    Raises
    ------
    DateError
        Where `text` is not such a value, or names a day that does not exist.
    """
    if match := _CALENDAR.fullmatch(text):
        return _calendar(text, match)
    if match := _INSTANT.fullmatch(text):
        return _instant(text, match, timezone)
    if _RARE.fullmatch(text):
        return _rare(text)
    raise DateError(_why_not(text))


def _why_not(text: str) -> str:
    if _LONG_YEAR.match(text):
        return f"“{shortened(text)}” lies outside the years 1 to 9999, which are the ones read here"
    return f"“{shortened(text)}” is not a date that can be read; {FORMS}"


def _checked_day(text: str, year: int, month: int, day: int) -> date:
    if year < 1:
        raise DateError(
            f"“{shortened(text)}” lies outside the years 1 to 9999, which are the ones read here"
        )
    if not 1 <= month <= 12:  # noqa: PLR2004 - months in a year
        raise DateError(f"“{shortened(text)}” has no such month: {month:02d}; {FORMS}")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateError(
            f"“{shortened(text)}” does not exist: {month_name[month]} {year} has {days} days; "
            "correct the day"
        )
    return date(year, month, day)


def _calendar(text: str, match: re.Match[str]) -> DateValue:
    """Read a year, a month, a season or a day."""
    year, month, approximate = int(match[1]), int(match[2] or 1), bool(match[4])
    if match[3] is not None:
        day = _checked_day(text, year, month, int(match[3]))
        return _padded(day, day, relativedelta(days=int(approximate)))
    months = 12 if match[2] is None else 1
    if match[2] is not None and month in SEASON_MONTHS:
        month, months = SEASON_MONTHS[month]
    earliest = _checked_day(text, year, month, 1)
    latest = _last_day(earliest, relativedelta(months=months))
    return _padded(earliest, latest, relativedelta(months=months * approximate))


def _instant(text: str, match: re.Match[str], timezone: tzinfo) -> DateValue:
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    second, zone, sign = int(match[6] or 0), match[7], match[8]
    _checked_day(text, year, month, day)
    try:
        written_zone = timezone if zone is None else _offset(zone)
        local = datetime(year, month, day, hour, minute, second, tzinfo=written_zone)
        told = local.astimezone(timezone)
    except (ValueError, OverflowError) as error:
        raise DateError(
            f"“{shortened(text)}” has no such time of day ({error}); write hours 00 to 23, "
            "minutes and seconds 00 to 59, and a zone such as Z or +04:00"
        ) from None
    value = _padded(told.date(), told.date(), relativedelta(days=int(bool(sign))))
    return replace(value, second=told.hour * 3600 + told.minute * 60 + told.second)


def _offset(zone: str) -> tzinfo:
    if zone == "Z":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[3:].removeprefix(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return fixed_offset(-offset if zone[0] == "-" else offset)


def _rare(text: str) -> DateValue:
    """Read unspecified digits, and signs inside a date, with the `edtf` library."""
    from edtf import parse_edtf  # noqa: PLC0415 - slow to import and rarely needed
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415 - as above

    ends_in_sign = text[-1] in "~?%"
    try:
        parsed = parse_edtf(text[:-1] if ends_in_sign else text)
        earliest, latest = (
            date(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict())
        )
    except (EDTFParseException, ValueError, AttributeError, TypeError):
        raise DateError(f"“{shortened(text)}” is not a date that can be read; {FORMS}") from None
    return _padded(earliest, latest, _unit_in_doubt(text))


def _unit_in_doubt(text: str) -> relativedelta:
    """Return one unit of the widest component that carries a sign of its own."""
    for position, component in enumerate(text.split("-")):
        if not set(component) & set("~?%"):
            continue
        if position == 0:
            return relativedelta(years=10 ** component.count("X"))
        return relativedelta(months=1) if position == 1 else relativedelta(days=1)
    return relativedelta()


def _padded(earliest: date, latest: date, unit: relativedelta) -> DateValue:
    if not unit:
        return DateValue(earliest, latest, earliest, latest, is_approximate=False)
    try:
        before = earliest - unit
    except (ValueError, OverflowError):
        before = date.min
    after = _last_day(latest + timedelta(days=1), unit) if latest < date.max else date.max
    return DateValue(earliest, latest, before, after, is_approximate=True)


def _last_day(start: date, length: relativedelta) -> date:
    """Return the last day of a span of `length` that begins with `start`."""
    try:
        after: date = start + length
        return after - timedelta(days=1)
    except (ValueError, OverflowError):
        return date.max
