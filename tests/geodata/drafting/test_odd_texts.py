"""No text of an article takes long to draft from, whatever somebody has made it of."""

import time
from datetime import date

import pytest

from geodata.drafting.article import read_article
from geodata.drafting.atlas.index import open_atlas
from geodata.drafting.dates_in_text import find_dates
from geodata.drafting.proposals import draft_of
from geodata.drafting.sentences import sentences_in
from geodata.errors import CaseError
from geodata.limits import LONGEST_GAP, LONGEST_SENTENCE

LENGTH = 50_000
SECONDS = 10.0
"""Of a processor; what hung before took minutes, and a busy machine takes twice the usual."""

PUBLISHED = date(2024, 4, 17)


def long(unit: str) -> str:
    return (unit * (LENGTH // len(unit) + 1))[:LENGTH]


@pytest.mark.parametrize(
    "text",
    [
        long("A"),
        long("."),
        long("the ministry said that "),
        long("Mr. "),
        long("did not confirm "),
        f"It began{long(' ')}in Baku.",
    ],
    ids=["one word", "full stops", "said that", "abbreviations", "not confirmed", "blanks"],
)
def test_an_odd_text_is_drafted_from_in_time(text: str) -> None:
    open_atlas()
    start = time.process_time()
    article = read_article(f"It began on Wednesday in Shusha.\n\n{text}\n\nIt ended in Baku.")
    draft = draft_of(article, PUBLISHED)
    assert time.process_time() - start < SECONDS
    assert draft.proposals[0].words.startswith("It began")


@pytest.mark.parametrize("unit", ["<div>", "<p><b>", "</p>", "<!--", "<table><tr><td>"])
def test_an_odd_page_is_read_in_time(unit: str) -> None:
    start = time.process_time()
    refused = ""
    try:
        paragraphs = len(read_article(f"<html><body><p>It began.</p>{long(unit)}").paragraphs)
    except CaseError as error:
        paragraphs, refused = 0, str(error)
    assert time.process_time() - start < SECONDS
    assert paragraphs <= 1
    assert "\n" not in refused


@pytest.mark.parametrize("unit", ["<!--", "<!-- -->", " ", " \n", "\t\r\n", "<?xml "])
def test_what_stands_before_an_article_is_passed_over_in_time(unit: str) -> None:
    start = time.process_time()
    try:
        read_article(f"{long(unit)}\nIt began in Shusha.")
    except CaseError as error:
        assert "expected" in str(error)  # noqa: PT017 - either will do, in time
    assert time.process_time() - start < SECONDS


def test_full_stops_without_end_are_no_dates() -> None:
    start = time.process_time()
    assert find_dates(long("!"), PUBLISHED) == ()
    assert time.process_time() - start < SECONDS


def test_what_is_too_long_for_a_sentence_is_several() -> None:
    text = "word " * 1_000 + "end."
    found = sentences_in(text, 0, len(text))
    assert max(end - start for start, end in found) <= LONGEST_SENTENCE
    assert " ".join(text[start:end] for start, end in found) == text
    letters = "x" * (2 * LONGEST_SENTENCE + 1)
    ends = [end for _, end in sentences_in(letters, 0, len(letters))]
    assert ends == [LONGEST_SENTENCE, 2 * LONGEST_SENTENCE, 2 * LONGEST_SENTENCE + 1]


def test_a_wide_gap_ends_a_sentence() -> None:
    for blanks, count in ((LONGEST_GAP, 1), (LONGEST_GAP + 1, 2)):
        text = f"Shusha{' ' * blanks}17 April"
        found = sentences_in(text, 0, len(text))
        assert len(found) == count
        assert text[slice(*found[-1])].endswith("17 April")
