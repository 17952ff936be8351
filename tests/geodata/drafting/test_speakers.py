"""Who speaks is named by the words beside a reporting verb, and by no others."""

from __future__ import annotations

import re

import pytest

from geodata.drafting.speakers import (
    after_according,
    cleaned,
    each_of,
    subject_after,
    subject_before,
)


def times_in(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"on (?:Monday|Friday)", text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor of Oldtown, Anna Berg, |said", "The mayor of Oldtown (Anna Berg)"),
        ("Residents, activists and doctors |said", "Residents, activists and doctors"),
        ("It rained; drivers, guides and cooks also |said", "drivers, guides and cooks"),
        ("It rained, the guides and cooks |said", "the guides and cooks"),
        (
            "In Rome, the Transport Minister, Anna Berg |said",
            "the Transport Minister (Anna Berg)",
        ),
        (
            "It rained, the Transport Minister, Anna Berg, head of it, |said",
            "Anna Berg (head of it)",
        ),
        ("It rained, the Transport Minister, the guide |said", "the guide"),
        ("The mayor on Friday, speaking by phone, |said", "The mayor"),
        ("The mayor, on Friday, in Rome, |said", "The mayor"),
        ("On the road which the army |said", "the army"),
        ("“We left at noon” Tom Hale |said", "Tom Hale"),
        ("It rained – Tom Hale |said", "Tom Hale"),
        ("‘We left at noon,’ the guide |said", "the guide"),
        ("The drivers’ union |said", "The drivers’ union"),
        ("After that, Tom Hale |said", "Tom Hale"),
        ("The mayor did not say what was there; it |said", "it"),
        ("Nobody |said", ""),
        ("|said", ""),
    ],
)
def test_who_stands_before_the_verb_speaks(text: str, speaker: str) -> None:
    start = text.index("|")
    plain = text.replace("|", "")
    assert subject_before(plain, 0, start, times_in(plain)) == speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Anna Berg, a spokeswoman for the port.", "Anna Berg (a spokeswoman for the port)"),
        ("Anna Berg, who left.", "Anna Berg"),
        ("Col. Tom Hale, head of the  union, on Monday", "Col. Tom Hale (head of the union)"),
        ("Dr. A. Berg (45)", "Dr. A. Berg"),
        ("the army on Friday", "the army"),
        ("the army in Rome", "the army in Rome"),
        ("the mayor in a statement, head of it", "the mayor (head of it)"),
        ("the mayor adding that it rained", "the mayor"),
        ("one", ""),
        ("the", ""),
        ("residents", ""),
        ("it", ""),
    ],
)
def test_who_stands_after_the_verb_speaks(words: str, speaker: str) -> None:
    text = f"“No,” said {words}"
    assert subject_after(text, text.index(words) - 1, times_in(text)) == speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("the mayor, who spoke to reporters", "the mayor"),
        ("the mayor, the road was shut", "the mayor"),
        ("two officials, in a letter, it rained", "two officials"),
        ("residents that it rained", "residents"),
        ("officials; none", "officials"),
        ("the Gazette – none", "the Gazette"),
        ("the guide “Tom” there", "the guide"),
        ("Tom Hale, a driver, the bridge fell.", "Tom Hale"),
        ("the mayor of Rome, its council and two drivers.", "the mayor of Rome"),
        (" ".join(["many"] * 15), ""),
    ],
)
def test_who_stands_after_according_to_speaks(words: str, speaker: str) -> None:
    assert after_according(words) == speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        (" “Tom”, ", "Tom"),
        ("also the army", "the army"),
        ("the army who left it", "the army"),
        ("the army and", ""),
        ("he was there", ""),
        ("the guides killed", ""),
        ("who", ""),
        ("", ""),
        ("Nobody", ""),
        (" ".join(["w"] * 14), " ".join(["w"] * 14)),
        (" ".join(["w"] * 15), ""),
        ("x" * 600, "x" * 600),
        ("x" * 601, ""),
    ],
)
def test_a_speaker_is_a_name_and_no_clause(words: str, speaker: str) -> None:
    assert cleaned(words) == speaker


@pytest.mark.parametrize(
    ("speaker", "each"),
    [
        ("Tom and the Army", ("Tom", "the Army")),
        ("Tom and Ann and Eve", ("Tom", "Ann", "Eve")),
        ("Tom and the army", ("Tom and the army",)),
        ("talks between Tom and Ann", ("talks between Tom and Ann",)),
    ],
)
def test_two_names_are_two_speakers(speaker: str, each: tuple[str, ...]) -> None:
    assert each_of(speaker) == each
