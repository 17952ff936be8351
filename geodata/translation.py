"""The program's own words in another language: gettext, with English as the message.

A module that holds its patterns as data marks them with `message` and `messages`, so that they are
extracted into `locale/`, and asks for them by `gettext` and `ngettext` where it fills them in. What
a case says is never looked up.
"""

from gettext import NullTranslations

_catalogue = NullTranslations()


def use_catalogue(catalogue: NullTranslations) -> None:
    """Say the program's words by this catalogue from now on; none was in use before."""
    global _catalogue  # noqa: PLW0603 - one language for the process, settled when it starts
    _catalogue = catalogue


def message(text: str) -> str:
    """Mark a message for extraction."""
    return text


def messages(one: str, many: str) -> tuple[str, str]:
    """Mark a message that is said otherwise of one than of many."""
    return one, many


def gettext(text: str) -> str:
    """Give a message in the language in use."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Give the message that fits a count, in the language in use."""
    return _catalogue.ngettext(one, many, count)
