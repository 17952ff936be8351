"""Who speaks: the words before a reporting verb, or after “according to”, and no others."""

import re
from collections.abc import Sequence
from typing import Final

from geodata.drafting.reporting_words import (
    BEGINS_A_SENTENCE,
    BEHIND_SPEAKERS,
    EVENTS,
    IN_FRONT_OF_SPEAKERS,
    NOBODY,
    OFFICES,
)

_CLAUSE: Final = re.compile(
    r"[;:]\s+|,\s+|\s[–—]\s|[\"”]\s*,?\s+|[,.?!]’\s+|"
    r"\b(?:that|but|which|while|although|as|whereas|when|after|because)\s+",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s+and\s+(?=(?:the\s+)?[A-Z])")
_IN_FRONT: Final = re.compile(rf"\A(?:(?:{IN_FRONT_OF_SPEAKERS})\b(?!-),?\s*)+", re.IGNORECASE)
_AT_END: Final = re.compile(rf"(?:\s+(?:{BEHIND_SPEAKERS}))+$", re.IGNORECASE)
_AFTER: Final = re.compile(rf",\s+(?=(?:{BEGINS_A_SENTENCE})\b)", re.IGNORECASE)
_LONGEST_WORDS: Final = 600
"""Characters in which a speaker is named, with all that is said of them."""

_LONGEST: Final = 14
"""Words of a speaker; more are a clause and no name."""

_CLAUSE_VERB: Final = re.compile(
    r"\b(?:would|will|could|should|has|have|had|was|were|is|are|did|does|been)\b|[\"“”]",
    re.IGNORECASE,
)
_HAPPENED: Final = re.compile(rf"\s(?=\w+ed\b)(?:{EVENTS.pattern})", re.IGNORECASE)
_WHO: Final = re.compile(r",?\s+who\b.*", re.DOTALL)
_DETERMINER: Final = re.compile(r"the|an?|one|another|local", re.IGNORECASE)
_NO_APPOSITION: Final = re.compile(
    r"\s*(?:in|on|at|speaking|who|which|after|before|during|when|while|citing|quoting)\b",
    re.IGNORECASE,
)
_LIST_BEFORE: Final = re.compile(r"(?:\A|\s)((?:[\w’'-]+,\s+){1,3})\Z")
_OFFICE_BEFORE: Final = re.compile(
    rf"(?:\A|[,;:\"]\s*)((?:the|an?|[A-Z])[^,;:\"]{{2,60}}(?:{OFFICES})),\s+\Z"
)
_MERE_NAME: Final = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}")
_NAMED: Final = re.compile(
    r"\s*(?P<name>(?:the|an?|one|another|local|[A-ZÀ-ÞƏА-Я])(?:[^,;:.\"()]|\.(?=\s?[A-Z]|\w))*)"
    r"(?:,\s+(?P<more>(?:the|an?|head|chief|leader|director|spokes\w+|deputy|who)\b[^,;:.\"]*))?"
)
_TAIL: Final = re.compile(
    r"\s(?:in an?\b|in the (?:statement|interview)|on (?:telegram|twitter|facebook|x|state)|"
    r"at an?\b|"
    r"after|as|when|while|during|before|following|by (?:phone|telephone)|late|early|in remarks|"
    r"at the|adding|told|said)\b.*",
    re.DOTALL,
)
_TIME_BEHIND: Final = re.compile(r",\s+(?=(?:in|on|at|by|as|when|who|which|with|after|before)\b)")


def subject_before(text: str, start: int, verb: int, times: Sequence[tuple[int, int]]) -> str:
    """Give who does what a verb tells, as the text has it; "" where no such words are before it.

    Parameters
    ----------
    text
        The text.
    start, verb
        Where the sentence and the verb begin.
    times
        Where dates stand: "the ministry on Wednesday confirmed" is said by the ministry.
    """
    before = _without_times(text, start, verb, times)
    apposition = ""
    if before.rstrip().endswith(","):
        head, _, apposition = before.rstrip(" ,").rpartition(",")
        if not head.strip():
            head, apposition = apposition, ""
        before = head
        if _NO_APPOSITION.match(apposition):
            apposition = ""
    found = ""
    for mark in reversed(list(_CLAUSE.finditer(before))):
        found = cleaned(before[mark.end() :])
        if found:
            found = _with_list(before[: mark.end()], found)
            office = _OFFICE_BEFORE.search(before[: mark.end()])
            if office and not apposition and _MERE_NAME.fullmatch(found):
                return f"{cleaned(office[1])} ({found})" if cleaned(office[1]) else found
            break
    found = found or cleaned(before)
    return f"{found} ({apposition.strip()})" if found and apposition.strip() else found


def _with_list(before: str, last: str) -> str:
    """Give “residents, activists and doctors” where only the last of them was found."""
    listed = _LIST_BEFORE.search(before)
    is_list = listed and " and " in last and last[0].islower() and not last.startswith("the ")
    return f"{listed[1]}{last}" if listed and is_list else last


def subject_after(text: str, verb_end: int, times: Sequence[tuple[int, int]]) -> str:
    """Give who is named after the verb: “…,” said Anna Berg, a spokeswoman for the port."""
    cut = min([begin for begin, _ in times if begin >= verb_end], default=len(text))
    match = _NAMED.match(text[:cut], verb_end)
    if match is None:
        return ""
    found = cleaned(_TAIL.sub("", match["name"]))
    if not found or _DETERMINER.fullmatch(found):
        return ""
    more = match["more"] or ""
    if more.startswith("who"):
        more = ""
    return f"{found} ({' '.join(more.split())})" if found and more else found


def _without_times(text: str, start: int, verb: int, times: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], start
    for begin, end in times:
        if start <= begin and end <= verb:
            pieces.append(text[at:begin])
            at = end
    pieces.append(text[at:verb])
    return " ".join(" ".join(pieces).split()) + (" " if pieces else "")


def after_according(words: str) -> str:
    """Give who is named after “according to”: up to where the sentence itself begins."""
    clause = re.split(r"\bthat\b|;|\s[–—]\s|[\"“]", words, maxsplit=1)[0]
    clause = _TIME_BEHIND.split(clause, maxsplit=1)[0]
    parts = _AFTER.split(clause)
    named = parts[0] if len(parts) > 1 else clause
    if len(parts) == 1:
        named = re.split(r",\s+", clause)[0]
    return cleaned(named.rstrip(" .,"))


def cleaned(words: str) -> str:
    """Give a speaker's words without adverbs in front and auxiliaries behind; "" for no name."""
    words = words.strip(" ,\"“”'")
    if len(words) > _LONGEST_WORDS:
        return ""
    found = _IN_FRONT.sub("", words, count=1) if words.strip() else ""
    found = _AT_END.sub("", found)
    found = _WHO.sub("", found.strip(" ,\"“”'"))
    count = len(found.split())
    is_clause = _CLAUSE_VERB.search(found) or _HAPPENED.search(found)
    if found.casefold().endswith((" and", ", and")):
        return ""
    if not count or count > _LONGEST or found.casefold() in NOBODY or is_clause:
        return ""
    return found


def each_of(speaker: str) -> tuple[str, ...]:
    """Give the speakers that “X and Y” names; one where the words are a single name."""
    parts = _AND.split(speaker)
    if len(parts) == 1 or "between" in speaker.casefold():
        return (speaker,)
    return tuple(part.strip() for part in parts)
