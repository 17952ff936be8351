"""In which languages places can be named: those of the case, and those of the base map's labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geodata.basemap import LABEL_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodata.casebook import Case

DEFAULT_LANGUAGE: Final = "en"
_CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def languages_of_names(case: Case) -> tuple[str, ...]:
    """Give the BCP 47 codes in which places can be named, the case's own languages first."""
    held = {
        language: None for names in case.places["names"] for language, name in names.items() if name
    }
    wanted = (*case.about.languages, DEFAULT_LANGUAGE, *sorted(held), *LABEL_LANGUAGES)
    return tuple(dict.fromkeys(language for language in wanted if _CODE.fullmatch(language)))


def names_in(names: Mapping[str, str], languages: Iterable[str]) -> dict[str, str]:
    """Give the names that a place has in some languages, in their order."""
    return {language: names[language] for language in languages if names.get(language)}
