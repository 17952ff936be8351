"""What a written date may mean, and that nothing else does."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata import dates
from geodata.dates import (
    DAY_COLUMNS,
    FLAG_COLUMNS,
    DateError,
    EventDate,
    day_number,
    day_of,
    parse_date,
    parse_dates,
)

BAKU = ZoneInfo("Asia/Baku")

SIGNS = st.sampled_from(["", "", "", "~", "?", "%"])
YEARS = st.integers(2, 9998).map("{:04d}".format)
DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
VALUES = st.one_of(
    st.builds("{}{}".format, YEARS, SIGNS),
    st.builds("{}-{:02d}{}".format, YEARS, st.integers(1, 12), SIGNS),
    st.builds("{}-{:02d}{}".format, YEARS, st.integers(21, 41), SIGNS),
    st.builds("{}{}".format, DAYS, SIGNS),
)
INTERVALS = st.one_of(
    st.builds("{}/{}".format, VALUES, VALUES),
    st.builds("{}/..".format, VALUES),
    st.builds("{}/".format, VALUES),
    st.builds("../{}".format, VALUES),
    st.builds("/{}".format, VALUES),
)
SETS = st.one_of(
    st.builds("[{},{}]".format, VALUES, VALUES),
    st.builds("[..{}]".format, VALUES),
    st.builds("[{}..]".format, VALUES),
    st.builds("[{}..{}]".format, VALUES, VALUES),
    st.builds("{{{},{}}}".format, VALUES, VALUES),
)
INSTANTS = st.builds(
    "{}{}".format,
    st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30)).map(  # noqa: DTZ001 - as written
        lambda moment: moment.replace(microsecond=0).isoformat()
    ),
    st.sampled_from(["", "Z", "+04:00", "-11:30"]),
)
WRITTEN = st.one_of(VALUES, INTERVALS, SETS, INSTANTS)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-04-17", "2024-04-17", "2024-04-17"),
        ("2020-23", "2020-09-01", "2020-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2020-34", "2020-04-01", "2020-06-30"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-04-XX", "2024-04-01", "2024-04-30"),
        ("[2024-04-16,2024-04-17]", "2024-04-16", "2024-04-17"),
        ("[..2024-04-17]", "0001-01-01", "2024-04-17"),
        ("[2024-04-01..2024-04-17]", "2024-04-01", "2024-04-17"),
        ("2023-09-20/2023-10", "2023-09-20", "2023-10-31"),
        ("2023-21/2023-22", "2023-03-01", "2023-08-31"),
        ("2024-04-17/..", "2024-04-17", "9999-12-31"),
    ],
)
def test_strict_bounds(text: str, earliest: str, latest: str) -> None:
    found = parse_date(text, BAKU)
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


@pytest.mark.trap("https://github.com/ixc/python-edtf/issues/6")
@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-04-16~", "2024-04-15", "2024-04-17"),
        ("2024-06?", "2024-05-01", "2024-07-31"),
        ("2024%", "2023-01-01", "2025-12-31"),
        ("2020-23~", "2020-06-01", "2021-02-28"),
        ("199X~", "1980-01-01", "2009-12-31"),
        ("2024-~04-16", "2024-03-16", "2024-05-16"),
        ("2004-06/2004-08-01~", "2004-06-01", "2004-08-02"),
        ("2024-04-17T10:30?", "2024-04-16", "2024-04-18"),
        ("2024-04-17T10:30:05Z~", "2024-04-16", "2024-04-18"),
        ("2024-04-17T10:30", "2024-04-17", "2024-04-17"),
        ("2024-04-16", "2024-04-16", "2024-04-16"),
    ],
)
def test_a_sign_pads_one_unit_of_the_last_written_precision(
    text: str, earliest: str, latest: str
) -> None:
    found = parse_date(text, BAKU)
    padded = (found.padded_earliest.isoformat(), found.padded_latest.isoformat())
    assert padded == (earliest, latest)
    assert found.is_approximate == any(sign in text for sign in "~?%")


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("2023-09-19/2023-09-20", ("2023-09-19", "2023-09-20")),
        ("2023-09-20/2023-10", ("2023-09-20", "2023-10-01")),
        ("2024-04/2024-06", ("2024-04-30", "2024-06-01")),
        ("2024-04-17/..", ("2024-04-17", "2024-04-17")),
        ("2024-04/", None),
        ("2024-04-16~/2024-04-17~", None),
        ("{2024-04-16..2024-04-18}", ("2024-04-16", "2024-04-18")),
    ],
)
def test_an_interval_surely_covers_only_its_core(text: str, core: tuple[str, str] | None) -> None:
    found = parse_date(text, BAKU)
    assert found.is_interval
    days = [day and day.isoformat() for day in (found.core_start, found.core_end)]
    assert days == list(core or (None, None))


@pytest.mark.parametrize("text", ["2024-04", "2020-23", "2024", "[2024-04-16,2024-04-17]"])
def test_doubt_is_not_duration(text: str) -> None:
    found = parse_date(text, BAKU)
    assert not found.is_interval
    assert found.core_start is None


@pytest.mark.parametrize(
    ("text", "day", "second"),
    [
        ("2024-04-17T10:37+04:00", "2024-04-17", 38_220),
        ("2024-04-17T23:30Z", "2024-04-18", 12_600),
        ("2024-04-17T12:00", "2024-04-17", 43_200),
        ("2024-04-17T12:00:05.5", "2024-04-17", 43_205),
    ],
)
def test_an_instant_is_told_in_the_cases_time_zone(text: str, day: str, second: int) -> None:
    found = parse_date(text, BAKU)
    assert (found.earliest.isoformat(), found.second) == (day, second)


@pytest.mark.trap("https://github.com/ixc/python-edtf/issues/46")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2024-02-30", "February 2024 has 29 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-04-00", "April 2024 has 30 days"),
        ("2024-13", "no such month: 13"),
        ("2024-04-17T25:00", "no such time of day"),
        ("0000", "outside the years 1 to 9999"),
        ("-0100", "outside the years 1 to 9999"),
        ("Y12345", "outside the years 1 to 9999"),
        ("2024-05/2024-04", "ends before it starts"),
        ("2024-04-17T12:00Z/2024-04-17T11:00Z", "ends before it starts"),
        ("../..", "names no day at all"),
        ("[]", "write 2024-04-17"),
        ("[..2024..]", "open on both sides"),
        ("[..]", "open on both sides"),
        ("2024-1X", "write 2024-04-17"),
        ("1950S2", "write 2024-04-17"),
        ("yesterday", "write 2024-04-17"),
        ("9" * 1_000, "too long"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_can(text: str, message: str) -> None:
    with pytest.raises(DateError, match=message):
        parse_date(text, BAKU)


@settings(max_examples=200, deadline=None)
@given(WRITTEN)
def test_bounds_are_ordered(text: str) -> None:
    try:
        found = parse_date(text, BAKU)
    except DateError:
        return
    core = [day for day in (found.core_start, found.core_end) if day is not None]
    assert found.padded_earliest <= found.earliest <= found.latest <= found.padded_latest
    assert [found.earliest, *core, found.latest] == sorted([found.earliest, *core, found.latest])


@pytest.mark.parametrize("text", ["9999~", "9999-12~", "9999-12-31~", "0001~", "0001-01~"])
def test_what_is_about_the_ends_of_the_calendar_ends_with_it(text: str) -> None:
    found = parse_date(text, UTC)
    if text.startswith("9999"):
        assert found.padded_latest == found.latest == date.max
        assert found.padded_earliest < found.earliest
    else:
        assert found.padded_earliest == found.earliest == date.min
        assert found.padded_latest > found.latest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{2024-04-17,2024-04-20}", True),
        ("{2024-04-17..2024-04-20}", True),
        ("{2024-04-17}", False),
        ("[2024-04-17,2024-04-20]", False),
        ("[2024-04-17..2024-04-20]", False),
    ],
)
def test_all_of_several_days_are_a_duration_and_one_of_them_is_none(
    text: str, expected: bool
) -> None:
    assert parse_date(text, UTC).is_interval is expected


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        YEARS,
        st.builds("{}-{:02d}".format, YEARS, st.integers(1, 12)),
        st.builds("{}-{:02d}".format, YEARS, st.sampled_from([21, 22, 23, 33, 36, 37, 40, 41])),
        DAYS.map(str),
    )
)
def test_our_bounds_are_the_edtf_librarys_strict_ones(text: str) -> None:
    reference = parse_edtf(text)
    found = parse_date(text, UTC)
    assert found.earliest.timetuple()[:3] == reference.lower_strict()[:3]
    assert found.latest.timetuple()[:3] == reference.upper_strict()[:3]


@pytest.mark.trap("https://github.com/ixc/python-edtf/issues/11")
@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(WRITTEN, st.text(max_size=12)), max_size=8))
@example(["0000-01-23", "0000-01-23T10:00", "0000-01-23T10:00Z", "0001-01-01", "9999-12-31"])
def test_a_column_is_read_as_its_dates_one_by_one(texts: list[str]) -> None:
    column = pd.Series(texts, dtype="str", index=range(10, 10 + len(texts)))
    table = parse_dates(column, BAKU)
    assert table.index.equals(column.index)
    for text, row in zip(texts, table.to_dict("records"), strict=True):
        if not text.strip():
            assert row["problem"] == ""
            assert pd.isna(row["earliest"])
            continue
        problem, single = _read(text)
        assert row["problem"] == problem
        if single is None:
            continue
        for name in (*DAY_COLUMNS, "second"):
            value = getattr(single, name)
            number = day_number(value) if isinstance(value, date) else value
            assert row[name] == number if number is not None else pd.isna(row[name])
        assert all(row[name] == getattr(single, name) for name in FLAG_COLUMNS)


def _read(text: str) -> tuple[str, EventDate | None]:
    try:
        return "", parse_date(text, BAKU)
    except DateError as error:
        return str(error), None


def test_a_flood_of_rare_forms_is_cut_off_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "MOST_RARE_FORMS", 3)
    rare = [f"{year}-XX" for year in range(2000, 2006)]
    problems = parse_dates(pd.Series([*rare, "2024", "nonsense"], dtype="str"), UTC)["problem"]
    assert problems.str.contains("rare forms").tolist() == [False] * 3 + [True] * 3 + [False] * 2


@settings(deadline=None)
@given(st.dates())
def test_days_and_their_numbers_are_one_to_one(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(day) == (day - date(1970, 1, 1)) // timedelta(days=1)
