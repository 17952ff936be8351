"""Places are named in the language that the reader chooses; the address tells which."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewViewer, Serve
from tests.browser.running_app import RunningApp
from tests.browser.viewer import Viewer

GANJA = "event=exit-ganja-2024"
COLUMN = "event=column-2024"


def test_an_address_opens_with_places_named_in_its_language(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?names=az&{GANJA}")
    named = viewer.place_names()
    assert named["ganja-airfield"] == "Gəncə hava limanı"
    assert named["karabakh"] == "Dağlıq Qarabağ"
    assert named["goran"] == "Goran railway station"  # the case has no Azerbaijani name for it
    expect(viewer.panel).to_contain_text("Gəncə hava limanı (Ganja airfield, Գանձակի օդանավակայան)")
    expect(viewer.names).to_have_value("az")
    viewer.expect_query(names="az")


def test_an_address_that_tells_a_language_alone_opens_as_without(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?names=hy")
    viewer.expect_query(event="withdrawal-begins-2024", names="hy")


def test_switching_names_rewrites_the_address_without_a_rerun_and_back_undoes(
    shipped: RunningApp, viewer: Viewer
) -> None:
    viewer.open(f"{shipped.url}?{COLUMN}")
    sent, mounted = viewer.record.frames_sent, viewer.record.maps_mounted
    places = viewer.claims.filter(has_text="at Tartar district").locator(".sentence-of")
    expect(places).to_have_text(
        "people who filmed it (private individuals) place it at Tartar district"
    )
    viewer.names.select_option("ru")
    viewer.expect_query(names="ru", event="column-2024")
    expect(viewer.panel).to_contain_text("Тертерский район (Tartar district, Tərtər rayonu)")
    expect(viewer.claims.locator(".sentence-of", has_text="Тертерский район")).to_be_visible()
    assert viewer.place_names()["dadivank"] == "Дадиванк"
    assert (viewer.record.frames_sent, viewer.record.maps_mounted) == (sent, mounted)
    viewer.page.go_back()  # at which Streamlit runs its script
    viewer.expect_query(names=None, event="column-2024")
    expect(viewer.names).to_have_value("en")
    expect(viewer.panel).not_to_contain_text("Тертерский район")
    assert viewer.place_names()["dadivank"] == "Dadivank monastery"


def test_names_last_through_a_filter(shipped: RunningApp, viewer: Viewer) -> None:
    viewer.open(f"{shipped.url}?names=hy&{GANJA}")
    viewer.pill("movement").click()
    expect(viewer.map_summary).to_contain_text("7 of 18 events")
    viewer.expect_query(names="hy", kind="movement")
    assert viewer.place_names()["tartar"] == "Թարթառի շրջան"


@pytest.mark.parametrize("language", ["xx", "toString", "<b>", "az-Latn-AZ-x", ""])
def test_a_language_that_nothing_is_named_in_opens_the_default(
    shipped: RunningApp, viewer: Viewer, language: str
) -> None:
    viewer.open(f"{shipped.url}?names={language}&{GANJA}")
    expect(viewer.names).to_have_value("en")
    viewer.expect_query(names=None, event="exit-ganja-2024")
    assert viewer.place_names()["ganja-airfield"] == "Ganja airfield"


@pytest.mark.parametrize("words", ["Ganja", "Gəncə", "Գանձակ", "Гянджа"])
def test_a_search_finds_a_place_by_its_name_in_any_language(
    shipped: RunningApp, viewer: Viewer, words: str
) -> None:
    viewer.open(f"{shipped.url}?q={words}")
    expect(viewer.map_summary).to_contain_text("of 18 events")
    events = viewer.frame.evaluate("() => window.whenabouts.map.data.events.map(({ id }) => id)")
    assert "exit-ganja-2024" in events


def test_towns_of_the_gazetteer_have_the_base_maps_names(
    serve: Serve, new_viewer: NewViewer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    case = tmp_path_factory.mktemp("towns") / "towns.csv"
    case.write_text(
        "title,date,place\nA meeting,2024-04-17,Ganja\nA march,2024-04-18,Paris\n", "utf-8"
    )
    viewer = new_viewer().open(f"{serve(case).url}?names=az")
    assert sorted(viewer.place_names().values()) == ["Gəncə", "Paris"]
