"""A new case: without events, as a copy of another, or from one file of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.case_files import EVENTS_FILE, case_files, is_empty
from geodata.casebook import open_case
from geodata.columns import CASE, CLAIMS, EVENTS, SOURCES
from geodata.editing.editable_case import text_rows
from geodata.editing.separated_text import SeparatedText
from geodata.errors import CaseError
from geodata.places import AT
from geodata.reading.case_tables import CASE_TABLE, CLAIMS_TABLE, SOURCES_TABLE
from geodata.reading.sources import is_zone
from geodata.schema_versions import LATEST
from geodata.whole_saves import replace_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geodata.casebook import Case
    from geodata.columns import Column
    from geodata.read_as import ReadAs


@dataclass(frozen=True)
class NewCase:
    """What a new case says of itself; as of `CaseDescription`, languages as they are written."""

    title: str
    timezone: str = "UTC"
    languages: str = ""
    licence: str = ""
    limits: str = ""

    def table(self) -> bytes:
        """Write it as the case's table of one row.

        Raises
        ------
        CaseError
            It has no title, or a time zone that nobody knows.
        """
        if not self.title.strip():
            raise CaseError("A case needs a title")
        if not is_zone(self.timezone):
            raise CaseError(
                f"“{self.timezone}” is no time zone; expected a name such as Asia/Baku or UTC"
            )
        return _table(CASE_TABLE, CASE, [{**vars(self), "schema_version": str(LATEST)}])


def start_case(folder: Path, new: NewCase) -> None:
    """Start a case without events.

    Raises
    ------
    CaseError
        The folder holds something, or what the case says of itself cannot be used.
    OSError
        It cannot be written there.
    """
    _write(
        folder,
        {
            EVENTS_FILE: _table(EVENTS_FILE, EVENTS, []),
            CASE_TABLE: new.table(),
            SOURCES_TABLE: _table(SOURCES_TABLE, SOURCES, []),
            CLAIMS_TABLE: _table(CLAIMS_TABLE, CLAIMS, []),
        },
    )


def start_from_case(folder: Path, template: Path) -> None:
    """Start a case as a copy of another, to be changed into one's own.

    Parameters
    ----------
    folder
        Of the new case.
    template
        The folder of the other.

    Raises
    ------
    CaseError
        The folder holds something, or the other cannot be read.
    OSError
        It cannot be written there.
    """
    open_case(template)
    copied = {file.relative_to(template).as_posix(): file for file in case_files(template)}
    _write(folder, {name: file.read_bytes() for name, file in copied.items()})


def start_from_file(folder: Path, file: Path, new: NewCase, read_as: ReadAs | None = None) -> Case:
    """Start a case from one file of events, and give what was read of that.

    Its rows that were rejected are not in the new case; its warnings tell how others were taken.

    Each event keeps what its row said as a claim of the source that it names.

    Parameters
    ----------
    folder
        Of the new case.
    file
        A spreadsheet, an export of ACLED, UCDP or GDELT, or any other file that opens as a case.
    new
        What the new case says of itself.
    read_as
        How the file is to be read; by default what is kept beside it.

    Raises
    ------
    CaseError
        The file cannot be read, or as of `start_case`.
    OSError
        It cannot be written there.
    """
    if file.is_dir():
        raise CaseError(f"{file}: is a folder; expected one file of events")
    if folder.exists() and not is_empty(folder):
        raise _not_free(folder)
    case = open_case(file, read_as)
    _write(
        folder,
        {
            EVENTS_FILE: _table(EVENTS_FILE, EVENTS, _events(case)),
            CASE_TABLE: new.table(),
            SOURCES_TABLE: _table(SOURCES_TABLE, SOURCES, text_rows(case.sources, SOURCES)),
            CLAIMS_TABLE: _table(CLAIMS_TABLE, CLAIMS, text_rows(case.claims, CLAIMS)),
        },
    )
    return case


def _events(case: Case) -> Iterable[dict[str, str]]:
    for row in text_rows(case.events, EVENTS):
        if row["place_id"].startswith(AT):
            row["place_id"] = ""
            if not row["coordinate_uncertainty_m"]:
                row["geo_precision"] = ""  # not told: written down, it would stand for a radius
        yield row


def _table(file: str, columns: Sequence[Column], rows: Iterable[Mapping[str, str]]) -> bytes:
    return SeparatedText.empty(file, columns).changed({}, [*rows])


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    if folder.exists() and not is_empty(folder):
        raise _not_free(folder)
    folder.mkdir(parents=True, exist_ok=True)
    replace_together(folder, contents)


def _not_free(folder: Path) -> CaseError:
    return CaseError(f"{folder}: holds something already; name an empty folder, or a new one")
