"""A case that was prepared for serving, read only as far as a question needs it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from geodata.answers import FACETS, LINKED_FACETS, Matching
from geodata.asof import moment_asof
from geodata.case_files import prepared_version
from geodata.errors import CaseError
from geodata.reading.frames import CLAIM_COLUMNS, rows_of_arrow
from geodata.scale.counting import VIEWS_KEPT, Counter
from geodata.scale.cube import Selection
from geodata.scale.excerpts import Excerpts
from geodata.scale.manifest import manifest_of
from geodata.scale.overview import OVERVIEW, overview
from geodata.scale.points import NO_DAY, STANDINGS, Points
from geodata.scale.prepared_files import (
    expect_at_most_rows,
    expect_own_files,
    expected_rows,
    expected_whole,
    read_numbers,
)
from geodata.search_text import words_of
from geodata.standing import StandingName
from geodata.standings import NEVER
from geodata.store import Counts, FacetCount, facet_counts
from geodata.text_files import read_side_file
from geodata.view import Clock, View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection
    from ibis.expr import types as ir
    from numpy.typing import NDArray

    from geodata.casebook import Case


MEMORY: Final = "2GB"
MOMENTS_KEPT: Final = 1_024
_TABLES: Final = ("events", "claims", "event_sources", "event_actors")
_FILTERABLE: Final = (
    "row, kind, standing, earliest, latest, has_place, longitude, latitude, search_text"
)


def is_built(path: Path) -> bool:
    """Tell whether a path is a folder that a case was prepared in."""
    return bool(prepared_version(path))


class BuiltCase(Matching):
    """Answers views of a prepared case; may be asked from any number of threads at once.

    An event's number is its row in `events.parquet`.

    Parameters
    ----------
    path
        The folder that `geodata.scale.build.build` has made, or the one in it that holds the files.

    Raises
    ------
    geodata.errors.CaseError
        It is no such folder, or not whole.
    """

    def __init__(self, path: Path) -> None:
        self._manifest: Final = manifest_of(path)
        self.folder: Final = path / self._manifest.folder
        expect_own_files(self.folder, path)
        for name in ("events", "claims"):
            expect_at_most_rows(self.folder / f"{name}.parquet", getattr(self._manifest, name))
        values = _values(self.folder / "values.parquet")
        self._values: Final = values
        self._excerpts: Final = Excerpts(self.folder, self._manifest)
        known = {
            facet: frozenset(values["value"][values["facet"].eq(facet) & values["value"].ne("")])
            for facet in ("kind", *LINKED_FACETS)
        }
        super().__init__({**known, "standing": frozenset(StandingName)})
        self.selection: Final = lru_cache(maxsize=VIEWS_KEPT)(self._selection)
        self._kept_day: Final = lru_cache(maxsize=MOMENTS_KEPT)(self._day_of_moment)
        self.counter: Final = Counter(self)

    @property
    def version(self) -> str:
        """Of the case."""
        return self._manifest.version

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many `events`, `claims`, `sources`, `rows_read` and rows `rejected` there are."""
        names = ("events", "claims", "rows_read", "rejected")
        counts = {name: getattr(self._manifest, name) for name in names}
        return counts | {"sources": len(self.outline.sources)}

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds of its events, sorted."""
        return self._manifest.kinds

    @property
    def span(self) -> tuple[int, int]:
        """The days that it covers."""
        return self._manifest.span

    @cached_property
    def undated(self) -> NDArray[np.bool_]:
        """For each event's number whether it has no day."""
        found: NDArray[np.bool_] = read_numbers(self.folder / "undated.npy", self._manifest.events)
        return found

    def points(self, clock: Clock) -> Points:
        """Give the points of a clock."""
        return self._happened if clock is Clock.HAPPENED else self._told_of

    # read, not mapped: a mapped file that is cut short by others ends the process
    @cached_property
    def _happened(self) -> Points:
        return self._points_in("happened")

    @cached_property
    def _told_of(self) -> Points:
        return self._points_in("told")

    def _points_in(self, folder: str) -> Points:
        inner = self.folder / folder
        columns = [read_numbers(inner / f"{field.name}.npy") for field in fields(Points)]
        with expected_whole(inner):
            if len({*map(len, columns)}) > 1:
                raise ValueError("expected columns of one length")
        return Points(*columns)

    @property
    def outline(self) -> Case:
        """The case without its events and claims: what it says of itself, its sources, places."""
        return self._excerpts.outline

    def connect(self) -> DuckDBPyConnection:
        """Open a database with views of the case's files."""
        import duckdb  # noqa: PLC0415 - the first map asks for cells, which need no database

        root = duckdb.connect(config={"memory_limit": MEMORY})
        try:
            for name in _TABLES:
                file = str(self.folder / f"{name}.parquet").replace("'", "''")
                root.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")
            root.execute(f"CREATE VIEW filterable AS SELECT {_FILTERABLE} FROM events")
        except duckdb.Error as error:
            why = str(error).partition("\n")[0]
            raise CaseError(f"{self.folder}: {why}; build the case again") from None
        return root

    def rows(self, view: View) -> NDArray[np.int64]:
        """Find the numbers of the events that match a view on the first clock, ascending."""
        found: NDArray[np.int64] = np.sort(self.matching(view).row.to_pyarrow().to_numpy())
        return found

    def counts(self, view: View) -> Counts:
        """Count the matching events; on the second clock as the day of the moment ends."""
        return Counts(**self._overview["counts"]) if view == View() else self.counter.counts(view)

    def overview(self, view: View) -> dict[str, Any]:
        """Tell how many events match a view's filters, where and when."""
        return self._overview if view == View() else overview(self.counter, view)

    @cached_property
    def _overview(self) -> dict[str, Any]:
        file = self.folder / OVERVIEW
        with expected_whole(file):
            found: dict[str, Any] = json.loads(read_side_file(file, str(file)))
        return found

    def facets(self, view: View, limit: int) -> dict[str, tuple[FacetCount, ...]]:
        """Count the events by kind, standing, source and actor, on the first clock.

        See `geodata.store.Store.facets`.
        """
        return facet_counts(self, view, self._told_since, limit)

    def counts_by_value(self, view: View, facet: str) -> dict[str, int]:
        """Count the matching events by a facet's values, whatever is chosen of it."""
        others = (one for one in FACETS if one != facet)
        if view.q or view.from_day or view.to_day or any(getattr(view, one) for one in others):
            return super().counts_by_value(view, facet)
        if facet == "standing":  # it alone follows from what is counted
            counted = np.bincount(self.points(Clock.HAPPENED).standing, minlength=len(STANDINGS))
            return dict(zip(STANDINGS, counted.tolist(), strict=True))
        own = self._values[self._values["facet"].eq(facet)]
        return dict(zip(own["value"], own["count"].astype(int), strict=True))

    @cached_property
    def _told_since(self) -> dict[str, dict[str, int]]:
        told = self._values.dropna(subset="since")
        return {
            str(facet): dict(zip(own["value"], own["since"].astype(int), strict=True))
            for facet, own in told.groupby("facet")
        }

    def _selection(self, view: View) -> Selection:
        codes = tuple(map(STANDINGS.index, view.standing)) or None
        kinds = tuple(self.kinds.index(kind) for kind in view.kind if kind in self.kinds)
        found = Selection(standings=codes, kinds=kinds if view.kind else None)
        asked = replace(view, clock=Clock.HAPPENED, kind=(), standing=())
        if asked == View():
            return found
        matching = np.zeros(len(self.undated), bool)
        matching[self.matching(asked).row.to_pyarrow().to_numpy()] = True
        found = replace(found, rows=matching)
        if view.clock is Clock.HAPPENED or not (view.source or view.q):
            return found
        return replace(found, since=self._days_since(asked))

    def _days_since(self, view: View) -> NDArray[np.int32]:
        """Give for each event the day from which it matches the view's sources and words.

        A claim's text stands in its event's `search_text` from `text_start` on, after those told
        before it: the claim in which a word is first found is the one that told it first.
        """
        since = np.full(len(self.undated), NO_DAY, np.int32)
        claims = self.table("claims")
        if view.source:
            told = claims.filter(claims.source_id.isin(view.source))
            _later(since, told.group_by("row").agg(day=told.told_day.min()))
        for word in words_of(view.q):
            events = self.matching(view)
            found = events.select("row", at=events.search_text.find(word))
            told = claims.select("row", "text_start", "told_day").join(found, "row")
            told = told.filter(told.text_start <= told["at"])
            _later(since, told.group_by("row").agg(day=told.told_day.max()))
        return since

    def day_of_moment(self, asof: str) -> int | None:
        """Give the day of the moment that a view names."""
        return self._kept_day(asof)

    def _day_of_moment(self, asof: str) -> int | None:
        named = replace(self.outline, claims=self._claims(claim_id=asof)) if asof else self.outline
        moment = moment_asof(named, asof)
        return None if moment is None else moment.day

    def days_told(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Give the days on which anything was told, ascending, and how many claims on each."""
        return self._days_told

    @cached_property
    def _days_told(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        claims = self.table("claims")
        told = claims.filter(claims.told_day < NEVER)
        found = told.group_by("told_day").agg(count=told.count()).order_by("told_day").execute()
        return found["told_day"].to_numpy(np.int64), found["count"].to_numpy(np.int64)

    def row_of(self, event_id: str) -> int | None:
        """Give an event's number; None where the case has no such event."""
        events = self.table("events")
        found = events.filter(events.event_id == event_id).limit(1).row.to_pyarrow()
        return int(found[0].as_py()) if len(found) else None

    def rows_at(self, place_id: str) -> NDArray[np.int64]:
        """Give the numbers of the events whose rows have a place."""
        events = self.table("events")
        found: NDArray[np.int64] = (
            events.filter(events.place_id == place_id).row.to_pyarrow().to_numpy().astype(np.int64)
        )
        return found

    def excerpt(self, rows: NDArray[np.int64] | list[int]) -> Case:
        """Give a case of some of the events, with all claims about them.

        It is a case like any other, but for the orders of its claims, which are the whole one's.
        """
        return self._excerpts.of(rows)

    def excerpt_for(self, view: View) -> Case:
        """Give what decides which parts of a permalink the case can show.

        These are the events and claims that the view names, and those of the first and last days.
        """
        events = self.table("events")
        named = events.filter((events.event_id == view.event) | (events.place_id == view.place))
        rows = [*self._ends, *named.row.as_table().limit(2).execute()["row"].tolist()]
        if view.event:
            chosen = events.filter(events.event_id == view.event)
            rows += chosen.row.as_table().execute()["row"].tolist()
        claims = pd.concat([self._told_ends, self._claims(claim_id=view.asof)])
        once = claims.drop_duplicates("claim_id").sort_values("told_order", ignore_index=True)
        return self._excerpts.case_of(self._excerpts.events(sorted({*rows})), once)

    @cached_property
    def _ends(self) -> list[int]:
        events = self.table("events")
        first = events.filter(~events.open_start & (events.earliest < NEVER))
        first = first.order_by("earliest", "row").limit(1)
        last = events.filter(~events.open_end & (events.latest < NEVER))
        last = last.order_by(last.latest.desc(), "row").limit(1)
        return [row for end in (first, last) for row in end.row.as_table().execute()["row"]]

    @cached_property
    def _told_ends(self) -> pd.DataFrame:
        claims = self.table("claims")
        claims = claims.filter(claims.told_day < NEVER)
        ends = (claims.order_by("told_order"), claims.order_by(claims.told_order.desc()))
        return pd.concat([_claim_rows(end.limit(1)) for end in ends])

    def claims_of_sources(self, most: int, each: int) -> tuple[Case, dict[str, dict[str, int]]]:
        """Give sources with their first claims, and how many each has by stance.

        Parameters
        ----------
        most
            How many sources. Where there are more, those with the most claims, the most first.
        each
            How many claims of each, the first told.

        Returns
        -------
        A case of nothing else; and by source and stance how many claims there are.
        """
        claims = self.table("claims")
        counted = claims.group_by("source_id", "stance").agg(count=claims.count()).execute()
        sizes = counted.groupby("source_id")["count"].sum().sort_index()
        if len(sizes) > most:
            listed = sizes.sort_values(ascending=False, kind="stable").index[:most].tolist()
        else:
            listed = [one for one in self.outline.sources["source_id"] if one in sizes.index]
        by_stance: dict[str, dict[str, int]] = {source: {} for source in listed}
        for source, stance, count in counted.sort_values("stance").itertuples(index=False):
            if source in by_stance:
                by_stance[source][stance] = count
        own = claims.filter(claims.source_id.isin(sorted(listed)))
        nth = own.mutate(nth=own.told_order.rank().over(group_by="source_id"))
        first = _claim_rows(nth.filter(nth.nth < each).order_by("told_order"), "row")
        found = self._excerpts.case_of(
            self._excerpts.events(sorted({*first["row"]})), first.drop(columns="row")
        )
        sources = found.sources.set_index("source_id", drop=False).loc[listed]
        return replace(found, sources=sources.reset_index(drop=True)), by_stance

    def _claims(self, *, claim_id: str) -> pd.DataFrame:
        claims = self.table("claims")
        return _claim_rows(claims.filter(claims.claim_id == claim_id).limit(1))


def _values(path: Path) -> pd.DataFrame:
    with expected_rows(path):
        found = pd.read_parquet(path)
        numbers = found.astype({"count": np.int64, "since": np.float64})
        return numbers[["facet", "value", "count", "since"]]


def _later(since: NDArray[np.int32], found: ir.Table) -> None:
    """Put off each event's day to the one found, where that is later."""
    days = found.execute().dropna()
    rows = days["row"].to_numpy(np.int64)
    since[rows] = np.maximum(since[rows], days["day"].to_numpy(np.int64))


def _claim_rows(found: ir.Table, *more: str) -> pd.DataFrame:
    """Fetch claims as a case holds them; `more` columns stay beside them."""
    table = found.to_pyarrow()
    rows = rows_of_arrow(table, CLAIM_COLUMNS)
    return rows.assign(**{name: table[name].to_numpy() for name in more})
