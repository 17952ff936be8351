"""The forms that dates take in texts: English ones, and those of figures alone.

A form is a pattern with a kind; its named groups are what the kind's reading asks for. What stands
before it and after it (`on`, `since`, `at noon`) is not part of a form, see `date_settings`.
"""

import re
from typing import Final, Literal, NamedTuple

from geodata.drafting.date_words import QUANTITIES
from geodata.reading.everyday_dates import MONTHS

Kind = Literal[
    "day",
    "days",
    "listed days",
    "day of month",
    "month",
    "months",
    "season",
    "year",
    "years",
    "decade",
    "century",
    "quarter",
    "half",
    "weekday",
    "weekdays",
    "near day",
    "unit",
    "ago",
    "just past",
    "counted on",
    "figures",
]


class Form(NamedTuple):
    """One way to write a date.

    `leads` are the words of which one has to stand before it for it to be a date at all, as in
    `in April`; none are needed where it is empty.
    """

    kind: Kind
    pattern: re.Pattern[str]
    leads: frozenset[str] = frozenset()


def day(group: str) -> str:
    """Return a pattern of a day of a month, such as `17` or `17th`, as that group."""
    return rf"(?P<{group}>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[.,]\d)"


def year(group: str) -> str:
    """Return a pattern of a year that does not count or measure anything."""
    counted = rf"(?:\s*(?:to|and|or|[-–])\s*\d[\d.,]*)?\s+(?i:{QUANTITIES})\b"
    return rf"(?P<{group}>[12]\d{{3}})(?!\d|[.,]\d|{counted})"


START: Final = r"(?<![\w$€£₽₼№#])(?<!\d[.,:/-])"
JOINED: Final = r"\s*(?P<j>[-–—]|\b(?:to|and|or|until|till|through)\b|&)\s*"
_LONG_MONTHS: Final = [month.title() for month in MONTHS]
_SHORT_MONTHS: Final = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_WEEKDAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SHORT_WEEKDAYS: Final = ["Mon", "Tues", "Tue", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun"]


def _either_case(words: list[str], ending: str = "") -> str:
    return "(?:" + "|".join(form for word in words for form in (word, word.upper())) + f"){ending}"


_FULL: Final = _either_case(_LONG_MONTHS)
_NAMED: Final = rf"(?:{_FULL}|{_either_case(_SHORT_MONTHS)}\b\.?)(?!\w)"
_DAY_NAME: Final = _either_case(_WEEKDAYS)
_ANY_DAY_NAME: Final = rf"(?:{_DAY_NAME}|{_either_case(_SHORT_WEEKDAYS)}\b\.?)"


def _month(group: str, names: str = _NAMED) -> str:
    return rf"(?P<{group}>{names})(?!\w)"


_BEFORE_DAY: Final = rf"(?:(?P<w>{_ANY_DAY_NAME})(?:,?\s+(?:the\s+)?|\s+\())?"
_AFTER_DAY: Final = rf"(?:\s*\((?P<w2>{_ANY_DAY_NAME})\))?"
_OF: Final = r"\s+(?:of\s+)?"
_COMMA: Final = r"\s*,?\s+(?:of\s+|in\s+)?"


def _with_year(group: str = "y") -> str:
    """Return a pattern of the year after a day or a month, printed or said by `last year`."""
    return rf"(?:{_COMMA}(?:{year(group)}|(?:of\s+)?(?P<of>(?i:last|this|next))\s+year\b))?"


_PART: Final = (
    r"(?:(?P<part>(?i:early|mid|middle|late))[-\s]\s*|"
    r"(?P<edge>(?i:beginning|start|middle|end|close))\s+of\s+(?:the\s+)?)"
)
_OF_PERIOD: Final = r"(?:(?P<rel>(?i:last|next|this|previous))\s+)"
_SEASON: Final = r"(?P<s>(?i:spring|summer|autumn|fall|winter))"
_UNIT: Final = r"(?P<u>day|week|month|year)s?"
_COUNT: Final = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_IN: Final = frozenset({"in", "since", "until", "till", "during", "through", "throughout", "of"})
_IN_MONTH: Final = _IN - {"of"}
_IN_YEAR: Final = _IN_MONTH | {"by", "before", "after", "from", "for", "circa", "c."}


def _form(kind: Kind, pattern: str, leads: frozenset[str] = frozenset()) -> Form:
    return Form(kind, re.compile(START + pattern), leads)


_FIGURED: Final = r"(?:\d{1,2}\.\d{1,2}\.[12]\d{3}|\d{4}-\d\d-\d\d)"

FIGURES: Final = (
    _form("figures", rf"(?P<f>{_FIGURED})\s*[-–—]\s*(?P<f2>{_FIGURED})(?![\d/-]|[.,]\d)"),
    _form(
        "figures", r"(?P<f>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?: ?(?:Z|UTC)|[+-]\d\d:?\d\d)?)\b"
    ),
    _form("figures", r"(?P<f>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d/-]|[.,]\d)"),
    _form("figures", r"(?P<f>\d{1,2}([./-])\d{1,2}\2[12]\d{3})(?![\d/-]|[.,]\d)"),
    _form("figures", r"(?P<short>[0-3]?\d\.[01]\d\.\d\d)(?![\d/-]|[.,]\d)"),
)

ENGLISH: Final = (
    _form(
        "days",
        rf"{_BEFORE_DAY}{day('d1')}(?:{_OF}{_month('m1')}(?:{_COMMA}{year('y1')})?)?{JOINED}"
        rf"(?:the\s+)?{day('d2')}{_OF}{_month('m2')}(?:{_COMMA}{year('y2')})?",
    ),
    _form(
        "days",
        rf"{_BEFORE_DAY}{_month('m1')}\s+(?:the\s+)?{day('d1')}(?:\s*,\s*{year('y1')})?{JOINED}"
        rf"(?:{_month('m2')}\s+)?(?:the\s+)?{day('d2')}(?!\s+{_NAMED})(?:{_COMMA}{year('y2')})?",
    ),
    _form(
        "listed days",
        r"(?P<list>[0-3]?\d(?:\s*,\s*[0-3]?\d){1,8}\s*,?\s+(?P<j>and|or)\s+[0-3]?\d)\s+"
        rf"{_month('m')}{_with_year()}",
    ),
    _form(
        "day",
        rf"{_BEFORE_DAY}{day('d')}{_OF}{_month('m')}{_with_year()}{_AFTER_DAY}",
    ),
    _form(
        "day",
        rf"{_BEFORE_DAY}{_month('m')}\s+(?:the\s+)?{day('d')}{_with_year()}{_AFTER_DAY}",
    ),
    _form(
        "day of month",
        r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?=\s*[.,;:)]|\s+of\s+(?:the|this)\s+month)"
        r"(?:\s+of\s+(?:the|this)\s+month)?",
        frozenset({"on"}),
    ),
    _form(
        "months",
        rf"{_month('m1', _FULL)}(?:{_COMMA}{year('y1')})?{JOINED}{_month('m2', _FULL)}"
        rf"{_COMMA}{year('y2')}",
    ),
    _form(
        "months",
        rf"{_month('m1', _FULL)}{JOINED}{_month('m2', _FULL)}",
        _IN | {"from", "between"},
    ),
    _form(
        "month",
        rf"{_PART}?{_month('m')}(?:{_COMMA}{year('y')}|\s+(?:of\s+)?(?P<of>(?i:last|this|next))\s+year\b)",
    ),
    _form("month", rf"(?:{_PART}|{_OF_PERIOD}){_month('m', _FULL)}(?!\s+\d)"),
    _form("month", rf"{_month('m', _FULL)}(?!\s+\d|['’]s\b)", _IN_MONTH),
    _form(
        "month",
        r"(?P<m>January|February|April|June|July|September|October|November|December)\b(?!\s+\d)",
        frozenset({"by", "from", "before", "after", "for"}),
    ),
    _form(
        "season",
        rf"{_PART}?(?:the\s+)?{_SEASON}{_COMMA}(?:the\s+year\s+)?{year('y')}"
        r"(?:[-–/](?P<y2>\d{4}|\d\d)(?!\d))?",
    ),
    _form(
        "season",
        rf"(?:{_PART}(?:the\s+)?|the\s+){_SEASON}\b(?!\s+of\b|-|\s+[A-Z])",
        _IN_MONTH | {"over"},
    ),
    _form("season", rf"{_OF_PERIOD}{_SEASON}\b(?!-|\s+[A-Z])"),
    _form(
        "quarter",
        rf"(?P<q>first|second|third|fourth)\s+quarter\s+of\s+(?:the\s+year\s+)?{year('y')}",
    ),
    _form("quarter", rf"Q(?P<q>[1-4])\s+(?:of\s+)?{year('y')}"),
    _form("half", rf"(?P<h>first|second)\s+half\s+of\s+(?:{_month('m')}{_COMMA})?{year('y')}"),
    _form("half", rf"(?P<h>first|second)\s+half\s+of\s+{_month('m', _FULL)}"),
    _form("decade", rf"{_PART}?(?:the\s+)?(?P<decade>[12]\d\d)0['’]?s\b"),
    _form("decade", rf"{_PART}?(?:the\s+)?['’]?(?P<two>[2-9])0s\b", _IN),
    _form("century", r"(?P<c>\d{1,2})(?:st|nd|rd|th)[-\s]+century"),
    _form("years", rf"{year('y1')}{JOINED}{year('y2')}", _IN_YEAR | {"between"}),
    _form("years", rf"{year('y1')}(?:\s?[-–]\s?|/)(?P<y2>\d{{4}}|\d\d)(?!\d|-\d)"),
    _form("year", rf"{_PART}{year('y')}"),
    _form("year", rf"(?:the\s+year\s+)?{year('y')}(?!-)", _IN_YEAR),
    _form("year", rf"(?<=[Tt]he\s){year('y')}(?=\s+[A-Za-z])"),
    _form("year", rf"{year('y')}(?=[.,;:)]|\s*$)", frozenset({"of"})),
    _form("year", rf"(?<=\(){year('y')}(?=\))"),
    _form(
        "weekday",
        r"(?<!Black )(?<!Good )(?<!Bloody )(?<!Super )"
        r"(?<!first )(?<!second )(?<!third )(?<!fourth )"
        rf"(?:{_OF_PERIOD}|(?P<every>(?i:every|each))\s+)?"
        rf"(?P<w>{_DAY_NAME})\b"
        r"(?!\s+(?:Times|Telegraph|Mail|Express|Mirror|Post|Herald|Street|Road|Avenue|Market|Club|"
        rf"prayers?)\b|\s+(?:of|in)\s+(?:every|each|the\s+month|{_FULL}))",
    ),
    _form(
        "weekdays",
        rf"(?P<w1>{_DAY_NAME})\s*(?:[-–—]|\b(?:to|through|until|till)\b)\s*(?P<w>{_DAY_NAME})(?!\w)",
    ),
    _form(
        "near day",
        r"(?P<near>(?i:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|"
        r"yesterday|today|tomorrow|tonight|last\s+night|this\s+(?:morning|afternoon|evening)))\b",
    ),
    _form(
        "unit",
        r"(?:(?P<side>(?i:earlier|later))\s+)?"
        r"(?P<rel>(?i:last|this|next|previous|coming|current))\s+"
        r"(?P<u>weekend|week|month|year)\b(?!\s+of\b|-)",
    ),
    _form(
        "unit", r"(?P<side>(?i:earlier|later))\s+(?P<rel>in\s+the)\s+(?P<u>week|month|year)\b(?!-)"
    ),
    _form("ago", rf"(?i:{_COUNT}\s+{_UNIT})\s+ago\b"),
    _form(
        "ago",
        rf"(?:comes?|came|coming)\s+(?:just\s+|only\s+|less\s+than\s+)?(?i:{_COUNT}\s+{_UNIT})\s+after\b",
    ),
    _form("just past", r"(?P<night>(?i:overnight))\b(?!\s+(?:on|into|from|to|in)\b|-|\s+[A-Z])"),
    _form("just past", r"(?i:(?:over|at|during)\s+the\s+(?P<weekend>weekend))\b(?!\s+of\b|-)"),
    _form(
        "just past", r"(?i:(?:in|over|during)\s+the\s+(?:past|last)\s+(?:24|twenty-four)\s+hours)\b"
    ),
    _form(
        "counted on",
        rf"(?i:{_COUNT}\s+(?P<u>day|week)s?\s+(?P<side>later|earlier|"
        r"(?:before|after)(?=\s*(?:[.,;:]|$))))\b",
    ),
    _form("counted on", r"(?i:the\s+(?P<u>day)\s+(?P<side>before|after))(?=\s*[.,;:])"),
    _form(
        "counted on",
        r"(?i:the\s+(?P<side>next|following|previous|preceding|same))\s+(?P<u>day)\b(?!-)",
    ),
)
