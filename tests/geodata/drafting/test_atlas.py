"""The atlas: what it holds, how it is kept, and what lies in what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.drafting.atlas import filling, index
from geodata.drafting.atlas.entries import OTHER, OWN, Entry, Feature
from geodata.drafting.atlas.filling import build
from geodata.drafting.atlas.index import Atlas, open_atlas
from geodata.drafting.folding import name_key
from geodata.user_cache import CACHE

GORI = Entry(
    "geonames:614455", "Gori", Feature.TOWN, 41.98, 44.11, 48_000, "GE", "73", "", None, "made up"
)
GEORGIA = Entry(
    "country:GE", "Georgia", Feature.COUNTRY, 42, 43.5, 4_000_000, "GE", "", "", None, "made up"
)


@pytest.fixture
def few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(GORI, ["გორი", "Гори", "GRI", "葛里"]), (GEORGIA, ["Gürcüstan"])]
    monkeypatch.setattr(filling, "all_entries", lambda: iter(entries))


@pytest.mark.usefixtures("few_places")
def test_places_are_found_by_every_spelling_in_a_script_that_is_read(tmp_path: Path) -> None:
    build(tmp_path / "atlas.sqlite")
    found = Atlas(tmp_path / "atlas.sqlite").named(["gori", "gurcustan", "gri", "葛里"])

    assert {key: [(one.entry, one.rank) for one in ones] for key, ones in found.items()} == {
        "gori": [(GORI, OWN)],
        "gurcustan": [(GEORGIA, OTHER)],
    }
    assert found["gurcustan"][0].spellings == "gürcüstan"


def test_an_atlas_that_could_not_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off() -> Iterator[tuple[Entry, list[str]]]:
        yield GORI, []
        raise OSError("the disk is full")

    monkeypatch.setattr(filling, "all_entries", breaks_off)

    with pytest.raises(OSError, match="the disk is full"):
        build(tmp_path / "atlas.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_country_holds_its_towns_and_not_itself() -> None:
    assert GEORGIA.holds(GORI)
    assert not GORI.holds(GEORGIA)
    assert not GEORGIA.holds(GEORGIA)


def test_airports_whose_coordinates_are_those_of_another_town_are_left_out() -> None:
    names = {airport.name for airport in open_atlas().airports("AZ")}

    assert "Ganja Airport" in names
    assert not any("Lachin" in name for name in names)


@pytest.mark.parametrize(
    ("name", "feature", "place"),
    [
        ("Тертерский район", Feature.FIRST, "geonames:409420"),
        ("Goranboy Rayonu", Feature.FIRST, "geonames:586112"),
        ("Азербайджан", Feature.COUNTRY, "country:AZ"),
        ("Ադրբեջան", Feature.COUNTRY, "country:AZ"),
        ("Laurel County", Feature.SECOND, "geonames:4297480"),
        ("Чёрное море", Feature.WATER, "region:black-sea"),
    ],
)
def test_divisions_countries_and_regions_have_names_in_many_languages(
    name: str, feature: Feature, place: str
) -> None:
    key = name_key(name)
    listed = open_atlas().named([key]).get(key, [])

    assert place in {one.entry.place_id for one in listed if one.entry.feature is feature}


@pytest.mark.usefixtures("few_places")
@pytest.mark.parametrize("kept", ["off", "a file/atlas"])
def test_where_nothing_can_be_kept_the_atlas_is_made_for_this_process(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(CACHE, kept if kept == "off" else str(tmp_path / kept))
    atlas = open_atlas.__wrapped__()

    assert atlas.named(["gori"])["gori"][0].entry == GORI


@pytest.mark.usefixtures("few_places")
def test_the_atlas_is_kept_and_older_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path))
    (tmp_path / "atlas-0123456789ab.sqlite").write_bytes(b"")
    open_atlas.__wrapped__()
    (kept,) = tmp_path.iterdir()
    monkeypatch.setattr(index, "build", None)

    assert open_atlas.__wrapped__().named(["gori"])
    assert kept.name.startswith("atlas-")


def test_a_number_of_thousands_of_figures_names_no_known_place() -> None:
    assert GORI._replace(place_id=f"geonames:{'9' * 5_000}").place().names == {}
