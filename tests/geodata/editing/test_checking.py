"""What loading says of an edited case is told of the rows that a person edits, where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.editing.changes import Change
from geodata.editing.checking import Problem, checked, in_place
from geodata.editing.editable_case import EditableCase
from tests.geodata.case_folders import SMALL_CASE, write_case

if TYPE_CHECKING:
    from pathlib import Path

NOT_A_DATE = "expected a date in EDTF"
LONG_TITLE = SMALL_CASE["events.csv"].replace("Column filmed", '"Column\nfilmed\nthrice"')


def edited(folder: Path, *changes: Change) -> tuple[EditableCase, list[Problem]]:
    case = EditableCase(folder)
    return case, list(checked(case, case.edited(changes)).problems)


def test_problems_are_told_with_their_row_and_its_line_as_it_would_be_and_as_it_is(
    tmp_path: Path,
) -> None:
    case, problems = edited(
        write_case(tmp_path, events=LONG_TITLE),
        Change("events", "0", {"title": "Column filmed"}),  # two lines fewer
        Change("events", "1", {"date": "soon"}),
        Change("events", "new-1", {"event_id": "later", "title": "Later", "date": "then"}),
        Change("claims", "1", {"event_id": "colum"}),
        Change("places", "1", {"kind": "castle"}),
    )
    rejected = [one for one in problems if one.is_rejected]
    found = [(one.table, one.key, one.column, one.value) for one in rejected]
    assert found == [
        ("places", "1", "kind", "castle"),
        ("events", "1", "date", "soon"),
        ("events", "new-1", "date", "then"),
        ("claims", "0", "event_id", "withdrawal"),
        ("claims", "1", "event_id", "colum"),
        ("claims", "2", "event_id", "withdrawal"),
    ]
    assert [one.line for one in rejected[1:]] == [3, 4, 2, 3, 4]
    placed = in_place(problems, case)
    assert [one.line for one in placed if one.is_rejected] == [4, 5, 4, 2, 3, 4]
    assert [(one.message, one.column) for one in placed] == [
        (one.message, one.column) for one in problems
    ]


def test_what_is_odd_is_told_too_and_is_no_rejection(tmp_path: Path) -> None:
    write_case(tmp_path)
    case, problems = edited(tmp_path, Change("claims", "1", None))
    found = checked(case, case.edited([Change("claims", "1", None)]))
    assert (found.accepted, found.rejected, found.rejections) == (9, 0, frozenset())
    assert problems == [
        Problem(
            table="events",
            key="0",
            line=2,
            column="event_id",
            value="",
            message="no claim is about this event: it is never drawn",
            is_rejected=False,
        )
    ]
    assert in_place(problems, case) == problems


def test_a_cell_that_cannot_be_written_and_a_table_that_cannot_be_read_are_told(
    tmp_path: Path,
) -> None:
    case, problems = edited(
        write_case(tmp_path / "a case"), Change("places", "0", {"geo_precision": "vague"})
    )
    (unfit,) = [one for one in problems if one.is_rejected]
    assert (unfit.table, unfit.key, unfit.line, unfit.column, unfit.value) == (
        *("places", "0", 0),
        *("geo_precision", "vague"),
    )
    assert in_place([unfit], case)[0].line == case.rows("places")[0].line

    header = SMALL_CASE["sources/sources.csv"].replace("title", "headline")
    case, problems = edited(
        write_case(tmp_path / "other", sources_sources=header),
        Change("events", "0", {"title": "Another"}),
    )
    (whole,) = problems
    assert (whole.table, whole.key, whole.line, whole.is_rejected) == ("events", "", 0, True)
    assert whole.message.startswith("sources/sources.csv: misses columns that it needs: title")
    assert str(tmp_path) not in whole.message
    assert in_place(problems, case) == problems
