"""What the second clock needs: which standing each event had as told by any moment.

The browser goes through the moments without asking again, so the histories travel with the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.claims import AFFIRMING
from geodata.columns import ClaimField
from geodata.days_told import early_days
from geodata.moments import FROM_THE_START
from geodata.standing import StandingName, standing_history
from geodata.standings import NEVER
from geodata.wording import day_words, standing_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from numpy.typing import NDArray

    from geodata.claims import Claim
    from geodata.event_days import EventDays
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


def cut_day_words(days: EventDays) -> str:
    """Give an event's days in words as they read where the moment shown cuts them.

    An interval is open-ended then: "from Apr 2024"; how far it reaches is not told yet. "" for
    what is no interval: it reads as it does whole.
    """
    return day_words(days._replace(open_end=True)) if days.is_interval else ""


def early_day_columns(
    days: Iterable[EventDays], claims: Iterable[Sequence[Claim]], timezone: tzinfo
) -> list[list[list[Any]]]:
    """Give each event's days as they were told before all were: until which order, days, words."""
    return [
        [
            [step.until, step.earliest, step.latest, step.words]
            for step in early_days(own, said, timezone)
        ]
        for own, said in zip(days, claims, strict=True)
    ]


def stops(claims: pd.DataFrame) -> list[int]:
    """Give each claim, in the order told, the number of its moment, which several may share."""
    found: list[int] = (np.cumsum(_begins_stop(claims)) - 1).tolist()
    return found


def stop_columns(claims: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the moments at which a case was told anything; its claims are in the order told.

    Returns
    -------
    `day`, `second`, and of the claims told then `first` and `order`, the orders of the first and
    the last, and `claim`, the id of the last.
    """
    told = claims[claims["told_day"].notna()]
    begins = _begins_stop(told)
    first, last = told[begins], told[np.roll(begins, -1)]
    return {
        "day": first["told_day"].tolist(),
        "second": first["told_second"].tolist(),
        "first": first["told_order"].tolist(),
        "order": last["told_order"].tolist(),
        "claim": last["claim_id"].tolist(),
    }


def _begins_stop(claims: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell of each claim, in the order told, whether it was told later than the one before it."""
    begins = np.ones(len(claims), bool)
    moments = claims[["told_day", "seq", "told_second"]].to_numpy(np.int64, na_value=NEVER)
    begins[1:] = (moments[1:] != moments[:-1]).any(axis=1)
    return begins


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
    paragraphs: dict[str, dict[int, int]] = {source_id: {} for source_id in sources["source_id"]}
    last: dict[str, int] = {}
    columns = (claims[name].tolist() for name in ("source_id", "paragraph", "told_order"))
    for source_id, paragraph, order in zip(*columns, strict=True):  # in the order told
        if source_id not in paragraphs:
            continue
        last[source_id] = order
        if paragraph is not pd.NA:
            paragraphs[source_id].setdefault(paragraph, order)
    return {
        "paragraphs_since": [sorted(map(list, own.items())) for own in paragraphs.values()],
        "whole_since": [last[source_id] for source_id in paragraphs],
    }
