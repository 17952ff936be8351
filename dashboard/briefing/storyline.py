"""A storyline: the moments of the second clock, each as the query of a view."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.viewer.told_columns import stops
from geodata.asof import moment_asof
from geodata.permalinks import view_of_permalink
from geodata.view import Clock

if TYPE_CHECKING:
    import pandas as pd

    from geodata.casebook import Case
    from geodata.store import Store

LONGEST: Final = 200


def storyline(case: Case, store: Store, query: str) -> list[str]:
    """Give the query of each moment at which something was told, in the order told.

    Parameters
    ----------
    case, store
        The case, and what answers views of it.
    query
        A permalink's query. Its filters choose what is told of; its moment, where it names one on
        the second clock, is the last. Each query given selects
        the event of the query, or the one that most was told of at its moment.

    Raises
    ------
    ValueError
        There are more than `LONGEST` moments; the message says how to have fewer.
    """
    asked, _ = view_of_permalink(case, store, query)
    told = replace(asked, clock=Clock.TOLD)
    last = moment_asof(case, told.asof) if asked.clock is Clock.TOLD else None
    claims = store.claims(replace(told, asof="", standing=()))
    claims = claims[claims["told_day"].notna()]
    if last is not None:
        claims = claims[last.mask(claims)]
    if claims.empty:
        return []
    moments = list(claims.assign(stop=stops(claims)).groupby("stop", sort=True))
    if len(moments) > LONGEST:
        raise ValueError(
            f"expected a storyline of at most {LONGEST} statements, got {len(moments):,}: "
            "add filters to the query, such as kind= or source="
        )
    return [
        replace(
            told, asof=moment["claim_id"].iloc[-1], event=asked.event or _subject(moment)
        ).to_query()
        for _, moment in moments
    ]


def _subject(moment: pd.DataFrame) -> str:
    """Give the event of which most is told at a moment, of several the first."""
    [(event, _)] = Counter(moment["event_id"]).most_common(1)
    return str(event)
