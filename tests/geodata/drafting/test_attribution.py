"""Who says a sentence, and how they stand to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import Stance
from geodata.drafting.attribution import attribution_of, is_background
from geodata.drafting.clauses import clauses_in
from geodata.drafting.quantities import quantities_in
from geodata.drafting.sentences import Sentence, sentences_in
from geodata.drafting.speakers import each_of

SAID = {
    "The Interior Ministry confirmed that two bridges were closed.": (
        Stance.CONFIRMS,
        "The Interior Ministry",
    ),
    "Police have not confirmed reports of a second blast.": (Stance.DOES_NOT_CONFIRM, "Police"),
    "Police haven’t confirmed it.": (Stance.DOES_NOT_CONFIRM, "Police"),
    "The mayor denied that the dam had been damaged.": (Stance.DENIES, "The mayor"),
    "However, the navy told reporters that the ship did not leave port.": (
        Stance.DENIES,
        "the navy",
    ),
    "The army has yet to comment on the strike.": (Stance.NO_STATEMENT, "The army"),
    "The company declined to comment.": (Stance.NO_STATEMENT, "The company"),
    "There was no immediate comment from the railway.": (Stance.NO_STATEMENT, "the railway"),
    "According to residents of the village, the shelling began at dawn.": (
        Stance.REPORTS,
        "residents of the village",
    ),
    "According to the defence ministry, the shelling began at dawn.": (
        Stance.CONFIRMS,
        "the defence ministry",
    ),
    "“The road is open again,” the governor said.": (Stance.CONFIRMS, "the governor"),
    "Farmers in the valley said the power failed at noon.": (
        Stance.REPORTS,
        "Farmers in the valley",
    ),
    "The drivers, all of them volunteers, said the road was blocked.": (
        Stance.REPORTS,
        "The drivers (all of them volunteers)",
    ),
    "This means that the column turned back before the pass.": (Stance.INFERS, ""),
    "A video posted by a driver shows smoke over the port.": (Stance.REPORTS, "video"),
    "Photographs of the wreck have appeared on social networks.": (
        Stance.REPORTS,
        "photographs on social networks",
    ),
    "The closure of the border was not officially confirmed.": (
        Stance.DOES_NOT_CONFIRM,
        "officials, none named",
    ),
    "Despite earlier announcements that the ferry would sail, it stayed.": (
        Stance.RECALLS,
        "earlier announcements",
    ),
}
# Of sentences that news are full of: quotations, halves, what stands after the speaker.
SAID_IN_NEWS = {
    "“The road is closed,” said Ana Berg, a spokeswoman for the port.": (
        Stance.CONFIRMS,
        "Ana Berg (a spokeswoman for the port)",
    ),
    "“They said the boats would come,” fisherman Tom Hale told the radio.": (
        Stance.REPORTS,
        "fisherman Tom Hale",
    ),
    "Three boats sank in the storm, officials say.": (Stance.CONFIRMS, "officials"),
    "Norland told Sudland that the last ship had sailed, the Sudland navy said on Monday.": (
        Stance.CONFIRMS,
        "the Sudland navy",
    ),
    "Minutes after the union announced a strike, Mayor Ida Holm denounced it.": (
        Stance.REPORTS,
        "Mayor Ida Holm",
    ),
    "The bridge fell at dawn, Eva Lind, head of the rescue team, told Radio Nord, according to the "
    "Nord News agency.": (Stance.REPORTS, "Eva Lind (head of the rescue team)"),
    "According to state media, in 1970, a flood drowned the village.": (
        Stance.REPORTS,
        "state media",
    ),
    "A driver who asked not to be named said the lorry was empty.": (Stance.REPORTS, "A driver"),
    "Fishermen, sailors and port staff described a loud bang.": (
        Stance.REPORTS,
        "Fishermen, sailors and port staff",
    ),
    "The rebel spokesman said that the town was taken.": (Stance.REPORTS, "The rebel spokesman"),
    "Opponents of the president said that the vote was stolen.": (
        Stance.REPORTS,
        "Opponents of the president",
    ),
    "The state news agency reported that the dam held.": (
        Stance.REPORTS,
        "The state news agency",
    ),
    "The army accused the guards of opening fire.": (Stance.REPORTS, "The army"),
    "A police spokesman said that the fire may have been set.": (
        Stance.REPORTS,
        "A police spokesman",
    ),
    "The ministry was quoted as saying that the pass was open.": (Stance.CONFIRMS, "The ministry"),
    "The coach was hit by a rock, reports say.": (Stance.REPORTS, "reports"),
}
STANCES_IN_NEWS = {
    "The ministry rejected reports that its ships were turning back.": (
        Stance.DENIES,
        "The ministry",
    ),
    "The council dismissed as false the claims of a leak.": (Stance.DENIES, "The council"),
    "“There is no truth to the report,” the ministry said.": (Stance.DENIES, "the ministry"),
    "“We did not open fire,” the commander said.": (Stance.DENIES, "the commander"),
    "A navy spokesman said he had no information about a collision.": (
        Stance.DOES_NOT_CONFIRM,
        "A navy spokesman",
    ),
    "The mayor said she could not confirm the number of victims.": (
        Stance.DOES_NOT_CONFIRM,
        "The mayor",
    ),
    "The ministry declined to confirm the report.": (Stance.DOES_NOT_CONFIRM, "The ministry"),
    "The claims could not be independently verified.": (Stance.DOES_NOT_CONFIRM, ""),
    "There was no confirmation from the ministry.": (Stance.DOES_NOT_CONFIRM, "the ministry"),
    "The railway did not immediately respond to a request for comment.": (
        Stance.NO_STATEMENT,
        "The railway",
    ),
    "The Foreign Ministry refrains from commenting on the shots.": (
        Stance.NO_STATEMENT,
        "The Foreign Ministry",
    ),
    "No group has claimed responsibility for the blast.": (Stance.NO_STATEMENT, "No group"),
    "The village rejected an offer of land, the mayor said.": (Stance.CONFIRMS, "the mayor"),
    "“If we do not repair it, the dam will fall,” the engineer said.": (
        Stance.REPORTS,
        "the engineer",
    ),
    "Then-Mayor Ida Holm said the dam held.": (Stance.CONFIRMS, "Then-Mayor Ida Holm"),
    "The camp was denied entry to the port, drivers said.": (Stance.REPORTS, "drivers"),
    "Guards reported that two boats did not come back, the mayor said on Sunday.": (
        Stance.DENIES,
        "the mayor",
    ),
}
NOBODY = (
    "“Nobody said that it was over.",
    "The two states reports of the year disagree.",
    "The convoy was recalled on Friday.",
    "It snowed in the hills all night.",
    "The confirmed figure rose to nine.",
    "A bridge was closed near the market.",
    "Workers tried to confirm the damage.",
)


def attributed(text: str) -> tuple[Stance, str] | None:
    found = attribution_of(text, Sentence(0, len(text)), ())
    return (found.stance, found.speaker) if found else None


@pytest.mark.parametrize(("text", "expected"), (SAID | SAID_IN_NEWS | STANCES_IN_NEWS).items())
def test_a_verb_tells_speaker_and_stance(text: str, expected: tuple[Stance, str]) -> None:
    assert attributed(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_is_cited_nobody_speaks(text: str) -> None:
    assert attributed(text) is None


def test_a_date_before_the_verb_is_no_part_of_the_speaker() -> None:
    text = "The port authority on Wednesday confirmed the delay."
    times = [(text.index("on W"), text.index(" confirmed"))]
    found = attribution_of(text, Sentence(0, len(text)), times)
    assert found
    assert found.speaker == "The port authority"
    assert "confirmed" in found.reason


def test_two_who_say_the_same_are_two_speakers() -> None:
    assert each_of("The Health Ministry and Civil Defence") == (
        "The Health Ministry",
        "Civil Defence",
    )
    assert each_of("the agreement between Alpha and Beta") == (
        "the agreement between Alpha and Beta",
    )
    assert each_of("Smith and sons") == ("Smith and sons",)


def test_full_stops_of_abbreviations_and_initials_end_no_sentence() -> None:
    text = "Dr. A. Berg spoke at 9 a.m. in town. Nobody came! “It is late.” He left"
    found = [text[one.start : one.end] for one in sentences_in(text, 0, len(text))]
    assert found == [
        "Dr. A. Berg spoke at 9 a.m. in town.",
        "Nobody came!",
        "“It is late.”",
        "He left",
    ]


@given(st.text(alphabet="aB. !?”“\n1", max_size=60))
def test_sentences_hold_all_that_is_no_space_once_and_in_order(text: str) -> None:
    found = sentences_in(text, 0, len(text))
    assert "".join(text[one.start : one.end] for one in found).split() is not None
    kept = "".join("".join(text[one.start : one.end].split()) for one in found)
    assert kept == "".join(text.split())
    assert all(one.start < one.end for one in found)


@given(st.text(alphabet="ab, ;and the was following", max_size=80))
def test_clauses_make_up_their_sentence(text: str) -> None:
    whole = Sentence(0, len(text))
    found = clauses_in(text, whole) if text else ()
    assert "".join(text[one.start : one.end] for one in found) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Two men came, resulting in a fire.", ["Two men came, ", "resulting in a fire."]),
        ("They came; all of them left.", ["They came; all of them left."]),
        ("All of them left; they came.", ["All of them left; they came."]),
        (
            "After the long march, two men came; they left; it rained on them.",
            ["After the long march, ", "two men came; ", "they left; it rained on them."],
        ),
        ("Two men came; ", ["Two men came; "]),
    ],
)
def test_a_part_is_no_shorter_than_three_words(text: str, parts: list[str]) -> None:
    found = clauses_in(text, Sentence(0, len(text)))
    assert [text[start:end] for start, end in found] == parts


def test_events_of_their_own_are_parts_of_their_own() -> None:
    text = (
        "After the flood of 3 May 2021, the village was left, resulting in the end of its school."
    )
    found = [text[one.start : one.end] for one in clauses_in(text, Sentence(0, len(text)))]
    assert found == [
        "After the flood of 3 May 2021, ",
        "the village was left, ",
        "resulting in the end of its school.",
    ]


def test_numbers_keep_their_units_and_dates_are_none() -> None:
    text = "On 3 May about 1,960 people, dozens of lorries and 2.5 million litres of fuel left."
    found = quantities_in(text, 0, len(text), [(0, 8)])
    assert [one.words for one in found] == [
        "about 1,960 people",
        "dozens of lorries",
        "2.5 million litres",
    ]


def test_a_quantity_ends_where_its_last_word_does() -> None:
    text = "Two men died, but five did not; 20 armoured arm boats and About 7 ships left."
    found = quantities_in(text, 0, len(text), [])
    assert [text[one.start : one.end] for one in found] == [
        *("Two men", "20 armoured arm boats", "About 7 ships"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They left in May, recalling that it had rained.", True),
        ("As a reminder, they left in May.", True),
        ("Earlier, they left for the coast.", True),
        ("They left earlier, before the rain.", False),
        ("They left for the coast.", False),
    ],
)
def test_a_sentence_is_background_by_its_own_words(sentence: str, expected: bool) -> None:
    around = "As a reminder, it rained. It rained, recalling May. "
    start = len(around)
    text = f"{around}{sentence} As is known, it rained. Earlier, it had snowed."
    assert is_background(text, Sentence(start, start + len(sentence))) is expected
