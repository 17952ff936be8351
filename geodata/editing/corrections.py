"""What a change of claims that were told before leaves in the table of corrections."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from geodata.casebook import open_case
from geodata.columns import CLAIMS
from geodata.editing.changes import NEW, Change
from geodata.editing.editable_case import EditableCase
from geodata.editing.separated_text import SeparatedText
from geodata.reading.case_tables import CLAIMS_TABLE, CORRECTIONS_TABLE
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

BROUGHT_BACK: Final = message("An earlier version was brought back.")
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
    day = _today(case.path)
    rows = [
        {**row, "corrected": day, "reason": reason.strip()}
        for change in changes
        if change.table == "claims" and not change.is_new
        for row in _of_claim(case.rows("claims")[int(change.key)].cells, change.cells)
        if row["claim_id"]  # without a name nobody was told of it
    ]
    return [Change("corrections", f"{NEW}{nth}", row) for nth, row in enumerate(rows, start=1)]


def corrections_of_going_back(
    folder: Path, contents: Mapping[str, bytes | None]
) -> dict[str, bytes]:
    """Give the table of corrections with what an earlier version changes of claims told since.

    Parameters
    ----------
    folder
        The case's, as it is.
    contents
        The files of the earlier version.
    """
    if CLAIMS_TABLE not in contents or not (folder / CLAIMS_TABLE).exists():
        return {}
    now = EditableCase(folder)
    then = contents[CLAIMS_TABLE]
    rows = SeparatedText(then, CLAIMS_TABLE, CLAIMS).rows if then else ()
    by_id = {row.cells.get("claim_id", ""): row.cells for row in rows}
    day, reason = _today(folder), gettext(BROUGHT_BACK)
    found = [
        {**one, "corrected": day, "reason": reason}
        for row in now.rows("claims")
        for one in _of_claim(row.cells, by_id.get(row.cells.get("claim_id", "")))
        if one["claim_id"]
    ]
    return {CORRECTIONS_TABLE: now.tables["corrections"].changed({}, found)} if found else {}


def _today(folder: Path) -> str:
    return datetime.now(open_case(folder).about.zone).date().isoformat()


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
