"""A case in parts accepts and rejects what the whole case does."""

import io
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geodata.casebook import open_case
from geodata.errors import CaseError
from geodata.parts import CasePart, read_parts
from geodata.reading.case_tables import CaseTables
from geodata.records.splitter import Splitter
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


NASTY = (
    "\ufeffsep=;\ntitle;date;latitude;longitude\n\n"
    + "".join(
        (
            f"Event {n};2024-01-{1 + n % 28:02};{n % 80};{n}\n",
            f'"In\ntwo ""lines"" {n}";2024-02-01;1;2\r\n',
            f"ragged {n};2024\n\n",
            f'as{n}tray " mark;2024-02-02;3;4\n',
            f"empty cells {n};2024-03-01;5;6;;\n",
            f"dam\x07aged {n};2024-03-01;5;6\n",
        )[n % 6]
        for n in range(200)
    )
    + 'never closed;"2024-01-01;1;2\nEvent;2024-01-01;1;2\n'
)


def same_parts(path: Path, rows: int, folder: Path) -> int:
    """Compare the parts read one after the other with those read apart, and count them."""
    tables = CaseTables.at(path)
    read = list(tables.events_in_parts(rows))
    cut = list(tables.cut_events(rows, folder / f"{rows}.csv"))
    for one, other in zip(read, cut, strict=True):
        found = tables.events_of(other)
        assert (one.file, one.header) == (found.file, found.header)
        assert (one.rejected, one.warnings) == (found.rejected, found.warnings)
        assert one.lines.tolist() == found.lines.tolist()
        for cells, theirs in zip(one.columns, found.columns, strict=True):
            assert cells.tolist() == theirs.tolist()
    return len(read)


@pytest.mark.parametrize("rows", [1, 2, 7, 33, 1000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_parts_of_a_text_read_apart_are_those_read_in_order(
    tmp_path: Path, rows: int, encoding: str
) -> None:
    path = tmp_path / "nasty.csv"
    path.write_bytes(NASTY.removeprefix("\ufeff" if encoding == "utf-16" else "").encode(encoding))
    assert same_parts(path, rows, tmp_path) >= 100 // rows


def test_cuts_do_not_depend_on_how_much_is_looked_at_at_a_time() -> None:
    def cuts(size: int) -> list[tuple[int, int]]:
        text = io.BytesIO(NASTY.removeprefix("\ufeffsep=;\n").encode())
        return [(cut.line, cut.rows) for cut in Splitter(text, "x", ";").cuts(9, size)]

    assert cuts(64) == cuts(700) == cuts(1 << 20)


@pytest.mark.parametrize("rows", [1, 2, 5, 100])
def test_parts_of_a_folder_s_events_read_apart_are_those_read_in_order(
    tmp_path: Path, rows: int
) -> None:
    folder = write_case(tmp_path, events=f"\n{TABLE}")
    assert same_parts(folder, rows, tmp_path) == -(-6 // rows)


@pytest.mark.parametrize("rows", [1, 3, 10, 100])
def test_parts_of_a_parquet_file_read_apart_are_those_read_in_order(
    tmp_path: Path, rows: int
) -> None:
    frame = gpd.GeoDataFrame(
        {"title": [f"Event {n}" for n in range(20)], "date": "2024-01-01"},
        geometry=gpd.points_from_xy([4e6] * 20, [n * 1e5 for n in range(20)]),
        crs=3857,
    )
    frame.to_parquet(tmp_path / "events.parquet", row_group_size=7)
    assert same_parts(tmp_path / "events.parquet", rows, tmp_path) == -(-20 // rows)


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
