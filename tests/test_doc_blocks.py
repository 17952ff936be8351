"""Every command, table and piece of JSON that the documents show can be used as it stands."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from benchmarks.__main__ import BENCHMARKS
from geodata.casebook import open_case
from tests.reference import COMMANDS, ROOT, parser_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("docs/serving/*"))
    if path.is_file()
}
FENCED = r"^```(\w*)\n(.*?)^```$"
PROGRAM = "python -m dashboard"


def _blocks(language: str) -> list[tuple[str, str]]:
    return [
        (name, block)
        for name, text in DOCUMENTS.items()
        for of, block in re.findall(FENCED, text, re.MULTILINE | re.DOTALL)
        if of == language
    ]


def _shown_commands() -> Iterator[tuple[str, str]]:
    """What stands behind the program's name, in blocks and in the text."""
    for name, text in DOCUMENTS.items():
        fenced = re.findall(FENCED, text, re.MULTILINE | re.DOTALL)
        prose = re.sub(FENCED, "", text, flags=re.MULTILINE | re.DOTALL)
        lines = [line for _, block in fenced for line in block.splitlines()]
        lines += re.findall(r"^    (.*)$", prose, re.MULTILINE)
        for line in lines:
            _, found, arguments = line.partition(PROGRAM)
            if found:
                yield name, re.split(r" [&#]", arguments)[0]
        for code in re.findall(r"`([^`]+)`", re.sub(r"^    .*$", "", prose, flags=re.MULTILINE)):
            words = " ".join(code.split())
            if re.match(rf"({'|'.join(COMMANDS[1:])}) [\"A-Z]", words):
                yield name, words
            elif words.removeprefix(PROGRAM).strip() in COMMANDS[1:]:
                continue  # a command's name, no more
            elif PROGRAM in words:
                yield name, words.partition(PROGRAM)[2]


SAMPLES = {
    "MINUTES": "5",
    "DATE": "2024-06-12",
    "SITE": "https://news.example.org",
    "NAME": "maps.example.org",
    "FILE.pptx": "README.md",
}
"""Values for words that stand for one, where the parser looks at it."""


def _as_typed(usage: str) -> list[str]:
    """A line that a usage such as `CASE [--port 8501] OUT.{png,svg}` allows, all options given."""
    line = re.sub(r"\{([^,}]*),[^}]*\}", r"\1", usage.replace("\\|", "|"))
    line = re.sub(r"\s*\|\s*[^\s\]]+", "", line)
    line = re.sub(r",?…|[\[\]]", " ", line)
    return [SAMPLES.get(word, word) for word in shlex.split(line)]


@pytest.mark.parametrize(("document", "usage"), sorted(set(_shown_commands())))
def test_each_command_that_is_shown_can_be_given(
    document: str, usage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = _as_typed(usage)
    command = words[0] if words and words[0] in COMMANDS else ""
    try:
        parser_of(command).parse_args(words[1:] if command else words)
    except SystemExit as refused:
        pytest.fail(f"{document}: {PROGRAM}{usage} ends with exit code {refused.code}")


def test_commands_are_found_in_blocks_and_in_the_text() -> None:
    found = {usage for _, usage in _shown_commands()}
    assert any("--columns" in usage for usage in found)
    assert any("--read-only" in usage for usage in found)
    assert len(found) > 30


def test_each_table_that_is_shown_opens(tmp_path: Path) -> None:
    tables = _blocks("csv")
    assert tables
    for number, (document, block) in enumerate(tables):
        path = tmp_path / f"{number}.csv"
        path.write_text(block, encoding="utf-8")
        assert open_case(path).rejected == (), document


def test_each_piece_of_json_that_is_shown_is_json() -> None:
    pieces = _blocks("json")
    assert len(pieces) > 1
    for document, block in pieces:
        try:
            json.loads(block)
        except json.JSONDecodeError as error:
            pytest.fail(f"{document}: {error}\n{block}")


def test_each_target_of_make_that_is_shown_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+)(?: [a-z]+)*:(?!=)", makefile, re.MULTILINE)) | {"newest"}
    shown = "".join(DOCUMENTS.values())
    assert set(re.findall(r"`make ([a-z]+)", shown)) - targets == set()


def test_each_benchmark_that_is_shown_is_there() -> None:
    shown = "".join(DOCUMENTS.values())
    named = re.findall(r"`python -m benchmarks ([a-z-]+)", shown)
    for names in re.findall(r'make bench ARGS="([a-z -]+)"', shown):
        named += names.split()
    assert set(named) - {*BENCHMARKS, "facts"} == set()
