"""Readings of months, seasons, years and what is counted in them."""

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from typing import Final

from geodata.date_values import SEASON_MONTHS
from geodata.drafting.date_reckoning import (
    AS_PRINTED,
    Reading,
    Setting,
    Span,
    Year,
    day_in_words,
    shifted,
    unresolved,
    words_of,
    year_of,
    year_said,
)
from geodata.drafting.date_words import (
    month_number,
    part_of,
    relation,
    season_code,
    small_number,
    unit_of,
)
from geodata.drafting.day_readings import Groups
from geodata.translation import gettext, message

Occurring = Callable[[int], Span]
"""As `Occurrence`, of what there is in every year."""

_MONTHS: Final = 12
_WEEK: Final = 7
_SATURDAY: Final = 5
_THIRDS_OF_YEAR: Final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_THIRDS_OF_MONTH: Final = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_YEARS_OF_DECADE: Final = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_WINTER: Final = 24
_MIDDLE_OF_MONTH: Final = 15

_LAST: Final = message("the latest that was over by the day of publication, {day}")
_NEXT: Final = message("the next that starts after the day of publication, {day}")
_THIS: Final = message("that of the day of publication, {day}")
_OTHER: Final = message("{days} may be meant")
_PART: Final = message("“{part}” is taken for a third of it")
_CENTURY: Final = message("the century is not printed: the latest")
_OR_DECADE: Final = message("its first ten years may be meant")
_NO_DECADE: Final = message("it may be an age or a temperature")
_ABOUT: Final = message("counted back from the day of publication, {day}, and as rough as its unit")
_JUST_PAST: Final = message("the last before the day of publication ends, {day}")
_DAYS_AGO: Final = message("counted back from the day of publication, {day}")
_IN_QUARTERS: Final = 32
_IN_HALVES: Final = 39


def read_month(parts: Groups, setting: Setting) -> Reading:
    """Read a month or a third of it, such as `in April`, `late June 2023` or `last May`."""
    month = month_number(parts["m"])
    found = _year(parts, setting, lambda number: month_span(number, month))
    if found.number is None:
        return unresolved(found.doubt)
    edtf, doubt = f"{found.number:04}-{month:02}", found.doubt
    if part := parts.get("part") or parts.get("edge"):
        first, last = _THIRDS_OF_MONTH[part_of(part)]
        last = min(last, monthrange(found.number, month)[1])
        edtf = f"[{edtf}-{first:02}..{edtf}-{last:02}]"
        doubt = doubt or gettext(_PART).format(part=part)
    return Reading(edtf, found.rule, is_inferred=not parts.get("y"), doubt=doubt)


def read_months(parts: Groups, setting: Setting) -> Reading:
    """Read a run of months, such as `from April to June 2024`."""
    first, last = month_number(parts["m1"]), month_number(parts["m2"])
    found = _year({"y": parts.get("y2", "")}, setting, lambda number: month_span(number, last))
    if found.number is None:
        return unresolved(found.doubt)
    first_year = int(parts.get("y1") or found.number - (first > last))
    ends = (f"{first_year:04}-{first:02}", f"{found.number:04}-{last:02}")
    edtf = f"[{','.join(ends)}]" if parts["j"] in {"or", "или"} else "/".join(ends)
    return Reading(edtf, found.rule, is_inferred=not parts.get("y2"), doubt=found.doubt)


def read_season(parts: Groups, setting: Setting) -> Reading:
    """Read a season, such as `the fall of 2020`, `last summer` or `winter 2023-24`."""
    code = season_code(parts["s"])
    found = _year(parts, setting, lambda number: season_span(number, code))
    if found.number is None:
        return unresolved(found.doubt)
    edtf, doubt = f"{found.number:04}-{code}", found.doubt
    if part := parts.get("part") or parts.get("edge"):
        start = season_span(found.number, code)[0]
        months = {"early": 0, "mid": 1, "late": 2}[part_of(part)]
        year, month = divmod(start.month - 1 + months, _MONTHS)
        edtf = f"{found.number + year:04}-{month + 1:02}"
        doubt = doubt or gettext(_PART).format(part=part)
    elif code == _WINTER and parts.get("y") and not parts.get("y2"):
        doubt = gettext(_OTHER).format(days=words_of(season_span(found.number - 1, code)))
    return Reading(edtf, found.rule, is_inferred=not parts.get("y"), doubt=doubt)


def read_year(parts: Groups, _: Setting) -> Reading:
    """Read a year or a third of it, such as `in 2020` or `early 2023`."""
    year = int(parts["y"])
    if part := parts.get("part") or parts.get("edge"):
        first, last = _THIRDS_OF_YEAR[part_of(part)]
        edtf = f"[{year:04}-{first:02}..{year:04}-{last:02}]"
        return Reading(edtf, gettext(AS_PRINTED), doubt=gettext(_PART).format(part=part))
    return Reading(f"{year:04}", gettext(AS_PRINTED))


def read_years(parts: Groups, _: Setting) -> Reading:
    """Read a run of years, such as `2020-2023`, `1992–94` or `2020 or 2021`."""
    first = parts["y1"]
    last = first[: 4 - len(parts["y2"])] + parts["y2"]
    if parts.get("j") in {"or", "или"}:
        return Reading(f"[{first},{last}]", gettext(AS_PRINTED))
    return Reading(f"{first}/{last}", gettext(AS_PRINTED))


def read_decade(parts: Groups, setting: Setting) -> Reading:
    """Read a decade or a part of it, such as `the 1990s` or `the early 90s`."""
    rule, doubt, is_inferred = gettext(AS_PRINTED), "", False
    decade = parts.get("decade") or ""
    if not decade:
        latest = setting.published.year // 10 if setting.published else None
        if latest is None:
            return unresolved()
        digit = int(parts["two"])
        decade = str(latest - (latest - digit) % 10)
        rule, doubt, is_inferred = gettext(_CENTURY), gettext(_NO_DECADE), True
    edtf = f"{decade}X"
    if decade[1:] != "00" and decade.endswith("0") and not parts.get("two"):
        edtf, doubt = f"{decade[:2]}XX", gettext(_OR_DECADE)
    if part := parts.get("part") or parts.get("edge"):
        first, last = _YEARS_OF_DECADE[part_of(part)]
        edtf = f"[{decade}{first}..{decade}{last}]"
        doubt = doubt or gettext(_PART).format(part=part)
    return Reading(edtf, rule, is_inferred=is_inferred, doubt=doubt)


def read_century(parts: Groups, _: Setting) -> Reading:
    """Read a century, such as `the 19th century`."""
    return Reading(f"{int(parts['c']) - 1:02}XX", gettext(AS_PRINTED))


def read_quarter(parts: Groups, _: Setting) -> Reading:
    """Read a quarter of a year, such as `Q1 2024`."""
    return Reading(f"{parts['y']}-{_IN_QUARTERS + small_number(parts['q'])}", gettext(AS_PRINTED))


def read_half(parts: Groups, setting: Setting) -> Reading:
    """Read half a year or half a month, such as `the second half of June`."""
    half = small_number(parts["h"])
    if not parts.get("m"):
        return Reading(f"{parts['y']}-{_IN_HALVES + half}", gettext(AS_PRINTED))
    month = month_number(parts["m"])
    found = _year(parts, setting, lambda number: month_span(number, month))
    if found.number is None:
        return unresolved(found.doubt)
    first, last = month_span(found.number, month)
    middle = first.replace(day=_MIDDLE_OF_MONTH)
    ends = (first, middle) if half == 1 else (shifted(middle, 1), last)
    edtf = f"[{ends[0].isoformat()}..{ends[1].isoformat()}]"
    return Reading(edtf, found.rule, is_inferred=not parts.get("y"), doubt=found.doubt)


def read_unit(parts: Groups, setting: Setting) -> Reading:
    """Read `last week`, `this month`, `next year`, `earlier this year` and their like."""
    published = setting.published
    if published is None:
        return unresolved()
    which, named = relation(parts["rel"]), parts["u"].lower()
    span = _unit_span(published, named, which)
    side = parts.get("side", "").lower()
    if side == "earlier":
        span = (span[0], min(span[1], published))
    elif side == "later":
        span = (max(span[0], published), span[1])
    elif which == 0 and span[0] <= published and not setting.is_to_come:
        span = (span[0], min(span[1], published))
    rule = gettext((_LAST, _THIS, _NEXT)[which + 1]).format(day=day_in_words(published))
    if side or named == "weekend" or unit_of(named) == "week":
        ends = [span[0].isoformat(), span[1].isoformat()]
        edtf = ends[0] if ends[0] == ends[1] else f"[{'..'.join(ends)}]"
        return Reading(edtf, rule, is_inferred=True)
    edtf = f"{span[0]:%Y-%m}" if unit_of(named) == "month" else f"{span[0].year:04}"
    return Reading(edtf, rule, is_inferred=True)


def read_ago(parts: Groups, setting: Setting) -> Reading:
    """Read `three days ago`, `a month ago` and their like."""
    published = setting.published
    if published is None:
        return unresolved()
    unit, count = unit_of(parts["u"]), small_number(parts["n"])
    day = day_in_words(published)
    pattern = _DAYS_AGO if unit == "day" else _ABOUT
    rule = gettext(pattern).format(day=day)
    if unit in {"day", "week"}:
        found = shifted(published, -count * (_WEEK if unit == "week" else 1)).isoformat()
        return Reading(found if unit == "day" else f"{found}~", rule, is_inferred=True)
    months = count * (_MONTHS if unit == "year" else 1)
    year, month = divmod(published.year * _MONTHS + published.month - 1 - months, _MONTHS)
    edtf = f"{year:04}~" if unit == "year" else f"{year:04}-{month + 1:02}~"
    return Reading(edtf, rule, is_inferred=True)


def read_just_past(parts: Groups, setting: Setting) -> Reading:
    """Read `overnight`, `over the weekend` and `in the past 24 hours`."""
    published = setting.published
    if published is None:
        return unresolved()
    if parts.get("weekend"):
        saturday = shifted(published, -((published.weekday() - _SATURDAY) % _WEEK))
        span = (saturday, min(shifted(saturday, 1), published))
        if setting.is_to_come and published > shifted(saturday, 1):
            span = (shifted(saturday, _WEEK), shifted(saturday, _WEEK + 1))
        elif setting.is_to_come:
            span = (published, shifted(saturday, 1))
    elif setting.is_to_come:
        span = (published, shifted(published, 1))
    else:
        span = (shifted(published, -1), published)
    pattern = _NEXT if setting.is_to_come else _JUST_PAST
    rule = gettext(pattern).format(day=day_in_words(published))
    days = [one.isoformat() for one in dict.fromkeys(span)]
    return Reading(days[0] if len(days) == 1 else f"[{'..'.join(days)}]", rule, is_inferred=True)


def month_span(year: int, month: int) -> Span:
    """Return the first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def season_span(year: int, code: int) -> Span:
    """Return the first and last day of a season; that of winter is in the next year."""
    first, months = SEASON_MONTHS[code]
    later, last = divmod(first + months - 2, _MONTHS)
    return date(year, first, 1), month_span(min(year + later, MAXYEAR), last + 1)[1]


def _year(parts: Groups, setting: Setting, occurs: Occurring) -> Year:
    """Find the year of a period: printed, said by `last`, `this` or `next`, or reckoned."""
    if parts.get("y"):
        return Year(int(parts["y"]), gettext(AS_PRINTED))
    if not parts.get("rel"):
        return year_said(parts, setting) or year_of(occurs, setting)
    published = setting.published
    if published is None:
        return year_of(occurs, Setting(None))
    which = relation(parts["rel"])
    around = [(number, occurs(number)) for number in range(published.year - 2, published.year + 3)]
    over = [number for number, span in around if span[1] < published]
    ahead = [number for number, span in around if span[0] > published]
    now = [number for number, span in around if span[0] <= published <= span[1]]
    number = {-1: over[-1], 0: (now or [published.year])[0], 1: ahead[0]}[which]
    rule = gettext((_LAST, _THIS, _NEXT)[which + 1]).format(day=day_in_words(published))
    doubt = ""
    if which and number == published.year:
        doubt = gettext(_OTHER).format(days=words_of(occurs(number + which)))
    return Year(number, rule, doubt)


def _unit_span(published: date, named: str, which: int) -> Span:
    if named == "weekend":
        saturday = shifted(published, _SATURDAY - published.weekday())
        if which < 0 and shifted(saturday, 1) >= published:
            saturday = shifted(saturday, -_WEEK)
        elif which > 0 and saturday <= published:
            saturday = shifted(saturday, _WEEK)
        return saturday, shifted(saturday, 1)
    unit = unit_of(named)
    if unit == "week":
        monday = published - timedelta(days=published.weekday())
        monday = shifted(monday, which * _WEEK)
        return monday, shifted(monday, _WEEK - 1)
    if unit == "month":
        year, month = divmod(published.year * _MONTHS + published.month - 1 + which, _MONTHS)
        return month_span(year, month + 1)
    return date(published.year + which, 1, 1), date(published.year + which, 12, 31)
