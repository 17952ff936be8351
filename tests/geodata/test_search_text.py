"""Words are compared without letter case and accents, in every language of a case."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.search_text import fold, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Gəncə", "gence"),
        ("GƏNCƏ", "gence"),
        ("Xankəndi, Ağdam, Şuşa", "xankendi, agdam, susa"),
        ("İmişli və Ağcabədi", "imisli ve agcabedi"),
        ("Qapılı", "qapili"),
        ("Тертёр", "тертер"),
        ("ԼԵՌՆԱՅԻՆ", "լեռնային"),
        ("Geran’boy", "geran'boy"),
        ("São Tomé", "sao tome"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    assert all(word in fold(text) for word in words_of(text))


def test_words_are_taken_once_the_longest_first() -> None:
    assert words_of("  Road  to the ROAD ") == ("road", "the", "to")
