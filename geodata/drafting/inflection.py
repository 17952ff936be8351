"""Names bent by grammar, in languages that bend them: the forms in which lists may hold them."""

import re
from collections.abc import Iterator
from typing import Final

SHORTEST: Final = 3
"""So many letters are left of a name at least."""

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff-]+")
_RUSSIAN: Final = (
    ("ского", ("ский",)),
    ("скому", ("ский",)),
    ("ском", ("ский",)),
    ("ской", ("ская",)),
    ("скую", ("ская",)),
    ("ного", ("ный",)),
    ("ном", ("ный", "н")),
    ("ией", ("ия",)),
    ("ии", ("ия",)),
    ("ию", ("ия",)),
    ("ове", ("ов",)),
    ("ами", ("ы",)),
    ("ом", ("", "о")),
    ("ем", ("", "ь", "е", "й")),
    ("ой", ("а",)),
    ("ей", ("я", "ь")),
    ("ах", ("ы", "а")),
    ("а", ("", "о")),
    ("я", ("ь", "й")),
    ("у", ("", "а", "о")),
    ("ю", ("ь", "я", "й")),
    ("е", ("", "а", "о", "ь", "я", "й")),
    ("ы", ("а",)),
    ("и", ("ь", "а", "я", "")),
)
"""Endings of Russian cases, each with what may stand in the nominative."""

_ARMENIAN: Final = re.compile(r"[\u0530-\u058f]+")
_ARMENIAN_ENDINGS: Final = ("ից", "ում", "ով", "ին", "ի", "ը", "ն")
_LATIN: Final = re.compile(r"[^\W\d_\u0370-\uffff]+(?:['’][^\W\d_\u0370-\uffff]+)?")
_TURKIC_ENDINGS: Final = tuple(
    f"{apostrophe}{ending}"
    for ending in (
        *("dakı", "dəki", "daki", "deki", "ndan", "ndən", "nda", "ndə"),
        *("dan", "dən", "tan", "tən", "den", "ten", "nın", "nin", "nun", "nün"),
        *("da", "də", "ta", "tə", "de", "te", "ya", "yə", "ye", "na", "nə", "ne"),
        *("ın", "in", "un", "ün", "nı", "ni", "nu", "nü", "yı", "yi", "yu", "yü"),
        *("la", "lə", "le", "a", "ə", "e", "ı", "i", "u", "ü"),
    )
    for apostrophe in ("'", "’", "")
)
"""Endings of Azerbaijani and Turkish cases, the longest first."""


def uninflected(word: str, *, is_turkic: bool = False) -> Iterator[str]:
    """Yield the forms that a word may be listed under, the likeliest first; none where bare.

    Parameters
    ----------
    word
        As it stands in the text.
    is_turkic
        Whether the text is in Azerbaijani or Turkish, as Latin letters do not tell.
    """
    if _CYRILLIC.fullmatch(word):
        pairs = ((ending, other) for ending, instead in _RUSSIAN for other in instead)
    elif _ARMENIAN.fullmatch(word):
        pairs = ((ending, "") for ending in _ARMENIAN_ENDINGS)
    elif is_turkic and _LATIN.fullmatch(word):
        pairs = ((ending, "") for ending in _TURKIC_ENDINGS)
    else:
        return
    for ending, other in pairs:
        left = word.removesuffix(ending)
        if left != word and len(left) >= SHORTEST:
            yield left + other
