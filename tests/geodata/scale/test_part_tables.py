"""What a prepared case keeps of each part is as it was, numbered on from the parts before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.geodata.scale.held_parts import HELD, NAMES, parts_in

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "read the difference; if it is better: python -m tests.geodata.scale.held_parts"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_of_a_part_is_as_it_was(tmp_path: Path, name: str) -> None:
    assert parts_in(name, tmp_path) == HELD.read("parts")[name], ANEW


def test_events_and_claims_are_numbered_on() -> None:
    for held in HELD.read("parts").values():
        for table in ("events", "claims"):
            numbers = [row["nth"] for part in held["parts"] for row in part["tables"][table]]
            assert numbers == list(range(held["all"][table]))
