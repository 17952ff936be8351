"""Who says a Russian or an Azerbaijani sentence, in words of our own."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.columns import Stance
from geodata.drafting.article import read_article
from geodata.drafting.attribution_elsewhere import attribution_elsewhere
from geodata.drafting.proposals import draft_of
from geodata.drafting.sentences import Sentence

RUSSIAN = {
    "Мэр города сообщил, что мост закрыт.": (Stance.CONFIRMS, "Мэр города"),
    "В министерстве транспорта заявили, что паром не тонул.": (
        Stance.CONFIRMS,
        "министерстве транспорта",
    ),
    "Полиция не подтвердила гибель рыбаков.": (Stance.DOES_NOT_CONFIRM, "Полиция"),
    "Компания не комментирует аварию.": (Stance.NO_STATEMENT, "Компания"),
    "Губернатор опроверг сообщения о пожаре.": (Stance.DENIES, "Губернатор"),
    "Начальник порта подтвердил задержку.": (Stance.CONFIRMS, "Начальник порта"),
    "По словам жителей, мост упал ночью.": (Stance.REPORTS, "жителей"),
    "«Мост цел», – рассказал водитель Иванов.": (Stance.REPORTS, "водитель Иванов"),
    "Также в полиции сообщили, что видео не соответствует действительности.": (
        Stance.DENIES,
        "полиции",
    ),
}
AZERBAIJANI = {
    "Nəqliyyat Nazirliyi bildirib ki, körpü bağlıdır.": (Stance.CONFIRMS, "Nəqliyyat Nazirliyi"),
    "Nəqliyyat Nazirliyi qəza barədə iddiaları təkzib edib.": (
        Stance.DENIES,
        "Nəqliyyat Nazirliyi",
    ),
    "Sürücülər bildirib ki, körpü uçub.": (Stance.REPORTS, "Sürücülər"),
    "Polis hadisəni təsdiqləməyib.": (Stance.DOES_NOT_CONFIRM, "Polis"),
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        *(("ru", text, expected) for text, expected in RUSSIAN.items()),
        *(("az", text, expected) for text, expected in AZERBAIJANI.items()),
    ],
)
def test_a_verb_tells_speaker_and_stance(
    language: str, text: str, expected: tuple[Stance, str]
) -> None:
    found = attribution_elsewhere(language, text, Sentence(0, len(text)), ())
    assert found
    assert (found.stance, found.speaker) == expected


@pytest.mark.parametrize("text", ["Мост построили зимой.", "Всю ночь шёл снег."])
def test_where_nobody_is_cited_nobody_speaks(text: str) -> None:
    assert attribution_elsewhere("ru", text, Sentence(0, len(text)), ()) is None


def test_an_article_in_russian_is_proposed_by_its_own_words() -> None:
    text = (
        "Мост под Батуми закрыт\n\n"
        "Министерство транспорта сообщило, что 3 мая 2022 года под Батуми упал мост.\n\n"
        "Ведомство опровергло сообщения о двух погибших в Поти."
    )
    first, second = draft_of(read_article(text), date(2022, 5, 4)).proposals
    assert (first.stance, first.speaker) == (Stance.CONFIRMS, "Министерство транспорта")
    assert first.edtf == "2022-05-03"
    assert (second.stance, second.speaker) == (Stance.DENIES, "Министерство транспорта")
