"""A case folder of an older version of the format, made one of the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geodata.columns import CASE
from geodata.editing.separated_text import SeparatedText
from geodata.errors import CaseError, shortened
from geodata.reading.case_tables import CASE_TABLE
from geodata.schema_versions import FIRST, LATEST
from geodata.text_files import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

_COLUMN: Final = "schema_version"
_MOST_FIGURES: Final = 9


def migrated(folder: Path, version: int = LATEST) -> dict[str, bytes]:
    """Give the files of a case that a later version of the format has otherwise; none if none.

    Parameters
    ----------
    folder
        The case's.
    version
        That it is to have at least.

    Raises
    ------
    CaseError
        The table that says the version cannot be read.
    """
    if not (folder / CASE_TABLE).exists():
        return {}
    table = SeparatedText(read_bytes(folder / CASE_TABLE, CASE_TABLE), CASE_TABLE, CASE)
    if not table.rows or version_of(folder) >= version:
        return {}
    return {CASE_TABLE: table.changed({0: {_COLUMN: str(version)}}, ())}


def version_of(folder: Path) -> int:
    """Read which version of the format a case says it is.

    Raises
    ------
    CaseError
        The table that says it cannot be read, or says no whole number from 1 on.
    """
    path = folder / CASE_TABLE
    if not path.exists():
        return FIRST
    rows = SeparatedText(read_bytes(path, CASE_TABLE), CASE_TABLE, CASE).rows
    text = rows[0].cells.get(_COLUMN, "").strip() if rows else ""
    if not text:
        return FIRST
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_FIGURES
    if not (is_number and int(text) >= FIRST):
        raise CaseError(
            f"{CASE_TABLE}:{rows[0].line}: {_COLUMN}: expected a whole number from {FIRST} on, of "
            f"at most {_MOST_FIGURES} figures, got “{shortened(text)}”; correct it first"
        )
    return int(text)
