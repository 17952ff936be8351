"""Columns under unknown names: guessed, named by the user, and kept beside the file."""

from pathlib import Path

import pytest

from geodata.case_files import case_files, case_version
from geodata.casebook import open_case
from geodata.errors import CaseError
from geodata.read_as import ReadAs
from geodata.reading.guessing import guess_mapping
from geodata.text_files import TextTable, read_table
from tests.geodata.case_folders import write_lone

TABLE = (
    "Überschrift,Wann,breite,laenge,link,n\n"
    "Erste,17.04.2024,40.5,46.25,https://example.org/a,12\n"
    "Zweite,2024-04-18,40.25,46.5,https://example.org/b,13\n"
)
COLUMNS = {"title": "Überschrift", "date": "Wann", "latitude": "breite", "longitude": "laenge"}


def read(path: Path) -> TextTable:
    return read_table(path, path.name, len)


def test_columns_are_guessed_by_name_and_by_what_they_hold(tmp_path: Path) -> None:
    content = "headline,reported_on,latitud,longitud,web,n\nA,17.04.2024,40.5,46.25,https://x,12\n"
    guess = guess_mapping(read(write_lone(tmp_path, content)))
    found = {column.ours: (column.theirs, column.samples) for column in guess.columns}
    assert found["title"] == ("headline", ("A",))
    assert found["date"] == ("reported_on", ("17.04.2024",))
    assert found["latitude"] == ("latitud", ("40.5",))
    assert found["longitude"] == ("longitud", ("46.25",))
    assert found["url"] == ("web", ("https://x",))
    assert guess.missing == ()
    assert guess.left == {"n": ("12",)}
    scores = [column.score for column in guess.columns]
    assert scores == sorted(scores, reverse=True)


def test_what_is_needed_and_not_found_is_told(tmp_path: Path) -> None:
    guess = guess_mapping(read(write_lone(tmp_path, TABLE)))
    assert "title" in guess.missing
    assert guess.left["Überschrift"] == ("Erste", "Zweite")


def test_a_file_opens_with_the_columns_that_are_named(tmp_path: Path) -> None:
    path = write_lone(tmp_path, TABLE, "list.csv")
    with pytest.raises(CaseError, match="misses columns that it needs: title"):
        open_case(path)
    case = open_case(path, ReadAs(columns=COLUMNS))
    assert case.events["title"].tolist() == ["Erste", "Zweite"]
    assert case.events["latitude"].tolist() == [40.5, 40.25]


def test_what_is_kept_beside_a_file_is_part_of_the_case(tmp_path: Path) -> None:
    path = write_lone(tmp_path, TABLE, "list.csv")
    before = case_version(path)
    ReadAs(columns=COLUMNS).keep_beside(path)
    assert ReadAs.beside(path) == ReadAs(columns=COLUMNS)
    assert open_case(path).accepted == 2
    assert case_files(path) == [path, tmp_path / "list.csv.toml"]
    assert case_version(path) != before


def test_a_column_that_a_name_is_taken_from_does_not_clash(tmp_path: Path) -> None:
    content = "title,headline,date\nnumber 1,A,2024\n"
    path = write_lone(tmp_path, content, "list.csv")
    case = open_case(path, ReadAs(columns={"title": "headline"}))
    assert case.events["title"].tolist() == ["A"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"titel": "Wann"}, "“titel” is no column of events .did you mean “title”"),
        ({"title": "wan"}, "has no column “wan” for title .did you mean “Wann”.*it has: Über"),
    ],
)
def test_names_that_are_none_are_told(
    tmp_path: Path, columns: dict[str, str], message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        open_case(write_lone(tmp_path, TABLE, "list.csv"), ReadAs(columns=columns))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("columns = 3", "expected layer ="),
        ("[columns]\ntitle = 3\n", "expected layer ="),
        ("colums = {}", "expected layer ="),
        ("title = ", "is not TOML"),
    ],
)
def test_what_is_kept_wrongly_is_one_line(tmp_path: Path, content: str, message: str) -> None:
    path = write_lone(tmp_path, TABLE, "list.csv")
    write_lone(tmp_path, content, "list.csv.toml")
    with pytest.raises(CaseError, match=f"list.csv.toml: {message}"):
        open_case(path)
