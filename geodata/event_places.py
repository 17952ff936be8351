"""Where events are placed: by their rows, and by what sources claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.claims import AFFIRMING
from geodata.columns import ClaimField

if TYPE_CHECKING:
    import pandas as pd


def places_of_events(events: pd.DataFrame, claims: pd.DataFrame) -> dict[str, list[str]]:
    """Give the places of each event: its row's, then every place claimed for it.

    Parameters
    ----------
    events, claims
        Rows of a case, as they are at the moment that counts: a later claim places nothing.

    Returns
    -------
    By `event_id` its `place_id`s, each once; none for an event without a place.
    """
    places = {
        event_id: [place_id] if place_id else []
        for event_id, place_id in zip(events["event_id"], events["place_id"], strict=True)
    }
    columns = (claims[name].tolist() for name in ("event_id", "field", "stance", "value"))
    for event_id, field, stance, value in zip(*columns, strict=True):
        if field != ClaimField.PLACE or stance not in AFFIRMING:
            continue
        if value not in places[event_id]:
            places[event_id].append(value)
    return places
