"""Dates as people write them become EDTF only where they can be read in one way."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.reading.everyday_dates import MONTHS, ambiguity, as_edtf


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("17/04/2024", "2024-04-17"),
        ("04/17/2024", "2024-04-17"),
        ("4/4/2024", "2024-04-04"),
        ("17-04-2024", "2024-04-17"),
        ("03.04.2024", "2024-04-03"),
        ("2024/04/17", "2024-04-17"),
        ("2024-4-7", "2024-04-07"),
        ("20240417", "2024-04-17"),
        ("17 April 2024", "2024-04-17"),
        ("April 17th, 2024", "2024-04-17"),
        ("17-Apr-2024", "2024-04-17"),
        ("Sept. 5 2024", "2024-09-05"),
        ("APRIL 2024", "2024-04"),
        ("2024-04-17 10:37", "2024-04-17T10:37"),
        ("2024-04-17 10:37:00 UTC", "2024-04-17T10:37:00Z"),
        ("2024-04-17 00:00:00", "2024-04-17"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(written: str, meant: str) -> None:
    assert as_edtf(written) == meant
    assert ambiguity(written) == ""


@pytest.mark.parametrize(
    "written", ["2024-04-17", "2024-04~", "[2024,2025]", "2024/2025", "17 Smarch 2024", "Ma 2024"]
)
def test_anything_else_is_left_as_it_is(written: str) -> None:
    assert as_edtf(written) == written


def test_a_date_of_two_readings_is_left_and_both_are_told() -> None:
    assert as_edtf("03/04/2024") == "03/04/2024"
    assert "can mean 2024-04-03 or 2024-03-04; write the one that is meant" in ambiguity(
        "03/04/2024"
    )


@settings(deadline=None)
@given(
    st.dates().map(lambda day: day.replace(year=max(day.year, 1000))),
    st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}"]),
)
def test_every_day_is_read_with_its_months_name_in_full_and_in_three_letters(
    day: date, form: str
) -> None:
    name = MONTHS[day.month - 1].title()
    for month in (name, name[:3]):
        assert as_edtf(form.format(d=day.day, m=month, y=day.year)) == day.isoformat()
