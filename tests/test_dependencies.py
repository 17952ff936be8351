"""What is installed: declared once, pinned with hashes, under licences that let it be handed on."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.licences import DOCUMENT, FIRST_LINE, packages, rows, table

ROOT = Path(__file__).parent.parent
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = DECLARED["project"]["dependencies"]
ENGINES = DECLARED["project"]["optional-dependencies"]["engines"]
LOCKS = {
    "requirements.txt": RUNTIME,
    "requirements-engines.txt": [*RUNTIME, *ENGINES],
    "requirements-dev.txt": [*RUNTIME, *ENGINES, *DECLARED["dependency-groups"]["dev"]],
}
FREE = re.compile(r"\b(MIT|BSD|0BSD|Apache|MPL|Mozilla|PSF|Python Software Foundation)\b")


def _entries(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _pinned(lock: str) -> dict[str, str]:
    requirements = (Requirement(entry.partition("--hash")[0].strip()) for entry in _entries(lock))
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in requirements
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_one_version_with_hashes(lock: str) -> None:
    entries = _entries(lock)
    loose = [
        entry
        for entry in entries
        if not re.match(r"[\w.-]+==[\w.+!]+ ", entry) or "--hash=sha256:" not in entry
    ]
    assert entries
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_is_declared(lock: str) -> None:
    pinned = _pinned(lock)
    unmet = [
        text
        for text in LOCKS[lock]
        for each in [Requirement(text)]
        if not each.specifier.contains(pinned.get(canonicalize_name(each.name), "0"))
    ]
    assert unmet == [], "run make lock"


def test_what_runs_is_what_is_tested() -> None:
    tested = _pinned("requirements-dev.txt")
    for lock in ("requirements.txt", "requirements-engines.txt"):
        assert _pinned(lock).items() <= tested.items()


def test_every_dependency_says_its_oldest_version() -> None:
    bare = [text for text in LOCKS["requirements-dev.txt"] if not str(Requirement(text).specifier)]
    assert bare == []


@pytest.mark.locked
def test_the_licences_listed_are_those_of_what_is_installed() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    listed, _, _ = text[text.index(FIRST_LINE) :].partition("\n\n")
    assert f"{listed}\n" == table(), "run make licences"
    assert len(rows()) == len(packages())


def test_every_licence_lets_it_be_handed_on() -> None:
    assert [name for name, licence in rows().items() if not FREE.search(licence)] == []
