"""What a change of claims that were told before leaves in the table of corrections."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from geodata.casebook import open_case
from geodata.editing.changes import NEW, Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodata.editing.editable_case import EditableCase

SAYS: Final = "says"
_MECHANICAL: Final = frozenset({"original_start", "original_end"})
"""Cells that say nothing to a reader."""


def corrections_of(case: EditableCase, changes: Sequence[Change], reason: str) -> list[Change]:
    """Give the rows of corrections for what changes do to claims that the case has.

    Each changed cell is a row; a claim that is taken out is one with what it said.

    Parameters
    ----------
    case
        As it is.
    changes
        To it.
    reason
        Why, in a person's words.
    """
    zone = open_case(case.path).about.zone
    day = datetime.now(zone).date().isoformat()
    rows = [
        {**row, "corrected": day, "reason": reason.strip()}
        for change in changes
        if change.table == "claims" and not change.is_new
        for row in _of_claim(case.rows("claims")[int(change.key)].cells, change.cells)
        if row["claim_id"]  # without a name nobody was told of it
    ]
    return [Change("corrections", f"{NEW}{nth}", row) for nth, row in enumerate(rows, start=1)]


def _of_claim(
    before: Mapping[str, str], after: Mapping[str, str] | None
) -> Iterator[dict[str, str]]:
    named = {name: before.get(name, "") for name in ("claim_id", "source_id")}
    if after is None:
        yield {**named, "column": "", "before": before.get(SAYS, ""), "after": ""}
        return
    for column, text in after.items():
        there = before.get(column, "")
        if text != there and column not in _MECHANICAL:
            yield {**named, "column": column, "before": there, "after": text}
