"""Dates as written (EDTF level 1 and 2) → days they may mean.

*Doubt* and *duration* are kept apart. Doubt: a month, a season, a year, a set `[a,b]`, a sign `~`,
`?` or `%` — it happened once, some time between the bounds. Duration: an interval `a/b` — it went
on, and `core_start` to `core_end` are the days it surely covers.

EDTF is ISO 8601-2:2019, annex A; https://www.loc.gov/standards/datetime/.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from geodata.date_values import FORMS, LONGEST, DateError, DateValue, is_slow, parse_value
from geodata.errors import shortened

__all__ = ["DateError", "EventDate", "day_number", "day_of", "parse_date", "parse_dates"]

_EPOCH: Final = date(1970, 1, 1).toordinal()
MOST_RARE_FORMS: Final = 5_000
"""How many different dates of the rare forms one column may hold: each costs milliseconds."""

_TOO_MANY: Final = f"more than {MOST_RARE_FORMS:,} different dates of rare forms; {FORMS}"

DAY_COLUMNS: Final = (
    "earliest",
    "latest",
    "padded_earliest",
    "padded_latest",
    "core_start",
    "core_end",
)
FLAG_COLUMNS: Final = ("is_interval", "is_approximate", "open_start", "open_end")
ISO_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO_TIME: Final = "T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?"
_ISO_ZONE: Final = "(?:Z|[+-][0-9]{2}:[0-9]{2})"
_COLUMN_TYPES: Final = {
    **dict.fromkeys(DAY_COLUMNS, "Int32"),
    "second": "Int32",
    **dict.fromkeys(FLAG_COLUMNS, "bool"),
    "problem": "str",
}


@dataclass(frozen=True, slots=True)
class EventDate:
    """What a written date says.

    Parameters
    ----------
    text
        As written.
    earliest, latest
        Strict bounds, both included; `date.min` and `date.max` where that side is open.
    padded_earliest, padded_latest
        The bounds widened by one unit of the last written precision for `~`, `?` and `%`.
    core_start, core_end
        For an interval the days that it surely covers; `None` for anything else.
    is_interval
        Whether it is a duration.
    is_approximate
        Whether any part carries `~`, `?` or `%`.
    open_start, open_end
        Whether a side has no bound (`..`) or an unknown one (nothing written).
    second
        Seconds from midnight in the case's time zone for an instant, else `None`.
    """

    text: str
    earliest: date
    latest: date
    padded_earliest: date
    padded_latest: date
    core_start: date | None = None
    core_end: date | None = None
    is_interval: bool = False
    is_approximate: bool = False
    open_start: bool = False
    open_end: bool = False
    second: int | None = None


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to `day`, as the case's frames hold days."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Return the day that is `number` days after 1970-01-01."""
    return date.fromordinal(int(number) + _EPOCH)


def parse_date(text: str, timezone: tzinfo) -> EventDate:
    """Read a date in EDTF.

    Parameters
    ----------
    text
        For example `2024-04-17`, `2020-23~`, `2023-09-19/2023-09-20`, `[..2024-04-17]`.
    timezone
        The case's: days are told in it, and an instant without a zone is taken to be in it.

    Raises
    ------
    DateError
        Where it cannot be read; the message says what came and which forms work.
    """
    if len(text) > LONGEST:
        raise DateError(f"“{shortened(text)}” is too long for a date; {FORMS}")
    return _parse(text.strip(), timezone)


@lru_cache(maxsize=65_536)
def _parse(text: str, timezone: tzinfo) -> EventDate:
    if text.count("/") == 1:
        first, _, last = text.partition("/")
        return _interval(text, first, last, timezone)
    brackets = text[:1] + text[-1:]
    if brackets in {"[]", "{}"}:
        return _set(text, timezone)
    return _spanned(text, [parse_value(text, timezone)])


def _spanned(text: str, values: list[DateValue]) -> EventDate:
    """Return the date that lies somewhere in the span of all `values`."""
    return EventDate(
        text,
        earliest=min(value.earliest for value in values),
        latest=max(value.latest for value in values),
        padded_earliest=min(value.padded_earliest for value in values),
        padded_latest=max(value.padded_latest for value in values),
        is_approximate=any(value.is_approximate for value in values),
        second=values[0].second if len(values) == 1 else None,
    )


def _opened(found: EventDate, *, start: bool, end: bool) -> EventDate:
    """Return `found` without a bound on the sides named."""
    if start:
        found = replace(
            found, earliest=date.min, padded_earliest=date.min, open_start=True, second=None
        )
    if end:
        found = replace(found, latest=date.max, padded_latest=date.max, open_end=True, second=None)
    return found


def _interval(text: str, first: str, last: str, timezone: tzinfo) -> EventDate:
    """Read `a/b`; a side may be open (`..`) or unknown (empty), yet not both."""
    start = None if first in {"", ".."} else parse_value(first, timezone)
    end = None if last in {"", ".."} else parse_value(last, timezone)
    known = [value for value in (start, end) if value is not None]
    if not known:
        raise DateError(f"“{shortened(text)}” names no day at all; {FORMS}")
    if start and end and _starts_after(start, end):
        raise DateError(f"“{shortened(text)}” ends before it starts; swap its two dates")
    core = _core(start, end, endless=".." in {first, last})
    spanned = replace(
        _spanned(text, known),
        core_start=core and core[0],
        core_end=core and core[1],
        is_interval=True,
        second=None,
    )
    if start and end:
        # a start such as 2024-04 may reach past the end, which bounds it, and the other way round
        spanned = replace(
            spanned,
            earliest=start.earliest,
            latest=end.latest,
            padded_earliest=start.padded_earliest,
            padded_latest=end.padded_latest,
        )
    return _opened(spanned, start=start is None, end=end is None)


def _starts_after(start: DateValue, end: DateValue) -> bool:
    if start.second is not None and end.second is not None and start.earliest == end.earliest:
        return start.second > end.second
    return start.earliest > end.latest


def _core(
    start: DateValue | None, end: DateValue | None, *, endless: bool
) -> tuple[date, date] | None:
    """Return the first and last day that every reading of the interval covers, if there are any."""
    if start and end:
        if start.padded_latest <= end.padded_earliest:
            return start.padded_latest, end.padded_earliest
        exact = next((value for value in (start, end) if value.is_exact), None)
        return (exact.earliest, exact.earliest) if exact else None
    if start and (endless or start.is_exact):
        return start.padded_latest, start.padded_latest
    if end and (endless or end.is_exact):
        return end.padded_earliest, end.padded_earliest
    return None


def _set(text: str, timezone: tzinfo) -> EventDate:
    """Read `[a,b]`, one of them (doubt), or `{a,b}`, all of them (duration, its gaps unknown)."""
    body = text[1:-1].strip()
    if text[0] == "{" and "," not in body and ".." in body:
        first, _, last = body.partition("..")
        return replace(_interval(body, first or "..", last or "..", timezone), text=text)
    open_start, open_end = body.startswith(".."), body.endswith("..")
    if open_start and open_end:
        raise DateError(f"“{shortened(text)}” is open on both sides; {FORMS}")
    parts = re.split(r",|\.\.", body.removeprefix("..").removesuffix(".."))
    values = [parse_value(part.strip(), timezone) for part in parts]
    found = replace(_spanned(text, values), is_interval=text[0] == "{" and len(values) > 1)
    return _opened(found, start=open_start, end=open_end)


def parse_dates(texts: "pd.Series[str]", timezone: tzinfo) -> pd.DataFrame:
    """Read a column of dates.

    Returns
    -------
    pandas.DataFrame
        On the index of `texts`, the fields of `EventDate` but for `text`: days as `Int32` since
        1970-01-01, flags as `bool`, `second` as `Int32`; and `problem`, the message of a date that
        cannot be read, else `""`. An empty text has neither bounds nor a problem.
    """
    codes, distinct = pd.factorize(texts.str.strip())
    return _distinct(pd.Series(distinct, dtype="str"), timezone).take(codes).set_axis(texts.index)


def _distinct(written: "pd.Series[str]", timezone: tzinfo) -> pd.DataFrame:
    """Read dates of which each occurs once: ISO days and instants all in one go, others singly."""
    of_iso = pd.concat(
        [
            _of_local_times(_read_iso(written, ISO_DAY), has_time=False),
            _of_local_times(_read_iso(written, ISO_DAY + _ISO_TIME), has_time=True),
            _of_local_times(_read_zoned(written, timezone), has_time=True),
        ]
    )
    others = written[~written.index.isin(of_iso.index)]
    rare = np.cumsum([is_slow(text) for text in others])
    of_others = pd.DataFrame(
        [
            {"problem": _TOO_MANY}
            if order > MOST_RARE_FORMS and is_slow(text)
            else _fields(text, timezone)
            for text, order in zip(others, rare, strict=True)
        ],
        index=others.index,
    )
    table = pd.concat([of_iso, of_others]).reindex(written.index, columns=[*_COLUMN_TYPES])
    table[[*FLAG_COLUMNS]] = table[[*FLAG_COLUMNS]] == True  # noqa: E712 - NaN is no
    table["problem"] = table["problem"].astype("str").fillna("")
    return table.astype(_COLUMN_TYPES)


def _read_iso(written: "pd.Series[str]", pattern: str) -> "pd.Series[pd.Timestamp]":
    """Return the local times of ISO texts without a zone; what is no time is left out.

    So is the year 0, which pandas knows and `date` does not: it is left to be refused singly.
    """
    texts = written[written.str.fullmatch(pattern) & ~written.str.startswith("0000")]
    return pd.to_datetime(texts, format="ISO8601", errors="coerce").dropna()


def _read_zoned(written: "pd.Series[str]", timezone: tzinfo) -> "pd.Series[pd.Timestamp]":
    """Return the local times of ISO instants with a zone.

    Those of the first and last year, which might leave the calendar, are left to be read singly.
    """
    texts = written[written.str.fullmatch(ISO_DAY + _ISO_TIME + _ISO_ZONE)]
    texts = texts[~texts.str.startswith(("0000", "0001", "9999"))]
    instants = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True).dropna()
    return instants.dt.tz_convert(timezone).dt.tz_localize(None)


def _of_local_times(times: "pd.Series[pd.Timestamp]", *, has_time: bool) -> pd.DataFrame:
    days = times.to_numpy().astype("datetime64[D]").astype("int64")
    found = pd.DataFrame(dict.fromkeys(DAY_COLUMNS[:4], days), index=times.index)
    if has_time:
        found["second"] = times.dt.hour * 3600 + times.dt.minute * 60 + times.dt.second
    return found


def _fields(text: str, timezone: tzinfo) -> dict[str, object]:
    if not text:
        return {}
    try:
        found = parse_date(text, timezone)
    except DateError as error:
        return {"problem": str(error)}
    days = {name: getattr(found, name) for name in DAY_COLUMNS}
    return {
        "second": found.second,
        **{name: day_number(day) for name, day in days.items() if day is not None},
        **{name: getattr(found, name) for name in FLAG_COLUMNS},
    }
