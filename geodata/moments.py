"""When a claim was told, and the moment up to which a reader looks.

Claims have one total order: by day, within a day by `seq`, then by the printed time, then by their
row in the file. A moment is one of three: the end of a day, an instant, or a claim.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, Final, Self

from geodata.dates import day_number, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

END_OF_DAY: Final = 86_400
"""The second of a claim without a printed time: it counts from the end of its day."""

FROM_THE_START: Final = -1
"""Stands for an order before every claim's."""


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """When a claim was told; the order of its values is the order of telling.

    Parameters
    ----------
    day
        Days since 1970-01-01 in the case's time zone: the latest that the claim's date allows.
    seq
        The order within the day as the case's author gives it; 0 where none is given.
    second
        Seconds from midnight, or `END_OF_DAY` where no time is printed.
    row
        What settles ties: the claim's row, or its `told_order`.
    """

    day: int
    seq: int = 0
    second: int = END_OF_DAY
    row: int = 0

    @classmethod
    def of(cls, claim: "Mapping[Any, Any] | pd.Series[Any]") -> Self:
        """Return when a row of a case's claims was told."""
        return cls(
            int(claim["told_day"]),
            int(claim["seq"]),
            int(claim["told_second"]),
            int(claim["told_order"]),
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """Up to when a reader looks; made by `end_of`, `at` or `of_claim`.

    Parameters
    ----------
    day
        The day on which the moment lies, in days since 1970-01-01.
    second
        For an instant the seconds from midnight, else `None`.
    claim
        For the moment of a claim when that was told, else `None`.
    """

    day: int
    second: int | None = None
    claim: Told | None = None

    @classmethod
    def end_of(cls, day: date | int) -> Self:
        """Return the end of a day: everything told on it counts."""
        return cls(day if isinstance(day, int) else day_number(day))

    @classmethod
    def at(cls, instant: datetime, timezone: tzinfo) -> Self:
        """Return an instant: a claim counts if its printed time is not after it.

        A claim of the same day without a printed time does not count yet.

        Parameters
        ----------
        instant
            If it carries no zone, it is taken to be in `timezone`.
        timezone
            The case's.
        """
        local = (
            instant.replace(tzinfo=timezone)
            if instant.tzinfo is None
            else instant.astimezone(timezone)
        )
        second = local.hour * 3600 + local.minute * 60 + local.second
        return cls(day_number(local.date()), second)

    @classmethod
    def of_claim(cls, told: Told) -> Self:
        """Return the moment of a claim: it and everything before it in the total order counts."""
        return cls(told.day, claim=told)

    @property
    def date(self) -> date:
        """The day on which the moment lies."""
        return day_of(self.day)

    def includes(self, told: Told) -> bool:
        """Whether a claim told then counts at this moment."""
        if self.claim is not None:
            return told <= self.claim
        if self.second is None or told.day != self.day:
            return told.day <= self.day
        return told.second <= self.second

    def mask(self, claims: "pd.DataFrame") -> "pd.Series[bool]":
        """Return for each row of a case's claims whether it counts at this moment."""
        day, second = claims["told_day"], claims["told_second"]
        if self.claim is not None:
            counts = claims["told_order"] <= self.claim.row
            counts = (second < self.claim.second) | ((second == self.claim.second) & counts)
            seq = claims["seq"]
            counts = (seq < self.claim.seq) | ((seq == self.claim.seq) & counts)
        elif self.second is not None:
            counts = second <= self.second
        else:
            return (day <= self.day).astype(bool)
        return ((day < self.day) | ((day == self.day) & counts)).astype(bool)
