"""The tables that the store asks: what of a case a view can filter by, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

from geodata.claims import AFFIRMING
from geodata.columns import ClaimField
from geodata.search_text import search_texts
from geodata.standing import StandingName
from geodata.standings import standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.casebook import Case


@dataclass(frozen=True)
class AnswerTables:
    """A case in the order in which it is answered: by `earliest`, undated last, then `event_id`.

    Attributes
    ----------
    events
        The case's events in that order, with their `standing`.
    filterable
        One row for each event, `row` being its position in `events`: `kind`, `standing`,
        `earliest` and `latest` (days since 1970-01-01), `day` (the one a histogram counts it
        on), `has_place` (its own or a claimed one), `longitude` and `latitude` (its own, in
        EPSG:4326 degrees), `search_text`.
    event_sources, event_actors
        `row` and `value`, once for each source that tells of an event and each actor in it.
    claims
        The case's claims, in the order told.
    row_of_claim
        For each claim the position of its event, -1 where the case has no such event.
    """

    events: pd.DataFrame
    filterable: pd.DataFrame
    event_sources: pd.DataFrame
    event_actors: pd.DataFrame
    claims: pd.DataFrame
    row_of_claim: NDArray[np.int64]


def answer_tables(case: Case, texts: Sequence[str] | None = None) -> AnswerTables:
    """Arrange a case for answering.

    Parameters
    ----------
    case
        The case.
    texts
        What `search_texts` gives for it, where that is known already.
    """
    reached = standings(case.claims)["standing"].reindex(case.events["event_id"])
    searched = case.events.assign(
        standing=reached.fillna(StandingName.NOT_YET_TOLD.value).to_numpy(),
        search_text=pd.array(search_texts(case) if texts is None else texts, dtype="str"),
    )
    events = searched.sort_values(
        ["earliest", "event_id"], na_position="last", kind="stable", ignore_index=True
    )
    row_of_claim = pd.Index(events["event_id"]).get_indexer(case.claims["event_id"])
    told_of = row_of_claim >= 0
    return AnswerTables(
        events=events.drop(columns="search_text"),
        filterable=pd.DataFrame(
            {
                "row": np.arange(len(events)),
                "kind": events["kind"],
                "standing": events["standing"],
                "earliest": events["earliest"],
                "latest": events["latest"],
                "day": _day_counted(events),
                "has_place": events["place_id"].ne("") | events["event_id"].isin(_placed(case)),
                "longitude": events["longitude"],
                "latitude": events["latitude"],
                "search_text": events["search_text"],
            }
        ),
        event_sources=_links(row_of_claim[told_of], case.claims["source_id"][told_of]),
        event_actors=_actors(events["actors"]),
        claims=case.claims,
        row_of_claim=row_of_claim,
    )


def _placed(case: Case) -> set[str]:
    """Take the events for which an affirming claim names a place of the case."""
    claims = case.claims
    claims = claims[claims["field"].eq(ClaimField.PLACE) & claims["stance"].isin(AFFIRMING)]
    return set(claims["event_id"][claims["value"].isin(case.places["place_id"])])


def _day_counted(events: pd.DataFrame) -> pd.Series:
    """Take the first day an event may have happened on, or the last where the start is open."""
    by_latest = events["open_start"] & ~events["open_end"]
    days = events["earliest"].mask(by_latest, events["latest"])
    return days.mask(events["open_start"] & events["open_end"])


def _actors(actors: pd.Series) -> pd.DataFrame:
    """Take the names apart in Arrow, which makes no Python list for each event."""
    names = compute.split_pattern(pa.array(actors, pa.large_string()), "|")
    rows = compute.list_parent_indices(names).to_numpy()
    stripped = compute.utf8_trim_whitespace(compute.list_flatten(names))
    return _links(rows, pd.Series(stripped.to_pandas(), dtype="str"))


def _links(rows: NDArray[np.int64], values: pd.Series) -> pd.DataFrame:
    links = pd.DataFrame({"row": rows, "value": values.to_numpy()})
    return links[links["value"].ne("")].drop_duplicates(ignore_index=True)
