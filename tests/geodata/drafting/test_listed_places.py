"""What the atlas is made of: of each sort of place one that is known, as it must be listed."""

from __future__ import annotations

from collections import Counter
from math import isfinite

import pytest

from geodata.drafting.atlas.entries import Entry, Feature
from geodata.drafting.atlas.listed_places import all_entries

NATURAL_EARTH = "GeoNames (CC BY 4.0), Natural Earth; a point in its middle, its outline unknown"
OWN = "our own: middle and reach are rough, no border is meant"
TOWN = "GeoNames (CC BY 4.0); the radius is that of a town of its size"

Listed = dict[str, tuple[Entry, set[str]]]


@pytest.fixture(scope="module")
def listed() -> Listed:
    every = [(entry, set(variants)) for entry, variants in all_entries()]
    found = {entry.place_id: (entry, variants) for entry, variants in every}
    assert len(found) == len(every), "a place is listed twice"
    return found


def test_each_place_has_a_name_and_a_point(listed: Listed) -> None:
    for entry, _ in listed.values():
        assert entry.name
        assert -90 <= entry.latitude <= 90
        assert -180 <= entry.longitude <= 180
        assert entry.population >= 0
        assert entry.bounds is None or all(map(isfinite, entry.bounds))


def test_every_sort_is_there(listed: Listed) -> None:
    counts = Counter(entry.feature for entry, _ in listed.values())
    least = {
        Feature.TOWN: 200_000,
        Feature.SECOND: 30_000,
        Feature.AIRPORT: 7_000,
        Feature.FIRST: 3_900,
        Feature.CAPITAL: 230,
        Feature.COUNTRY: 240,
        Feature.REGION: 150,
        Feature.WATER: 80,
    }
    assert {feature: counts[feature] >= least[feature] for feature in least} == dict.fromkeys(
        least, True
    )
    assert sum(1 for place_id in listed if place_id.startswith("continent:")) == 7


@pytest.mark.parametrize(
    ("known", "spelled"),
    [
        (
            Entry(
                *("country:AZ", "Azerbaijan", Feature.COUNTRY, 40.5, 47.5, 10_224_900),
                *("AZ", "", "", None),
                "GeoNames (CC BY 4.0); a point somewhere in its middle",
            ),
            {"Azerbaijan", "AZE", "Aserbaidschan", "Азербайджан", "Azərbaycan"},
        ),
        (
            Entry(
                *("geonames:409420", "Tərtər", Feature.FIRST, 40.255, 46.793, 21_200),
                *("AZ", "57", "", (46.499, 40.033, 47.086, 40.48), NATURAL_EARTH),
            ),
            {"Tartar", "Tartar District", "Terter Rayonu"},
        ),
        (
            Entry(
                *("geonames:4297480", "Laurel County", Feature.SECOND, 37.093, -84.098, 10_615),
                *("US", "KY", "125", (-84.134, 36.856, -84.063, 37.33), NATURAL_EARTH),
            ),
            {"Condado de Laurel", "Laurel"},
        ),
        (
            Entry(
                *("division:BI..Karuzi", "Karuzi", Feature.FIRST, -3.144, 30.115, 0),
                *("BI", "", "", (29.891, -3.375, 30.338, -2.898), NATURAL_EARTH),
            ),
            {"Karuzi"},
        ),
        (
            Entry(
                *("geonames:586523", "Ganja", Feature.TOWN, 40.68157, 46.36134, 330_663),
                *("AZ", "20", "", None, TOWN),
            ),
            {"Gəncə", "Kirovabad"},
        ),
        (
            Entry(
                *("geonames:587084", "Baku", Feature.CAPITAL, 40.37767, 49.89201, 2_351_300),
                *("AZ", "09", "", None, TOWN),
            ),
            {"Bakı", "Баку"},
        ),
        (
            Entry(
                *("airport:UBBG", "Ganja Airport", Feature.AIRPORT, 40.73883, 46.32, 0),
                *("AZ", "", "", None, "airportsdata (MIT)"),
            ),
            {"Ganja Airport", "Ganja"},
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Entry) else "",
)
def test_a_known_place_is_listed_as_it_is(listed: Listed, known: Entry, spelled: set[str]) -> None:
    entry, variants = listed[known.place_id]
    assert entry == known
    assert spelled <= variants


@pytest.mark.parametrize(
    ("place_id", "expected", "bounds"),
    [
        (
            "continent:AS",
            ("Asia", Feature.REGION, 29.84064, 89.29688, 3_812_366_000, "", "GeoNames (CC BY 4.0)"),
            (25.6685, -11.0021, -168.9897, 81.8519),
        ),
        (
            "region:black-sea",
            ("Black Sea", Feature.WATER, 43.3, 34.5, 0, "", OWN),
            (27.7039, 38.3540, 41.2961, 48.2460),
        ),
        (
            "region:lake-sevan",
            ("Lake Sevan", Feature.WATER, 40.3, 45.35, 0, "AM", OWN),
            (44.9373, 39.9853, 45.7627, 40.6147),
        ),
        (
            "region:karabakh",
            ("Karabakh", Feature.REGION, 39.9203, 46.7614, 0, "", OWN),
            (46.3276, 39.5876, 47.1952, 40.2530),
        ),
    ],
)
def test_what_has_no_outline_has_bounds(
    listed: Listed,
    place_id: str,
    expected: tuple[object, ...],
    bounds: tuple[float, float, float, float],
) -> None:
    one, _ = listed[place_id]
    about = (one.name, one.feature, one.latitude, one.longitude, one.population, one.country)
    assert (*about, one.basis) == expected
    assert (one.first, one.second) == ("", "")
    assert one.bounds == pytest.approx(bounds, abs=1e-4)


def test_spellings_of_regions_and_continents_are_single_names(listed: Listed) -> None:
    assert listed["region:black-sea"][1] == {
        "Qara dəniz",
        "Черное море",
        "Чёрное море",
        "შავი ზღვა",
    }
    assert {"Asien", "Asie"} <= listed["continent:AS"][1]
    assert not any(name.startswith("http") for name in listed["continent:AS"][1])
    assert not any("|" in name for _, variants in listed.values() for name in variants)


def test_an_airport_goes_by_its_town_and_never_by_the_word_alone(listed: Listed) -> None:
    assert listed["airport:UBBL"][1] == {
        "Lankaran Airport",
        "Lankaran",
    }
    airports = [variants for entry, variants in listed.values() if entry.feature is Feature.AIRPORT]
    assert not any({"Airport", ""} & variants for variants in airports)
