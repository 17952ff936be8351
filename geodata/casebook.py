"""A case: opened, checked, joined."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from geodata.case_files import (
    EVENTS_FILE,
    PLACES_FILE,
    SOURCES_FOLDER,
    TABLE_ENDINGS,
    case_files,
    case_version,
    files_signature,
)
from geodata.checks import check_quotes, look_beyond_rows
from geodata.columns import CASE, CLAIMS, EVENT_SOURCE, EVENTS, SOURCES, Column
from geodata.dates import DAY_COLUMNS, FLAG_COLUMNS
from geodata.encodings import decode
from geodata.errors import CaseError, CaseWarning, RejectedRow
from geodata.reading.claims import read_claims, sites_as_sources
from geodata.reading.events import read_events
from geodata.reading.headers import recognise
from geodata.reading.lone import claims_of_events
from geodata.reading.order import in_order_told, statement_ids
from geodata.reading.place_finder import PlaceFinder, places_named
from geodata.reading.places_file import read_places
from geodata.reading.sheet import Sheet
from geodata.reading.sources import CaseDescription, read_description, read_sources
from geodata.text_files import TextTable, read_bytes, read_table

__all__ = ["Case", "CaseDescription", "case_files", "files_signature", "open_case"]

CASE_TABLE: Final = f"{SOURCES_FOLDER}/case.csv"
SOURCES_TABLE: Final = f"{SOURCES_FOLDER}/sources.csv"
CLAIMS_TABLE: Final = f"{SOURCES_FOLDER}/claims.csv"
EVENTS_ALONE: Final = (*EVENTS, *EVENT_SOURCE)
EVENT_TYPES: Final = dict.fromkeys(DAY_COLUMNS, "Int32") | dict.fromkeys(FLAG_COLUMNS, "bool")
CLAIM_TYPES: Final = {
    "told_day": "Int32",
    "told_second": "Int32",
    "told_order": "int64",
    "told_earliest": "Int32",
    "told_assumed": "bool",
    "statement_id": "str",
}


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
    places: gpd.GeoDataFrame
    rows_read: int
    accepted: int
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[CaseWarning, ...]


def open_case(path: Path) -> Case:
    """Load a case and check it.

    Parameters
    ----------
    path
        A folder with an `events.csv`, or one text table of events.

    Raises
    ------
    CaseError
        Where nothing could be read; the message is one line.
    """
    path = Path(path)
    version = case_version(path)
    if not path.is_dir() and path.suffix.lower() not in TABLE_ENDINGS:
        endings = ", ".join(TABLE_ENDINGS)
        raise CaseError(f"{path}: expected a folder, or a file that ends in {endings}")
    if path.is_dir() and not (path / EVENTS_FILE).exists():
        raise CaseError(f"{path}: has no {EVENTS_FILE}; a case needs at least that table")
    with _collector_paused():
        return _joined(path, version)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking over and over hundreds of thousands of new rows."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _joined(path: Path, version: str) -> Case:
    """Read the tables in the order in which they refer to each other, and join them."""
    folder = path if path.is_dir() else None
    sheets: list[Sheet] = []
    about = _read_description(folder, CaseDescription(title=path.resolve().stem), sheets)
    finder = _read_places(folder, sheets)
    claims_table = _table(folder, CLAIMS_TABLE, CLAIMS)
    events_table = _table(folder, EVENTS_FILE, EVENTS_ALONE) or _read(path, path.name, EVENTS_ALONE)
    events = read_events(events_table, about.zone, finder, alone=claims_table is None)
    sources_table = _table(folder, SOURCES_TABLE, SOURCES) or TextTable.empty(
        SOURCES_TABLE, (column.name for column in SOURCES)
    )
    sources = read_sources(sources_table, about.zone)
    sheets += [events, sources]
    if claims_table is None:
        claims, named = claims_of_events(events.accepted(), path.stem)
    else:
        sheet = read_claims(claims_table, about.zone, finder, events, sources)
        check_quotes(sheet, path)
        look_beyond_rows(events, sheet, sources, path)
        sheets.append(sheet)
        claims = sheet.accepted()
        named = sites_as_sources(claims, sources.accepted())
    told_by = pd.concat([sources.accepted(), named]).drop_duplicates("source_id")
    claims = in_order_told(claims)
    claims["statement_id"] = statement_ids(claims, told_by)
    event_frame = _typed(events.accepted(), EVENTS, EVENT_TYPES)
    claim_frame = _typed(claims, CLAIMS, CLAIM_TYPES)
    rejected = tuple(row for sheet in sheets for row in sheet.rejected())
    rows_read = sum(sheet.rows_read for sheet in sheets)
    return Case(
        path=path,
        about=about,
        version=version,
        events=event_frame,
        claims=claim_frame,
        sources=_typed(told_by, SOURCES, {}),
        places=places_named(finder, event_frame, claim_frame),
        rows_read=rows_read,
        accepted=rows_read - len(rejected),
        rejected=rejected,
        warnings=tuple(warning for sheet in sheets for warning in sheet.warnings),
    )


def _read_description(
    folder: Path | None, fallback: CaseDescription, sheets: list[Sheet]
) -> CaseDescription:
    table = _table(folder, CASE_TABLE, CASE)
    if table is None:
        return fallback
    sheet, about = read_description(table, fallback)
    sheets.append(sheet)
    return about


def _read_places(folder: Path | None, sheets: list[Sheet]) -> PlaceFinder:
    if folder is None or not (folder / PLACES_FILE).exists():
        return PlaceFinder({})
    text, _ = decode(read_bytes(folder / PLACES_FILE, PLACES_FILE), PLACES_FILE)
    sheet, own = read_places(text, PLACES_FILE)
    sheets.append(sheet)
    return PlaceFinder(own)


def _table(folder: Path | None, file: str, columns: Sequence[Column]) -> TextTable | None:
    if folder is None or not (folder / file).exists():
        return None
    return _read(folder / file, file, columns)


def _read(path: Path, file: str, columns: Sequence[Column]) -> TextTable:
    return read_table(path, file, lambda header: len(recognise(header, columns).positions))


def _typed(
    frame: pd.DataFrame, columns: Sequence[Column], computed: dict[str, str]
) -> pd.DataFrame:
    types = {column.name: column.dtype for column in columns} | computed
    return frame[[*types]].astype(types).reset_index(drop=True)
