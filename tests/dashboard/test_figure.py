"""Figures as their reader has them: pictures and pages, opened again by another program."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.briefing.figure import figure_bytes
from dashboard.briefing.figure.lettering import Run, Style, wrapped
from dashboard.briefing.options import ExportOptions, PageSize, Theme
from geodata.standing import StandingName
from geodata.wording import standing_label, standing_meaning
from tests.dashboard.views import APRIL, HOSTILE, LATER, with_titles

if TYPE_CHECKING:
    from dashboard.briefing.figure import Ending
    from dashboard.briefing.shown import ShownView
    from tests.dashboard.views import ShownOf

SCRIPTS = ("Հայաստանի Հանրապետություն", "Азербайджанская Республика", "საქართველოს მთავრობა")
POINTS = {PageSize.SLIDE: (960, 540), PageSize.A4: (842, 595), PageSize.LETTER: (792, 612)}
COLUMN_POINTS = 85 / 25.4 * 72
NAMES = {"ru": "Тертер", "hy": "Թարթառ", "az": "Tərtər"}


def picture(shown: ShownView, options: ExportOptions) -> Image.Image:
    return Image.open(io.BytesIO(figure_bytes(shown, options, "png")))


def page_of(shown: ShownView, options: ExportOptions) -> PdfReader:
    return PdfReader(io.BytesIO(figure_bytes(shown, options, "pdf")))


def texts(shown: ShownView, options: ExportOptions) -> list[str]:
    """Give the lines of an SVG, as text."""
    tree = ET.fromstring(figure_bytes(shown, options, "svg"))  # noqa: S314 - our own
    return [element.text or "" for element in tree.iter() if element.tag.endswith("}text")]


def said(shown: ShownView, page: PageSize = PageSize.SLIDE, *, with_key: bool = False) -> str:
    return " ".join(texts(shown, ExportOptions(page=page, with_key=with_key)))


def many(shown: ShownView, count: int) -> ShownView:
    events = [
        replace(shown.events[at % len(shown.events)], number=at + 1, event_id=f"e{at}")
        for at in range(count)
    ]
    return replace(shown, events=tuple(events))


@pytest.mark.parametrize(
    ("options", "size"),
    [
        (ExportOptions(), (1920, 1080)),
        (ExportOptions(page=PageSize.A4), (1240, 876)),
        (ExportOptions(width=1280, scale=2.0), (2560, 1440)),
        (ExportOptions(width=333, scale=1.5), (499, 280)),
        (ExportOptions(width=1000, page=PageSize.A4), (1000, 707)),
        (ExportOptions(width=1000, page=PageSize.LETTER, with_key=True), (1000, 1294)),
    ],
    ids=str,
)
def test_a_picture_has_the_size_asked_for(
    shown_of: ShownOf, options: ExportOptions, size: tuple[int, int]
) -> None:
    assert picture(shown_of(""), options).size == size


@pytest.mark.parametrize("page", POINTS)
def test_a_page_has_the_papers_size(shown_of: ShownOf, page: PageSize) -> None:
    box = page_of(shown_of(""), ExportOptions(page=page)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == POINTS[page]


def test_a_column_is_85_millimetres_wide(shown_of: ShownOf) -> None:
    box = page_of(shown_of(""), ExportOptions(page=PageSize.COLUMN)).pages[0].mediabox
    assert float(box.width) == pytest.approx(COLUMN_POINTS, abs=0.1)


@pytest.mark.parametrize("query", ["", APRIL, "kind=movement&standing=reported&q=goran"])
@pytest.mark.parametrize("page", PageSize)
def test_a_figure_says_what_makes_it_trustworthy(
    shown_of: ShownOf, query: str, page: PageSize
) -> None:
    shown = shown_of(query)
    words = said(shown, page)
    for part in (
        shown.title,
        shown.time_words,
        shown.count_words,
        *shown.filter_words,
        shown.base_map_words,
        shown.boundary_words,
        shown.version,
        *(source.published_words for source in shown.sources),
        *(standing_label(event.standing) for event in shown.events),
        *(standing_meaning(event.standing) for event in shown.events),
    ):
        assert part in words
    assert re.search(r"\d km", words)


def test_a_confirmed_event_says_by_whom(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL)
    confirmed = [event for event in shown.events if event.standing == StandingName.CONFIRMED]
    words = said(shown)
    assert confirmed
    for event in confirmed:
        assert event.title in words
        assert event.standing_words[0] in words


def test_the_query_stands_in_a_figure_and_the_address_only_where_it_is_given(
    shown_of: ShownOf,
) -> None:
    shown = shown_of(APRIL)
    words = said(shown)
    assert APRIL in words
    assert "http" not in words
    published = replace(shown, public_url="https://example.org/case/", made="22 November 2026")
    words = said(published)
    assert "https://example.org/case/?clock=told" in words
    assert "22 November 2026" in words


def test_every_shown_event_with_a_place_has_a_mark(shown_of: ShownOf) -> None:
    shown = shown_of("")
    made = figure_bytes(shown, ExportOptions(), "svg").decode()
    ids = re.findall(r'id="(mark-\d+-\d+)"', made)
    drawn = {name.split("-")[1] for name in ids}
    assert drawn == {str(event.number) for event in shown.events if event.places}
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", PageSize)
def test_the_key_tells_of_all_events_of_the_shipped_case(shown_of: ShownOf, page: PageSize) -> None:
    shown = shown_of("")
    lines = texts(shown, ExportOptions(page=page, with_key=True))
    words = " ".join(lines)
    for event in shown.events:
        assert str(event.number) in lines
        assert event.title in words
        assert event.standing_words[0] in words


@pytest.mark.parametrize("page", [PageSize.SLIDE, PageSize.COLUMN])
def test_the_second_clock_shows_nothing_later(shown_of: ShownOf, page: PageSize) -> None:
    words = said(shown_of(APRIL), page, with_key=True)
    later = {*LATER, "Barda railway station"} - {"Barda"}  # a town of the base map
    assert not [part for part in later if part in words]


def test_the_selected_event_is_told_whole(shown_of: ShownOf) -> None:
    shown = shown_of(f"{APRIL}&event=withdrawal-begins-2024")
    chosen = next(one for one in shown.events if one.event_id == "withdrawal-begins-2024")
    words = said(shown)
    assert len(chosen.standing_words) > 1
    assert all(sentence in words for sentence in chosen.standing_words)


def test_themes_differ_and_print_has_no_colour(shown_of: ShownOf) -> None:
    shown = shown_of("")
    light, dark, grey = (
        np.asarray(picture(shown, ExportOptions(width=960, theme=theme))).astype(int)
        for theme in Theme
    )
    assert light.mean() > 200
    assert dark.mean() < 80
    assert np.ptp(light, axis=2).max() > 100
    assert np.ptp(grey, axis=2).max() <= 1


@pytest.mark.trap("https://github.com/matplotlib/matplotlib/issues/23693")
@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_the_same_view_gives_the_same_bytes(shown_of: ShownOf, ending: Ending) -> None:
    shown = shown_of(f"{APRIL}&event=withdrawal-begins-2024")
    options = ExportOptions(with_key=True)
    assert figure_bytes(shown, options, ending) == figure_bytes(shown, options, ending)


def test_scripts_can_be_searched(shown_of: ShownOf) -> None:
    shown = with_titles(shown_of(""), ("Withdrawal", *SCRIPTS))
    page = page_of(shown, ExportOptions(page=PageSize.A4, with_key=True)).pages[0]
    found = " ".join(page.extract_text().split())
    words = said(shown, with_key=True)
    assert all(script in found and script in words for script in SCRIPTS)


@pytest.mark.parametrize("language", NAMES)
def test_names_on_the_map_are_in_the_views_language(shown_of: ShownOf, language: str) -> None:
    assert NAMES[language] not in said(shown_of(""))
    assert NAMES[language] in said(shown_of(f"names={language}"))


def test_hostile_text_is_plain_text(shown_of: ShownOf) -> None:
    titles = (*HOSTILE, r"\frac{1}{2} $x^2$ \N{x}", "\ud800\ufffe\u202e\ufeffabc")
    shown = replace(with_titles(shown_of(""), titles), title=r"$\alpha$ & <b>")
    words = said(shown, PageSize.COLUMN, with_key=True)
    assert r"$\alpha$ & <b>" in words
    assert '<script>alert("1")</script>' in words
    assert "$x^2$" in words
    assert len(page_of(shown, ExportOptions(with_key=True)).pages) == 1
    assert picture(shown, ExportOptions(with_key=True)).size == (1920, 1080)


@pytest.mark.filterwarnings("error")
def test_right_to_left_and_letters_without_a_font_are_drawn(shown_of: ShownOf) -> None:
    titles = ("מלחמה وسلام mixed 漢字 \U0001f9ff", "تم الإعلان عن الانسحاب 2024")
    shown = with_titles(shown_of(""), titles)
    assert titles[1] in said(shown, PageSize.COLUMN, with_key=True)
    assert picture(shown, ExportOptions(with_key=True)).size == (1920, 1080)


@pytest.mark.parametrize("page", PageSize)
def test_what_is_longer_than_the_page_is_cut(shown_of: ShownOf, page: PageSize) -> None:
    shown = shown_of("")
    long = "Unbreakable" * 300
    events = [
        replace(event, title=long, places=tuple(replace(own, name=long) for own in event.places))
        for event in shown.events
    ]
    sources = tuple(replace(source, title=long, publisher=long) for source in shown.sources)
    shown = replace(shown, title=long, events=tuple(events), sources=sources)
    lines = texts(shown, ExportOptions(page=page, with_key=True))
    assert max(len(line) for line in lines) < 200
    assert any(line.endswith("…") for line in lines)
    assert shown.boundary_words in " ".join(lines)


@pytest.mark.parametrize("page", PageSize)
def test_an_empty_view_says_so(shown_of: ShownOf, page: PageSize) -> None:
    shown = shown_of("q=nothing+has+these+words")
    words = said(shown, page, with_key=True)
    assert "No event is in this view." in words
    assert shown.boundary_words in words


def test_events_without_a_place_are_said_to_have_none(shown_of: ShownOf) -> None:
    shown = shown_of("")
    nowhere = tuple(replace(event, places=()) for event in shown.events)
    assert "No event in this view has a place" in said(replace(shown, events=nowhere))


@pytest.mark.parametrize("page", PageSize)
def test_of_a_thousand_events_the_key_tells_how_many_it_leaves_out(
    shown_of: ShownOf, page: PageSize
) -> None:
    shown = many(shown_of(""), 1000)
    words = said(shown, page, with_key=True)
    left_out = re.search(r"(\d+) more events: see the table", words)
    assert left_out
    assert 900 < int(left_out[1]) < 1000
    assert shown.boundary_words in words


def test_of_very_many_sources_some_are_counted(shown_of: ShownOf) -> None:
    shown = shown_of("")
    shown = replace(shown, sources=shown.sources * 40)
    assert re.search(r"and \d+ more sources", said(shown))


def test_a_view_without_any_day_has_an_empty_timeline(shown_of: ShownOf) -> None:
    shown = replace(shown_of(""), span=None)
    assert "No event shown has a day." in said(shown)


def test_a_part_of_a_page_has_map_timeline_and_legend_only(shown_of: ShownOf) -> None:
    shown = shown_of("event=withdrawal-begins-2024")
    part = ExportOptions(as_part=True)
    found = " ".join(texts(shown, part))
    assert picture(shown, part).size == (1920, 1080)
    assert "Ganja airfield" in found
    assert standing_meaning(StandingName.CONFIRMED).split()[0] in found
    assert shown.title not in found
    assert "Armenpress" not in found
    assert picture(replace(shown, events=(), sources=()), part).size == (1920, 1080)


@pytest.mark.parametrize("page", [PageSize.SLIDE, PageSize.A4, PageSize.LETTER, PageSize.COLUMN])
@pytest.mark.parametrize("with_key", [False, True])
def test_how_each_day_was_found_is_told_whole(
    shown_of: ShownOf, page: PageSize, *, with_key: bool
) -> None:
    shown = shown_of("")
    words = said(shown, page, with_key=with_key)
    assert all(source.published_basis in words for source in shown.sources)


def test_a_long_title_is_told_whole(shown_of: ShownOf) -> None:
    shown = shown_of("q=Ganja")
    long = (
        "The withdrawal of a contingent and the delivery of its equipment by road and by rail " * 3
    )
    titled = with_titles(replace(shown, sources=shown.sources), (long.strip(),))
    for page in (PageSize.SLIDE, PageSize.COLUMN):
        assert said(titled, page, with_key=True).count(long.strip()) == 2


def test_a_picture_tells_the_cases_limits_but_not_as_a_part(shown_of: ShownOf) -> None:
    shown = shown_of("")
    for page in PageSize:
        assert shown.limits in said(shown, page)
    assert shown.limits not in " ".join(texts(shown, ExportOptions(as_part=True)))


def test_the_legend_explains_what_is_drawn_and_nothing_else(shown_of: ShownOf) -> None:
    whole = said(shown_of("event=withdrawal-begins-2024"))
    for words in ("dashed edge", "bar", "ring round a mark", "concludes", "does not confirm"):
        assert words in whole
    one = said(shown_of("q=Ganja"), PageSize.COLUMN, with_key=True)
    assert "soft edge, disc" in one
    assert not [
        words for words in ("dashed edge", "ring round a mark", "columns", "stalk") if words in one
    ]
    assert "how many events" in said(many(shown_of(""), 300))


def test_what_lies_outside_the_axis_is_counted(shown_of: ShownOf) -> None:
    assert re.search(r"\d+ later ›", said(shown_of("from=2024-04-01&to=2024-04-30")))
    assert "‹ 5 earlier" in said(shown_of(APRIL))


def test_a_broken_isolated_name_stays_isolated() -> None:
    name = "\u2068إذاعة محلية في المدينة\u2069"
    runs = [Run(f"Reported by {name}, 2024.", Style(12))]
    lines = [line[0].run.text for line in wrapped(runs, 120)]
    assert len(lines) > 1
    for line in lines:
        assert line.count("\u2068") == line.count("\u2069")
    assert sum(line.startswith("\u2068") for line in lines) >= 1
    assert sum("\u2069" in line for line in lines) > 1


def test_a_name_from_right_to_left_does_not_turn_its_sentence(shown_of: ShownOf) -> None:
    shown, name = shown_of("q=Ganja"), "إذاعة محلية"
    said_so = replace(shown.events[0], standing_words=(f"Reported by {name}, 2024.",))
    sources = tuple(replace(source, publisher=name) for source in shown.sources)
    words = said(replace(shown, events=(said_so,), sources=sources), with_key=True)
    assert f"Reported by \u2068{name}\u2069, 2024." in words
