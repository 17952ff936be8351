"""The shipped case has the standings, and the words for them, that its model says."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from geodata.asof import moment_asof
from geodata.casebook import Case, open_case
from geodata.claims import Claim, claims_in
from geodata.moments import Moment
from geodata.standing import standing, standing_history
from geodata.standings import standings
from geodata.store import Counts, Store
from geodata.view import View
from geodata.wording import claim_sentence, naming_of, standing_words

BEGINS = "withdrawal-begins-2024"
BEFORE_NOON, NOON = "a23", "a03"


@cache
def case() -> Case:
    return open_case(Path(__file__).parents[2])


def claims_of(event_id: str) -> tuple[Claim, ...]:
    return claims_in(case().claims[case().claims["event_id"] == event_id])


def told(asof: str) -> dict[str, str]:
    """The events that had a standing, and which."""
    reached = standings(case().claims, moment_asof(case(), asof))["standing"]
    return {str(event): name for event, name in reached.items() if name != "not-yet-told"}


def test_nothing_is_told_on_the_16th() -> None:
    assert told("2024-04-16") == {}


def test_on_the_17th_at_10_37_one_agency_s_report_stands_alone() -> None:
    assert told("2024-04-17T10:37") == {BEGINS: "reported", "dadivank-2024": "reported"}
    assert told("2024-04-17T10:36") == {}


EARLY = {
    "statement-2020": "background",
    "deployment-2020": "background",
    "operation-2023": "background",
    "population-leaves-2023": "background",
    "bulletin-2024": "reported",
    "column-2024": "reported",
    "exit-ganja-2024": "inferred",
    "dadivank-2024": "reported",
}


def test_on_the_17th_before_noon_the_beginning_is_unconfirmed() -> None:
    assert told(BEFORE_NOON) == EARLY | {BEGINS: "unconfirmed"}


def test_on_the_17th_at_noon_it_is_confirmed() -> None:
    assert told(NOON) == EARLY | {BEGINS: "confirmed"}


def test_on_the_evening_of_the_17th_the_announcement_is_confirmed_too() -> None:
    assert told("2024-04-17") == EARLY | {BEGINS: "confirmed", "announcement-2024": "confirmed"}


def test_on_12_june_every_event_has_its_standing() -> None:
    later = {
        "rail-goran-2024": "reported",
        "plan-may-2024": "reported",
        "rail-barda-2024": "reported",
        "conflict-2020": "background",
        "soldiers-killed-2023": "background",
        "mandate-2023": "background",
        "dissolution-2023": "background",
        "withdrawal-complete-2024": "confirmed",
        "announcement-2024": "confirmed",
        BEGINS: "confirmed",
    }
    assert told("2024-06-12") == EARLY | later == told("")


def test_one_event_at_a_time_agrees_with_all_at_once() -> None:
    moment = Moment.end_of(date(2024, 4, 17))
    for event_id, row in standings(case().claims, moment).iterrows():
        alone = standing(claims_of(str(event_id)), moment)
        assert (alone.name.value, alone.rule) == (row["standing"], row["rule"])


def test_the_beginning_goes_through_three_standings() -> None:
    names = [step.name.value for _, step in standing_history(claims_of(BEGINS))]
    assert list(dict.fromkeys(names)) == ["reported", "unconfirmed", "confirmed"]


def test_the_words_beside_the_beginning_at_noon_and_in_the_evening() -> None:
    naming = naming_of(case())
    beside = (
        (
            "Earlier that day not confirmed by Azerbaijani Ministry of Defence, "
            "Azerbaijani Ministry of Internal Affairs and Azerbaijani security agencies "
            "(az24saat.org)."
        ),
        "Armenpress found no statement by Russian authorities (none named) by 17 Apr 2024, 10:37.",
        "az24saat.org found no statement by Russian Ministry of Defence by 17 Apr 2024.",
    )
    noon = standing(claims_of(BEGINS), moment_asof(case(), NOON))
    assert standing_words(noon, naming) == (
        "Confirmed by Kremlin spokesman (D. Peskov), 17 Apr 2024.",
        *beside,
    )
    evening = standing(claims_of(BEGINS), moment_asof(case(), "2024-04-17"))
    assert standing_words(evening, naming) == (
        (
            "Confirmed by Kremlin spokesman (D. Peskov) and "
            "assistant to the President of Azerbaijan (H. Hajiyev), 17 Apr 2024."
        ),
        *beside,
    )


def test_the_end_is_confirmed_by_a_ministry_while_one_source_found_no_statement() -> None:
    assert standing_words(standing(claims_of("withdrawal-complete-2024")), naming_of(case())) == (
        "Confirmed by Azerbaijani Ministry of Defence, 12 Jun 2024.",
        "Front News found no statement by Russian authorities (none named) by 12 Jun 2024.",
    )


@pytest.mark.parametrize(
    ("claim_id", "sentence"),
    [
        ("a01", "Kremlin spokesman (D. Peskov) confirms it"),
        ("a05", "footage on social networks says it happened"),
        ("a08", "people who filmed it (private individuals) place it at Tartar district"),
        ("a10", "Turan concludes it; nobody is cited"),
        ("a11", "Azerbaijani security services dispute the day: 16 or 17 Apr 2024"),
        ("b05", "Front News mentions as known the place: Lachin Corridor"),
        ("b11", "Front News calls it “brief military campaign”"),
    ],
)
def test_claims_in_sentences(claim_id: str, sentence: str) -> None:
    (claim,) = claims_in(case().claims[case().claims["claim_id"] == claim_id])
    assert claim_sentence(claim, naming_of(case())) == sentence


def test_five_events_have_no_place_and_names_in_any_language_find_the_others() -> None:
    store = Store(case())
    assert store.counts(View()) == Counts(shown=18, total=18, without_place=5, without_date=0)
    assert store.events(View(q="gence"))["event_id"].tolist() == ["exit-ganja-2024"]
    assert store.events(View(q="ТЕРТЕР"))["event_id"].tolist() == ["column-2024"]
