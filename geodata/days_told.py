"""When an event was said to have happened, by any moment: a day told later is not known before.

An event's row has one date, which rests on all of its claims. Where a claim of the date says one of
its bounds, that bound is known from this claim on; a bound that no claim says is the row's own and
known from the start. Until its last day is known, an event happened by the day on which somebody
first said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geodata.claims import AFFIRMING
from geodata.columns import ClaimField, Stance
from geodata.dates import DateError, day_number, parse_date
from geodata.day_words import day_words
from geodata.event_days import EventDays
from geodata.moments import FROM_THE_START

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from geodata.claims import Claim

_SAYS_IT_HAPPENED: Final = AFFIRMING - {Stance.INFERS}


@dataclass(frozen=True)
class EarlyDays:
    """An event's days as they were told before a claim said more.

    `until` is the order of that claim; `earliest` and `latest` are None where not known then.
    """

    until: int
    earliest: int | None
    latest: int | None
    words: str


def early_days(days: EventDays, claims: Sequence[Claim], timezone: tzinfo) -> tuple[EarlyDays, ...]:
    """Give the days of an event as they were told before all of them were.

    Parameters
    ----------
    days
        All of the event's, as its row has them.
    claims
        All of the event's, in the order told.
    timezone
        The case's.

    Returns
    -------
    In the order of `until`; none where the first claim already told the days, or none ever does.
    """
    if days.earliest is None or days.latest is None or not claims:
        return ()
    told = list(_bounds_claimed(claims, timezone))
    start = min(
        (order for order, first, _ in told if first == days.earliest), default=FROM_THE_START
    )
    end = min((order for order, _, last in told if last == days.latest), default=FROM_THE_START)
    said = next((claim.told_day for claim in claims if claim.stance in _SAYS_IT_HAPPENED), None)
    first_order = claims[0].told_order
    return tuple(
        _days_before(
            None if start >= until else days.earliest, said if end >= until else days.latest, until
        )
        for until in sorted({start, end})
        if until > first_order
    )


def _bounds_claimed(
    claims: Sequence[Claim], timezone: tzinfo
) -> list[tuple[int, int | None, int | None]]:
    """Take the dates that claims say: order, first and last day, None for an open end."""
    found: list[tuple[int, int | None, int | None]] = []
    for claim in claims:
        if claim.field != ClaimField.DATE or claim.stance not in AFFIRMING:
            continue
        try:
            when = parse_date(claim.value, timezone)
        except DateError:
            continue  # a value in words, which says no bound
        first = None if when.open_start else day_number(when.earliest)
        last = None if when.open_end else day_number(when.latest)
        found.append((claim.told_order, first, last))
    return found


def _days_before(earliest: int | None, latest: int | None, until: int) -> EarlyDays:
    if earliest is not None and latest is not None and latest < earliest:
        latest = None
    known = [day for day in (earliest, latest) if day is not None]
    words = ""
    if known:
        bounds = EventDays(
            known[0], known[-1], open_start=earliest is None, open_end=latest is None
        )
        words = day_words(bounds)
    return EarlyDays(until, earliest, latest, words)
