"""Parts of a prepared case, as cases of their own: read from its files by the numbers of events."""

from __future__ import annotations

import csv
from dataclasses import fields, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.casebook import Case
from geodata.errors import CaseWarning, RejectedRow
from geodata.places import AT, bare_places, places_frame
from geodata.reading.frames import (
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    correction_rows,
    rows_of_arrow,
    source_rows,
)
from geodata.scale.prepared_files import expected_rows, expected_whole, read_numbers
from geodata.scale.row_files import CLAIM_STARTS, RowFile
from geodata.scale.runs import runs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from geodata.scale.manifest import Manifest

MOST_ROWS_LISTED: Final = 1_000
"""So many rejected rows and warnings are told; the files list all."""


class Excerpts:
    """Reads rows of a prepared case; may be asked from any number of threads at once.

    Parameters
    ----------
    folder
        That holds the files.
    manifest
        What the case tells of itself.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder, self._manifest = folder, manifest

    @cached_property
    def outline(self) -> Case:
        """The case without its events and claims: what it says of itself, its sources, places."""
        rejected = _listed(self._folder / "rejected.csv", RejectedRow)
        warnings = _listed(self._folder / "warnings.csv", CaseWarning)
        manifest = self._manifest
        return Case(
            path=self._folder,
            about=manifest.about,
            version=manifest.version,
            events=self.events([]),
            claims=self.claims_of([]),
            sources=_table(self._folder / "sources.parquet", source_rows),
            corrections=_table(self._folder / "corrections.parquet", correction_rows),
            places=_places(self._folder / "places.parquet"),
            rows_read=manifest.rows_read,
            accepted=manifest.rows_read - manifest.rejected,
            rejected=tuple(RejectedRow(**row) for row in rejected),
            warnings=tuple(CaseWarning(**row) for row in warnings),
        )

    def of(self, rows: NDArray[np.int64] | list[int]) -> Case:
        """Give a case of some of the events, with all claims about them.

        It is a case like any other, but for the orders of its claims, which are the whole one's.
        """
        return self.case_of(self.events(rows), self.claims_of(rows))

    def case_of(self, events: pd.DataFrame, claims: pd.DataFrame) -> Case:
        """Give a case of these events and claims, and all places of the events."""
        places = self.outline.places
        bare = events[events["place_id"].str.startswith(AT)]
        if len(bare):
            both = pd.concat([places, bare_places(bare)], ignore_index=True)
            places = both.drop_duplicates("place_id", ignore_index=True)
        return replace(self.outline, events=events, claims=claims, places=places)

    def events(self, rows: NDArray[np.int64] | list[int]) -> pd.DataFrame:
        """Give events by their numbers, ascending."""
        numbers = np.sort(np.asarray(rows, np.int64))
        return rows_of_arrow(self._event_rows.take(numbers), EVENT_COLUMNS)

    def claims_of(self, rows: NDArray[np.int64] | list[int]) -> pd.DataFrame:
        """Give all claims about events by their numbers, in the order told."""
        numbers = np.sort(np.asarray(rows, np.int64))
        starts = self._claim_starts
        found = self._claim_rows.take(runs(starts[numbers], starts[numbers + 1]))
        return rows_of_arrow(found.sort_by("told_order"), CLAIM_COLUMNS)

    @cached_property
    def _event_rows(self) -> RowFile:
        return RowFile(self._folder / "events.arrow")

    @cached_property
    def _claim_rows(self) -> RowFile:
        return RowFile(self._folder / "claims.arrow")

    @cached_property
    def _claim_starts(self) -> NDArray[np.int64]:
        file = self._folder / CLAIM_STARTS
        found: NDArray[np.int64] = read_numbers(file, self._manifest.events + 1)
        with expected_whole(file):
            if found[0] < 0 or (found[1:] < found[:-1]).any():
                raise ValueError("expected where claims begin, in order")
            if found[-1] > self._claim_rows.most_rows:
                raise ValueError(f"expected fewer claims than {found[-1]:,}")
        return found


def _places(path: Path) -> gpd.GeoDataFrame:
    with expected_rows(path):
        places = gpd.read_parquet(path)
        if places.empty:
            return places_frame([])
        return places.assign(
            names=places["names"].map(lambda names: dict(map(tuple, names))),
            variants=places["variants"].map(tuple),
        )


def _table(path: Path, rows: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    with expected_rows(path):
        return rows(pd.read_parquet(path))


def _listed(path: Path, kind: type[RejectedRow | CaseWarning]) -> list[dict[str, Any]]:
    names = {field.name for field in fields(kind)}
    found: list[dict[str, Any]] = []
    with expected_whole(path), path.open(encoding="utf-8", newline="") as file:
        for row in islice(csv.DictReader(file), MOST_ROWS_LISTED):
            if set(row) != names or None in row.values():
                raise ValueError(f"expected rows of {', '.join(sorted(names))}")
            found.append({**row, "line": int(row["line"])})
    return found
