"""A case in parts: its checked rows, so many at a time, for cases larger than memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.casebook import collector_paused, open_case
from geodata.encodings import bare_file_name
from geodata.errors import CaseWarning, RejectedRow
from geodata.read_as import ReadAs
from geodata.reading.case_tables import CaseTables
from geodata.reading.events import read_events
from geodata.reading.frames import claim_rows, correction_rows, event_rows, source_rows
from geodata.reading.ids_before import IdsBefore
from geodata.reading.lone import SourceIds, claims_of_events
from geodata.reading.place_finder import PlaceFinder, places_named
from geodata.reading.sheet import Sheet
from geodata.reading.sources import CaseDescription
from geodata.text_files import TextTable

PART_ROWS: Final = 100_000
_SHARED: Final = (
    *("about", "events", "claims", "sources", "corrections"),
    *("rows_read", "rejected", "warnings"),
)


@dataclass(frozen=True)
class CasePart:
    """Some of a case's rows; its frames are those of `Case`, with two differences.

    Parameters
    ----------
    about
        What the case says of itself, the same in every part.
    events, claims
        The accepted rows; `told_order` counts within the part only.
    sources
        Those that no part before has named; their ids are the same in all parts.
    rows_read, rejected, warnings
        Of this part; rows accepted and rejected make `rows_read`. Tables beside the events count
        in the first part.
    finder
        Finds the places of `places`.
    corrections
        As of `Case`.
    """

    about: CaseDescription
    events: pd.DataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame
    rows_read: int
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[CaseWarning, ...]
    finder: PlaceFinder = field(repr=False)
    corrections: pd.DataFrame = field(default_factory=correction_rows)

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """EPSG:4326; every place that an event or a claim of this part names."""
        return places_named(self.finder, self.events, self.claims)


def read_parts(
    path: Path, rows: int = PART_ROWS, read_as: ReadAs | None = None
) -> Iterator[CasePart]:
    """Yield a case's checked rows in parts, in the order of its file.

    Together the parts accept and reject what `open_case` does. A case with a table of claims or
    corrections is one part: any of them may be about any event.

    Parameters
    ----------
    path
        As of `open_case`.
    rows
        How many records a part is made of, at most.
    read_as
        As of `open_case`.

    Raises
    ------
    CaseError
        Where nothing could be read; the message is one line.
    """
    tables = CaseTables.at(Path(path), read_as)
    if tables.is_read_whole:
        case = open_case(tables.path)
        shared = {name: getattr(case, name) for name in _SHARED}
        yield CasePart(finder=tables.finder, **shared)
        return
    source_ids, event_ids = SourceIds(), IdsBefore("event_id")
    for number, table in enumerate(tables.events_in_parts(rows)):
        yield read_part(tables, table, source_ids, event_ids, is_first=number == 0)


def read_part(
    tables: CaseTables,
    table: TextTable,
    source_ids: SourceIds,
    event_ids: IdsBefore,
    *,
    is_first: bool,
) -> CasePart:
    """Check some rows of a case without a table of claims.

    Parameters
    ----------
    tables
        What stands beside the events; counts in the first part.
    table
        The rows.
    source_ids, event_ids
        What the parts before have named, or will have.

    Raises
    ------
    CaseError
        As of `read_parts`.
    """
    with collector_paused():
        events = read_events(table, tables.about.zone, tables.finder, alone=True)
        event_ids.reject_repeated(events)
        sources = tables.sources.accepted()
        if is_first:
            return _part(tables, [*tables.sheets, events], sources, source_ids)
        return _part(tables, [events], sources.iloc[:0], source_ids)


def _part(
    tables: CaseTables,
    sheets: list[Sheet],
    sources: pd.DataFrame,
    source_ids: SourceIds,
) -> CasePart:
    """Join the events of the last of `sheets` with their claims."""
    found = sheets[-1].accepted()
    claims, named = claims_of_events(
        found, tables.about.zone, bare_file_name(tables.path), source_ids
    )
    order = np.arange(len(claims), dtype=np.int64)
    claims = claims.assign(statement_id=claims["claim_id"], told_order=order)
    event_frame, claim_frame = event_rows(found), claim_rows(claims)
    return CasePart(
        about=tables.about,
        events=event_frame,
        claims=claim_frame,
        sources=source_rows(pd.concat([sources, named]).drop_duplicates("source_id")),
        finder=tables.finder,
        rows_read=sum(sheet.rows_read for sheet in sheets),
        rejected=tuple(row for sheet in sheets for row in sheet.rejected()),
        warnings=tuple(warning for sheet in sheets for warning in sheet.warnings),
    )
