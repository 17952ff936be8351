"""In which language a text is written."""

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH: Final = 2_000
"""As many characters tell a language as surely as more of them."""
_SUREST_SHORT: Final = 0.9
_SHORT: Final = 60
_NO_LANGUAGE: Final = "zxx"


def language_of(text: str, declared: str = "") -> str:
    """Tell a text's language as a BCP 47 tag; `""` where the text is too short to tell.

    Parameters
    ----------
    text
        The article's paragraphs.
    declared
        What a page says of itself, such as `en-GB`. It is used where the text agrees with it or is
        too short: many pages declare the language of their template.
    """
    sample = text[:_ENOUGH]
    if not any(letter.isalpha() for letter in sample):
        return declared
    found, probability = _identifier().classify(sample)
    if found == _NO_LANGUAGE or (len(sample) < _SHORT and probability < _SUREST_SHORT):
        return declared
    return declared if declared.partition("-")[0].lower() == found else str(found)


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the model that py3langid brings along; it takes a tenth of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
