"""Dates are found in sentences and resolved, each with its rule, and what is none is left."""

from datetime import UTC, date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dates import parse_date
from geodata.drafting.dates_in_text import DateMention, find_dates
from tests.geodata.drafting.dated_sentences import ENGLISH, OTHERS, PUBLISHED, Dated


def only(text: str, published: date | None = PUBLISHED) -> DateMention:
    (found,) = find_dates(text, published)
    return found


@pytest.mark.parametrize("sentence", [*ENGLISH, *OTHERS], ids=lambda sentence: sentence.text[:40])
def test_the_dates_of_a_sentence_are_found_and_resolved(sentence: Dated) -> None:
    found = tuple((date.text, date.edtf) for date in find_dates(sentence.text, PUBLISHED))
    assert found == sentence.dates


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("It closed on Monday.", "the latest Monday up to the day of publication, 17 Apr 2024"),
        ("It will close on Monday.", "the next Monday after the day of publication, 17 Apr 2024"),
        ("Last Monday it closed.", "the latest Monday before the day of publication, 17 Apr 2024"),
        ("Мост закрыли в среду.", "the latest Wednesday up to the day of publication"),
        ("It closed on 3 May.", "no year is printed: the latest one up to the day of publication"),
        ("It will close on 3 May.", "no year is printed: the next one from the day of publication"),
        ("It closed yesterday.", "the day before publication, 17 Apr 2024"),
        ("It closed two weeks ago.", "counted back from the day of publication, 17 Apr 2024"),
        ("It closed on the 9th.", "no month is printed"),
    ],
)
def test_what_is_not_printed_is_inferred_by_a_rule_that_is_told(text: str, rule: str) -> None:
    found = only(text)
    assert found.is_inferred
    assert found.rule.startswith(rule)


@pytest.mark.parametrize(
    "text", ["It closed on 3 May 2023.", "It closed in 2023.", "Since the 1990s it has been shut."]
)
def test_what_is_printed_is_not_inferred(text: str) -> None:
    found = only(text)
    assert not found.is_inferred
    assert found.rule.startswith("as printed")
    assert found.doubt == ""


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("It closed on 3 May.", "3 May 2024 is nearer to the publication, if it was still to come"),
        ("It closed on Friday, 3 May 2023.", "3 May 2023 is not a Friday"),
        ("It closed on 31 April 2023.", "does not exist"),
        ("It closed on 05/06/2023.", "can mean 2023-06-05 or 2023-05-06"),
        ("It closed at 06:40 on 3 May 2023.", "the time's zone is not printed"),
        ("It closed in winter 2023.", "winter 2022–23 may be meant"),
        ("It closes next Friday.", "some mean the Friday a week away from it"),
        ("It closed in early June 2023.", "“early” is taken for a third of it"),
        ("The next day it closed.", "counts from a day told before, which was not found"),
    ],
)
def test_what_speaks_against_a_reading_is_its_doubt(text: str, doubt: str) -> None:
    assert doubt in only(text).doubt


def test_a_year_is_counted_on_from_a_date_before_it_in_its_paragraph() -> None:
    text = "In 2019 it rose on 4 May.\n\nIt was repaired on 4 May."
    in_2019, counted_on, next_paragraph = find_dates(text, PUBLISHED)
    assert (in_2019.edtf, counted_on.edtf, next_paragraph.edtf) == (
        "2019",
        "2019-05-04",
        "2023-05-04",
    )
    assert counted_on.rule == "no year is printed: counted from “In 2019” before it"
    assert counted_on.doubt == "counted from the day of publication it is 4 May 2023"


def test_a_date_that_says_which_thing_is_meant_does_not_give_its_year() -> None:
    _, found = find_dates("The 2019 treaty was broken on 4 May.", PUBLISHED)
    assert found.edtf == "2023-05-04"


def test_a_day_close_to_the_publication_is_not_counted_on_from_an_old_date() -> None:
    _, found = find_dates("Built in 2019, it was closed on 16 April.", PUBLISHED)
    assert found.edtf == "2024-04-16"


def test_the_weekday_chooses_the_year_that_is_not_printed() -> None:
    found = only("It closed on Thursday, 4 May.")
    assert found.edtf == "2023-05-04"
    assert only("The fair is on Saturday, 4 May.").edtf == "2024-05-04"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It closed before 10 March 2024.", "[..2024-03-09]"),
        ("It closed after 10 March 2024.", "[2024-03-11..2024-04-17]"),
        ("It will close after 10 May 2024.", "[2024-05-11..]"),
        ("It closed by 10 March 2024.", "[..2024-03-10]"),
        ("After Monday's fire it closed.", "2024-04-15"),
        ("After the 2019 war it closed.", "2019"),
        ("Since the 10 March 2024 statement it is closed.", "2024-03-10"),
    ],
)
def test_a_word_before_a_date_bends_it_unless_the_date_says_which_thing_is_meant(
    text: str, edtf: str
) -> None:
    assert only(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It closed at 10:37 on 16 April 2024.", "2024-04-16T10:37"),
        ("It closed at 10:37 GMT on Tuesday.", "2024-04-16T10:37Z"),
        ("It closed on Tuesday at 5 p.m. local time.", "2024-04-16T17:00"),
        ("It closed at 12:10 a.m. on 16 April 2024.", "2024-04-16T00:10"),
        ("It closed at 10:37 Moscow time on Tuesday.", "2024-04-16"),
        ("It closed at noon on Tuesday.", "2024-04-16"),
    ],
)
def test_a_time_of_day_stays_with_its_day(text: str, edtf: str) -> None:
    found = only(text)
    assert found.edtf == edtf
    assert found.text == text.removeprefix("It closed ").removesuffix(".")


@pytest.mark.parametrize(
    "text",
    ["It closed on Monday.", "It closed on 3 May.", "Yesterday it closed.", "It closed in April."],
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str) -> None:
    found = only(text, published=None)
    assert found.edtf == ""
    assert found.doubt == "counts from the day of publication, which is not known"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It was shut from Monday to Friday.", "2024-04-08/2024-04-12"),
        ("It was shut in 2022/23.", "2022/2023"),
        ("It is shut 10.11.2020-10.11.2025.", "2020-11-10/2025-11-10"),
        ("It was shut on 19, 20 and 21 September 2023.", "2023-09-19/2023-09-21"),
        ("It was shut on 19 and 25 September 2023.", "{2023-09-19,2023-09-25}"),
        ("It was shut in May or June 2023.", "[2023-05,2023-06]"),
        ("It was shut in the second half of June 2023.", "[2023-06-16..2023-06-30]"),
        ("It was shut in the early 2000s.", "[2000..2003]"),
        ("It was shut on 25 February last year.", "2023-02-25"),
        ("It was shut in July of last year.", "2023-07"),
        ("It was shut last weekend.", "[2024-04-13..2024-04-14]"),
        ("It was shut in late summer 2023.", "2023-08"),
    ],
)
def test_runs_and_sets_and_parts_are_told_apart(text: str, edtf: str) -> None:
    assert only(text).edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Officials said Monday the bridge will reopen.", "2024-04-15"),
        ("Officials told state television on Monday it will reopen.", "2024-04-15"),
        ("On Friday, the mayor said he will go.", "2024-04-12"),
        ("The mayor said he will go on Friday.", "2024-04-19"),
        ("On Friday the bridge will open, officials said.", "2024-04-19"),
        ("The bridge was expected to open on Friday.", "2024-04-12"),
        ("The bridge is expected to open on Friday, he added.", "2024-04-19"),
        ("On April 20, men will open it.", "2024-04-20"),
        ("The trial is to start at 8:30 a.m. May 4 and last long.", "2024-05-04T08:30"),
        ("The deadline is Sept. 15.", "2024-09-15"),
    ],
)
def test_what_is_to_come_is_told_from_who_said_so_when(text: str, edtf: str) -> None:
    assert only(text).edtf == edtf


def test_years_in_hundreds_are_a_century() -> None:
    found = only("It was dug in the 1800s.")
    assert (found.edtf, found.doubt) == ("18XX", "its first ten years may be meant")
    assert only("It was dug in the 2000s.").edtf == "200X"


def test_a_day_may_be_counted_from_the_one_before_it() -> None:
    text = "On 24 February 2022 it shut. Two days later it opened. The day before, it snowed."
    assert [found.edtf for found in find_dates(text, PUBLISHED)] == [
        "2022-02-24",
        "2022-02-26",
        "2022-02-25",
    ]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_day_on_which_no_article_was_published_counts_as_none(published: date) -> None:
    assert only("It closed on Monday.", published).edtf == ""


WORDS = st.one_of(
    st.sampled_from(["on", "in", "at", "since", "until", "by", "before", "after", "from", "to"]),
    st.sampled_from(["between", "and", "or", "the", "of", "around", "early", "late", "mid-"]),
    st.sampled_from(["next", "last", "this", "later", "ago", "days", "month", "week", "year"]),
    st.sampled_from(["Monday", "Friday,", "yesterday", "tomorrow", "May", "April", "Sept.", "Q2"]),
    st.sampled_from(["0", "3", "17", "29", "31", "39", "1st", "2019", "2024", "1960", "2023-24"]),
    st.sampled_from(
        ["90s", "1990s", "19-20", "spring", "fall", "winter", "second", "half", "18th"]
    ),
    st.sampled_from(["quarter", "century", "10:37", "25:00", "noon", "a.m.", "GMT", "soldiers"]),
    st.sampled_from(
        ["03/04/2024", "31.02.24", "2024-13-45", "2024-04-17", "will", "that", ",", "."]
    ),
    st.sampled_from(
        ["\n\n", "(", ")", "в", "5 мая", "среду", "2020 году", "осенью", "год", "назад"]
    ),
    st.sampled_from(
        ["прошлом", "aprelin", "17-də", "2023-cü ildə", "çərşənbə günü", "keçən həftə"]
    ),
)
PUBLICATIONS = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31)))


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=200)), PUBLICATIONS)
def test_every_date_given_can_be_read_and_lies_in_the_text(
    text: str, published: date | None
) -> None:
    end = 0
    for found in find_dates(text, published):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.text == found.text.strip()
        if found.edtf:
            parse_date(found.edtf, UTC)
            assert found.rule
        else:
            assert found.doubt
        end = found.end


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), PUBLICATIONS)
def test_a_day_printed_in_full_is_that_day_whenever_it_was_published(
    day: date, published: date | None
) -> None:
    for written in (
        f"{day:%d %B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
    ):
        found = only(f"It closed on {written}.", published)
        assert (found.edtf, found.is_inferred) == (day.isoformat(), False)


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 360))
def test_a_day_of_the_last_year_needs_no_year(published: date, before: int) -> None:
    day = date.fromordinal(published.toordinal() - before)
    assert only(f"It closed on {day.day} {day:%B}.", published).edtf == day.isoformat()
