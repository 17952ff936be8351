"""A case in parts accepts and rejects what the whole case does."""

from pathlib import Path

import pandas as pd
import pytest

from geodata.casebook import open_case
from geodata.errors import CaseError
from geodata.parts import CasePart, read_parts
from tests.geodata.case_folders import write_case, write_lone

TABLE = (
    "event_id,title,date,latitude,longitude,source\n"
    "a,One,2024-04-17,40,46,Agency\n"
    "b,Two,2024-04-18,40.1,46,Gazette\n"
    "c,Three,never,40.2,46,Agency\n"
    "d,Four,2024-04-16\n"
    "a,Again,2024-04-19,40.3,46,Agency!\n"
    "e,Five,2024-04-15,40.4,46,Gazette\n"
    "e,Within,2024-04-15,40.4,46,Gazette\n"
)


def parts_of(folder: Path, content: str, rows: int) -> list[CasePart]:
    return list(read_parts(write_lone(folder, content, "list.csv"), rows))


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_the_parts_together_are_the_case(tmp_path: Path, rows: int) -> None:
    parts = parts_of(tmp_path, TABLE, rows)
    whole = open_case(tmp_path / "list.csv")
    events = pd.concat([part.events for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(events, whole.events)
    sources = pd.concat([part.sources for part in parts], ignore_index=True)
    pd.testing.assert_frame_equal(sources, whole.sources)
    claims = pd.concat([part.claims for part in parts]).set_index("claim_id").sort_index()
    expected = whole.claims.set_index("claim_id").sort_index()
    pd.testing.assert_frame_equal(
        claims.drop(columns="told_order"), expected.drop(columns="told_order")
    )
    rejected = sorted((row for part in parts for row in part.rejected), key=lambda row: row.line)
    assert tuple(rejected) == whole.rejected
    assert sum(part.rows_read for part in parts) == whole.rows_read == 7


def test_an_id_of_an_earlier_part_is_told_with_its_line(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, TABLE, 2)
    messages = [str(row) for part in parts for row in part.rejected]
    assert any("6: event_id: “a” stands in line 2 already" in text for text in messages)


def test_a_source_keeps_its_id_and_comes_once(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, TABLE, 1)
    assert [part.sources["source_id"].tolist() for part in parts[:2]] == [["agency"], ["gazette"]]
    assert parts[-2].claims["source_id"].tolist() == ["gazette"]
    assert parts[-2].sources.empty


def test_tables_beside_the_events_count_once(tmp_path: Path) -> None:
    path = write_case(tmp_path, sources_claims=None)
    parts = list(read_parts(path, 1))
    assert [part.rows_read for part in parts] == [6, 1]
    assert parts[0].about.title == parts[1].about.title == "A small case"
    assert "agency" in parts[0].sources["source_id"].tolist()


def test_a_case_with_claims_of_its_own_is_one_part(tmp_path: Path) -> None:
    (part,) = read_parts(write_case(tmp_path), 1)
    assert part.claims["claim_id"].tolist() == ["a1", "a2", "b1"]
    assert part.rows_read == 10


def test_what_cannot_be_read_is_told_before_the_first_part(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="has column names and no rows"):
        parts_of(tmp_path, "title,date\n", 1)
