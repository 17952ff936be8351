"""The tables' columns, and how a header's names are recognised as them."""

import pytest

from geodata.columns import CASE, CLAIMS, EVENT_SOURCE, EVENTS, PLACES, SOURCES, Column
from geodata.reading.headers import did_you_mean, recognise

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
    assert did_you_mean("Confirm", ["confirms", "denies"]) == " (did you mean “confirms”?)"
    assert did_you_mean("xyz", ["confirms", "denies"]) == ""
