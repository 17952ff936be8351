"""Columns under unknown names: guessed, named by the user, and kept beside the file."""

from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from geodata.case_files import case_files, case_version
from geodata.casebook import open_case
from geodata.errors import CaseError, UnclearColumnsError
from geodata.read_as import ReadAs
from geodata.reading.guessing import Why, guess_mapping
from geodata.reading.layouts import likely_layout
from geodata.reading.trial import LOOKED_AT, first_rows, tried
from geodata.text_files import TextTable, read_table
from tests.geodata.case_folders import write_lone
from tests.geodata.test_layouts import ACLED, ACLED_ROW, table

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
    guess = guess_mapping(read(write_lone(tmp_path, TABLE.replace("Überschrift", "Worum"))))
    assert "title" in guess.missing
    assert guess.left["Worum"] == ("Erste", "Zweite")


def test_names_in_other_languages_are_guessed_and_not_read_so(tmp_path: Path) -> None:
    path = write_lone(
        tmp_path,
        "Ereignis,Tag,Breite,Länge,Art,Quelle\nBrand,17.04.2024,40.5,46.25,Unfall,Blatt\n",
        "liste.csv",
    )
    guess = guess_mapping(read(path))
    assert {column.ours: column.theirs for column in guess.columns} == {
        "title": "Ereignis",
        "date": "Tag",
        "latitude": "Breite",
        "longitude": "Länge",
        "kind": "Art",
        "source": "Quelle",
    }
    with pytest.raises(UnclearColumnsError, match="misses columns that it needs: title, date"):
        open_case(path)


def test_decimal_commas_are_degrees_and_a_name_within_another_counts(tmp_path: Path) -> None:
    content = (
        "Der Titel;Datum;Breite;Länge;Quelle\n"
        "Brücke gesperrt;3.5.2024;50,93;6,95;Das Stadtblatt\n"
        "Brücke frei;4.5.2024;50,94;6,96;Das Stadtblatt\n"
    )
    guess = guess_mapping(read(write_lone(tmp_path, content)))
    assert {column.ours: column.theirs for column in guess.columns} == {
        "title": "Der Titel",
        "date": "Datum",
        "latitude": "Breite",
        "longitude": "Länge",
        "source": "Quelle",
    }


def test_a_foreign_name_goes_before_one_that_is_only_like_it(tmp_path: Path) -> None:
    content = "Titel,Datum,Datum bis\nBrand,17.04.2024,18.04.2024\n"
    guess = guess_mapping(read(write_lone(tmp_path, content)))
    assert {column.ours: column.theirs for column in guess.columns}["date"] == "Datum"


def test_a_name_in_another_language_says_nothing_of_cells_that_are_no_dates(tmp_path: Path) -> None:
    guess = guess_mapping(read(write_lone(tmp_path, "title,Tag\nA,Montag\n")))
    assert "date" in guess.missing


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
        ("columns = 3", ".* title = “headline”; delete anything else$"),
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


def test_a_guess_says_what_it_rests_on(tmp_path: Path) -> None:
    content = (
        "what it was,Tag,date of event,timestamp,url,year\n"
        "A bridge fell,17.04.2024,17 April 2024,,https://x,2024\n"
        "A road was closed,18.04.2024,18 April 2024,,https://y,2024\n"
    )
    guess = guess_mapping(read(write_lone(tmp_path, content)))
    found = {column.ours: (column.theirs, column.why) for column in guess.columns}
    assert found["title"] == ("what it was", Why.CELLS)
    assert found["date"] == ("date of event", Why.LIKE_NAME)  # neither empty cells nor a year
    assert found["url"] == ("url", Why.NAME)
    assert {column.ours for column in guess.columns if column.is_needed} == {"title", "date"}


def test_renamed_columns_of_an_export_are_guessed_as_its_own(tmp_path: Path) -> None:
    names = {"event_date": "Day of event", "event_type": "types of event", "location": "town"}
    row = {names.get(name, name): cell for name, cell in ACLED_ROW.items()}
    header = [names.get(name, name) for name in ACLED]
    file = read(write_lone(tmp_path, table(header, row), "list.csv"))
    layout = likely_layout(file.header)
    assert layout
    assert layout.name == "ACLED"
    found = {column.ours: column.theirs for column in guess_mapping(file, layout).columns}
    assert {name: found[name] for name in names} == names
    assert found["actor1"] == "actor1"
    case = open_case(tmp_path / "list.csv", ReadAs(columns=names))
    assert case.events["title"].tolist() == ["Agreement: Alpha – Beta, Exampletown"]


def test_one_column_may_fill_several_and_one_may_stay_empty(tmp_path: Path) -> None:
    path = write_lone(tmp_path, "text,day,type\nA,2024,x\n", "list.csv")
    columns = {"title": "text", "description": "text", "date": "day", "kind": ""}
    case = open_case(path, ReadAs(columns=columns))
    event = case.events.iloc[0]
    assert (event["title"], event["description"], event["kind"]) == ("A", "A", "")


def test_first_rows_are_of_the_likeliest_layer_and_no_more_than_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    for layer, columns in (("notes", ["x"]), ("events", ["title", "date"])):
        frame = pd.DataFrame(dict.fromkeys(columns, ["2024"] * (LOOKED_AT + 1)))
        pyogrio.write_dataframe(frame, path, layer=layer)
    first = first_rows(path)
    assert (first.layers, first.layer, first.is_all) == (("notes", "events"), "events", False)
    assert tried(first, {}).rows_read == LOOKED_AT
    with pytest.raises(UnclearColumnsError, match="misses columns that it needs: title, date"):
        tried(first_rows(path, "notes"), {})
