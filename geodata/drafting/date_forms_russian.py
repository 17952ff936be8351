"""The forms that dates take in Russian texts."""

import re
from typing import Final

from geodata.drafting.date_forms import START, Form, Kind, day, year

_MONTH: Final = (
    r"(?:январ[ьяею]м?|феврал[ьяею]м?|март(?:а|е|у|ом)?|апрел[ьяею]м?|ма[йяею]|июн[ьяею]м?|"
    r"июл[ьяею]м?|август(?:а|е|у|ом)?|сентябр[ьяею]м?|октябр[ьяею]м?|ноябр[ьяею]м?|"
    r"декабр[ьяею]м?)"
)
_WEEKDAY: Final = r"(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
_YEARS: Final = r"(?:год[аоуы]?м?|годах|г(?:г)?\.)"
_OF_YEAR: Final = rf"(?:\s+{year('y')}(?:\s+{_YEARS})?)?"
_JOINED: Final = r"\s*(?P<j>[-–—]|\b(?:и|или|по|до)\b)\s*"
_PART: Final = r"(?:(?P<part>начал[еоау]|середин[еуаы]|кон(?:це|ца|ец|цу))\s+)"
_RELATED: Final = (
    r"(?P<rel>прошл\w+|минувш\w+|эт(?:от|ой|у|им|ого|ом)|текущ\w+|нынешн\w+|следующ\w+|будущ\w+)"
)
_NUMBER: Final = r"(?P<n>\d{1,3}|один|одну|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)"


def _form(kind: Kind, pattern: str) -> Form:
    return Form(kind, re.compile(START + pattern, re.IGNORECASE))


RUSSIAN: Final = (
    _form(
        "days",
        rf"{day('d1')}(?:\s+(?P<m1>{_MONTH}))?{_JOINED}{day('d2')}\s+(?P<m2>{_MONTH})\b"
        rf"{_OF_YEAR.replace('<y>', '<y2>')}",
    ),
    _form(
        "day",
        rf"(?:(?P<w>{_WEEKDAY}),?\s+)?{day('d')}(?:-?го)?\s+(?P<m>{_MONTH})\b{_OF_YEAR}",
    ),
    _form("month", rf"{_PART}?(?P<m>{_MONTH})\s+{year('y')}(?:\s+{_YEARS})?"),
    _form("month", rf"(?:в\s+)?{_PART}(?P<m>{_MONTH})\b(?!\s+\d)"),
    _form("month", rf"(?:в|во)\s+(?:{_RELATED}\s+)?(?P<m>{_MONTH})\b(?!\s+\d)"),
    _form(
        "season",
        rf"(?:{_RELATED}\s+)?(?P<s>весной|летом|осенью|зимой)(?:\s+{year('y')}"
        rf"(?:[-–/](?P<y2>\d{{4}}|\d\d))?(?:\s+{_YEARS})?)?(?!\w)",
    ),
    _form("year", rf"{_PART}?{year('y')}(?:-?(?:го|м|й))?\s+(?:года|году|год|годом|г\.)(?!\w)"),
    _form("years", rf"{year('y1')}[-–](?P<y2>\d{{4}}|\d\d)(?:-?х)?\s+(?:годах|годов|годы|гг\.)"),
    _form(
        "decade", rf"{_PART}?(?P<decade>[12]\d\d)0-?(?:х|е|ых|ые)(?:\s+(?:годов|годах|годы|гг\.))?"
    ),
    _form("decade", rf"{_PART}?(?P<two>[2-9])0-?(?:х|е|ых|ые)\s+(?:годов|годах|годы|гг\.)"),
    _form("weekday", rf"(?:во?)\s+(?:{_RELATED}\s+)?(?P<w>{_WEEKDAY})\b"),
    _form("near day", r"(?P<near>позавчера|послезавтра|сегодня|вчера|завтра)\b"),
    _form("unit", rf"(?:на|за)\s+{_RELATED}\s+(?P<u>неделе|неделю)\b"),
    _form("unit", rf"в\s+{_RELATED}\s+(?P<u>месяце|году)\b"),
    _form(
        "ago",
        rf"(?:{_NUMBER}\s+)?(?P<u>день|дня|дней|недел[юиь]|месяц(?:а|ев)?|год(?:а)?|лет)\s+назад\b",
    ),
)
