"""The example for a first lesson: accepted whole, and its standings statement by statement."""

from functools import cache
from pathlib import Path

import pytest

from geodata.asof import moment_asof
from geodata.casebook import Case, open_case
from geodata.columns import Stance
from geodata.standing import StandingName
from geodata.standings import standings

EXAMPLE = Path(__file__).parents[2] / "examples" / "market-hall-clock"

STORYBOARD = {
    "k01": {"clock-stops-2023": "reported"},
    "k02": {},
    "k03": {"damp-2023": "inferred"},
    "k04": {"overhaul-2021": "background"},
    "k05": {},
    "k06": {"carried-out-2023": "reported"},
    "k07": {},
    "k08": {"taken-to-2023": "reported"},
    "k09": {"carried-out-2023": "unconfirmed"},
    "k10": {"clock-stops-2023": "confirmed"},
    "k11": {},
    "k12": {"theft-2023": "reported"},
    "k13": {},
    "k14": {"electric-clock-2023": "reported"},
    "k15": {},
    "k16": {"theft-2023": "contested"},
    "k17": {"workshop-2023": "denied"},
    "k18": {"electric-clock-2023": "unconfirmed"},
    "k19": {"carried-out-2023": "confirmed"},
    "k20": {},
    "k21": {"workshop-2023": "confirmed"},
    "k22": {},
    "k23": {},
    "k24": {},
}


@cache
def example() -> Case:
    return open_case(EXAMPLE)


def reached(asof: str) -> dict[str, str]:
    found = standings(example().claims, moment_asof(example(), asof))["standing"]
    return {str(event): name for event, name in found.items() if name != "not-yet-told"}


def test_the_example_is_accepted_whole_and_nothing_is_worth_a_warning() -> None:
    case = example()
    assert (case.rejected, case.warnings) == ((), ())
    assert (len(case.events), len(case.claims), len(case.sources)) == (8, 24, 5)
    assert "invented" in case.about.title
    assert "invented" in case.about.limits


@pytest.mark.parametrize("number", range(len(STORYBOARD)), ids=list(STORYBOARD))
def test_each_statement_of_the_example_changes_what_the_storyboard_says(number: int) -> None:
    told = list(STORYBOARD)[: number + 1]
    expected: dict[str, str] = {}
    for claim_id in told:
        expected |= STORYBOARD[claim_id]
    assert reached(told[-1]) == expected


def test_the_example_goes_in_the_storyboards_order() -> None:
    assert example().claims["claim_id"].tolist() == list(STORYBOARD)


def test_the_example_shows_every_stance_and_every_standing() -> None:
    seen = {name for change in STORYBOARD.values() for name in change.values()}
    assert seen == set(StandingName) - {StandingName.NOT_YET_TOLD}
    assert set(example().claims["stance"]) == set(Stance)


def test_in_the_example_a_statement_read_out_again_counts_once() -> None:
    claims = example().claims.set_index("claim_id")
    assert claims["statement_id"]["k12"] == claims["statement_id"]["k15"] != ""


def test_in_the_example_a_place_and_a_day_differ() -> None:
    claims = example().claims
    places = claims[(claims["field"] == "place") & (claims["event_id"] == "taken-to-2023")]
    days = claims[(claims["field"] == "date") & (claims["event_id"] == "clock-stops-2023")]
    assert places["value"].tolist() == ["boathouse", "norrow-workshop"]
    assert days["value"].tolist() == ["2023-03-06", "2023-03-07"]
