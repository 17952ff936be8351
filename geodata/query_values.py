"""How the values of a URL query are read and written, one text at a time.

Each reader takes a decoded text and raises ValueError, saying what was expected.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from geodata.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

LONGEST_SEARCH: Final = 200
LONGEST_VALUE: Final = 500
LONGEST_IDENTIFIER: Final = 200
COORDINATE_DIGITS: Final = 5  # about a metre
ZOOM_DIGITS: Final = 2
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
VERSION: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_ZONE_AFTER_SPACE: Final = re.compile(r"(T[0-9:.]+) ([0-9]{2}:?[0-9]{2})")

Member = TypeVar("Member", bound="StrEnum")


def encodable(text: str) -> str:
    """Replace lone surrogates, which no URL can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Put one space for every run of white space and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def one_of(vocabulary: type[Member]) -> Callable[[str], Member]:
    """Make a reader of the words of a vocabulary."""

    def read(text: str) -> Member:
        try:
            return vocabulary(text)
        except ValueError:
            words = ", ".join(vocabulary)
            raise ValueError(gettext("expected one of {words}").format(words=words)) from None

    return read


def text_like(pattern: re.Pattern[str], expected: str) -> Callable[[str], str]:
    """Make a reader of texts of one form; `expected` is the message that says which."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(gettext(expected))
        return text

    return read


def number_between(least: float, most: float) -> Callable[[str], float]:
    """Make a reader of decimal numbers, both bounds included."""

    def read(text: str) -> float:
        if not _NUMBER.fullmatch(text) or not least <= float(text) <= most:
            told = gettext("expected a number from {least} to {most}")
            raise ValueError(told.format(least=f"{least:g}", most=f"{most:g}"))
        return float(text)

    return read


def read_day(text: str) -> date:
    """Read an ISO day, such as 2024-04-17, and no other form that ISO 8601 allows."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # such as 2024-02-30: said below
        pass
    raise ValueError(gettext("expected a day such as 2024-04-17"))


def read_moment(text: str) -> str:
    """Read a day, an instant or a claim's id; only the case can tell which it is."""
    text = read_identifier(text)
    if _DAY.fullmatch(text):
        read_day(text)
    # a plus sign that was not percent-encoded arrives as a space
    return _ZONE_AFTER_SPACE.sub(r"\1+\2", text)


def read_identifier(text: str) -> str:
    """Read the id of an event, a place or a claim."""
    return read_value(text.strip(), LONGEST_IDENTIFIER)


def read_value(text: str, longest: int = LONGEST_VALUE) -> str:
    """Read a value as it stands in the case; one too long would match nothing when cut."""
    if len(text) > longest:
        told = gettext("expected at most {most} characters, got {length}")
        raise ValueError(told.format(most=longest, length=len(text)))
    return text


def read_search(text: str) -> str:
    """Read the words of a search, cut at `LONGEST_SEARCH` characters."""
    text = one_line(text)
    if not text:
        raise ValueError(gettext("expected words to look for"))
    return text[:LONGEST_SEARCH].rstrip()


def write_number(value: float) -> str:
    """Write a number without an exponent or needless zeros."""
    return f"{value:.{COORDINATE_DIGITS}f}".rstrip("0").rstrip(".")
