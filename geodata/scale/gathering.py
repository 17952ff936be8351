"""A case's parts, gathered and computed one by one, then written in their last order."""

from __future__ import annotations

import csv
import shutil
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.answer_tables import answer_tables
from geodata.casebook import Case
from geodata.claims import bearing
from geodata.columns import ClaimField
from geodata.places import AT as BARE
from geodata.scale.points import (
    Points,
    happened_points,
    spots_of,
    standing_codes,
    told_points,
)
from geodata.scale.spill import Column, Numbering, Rows
from geodata.search_text import told_texts
from geodata.span import span_of
from geodata.standings import NEVER
from geodata.view import Clock

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geodata.errors import CaseWarning, RejectedRow
    from geodata.parts import CasePart

POINT_TYPES: Final = {
    "row": "i8",
    "morton": "u8",
    "x": "u4",
    "y": "u4",
    "standing": "u1",
    "kind": "u2",
    "first": "i4",
    "last": "i4",
}
"""Of the columns of points while they are gathered; the rows are numbered anew at the end."""

REJECTED: Final = ("file", "line", "column", "value", "message")
WARNED: Final = ("file", "line", "column", "message")
_AT: Final = "at"
_OF: Final = "of"
_NTH: Final = "nth"
"""Columns to sort by: the place on the curve, the number of the event, that of the row."""

_VALUES: Final = """
WITH told AS (SELECT row, min(told_order) AS since FROM claims WHERE bears GROUP BY row),
sourced AS (SELECT source_id AS value, min(told_order) AS since FROM claims GROUP BY source_id),
listed AS (
    SELECT 'kind' AS facet, kind AS value, since FROM events LEFT JOIN told USING (row)
    UNION ALL SELECT 'actor', value, since FROM event_actors LEFT JOIN told USING (row)
    UNION ALL SELECT 'source', value, since FROM event_sources LEFT JOIN sourced USING (value)
)
SELECT facet, value, count(*) AS count, min(since) AS since
FROM listed GROUP BY facet, value ORDER BY facet, value
"""


class Gathering:
    """Takes a case's parts and writes them.

    Parameters
    ----------
    folder
        Where the files come to lie; what is needed on the way is in its `work`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._work = folder, folder / "work"
        self._rows = {
            name: Rows(self._work / name)
            for name in ("events", "claims", "event_sources", "event_actors")
        }
        self._points = {
            clock: {
                name: Column(self._work / f"{clock}-{name}", dtype)
                for name, dtype in POINT_TYPES.items()
            }
            for clock in Clock
        }
        self._morton = Column(self._work / "morton", "u8")
        self._undated = Column(self._work / "undated", "?")
        self._told = {
            name: Column(self._work / name, "i4") for name in ("told_day", "seq", "told_second")
        }
        self._kinds: dict[str, int] = {}
        self._sources: list[pd.DataFrame] = []
        self._places: list[gpd.GeoDataFrame] = []
        self._spans: list[tuple[int, int]] = []
        self._about: Any = None
        self._events = self._claims = self._rejected = self._warned = 0
        self.rows_read = 0
        self._start_list("rejected.csv", REJECTED)
        self._start_list("warnings.csv", WARNED)

    def add(self, part: CasePart) -> None:
        """Take the next part."""
        case = _as_case(part)
        texts, starts = _texts(case)
        tables = answer_tables(case, texts)
        spots = spots_of(tables.events, tables.claims, tables.row_of_claim, case.places)
        for kind in sorted(set(tables.events["kind"])):
            self._kinds.setdefault(kind, len(self._kinds))
        kinds = list(self._kinds)
        standings = standing_codes(tables.events["standing"])
        self._add_points(Clock.HAPPENED, happened_points(tables.events, spots, standings, kinds))
        self._add_points(
            Clock.TOLD,
            told_points(tables.events, tables.claims, tables.row_of_claim, spots, kinds),
        )
        nth = np.arange(len(tables.events)) + self._events
        found = tables.filterable
        self._rows["events"].append(
            tables.events.assign(
                day=found["day"],
                has_place=found["has_place"],
                search_text=found["search_text"],
                **{_AT: spots.morton, _NTH: nth},
            )
        )
        of = tables.row_of_claim
        claims = tables.claims.assign(
            text_start=starts,
            bears=bearing(tables.claims),
            **{
                _AT: spots.morton[of],
                _OF: of + self._events,
                _NTH: np.arange(len(of)) + self._claims,
            },
        )
        self._rows["claims"].append(claims)
        for name in ("event_sources", "event_actors"):
            links = getattr(tables, name)
            of = links["row"].to_numpy(np.int64)
            values = links[["value"]].astype({"value": "str"})
            own = {_AT: spots.morton[of], _OF: of + self._events}
            self._rows[name].append(values.assign(**own))
        self._morton.append(spots.morton)
        self._undated.append(tables.events["earliest"].isna().to_numpy(bool))
        for name, column in self._told.items():
            column.append(claims[name].fillna(NEVER).to_numpy(np.int64))
        self._add_about(part, case)
        self._events += len(tables.events)
        self._claims += len(claims)

    def _add_points(self, clock: Clock, points: Points) -> None:
        columns = self._points[clock]
        columns["row"].append(points.row.astype(np.int64) + self._events)
        for field in fields(points):
            if field.name != "row":
                columns[field.name].append(getattr(points, field.name))

    def _add_about(self, part: CasePart, case: Case) -> None:
        self._about = part.about
        claimed = part.claims["value"][part.claims["field"] == ClaimField.PLACE]
        places = part.places
        bare = places["place_id"].str.startswith(BARE) & ~places["place_id"].isin(claimed)
        self._places.append(places[~bare])
        self._sources.append(part.sources)
        span = span_of(case)
        self._spans += [span] if span else []
        self.rows_read += part.rows_read
        self._rejected += len(part.rejected)
        self._warned += len(part.warnings)
        self._lengthen("rejected.csv", REJECTED, part.rejected)
        self._lengthen("warnings.csv", WARNED, part.warnings)

    def finish(self) -> dict[str, Any]:
        """Write everything in its last order, and give what a description tells of it."""
        order = np.argsort(self._morton.values(), kind="stable")
        row_of = np.empty(len(order), np.int64)
        row_of[order] = np.arange(len(order))
        self._undated.save(self._folder / "undated.npy", order)
        self._save_points(row_of)
        rank = self._order_told()
        self._save_rows(row_of, rank)
        self._save_small()
        told = [day for span in self._spans for day in span]
        about = {
            "about": asdict(self._about),
            "rows_read": self.rows_read,
            "rejected": self._rejected,
            "warned": self._warned,
            "events": self._events,
            "claims": self._claims,
            "span": [min(told), max(told)] if told else [0, 0],
            "kinds": sorted(self._kinds),
        }
        shutil.rmtree(self._work)
        return about

    def _save_points(self, row_of: NDArray[np.int64]) -> None:
        kinds = sorted(self._kinds)
        code_of = np.array([kinds.index(kind) for kind in self._kinds], np.uint16)
        codes: dict[str, NDArray[Any]] = {"row": row_of.astype(np.int32), "kind": code_of}
        for clock, columns in self._points.items():
            folder = self._folder / clock
            folder.mkdir()
            keys = {name: columns[name].values() for name in ("first", "row", "morton")}
            order = np.lexsort((keys["first"], row_of[keys["row"]], keys["morton"]))
            for name, column in columns.items():
                column.save(folder / f"{name}.npy", order, codes.get(name))

    def _order_told(self) -> NDArray[np.int64]:
        """Rank all claims in the total order of telling, as `in_order_told` does for one case."""
        day, seq, second = (self._told[name].values() for name in self._told)
        order = np.lexsort((second, seq, day))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return rank

    def _save_rows(self, row_of: NDArray[np.int64], rank: NDArray[np.int64]) -> None:
        def looked_up(column: str, values: NDArray[Any]) -> Numbering:
            return lambda table: values[table[column].to_numpy()]

        dropped = (_AT, _OF, _NTH)
        told = ("told_day", "seq", "told_second", _NTH)
        rows = row_of.astype(np.int32)
        row: dict[str, Numbering] = {"row": looked_up(_OF, rows)}
        for name, by, numbered in (
            ("events", (_AT, _NTH), {"row": looked_up(_NTH, rows)}),
            ("claims", (_AT, _OF, *told), {**row, "told_order": looked_up(_NTH, rank)}),
            ("event_sources", (_AT, _OF, "value"), row),
            ("event_actors", (_AT, _OF, "value"), row),
        ):
            self._rows[name].save(self._folder / f"{name}.parquet", by, dropped, numbered)

    def _save_small(self) -> None:
        sources = pd.concat(self._sources).drop_duplicates("source_id", ignore_index=True)
        _write(sources, self._folder / "sources.parquet")
        places = pd.concat(self._places).drop_duplicates("place_id", ignore_index=True)
        # names differ from place to place in their languages, which Parquet would make columns of
        texts = places["names"].map(lambda names: list(map(list, names.items())))
        plain = places.assign(names=texts, variants=places["variants"].map(list))
        plain.to_parquet(self._folder / "places.parquet", index=False, schema_version="1.1.0")
        with duckdb.connect() as database:
            for name in ("events", "claims", "event_sources", "event_actors"):
                file = str(self._folder / f"{name}.parquet").replace("'", "''")
                database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")
            _write(database.execute(_VALUES).df(), self._folder / "values.parquet")

    def _start_list(self, name: str, header: tuple[str, ...]) -> None:
        with (self._folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(header)

    def _lengthen(
        self,
        name: str,
        header: tuple[str, ...],
        listed: tuple[RejectedRow, ...] | tuple[CaseWarning, ...],
    ) -> None:
        with (self._folder / name).open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([getattr(one, column) for column in header] for one in listed)


def _as_case(part: CasePart) -> Case:
    """Give a part as a case of its own."""
    return Case(
        path=Path(),
        about=part.about,
        version="",
        events=part.events,
        claims=part.claims,
        sources=part.sources,
        places=part.places,
        rows_read=part.rows_read,
        accepted=part.rows_read - len(part.rejected),
        rejected=part.rejected,
        warnings=part.warnings,
    )


def _texts(case: Case) -> tuple[list[str], NDArray[np.int64]]:
    """Give what a search looks through of each event, and where in it each claim's text begins."""
    texts: list[str] = []
    starts = np.zeros(len(case.claims), np.int64)
    row_of_order = {order: row for row, order in enumerate(case.claims["told_order"].tolist())}
    for _, told in told_texts(case, case.events, case.claims):
        texts.append("\n".join(text for _, text in told))
        at = len(told[0][1]) + 1
        for order, text in told[1:]:
            starts[row_of_order[order]] = at
            at += len(text) + 1
    return texts, starts


def _write(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd")
