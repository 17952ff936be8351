"""Paragraphs → statements: datelines, quotations that go on, halves that contradict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import Stance
from geodata.drafting.datelines import dateline_end
from geodata.drafting.quotes import BLANK, blanked
from geodata.drafting.statements import Statement, statements_in


def statements(text: str) -> tuple[Statement, ...]:
    return statements_in(text, 0, len(text), ())


def words(text: str, one: Statement) -> str:
    return text[one.sentence.start : one.sentence.end]


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT NORD (Agency) - ",
        "PORT NORD, April 17 (Agency) — ",
        "PORT NORD, Norland — ",
        "Port Nord, 17 April (Agency) - ",
        "PORT NORD, June 20. /AGENCY/. ",
        "PORT NORD -- ",
        "PORT NORD --",
        "(NEWSFEED- NordNews) ",
    ],
)
def test_a_dateline_is_where_the_reporter_is(dateline: str) -> None:
    text = f"{dateline}A ferry sank near the lighthouse."
    assert text[dateline_end(text, 0, len(text)) :] == "A ferry sank near the lighthouse."


@pytest.mark.parametrize(
    "text",
    ["The ferry - an old one - sank.", "NATO said so.", "Port Nord (a town) is small.", ""],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert dateline_end(text, 0, len(text)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', "He said .... twice."),
        ("“We go,” he said. “Soon.”", "........ he said. ......."),
        ("It is late,” he said.", "............ he said."),
        ("“It is late. He sleeps.", "......................."),
    ],
)
def test_what_is_quoted_is_blanked_and_keeps_its_length(text: str, expected: str) -> None:
    assert blanked(text, 0, len(text)).replace(BLANK, ".") == expected


@given(st.text(alphabet='ab "“”«».,', max_size=60))
def test_blanking_changes_no_length(text: str) -> None:
    assert len(blanked(text, 0, len(text))) == len(text)


def test_a_quotation_over_sentences_is_its_speakers() -> None:
    text = "“The dam broke at noon. We ran,” Ana Berg said. “Two cars were lost.”"
    found = statements(text)
    assert [one.cited.speaker for one in found if one.cited] == ["Ana Berg"] * 3
    assert [one.is_quoted for one in found] == [True, False, True]


def test_two_who_contradict_each_other_are_two_statements() -> None:
    text = "A union said the port was shut on Friday, but the harbour office denied the report."
    first, second = statements(text)
    assert words(text, first) == "A union said the port was shut on Friday"
    assert words(text, second) == "the harbour office denied the report."
    assert first.cited
    assert second.cited
    assert (first.cited.stance, second.cited.stance) == (Stance.REPORTS, Stance.DENIES)
    assert second.is_contrast


def test_questions_and_headings_that_ask_are_no_statements() -> None:
    assert statements("Is the bridge safe?") == ()
    assert statements("Why the bridge fell") == ()
    assert len(statements("“Is the bridge safe?” the mayor said.")) == 1
