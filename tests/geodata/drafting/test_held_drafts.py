"""Texts of our own are read as they were: every date, place, speaker, reason and doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.geodata.drafting.articles import ARTICLES, PLACED
from tests.geodata.drafting.held_drafts import (
    HELD,
    SENTENCES,
    dates_in,
    draft_in,
    files_in,
    places_in,
    spots_in,
    statements_of,
)
from tests.geodata.drafting.said_sentences import SAID

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "read the difference; if it is better: python -m tests.geodata.drafting.held_drafts"


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_dates_are_read_as_they_were(sentence: str) -> None:
    assert dates_in(sentence) == HELD.read("dates")[sentence], ANEW


@pytest.mark.parametrize("sentence", PLACED, ids=range(len(PLACED)))
def test_places_are_found_as_they_were(sentence: str) -> None:
    assert spots_in(sentence) == HELD.read("spots")[sentence], ANEW
    assert places_in(sentence) == HELD.read("places")[sentence], ANEW


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language, texts in SAID.items() for text in texts],
    ids=range(sum(map(len, SAID.values()))),
)
def test_who_says_what_is_read_as_it_was(language: str, text: str) -> None:
    assert statements_of(text, language) == HELD.read("said")[text], ANEW


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_drafted_as_it_was(name: str) -> None:
    assert draft_in(ARTICLES[name]) == HELD.read(name), ANEW


@pytest.mark.parametrize("name", ARTICLES)
def test_a_draft_is_written_as_it_was(tmp_path: Path, name: str) -> None:
    assert files_in(ARTICLES[name], tmp_path) == HELD.read("files")[name], ANEW


def test_nothing_is_held_that_is_not_read() -> None:
    assert list(HELD.read("said")) == [text for texts in SAID.values() for text in texts]
    assert list(HELD.read("dates")) == list(SENTENCES)
    assert list(HELD.read("spots")) == list(HELD.read("places")) == list(PLACED)
