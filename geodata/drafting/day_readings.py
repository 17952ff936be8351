"""Readings of single days and runs of days."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from geodata.drafting.date_reckoning import (
    AS_PRINTED,
    Reading,
    Setting,
    Year,
    day_in_words,
    shifted,
    unresolved,
    year_of,
    year_said,
)
from geodata.drafting.date_words import (
    month_number,
    near_day,
    relation,
    small_number,
    weekday_number,
)
from geodata.reading.everyday_dates import ambiguity, as_edtf
from geodata.translation import gettext, message

Groups = Mapping[str, str]
"""The parts of a form as printed; empty where one is not."""

_WEEK: Final = 7
_WEEKDAYS: Final = (
    message("Monday"),
    message("Tuesday"),
    message("Wednesday"),
    message("Thursday"),
    message("Friday"),
    message("Saturday"),
    message("Sunday"),
)
_LATEST_WEEKDAY: Final = message("the latest {weekday} up to the day of publication, {day}")
_WEEKDAY_BEFORE: Final = message("the latest {weekday} before the day of publication, {day}")
_WEEKDAY_AFTER: Final = message("the next {weekday} after the day of publication, {day}")
_WEEKDAY_OF_WEEK: Final = message("the {weekday} of the week of publication, {day}")
_BY_WEEKDAY: Final = message("no year is printed: the nearest in which it is a {weekday}")
_NO_SUCH_WEEKDAY: Final = message("{day} is not a {weekday}")
_OTHER_WEEK: Final = message("some mean the {weekday} a week away from it")
_NEAR: Final = {
    -2: message("two days before the day of publication, {day}"),
    -1: message("the day before publication, {day}"),
    0: message("the day of publication, {day}"),
    1: message("the day after publication, {day}"),
    2: message("two days after the day of publication, {day}"),
}
_COUNTED_ON: Final = message("counted from “{words}” before it")
_NOTHING_BEFORE: Final = message("counts from a day told before, which was not found")
_DAY_OF_MONTH: Final = message("no month is printed: the nearest to the day of publication, {day}")
_BETWEEN: Final = message("it may have gone on all these days or have happened on one of them")
_SHORT_YEAR: Final = message("of the year two digits are printed")


def read_day(parts: Groups, setting: Setting) -> Reading:
    """Read a day with its month, such as `17 April` or `Wednesday, 12 June 2024`."""
    month, day = month_number(parts["m"]), int(parts["d"])
    named = parts.get("w") or parts.get("w2") or ""
    if parts.get("y"):
        number = int(parts["y"])
        doubt = _weekday_doubt(named, _existing(number, month, day))
        return Reading(_iso(number, month, day), gettext(AS_PRINTED), doubt=doubt)
    found = year_said(parts, setting) or year_of(
        lambda number: _single(number, month, day), setting
    )
    if named and found.number and not _is_weekday(named, _existing(found.number, month, day)):
        found = _year_by_weekday(named, month, day, setting) or found
    if found.number is None:
        return unresolved(found.doubt)
    doubt = found.doubt or _weekday_doubt(named, _existing(found.number, month, day))
    return Reading(_iso(found.number, month, day), found.rule, is_inferred=True, doubt=doubt)


def read_days(parts: Groups, setting: Setting) -> Reading:
    """Read two days that are joined, such as `19-20 September 2023` or `3 or 5 May`."""
    last_month = month_number(parts.get("m2") or parts["m1"])
    first_month = month_number(parts.get("m1") or parts["m2"])
    first, last = int(parts["d1"]), int(parts["d2"])
    crosses = (first_month, first) > (last_month, last)
    printed = parts.get("y2") or ("" if crosses else parts.get("y1"))
    if printed:
        found = Year(int(printed), gettext(AS_PRINTED))
    elif parts.get("y1"):
        found = Year(int(parts["y1"]) + 1, gettext(AS_PRINTED))
    else:
        found = year_of(lambda number: _single(number, last_month, last), setting)
    if found.number is None:
        return unresolved(found.doubt)
    first_year = int(parts.get("y1") or found.number - crosses)
    days = (_iso(first_year, first_month, first), _iso(found.number, last_month, last))
    edtf, doubt = _joined(days, parts["j"], setting)
    is_inferred = not (parts.get("y1") or parts.get("y2"))
    return Reading(edtf, found.rule, is_inferred=is_inferred, doubt=found.doubt or doubt)


def _joined(days: tuple[str, str], link: str, setting: Setting) -> tuple[str, str]:
    """Return two days as EDTF, and what is in doubt about how they are joined."""
    if link == "or" or link in {"или", "və ya"}:
        return f"[{days[0]},{days[1]}]", ""
    if setting.lead == "between":
        return f"{days[0]}/{days[1]}", gettext(_BETWEEN)
    if link in {"and", "&", "и", "və"} and not _are_neighbours(*days):
        return f"{{{days[0]},{days[1]}}}", ""
    return f"{days[0]}/{days[1]}", ""


def read_listed_days(parts: Groups, setting: Setting) -> Reading:
    """Read three days or more of a month, such as `19, 20 and 21 September`."""
    month = month_number(parts["m"])
    numbers = [int(word) for word in parts["list"].replace(",", " ").split() if word.isdecimal()]
    if parts.get("y"):
        found = Year(int(parts["y"]), gettext(AS_PRINTED))
    else:
        found = year_of(lambda number: _single(number, month, numbers[-1]), setting)
    if found.number is None:
        return unresolved(found.doubt)
    days = [_iso(found.number, month, day) for day in numbers]
    if parts["j"] == "or":
        edtf = f"[{','.join(days)}]"
    elif numbers == list(range(numbers[0], numbers[-1] + 1)):
        edtf = f"{days[0]}/{days[-1]}"
    else:
        edtf = f"{{{','.join(days)}}}"
    return Reading(edtf, found.rule, is_inferred=not parts.get("y"), doubt=found.doubt)


def read_day_of_month(parts: Groups, setting: Setting) -> Reading:
    """Read a day without its month, such as `the 17th`."""
    published = setting.published
    if published is None:
        return unresolved()
    steps = range(62) if setting.is_to_come else range(0, -62, -1)
    days = (shifted(published, step) for step in steps)
    found = next((day for day in days if day.day == int(parts["d"])), None)
    if found is None:
        return unresolved()
    rule = gettext(_DAY_OF_MONTH).format(day=day_in_words(published))
    return Reading(found.isoformat(), rule, is_inferred=True)


def read_weekday(parts: Groups, setting: Setting) -> Reading:
    """Read a weekday, such as `Wednesday` or `next Friday`."""
    published = setting.published
    if published is None:
        return unresolved()
    wanted = weekday_number(parts["w"])
    back = (published.weekday() - wanted) % _WEEK
    which = relation(parts["rel"]) if parts.get("rel") else None
    if which == 0:
        found, rule = shifted(published, wanted - published.weekday()), _WEEKDAY_OF_WEEK
    elif which == 1 or (which is None and setting.is_to_come):
        found, rule = shifted(published, _WEEK - back), _WEEKDAY_AFTER
    elif which is None:
        found, rule = shifted(published, -back), _LATEST_WEEKDAY
    else:
        found, rule = shifted(published, -(back or _WEEK)), _WEEKDAY_BEFORE
    in_same_week = found.isocalendar()[:2] == published.isocalendar()[:2]
    name = gettext(_WEEKDAYS[wanted])
    doubt = gettext(_OTHER_WEEK).format(weekday=name) if which and in_same_week else ""
    words = gettext(rule).format(weekday=name, day=day_in_words(published))
    return Reading(found.isoformat(), words, is_inferred=True, doubt=doubt)


def read_weekdays(parts: Groups, setting: Setting) -> Reading:
    """Read a run of weekdays, such as `Monday to Friday`: the last is reckoned as a weekday is."""
    last = read_weekday({"w": parts["w"]}, setting)
    if not last.edtf:
        return last
    end = date.fromisoformat(last.edtf)
    start = shifted(end, -((end.weekday() - weekday_number(parts["w1"])) % _WEEK or _WEEK))
    return Reading(f"{start.isoformat()}/{end.isoformat()}", last.rule, is_inferred=True)


def read_near_day(parts: Groups, setting: Setting) -> Reading:
    """Read `yesterday` and its like."""
    if setting.published is None:
        return unresolved()
    away = near_day(parts["near"])
    rule = gettext(_NEAR[away]).format(day=day_in_words(setting.published))
    return Reading(shifted(setting.published, away).isoformat(), rule, is_inferred=True)


def read_counted_on(parts: Groups, setting: Setting) -> Reading:
    """Read a day counted from one told before, such as `the next day` or `two days later`."""
    if setting.day_before is None:
        return unresolved(_NOTHING_BEFORE)
    count = small_number(parts.get("n") or "") * (_WEEK if parts["u"].startswith("w") else 1)
    side = parts["side"].lower()
    if side == "same":
        count = 0
    elif side in {"earlier", "before", "previous", "preceding"}:
        count = -count
    rule = gettext(_COUNTED_ON).format(words=setting.day_before.words)
    return Reading(shifted(setting.day_before.day, count).isoformat(), rule, is_inferred=True)


def read_figures(parts: Groups, _: Setting) -> Reading:
    """Read a date of figures alone, such as `17.04.2024`; both readings where it has two."""
    if short := parts.get("short"):
        day, month, year = short.split(".")
        written = as_edtf(f"{day}.{month}.20{year}")
        doubt = gettext(_SHORT_YEAR)
        return Reading(written, gettext(AS_PRINTED), is_inferred=True, doubt=doubt)
    printed = parts["f"]
    if parts.get("f2"):
        return Reading(f"{as_edtf(printed)}/{as_edtf(parts['f2'])}", gettext(AS_PRINTED))
    if doubt := ambiguity(printed):
        one, other, number = (int(figure) for figure in printed.replace("-", "/").split("/"))
        days = sorted((_iso(number, one, other), _iso(number, other, one)))
        return Reading(f"[{','.join(days)}]", gettext(AS_PRINTED), doubt=doubt)
    return Reading(as_edtf(printed), gettext(AS_PRINTED))


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _single(year: int, month: int, day: int) -> tuple[date, date] | None:
    found = _existing(year, month, day)
    return (found, found) if found else None


def _are_neighbours(first: str, last: str) -> bool:
    try:
        return date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=1)
    except ValueError:
        return True


def _is_weekday(named: str, day: date | None) -> bool:
    return day is None or day.weekday() == weekday_number(named)


def _weekday_doubt(named: str, day: date | None) -> str:
    if not named or day is None or _is_weekday(named, day):
        return ""
    return gettext(_NO_SUCH_WEEKDAY).format(day=day_in_words(day), weekday=_weekday_name(named))


def _year_by_weekday(named: str, month: int, day: int, setting: Setting) -> Year | None:
    """Find the nearest year in which a day of a month is the weekday that is printed."""
    if setting.published is None:
        return None
    start = setting.published
    around = (_existing(start.year + step, month, day) for step in range(-_WEEK, _WEEK))
    fitting = [found for found in around if found and _is_weekday(named, found)]
    if not fitting:
        return None
    nearest = min(fitting, key=lambda found: abs(found - start))
    return Year(nearest.year, gettext(_BY_WEEKDAY).format(weekday=_weekday_name(named)))


def _weekday_name(named: str) -> str:
    return gettext(_WEEKDAYS[weekday_number(named)])
