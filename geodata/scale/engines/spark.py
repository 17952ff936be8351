"""A build on Spark: parts are computed by its workers, then numbered, joined and sorted there.

Workers and this process see the same folders. Each part is read, checked and computed by the code
that an embedded build runs; what comes of it lies in Parquet files, which Spark puts in order. This
process writes the ordered files one after the other into those of the prepared case.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.errors import CaseError
from geodata.parts import PART_ROWS
from geodata.reading.case_tables import CaseTables
from geodata.reading.claims import named_sources
from geodata.reading.frames import correction_rows, source_rows
from geodata.reading.lone import SourceIds
from geodata.scale.build import BuildError
from geodata.scale.engines.apart import (
    IDS,
    PLACES,
    REPEATED,
    TOLD_OF,
    PartToDo,
    PartTold,
    lay_down_ids,
    lay_down_tables,
)
from geodata.scale.engines.in_order import InOrder, write_points, write_tables
from geodata.scale.engines.spark_session import gist, kept_log, spark_session
from geodata.scale.part_tables import (
    AT,
    LISTS,
    NTH,
    OF,
    TABLES,
    TOLD,
    described,
    kinds_of,
    listed,
)
from geodata.scale.small_tables import save_small, values_of, write_table
from geodata.standings import NEVER
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ibis.backends.pyspark import Backend
    from ibis.expr import types as ir
    from pyspark.sql import DataFrame, SparkSession

    from geodata.read_as import ReadAs

BETWEEN_LOOKS: Final = 0.5
"""Seconds after which it is looked which parts are done."""

MOST_PIECES: Final = 10_000
"""Into so many pieces rows are divided for sorting, one for each part up to then."""


@dataclass(frozen=True)
class SparkEngine:
    """A Spark cluster.

    Parameters
    ----------
    master
        As Spark names it: `spark://HOST:PORT`, `local[2]`, `local-cluster[2,1,1024]`.
    rows
        How many records a part has at most; the files of two builds are the same only where that
        is.
    """

    master: str
    rows: int = PART_ROWS

    def gather(
        self, path: Path, read_as: ReadAs | None, folder: Path, tell: Callable[[int], None]
    ) -> dict[str, Any]:
        """Write the files of a prepared case into a folder, see `geodata.scale.build.Engine`."""
        tables = CaseTables.at(path.resolve(), read_as)
        if tables.is_read_whole:
            raise CaseError(
                f"{path}: has a table of claims, which is read whole; build it without an engine"
            )
        work = folder.resolve() / "work"
        work.mkdir()
        cuts = tables.cut_events(self.rows, work / "text.csv")
        parts = [
            PartToDo(tables.path, tables.read_as, work, number, rows)
            for number, rows in enumerate(cuts)
        ]
        with spark_session(self.master, work) as session:
            try:
                about = _Build(session, folder, parts, tables).run(tell)
            except (CaseError, BuildError, OSError):
                raise
            except Exception as error:  # noqa: BLE001 - whatever Java says is told in one line
                raise BuildError(
                    f"Spark at {self.master} failed ({gist(error)}); its log: {kept_log()}; "
                    "what was there before stays"
                ) from None
        shutil.rmtree(work)
        return about


class _Build:
    """One case on its way."""

    def __init__(
        self, session: SparkSession, folder: Path, parts: list[PartToDo], tables: CaseTables
    ) -> None:
        self._session, self._folder, self._parts, self._tables = session, folder, parts, tables
        self._work = parts[0].work
        pieces = min(max(len(parts), 2), MOST_PIECES)
        session.conf.set("spark.sql.shuffle.partitions", str(pieces))
        self._ibis: Backend = ibis.pyspark.connect(session)

    def run(self, tell: Callable[[int], None]) -> dict[str, Any]:
        """Take every step, and give what a description tells of the case."""
        self._find_repeated_ids()
        told = self._compute_parts(tell)
        self._name_sources(told)
        self._put_in_order()
        tallies = [part.tally for part in told if part.tally]
        description = described(self._tables.about, tallies)
        write_tables(self._folder, {name: self._sorted(name) for name in TABLES})
        for clock in Clock:
            write_points(self._folder / clock, self._sorted(clock), kinds_of(tallies))
        self._save_small()
        return description

    def _find_repeated_ids(self) -> None:
        """Lay down for each part which ids a part before it has, and on which line."""
        context = self._session.sparkContext
        problems = context.parallelize(self._parts, len(self._parts)).map(lay_down_ids).collect()
        if problem := next(filter(None, problems), ""):
            raise CaseError(problem)
        if not (self._work / IDS).exists():
            return
        ids = self._laid_down(IDS)
        first = ids.group_by("hash").agg(first=ids.part.min(), line=ids.line.min())
        joined = ids.drop("line").join(first, "hash")
        repeated = joined.filter(joined.part > joined.first).select("part", "hash", "line")
        frame = self._frame(repeated).repartition("part")
        frame.write.partitionBy("part").parquet(str(self._work / REPEATED))

    def _compute_parts(self, tell: Callable[[int], None]) -> list[PartTold]:
        """Have every part computed, telling how many rows are done."""
        context = self._session.sparkContext
        found: dict[str, PartTold] = {}
        with ThreadPoolExecutor(1) as threads:
            parts = context.parallelize(self._parts, len(self._parts))
            computing = threads.submit(parts.foreach, lay_down_tables)
            done = False
            while not done:
                done = bool(wait([computing], BETWEEN_LOOKS).done)
                for file in (self._work / TOLD_OF).glob("*.json"):
                    if file.name not in found:
                        found[file.name] = PartTold.at(file)
                tell(sum(part.tally.rows_read for part in found.values() if part.tally))
            computing.result()
        told = [found[name] for name in sorted(found)]
        if problem := next((part.problem for part in told if part.problem), ""):
            raise CaseError(problem)
        return told

    def _name_sources(self, told: Sequence[PartTold]) -> None:
        """Give each source its id, by the order in which they come in the file."""
        self._source_ids = SourceIds()
        for part in told:
            self._source_ids.of(part.sources)
        ids, names = self._source_ids.since(0)
        write_table(
            pa.table({"name": pa.array(names, pa.string()), "id": pa.array(ids, pa.string())}),
            self._work / "source_ids.parquet",
        )

    def _put_in_order(self) -> None:
        """Give events and claims their numbers, join these to the other tables, and sort all."""
        events = self._in_order("events", self._laid_down("events"), (AT, NTH))
        rows = self._numbered(events, "row").select(row="row", kind="kind", **{OF: NTH})
        claims = self._laid_down("claims")
        told = claims.select(NTH, **{name: claims[name].fill_null(NEVER) for name in TOLD})
        order = self._in_order("order", told, (*TOLD, NTH))
        orders = self._numbered(order, "told_order").select(NTH, "told_order")
        ids = self._ibis.read_parquet(str(self._work / "source_ids.parquet"))
        row = rows.drop("kind")

        joined = claims.drop("told_order").join(row, OF).join(orders, NTH)
        named = joined.join(ids, joined.source_id == ids.name)
        columns = {name: named[name] for name in claims.columns}
        last = named.select(**columns | {"source_id": named.id, "row": named.row})
        self._in_order("claims", last, ("row", *TOLD, NTH))

        links = self._laid_down("event_sources").join(row, OF)
        linked = links.join(ids, links.value == ids.name)
        of_source = linked.select(linked.row, value=linked.id)
        self._in_order("event_sources", of_source, ("row", "value"))
        actors = self._laid_down("event_actors").join(row, OF).select("row", "value")
        self._in_order("event_actors", actors, ("row", "value"))

        for clock in Clock:
            self._in_order(clock, self._laid_down(clock).join(row, OF), (AT, "row", "first"))
        tables = [self._in_view(name) for name in TABLES[1:]]
        values = self._frame(values_of(rows, *tables))
        values.write.parquet(str(self._work / "sorted" / "values"))

    def _save_small(self) -> None:
        named = named_sources(*self._source_ids.since(0))
        every = pd.concat([self._tables.sources.accepted(), named])
        places = [
            gpd.read_parquet(self._work / PLACES / f"{part.number:06}.parquet")
            for part in self._parts
        ]
        values = pa.concat_tables(map(pq.read_table, self._sorted("values").files))
        sources = source_rows(every.drop_duplicates("source_id"))
        # a case with corrections is one part, and none of this engine's
        save_small(self._folder, sources, correction_rows(), places, values)
        for name in LISTS:
            listed(self._folder / name, ())
            with (self._folder / name).open("ab") as file:
                for part in self._parts:
                    with part.list_of(name).open("rb") as own:
                        own.readline()
                        shutil.copyfileobj(own, file)

    def _laid_down(self, name: str) -> ir.Table:
        return self._ibis.read_parquet(str(self._work / name))

    def _in_view(self, name: str) -> ir.Table:
        return self._ibis.read_parquet(str(self._work / "sorted" / name))

    def _frame(self, table: ir.Table) -> DataFrame:
        return self._session.sql(str(self._ibis.compile(table)))

    def _sorted(self, name: str) -> InOrder:
        return InOrder.of(self._work / "sorted" / name)

    def _in_order(self, name: str, table: ir.Table, keys: Sequence[str]) -> InOrder:
        """Have rows sorted, and laid down piece by piece."""
        from pyspark.sql.functions import col  # noqa: PLC0415 - an engine is optional

        frame = self._frame(table).sort(*(col(key).asc_nulls_last() for key in keys))
        frame.write.parquet(str(self._work / "sorted" / name))
        return self._sorted(name)

    def _numbered(self, rows: InOrder, column: str) -> ir.Table:
        """Give rows that lie in order their numbers, from 0 on through all pieces."""
        from pyspark.sql.functions import col  # noqa: PLC0415 - an engine is optional

        begins = self._session.createDataFrame(list(rows.begins), "file string, begin long")
        frame = self._session.read.parquet(str(rows.folder))
        placed = frame.select("*", col("_metadata.file_name").alias("file"), "_metadata.row_index")
        number = (col("begin") + col("row_index")).alias(column)
        others = [name for name in frame.columns if name != column]
        view = f"numbered_{column}"
        placed.join(begins, "file").select(*others, number).createOrReplaceTempView(view)
        return self._ibis.table(view)
