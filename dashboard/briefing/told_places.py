"""Where statements and the second clock's moment stand on a timeline, by the live page's rules.

`viewer/static/timeline/rows.js` places the ticks, `moment_handle.js` the moment: both are days
since 1970-01-01 with the part of the day that has gone by in the order told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.viewer.told_columns import stop_columns

if TYPE_CHECKING:
    import pandas as pd

    from geodata.moments import Moment


def claim_places(claims: pd.DataFrame) -> dict[str, float]:
    """Give where the ticks of claims stand: those of one day side by side, in their order.

    Parameters
    ----------
    claims
        All that the filters leave, told later or not: a tick stands where it always stands.
    """
    dated = claims[claims["told_day"].notna()].sort_values("told_order")
    of_day = dated.groupby("told_day")["told_order"]
    within = (of_day.cumcount() + 0.5) / of_day.transform("size")
    places = dated["told_day"].astype(float) + within
    return dict(zip(dated["claim_id"], places, strict=True))


def moment_place(claims: pd.DataFrame, moment: Moment | None, order: int) -> float | None:
    """Give where a moment stands: after the last statement told, or at the end of its day.

    Parameters
    ----------
    claims
        All of the case.
    moment
        None is when everything had been told.
    order
        Of the last claim that counts.

    Returns
    -------
    None where nothing says when it was told.
    """
    stops = stop_columns(claims)
    days, orders = stops["day"], stops["order"]
    if not days:
        return None
    day = days[-1] if moment is None else moment.day
    of_day = [own for own, stop_day in zip(orders, days, strict=True) if stop_day == day]
    told = sum(1 for own in of_day if own <= order)
    return float(day + (told / len(of_day) if 0 < told < len(of_day) else 1))
