"""A case: opened, checked, joined."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.case_files import case_files, case_version, files_signature
from geodata.checks import check_quotes, look_beyond_rows
from geodata.encodings import bare_file_name
from geodata.errors import CaseWarning, RejectedRow
from geodata.read_as import ReadAs
from geodata.reading.case_tables import CaseTables
from geodata.reading.claims import read_claims, sites_as_sources
from geodata.reading.corrections import read_corrections
from geodata.reading.events import read_events
from geodata.reading.frames import claim_rows, correction_rows, event_rows, source_rows
from geodata.reading.lone import SourceIds, claims_of_events
from geodata.reading.order import in_order_told, statement_ids
from geodata.reading.place_finder import places_named
from geodata.reading.sources import CaseDescription

__all__ = ["Case", "CaseDescription", "case_files", "files_signature", "open_case"]


@dataclass(frozen=True)
class Case:
    """A case as loaded; the columns of its frames are in `docs/architecture.md`.

    Parameters
    ----------
    path
        What was opened.
    about
        What the case says of itself.
    version
        12 hex digits of a SHA-256 over the case's files.
    events, claims, sources
        The accepted rows; claims in the order told.
    corrections
        What has been changed of claims since they were first told here, as in the file.
    places
        EPSG:4326; every place that an event or a claim names.
    rows_read, accepted
        Over all tables: `accepted + len(rejected) == rows_read`.
    rejected, warnings
        What was not taken, and what was taken though it is odd.
    """

    path: Path
    about: CaseDescription
    version: str
    events: pd.DataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame
    corrections: pd.DataFrame
    places: gpd.GeoDataFrame
    rows_read: int
    accepted: int
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[CaseWarning, ...]


def open_case(path: Path, read_as: ReadAs | None = None) -> Case:
    """Load a case and check it.

    Parameters
    ----------
    path
        A folder with an `events.csv`, or one file of events.
    read_as
        How to read a lone file; by default what is kept beside it, see `geodata.read_as`.

    Raises
    ------
    CaseError
        Where nothing could be read; the message is one line.
    """
    path = Path(path)
    version = case_version(path, read_as)
    with collector_paused():
        return _joined(CaseTables.at(path, read_as), version)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking over and over hundreds of thousands of new rows."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _joined(tables: CaseTables, version: str) -> Case:
    """Read events and claims, which refer to the other tables, and join them."""
    path, about, finder, sources = tables.path, tables.about, tables.finder, tables.sources
    claims_table = tables.claims()
    events = read_events(tables.events(), about.zone, finder, alone=claims_table is None)
    sheets = [*tables.sheets, events]
    if claims_table is None:
        claims, named = claims_of_events(
            events.accepted(), about.zone, bare_file_name(path), SourceIds()
        )
    else:
        sheet = read_claims(claims_table, about.zone, finder, events, sources)
        check_quotes(sheet, path)
        look_beyond_rows(events, sheet, sources, path)
        sheets.append(sheet)
        claims = sheet.accepted()
        named = sites_as_sources(claims, sources.accepted())
    corrections = None
    if corrections_table := tables.corrections():
        corrected = read_corrections(corrections_table, about)
        sheets.append(corrected)
        corrections = corrected.accepted()
    told_by = pd.concat([sources.accepted(), named]).drop_duplicates("source_id")
    claims = in_order_told(claims)
    claims["statement_id"] = statement_ids(claims, told_by)
    event_frame = event_rows(events.accepted())
    claim_frame = claim_rows(claims)
    rejected = tuple(row for sheet in sheets for row in sheet.rejected())
    rows_read = sum(sheet.rows_read for sheet in sheets)
    return Case(
        path=path,
        about=about,
        version=version,
        events=event_frame,
        claims=claim_frame,
        sources=source_rows(told_by),
        corrections=correction_rows(corrections),
        places=places_named(finder, event_frame, claim_frame),
        rows_read=rows_read,
        accepted=rows_read - len(rejected),
        rejected=rejected,
        warnings=tuple(warning for sheet in sheets for warning in sheet.warnings),
    )
