"""The tables' columns, and how a header's names are recognised as them."""

import pytest

from geodata.columns import CASE, CLAIMS, EVENT_SOURCE, EVENTS, PLACES, SOURCES, Column
from geodata.reading.headers import MOST_ASKED, Suggestions, recognise

TABLES = {
    "events": (*EVENTS, *EVENT_SOURCE),
    "claims": CLAIMS,
    "sources": SOURCES,
    "case": CASE,
    "places": PLACES,
}


@pytest.mark.parametrize("table", TABLES)
def test_no_name_means_two_columns(table: str) -> None:
    names = [name for column in TABLES[table] for name in (column.name, *column.aliases)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("table", TABLES)
def test_every_name_is_recognised_however_it_is_spelled(table: str) -> None:
    for column in TABLES[table]:
        for name in (column.name, *column.aliases):
            for spelled in (name, name.upper(), name.replace("_", " "), name.replace("_", "-")):
                assert recognise([spelled], TABLES[table]).positions == {column.name: 0}


@pytest.mark.parametrize(
    "header",
    [
        ["title", "date", "latitude", "longitude"],
        ["Name", "When", "Lat", "Lng"],
        ["Event", "Event Date", "Y", "X"],
        ["headline", "day", "decimalLatitude", "decimalLongitude"],
    ],
)
def test_the_headers_of_usual_lists_are_recognised(header: list[str]) -> None:
    found = recognise(header, TABLES["events"])
    assert found.positions == {"title": 0, "date": 1, "latitude": 2, "longitude": 3}
    assert found.unknown == ()


def test_a_columns_own_name_goes_before_its_aliases() -> None:
    found = recognise(["name", "title", "event"], EVENTS)
    assert found.positions == {"title": 1}
    assert found.unknown == ("name", "event")


def test_of_two_equal_names_the_first_is_taken() -> None:
    found = recognise(["title", "Title"], (Column("title", "A title"),))
    assert (found.positions, found.unknown) == ({"title": 0}, ("Title",))


def test_the_nearest_word_is_offered_and_only_a_near_one() -> None:
    suggestions = Suggestions(["confirms", "denies"])
    assert suggestions.did_you_mean("Confirm") == " (did you mean “confirms”?)"
    assert suggestions.did_you_mean("xyz") == ""


def test_a_table_full_of_wrong_words_is_not_compared_one_by_one() -> None:
    suggestions = Suggestions(["confirms"])
    offered = [suggestions.did_you_mean("confirm") for _ in range(MOST_ASKED + 5)]
    assert offered.count("") == 5
