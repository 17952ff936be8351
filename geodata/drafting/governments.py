"""Governments named by their capital: "Moscow has yet to comment" is no place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geodata.drafting.atlas.entries import Feature
from geodata.drafting.place_words import DEALT_WITH, HEARD_FROM, SPEAKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.drafting.choosing import Chosen

_VERBS: Final = "|".join(SPEAKING).replace("_", " ")
_SPEAKS: Final = re.compile(
    rf"(?:['’]s)?,? (?:(?:has|have|had|is|was|will|would|did|does|also|later|earlier|already|now|"
    rf"again|never|not|yet|to|officially|formally|repeatedly|immediately|still) )*(?:{_VERBS})\b"
)
_CREDITED: Final = re.compile(
    r"(?:according to|accused|blamed|urged|told|warned|thanked) $",
    re.IGNORECASE,
)
_ITS: Final = re.compile(
    r"['’]s? (?:\w+ ){0,2}(?:stance|position|statement|claims?|response|demands?|reaction|policy|"
    r"all(?:y|ies)|decision|refusal|version|view|leadership|envoy|ambassador|government|forces|"
    r"troops|army|foreign minister|foreign ministry|defen[cs]e ministry)\b"
)
_SPEAKS_RUSSIAN: Final = r"(?:сообщ|заяв|подтверд|отриц|отверг|комментир|опроверг|обвин)\w+"
_SPEAKS_IN: Final = re.compile(rf"{_SPEAKS_RUSSIAN} (?:в|из) $", re.IGNORECASE)
_SPEAKS_THERE: Final = re.compile(rf" (?:(?:пока|уже|также|не) )*{_SPEAKS_RUSSIAN}", re.IGNORECASE)


def is_capital(options: Sequence[Chosen]) -> bool:
    """Tell whether a capital is the likeliest; a case may have one among its own places."""
    features = [one.option.entry.feature for one in options]
    if features[:1] == [Feature.OWN]:
        features = features[1:]
    return features[:1] == [Feature.CAPITAL]


def is_speaker(text: str, start: int, end: int, options: Sequence[Chosen]) -> bool:
    """Tell whether a capital stands for its government: it says, denies, has relations.

    Parameters
    ----------
    text, start, end
        The text, and where in it the name stands.
    options
        What the name may stand for, the likeliest first.
    """
    if not is_capital(options):
        return False
    before = text[max(0, start - 40) : start]
    last = re.findall(r"[^\W\d_]+", before)[-3:]
    if last and last[-1].casefold() in {"in", "at", "near", "outside", "around", "of"}:
        return False
    pair = tuple(word.casefold() for word in last[-2:])
    return bool(
        _SPEAKS.match(text, end)
        or _SPEAKS_IN.search(before)
        or _SPEAKS_THERE.match(text, end)
        or _ITS.match(text, end)
        or _CREDITED.search(before)
        or (pair[1:] == ("from",) and pair[0] in HEARD_FROM)
        or (pair[1:] in {("with",), ("between",)} and pair[0] in DEALT_WITH)
    )
