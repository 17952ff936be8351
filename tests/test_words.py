"""The page's own words are in one catalogue, and what looks for them finds them there."""

from __future__ import annotations

import ast
import json
import re
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from dashboard.viewer.method import method_answer
from geodata import translation
from geodata.casebook import open_case
from geodata.columns import GEO_PRECISION, RELIABILITY
from geodata.permalinks import view_of_permalink
from geodata.store import Store
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
ASKING = [ROOT / "dashboard" / "viewer" / f"{name}.py" for name in ("column_choice", "row_lists")]
SAYING = sorted(
    path for part in ("screens", "server") for path in (ROOT / "dashboard" / part).glob("[a-z]*.py")
)
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
    assert not [entry.id for entry in english if entry.id and any(entry.string or ())]


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

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"[{msgid1 if n == 1 else msgid2}]"


@pytest.fixture
def brackets() -> Iterator[None]:
    translation.use_catalogue(_Brackets())
    yield
    translation.use_catalogue(NullTranslations())


@pytest.mark.usefixtures("brackets")
def test_pythons_words_are_said_in_the_language_in_use() -> None:
    assert stance_label("denies") == "[denies]"


@pytest.mark.usefixtures("brackets")
def test_why_a_part_of_a_link_was_not_used_is_said_in_the_language_in_use() -> None:
    case = open_case(ROOT)
    store = Store(case)
    queries = (
        "clock=noon&from=yesterday&to=2024-02-30&event=x&place=y&kind=k&source=s&actor=a&q=%00",
        "standing=sure&names=../az&version=%00&lat=91&colour=red&clock=told&clock=told",
        "clock=told&asof=noon&standing=denied&names=xx&zoom=8",
        "asof=2024-04-17&from=2031-01-01&to=1999-01-01",
        "event=rail-goran-2024&place=karabakh",
        "event=" + "e" * 201 + "&q=" + "q" * 201 + "&" + "&".join(f"actor={n}" for n in range(101)),
    )
    told = [part for query in queries for part in view_of_permalink(case, store, query)[1]]
    assert len({part.reason for part in told}) >= 20
    assert [part for part in told if not re.fullmatch(r"\[.*\]", part.reason)] == []


@pytest.mark.usefixtures("brackets")
def test_what_codes_stand_for_is_said_in_the_language_in_use() -> None:
    case = open_case(ROOT)
    method = json.loads(method_answer(case, Store(case)))
    for name in ("precisions", "reliabilities", "stances", "fields"):
        assert all(re.fullmatch(r"\[.*\]", entry["meaning"]) for entry in method[name]), name


@pytest.mark.parametrize("words", [*GEO_PRECISION.values(), *RELIABILITY.values()])
def test_what_codes_stand_for_is_in_the_catalogue(words: str) -> None:
    assert words in _ids(_catalogue(TEMPLATE))


SHOWS = {"header", "subheader", "text", "page_link", "problem"}
SHOWN_AS = {"title", "label", "columns"}


@pytest.mark.parametrize("module", [*SAYING, *ASKING], ids=lambda path: path.stem)
def test_pages_and_routes_say_nothing_that_is_not_asked_of_the_catalogue(module: Path) -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    said: list[ast.expr] = []
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
        if name in SHOWS:
            said += call.args
        said += [word.value for word in call.keywords if word.arg in SHOWN_AS]
    shown = [one for whole in said for one in getattr(whole, "elts", [whole])]
    literals = [ast.unparse(one) for one in shown if isinstance(one, ast.JoinedStr)]
    literals += [
        one.value for one in shown if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    assert literals == []


def test_without_a_catalogue_they_are_english() -> None:
    assert stance_label("denies") == "denies"
