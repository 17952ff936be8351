"""The first rows of one file of events, tried with this or that meaning of its columns."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pandas as pd

from geodata.errors import CaseWarning, RejectedRow
from geodata.event_files import layer_headers
from geodata.read_as import ReadAs
from geodata.reading.case_tables import may_be_events, names_known, raw_tables
from geodata.reading.events import read_events
from geodata.reading.frames import event_rows
from geodata.reading.layouts import Layout, likely_layout
from geodata.reading.mapping import as_events
from geodata.reading.place_finder import PlaceFinder
from geodata.reading.sources import CaseDescription
from geodata.text_files import TextTable

LOOKED_AT: Final = 1_000
"""So many rows of a file are tried."""


@dataclass(frozen=True)
class FirstRows:
    """The first rows of a file under its own columns.

    Parameters
    ----------
    layers
        Its sheets or layers that are not empty; none where it is a single table.
    layer
        The one that the rows are from.
    table
        The rows.
    is_all
        Whether there are no more.
    """

    layers: tuple[str, ...]
    layer: str
    table: TextTable
    is_all: bool

    @property
    def layout(self) -> Layout | None:
        """The well-known export that they are, or look like."""
        return likely_layout(self.table.header)


@dataclass(frozen=True)
class Trial:
    """What a file's first rows are with a meaning of its columns.

    Parameters
    ----------
    events
        The accepted ones, as in `Case`, and besides their `place`, `source`, `url` and `reported`
        as written.
    rows_read, rejected, warnings
        Of these rows: `len(events) + len(rejected) == rows_read`.
    """

    events: pd.DataFrame
    rows_read: int
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[CaseWarning, ...]


def first_rows(path: Path, layer: str = "") -> FirstRows:
    """Read a file's first rows.

    Parameters
    ----------
    path
        One file of events.
    layer
        The sheet or layer to read; without it the one that looks most like events.

    Raises
    ------
    CaseError
        Where nothing could be read.
    """
    headers = {name: header for name, header in layer_headers(path, path.name).items() if header}
    likeliest = max(headers, key=lambda name: _likeness(headers[name]), default="")
    chosen = layer if layer in headers else likeliest
    with closing(raw_tables(path, ReadAs(chosen), LOOKED_AT)) as tables:
        parts = list(islice(tables, 2))
    return FirstRows(tuple(headers), chosen, parts[0], is_all=len(parts) == 1)


def _likeness(header: tuple[str, ...]) -> tuple[bool, int]:
    return may_be_events(header), names_known(header)


def tried(first: FirstRows, columns: Mapping[str, str]) -> Trial:
    """Read the first rows as they would be read with these columns (of `ReadAs`).

    Raises
    ------
    CaseError
        Where they could not be.
    """
    table = as_events(first.table, columns)
    zone = CaseDescription(title=table.file).zone
    sheet = read_events(table, zone, PlaceFinder({}), alone=True)
    accepted = sheet.accepted().reset_index(drop=True)
    as_written = accepted[["place", "source", "url", "reported"]]
    return Trial(
        events=pd.concat([event_rows(accepted), as_written], axis=1),
        rows_read=sheet.rows_read,
        rejected=tuple(sheet.rejected()),
        warnings=tuple(sheet.warnings),
    )
