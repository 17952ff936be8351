"""Slides as a reader of them has them: opened again by python-pptx."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from dashboard.briefing.changes import changes
from dashboard.briefing.options import ExportOptions, Theme
from dashboard.briefing.slides import slides_bytes
from dashboard.briefing.storyline import storyline
from dashboard.briefing.text_room import LINE_HEIGHT, lines_of
from tests.dashboard.views import APRIL, HOSTILE, JUNE, LATER, with_titles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dashboard.briefing.shown import ShownView
    from dashboard.loaded_case import LoadedCase
    from tests.dashboard.views import ShownOf

BEGINS = "&event=withdrawal-begins-2024"


def picture_of(shown: ShownView, options: ExportOptions) -> bytes:
    """Draw a plain picture, another for each view."""
    written = io.BytesIO()
    grey = len(shown.events) * 7 % 256
    Image.new("RGB", (options.pixels // 10, options.pixels * 9 // 160), (grey, grey, grey)).save(
        written, "PNG"
    )
    return written.getvalue()


def deck_of(*shown: ShownView, options: ExportOptions | None = None) -> Any:
    content = slides_bytes(shown, options or ExportOptions(), picture_of)
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def everything(deck: Any) -> str:
    written = io.BytesIO()
    deck.save(written)
    with ZipFile(written) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return b"\n".join(parts).decode()


def boxes(deck: Any) -> Iterator[Any]:
    return (shape for slide in deck.slides for shape in slide.shapes)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A 4:3 template with a slide of its own, and footers."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Their own slide"
    path = tmp_path / "house.pptx"
    deck.save(str(path))
    return path


def test_a_slide_says_the_view_in_native_text(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL + BEGINS)
    deck = deck_of(shown)
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    [slide] = deck.slides
    assert slide.shapes.title.text == shown.title
    said = "\n".join(texts(slide))
    chosen = next(event for event in shown.events if event.event_id == shown.view.event)
    assert shown.time_words in said
    assert all(words in said for words in (chosen.title, *chosen.standing_words))
    assert shown.boundary_words in said
    assert shown.version in said


def test_every_event_and_source_is_in_the_notes(shown_of: ShownOf) -> None:
    shown = shown_of("")
    [slide] = deck_of(shown).slides
    notes = slide.notes_slide.notes_text_frame.text
    assert "more events: see the notes" in "\n".join(texts(slide))
    for event in shown.events:
        assert event.title in notes
        assert event.standing_words[0] in notes
    for source in shown.sources:
        assert source.title in notes
        assert source.published_basis in notes
    assert all(words in notes for words in (shown.query, shown.version, shown.boundary_words))
    assert shown.limits in notes


def test_the_picture_is_described(shown_of: ShownOf) -> None:
    [slide] = deck_of(shown_of(APRIL)).slides
    [picture] = [shape for shape in slide.shapes if shape.shape_type == 13]
    description = picture.element.nvPicPr.cNvPr.get("descr")
    assert "17 Apr 2024" in description
    assert "Column of military vehicles filmed: reported." in description
    assert picture.width / picture.height == pytest.approx(16 / 9, rel=0.01)


def test_two_views_end_side_by_side_with_what_changed(shown_of: ShownOf) -> None:
    before, after = shown_of(APRIL), shown_of(JUNE)
    *single, both = deck_of(before, after).slides
    assert len(single) == 2
    assert both.shapes.title.text.endswith("as told by 17 Apr 2024 | by 12 Jun 2024")
    said = "\n".join(texts(both))
    assert before.time_words in said
    assert after.time_words in said
    assert "Told of since then" in said
    assert len([shape for shape in both.shapes if shape.shape_type == 13]) == 2
    notes = both.notes_slide.notes_text_frame.text
    for sort in changes(before, after):
        assert all(line in notes for line in sort.lines)


def test_changes_are_told_by_their_sort(shown_of: ShownOf) -> None:
    before, after = shown_of(APRIL), shown_of(JUNE)
    told = {sort.heading: sort.lines for sort in changes(before, after)}
    new = {event.title for event in after.events} - {event.title for event in before.events}
    assert {line.partition(". ")[0] for line in told["Told of since then"]} == new
    same = changes(before, before)
    assert [(sort.heading, sort.lines) for sort in same] == [
        ("The same events with the same standing.", ())
    ]
    back = {sort.heading for sort in changes(after, before)}
    assert "Told of since then" not in back
    assert "Only on the left" in back


def test_a_title_of_two_views_says_their_moments(shown_of: ShownOf) -> None:
    *_, both = deck_of(shown_of("clock=told&asof=2024-04-17T12:00"), shown_of(APRIL)).slides
    assert both.shapes.title.text.endswith("as told by 17 Apr 2024, 10:37 | by 17 Apr 2024")


def test_the_firmest_newly_told_comes_first(shown_of: ShownOf) -> None:
    told = changes(shown_of("clock=told&asof=2024-04-17T12:00"), shown_of(JUNE))
    assert [sort.heading for sort in told[:2]] == ["Standing changed", "Told of since then"]
    new = told[1].lines
    assert new[0].startswith("Withdrawal of the Russian contingent complete. Confirmed by")
    assert new[-1].partition(". ")[2].startswith("Mentioned as known")


def test_pictures_side_by_side_are_drawn_for_each_other(shown_of: ShownOf) -> None:
    before, after = shown_of(APRIL), shown_of(JUNE)
    drawn: list[tuple[ShownView, ShownView | None]] = []

    def figure(shown: ShownView, options: ExportOptions) -> bytes:
        drawn.append((shown, options.beside))
        return picture_of(shown, options)

    slides_bytes((before, after), ExportOptions(), figure)
    assert drawn == [(before, None), (after, None), (before, after), (after, before)]


def test_a_moments_own_statement_stands_above_the_standing(shown_of: ShownOf) -> None:
    """On 18 May only a number was told, which changed no word of the standing."""
    shown = shown_of("clock=told&asof=g01&event=rail-goran-2024")
    [slide] = deck_of(shown).slides
    column = texts(slide)[-1]
    assert column.startswith("Told 18 May 2024\n")
    assert "Turan gives the number: several dozen" in column
    assert "(Turan ¶1)" in column
    assert column.index("(Turan ¶1)") < column.index("Reported by Turan")
    [later] = deck_of(shown_of("clock=told&asof=b19&event=withdrawal-complete-2024")).slides
    column = texts(later)[-1]
    assert "more sentences: see the notes" in column
    assert "Confirmed by Azerbaijani Ministry of Defence" in column
    notes = later.notes_slide.notes_text_frame.text
    assert all(one.sentence[1:] in notes for one in shown_of("clock=told&asof=b19").told_then)
    [day] = deck_of(shown_of(f"{JUNE}&event=rail-goran-2024")).slides
    assert "Told 12 Jun" not in texts(day)[-1]


def test_statements_of_one_printed_time_are_told_apart(example_of: ShownOf) -> None:
    words = [example_of(f"clock=told&asof=k{n}").time_words for n in range(14, 19)]
    told = "What these 5 sources had said by 10 Mar 2023"
    assert words == [
        f"{told}, 1 of 5 that day.",
        f"{told}, 18:00, 2 of 5 that day.",
        f"{told}, 18:00, 3 of 5 that day.",
        f"{told}, 18:00, 4 of 5 that day.",
        f"{told}.",
    ]
    assert example_of("clock=told&asof=2023-03-10T18:00").time_words == f"{told}, 18:00."


def test_nothing_told_later_is_in_a_deck(shown_of: ShownOf) -> None:
    assert all(words in everything(deck_of(shown_of(""))) for words in LATER)
    april = everything(deck_of(shown_of(APRIL)))
    assert not [words for words in LATER if words in april]


def test_a_storyline_goes_moment_by_moment(shipped_case: LoadedCase, shown_of: ShownOf) -> None:
    queries = storyline(shipped_case.case, shipped_case.store, "")
    told = [shown_of(query) for query in queries]
    claims = shipped_case.case.claims
    moments = claims.groupby(["told_day", "seq", "told_second"]).ngroups
    orders = [shown.order for shown in told]
    assert len(queries) == len(set(orders)) == moments
    assert orders == sorted(orders, key=lambda order: order or 0)
    assert orders[-1] == claims["told_order"].max()
    assert all(shown.view.event in {one.event_id for one in shown.events} for shown in told)


def test_a_storyline_keeps_filters_and_ends_at_its_moment(shipped_case: LoadedCase) -> None:
    whole = storyline(shipped_case.case, shipped_case.store, "")
    part = storyline(shipped_case.case, shipped_case.store, f"{APRIL}&kind=agreement")
    assert 0 < len(part) < len(whole)
    assert all("kind=agreement" in query for query in part)
    assert storyline(shipped_case.case, shipped_case.store, "q=nothing+has+these+words") == []


def test_a_templates_look_is_taken_over(shown_of: ShownOf, template: Path) -> None:
    options = ExportOptions(template=template, footer="For the seminar")
    deck = deck_of(shown_of(APRIL), options=options)
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    [slide] = deck.slides
    assert slide.slide_layout.name == "Title Only"
    assert "Their own slide" not in everything(deck)
    footers = [shape for shape in slide.placeholders if shape.placeholder_format.type == 15]
    assert [shape.text_frame.text for shape in footers] == ["For the seminar"]
    for shape in boxes(deck):
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height


@pytest.fixture
def wide_template(tmp_path: Path) -> Path:
    """A 16:9 template with its own type of 44 points, and a narrow place for a footer."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for place in holder.placeholders:
            if place.placeholder_format.type in {1, 3}:
                place.left, place.top = Inches(0.5), Inches(0.3)
                place.width, place.height = Inches(12.3), Inches(1)
    path = tmp_path / "wide.pptx"
    deck.save(str(path))
    return path


def test_a_long_title_is_made_smaller_than_a_templates(
    shown_of: ShownOf, wide_template: Path
) -> None:
    options = ExportOptions(template=wide_template)
    single, _, both = deck_of(shown_of(APRIL), shown_of(JUNE), options=options).slides
    [paragraph] = both.shapes.title.text_frame.paragraphs
    lines = lines_of(paragraph.text, paragraph.font.size.pt, (12.3 - 0.2) * 72, bold=True)
    assert lines * paragraph.font.size.pt * LINE_HEIGHT <= (1 - 0.1) * 72
    assert 20 < paragraph.font.size.pt < 44
    assert single.shapes.title.text_frame.paragraphs[0].font.size is None  # as the template has it


def test_a_long_footer_is_cut_to_its_place(shown_of: ShownOf, wide_template: Path) -> None:
    footer = "For the seminar " * 20 + "and its guests"
    for template in (wide_template, None):
        options = ExportOptions(template=template, footer=footer)
        [slide] = deck_of(shown_of(APRIL), options=options).slides
        [said] = [text for text in texts(slide) if text.startswith("For the seminar")]
        assert "…" in said
        assert footer not in said
        assert footer in slide.notes_slide.notes_text_frame.text


def test_a_name_from_right_to_left_leaves_its_sentence_in_order(shown_of: ShownOf) -> None:
    name = "إذاعة محلية"
    shown = shown_of(APRIL)
    [said, *rest] = shown.events
    [claim, *others] = said.claims
    event = replace(
        said,
        standing_words=(f"{name} says so, 2024.",),
        claims=(replace(claim, claim=claim.claim._replace(speaker=name)), *others),
    )
    mixed = replace(shown, events=(event, *rest))
    [slide] = deck_of(mixed).slides
    [paragraph] = [
        one
        for shape in slide.shapes
        if shape.has_text_frame
        for one in shape.text_frame.paragraphs
        if name in one.text
    ]
    assert paragraph.text == f"\u2068{name}\u2069 says so, 2024."
    assert paragraph._p.pPr.get("rtl") is None
    assert f"\u2068{name}\u2069 says so, 2024." in slide.notes_slide.notes_text_frame.text
    assert "\u2068" not in everything(deck_of(shown))


def test_a_file_that_is_no_pptx_is_told_in_one_line(shown_of: ShownOf, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pptx"
    wrong.write_text("not a deck", encoding="utf-8")
    for path in (wrong, tmp_path / "missing.pptx"):
        with pytest.raises(ValueError, match=rf"{path.name}: expected a PowerPoint file") as caught:
            deck_of(shown_of(APRIL), options=ExportOptions(template=path))
        assert "\n" not in str(caught.value)


def test_a_template_without_a_fitting_layout_is_told(shown_of: ShownOf, tmp_path: Path) -> None:
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name != "Blank":
            deck.slide_layouts.remove(layout)
    path = tmp_path / "blank.pptx"
    deck.save(str(path))
    with pytest.raises(ValueError, match="expected a layout with a title at the top"):
        deck_of(shown_of(APRIL), options=ExportOptions(template=path))


def test_two_runs_give_the_same_bytes(shown_of: ShownOf, template: Path) -> None:
    for options in (ExportOptions(), ExportOptions(template=template, footer="F")):
        shown = (shown_of(APRIL), shown_of(JUNE))
        first, second = (slides_bytes(shown, options, picture_of) for _ in range(2))
        assert first == second
        with ZipFile(io.BytesIO(first)) as package:
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}
            assert "docProps/thumbnail.jpeg" not in package.namelist()


@pytest.mark.parametrize("text", [*HOSTILE, "מפה של הקווקז", "very long " * 400, "x" * 3000])
def test_any_title_stays_text_on_the_slide(shown_of: ShownOf, text: str) -> None:
    shown = with_titles(shown_of(""), (text,))
    deck = deck_of(
        shown, replace(shown, made="2024-07-01"), options=ExportOptions(theme=Theme.DARK)
    )
    assert len(deck.slides) == 3
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    assert plain in deck.slides[0].notes_slide.notes_text_frame.text
    for shape in boxes(deck):
        assert shape.top + shape.height <= deck.slide_height
    assert plain[:20] in deck.slides[0].shapes.title.text


def test_a_title_from_right_to_left_is_set_so(shown_of: ShownOf) -> None:
    deck = deck_of(with_titles(shown_of(""), ("מפה של הקווקז",)))
    [paragraph] = deck.slides[0].shapes.title.element.txBody.p_lst
    assert paragraph.pPr.get("rtl") == "1"


def test_a_view_of_nothing_says_so(shown_of: ShownOf) -> None:
    [slide] = deck_of(shown_of("q=nothing+has+these+words")).slides
    assert "No event is shown." in texts(slide)


def test_no_view_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one view"):
        slides_bytes([], ExportOptions(), picture_of)
