"""What stands round a date: the word before it, the time of day, the clause that it is in."""

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from geodata.drafting.date_words import folded

_CLOCK: Final = (
    r"(?:[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?m\b\.?)?|[01]?\d\.[0-5]\d\s*[ap]\.?m\b\.?|"
    r"[01]?\d\s*[ap]\.?m\b\.?)"
    r"(?:\s*\(?(?:GMT|UTC|(?-i:[A-Z])\w+\s+time|local\s+time)\b\)?)?"
)
_HOUR: Final = r"(?:noon|midday|midnight|dawn|dusk|sunrise|sunset|полдень|полдня|günorta)"
_TOWARDS: Final = (
    r"(?:at|around|about|by|before|after|until|from|since|(?:shortly|just)\s+(?:before|after)|"
    r"в|около|к|после)\s+(?:around\s+|about\s+)?"
)
_DAY_PART: Final = (
    r"(?:(?:in|on|during)\s+the\s+(?:early\s+|late\s+)?(?:hours|morning|afternoon|evening|night)"
    r"(?:\s+hours)?\s+of|(?:утром|днём|днем|вечером|ночью)|overnight|(?:early|late)(?=\s+on))"
)
_LEADS: Final = {
    **dict.fromkeys(("since", "from", "not before", "no earlier than"), "since"),
    **dict.fromkeys(("с", "со", "начиная с"), "since"),
    **dict.fromkeys(("until", "till", "through", "до", "вплоть до"), "until"),
    **dict.fromkeys(("by", "no later than", "к", "ко"), "by"),
    **dict.fromkeys(("before", "prior to", "перед"), "before"),
    **dict.fromkeys(("after", "после"), "after"),
    **dict.fromkeys(("between", "между"), "between"),
}
_PLAIN_LEADS: Final = (
    "on",
    "in",
    "at",
    "of",
    "for",
    "during",
    "throughout",
    "over",
    "circa",
    "c.",
    "в",
    "во",
    "на",
    "за",
)
_ABOUT_LEADS: Final = frozenset({"circa", "c."})
_ABOUT: Final = r"around|about|approximately|roughly|circa|c\.|около|примерно|təxminən"


def _alternatives(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:(?P<time>{_DAY_PART}|(?:{_TOWARDS})?(?:{_HOUR}|{_CLOCK}))\s*,?\s+)?"
    rf"(?:(?P<lead>{_alternatives((*_LEADS, *_PLAIN_LEADS))})\s+)?"
    rf"(?:(?P<about>{_ABOUT})\s+)?(?P<the>the\s+)?(?P<vague>(?:early|late)\s+(?:on\s+)?)?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    rf"\s*,?\s+(?P<at>(?:{_TOWARDS})(?:{_HOUR}|{_CLOCK}))|"
    rf"\s*,?\s+(?P<clock>[0-2]?\d:[0-5]\d(?:\s*[ap]\.?m\b\.?)?(?:\s*\(?(?:GMT|UTC)\b\)?)?)(?![\d:])|"
    r"\s+(?P<part>morning|afternoon|evening|night|утром|вечером|ночью)\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
    r"\s*(?P<half>[ap])?(?:\.?m\b\.?)?\s*\(?(?P<zone>GMT|UTC|\w+\s+time)?",
    re.IGNORECASE,
)
_HALF_DAY: Final = 12
_LONGEST_BEFORE: Final = 70
_LONGEST_AFTER: Final = 60
_LONGEST_CLAUSE: Final = 200

_SENTENCE_END: Final = re.compile(
    r"(?<![A-Z])(?<![ap]\.m)(?<!\bMr|\bDr|\bSt)(?<!\bMrs|\bGov|\bSen|\bRep|\bGen|\bCol)"
    r"(?<![.!?…][.!?…])[.!?…]+[\"”»’')\]]*\s+(?=[\"“«‘'(\[]?[^\W\d_a-zа-яёəöüğıçş])|\n\s*\n"
)
_CLAUSE_END: Final = re.compile(r"[;:“”«»\"()–—]|,\s|\s-\s|\b(?:that|что|ki)\b")
_PARAGRAPH_END: Final = re.compile(r"\n\s*\n|(?<=[.!?…”\"’])[^\S\n]*\n")
_WORD: Final = re.compile(r"\w")
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_PLAIN_DAY: Final = re.compile(r"\d+\s+\w+$|[A-Z]\w+\s+\d|\d{4}$")


class Surroundings(NamedTuple):
    """What stands directly round a date.

    `start` and `end` are those of the date with these words; `word` is the one before it and
    `lead` its meaning (`since`, `until`, `by`, `before`, `after`, `between`, or none of these);
    `time` is the time of day as printed.
    """

    start: int
    end: int
    word: str = ""
    lead: str = ""
    is_about: bool = False
    time: str = ""


def surroundings_of(
    text: str, start: int, end: int, within: tuple[int, int], *, takes_time: bool
) -> Surroundings:
    """Find the words round a date at `start` to `end` that belong to it.

    `within` bounds where they may stand, and `takes_time` says whether a time of day may be one of
    them: it belongs to a single day only. A date that only
    says which thing is meant (`after Wednesday's attack`, `before the 17 April statement`) keeps
    to itself.
    """
    since = max(within[0], start - _LONGEST_BEFORE)
    before = _BEFORE.search(text[since:start])
    parts = {name: part or "" for name, part in (before.groupdict() if before else {}).items()}
    word = folded(parts.get("lead", ""))
    if before is None or word == "of" or _says_which(text, start, end, parts["the"]):
        return Surroundings(start, end, word)
    kept = ("time", "lead", "about", "vague") if takes_time else ("lead", "about")
    first = min((since + before.start(name) for name in kept if parts[name]), default=start)
    time, last = (parts["time"] or parts["vague"]), end
    if takes_time and (after := _AFTER.match(text[end : min(within[1], end + _LONGEST_AFTER)])):
        last = end + after.end()
        time = next(filter(None, after.groups())) or time
    time = " ".join(time.split()) if takes_time else ""
    is_about = bool(parts["about"]) or word in _ABOUT_LEADS
    return Surroundings(first, last, word, _LEADS.get(word, ""), is_about, time)


def _says_which(text: str, start: int, end: int, article: str) -> bool:
    return bool(_POSSESSIVE.match(text, end) or (article and _PLAIN_DAY.match(text[start:end])))


def clock_of(time: str) -> tuple[str, str]:
    """Return `THH:MM` with a `Z` where it is of UTC, and the zone as printed; empty without one."""
    match = next((m for m in _TIME.finditer(time) if m["minute"] or m["half"]), None)
    if match is None:
        return "", ""
    hour, minute, half = (
        int(match["hour"]),
        int(match["minute"] or 0),
        (match["half"] or "").lower(),
    )
    if half:
        hour = hour % _HALF_DAY + _HALF_DAY * (half == "p")
    zone = match["zone"] or ""
    ending = "Z" if zone.upper() in {"GMT", "UTC"} else ""
    return (f"T{hour:02}:{minute:02}{ending}" if hour < 2 * _HALF_DAY else ""), zone


class Layout:
    """Where a text's paragraphs and sentences start, to be asked of positions in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = [0, *(match.end() for match in _PARAGRAPH_END.finditer(text))]
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph at a position."""
        return bisect_right(self._paragraphs, position)

    def clause(self, start: int, end: int) -> str:
        """Return the clause of a date, `@` in its place.

        The next clause is part of it where the date is all that it says.
        """
        number = bisect_right(self._sentences, start)
        first = max(self._sentences[number - 1], start - _LONGEST_CLAUSE)
        last = self._sentences[number] if number < len(self._sentences) else len(self._text)
        last = max(min(last, end + _LONGEST_CLAUSE), end)
        before = self._text[first:start]
        begins = max((match.end() for match in _CLAUSE_END.finditer(before)), default=0)
        after = self._text[end:last]
        ends = [match.start() for match in _CLAUSE_END.finditer(after)]
        own = after[: ends[0]] if ends else after
        if ends and not _WORD.search(before[begins:]) and not _WORD.search(own):
            own = after[: ends[1]] if len(ends) > 1 else after
        return f"{before[begins:].rstrip()} @ {own}"
