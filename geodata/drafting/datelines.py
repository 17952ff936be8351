"""Datelines: “KYIV, 17 April (Agency) —” says where the reporter is; nothing happened there."""

import re
from typing import Final

_CITY: Final = r"[A-ZÀ-ÞА-ЯƏ][A-ZÀ-ÞА-ЯƏ’'./ -]{2,40}"
_DAY: Final = r"(?:,?\s+\d{1,2}\s\w+|,?\s+(?:[\w.]+\s+){0,2}[\w.]*\d{1,4}\.?)?"
_AGENCY: Final = r"\s*(?:\((?:[A-Z][\w/ .&-]{1,30})\)|/[A-Z][\w. -]{1,20}/\.?)"
_DASH: Final = r"\s*(?:--\s*|(?:[-–—]|:)\s+)"
_SLASHED: Final = re.compile(
    rf"{_CITY}(?:,\s[\w.]+){{0,2}}{_DAY}\.?,?\s*/[A-Z][\w. -]{{1,20}}/\.?\s+"
)
_SOURCE: Final = re.compile(
    r"\([A-Z][\w-]*-?\s?[A-Z]\w+\)\s+(?=[A-Z])|[A-Z]\w+\.(?:Net|com|am|az)\s-\s"
)
_LOUD: Final = re.compile(rf"{_CITY}(?:,\s[\w.]+){{0,2}}{_DAY}(?:{_AGENCY})?{_DASH}")
_SIGNED: Final = re.compile(
    rf"(?:[A-ZÀ-ÞА-ЯƏ][\w’'. /-]{{1,40}}(?:,\s[\w.]+){{0,2}}{_DAY})?{_AGENCY}{_DASH}"
)
_NAMED: Final = re.compile(
    r"[A-ZÀ-ÞА-ЯƏ][\w’'-]++(?:[\s/][A-ZÀ-ÞА-ЯƏ][\w’'-]++){0,2}[\s/]?,\s(?:\d{1,2}\s[\w]+|[A-Z]\w+\.?\s\d{1,2}),?(?:\s\d{4})?"
    r"(?:,?\s[A-Z][\w.-]+)?\s*[.–—-]{1,2}\s+"
)
_LONGEST: Final = 200


def dateline_end(text: str, start: int, end: int) -> int:
    """Return where what follows a dateline begins; `start` where none stands there."""
    for form in (_SLASHED, _LOUD, _SIGNED, _NAMED, _SOURCE):
        if match := form.match(text, start, min(end, start + _LONGEST)):
            return match.end()
    return start
