"""The page's own words are in one catalogue, and what looks for them finds them there."""

from __future__ import annotations

import re
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from geodata import translation
from geodata.wording import stance_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages import Catalog

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "locale" / "whenabouts.pot"
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "whenabouts.po"
METHODS = [("**.py", "python"), ("**.js", "javascript")]
KEYWORDS = {**DEFAULT_KEYWORDS, "message": None, "messages": (1, 2)}
SCRIPTS = sorted((ROOT / "dashboard" / "viewer" / "static").rglob("*.js"))
ASKED = re.compile(r"\b(n?gettext)\(\s*")
LITERAL = re.compile(r"'(?:[^'\\\n]|\\.)*'\s*(?=[,)])")
PLACEHOLDER = re.compile(r"\{(\w+)")


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {
        tuple(entry.id) if isinstance(entry.id, list | tuple) else entry.id
        for entry in catalogue
        if entry.id
    }


def _extracted() -> set[str | tuple[str, ...]]:
    found: set[str | tuple[str, ...]] = set()
    for folder in ("dashboard", "geodata"):
        for _, _, entry, _, _ in extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS):
            found.add(tuple(entry) if isinstance(entry, list | tuple) else entry)
    plurals = {entry[0] for entry in found if isinstance(entry, tuple)}
    return {entry for entry in found if entry not in plurals}


def test_the_template_holds_what_the_program_says() -> None:
    there, said = _ids(_catalogue(TEMPLATE)), _extracted()
    assert said - there == set(), "make words extracts them"
    assert there - said == set(), "make words takes them out"


def test_english_is_the_message_itself() -> None:
    english = _catalogue(ENGLISH)
    assert _ids(english) == _ids(_catalogue(TEMPLATE))
    assert not [entry.id for entry in english if entry.id and any(entry.string)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_asks_for_its_words_by_literals(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for call in ASKED.finditer(text):
        if text[: call.start()].endswith("function "):
            continue
        rest = text[call.end() :]
        for _ in range(2 if call[1] == "ngettext" else 1):
            found = LITERAL.match(rest)
            assert found, f"{script.name}: {call[1]}({rest[:60]}"
            rest = rest[found.end() :].lstrip(", \n")


def test_one_and_many_have_the_same_slots() -> None:
    for entry in _ids(_catalogue(TEMPLATE)):
        if isinstance(entry, tuple):
            slots = [set(PLACEHOLDER.findall(form)) - {"count"} for form in entry]
            assert slots[0] == slots[1], entry


class _Brackets(NullTranslations):
    """A language that anybody can check: every message in brackets."""

    def gettext(self, message: str) -> str:
        return f"[{message}]"


@pytest.fixture
def brackets() -> Iterator[None]:
    translation.use_catalogue(_Brackets())
    yield
    translation.use_catalogue(NullTranslations())


@pytest.mark.usefixtures("brackets")
def test_pythons_words_are_said_in_the_language_in_use() -> None:
    assert stance_label("denies") == "[denies]"


def test_without_a_catalogue_they_are_english() -> None:
    assert stance_label("denies") == "denies"
