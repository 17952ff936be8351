"""A view in sentences: which clock and days, which filters, how much of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.viewer.told_columns import stops
from geodata.dates import day_of
from geodata.moments import END_OF_DAY, Told
from geodata.span import span_of
from geodata.translation import gettext, message, messages, ngettext
from geodata.view import Clock
from geodata.wording import moment_words, span_words, standing_label

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.moments import Moment
    from geodata.store import Counts
    from geodata.view import View
    from geodata.wording import Naming

_HAPPENED: Final = message("{sources} happened {first} – {last}, as it stands today.")
_HAPPENED_UNDATED: Final = message("{sources} happened, as it stands today.")
_TOLD: Final = message("{sources} by {moment}.")
_SAY: Final = messages("What this one source says", "What these {count} sources say")
_HAD_SAID: Final = messages("What this one source had said", "What these {count} sources had said")
_WITHIN_DAY: Final = message("{day}, {index} of {count} that day")
MINUTE: Final = 60
_EVERYTHING: Final = message("now")
_KIND: Final = message("Kind: {values}.")
_STANDING: Final = message("Standing: {values}.")
_SOURCE: Final = message("Source: {values}.")
_ACTOR: Final = message("Actor: {values}.")
_SEARCH: Final = message("Search: “{words}”.")
_SHOWN: Final = messages("{count} event of {total}", "{count} events of {total}")
_TOLD_OF: Final = messages("{count} event told of", "{count} events told of")
_WITHOUT_PLACE: Final = messages("{count} without a place", "{count} without a place")
_WITHOUT_DAY: Final = messages("{count} without a day", "{count} without a day")
_REJECTED: Final = messages(
    "{count} row of the tables could not be read", "{count} rows of the tables could not be read"
)


def time_words(case: Case, view: View, moment: Moment | None) -> str:
    """Tell in a sentence which clock is shown, and its window or moment."""
    count = len(case.sources)
    if view.clock is Clock.TOLD:
        sources = ngettext(*_HAD_SAID, count).format(count=count)
        return gettext(_TOLD).format(sources=sources, moment=told_by(case, moment))
    sources = ngettext(*_SAY, count).format(count=count)
    span = span_of(case)
    if span is None:
        return gettext(_HAPPENED_UNDATED).format(sources=sources)
    first = max(view.from_day, day_of(span[0])) if view.from_day else day_of(span[0])
    last = min(view.to_day, day_of(span[1])) if view.to_day else day_of(span[1])
    return gettext(_HAPPENED).format(
        sources=sources, first=span_words(first, first), last=span_words(last, last)
    )


def told_by(case: Case, moment: Moment | None) -> str:
    """Tell a moment: its day; where more was told on it, with the hour, the statement or both."""
    claims = case.claims[case.claims["told_day"].notna()]
    if claims.empty:
        return gettext(_EVERYTHING)
    told = [Told.of(row) for row in claims.to_dict("records")]
    numbers = stops(claims)
    counted = [at for at, one in enumerate(told) if moment is None or moment.includes(one)]
    day = moment.day if moment is not None else told[-1].day
    words = span_words(day, day)
    if not counted or told[counted[-1]].day != day:
        return words
    of_day = sorted({number for number, one in zip(numbers, told, strict=True) if one.day == day})
    last = numbers[counted[-1]]
    if len(counted) == sum(1 for one in told if one.day <= day):
        return words
    newest = told[counted[-1]]
    at_once = {
        number
        for number, one in zip(numbers, told, strict=True)
        if one.day == day and one.second // MINUTE == newest.second // MINUTE
    }
    if newest.second < END_OF_DAY:
        words = moment_words(day, day, newest.second)
        if len(at_once) == 1 or (moment is not None and moment.second is not None):
            return words
    return gettext(_WITHIN_DAY).format(day=words, index=of_day.index(last) + 1, count=len(of_day))


def filter_words(view: View, naming: Naming) -> tuple[str, ...]:
    """Tell each filter in a sentence; none where nothing is filtered."""
    by_name = (
        (_KIND, view.kind),
        (_STANDING, tuple(standing_label(name) for name in view.standing)),
        (_SOURCE, tuple(naming.publishers.get(source, source) for source in view.source)),
        (_ACTOR, view.actor),
    )
    sentences = [
        gettext(pattern).format(values=", ".join(values)) for pattern, values in by_name if values
    ]
    if view.q:
        sentences.append(gettext(_SEARCH).format(words=view.q))
    return tuple(sentences)


def count_words(counts: Counts, view: View, rejected: int) -> str:
    """Tell how many events are shown, how many of them without a place or a day, what is unread."""
    if view.clock is Clock.TOLD:
        parts = [ngettext(*_TOLD_OF, counts.shown).format(count=f"{counts.shown:,}")]
    else:
        shown = ngettext(*_SHOWN, counts.shown)
        parts = [shown.format(count=f"{counts.shown:,}", total=f"{counts.total:,}")]
    for forms, count in (
        (_WITHOUT_PLACE, counts.without_place),
        (_WITHOUT_DAY, counts.without_date),
        (_REJECTED, rejected),
    ):
        if count:
            parts.append(ngettext(*forms, count).format(count=f"{count:,}"))
    return " · ".join(parts)
