"""Summaries are read by their headings and numbered paragraphs, originals as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.errors import CaseError
from geodata.summaries import Summary, original_in, summary_in

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, name: str, text: str) -> Path:
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Summary()),
        ("No heading\n\n¶1 One", Summary("", {1: "One"})),
        ("# Title\n\n¶1 One\n¶2 Two", Summary("Title", {1: "One", 2: "Two"})),
        ("##  A   long\ntitle \n\n# Another\n\n¶1 One", Summary("A long title", {1: "One"})),
        ("# Title\r\n\r\n¶1  One\r\n goes on\r\n", Summary("Title", {1: "One goes on"})),
        (
            "# Title\n¶3 Three\n\nin between\n\n¶12\tTwelve",
            Summary("Title", {3: "Three", 12: "Twelve"}),
        ),
        ("¶1 One\n \t\nno number\n\n¶x No\n\n¶1 Again", Summary("", {1: "Again"})),
        ("¶1 One ¶2 within", Summary("", {1: "One ¶2 within"})),
        ("¶1234567890 Too long a number", Summary()),
    ],
)
def test_a_summary_has_a_heading_and_numbered_paragraphs(
    tmp_path: Path, text: str, expected: Summary
) -> None:
    assert summary_in(write(tmp_path, "agency.md", text), "agency") == expected
    assert original_in(tmp_path, "agency") is None


def test_an_original_is_composed_and_its_lines_end_alike(tmp_path: Path) -> None:
    folder = write(tmp_path, "agency.txt", "\ufeffe\u0301t\u00e9\r\nA\rB\n")
    assert original_in(folder, "agency") == "\u00e9t\u00e9\nA\nB\n"
    assert summary_in(folder, "agency") == Summary()


@pytest.mark.parametrize("source_id", ["", "../agency", "a b", "x" * 500])
def test_what_names_no_file_of_the_case_is_refused(tmp_path: Path, source_id: str) -> None:
    for read in (summary_in, original_in):
        with pytest.raises(CaseError, match=r"^“.*” cannot be the id of a source$"):
            read(tmp_path, source_id)
