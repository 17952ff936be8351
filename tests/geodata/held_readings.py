"""What comes of messy tables of our own, held whole: every cell, every rejection, every warning.

`python -m tests.geodata.held_readings` writes the files in `held/` anew. Their difference is then
what a change to the reading has changed; it is to be read before it is kept. What is empty is left
out of them, days are written as such, numbers to a millionth.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import shapely

from geodata.casebook import open_case
from geodata.claims import claims_in
from geodata.dates import DAY_COLUMNS, day_of
from geodata.editing.changes import Change
from geodata.editing.checking import Problem, checked, in_place
from geodata.editing.editable_case import EditableCase
from geodata.errors import CaseError
from geodata.moments import Moment
from geodata.permalinks import view_of_permalink
from geodata.read_as import ReadAs
from geodata.reading.guessing import guess_mapping
from geodata.reading.layouts import likely_layout
from geodata.reading.trial import first_rows
from geodata.standing import standing
from geodata.store import Store
from geodata.wording import claim_sentence, naming_of, standing_words
from tests.geodata.held_files import HeldFiles
from tests.geodata.messy_tables import EVENTS, FOLDERS, LONE, READ_AS, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.casebook import Case

HELD: Final = HeldFiles(Path(__file__).parent / "held")
_DAYS: Final = {*DAY_COLUMNS, "told_day", "told_earliest"}
LINKS: Final = (
    "",
    "?event=strike&place=quay&q=work",
    "event=no-day&place=haze&zoom=4&lat=40",
    "place=nowhere&names=az",
    "names=fr&kind=march&kind=dance&kind=talk",
    "from=2031-01-01&to=2019-01-01",
    "from=2024-04-17&to=2024-04-16&standing=contested&standing=sure",
    "clock=told&asof=2024-04-17&standing=denied",
    "clock=told&asof=2024-04-18T08:30",
    "clock=told&asof=2024-04-18T10:00:00Z&source=copy&source=up&actor=Port",
    "clock=told&asof=2024-04",
    "clock=told&asof=2011",
    "clock=told&asof=2031-12",
    "clock=told&asof=b2",
    "clock=told&asof=e1&lat=x&lon=46&zoom=99",
    "asof=b2&clock=never&colour=red",
)
EDITS: Final = {
    "cells": [
        Change("events", "0", {"title": 'Strike, "general"\nand long', "Mood": "angry"}),
        Change("events", "3", {"title": "Harbour shut", "date": "2024-04-31"}),
        Change("claims", "1", {"quote": "", "value": "450"}),
        Change("sources", "1", {"original_source": "nobody"}),
        Change("places", "1", {"variants": '["Pier"]', "geo_precision": "2"}),
        Change("corrections", "0", {"reason": "Counted; twice"}),
    ],
    "rows": [
        Change("events", "2", None),
        Change("events", "new-1", {"event_id": "extra", "title": "=1+1", "date": "2024-05-01"}),
        Change("claims", "5", None),
        Change("claims", "new-2", {"claim_id": "n1", "event_id": "extra", "source_id": "new"}),
        Change("sources", "new-3", {"source_id": "new", "title": "New"}),
        Change(
            "places",
            "new-4",
            {"place_id": "pier", "geometry": '{"type":"Point","coordinates":[46,40]}'},
        ),
        Change("places", "0", None),
        Change("texts", "new.md", {"text": "# New\n\n¶1 So it is.\n"}),
    ],
    "unfit": [
        Change("places", "0", {"geo_precision": "one", "names": "{"}),
        Change("places", "new-1", {"place_id": "x", "geometry": "here", "uncertainty_m": "5"}),
    ],
}


def laid_out(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


def reading_of(case: Case) -> dict[str, Any]:
    """Give all that a case holds, but for where it lies."""
    about = {name: value for name, value in vars(case.about).items() if value}
    frames = (case.events, case.claims, case.sources, case.corrections, case.places)
    names = ("events", "claims", "sources", "corrections", "places")
    return {
        "about": _plain("", about),
        "read": f"{case.accepted} of {case.rows_read}",
        **{name: _rows(frame) for name, frame in zip(names, frames, strict=True)},
        "rejected": [
            f"{row.file}:{row.line}:{row.column}:{row.value}:{row.message}" for row in case.rejected
        ],
        "warnings": list(map(str, case.warnings)),
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    records = frame.to_dict("records")
    plain = ({str(name): _plain(str(name), cell) for name, cell in row.items()} for row in records)
    return [{name: cell for name, cell in row.items() if not _is_empty(cell)} for row in plain]


def _is_empty(cell: object) -> bool:
    return cell is None or cell is False or cell in ("", [], {})


def _plain(name: str, cell: Any) -> Any:
    if isinstance(cell, (dict, list, tuple)):
        return json.loads(json.dumps(cell))
    if isinstance(cell, shapely.Geometry):
        return shapely.to_wkt(cell, rounding_precision=6, trim=True)
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, (str, bool)):
        return cell
    if name in _DAYS:
        return day_of(int(cell)).isoformat()
    return round(cell, 6) if isinstance(cell, float) else int(cell)


def folder_reading(name: str, folder: Path) -> dict[str, Any]:
    """Read one of the case folders."""
    return reading_of(open_case(laid_out(folder / name, FOLDERS[name])))


def lone_reading(name: str, folder: Path) -> dict[str, Any]:
    """Read a file of events, with what its columns may mean."""
    path = laid_out(folder, {name: LONE[name]}) / name
    first = first_rows(path)
    layout = likely_layout(first.table.header)
    guess = guess_mapping(first.table, layout)
    read_as = ReadAs(columns=READ_AS[name]) if name in READ_AS else None
    return {
        "guessed": [
            f"{'! ' * one.is_needed}{one.ours} = {one.theirs}: {one.score:.2f} by {one.why}, "
            f"such as {' · '.join(one.samples)}"
            for one in guess.columns
        ],
        "missing": list(guess.missing),
        "left": {theirs: list(samples) for theirs, samples in guess.left.items()},
        "looks like": layout.name if layout else "",
        **reading_of(open_case(path, read_as)),
    }


def why_unreadable(name: str, folder: Path) -> str:
    """Say why nothing can be read of a file; "" where something can."""
    path = laid_out(folder, {name: UNREADABLE[name]}) / name
    try:
        open_case(path)
    except CaseError as error:
        return f"{type(error).__name__}: {error}".replace(f"{folder}/", "")
    return ""


def links_of_quarrel(folder: Path) -> dict[str, list[str]]:
    """Give for each link the view that opens, and what of it was not used."""
    case = open_case(laid_out(folder / "quarrel", FOLDERS["quarrel"]))
    store, found = Store(case), {}
    for link in LINKS:
        view, ignored = view_of_permalink(case, store, link)
        told = (f"{one.name}={one.value}: {one.reason}" for one in ignored)
        found[link] = [view.to_query(), *told]
    return found


def standings_of_quarrel(folder: Path) -> dict[str, list[str]]:
    """Give for each event its claims in sentences, and how it stands after each of them."""
    case = open_case(laid_out(folder / "quarrel", FOLDERS["quarrel"]))
    naming, found = naming_of(case), {}
    for event in case.events["event_id"]:
        claims = claims_in(case.claims[case.claims["event_id"] == event])
        found[event] = [
            f"{claim_sentence(claim, naming)} → "
            + " ".join(standing_words(standing(claims, Moment.of_claim(claim.told)), naming))
            for claim in claims
        ]
    return found


def edit_of_quarrel(name: str, folder: Path) -> dict[str, Any]:
    """Give the lines that some changes leave different, and every problem that they make."""
    files = FOLDERS["quarrel"] | {"events.csv": EVENTS}
    case = EditableCase(laid_out(folder / "quarrel", files))
    edited = case.edited(EDITS[name])
    after = checked(case, edited)
    known = {_apart_from_line(one) for one in checked(case, case.edited([])).problems}
    problems = zip(after.problems, in_place(after.problems, case), strict=True)
    return {
        "keys": {table: " ".join(keys) for table, keys in edited.keys.items()},
        "files": {
            file: _difference(files.get(file, ""), content.decode())
            for file, content in edited.contents.items()
        },
        "unfit": [list(vars(one).values()) for one in edited.unfit],
        "read": f"{after.accepted} and {after.rejected}",
        "problems": [
            f"{one.table}[{one.key}]:{one.line}→{placed.line}:{one.column}:{one.value}:"
            f"{one.message}{' (rejected)' * one.is_rejected}"
            for one, placed in problems
            if _apart_from_line(one) not in known
        ],
    }


def _apart_from_line(problem: Problem) -> str:
    return str(replace(problem, line=0))


def _difference(before: str, after: str) -> dict[str, list[str]]:
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    return {
        "-": [line for line in old if line not in new],
        "+": [line for line in new if line not in old],
        "lines": [f"{len(old)} → {len(new)}"],
    }


def all_readings(folder: Path) -> dict[str, Any]:
    """Give all that is held, by the names of its files."""
    every: dict[str, Any] = {name: folder_reading(name, folder) for name in FOLDERS}
    every |= {name: lone_reading(name, folder) for name in LONE}
    every |= {f"edit-{name}": edit_of_quarrel(name, folder / f"edit-{name}") for name in EDITS}
    every["unreadable"] = {name: why_unreadable(name, folder) for name in UNREADABLE}
    every["links"] = links_of_quarrel(folder / "links")
    every["standings"] = standings_of_quarrel(folder / "standings")
    return every


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        HELD.write(all_readings(Path(made)))
