"""Parts of a case computed apart from each other, on any machine that sees the same folders.

What the parts before have named is not known there. So it is done in two steps: first the ids of
all parts are laid down, and those that a part repeats are found; then each part is checked with
what it repeats in hand. Sources are named, and get their ids when all names are known.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.columns import EVENTS
from geodata.errors import CaseError
from geodata.parts import read_part
from geodata.reading.case_tables import EVENTS_ALONE, CaseTables
from geodata.reading.headers import recognise
from geodata.reading.ids_before import IdsBefore, ids_of
from geodata.reading.lone import NamesAsIds
from geodata.reading.sheet import Sheet
from geodata.scale.part_tables import AT, LISTS, OF, Tally, listed, part_tables
from geodata.scale.small_tables import plain_places, write_table
from geodata.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodata.event_files import TablePart
    from geodata.read_as import ReadAs
    from geodata.scale.points import Points

NUMBERS_APART: Final = 1 << 32
"""Numbers of events and claims of a part start at so many times its own: in the parts' order."""

IDS, REPEATED, TOLD_OF, PLACES = "ids", "repeated", "told_of", "places"
"""Folders in which parts lay things down, beside those of the tables and the clocks."""

_EVENT_ID: Final = next(column for column in EVENTS if column.name == "event_id")


@dataclass(frozen=True)
class PartToDo:
    """A part to be computed.

    Parameters
    ----------
    case, read_as
        The case's folder or file, and how to read it.
    work
        The folder in which to lay down what comes of it.
    number
        Of the part, from 0.
    rows
        Reads it.
    """

    case: Path
    read_as: ReadAs
    work: Path
    number: int
    rows: TablePart

    def file(self, folder: str, ending: str = "parquet") -> Path:
        """Give where in one of the folders its own lies, a folder that is made."""
        (self.work / folder).mkdir(parents=True, exist_ok=True)
        return self.work / folder / f"{self.number:06}.{ending}"

    def list_of(self, name: str) -> Path:
        """Give where its own of the `LISTS` lies, in a folder that is made."""
        return self.file(f"lists/{self.number:06}").with_name(name)


@dataclass(frozen=True)
class PartTold:
    """What is to be known of a part that was computed.

    Attributes
    ----------
    problem
        Why nothing could be read of it; then there is no tally.
    tally
        The part in numbers.
    sources
        Those named in it, in the order in which they come.
    """

    problem: str = ""
    tally: Tally | None = None
    sources: Sequence[str] = ()

    @classmethod
    def at(cls, file: Path) -> Self:
        """Read what was laid down."""
        told = json.loads(file.read_text("utf-8"))
        tally = Tally(**told["tally"]) if told["tally"] else None
        return cls(told["problem"], tally, told["sources"])

    def lay_down(self, file: Path) -> None:
        """Write it whole, as the last thing of a part."""
        write_whole(file, json.dumps(asdict(self)).encode())


def lay_down_ids(part: PartToDo) -> str:
    """Lay down the ids of a part's events by their hashes; give why it cannot be read, or ""."""
    try:
        table = _tables(part).events_of(part.rows)
        at = recognise(table.header, EVENTS_ALONE).positions.get(_EVENT_ID.name)
        if at is not None:
            ids = replace(table, header=(_EVENT_ID.name,), columns=(table.columns[at],))
            hashes, lines = ids_of(Sheet.of(ids, [_EVENT_ID]), _EVENT_ID.name)
            columns = {"hash": hashes.view(np.int64), "line": lines}
            number = np.full(len(lines), part.number)
            write_table(pa.table({"part": number, **columns}), part.file(IDS))
    except CaseError as error:
        return str(error)
    return ""


def lay_down_tables(part: PartToDo) -> None:
    """Check and compute a part, and lay down all that is kept of it."""
    try:
        told = _computed(part)
    except CaseError as error:
        told = PartTold(problem=str(error))
    told.lay_down(part.file(TOLD_OF, "json"))


def _computed(part: PartToDo) -> PartTold:
    tables, names = _tables(part), NamesAsIds()
    read = read_part(
        tables, tables.events_of(part.rows), names, _ids_before(part), is_first=not part.number
    )
    before = part.number * NUMBERS_APART
    found = part_tables(read, before, before)
    for name, rows in found.tables.items():
        write_table(pa.Table.from_pandas(rows, preserve_index=False), part.file(name))
    for clock, points in found.points.items():
        write_table(_point_rows(points, found.kinds, before), part.file(clock))
    plain_places(found.places).to_parquet(part.file(PLACES), index=False)
    rejected, warned = (part.list_of(name) for name in LISTS)
    rejected.unlink(missing_ok=True)
    warned.unlink(missing_ok=True)
    listed(rejected, read.rejected)
    listed(warned, read.warnings)
    return PartTold(tally=found.tally, sources=names.since(0)[1])


def _ids_before(part: PartToDo) -> IdsBefore:
    """Give the ids that the part repeats."""
    folder = part.work / REPEATED / f"part={part.number}"
    files = sorted(folder.glob("*.parquet"))
    if not files:
        return IdsBefore(_EVENT_ID.name)
    rows = pa.concat_tables([pq.ParquetFile(file).read(["hash", "line"]) for file in files])
    hashes = rows["hash"].to_numpy().view(np.uint64)
    return IdsBefore.known(_EVENT_ID.name, hashes, rows["line"].to_numpy())


def _point_rows(points: Points, kinds: list[str], before: int) -> pa.Table:
    """Give points as rows: of which event, and with their kind by its name."""
    columns = {name.name: getattr(points, name.name) for name in fields(points)}
    columns |= {
        OF: columns.pop("row").astype(np.int64) + before,
        AT: columns.pop("morton").astype(np.int64),
        "kind": pd.Series(kinds, dtype="str").take(points.kind),
    }
    return pa.table({name: pa.array(column) for name, column in columns.items()})


_known: dict[str, CaseTables] = {}
"""What stands beside the events, which is read once for all parts."""


def _tables(part: PartToDo) -> CaseTables:
    key = f"{part.case} {part.read_as}"
    if key not in _known:
        _known.clear()
        _known[key] = CaseTables.at(part.case, part.read_as)
    return _known[key]
