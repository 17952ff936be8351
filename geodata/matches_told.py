"""From when on an event matches filters: an event is found by what had been told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geodata.moments import FROM_THE_START
from geodata.search_text import told_texts, words_of

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.view import View


def matches_since(case: Case, events: pd.DataFrame, claims: pd.DataFrame, view: View) -> list[int]:
    """Give for each event the order of the claim from which it matches a view's filters.

    Parameters
    ----------
    case
        The case.
    events, claims
        Those that match the view's filters as everything told has it.
    view
        Its sources and search are looked at; kinds and actors are the rows' own, and a standing is
        not what claims tell of.
    """
    since = pd.Series(FROM_THE_START, index=events["event_id"])
    for first in (
        _first(claims[claims["source_id"].isin(view.source)]) if view.source else None,
        _words_since(case, events, claims, words_of(view.q)) if view.q else None,
    ):
        if first is not None:
            since = since.combine(first.reindex(since.index).fillna(FROM_THE_START), max)
    return [int(order) for order in since]


def _first(claims: pd.DataFrame) -> pd.Series:
    return claims.groupby("event_id")["told_order"].min()


def _words_since(
    case: Case, events: pd.DataFrame, claims: pd.DataFrame, words: tuple[str, ...]
) -> pd.Series:
    """Take the claim with which the last of the words has been said."""
    since: dict[str, int] = {}
    for event_id, texts in told_texts(case, events, claims):
        missing = set(words)
        for order, text in texts:
            missing = {word for word in missing if word not in text}
            if not missing:
                since[event_id] = order
                break
    return pd.Series(since, dtype="int64")
