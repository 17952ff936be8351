"""The order in which claims are told, and what counts at a moment."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dates import day_number
from geodata.moments import END_OF_DAY, Moment, Told
from geodata.reading.order import in_order_told

TOLD = st.builds(
    Told,
    day=st.integers(-3, 3),
    seq=st.integers(0, 2),
    second=st.sampled_from([0, 43_200, 43_201, END_OF_DAY]),
    row=st.integers(0, 5),
)
MOMENTS = st.one_of(
    st.builds(Moment.end_of, st.integers(-3, 3)),
    st.builds(Moment, day=st.integers(-3, 3), second=st.integers(0, END_OF_DAY - 1)),
    st.builds(Moment.of_claim, TOLD),
)


@settings(deadline=None)
@given(TOLD)
def test_a_claim_counts_at_its_own_moment_and_at_the_end_of_its_day(told: Told) -> None:
    assert Moment.of_claim(told).includes(told)
    assert Moment.end_of(told.day).includes(told)
    assert not Moment.end_of(told.day - 1).includes(told)


@settings(deadline=None)
@given(TOLD, TOLD)
def test_of_two_claims_one_counts_at_the_moment_of_the_other(one: Told, other: Told) -> None:
    assert Moment.of_claim(one).includes(other) == (other <= one)
    assert Moment.of_claim(one).includes(other) or Moment.of_claim(other).includes(one)


@settings(deadline=None)
@given(MOMENTS, TOLD)
def test_the_end_of_a_day_takes_in_every_moment_of_it(moment: Moment, told: Told) -> None:
    if moment.includes(told):
        assert Moment.end_of(moment.day).includes(told)
    if Moment.end_of(moment.day - 1).includes(told):
        assert moment.includes(told)


@settings(deadline=None)
@given(st.integers(0, END_OF_DAY - 1), st.integers(0, END_OF_DAY - 1), TOLD)
def test_a_later_instant_takes_in_what_an_earlier_one_does(
    one: int, other: int, told: Told
) -> None:
    earlier, later = (Moment(told.day, second) for second in sorted([one, other]))
    assert later.includes(told) or not earlier.includes(told)


def test_a_claim_without_a_printed_time_counts_from_the_end_of_its_day() -> None:
    told = Told(day_number(date(2024, 4, 17)), seq=2)
    noon = datetime(2024, 4, 17, 12, tzinfo=UTC)
    last_second = datetime(2024, 4, 17, 23, 59, 59, tzinfo=UTC)
    assert not Moment.at(noon, UTC).includes(told)
    assert not Moment.at(last_second, UTC).includes(told)
    assert Moment.end_of(date(2024, 4, 17)).includes(told)


def test_an_instant_lies_on_the_day_of_the_cases_time_zone() -> None:
    late = datetime(2024, 4, 17, 22, tzinfo=UTC)
    moment = Moment.at(late, ZoneInfo("Asia/Baku"))
    assert (moment.date, moment.second) == (date(2024, 4, 18), 2 * 3600)
    assert Moment.at(datetime(2024, 4, 18, 2), ZoneInfo("Asia/Baku")) == moment  # noqa: DTZ001 - as typed


@settings(max_examples=100, deadline=None)
@given(st.lists(TOLD, max_size=8), MOMENTS)
def test_a_mask_says_of_each_row_what_includes_says(tolds: list[Told], moment: Moment) -> None:
    claims = in_order_told(
        pd.DataFrame(
            {
                "told_day": pd.array([told.day for told in tolds], dtype="Int32"),
                "seq": pd.array([told.seq for told in tolds], dtype="Int32"),
                "told_second": pd.array([told.second for told in tolds], dtype="Int32"),
            }
        )
    )
    rows = [Told.of(row) for row in claims.to_dict("records")]
    assert rows == sorted(rows)
    assert moment.mask(claims).tolist() == [moment.includes(row) for row in rows]
