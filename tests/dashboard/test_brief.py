"""A brief as its reader has it: a PDF, read again by another program."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from dashboard.briefing.bibliography import reference
from dashboard.briefing.brief import brief_bytes
from dashboard.briefing.brief_words import Cut, brief_words, row_count
from dashboard.briefing.figure.pages import PART
from dashboard.briefing.figure.plan import laid_out
from dashboard.briefing.options import ExportOptions, PageSize
from tests.dashboard.views import APRIL, HOSTILE, LATER, with_titles

if TYPE_CHECKING:
    from dashboard.briefing.shown import ShownView
    from tests.dashboard.views import ShownOf

SCRIPTS = ("Հայաստանի Հանրապետություն", "Азербайджанская Республика", "საქართველოს მთავრობა")
FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">'
    '<text x="20" y="60" font-family="DejaVu Sans" font-size="40">'
    "Թարթառ Тертер თართარი</text></svg>"
)


def figure_of(_shown: ShownView, _options: ExportOptions) -> bytes:
    return FIGURE.encode()


def pdf_of(shown: ShownView, page: PageSize = PageSize.A4) -> PdfReader:
    return PdfReader(io.BytesIO(brief_bytes(shown, ExportOptions(page=page), figure_of)))


def text_of(pdf: PdfReader) -> str:
    """Give all words with one space between them; a line's end may fall anywhere."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def many(shown: ShownView, count: int) -> ShownView:
    """Repeat the events of a view until there are so many."""
    events = [
        replace(shown.events[at % len(shown.events)], number=at + 1, event_id=f"e{at}")
        for at in range(count)
    ]
    return replace(shown, events=tuple(events))


@pytest.mark.parametrize("query", ["", APRIL])
def test_a_brief_holds_events_sources_and_origin(shown_of: ShownOf, query: str) -> None:
    shown = shown_of(query)
    pdf = pdf_of(shown)
    said = text_of(pdf)
    assert len(pdf.pages) == 2
    for words in (shown.title, shown.time_words, shown.boundary_words, shown.version):
        assert words in said
    for event in shown.events:
        assert event.title in said
    assert shown.events[0].standing_words[0] in said
    assert shown.events[0].rule_words in said
    assert shown.limits in said
    assert shown.query in said.replace(" ", "")
    used = [source for source in shown.sources if source.title[:20] in said]
    assert all(source.published_basis[:20] in said for source in used)
    assert used


def test_evidence_names_who_stance_day_source_and_paragraph(shown_of: ShownOf) -> None:
    said = text_of(pdf_of(shown_of(f"{APRIL}&kind=statement")))
    assert "Evidence, sentence by sentence" in said
    row = r"President of Azerbaijan \(H\. Hajiyev\) confirms 17 Apr 2024 \S+ \[\d\] ¶\d"
    assert re.search(row, said)


def test_what_is_not_set_is_counted(shown_of: ShownOf) -> None:
    shown = many(shown_of(""), 1000)
    pdf = pdf_of(shown)
    said = text_of(pdf)
    assert len(pdf.pages) == 2
    left = re.search(r"([\d,]+) more events: see the CSV", said)
    assert left
    listed = 1000 - int(left[1].replace(",", ""))
    assert listed > 5
    assert shown.events[listed - 1].title in said
    assert re.search(r"[\d,]+ more sentences of [\d,]+: see the GeoJSON", said)


def test_every_event_keeps_its_firmest_row(shown_of: ShownOf) -> None:
    shown = shown_of("")
    said = brief_words(shown, Cut(len(shown.events), len(shown.events), 100))
    assert [group["number"] for group in said["evidence"]] == [
        str(event.number) for event in shown.events
    ]
    by_title = {group["title"]: group["rows"] for group in said["evidence"]}
    [row] = by_title["Withdrawal of the Russian contingent complete"]
    assert (row["who"], row["stance"]) == ("Azerbaijani Ministry of Defence", "confirms")
    whole = brief_words(shown, Cut(len(shown.events), row_count(shown), 100))
    assert sum(len(group["rows"]) for group in whole["evidence"]) == row_count(shown)


def test_copies_have_a_column_where_there_are_any(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL)
    assert "Archived" not in text_of(pdf_of(shown))
    first, *rest = shown.sources
    kept = replace(first, archived_url="https://archive.example/1")
    assert "Archived" in text_of(pdf_of(replace(shown, sources=(kept, *rest))))


def test_the_marks_have_the_numbers_of_the_events(shown_of: ShownOf) -> None:
    asked: list[ExportOptions] = []

    def figure(shown: ShownView, options: ExportOptions) -> bytes:
        asked.append(options)
        return figure_of(shown, options)

    brief_bytes(shown_of(APRIL), ExportOptions(), figure)
    brief_bytes(many(shown_of(""), 1000), ExportOptions(), figure)
    assert [options.with_key for options in asked] == [True, True]
    assert asked[0].listed == len(shown_of(APRIL).events)
    assert 5 < (asked[1].listed or 0) < 1000
    numbered = laid_out(shown_of(APRIL), PART, with_key=True, as_part=True).numbers
    assert numbered == {event.number for event in shown_of(APRIL).events}


def test_a_name_from_right_to_left_is_isolated_in_a_sentence(shown_of: ShownOf) -> None:
    name = "إذاعة محلية"
    shown = with_titles(shown_of(APRIL), ("A case", name))
    events = [
        replace(event, standing_words=(f"{event.title}, 2024.",)) for event in shown.events[:2]
    ]
    said = brief_words(replace(shown, events=tuple(events)), Cut(2, 0, 100))
    assert said["events"][1]["title"] == name
    assert said["events"][1]["standing"] == [f"\u2068{name}\u2069, 2024."]
    assert said["events"][0]["standing"] == ["A case, 2024."]


def test_a_source_cited_by_its_title_is_named_once(shown_of: ShownOf) -> None:
    source = replace(shown_of(APRIL).sources[0], publisher="River service", title="River service")
    assert reference(source).startswith("River service. Published")
    assert reference(replace(source, title="A flood")).startswith("River service: “A flood”.")


def test_sources_that_are_not_set_are_counted(shown_of: ShownOf) -> None:
    shown = shown_of("")
    said = brief_words(shown, Cut(len(shown.events), 3, 100))
    more = len(shown.sources) - len(said["sources"])
    assert more > 1
    assert said["more_sources"] == f"{more} more sources: see the GeoJSON."
    whole = brief_words(shown, Cut(len(shown.events), row_count(shown), 100))
    assert whole["more_sources"] == ""


def test_what_a_claim_is_about_is_told_in_words(shown_of: ShownOf) -> None:
    shown = shown_of("")
    evidence = brief_words(shown, Cut(len(shown.events), row_count(shown), 100))["evidence"]
    stances = {row["stance"] for group in evidence for row in group["rows"]}
    assert "concludes (the name, cause or terms)" in stances
    assert not any("account" in stance for stance in stances)


def test_nothing_told_later_is_in_a_brief(shown_of: ShownOf) -> None:
    today = text_of(pdf_of(shown_of("")))
    assert [words for words in LATER if words in today] == list(LATER)
    april = text_of(pdf_of(shown_of(APRIL)))
    assert not [words for words in LATER if words in april]


def test_text_is_searchable_in_each_script(shown_of: ShownOf) -> None:
    said = text_of(pdf_of(with_titles(shown_of(APRIL), SCRIPTS)))
    assert all(said.count(words) >= 1 for words in SCRIPTS)
    assert "Թարթառ Тертер თართარი" in said  # in the figure, too


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_set_as_it_stands(shown_of: ShownOf, text: str) -> None:
    said = text_of(pdf_of(with_titles(shown_of(APRIL), (text, text))))
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    assert "".join(plain.split()) in said.replace(" ", "")


def test_only_addresses_of_the_web_are_links(shown_of: ShownOf) -> None:
    shown = shown_of(APRIL)
    events = [
        replace(
            event,
            claims=tuple(
                replace(claim, source=replace(claim.source, url="javascript:alert(1)"))
                for claim in event.claims
            ),
        )
        for event in shown.events
    ]
    content = brief_bytes(replace(shown, events=tuple(events)), ExportOptions(), figure_of)
    links = [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(content)).pages
        for note in page.get("/Annots", [])
    ]
    assert not [link for link in links if not link.startswith("http")]


def test_two_runs_of_a_brief_give_the_same_bytes(shown_of: ShownOf) -> None:
    first, second = (brief_bytes(shown_of(APRIL), ExportOptions(), figure_of) for _ in range(2))
    assert first == second
    assert b"CreationDate" not in first


@pytest.mark.parametrize(
    ("page", "width"), [(PageSize.A4, 595), (PageSize.LETTER, 612), (PageSize.SLIDE, 595)]
)
def test_a_brief_is_on_paper(shown_of: ShownOf, page: PageSize, width: int) -> None:
    sheet = pdf_of(shown_of(APRIL), page).pages[0].mediabox
    assert round(float(sheet.width)) == width


@pytest.mark.parametrize("text", ["very long " * 300, "מפה של הקווקז", "العربية " * 30])
def test_any_title_leaves_at_most_two_pages(shown_of: ShownOf, text: str) -> None:
    assert len(pdf_of(with_titles(shown_of(""), (text,))).pages) <= 2


def test_a_brief_of_nothing_says_so(shown_of: ShownOf) -> None:
    pdf = pdf_of(shown_of("q=nothing+has+these+words"))
    assert len(pdf.pages) == 1
    assert "No event is shown." in text_of(pdf)
