"""In which languages places can be named."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import gazetteer
from geodata.basemap import BASEMAP_DIRECTORY, LABEL_LANGUAGES, manifest, town_names
from geodata.casebook import open_case
from geodata.gazetteer import find_by_id, find_by_name, place_of
from geodata.place_names import languages_of_names, names_in
from geodata.store import Store
from geodata.view import View
from tests.geodata.case_folders import write_lone

ROOT = Path(__file__).parent.parent.parent
FORMER = {"Kirovabad", "Кировабад", "Կիրովաբադ", "Mir-Bashir", "Мир-Башир"}
NAMES = st.dictionaries(st.sampled_from(["en", "az", "hy", "ru", "toString"]), st.text(max_size=4))


def test_the_cases_own_languages_come_first() -> None:
    assert languages_of_names(open_case(ROOT)) == ("en", "az", "hy", "ru", "ka")


def test_a_case_without_languages_is_named_in_those_of_the_base_map(tmp_path: Path) -> None:
    case = open_case(write_lone(tmp_path, "title,date,place\nA,2024-04-17,Ganja\n"))
    assert set(languages_of_names(case)) == set(LABEL_LANGUAGES)


@given(NAMES, st.lists(st.sampled_from(["en", "az", "ka"]), unique=True))
def test_only_names_that_are_there_are_given(names: dict[str, str], languages: list[str]) -> None:
    found = names_in(names, languages)
    assert all(found.values())
    assert found == {code: name for code, name in names.items() if code in languages and name}


def test_no_town_is_shown_by_a_former_name() -> None:
    for town in (found[0] for found in find_by_name(["Ganja", "Tartar"]).values()):
        place = place_of(town)
        assert {"en", "az", "hy", "ru"} <= set(place.names)
        assert not FORMER & {place.name, *place.names.values()}
        assert FORMER & set(place.variants)  # and yet it is found by them


def test_towns_have_names_by_language() -> None:
    assert town_names()[586523]["az"] == "Gəncə"


@pytest.mark.parametrize("words", ["tartar", "Tərtər", "Թարթառ", "Тертер", "terter"])
def test_a_search_finds_every_language(words: str) -> None:
    events = Store(open_case(ROOT)).events(View(q=words))
    assert "column-2024" in set(events["event_id"])


def test_towns_and_the_cases_districts_are_named_in_all_four_languages() -> None:
    path = BASEMAP_DIRECTORY / manifest().clip("south-caucasus").files["labels"].path
    labels = [label["properties"] for label in json.loads(path.read_text("utf-8"))["features"]]
    here = [label for label in labels if label["kind"] == "town" or label["id"].startswith("AZE")]
    assert len(here) > 100
    assert not [label["id"] for label in here if {"en", "az", "hy", "ru"} - set(label["names"])]


def test_what_was_looked_up_is_not_searched_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    names, ids = ["Ganja", "Xyzzyqwv"], ["geonames:586523", "geonames:999999999999"]
    towns, numbered = find_by_name(names), find_by_id(ids)
    assert [town.geoname_id for town in towns["Ganja"]] == [586523]
    assert {place_id: town.name for place_id, town in numbered.items()} == {ids[0]: "Ganja"}
    monkeypatch.setattr(gazetteer, "_cities", None)
    assert (find_by_name(names), find_by_id(ids)) == (towns, numbered)
    with pytest.raises(TypeError, match="not callable"):
        find_by_name(["Xyzzyqwvx"])
