"""What the second clock needs: which standing each event had as told by any moment.

The browser goes through the moments without asking again, so the histories travel with the data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.claims import AFFIRMING
from geodata.columns import ClaimField
from geodata.days_told import early_days
from geodata.moments import FROM_THE_START
from geodata.standing import StandingName, standing_history
from geodata.wording import day_words, standing_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from geodata.claims import Claim
    from geodata.wording import Naming


def history_columns(
    of_event: Mapping[str, Sequence[Claim]],
    standing_index: Mapping[StandingName, int],
    naming: Naming,
) -> dict[str, list[Any]]:
    """Give each event's standings through time; a claim that changes no word of it makes no step.

    Returns
    -------
    `history`: for each event its steps as (order from which it holds, index of the standing);
    `history_words`: the standing in words at each step.
    """
    history: list[list[list[int]]] = []
    history_words: list[list[tuple[str, ...]]] = []
    for claims in of_event.values():
        steps: list[list[int]] = []
        words: list[tuple[str, ...]] = []
        for order, found in standing_history(claims):
            told = standing_words(found, naming)
            if not words or words[-1] != told:
                steps.append([order, standing_index[found.name]])
                words.append(told)
        history.append(steps)
        history_words.append(words)
    return {"history": history, "history_words": history_words}


def places_since(
    places: Mapping[str, Sequence[str]],
    row_places: Mapping[str, str],
    of_event: Mapping[str, Sequence[Claim]],
) -> dict[str, list[int]]:
    """Give the order from which each place of an event is claimed: its row's from the start."""
    since: dict[str, list[int]] = {}
    for event_id, own in places.items():
        first: dict[str, int] = {row_places[event_id]: FROM_THE_START}
        for claim in of_event[event_id]:
            if claim.field == ClaimField.PLACE and claim.stance in AFFIRMING:
                first.setdefault(claim.value, claim.told_order)
        since[event_id] = [first[place] for place in own]
    return since


@dataclass(frozen=True)
class _Cut:
    """An event's days cut at a moment: how far they reach is not told yet."""

    earliest: int
    latest: int
    core_start: int | None
    core_end: int | None
    is_interval: bool
    is_approximate: bool
    open_start: bool
    open_end: bool


def cut_day_words(events: pd.DataFrame) -> list[str]:
    """Give each event's days in words as they read where the moment shown cuts them.

    An interval is open-ended then: "from Apr 2024". What is no interval reads as it does whole.
    """
    return [
        day_words(_cut(row)) if row.is_interval else "" for row in events.itertuples(index=False)
    ]


def _cut(row: Any) -> _Cut:
    whole = _Cut(**{name: _plain(getattr(row, name)) for name in _Cut.__dataclass_fields__})
    return replace(whole, open_end=True)


def _plain(value: Any) -> Any:
    return None if pd.isna(value) else value


def early_day_columns(
    events: pd.DataFrame, of_event: Mapping[str, Sequence[Claim]], timezone: tzinfo
) -> list[list[list[Any]]]:
    """Give each event's days as they were told before all were: until which order, days, words."""
    rows: Iterable[Any] = events.itertuples(index=False)
    return [
        [
            [step.until, step.earliest, step.latest, step.words]
            for step in early_days(row, of_event[row.event_id], timezone)
        ]
        for row in rows
    ]


def stops(claims: pd.DataFrame) -> list[int]:
    """Give each claim the number of the moment it was told at; claims of one moment share it."""
    moments = claims.groupby(["told_day", "seq", "told_second"], dropna=False, sort=False)
    first = moments["told_order"].transform("min")
    return (first.rank(method="dense").astype("int64") - 1).tolist()


def stop_columns(claims: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the moments at which a case was told anything, in their order.

    Returns
    -------
    `day`, `second`, and of the claims told then `first` and `order`, the orders of the first and
    the last, and `claim`, the id of the last.
    """
    told = claims[claims["told_day"].notna()]
    by_stop = told.assign(stop=pd.Series(stops(claims), index=claims.index)).groupby("stop")
    return {
        "day": by_stop["told_day"].first().astype(int).tolist(),
        "second": by_stop["told_second"].first().tolist(),
        "first": by_stop["told_order"].min().tolist(),
        "order": by_stop["told_order"].max().tolist(),
        "claim": by_stop["claim_id"].last().tolist(),
    }


def statements(claims: pd.DataFrame) -> list[int]:
    """Give each claim the number of the statement it carries; copies of one statement share it."""
    return pd.factorize(claims["statement_id"])[0].tolist()


def text_since(sources: pd.DataFrame, claims: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the orders from which the texts of sources may be read without telling what is later.

    Parameters
    ----------
    sources
        Those to tell of.
    claims
        All claims of the case, those that a filter hides among them: their words are in the texts.

    Returns
    -------
    `paragraphs_since`: for each source its paragraphs that carry claims, each as (number, order
    of its first claim); `whole_since`: the order of the source's last claim.
    """
    first = claims.groupby(["source_id", "paragraph"], as_index=False)["told_order"].min()
    paragraphs: dict[str, list[list[int]]] = {source_id: [] for source_id in sources["source_id"]}
    for row in first.itertuples(index=False):
        if row.source_id in paragraphs:
            paragraphs[row.source_id].append([int(row.paragraph), int(row.told_order)])
    last = claims.groupby("source_id")["told_order"].max()
    return {
        "paragraphs_since": list(paragraphs.values()),
        "whole_since": last.reindex(sources["source_id"]).tolist(),
    }
