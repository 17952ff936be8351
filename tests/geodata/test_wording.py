"""Days, claims and standings read as a careful person would write them."""

from dataclasses import replace
from datetime import UTC, date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.claims import Claim
from geodata.columns import ClaimField, Stance
from geodata.dates import day_number, parse_date, parse_dates
from geodata.event_days import days_of_events
from geodata.standing import StandingName, standing
from geodata.wording import (
    Naming,
    claim_sentence,
    day_words,
    edtf_words,
    field_label,
    field_meaning,
    moment_words,
    span_words,
    stance_label,
    stance_meaning,
    standing_label,
    standing_meaning,
    standing_procedure,
    standing_rule_words,
    standing_words,
)

NAMING = Naming(
    publishers={"front": "Front News", "turan": "Turan"},
    places={"lachin": "Lachin Corridor"},
    timezone=UTC,
)
DAY = day_number(date(2024, 4, 17))
WRITTEN = {
    "2024-04-17": "17 Apr 2024",
    "2024-04-16~": "about 16 Apr 2024",
    "2024-04-16?": "about 16 Apr 2024",
    "2020-23": "autumn 2020",
    "2023-24": "winter 2023–24",
    "2024-04": "Apr 2024",
    "2024-06~": "about Jun 2024",
    "2020": "2020",
    "199X": "the 1990s",
    "[2024-04-16,2024-04-17]": "16 or 17 Apr 2024",
    "[2024-04-30,2024-05-01]": "30 Apr or 1 May 2024",
    "[2024-04-01..2024-04-17]": "between 1 and 17 Apr 2024",
    "[2024-04,2024-06~]": "roughly between Apr and Jun 2024",
    "[2020,2022]": "between 2020 and 2022",
    "[..2024-04-17]": "by 17 Apr 2024",
    "[2024-04-17..]": "17 Apr 2024 or later",
    "2023-09-19/2023-09-20": "19–20 Sep 2023",
    "2023-09-30/2023-10-02": "30 Sep – 2 Oct 2023",
    "2023-12-31/2024-01-01": "31 Dec 2023 – 1 Jan 2024",
    "2023-09-20/2023-10": "20 Sep – Oct 2023",
    "2024-04/2024-06": "Apr – Jun 2024",
    "2024-04~/2024-06": "about Apr – Jun 2024",
    "2020/2022": "2020–2022",
    "2024-04-17/..": "from 17 Apr 2024",
    "2024-04/": "from Apr 2024",
    "../2024-04": "until Apr 2024",
}


@pytest.mark.parametrize(("written", "words"), WRITTEN.items())
def test_a_date_in_words(written: str, words: str) -> None:
    assert day_words(parse_date(written, UTC)) == words


def test_a_row_of_events_reads_like_the_date_itself() -> None:
    table = parse_dates(pd.Series([*WRITTEN, ""], dtype="str"), UTC)
    assert [day_words(days) for days in days_of_events(table)] == [*WRITTEN.values(), ""]


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)), st.integers(0, 900))
@settings(max_examples=100, deadline=None)
def test_a_span_in_words_is_never_more_exact_than_its_bounds(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal() - 1))
    words = span_words(first, last)
    says_one_day = words == f"{first.day} {first:%b} {first.year}"
    assert says_one_day == (first == last)
    assert span_words(day_number(first), day_number(last)) == words


def test_a_moment_has_its_hour_where_it_is_known() -> None:
    assert moment_words(DAY, DAY, 10 * 3600 + 37 * 60) == "17 Apr 2024, 10:37"
    assert moment_words(DAY, DAY, 86_400) == "17 Apr 2024"
    assert moment_words(DAY - 1, DAY, 86_400) == "16 or 17 Apr 2024"
    assert moment_words(day_number(date.min), DAY, 86_400) == "by 17 Apr 2024"


def claim(
    speaker: str, stance: str, field: str = "occurrence", value: str = "", *, day: int = DAY
) -> Claim:
    return Claim(
        claim_id=f"{speaker} {stance} {field} {value} {day}",
        event_id="e",
        source_id="front",
        speaker=speaker,
        stance=stance,
        field=field,
        value=value,
        says="",
        statement_id="",
        told_earliest=day,
        told_day=day,
        seq=0,
        told_second=86_400,
        told_order=day,
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (claim("Trend", "reports"), "Trend says it happened"),
        (claim("Spokesman (A. B.)", "confirms"), "Spokesman (A. B.) confirms it"),
        (claim("Front News", "infers"), "Front News concludes it; nobody is cited"),
        (claim("Front News", "recalls"), "Front News mentions it as known"),
        (claim("Ministry", "recalls"), "Front News, citing Ministry, mentions it as known"),
        (
            claim("Ministry", "does-not-confirm"),
            "Ministry had not confirmed it (Front News, 17 Apr 2024)",
        ),
        (
            claim("Moscow officials, none named", "no-statement"),
            "Front News found no statement by Moscow officials (none named) by 17 Apr 2024",
        ),
        (claim("Ministry", "denies"), "Ministry says it did not happen"),
        (claim("Ministry", "denies", "date", "2024-04"), "Ministry disputes the day: Apr 2024"),
        (claim("security services", "denies", "date"), "security services dispute the day"),
        (claim("Turan", "reports", "date", "2020-23"), "Turan dates it autumn 2020"),
        (claim("people who saw it", "reports", "place", "lachin"),
         "people who saw it place it at Lachin Corridor"),
        (claim("Turan", "reports", "number", "20 lorries"), "Turan gives the number: 20 lorries"),
        (claim("Turan", "reports", "actor", "a unit"), "Turan names who took part: a unit"),
        (claim("Turan", "reports", "account", "an accident"),
         "Turan on its cause or terms: an accident"),
        (claim("Turan", "recalls", "account", "“operation”"), "Turan calls it “operation”"),
        (claim("Turan", "denies", "account", "“operation”"), "Turan disputes the name “operation”"),
        (claim("Turan", "confirms", "place", "elsewhere"), "Turan confirms the place: elsewhere"),
        (claim("Turan", "reports", "date", "soon"), "Turan dates it soon"),
        (claim("", "reports"), "Front News says it happened"),
    ],
)  # fmt: skip
def test_a_claim_in_one_sentence(told: Claim, sentence: str) -> None:
    assert claim_sentence(told, NAMING) == sentence


@pytest.mark.parametrize("field", ClaimField)
@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("value", ["", "<b>{x}</b> %s"])
def test_every_claim_has_a_sentence_and_keeps_its_value_as_it_is(
    stance: Stance, field: ClaimField, value: str
) -> None:
    sentence = claim_sentence(claim("<i>{y}</i>", stance, field, value), NAMING)
    assert sentence
    assert "<i>{y}</i>" in sentence
    if field is not ClaimField.OCCURRENCE and stance is not Stance.NO_STATEMENT:
        assert value in sentence


@pytest.mark.parametrize(
    ("claims", "sentences"),
    [
        (
            [claim("Office", "confirms"), claim("Ministry", "does-not-confirm")],
            ["Confirmed by Office, 17 Apr 2024.",
             "Earlier that day not confirmed by Ministry (Front News)."],
        ),
        (
            [claim("Office", "confirms"), claim("Ministry", "does-not-confirm")._replace(seq=2)],
            ["Confirmed by Office, 17 Apr 2024.",
             "Later that day not confirmed by Ministry (Front News)."],
        ),
        (
            [claim("Office", "confirms"), claim("Ministry", "does-not-confirm", day=DAY - 1)],
            ["Confirmed by Office, 17 Apr 2024.",
             "Not confirmed by Ministry, 16 Apr 2024 (Front News)."],
        ),
        (
            [claim("Office", "confirms"), claim("Moscow", "no-statement", day=DAY - 1)],
            ["Confirmed by Office, 17 Apr 2024.",
             "Front News found no statement by Moscow by 16 Apr 2024."],
        ),
        (
            [claim("A", "confirms", day=DAY - 1), claim("B", "confirms"), claim("C", "confirms")],
            ["Confirmed by A, 16 Apr 2024; B and C, 17 Apr 2024."],
        ),
        (
            [claim("A", "reports"), claim("B", "denies", day=DAY + 1)],
            ["Contested: reported by A, 17 Apr 2024; denied by B, 18 Apr 2024."],
        ),
        ([claim("B", "denies")], ["Denied by B, 17 Apr 2024."]),
        (
            [claim("A", "reports", day=DAY - 1), claim("B", "does-not-confirm")],
            ["Unconfirmed; reported by A, 16 Apr 2024.",
             "Not confirmed by B, 17 Apr 2024 (Front News)."],
        ),
        (
            [claim("officials, none named", "does-not-confirm"), claim("B", "does-not-confirm")],
            ["Unconfirmed.", "Not confirmed by B, 17 Apr 2024 (Front News)."],
        ),
        ([claim("A", "recalls")], ["Mentioned as known by A, 17 Apr 2024."]),
        ([claim("A", "infers")], ["Concluded by A, 17 Apr 2024; nobody is cited."]),
        (
            [claim("an officer, not named", "reports")],
            ["Reported by an officer (not named), 17 Apr 2024."],
        ),
        (
            [claim(name, "reports") for name in "ABCDEF"],
            ["Reported by A, B, C and 3 others, 17 Apr 2024."],
        ),
        ([claim("A", "denies", "date")], ["Not yet told."]),
    ],
)  # fmt: skip
def test_a_standing_in_sentences(claims: list[Claim], sentences: list[str]) -> None:
    assert list(standing_words(standing(claims), NAMING)) == sentences


@pytest.mark.parametrize("name", StandingName)
def test_every_standing_has_its_label_meaning_and_rule(name: StandingName) -> None:
    texts = {standing_label(name), standing_meaning(name), standing_rule_words(name)}
    assert len(texts) == 3
    assert standing_rule_words(name).endswith(".")
    assert standing_label(name.value) == name.value.replace("-", " ")


def test_a_mark_says_that_confirmed_is_not_checked_by_us() -> None:
    assert standing_meaning("confirmed").endswith("not checked by us")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("2020-23", "autumn 2020"),
        ("2024-04-17T10:37", "17 Apr 2024, 10:37"),
        ("not a date", "not a date"),
    ],
)
def test_a_written_date_in_words_or_as_it_stands(text: str, words: str) -> None:
    assert edtf_words(text, UTC) == words


def test_every_stance_and_field_has_a_meaning_of_its_own() -> None:
    assert len({stance_meaning(stance) for stance in Stance}) == len(Stance)
    assert len({field_meaning(field) for field in ClaimField}) == len(ClaimField)


def test_every_stance_has_a_label_of_its_own() -> None:
    assert len({stance_label(stance) for stance in Stance}) == len(Stance)


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("occurrence", "that it happened"),
        ("date", "the day"),
        ("place", "the place"),
        ("actor", "who took part"),
        ("number", "the number"),
        ("account", "the name, cause or terms"),
    ],
)
def test_what_a_claim_is_about_has_a_label(field: str, label: str) -> None:
    assert field_label(field) == field_label(ClaimField(field)) == label


def test_how_claims_come_to_a_standing_is_told_step_by_step() -> None:
    first, *between, last = standing_procedure()
    assert first == "Take the claims told by the moment shown."
    assert len(between) == 3
    assert last == "Read the lines from the top: the first that fits is the standing."


@pytest.mark.parametrize(
    ("original", "copy", "words"),
    [
        ("", "turan", ""),
        ("turan", "front", "Turan"),
        ("TURAN", "front", "Turan"),
        ("turan", "turan", ""),
        ("apa", "front", "“apa”, not in this case"),
        ("daily", "turan", "“daily”, not in this case"),
        ("daily-1", "daily-2", "“The first”"),
        ("daily-2", "daily-1", "Daily"),
        ("daily-1", "turan", "Daily"),
    ],
)
def test_an_original_is_named_by_its_publisher_or_title(
    original: str, copy: str, words: str
) -> None:
    two = {"daily-1": "Daily", "daily-2": "Daily"}
    naming = replace(
        NAMING, publishers={**NAMING.publishers, **two}, titles={"daily-1": "The first"}
    )
    assert naming.original(original, copy) == words
