"""Words are compared without letter case and accents, in every language of a case."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.casebook import open_case
from geodata.moments import FROM_THE_START
from geodata.search_text import fold, folding_rules, place_search_texts, search_texts, words_of
from tests.geodata.case_folders import write_case


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


@cache
def rules() -> dict[str, Any]:
    return folding_rules()


def by_rules(text: str) -> str:
    """Fold as a page does that has no Python: by the rules, character by character."""
    lowered, replaced = rules()["lowered"], rules()["replaced"]
    small = "".join(lowered.get(one, one.lower()) for one in normalize("NFKD", text))
    kept = (one for one in small if not any(a <= ord(one) <= z for a, z in rules()["marks"]))
    return "".join(replaced.get(one, one) for one in kept)


@given(st.text(max_size=40) | st.text(st.characters(categories=("Lu", "Ll", "Lt", "Mn", "Lo"))))
@example("ΣΊΣΥΦΟΣ ß İSTANBUL Şuşa Ŀl ŉ ǰ ﬁ")
@example("ᏸ Ᏸ ᾲ ᾼ ꭰ ẞ ſ \u0345")
@settings(max_examples=200, deadline=None)
def test_a_page_without_python_folds_by_the_rules_as_we_do(text: str) -> None:
    assert by_rules(text) == fold(text)


def test_the_rules_are_ranges_of_marks_and_what_small_letters_do_not_tell() -> None:
    marks = rules()["marks"]
    assert all(first <= last for first, last in marks)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(marks))
    assert marks[0] == [0x300, 0x34E]  # U+034F joins and is no mark
    assert rules()["lowered"]["Σ"] == "σ"
    assert rules()["lowered"]["ß"] == "ss"
    assert not {"A", "Ə", "ё"} & set(rules()["lowered"])  # their small letters tell


def test_places_are_searched_by_their_names_from_when_they_are_told(tmp_path: Path) -> None:
    claims = (
        "claim_id,event_id,source_id,speaker,stance,field,value,reported,says\n"
        "a1,column,agency,Witness,reports,place,karabakh,2024-04-18,Seen there\n"
        "a2,column,agency,Witness,reports,place,tartar,2024-04-17,Seen there\n"
        "a3,column,copyist,Other,denies,place,karabakh,2024-04-19,Not there\n"
        "a4,withdrawal,agency,Tartar,reports,number,karabakh,2024-04-17,Two\n"
    )
    case = open_case(write_case(tmp_path, sources_claims=claims))
    texts, of_event = place_search_texts(case)
    assert texts == ["Tartar", "Karabakh\nQarabağ\nArtsakh"]
    order = case.claims.set_index("claim_id")["told_order"]
    # the first stands at Tartar in its own row, and is placed in Karabakh by a claim
    assert of_event == [[(0, FROM_THE_START), (1, order["a1"])], [(1, FROM_THE_START)]]
    column, withdrawal = search_texts(case)
    assert column == (
        "column filmed\n\n\ntartar"
        "\nwitness\nseen there\ntartar"
        "\nwitness\nseen there\nkarabakh\nqarabag\nartsakh"
        "\nother\nnot there\nkarabakh\nqarabag\nartsakh"
    )
    assert withdrawal == "withdrawal begins\n\n\nkarabakh\nqarabag\nartsakh\ntartar\ntwo\n"
