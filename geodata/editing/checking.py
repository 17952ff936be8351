"""What loading says of a case as changes would make it, told of the rows that a person edits."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.case_files import PLACES_FILE, case_files
from geodata.casebook import open_case
from geodata.editing.changes import TABLES, TEXTS
from geodata.editing.feature_text import FeatureText
from geodata.editing.separated_text import SeparatedText
from geodata.errors import CaseError, CaseWarning, RejectedRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodata.casebook import Case
    from geodata.editing.editable_case import EditableCase, EditedFiles


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, or odd about it.

    Parameters
    ----------
    table, key
        Which row; the key is "" where it is none that can be edited, or no single one.
    line
        On which it stands in the file as it would be written; 0 where it is about all of it.
    column, value, message
        As of `RejectedRow`.
    is_rejected
        Whether the row is not taken; else it is taken though it is odd.
    """

    table: str
    key: str
    line: int
    column: str
    value: str
    message: str
    is_rejected: bool


@dataclass(frozen=True)
class Checked:
    """What loading says of an edited case: its problems, and how many rows were taken and not."""

    problems: tuple[Problem, ...]
    accepted: int
    rejected: int

    @property
    def rejections(self) -> frozenset[tuple[str, str]]:
        """Which rows are not taken, by table and key."""
        return frozenset((one.table, one.key) for one in self.problems if one.is_rejected)


def checked(case: EditableCase, edited: EditedFiles) -> Checked:
    """Load a case as it would be, from a folder made for that, and tell what loading says.

    Raises
    ------
    OSError
        The folder cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="whenabouts-") as made:
        folder = Path(made) / (case.path.resolve().name or "case")
        _lay_out(case, edited, folder)
        try:
            found = open_case(folder)
        except CaseError as error:
            said = str(error).replace(f"{folder}{os.sep}", "").replace(str(folder), folder.name)
            whole = Problem("events", "", 0, "", "", said, is_rejected=True)
            return Checked((whole,), 0, 0)
        problems = [*_of_cells(edited), *_of_rows(found, _keys_by_line(folder, edited))]
        return Checked(tuple(problems), found.accepted, len(found.rejected))


def _lay_out(case: EditableCase, edited: EditedFiles, folder: Path) -> None:
    """Put the files of the edited case into a folder; each place starts a line of its own."""
    for file in case_files(case.path):
        name = file.relative_to(case.path).as_posix()
        if name not in edited.contents:
            _put(folder / name, file)
    for name, content in edited.contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    places = folder / PLACES_FILE
    if places.exists():
        places.write_bytes(FeatureText(places.read_bytes(), PLACES_FILE).line_by_line())


def _put(place: Path, file: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if file.name == PLACES_FILE:  # is written anew, see `_lay_out`
        shutil.copyfile(file, place)
        return
    try:
        os.link(file.resolve(), place)
    except OSError:  # on another disk
        shutil.copyfile(file, place)


def _keys_by_line(folder: Path, edited: EditedFiles) -> Mapping[tuple[str, int], tuple[str, str]]:
    """Tell of each file's lines which row starts there, by its table and key."""
    found = {}
    for table in TABLES.values():
        path = folder / table.file
        if not path.exists():
            continue
        data = path.read_bytes()
        rows = (
            FeatureText(data, table.file).rows
            if table.file == PLACES_FILE
            else SeparatedText(data, table.file, table.columns).rows
        )
        keys = edited.keys[table.name]
        if len(keys) == len(rows):
            for row, key in zip(rows, keys, strict=True):
                found[table.file, row.line] = (table.name, key)
    return found


def _of_cells(edited: EditedFiles) -> Iterator[Problem]:
    for one in edited.unfit:
        yield Problem(one.table, one.key, 0, one.column, one.value, one.message, is_rejected=True)


def _of_rows(case: Case, keys: Mapping[tuple[str, int], tuple[str, str]]) -> Iterator[Problem]:
    for row in case.rejected:
        yield replace(_problem(row, keys), value=row.value, is_rejected=True)
    for warning in case.warnings:
        yield _problem(warning, keys)


def _problem(
    told: RejectedRow | CaseWarning, keys: Mapping[tuple[str, int], tuple[str, str]]
) -> Problem:
    by_file = {table.file: table.name for table in TABLES.values()}
    table = by_file.get(told.file, TEXTS)
    table, key = keys.get((told.file, told.line), (table, ""))
    return Problem(table, key, told.line, told.column, "", told.message, is_rejected=False)


def in_place(problems: Sequence[Problem], case: EditableCase) -> list[Problem]:
    """Give the problems of rows that a case has by the lines on which they stand in its files."""
    return [
        replace(one, line=case.rows(one.table)[int(one.key)].line) if one.key.isdecimal() else one
        for one in problems
    ]
