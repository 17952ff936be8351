"""What is more than a row: quotes, hindsight, copied words, order, what nothing refers to."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby
from pathlib import Path
from typing import Final

import pandas as pd

from geodata.dates import day_of
from geodata.errors import CaseError, shortened
from geodata.moments import END_OF_DAY
from geodata.reading.sheet import Sheet, looked_up
from geodata.summaries import original_in, summary_in

SHARED_WORDS: Final = 6
"""From how many words on a run that summary and original share is warned of."""
QUOTED_WORDS: Final = 12
"""How many words an attributed quotation may have."""

NUMBERS_TOLD: Final = 20
"""Of so many paragraphs the numbers are told where a claim names another."""

_QUOTATION: Final = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»")
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*|¦")


def check_quotes(claims: Sheet, folder: Path) -> None:
    """Reject each claim whose paragraph or quote is not in the summary of its source.

    Letter case counts, line breaks and runs of spaces do not. Claims of sources without a summary
    on file are not checked, which is warned of once for each source.
    """
    frame = claims.frame
    pointing = (frame["paragraph"].notna() | (frame["quote"] != "")) & claims.sound
    for source_id, rows in frame[pointing].groupby("source_id"):
        try:
            summary = summary_in(folder, str(source_id))
        except CaseError as error:
            claims.warn(int(rows.index[0]), "quote", f"cannot be checked: {error}")
            continue
        if not summary.paragraphs:
            text = f"{source_id} has no summary on file; quotes not checked: {len(rows)}"
            claims.warn(int(rows.index[0]), "quote", text)
            continue
        paragraphs = _Paragraphs(summary.paragraphs)
        for position, number, quote in zip(
            rows.index, rows["paragraph"], rows["quote"], strict=True
        ):
            problem = paragraphs.problem(None if pd.isna(number) else int(number), quote)
            if problem:
                claims.reject_row(position, *problem)


class _Paragraphs:
    """The paragraphs of a summary, to be searched for many quotes."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts
        self._whole = "\n".join(texts.values())
        self._numbers = list(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts.values())]

    def problem(self, number: int | None, quote: str) -> tuple[str, str] | None:
        """Return the column at fault and what is wrong with it."""
        if number is not None and number not in self._texts:
            return "paragraph", f"the summary has no ¶{number}; it has {self._some_numbers()}"
        words = " ".join(quote.split())
        if number is not None and words in self._texts[number]:
            return None
        at = self._whole.find(words)
        if number is None and at >= 0:
            return None
        where = f"¶{number}" if number is not None else "the summary"
        found = self._numbers[bisect_right(self._starts, at) - 1]
        hint = f"they stand in ¶{found}" if at >= 0 else "copy them from there"
        return "quote", f"the words “{shortened(quote)}” do not stand in {where}; {hint}"

    def _some_numbers(self) -> str:
        told = ", ".join(map(str, self._numbers[:NUMBERS_TOLD]))
        count = len(self._numbers)
        return f"{told}, … ({count:,} in all)" if count > NUMBERS_TOLD else told


def look_beyond_rows(events: Sheet, claims: Sheet, sources: Sheet, folder: Path) -> None:
    """Warn of what is odd about rows that are each sound; the warnings join their sheets'."""
    _warn_of_hindsight(events, claims)
    _warn_of_contradictory_order(claims)
    _warn_of_what_nothing_names(events, claims, sources)
    for position, source_id in enumerate(sources.frame["source_id"].where(sources.sound, "")):
        for number, words in _shared_words(folder, source_id):
            text = (
                f"¶{number} of its summary shares “{words}” with the original; say it in own words"
            )
            sources.warn(position, "source_id", text)


def _warn_of_hindsight(events: Sheet, claims: Sheet) -> None:
    first = claims.accepted().groupby("event_id")["told_day"].min()
    found = events.accepted()
    told = looked_up(found["event_id"], first.to_dict(), "Int32")
    late = (found["latest"] > told) & ~found["open_end"]

    def message(position: int) -> str:
        latest, day = day_of(found["latest"][position]), day_of(told[position])
        text = f"its latest day, {latest}, lies after the first claim about it, of {day}"
        return f"{text}: does it hold hindsight?"

    events.warn_each(found.index[late.fillna(value=False)], "date", message)


def _warn_of_contradictory_order(claims: Sheet) -> None:
    """Warn where `seq` and printed times of one day put two claims the other way round."""
    found = claims.accepted()
    timed = found[found["told_second"] < END_OF_DAY].sort_values(["told_day", "seq", "told_second"])
    before = timed.shift()
    against = (timed["told_day"] == before["told_day"]) & (
        timed["told_second"] < before["told_second"]
    )
    text = "the printed time is earlier than that of a claim with a lower seq on the same day"
    odd = timed.index[against.fillna(value=False)]
    claims.warn_each(odd, "seq", lambda _: f"{text}; seq was followed")


def _warn_of_what_nothing_names(events: Sheet, claims: Sheet, sources: Sheet) -> None:
    found = claims.accepted()
    _warn_of_unnamed(events, found["event_id"], "no claim is about this event: it is never drawn")
    _warn_of_unnamed(sources, found["source_id"], "no claim is from this source")


def _warn_of_unnamed(sheet: Sheet, named: "pd.Series[str]", text: str) -> None:
    column = str(named.name)
    ids = sheet.accepted()[column]
    sheet.warn_each(ids.index[~ids.isin(named.unique())], column, lambda _: text)


def _shared_words(folder: Path, source_id: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of words, with their paragraphs, that a summary took over from its original.

    Attributed quotations of up to a dozen words may be taken over.
    """
    try:
        original = original_in(folder, source_id)
        summary = summary_in(folder, source_id)
    except CaseError:
        return
    if original is None:
        return
    runs = set(_runs(_words(original)))
    for number, paragraph in summary.paragraphs.items():
        own = _QUOTATION.sub(_without_quotation, paragraph)
        words = _words(own)
        shared = [run in runs for run in _runs(words)]
        start = 0
        for is_shared, same in groupby(shared):
            length = len(list(same))
            if is_shared:
                yield number, " ".join(words[start : start + length + SHARED_WORDS - 1])
            start += length


def _without_quotation(match: re.Match[str]) -> str:
    quoted = next(filter(None, match.groups()), "")
    return " ¦ " if len(_words(quoted)) <= QUOTED_WORDS else match[0]


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(SHARED_WORDS)), strict=False)
