"""A day that was told later is not known before."""

from pathlib import Path

import pytest

from geodata.casebook import Case, open_case
from geodata.claims import claims_in
from geodata.days_told import EarlyDays, early_days
from geodata.event_days import days_of_events


@pytest.fixture(scope="module")
def shipped() -> Case:
    return open_case(Path(__file__).parents[2])


def early(case: Case, event_id: str) -> tuple[EarlyDays, ...]:
    (days,) = days_of_events(case.events[case.events["event_id"] == event_id])
    claims = claims_in(case.claims[case.claims["event_id"] == event_id])
    return early_days(days, claims, case.about.zone)


def order(case: Case, claim_id: str) -> int:
    return int(case.claims.set_index("claim_id")["told_order"][claim_id])


def test_the_beginning_happened_by_the_17th_until_a_source_says_the_16th(shipped: Case) -> None:
    steps = early(shipped, "withdrawal-begins-2024")
    assert [step.until for step in steps] == [order(shipped, "a02"), order(shipped, "f01")]
    assert {step.words for step in steps} == {"by 17 Apr 2024"}
    assert steps[-1].earliest is None


def test_the_column_was_filmed_by_the_17th_until_a_source_says_when(shipped: Case) -> None:
    (step,) = early(shipped, "column-2024")
    assert (step.until, step.words) == (order(shipped, "d03"), "by 17 Apr 2024")


def test_a_day_that_is_the_row_s_own_is_known_from_the_start(shipped: Case) -> None:
    assert early(shipped, "exit-ganja-2024") == ()
    assert early(shipped, "rail-barda-2024") == ()
