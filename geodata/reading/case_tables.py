"""The tables of a case, found where a folder keeps them, and read before its events."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from geodata.case_files import EVENTS_FILE, PLACES_FILE, SOURCES_FOLDER, prepared_version
from geodata.columns import CASE, CLAIMS, CORRECTIONS, EVENT_SOURCE, EVENTS, SOURCES, Column
from geodata.encodings import bare_file_name, decode
from geodata.errors import CaseError
from geodata.event_files import ENDINGS, TablePart, cut_event_file, read_event_file
from geodata.layers import Layers
from geodata.limits import LARGEST_READ_WHOLE, bounded
from geodata.read_as import ReadAs
from geodata.reading.headers import recognise
from geodata.reading.layouts import layouts, names_of_headerless, recognised_layout
from geodata.reading.mapping import as_events
from geodata.reading.place_finder import PlaceFinder
from geodata.reading.places_file import read_places
from geodata.reading.sheet import Sheet
from geodata.reading.sources import CaseDescription, read_description, read_sources
from geodata.text_files import (
    MOST_IN_PART,
    Names,
    TextTable,
    opened,
    read_table,
    read_table_parts,
)

CASE_TABLE: Final = f"{SOURCES_FOLDER}/case.csv"
SOURCES_TABLE: Final = f"{SOURCES_FOLDER}/sources.csv"
CLAIMS_TABLE: Final = f"{SOURCES_FOLDER}/claims.csv"
CORRECTIONS_TABLE: Final = f"{SOURCES_FOLDER}/corrections.csv"
EVENTS_ALONE: Final = (*EVENTS, *EVENT_SOURCE)


@dataclass(frozen=True)
class CaseTables:
    """What a case says apart from its events and claims.

    Parameters
    ----------
    path
        A folder, or a lone table of events.
    about
        What the case says of itself.
    finder
        Looks places up, the case's own first.
    sources
        Its table of sources, checked.
    sheets
        Every table read so far, `sources` last.
    read_as
        How to read the table of events, where it is a lone one.
    """

    path: Path
    about: CaseDescription
    finder: PlaceFinder
    sources: Sheet
    sheets: tuple[Sheet, ...]
    read_as: ReadAs

    @classmethod
    def at(cls, path: Path, read_as: ReadAs | None = None) -> Self:
        """Read what stands beside the events.

        Raises
        ------
        CaseError
            Where `path` can hold no case, or one of the tables cannot be read.
        """
        _expect_events(path)
        sheets: list[Sheet] = []
        about = CaseDescription(title=bare_file_name(path.resolve()))
        if table := _table(path, CASE_TABLE, CASE):
            sheet, about = read_description(table, about)
            sheets.append(sheet)
        finder = _read_places(path, sheets)
        sources_table = _table(path, SOURCES_TABLE, SOURCES) or TextTable.empty(
            SOURCES_TABLE, (column.name for column in SOURCES)
        )
        sources = read_sources(sources_table, about.zone)
        return cls(path, about, finder, sources, (*sheets, sources), read_as or ReadAs.beside(path))

    @property
    def is_read_whole(self) -> bool:
        """Whether the case has a table whose rows may be about any of its events."""
        return any((self.path / name).exists() for name in (CLAIMS_TABLE, CORRECTIONS_TABLE))

    @property
    def events_file(self) -> Path:
        """The table of events itself."""
        return self.path / EVENTS_FILE if self.path.is_dir() else self.path

    @property
    def events_name(self) -> str:
        """The name under which messages speak of the table of events."""
        return self.events_file.name

    def events(self) -> TextTable:
        """Return the table of events.

        Raises
        ------
        CaseError
            Where it cannot be read.
        """
        (table,) = self.events_in_parts(MOST_IN_PART)
        return table

    def events_in_parts(self, rows: int) -> Iterator[TextTable]:
        """Yield the table of events, at most so many records at a time.

        Raises
        ------
        CaseError
            Where it cannot be read.
        """
        if self.path.is_dir():
            yield from read_table_parts(
                self.events_file, self.events_name, known_names(EVENTS_ALONE), rows
            )
            return
        for table in raw_tables(self.events_file, self.read_as, rows):
            yield as_events(table, self.read_as.columns)

    def cut_events(self, rows: int, spare: Path) -> Iterator[TablePart]:
        """Yield the parts that `events_in_parts` would, to be read by `events_of`.

        Parameters
        ----------
        rows
            How many records a part has at most.
        spare
            Where the text is written if it is not UTF-8.

        Raises
        ------
        CaseError
            Where the table cannot be read in parts.
        """
        names = _names(self.read_as)
        if self.path.is_dir():
            names = Names(known_names(EVENTS_ALONE), lambda _: ())
        yield from cut_event_file(self.events_file, self.events_name, names, rows, spare)

    def events_of(self, part: TablePart) -> TextTable:
        """Read a part of the table of events.

        Raises
        ------
        CaseError
            Where it cannot be read.
        """
        table = part.read()
        return table if self.path.is_dir() else as_events(table, self.read_as.columns)

    def claims(self) -> TextTable | None:
        """Return the table of claims, or `None` where there is none.

        Raises
        ------
        CaseError
            Where it cannot be read.
        """
        return _table(self.path, CLAIMS_TABLE, CLAIMS)

    def corrections(self) -> TextTable | None:
        """Return the table of corrections, or `None` where there is none.

        Raises
        ------
        CaseError
            Where it cannot be read.
        """
        return _table(self.path, CORRECTIONS_TABLE, CORRECTIONS)


def known_names(columns: Sequence[Column]) -> Callable[[Sequence[str]], int]:
    """Return what counts how many names of a header are those of `columns`."""
    return lambda header: len(recognise(header, columns).positions)


def raw_tables(path: Path, read_as: ReadAs, rows: int) -> Generator[TextTable]:
    """Yield one file of events under its own columns, at most so many records at a time.

    Raises
    ------
    CaseError
        Where it cannot be read.
    """
    theirs = set(read_as.columns.values()) - {""}
    layers = Layers(
        lambda header: (bool(theirs) and theirs <= set(header)) or may_be_events(header),
        read_as.layer,
    )
    yield from read_event_file(path, path.name, _names(read_as), layers, rows)


def _names(read_as: ReadAs) -> Names:
    theirs = set(read_as.columns.values()) - {""}
    return Names(
        lambda header: names_known(header) + len(theirs & set(header)), names_of_headerless
    )


def names_known(header: Sequence[str]) -> int:
    """Return how many of a header's names are known here, or are those of one export."""
    of_layouts = max(len(layout.needs) - len(layout.missing(header)) for layout in layouts())
    return max(known_names(EVENTS_ALONE)(header), of_layouts, len(names_of_headerless(header)))


def may_be_events(header: Sequence[str]) -> bool:
    """Tell whether a table with this header is one of events, by its names alone."""
    found = recognise(header, EVENTS_ALONE).positions
    return recognised_layout(header) is not None or all(
        column.name in found for column in EVENTS_ALONE if column.required
    )


def _expect_events(path: Path) -> None:
    if not path.is_dir() and path.suffix.lower() not in ENDINGS:
        endings = ", ".join(ENDINGS)
        raise CaseError(f"{path}: expected a folder, or a file that ends in {endings}")
    if path.is_dir() and not (path / EVENTS_FILE).exists():
        if prepared_version(path):
            raise CaseError(
                f"{path}: holds a prepared case, which is served and exported from; for anything "
                "else take the case that it was prepared from"
            )
        raise CaseError(f"{path}: has no {EVENTS_FILE}; a case needs at least that table")


def _read_places(path: Path, sheets: list[Sheet]) -> PlaceFinder:
    if not (path / PLACES_FILE).exists():
        return PlaceFinder({})
    text, _ = decode(_bytes_of_places(path / PLACES_FILE), PLACES_FILE)
    sheet, own = read_places(text, PLACES_FILE)
    sheets.append(sheet)
    return PlaceFinder(own)


def _bytes_of_places(path: Path) -> bytes:
    with opened(path, PLACES_FILE) as binary:
        return bounded(binary, PLACES_FILE, LARGEST_READ_WHOLE)


def _table(path: Path, file: str, columns: Sequence[Column]) -> TextTable | None:
    if not (path / file).exists():
        return None
    return read_table(path / file, file, known_names(columns))
