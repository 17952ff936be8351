"""One event's days as a value: what words and the second clock need of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd


class EventDays(NamedTuple):
    """The days of a row of a case's events, see `docs/architecture.md`.

    Days since 1970-01-01, both ends included; None where there is none. An open side has the first
    or the last day there is.
    """

    earliest: int | None
    latest: int | None
    core_start: int | None = None
    core_end: int | None = None
    is_interval: bool = False
    is_approximate: bool = False
    open_start: bool = False
    open_end: bool = False


def days_of_events(events: pd.DataFrame) -> tuple[EventDays, ...]:
    """Make the days of a case's events frame into values, in the frame's order."""
    columns = (whole_numbers(events[name]) for name in EventDays._fields)
    return tuple(map(EventDays._make, zip(*columns, strict=True)))


def whole_numbers(column: pd.Series[Any]) -> list[Any]:
    """Give a column's whole numbers or flags as Python has them, None where there is none."""
    cells: list[Any] = column.to_numpy(object, na_value=None).tolist()  # type: ignore[call-overload]  # the stubs know no None here
    return cells
