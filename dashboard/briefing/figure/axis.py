"""The days that the timeline shows, and the ticks at calendar boundaries under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from geodata.dates import day_number, day_of
from geodata.view import Clock
from geodata.wording import span_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dashboard.briefing.shown import ShownView

TICK_ROOM: Final = 84.0
"""Units for the label of a tick."""
STEPS: Final = (("day", 1), ("day", 7), *(("month", n) for n in (1, 3, 12, 24, 60, 120, 600, 1200)))
DAYS_A_MONTH: Final = 30.44
MONDAY: Final = 4
"""A day whose number since 1970-01-01 is one: 5 January 1970."""
YEAR: Final = 12
NARROW: Final = 4
"""Windows shorter than the case's days by this much have the axis for themselves."""


@dataclass(frozen=True)
class Axis:
    """Days, from the first to the last, over so many units from the left."""

    first: int
    last: int
    left: float
    width: float

    def x(self, day: float) -> float:
        """Give where a day begins."""
        return self.left + (day - self.first) / (self.last - self.first + 1) * self.width

    @property
    def right(self) -> float:
        """Where the last day ends."""
        return self.left + self.width

    def ticks(self) -> Iterator[tuple[int, str]]:
        """Give the days of ticks with their labels, as many as have room."""
        most = max(2, int(self.width // TICK_ROOM))
        length = self.last - self.first
        unit, step = next(
            (
                one
                for one in STEPS
                if length / (one[1] * (1 if one[0] == "day" else DAYS_A_MONTH)) <= most
            ),
            STEPS[-1],
        )
        yield from _days(self, step) if unit == "day" else _months(self, step)


def axis_over(views: Iterable[ShownView], left: float, width: float) -> Axis | None:
    """Give the axis that has the days of all views; None where none has days."""
    axes = [axis for view in views if (axis := axis_of(view, left, width))]
    if not axes:
        return None
    return Axis(min(axis.first for axis in axes), max(axis.last for axis in axes), left, width)


def axis_of(shown: ShownView, left: float, width: float) -> Axis | None:
    """Give the axis of a view; None without days.

    On the second clock it shows nothing after the moment, on the first a narrow window only.
    """
    if shown.view.clock is Clock.TOLD:
        told = [
            own.claim.told_day for event in shown.events for own in event.claims if own.told_words
        ]
        if not told:
            return None
        first, last = min(told), max(told) if shown.moment is None else shown.moment.day
        margin = max(2, round((last - first) * 0.06))
        return Axis(first - margin, max(last, first) + 1, left, width)
    if shown.span is None:
        return None
    first, last = shown.span
    window = _window(shown, first, last)
    if window:
        margin = max(1, round((window[1] - window[0]) * 0.06))
        return Axis(window[0] - margin, window[1] + margin, left, width)
    margin = max(2, round((last - first) * 0.02))
    return Axis(first - margin, last + margin, left, width)


def _window(shown: ShownView, first: int, last: int) -> tuple[int, int] | None:
    """Give the days that are asked for, where the whole case's would leave too little of them."""
    view = shown.view
    start = first if view.from_day is None else max(first, day_number(view.from_day))
    end = last if view.to_day is None else min(last, day_number(view.to_day))
    is_narrow = start <= end and (end - start + 1) * NARROW < last - first + 1
    return (start, end) if is_narrow else None


def _days(axis: Axis, step: int) -> Iterator[tuple[int, str]]:
    first = -(-(axis.first - MONDAY) // step) * step + MONDAY
    for day in range(first, axis.last + 1, step):
        yield day, span_words(day, day)


def _months(axis: Axis, step: int) -> Iterator[tuple[int, str]]:
    months = day_of(axis.first).year * YEAR
    last = day_of(axis.last)
    while months <= last.year * YEAR + last.month - 1:
        year, month = divmod(months, YEAR)
        day = day_number(date(year, month + 1, 1)) if year > 0 else axis.first - 1
        fits = step <= YEAR or year % (step // YEAR) == 0
        if day >= axis.first and fits:
            yield day, _month_words(year, month + 1, whole_year=step >= YEAR)
        months += min(step, YEAR)


def _month_words(year: int, month: int, *, whole_year: bool) -> str:
    first = date(year, month, 1)
    if whole_year:
        return span_words(first, date(year, YEAR, 31))
    following = (first + timedelta(days=31)).replace(day=1)
    return span_words(first, following - timedelta(days=1))
