"""The order in which claims were told, and which of them are copies of one statement."""

import numpy as np
import pandas as pd

from geodata.places import folded
from geodata.reading.sheet import looked_up

STATEMENT = ("event_id", "speaker", "stance", "field", "value")


def in_order_told(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims in their total order: day, then `seq`, then printed time, then row."""
    order = order_told(claims["told_day"], claims["seq"], claims["told_second"])
    return claims.take(order).assign(told_order=np.arange(len(claims), dtype=np.int64))


def order_told(
    day: "pd.Series[int]", seq: "pd.Series[int]", second: "pd.Series[int]"
) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return the positions of claims in their total order; none of the three may be missing."""
    return np.lexsort([column.to_numpy(np.int64) for column in (second, seq, day)])


def statement_ids(claims: pd.DataFrame, sources: pd.DataFrame) -> "pd.Series[str]":
    """Return for each claim the id of the first claim that makes the same statement.

    Claims are copies of one statement where event, speaker, stance, field and value are the same
    and their sources go back to one original: `original_source` names another source of the case,
    or, in the same words, one that is not in it.
    """
    if claims.empty:
        return claims["claim_id"]
    roots = looked_up(claims["source_id"], _roots(sources))
    keys = [claims[name] for name in STATEMENT]
    return claims.groupby([*keys, roots], sort=False)["claim_id"].transform("first")


def _roots(sources: pd.DataFrame) -> dict[str, str]:
    """Return for each source what it goes back to."""
    own = dict(zip(sources["source_id"], sources["original_source"], strict=True))
    by_name = {folded(source_id): source_id for source_id in own}
    roots = {}
    for source_id in own:
        seen = [source_id]
        while original := own.get(seen[-1], ""):
            original = by_name.get(folded(original), folded(original))
            if original in seen:
                # sources that name each other are one family, whichever is asked first
                seen = [min(seen[seen.index(original) :])]
                break
            seen.append(original)
        roots[source_id] = seen[-1]
    return roots
