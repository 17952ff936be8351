"""Events as points that are counted: where, from when to when, with which standing and kind.

On the first clock each event is one point, from its first to its last day. On the second each of
its standings is one, from the day on which it was told to the last on which it held.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geodata.claims import AFFIRMING
from geodata.columns import ClaimField
from geodata.scale.world import NOWHERE, morton_codes, world_positions
from geodata.standing import StandingName
from geodata.standings import NEVER, standing_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from numpy.typing import NDArray

NO_DAY: Final = -(2**31)
"""The first and last day of what has none."""

STANDINGS: Final = tuple(StandingName)
_CODE_OF_STANDING: Final = {name: code for code, name in enumerate(STANDINGS)}


@dataclass(frozen=True)
class Points:
    """Points in the order of their places on the curve, those without a place last.

    Attributes
    ----------
    row
        Number of the event.
    morton, x, y
        Where, see `geodata.scale.world`.
    standing, kind
        Indices into `STANDINGS` and the case's kinds.
    first, last
        Days since 1970-01-01, both included; `NO_DAY` without a day, `last` is `NEVER` for what
        has no end.
    """

    row: NDArray[np.int32]
    morton: NDArray[np.uint64]
    x: NDArray[np.uint32]
    y: NDArray[np.uint32]
    standing: NDArray[np.uint8]
    kind: NDArray[np.uint16]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, chosen: NDArray[np.int64] | slice) -> Self:
        """Give some of the points."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def within(self, runs: Iterable[tuple[int, int]]) -> list[slice]:
        """Find the points of runs of the curve, the runs' ends excluded."""
        bounds = np.array(list(runs), np.uint64).reshape(-1, 2)
        starts, stops = np.searchsorted(self.morton, bounds).T
        return [
            slice(int(start), int(stop))
            for start, stop in zip(starts, stops, strict=True)
            if start < stop
        ]


@dataclass(frozen=True)
class Spots:
    """Where events are counted: at their rows' places, else at the first place claimed for them.

    Attributes
    ----------
    morton, x, y
        See `Points`.
    since
        The day from which the place is told: `NO_DAY` for a row's own.
    """

    morton: NDArray[np.uint64]
    x: NDArray[np.uint32]
    y: NDArray[np.uint32]
    since: NDArray[np.int64]


def spots_of(
    events: pd.DataFrame,
    claims: pd.DataFrame,
    row_of_claim: NDArray[np.int64],
    places: pd.DataFrame,
) -> Spots:
    """Find where events are counted.

    Parameters
    ----------
    events, claims
        Of a case, the claims in the order told.
    row_of_claim
        For each claim the position of its event in `events`, negative where there is none.
    places
        Of the case.
    """
    longitude = events["longitude"].to_numpy(np.float64, copy=True)
    latitude = events["latitude"].to_numpy(np.float64, copy=True)
    since = np.full(len(events), NO_DAY, np.int64)
    homeless = np.isnan(longitude) | np.isnan(latitude)
    affirmed = claims["field"].eq(ClaimField.PLACE) & claims["stance"].isin(AFFIRMING)
    # a claim about no event has row -1
    naming = affirmed.to_numpy(bool) & np.append(homeless, [False])[row_of_claim]
    if naming.any():
        found = pd.Index(places["place_id"]).get_indexer(claims["value"][naming])
        told = pd.DataFrame(
            {
                "row": row_of_claim[naming],
                "place": found,
                "day": claims["told_day"][naming].fillna(NEVER).to_numpy(np.int64),
            }
        )
        first = told[told["place"] >= 0].drop_duplicates("row")
        mark = places.iloc[first["place"]]
        longitude[first["row"]] = mark["mark_longitude"]
        latitude[first["row"]] = mark["mark_latitude"]
        since[first["row"]] = first["day"]
    x, y = world_positions(longitude, latitude)
    nowhere = np.isnan(longitude) | np.isnan(latitude)
    morton = np.where(nowhere, np.uint64(NOWHERE), morton_codes(x, y))
    return Spots(morton, x, y, since)


def standing_codes(standings: pd.Series) -> NDArray[np.uint8]:
    """Give the indices of standings in `STANDINGS`."""
    return np.asarray(standings.map(_CODE_OF_STANDING), np.uint8)


def happened_points(
    events: pd.DataFrame, spots: Spots, standings: NDArray[np.uint8], kinds: Sequence[str]
) -> Points:
    """Make the points of the first clock, one for each event.

    Parameters
    ----------
    events
        Of a case.
    spots, standings
        Where they are counted, and their standings today.
    kinds
        All kinds of the case, sorted.
    """
    first = events["earliest"].fillna(NO_DAY).to_numpy(np.int32)
    last = events["latest"].fillna(NO_DAY).to_numpy(np.int32, copy=True)
    last[events["open_end"].to_numpy(bool) & (first != NO_DAY)] = NEVER
    rows = np.arange(len(events), dtype=np.int32)
    own = _kind_codes(events, kinds)
    return _in_order(Points(rows, spots.morton, spots.x, spots.y, standings, own, first, last))


def told_points(
    events: pd.DataFrame,
    claims: pd.DataFrame,
    row_of_claim: NDArray[np.int64],
    spots: Spots,
    kinds: Sequence[str],
) -> Points:
    """Make the points of the second clock, one for each standing that an event has had.

    What was told before its place was has one without a place for that time.
    """
    spans = standing_spans(claims, row_of_claim)
    row, first, last = (spans[name].to_numpy(np.int64) for name in ("row", "first", "last"))
    since = spots.since[row]
    early = first < since
    codes = spans["rule"].to_numpy(np.uint8) - np.uint8(1)
    placed = last >= since
    rows = np.concatenate([row[placed], row[early]])
    starts = np.concatenate([np.maximum(first, since)[placed], first[early]])
    ends = np.concatenate([last[placed], np.minimum(last, since - 1)[early]])
    nowhere = np.arange(len(rows)) >= placed.sum()
    return _in_order(
        Points(
            row=rows.astype(np.int32),
            morton=np.where(nowhere, np.uint64(NOWHERE), spots.morton[rows]),
            x=spots.x[rows],
            y=spots.y[rows],
            standing=np.concatenate([codes[placed], codes[early]]),
            kind=_kind_codes(events, kinds)[rows],
            first=starts.astype(np.int32),
            last=ends.astype(np.int32),
        )
    )


def _kind_codes(events: pd.DataFrame, kinds: Sequence[str]) -> NDArray[np.uint16]:
    return pd.Index(kinds).get_indexer(pd.Index(events["kind"])).astype(np.uint16)


def _in_order(points: Points) -> Points:
    return points.take(np.lexsort((points.first, points.row, points.morton)))
