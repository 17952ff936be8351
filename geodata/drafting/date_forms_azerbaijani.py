"""The forms that dates take in Azerbaijani texts, where endings stand for most prepositions."""

import re
from typing import Final

from geodata.drafting.date_forms import START, Form, Kind, day, year

_MONTH: Final = (
    r"(?:[Yy]anvar|[Ff]evral|[Mm]art|[Aa]prel|[Mm]ay|[İi]yun|[İi]yul|[Aa]vqust|[Ss]entyabr|"
    r"[Oo]ktyabr|[Nn]oyabr|[Dd]ekabr)"
)
_WEEKDAY: Final = (
    r"(?:[Bb]azar\s+ertəsi|[Çç]ərşənbə\s+axşamı|[Cc]ümə\s+axşamı|"
    r"(?:[Çç]ərşənbə|[Cc]ümə|[Şş]ənbə|[Bb]azar)(?=\s+günü))"
)
_CASE: Final = r"(?:[ıiuü]n)?(?:d[aə]n?|[aə]dək|[aə]|[ıiuü])?"
_ORDINAL: Final = r"(?:\s*-?\s*(?:c[ıiuü]|nc[ıiuü]))"
_YEAR_BEFORE: Final = rf"(?:{year('y')}{_ORDINAL}?\s+il(?:in|də)?\s+)"
_YEAR_AFTER: Final = rf"(?:\s+{year('y')}(?:{_ORDINAL}?\s+il(?:in|də|dən|ədək|i)?\b)?)"
_PART: Final = r"(?P<part>əvvəl(?:lər)?in(?:də|dən)|ortaların(?:da|dan)|son(?:ların|un)(?:da|dan))"
_RELATED: Final = r"(?P<rel>[Kk]eçən|[Öö]tən|[Bb]u|[Cc]ari|[Gg]ələn|[Nn]övbəti)"
_NUMBER: Final = r"(?P<n>\d{1,3}|bir|iki|üç|dörd|beş|altı|yeddi|səkkiz|doqquz|on)"


def _form(kind: Kind, pattern: str) -> Form:
    return Form(kind, re.compile(START + pattern))


AZERBAIJANI: Final = (
    _form(
        "days",
        rf"{_YEAR_BEFORE.replace('<y>', '<y2>')}?(?P<m2>{_MONTH})[ıiuü]n\s+{day('d1')}"
        rf"\s*(?P<j>[-–—])\s*{day('d2')}(?:-?[^\W\d]+)?",
    ),
    _form(
        "days",
        rf"{_YEAR_BEFORE.replace('<y>', '<y1>')}?{day('d1')}\s*(?P<j>[-–—]|\bvə\b)\s*{day('d2')}"
        rf"\s+(?P<m2>{_MONTH}){_CASE}\b{_YEAR_AFTER.replace('<y>', '<y2>')}?",
    ),
    _form("day", rf"{_YEAR_BEFORE}?(?P<m>{_MONTH})[ıiuü]n\s+{day('d')}-?(?:[^\W\d]+)"),
    _form("day", rf"{day('d')}\s+(?P<m>{_MONTH}){_CASE}\b{_YEAR_AFTER}?"),
    _form("day", rf"{_YEAR_BEFORE}{day('d')}\s+(?P<m>{_MONTH}){_CASE}\b"),
    _form("month", rf"{_YEAR_BEFORE}(?P<m>{_MONTH})(?:[ıiuü]n\s+{_PART}|{_CASE})\b(?!\s+\d)"),
    _form("month", rf"(?:{_RELATED}\s+ilin\s+)?(?P<m>{_MONTH})(?:d[aə]n?|\s+ayınd[aə]n?)\b"),
    _form("month", rf"(?P<m>{_MONTH})[ıiuü]n\s+{_PART}"),
    _form("season", rf"{_YEAR_BEFORE}(?P<s>yaz|yay|payız|qış)(?:ınd[aə]|da)?\b"),
    _form("season", rf"{_RELATED}\s+(?P<s>yaz|yay|payız|qış)\b"),
    _form("year", rf"{year('y')}{_ORDINAL}\s+il(?:in|də|dən|ədək|ə|i)?(?:\s+{_PART})?\b"),
    _form("years", rf"{year('y1')}[-–](?P<y2>\d{{4}}|\d\d){_ORDINAL}\s+illər\w*"),
    _form("decade", rf"(?P<decade>[12]\d\d)0{_ORDINAL}\s+illər\w*"),
    _form("decade", rf"(?P<two>[2-9])0{_ORDINAL}\s+illər\w*"),
    _form("weekday", rf"(?:{_RELATED}\s+)?(?P<w>{_WEEKDAY})(?:\s+günü)?"),
    _form("near day", r"(?P<near>[Bb]u\s+gün|[Dd]ünən|[Ss]abah|[Ss]rağagün|[Bb]irisi\s+gün)\b"),
    _form("unit", rf"{_RELATED}\s+(?P<u>həftə|ay|il)(?:in|də|ki)?\b"),
    _form("ago", rf"{_NUMBER}\s+(?P<u>gün|həftə|ay|il)\s+(?:əvvəl|qabaq)\b"),
)
