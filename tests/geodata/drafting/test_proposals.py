"""What an article of our own proposes: who says what, of which day, of which place."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.casebook import open_case
from geodata.columns import Stance
from geodata.drafting.article import read_article
from geodata.drafting.draft_files import draft_json, source_id_of, write_draft
from geodata.drafting.proposals import Draft, Proposal, draft_of

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = date(2022, 8, 11)
TEXT = """Bridge near Batumi closed after flood

The Interior Ministry of Georgia confirmed on Wednesday that the bridge near Batumi was closed.

Drivers told the local radio that two lorries had fallen into the river in Kobuleti. Police have
not confirmed this. The railway has yet to issue a statement.

The bridge will be open again in September, the mayor of Batumi said.

The bridge was built in 1974. It carries 4,000 cars a day. After a flood in the spring of 2010, it
was closed for two years.
"""


@pytest.fixture(scope="module")
def draft() -> Draft:
    return draft_of(read_article(TEXT), PUBLISHED)


def found(draft: Draft, words: str) -> Proposal:
    (one,) = [proposal for proposal in draft.proposals if words in proposal.words]
    return one


def named(proposal: Proposal) -> list[str]:
    return [mention.chosen.place.name for mention in proposal.places if mention.chosen]


def test_an_official_who_affirms_confirms_on_the_day_that_a_weekday_was(draft: Draft) -> None:
    one = found(draft, "Interior Ministry")
    assert (one.stance, one.speaker) == (Stance.CONFIRMS, "The Interior Ministry of Georgia")
    assert (one.edtf, named(one)) == ("2022-08-10", ["Batumi"])
    assert one.reasons


def test_without_a_printed_day_the_day_of_publication_is_the_last_and_said_to_be(
    draft: Draft,
) -> None:
    one = found(draft, "lorries")
    assert (one.stance, one.speaker) == (Stance.REPORTS, "Drivers")
    assert one.edtf == "[..2022-08-11]"
    assert "no day is printed: by the day of publication" in one.doubts
    assert named(one) == ["Kobuleti"]
    assert [quantity.words for quantity in one.quantities] == ["two lorries"]


def test_silence_and_what_is_not_confirmed_are_told_apart(draft: Draft) -> None:
    assert found(draft, "Police").stance is Stance.DOES_NOT_CONFIRM
    silent = found(draft, "railway")
    assert (silent.stance, silent.speaker) == (Stance.NO_STATEMENT, "The railway")
    assert "no place is named here: the one that the article names most" in silent.doubts
    assert named(silent) == ["Batumi"]


def test_a_plan_is_an_event_of_its_own(draft: Draft) -> None:
    one = found(draft, "open again")
    assert one.is_plan
    assert one.edtf == "2022-09"
    assert one.speaker == "the mayor of Batumi"
    assert not found(draft, "Police").is_plan


def test_what_is_long_ago_is_told_as_known_and_its_day_carries_over(draft: Draft) -> None:
    built, carries = found(draft, "1974"), found(draft, "4,000 cars")
    assert (built.stance, built.edtf, built.speaker) == (Stance.RECALLS, "1974", "writer")
    assert (carries.stance, carries.edtf) == (Stance.RECALLS, "1974")
    assert "no day is printed here: that of what is told before it" in carries.doubts
    assert found(draft, "flood in the spring").edtf == "2010-21"


def test_proposals_hold_the_articles_own_words_in_its_order(draft: Draft) -> None:
    text = draft.article.text
    assert [one.start for one in draft.proposals] == sorted(one.start for one in draft.proposals)
    for one in draft.proposals:
        assert text[one.start : one.end].strip(" ,") == one.words
        (paragraph,) = [part for part in draft.article.paragraphs if part.number == one.paragraph]
        assert paragraph.start <= one.start < one.end <= paragraph.end


def proposed(text: str) -> tuple[Proposal, ...]:
    return draft_of(read_article(f"Storm over the coast\n\n{text}"), PUBLISHED).proposals


def test_the_reporters_town_and_the_press_room_are_no_place_of_an_event() -> None:
    (one,) = proposed(
        "LONDON (Agency) - A ferry sank near Batumi on Monday, the Georgian coast guard told "
        "reporters in Tbilisi."
    )
    assert (named(one), one.edtf) == (["Batumi"], "2022-08-08")
    assert one.speaker == "the Georgian coast guard"
    assert one.stance is Stance.CONFIRMS


def test_what_happened_has_its_own_day_beside_that_on_which_it_was_said() -> None:
    (one,) = proposed("Police said on Wednesday that a bridge near Batumi fell on Sunday.")
    assert one.edtf == "2022-08-07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Britain-based Coast Watch said two boats sank near Poti.", ["Poti"]),
        ("A flood hit Kutaisi, a town in the region of Imereti, killing two.", ["Kutaisi"]),
        ("Two people were killed in the Adjara city of Kobuleti.", ["Kobuleti"]),
        ("Shops closed in Batumi, Poti and Kobuleti.", ["Batumi", "Poti", "Kobuleti"]),
        ("Poti airport was closed.", ["Poti"]),
        ("A tourist from Canada was killed near Poti.", ["Poti"]),
        ("Shells fell on the region's largest city, Batumi, killing two.", ["Batumi"]),
        ("An earthquake struck the Philippines, killing two.", ["Philippines"]),
        ("Two people died when Baghdad school was hit in Batumi.", ["Batumi"]),
        ("Families headed for Poti, leaving their homes flooded.", ["Poti"]),
        ("Police in Batumi said the fire killed two people.", ["Batumi"]),
    ],
)
def test_places_are_where_something_happened(text: str, expected: list[str]) -> None:
    (one,) = proposed(text)
    assert named(one) == expected


def test_an_opinion_or_a_wish_proposes_nothing() -> None:
    assert not proposed("The mayor said the port is dear to him. Ships must be repaired.")


def test_he_and_the_ministry_are_who_spoke_before() -> None:
    first, second, third = proposed(
        "The Transport Ministry said a bridge near Batumi fell on Sunday. Driver Ivo Lund told the "
        "radio that two lorries sank. The ministry said the road was closed."
    )
    assert (first.speaker, second.speaker) == ("The Transport Ministry", "Driver Ivo Lund")
    assert third.speaker == "The Transport Ministry"


def test_a_mere_name_has_the_office_that_the_article_gives_it() -> None:
    first, second = proposed(
        "Governor Eva Lind closed the port of Batumi on Sunday. “Two ships sank,” Lind said."
    )
    assert first.speaker == "writer"
    assert (second.speaker, second.stance) == ("Lind", Stance.CONFIRMS)


def test_letters_stand_for_the_office_that_they_abbreviate() -> None:
    first, second = proposed(
        "The government's rescue service (GRS) said a bridge near Batumi fell. GRS said two "
        "lorries sank."
    )
    assert (second.speaker, second.stance, first.stance) == (
        "GRS",
        Stance.CONFIRMS,
        Stance.CONFIRMS,
    )


def test_a_hospital_s_spokesman_only_reports_and_since_a_year_when_is_that_year() -> None:
    (one,) = proposed("A spokesman of the hospital in Batumi said two people died.")
    assert one.stance is Stance.REPORTS
    (other,) = proposed("It is the worst since 2013, when a flood hit Poti, killing nine.")
    assert (other.edtf, other.stance) == ("2013", Stance.RECALLS)


def test_a_short_denial_is_of_what_was_told_before_it() -> None:
    first, second = proposed(
        "On 3 May guards accused the harbour office of sinking a boat near Poti. The office denied "
        "the allegations.\n\nShips left Batumi on Monday. Ships left Batumi on Tuesday."
    )[:2]
    assert (second.stance, second.edtf) == (Stance.DENIES, first.edtf)
    assert named(second) == ["Poti"]


def test_a_country_that_an_article_is_about_is_its_place() -> None:
    found = proposed(
        "The last troops left Georgia on Monday, amid tensions in Paris.\n\n"
        "A ceremony was held. The commander of troops in the Sahel gave a speech on withdrawal.\n\n"
        "Troops came to Georgia in 2003. Ten bases in Georgia were closed.\n\n"
        "The withdrawal took six months."
    )
    assert named(found[0]) == ["Georgia"]
    assert named(found[-1]) == ["Georgia"]


def test_credits_and_links_propose_nothing() -> None:
    found = proposed(
        "A ferry sank near Batumi on Sunday.\n\nWhy ferries sink in Poti\n\n"
        "Reporting by Ivo Lund in Tbilisi; Editing by Eva Lind"
    )
    assert [one.words for one in found] == ["A ferry sank near Batumi on Sunday."]


@given(st.text(alphabet=st.sampled_from("abcT .,“”\n12"), min_size=1, max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_draft(text: str) -> None:
    article = read_article(f"Something happened. {text}")
    draft = draft_of(article, PUBLISHED)
    assert all(one.words for one in draft.proposals)
    assert json.loads(draft_json(draft))["article"]["text"] == article.text


def test_a_draft_is_a_case_to_go_on_from(draft: Draft, tmp_path: Path) -> None:
    write_draft(draft, tmp_path / "out", "bridge")
    case = open_case(tmp_path / "out")
    assert not case.rejected
    # a plan lies after what is told of it, which is worth a look
    assert [warning.line for warning in case.warnings] == [
        2 + next(at for at, one in enumerate(draft.proposals) if one.is_plan)
    ]
    assert len(case.events) == len(draft.proposals)
    assert set(case.claims["source_id"]) == {"bridge"}
    numbers = case.claims[case.claims["field"] == "number"]
    assert "4,000 cars" in numbers["value"].tolist()
    first = case.claims.iloc[0]
    words = draft.article.text[int(first["original_start"]) : int(first["original_end"])]
    assert words == draft.proposals[0].words
    assert case.about.limits.startswith("Proposals of a program")


def test_the_json_has_every_candidate_with_its_reason(draft: Draft) -> None:
    told = json.loads(draft_json(draft))
    assert draft_json(draft).startswith('{\n  "')
    assert told["article"]["published"] == "2022-08-11"
    batumi = next(one for one in told["places"] if one["text"] == "Batumi")
    assert batumi["candidates"][0]["name"] == "Batumi"
    assert all(one["reason"] for one in batumi["candidates"])
    assert [one["words"] for one in told["proposals"]] == [one.words for one in draft.proposals]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sturm am Fluss (2).txt", "sturm-am-fluss-2-txt"), ("…", "article"), ("../../x", "x")],
)
def test_a_source_s_id_names_no_other_file(name: str, expected: str) -> None:
    assert source_id_of(name) == expected


def test_a_title_loses_no_word_but_those_in_front() -> None:
    (rose,) = proposed("However, water rose on 15 April and damaged a pillar.")
    assert rose.title == "Water rose on 15 April and damaged a pillar"


def test_days_alone_propose_nothing() -> None:
    article = read_article("3 May 2024\n\n4 May 2024.\n\n17 June 2024, 18 June 2024\n", "days.txt")
    assert draft_of(article).proposals == ()
