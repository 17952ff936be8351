"""What the page Edit sends: changes to a case, written and loaded as they would be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from hypothesis import strategies as st

from geodata.editing.changes import NEW, TABLES, TEXTS, changes_of
from geodata.editing.checking import checked
from geodata.editing.editable_case import EditableCase, UnknownRowError
from geodata.errors import CaseError
from tests.fuzz import material
from tests.fuzz.asking import ROOT, Target, expect

if TYPE_CHECKING:
    from tests.fuzz.inputs import Input

_SMALL: Final = ROOT / "tests" / "fuzz" / "small_case"


@lru_cache
def _case() -> EditableCase:
    return EditableCase(_SMALL)


def _edits(made: Input) -> int:
    try:
        changes = changes_of(made)
        edited = _case().edited(changes)
    except ValueError as error:
        expect(str(error), "changes are refused with a reason")
        return 0
    except (UnknownRowError, CaseError):
        return 0
    expect(set(edited.contents) <= _files(made), "no other file is written")
    found = checked(_case(), edited)
    expect(all(one.message for one in found.problems), "a problem is told in words")
    whole = [one for one in found.problems if one.is_rejected and not one.line]
    expect(found.accepted or whole or found.rejected, "a case is loaded, or it is told why not")
    return found.accepted + found.rejected


def _files(made: Input) -> set[str]:
    edits = cast("list[dict[str, str]]", made)
    texts = {one["key"] for one in edits if one["table"] == TEXTS}
    return {table.file for table in TABLES.values()} | {f"sources/{key}" for key in texts}


@st.composite
def changes(draw: st.DrawFn) -> list[Any]:
    """Draw changes as they are sent: to rows that are there, to new ones, and of texts."""
    return [draw(_change()) for _ in range(draw(st.integers(0, 3)))]


@st.composite
def _change(draw: st.DrawFn) -> Any:
    if draw(st.integers(0, 19)) == 0:
        return draw(material.json_trees)
    name = draw(st.sampled_from([*TABLES, TEXTS]))
    if name == TEXTS:
        key = draw(st.sampled_from(["agency.md", "agency.txt", "new.md", "../x.md", "a/b.txt", ""]))
        return {"table": name, "key": key, "cells": {"text": draw(material.summaries)}}
    columns = TABLES[name].columns
    chosen = draw(st.lists(st.sampled_from(columns), max_size=4, unique_by=lambda one: one.name))
    cells = {one.name: draw(material.cell_of(one)) for one in chosen}
    if draw(st.integers(0, 9)) == 0:
        cells[draw(material.broken)] = draw(material.broken)
    key = draw(st.sampled_from(["0", "0", "1", "2", f"{NEW}1", f"{NEW}a", "-1", "٣", "99", ""]))
    return {"table": name, "key": key, "cells": draw(st.sampled_from([cells, cells, cells, None]))}


EDITS: Final = (Target("edits", changes(), _edits, 1_000),)
