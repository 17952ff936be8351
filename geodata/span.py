"""The days that a case covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geodata.casebook import Case


def span_of(case: Case) -> tuple[int, int] | None:
    """Give the first and last day of a case: of what happened, and of what was told.

    Open starts and ends do not count.

    Returns
    -------
    Days since 1970-01-01, both included; None where the case has no day at all.
    """
    events, told = case.events, case.claims["told_day"]
    starts = _days(events["earliest"][~events["open_start"]], told)
    ends = _days(events["latest"][~events["open_end"]], told)
    if not len(starts):
        return None
    earliest = int(starts.min())
    return earliest, max(earliest, int(ends.max()) if len(ends) else earliest)


def _days(*columns: pd.Series[int]) -> NDArray[np.int64]:
    return np.concatenate([column.dropna().to_numpy(np.int64) for column in columns])
