"""Ids of a table in parts: one that an earlier part has is told with the line on which it stood."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.columns import EVENTS
from geodata.reading.ids_before import IdsBefore, ids_of
from geodata.reading.sheet import Sheet


def part(ids: list[str], first_line: int) -> Sheet:
    (column,) = (one for one in EVENTS if one.name == "event_id")
    text = pd.DataFrame({"event_id": pd.Series(ids, dtype="str")})
    return Sheet("events.csv", [column], text, range(first_line, first_line + len(ids)))


def told(sheet: Sheet) -> list[tuple[int, str, str]]:
    return [(row.line, row.value, row.message.partition(", which")[0]) for row in sheet.rejected()]


def test_an_id_of_any_earlier_part_is_told_with_the_line_on_which_it_first_stood() -> None:
    ids = IdsBefore("event_id")
    parts = [
        part(["a", "b", "a"], 2),  # that it stands twice here is for the sheet itself to tell
        part(["c", "", "d", "e", "f", "g"], 5),
        part(["", "h"], 11),
        part(["i", "a", "g", "a", "h", "b"], 13),
    ]
    for sheet in parts:
        ids.reject_repeated(sheet)
    assert [told(sheet) for sheet in parts[:3]] == [[], [], []]
    assert told(parts[3]) == [
        (14, "a", "“a” stands in line 2 already"),
        (15, "g", "“g” stands in line 10 already"),
        (16, "a", "“a” stands in line 2 already"),
        (17, "h", "“h” stands in line 12 already"),
        (18, "b", "“b” stands in line 3 already"),
    ]


@pytest.mark.parametrize("size", [1, 3, 50])
def test_of_any_number_of_parts_every_id_is_remembered(size: int) -> None:
    ids = IdsBefore("event_id")
    names = [f"event {number}" for number in range(150)]
    for start in range(0, len(names), size):
        sheet = part(names[start : start + size], 2 + start)
        ids.reject_repeated(sheet)
        assert told(sheet) == []
    again = part(names, 1_000)
    ids.reject_repeated(again)
    lines = [f"“{name}” stands in line {2 + number} already" for number, name in enumerate(names)]
    assert [message for _, _, message in told(again)] == lines


def test_ids_that_another_process_found_are_known_by_their_hashes() -> None:
    hashes, lines = ids_of(part(["b", "", "a", "b", "c"], 7), "event_id")
    assert lines.tolist() == [7, 9, 11]
    assert len(set(hashes.tolist())) == 3
    ids = IdsBefore.known("event_id", hashes, lines)
    later = part(["x", "c", "b"], 40)
    ids.reject_repeated(later)
    assert told(later) == [
        (41, "c", "“c” stands in line 11 already"),
        (42, "b", "“b” stands in line 7 already"),
    ]


def test_ids_that_were_made_from_lines_repeat_nothing() -> None:
    ids = IdsBefore("event_id")
    for _ in range(2):
        sheet = part(["row-2"], 2)
        sheet.present = frozenset()
        ids.reject_repeated(sheet)
        assert told(sheet) == []
