"""Messy tables of our own are read as they were: every cell, every rejection, every warning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.geodata.held_readings import (
    EDITS,
    HELD,
    edit_of_quarrel,
    folder_reading,
    links_of_quarrel,
    lone_reading,
    standings_of_quarrel,
    why_unreadable,
)
from tests.geodata.made_up_world import NAME as MAP
from tests.geodata.messy_tables import FOLDERS, LONE, UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "read the difference; if it is better: python -m tests.geodata.held_readings"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_case_is_read_as_it_was(tmp_path: Path, name: str) -> None:
    assert folder_reading(name, tmp_path) == HELD.read(name), ANEW


@pytest.mark.parametrize("name", LONE)
def test_a_file_of_events_is_guessed_at_and_read_as_it_was(tmp_path: Path, name: str) -> None:
    assert lone_reading(name, tmp_path) == HELD.read(name), ANEW


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_as_it_was(tmp_path: Path, name: str) -> None:
    assert why_unreadable(name, tmp_path) == HELD.read("unreadable")[name], ANEW


@pytest.mark.parametrize("name", EDITS)
def test_changes_write_the_bytes_and_make_the_problems_that_they_did(
    tmp_path: Path, name: str
) -> None:
    assert edit_of_quarrel(name, tmp_path) == HELD.read(f"edit-{name}"), ANEW


def test_links_open_the_views_that_they_did(tmp_path: Path) -> None:
    assert links_of_quarrel(tmp_path) == HELD.read("links"), ANEW


def test_claims_and_standings_are_worded_as_they_were(tmp_path: Path) -> None:
    assert standings_of_quarrel(tmp_path) == HELD.read("standings"), ANEW


def test_nothing_is_held_that_is_not_read_and_no_path_of_a_machine(tmp_path: Path) -> None:
    names = {*FOLDERS, *LONE, *(f"edit-{name}" for name in EDITS)}
    names |= {"unreadable", "links", "standings"}
    assert {path.stem for path in HELD.folder.iterdir()} == {*names, MAP}
    assert list(HELD.read("unreadable")) == list(UNREADABLE)
    written = "".join(json.dumps(HELD.read(name)) for name in names)
    assert str(tmp_path.parent.parent) not in written
    assert "whenabouts-" not in written
