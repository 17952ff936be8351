"""Targets that are whole files of events, and whole cases."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, cast

from hypothesis import strategies as st

from geodata.casebook import open_case
from geodata.columns import EVENTS
from geodata.errors import CaseError
from geodata.parts import read_parts
from geodata.reading.guessing import guess_mapping
from geodata.reading.trial import first_rows, tried
from tests.fuzz import material, odd_files
from tests.fuzz.asking import ROOT, Target, expect
from tests.fuzz.workplace import emptied, folder_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geodata.casebook import Case
    from tests.fuzz.inputs import Input

IN_PART: Final = 2


def _hold(path: Path) -> int:
    """Open a case whole and in parts: both refuse it, or take and reject the same rows."""
    try:
        case = open_case(path)
    except CaseError as error:
        expect("\n" not in str(error), "a refusal is one line")
        case = None
    try:
        parts = list(read_parts(path, IN_PART))
    except CaseError:
        expect(case is None, "parts refuse what the whole refuses")
        return 0
    expect(case is not None, "the whole refuses what its parts refuse")
    opened = cast("Case", case)
    expect(re.fullmatch("[0-9a-f]{12}", opened.version), "a version is twelve digits")
    expect(opened.accepted + len(opened.rejected) == opened.rows_read, "accepted + rejected = read")
    expect(sum(part.rows_read for part in parts) == opened.rows_read, "parts read the same rows")
    of_parts = [row for part in parts for row in part.rejected]
    expect(_places(of_parts) == _places(opened.rejected), "parts reject the same rows")
    ids = [event for part in parts for event in part.events["event_id"]]
    expect(ids == opened.events["event_id"].tolist(), "parts accept the same events")
    named = set(opened.events["place_id"]) - {""}
    expect(named <= set(opened.places["place_id"]), "every place that is named is there")
    expect(set(opened.claims["event_id"]) <= set(ids), "every claim is about an event")
    if path.is_dir():
        least = len(opened.events) + len(opened.corrections)
        expect(least <= opened.accepted, "no more rows are there than were accepted")
    else:
        expect(len(opened.events) == opened.accepted, "each accepted row is an event")
    return opened.rows_read


def _places(rejected: Any) -> Counter[tuple[str, int, str]]:
    return Counter((row.file, row.line, row.column) for row in rejected)


def _lone(name: str) -> Callable[[Input], int]:
    def asked(made: Input) -> int:
        path = folder_of(f"lone-{name}") / f"list.{name}"
        path.write_bytes(cast("bytes", made))
        return _hold(path)

    return asked


def _trials(made: Input) -> int:
    path = folder_of("trials") / "list.csv"
    path.write_bytes(cast("bytes", made))
    try:
        first = first_rows(path)
        guessed = guess_mapping(first.table, first.layout)
        columns = {one.ours: one.theirs for one in guessed.columns}
        trial = tried(first, columns)
    except CaseError:
        return 0
    expect(len(trial.events) + len(trial.rejected) == trial.rows_read, "accepted + rejected = read")
    return trial.rows_read


def _folders(made: Input) -> int:
    folder = emptied("folders") / "case"
    shutil.copytree(_SMALL, folder)
    for name, data in cast("dict[str, bytes | None]", made).items():
        if data is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    return _hold(folder)


_SMALL: Final = ROOT / "tests" / "fuzz" / "small_case"
_SUMMARY: Final = material.summaries.flatmap(material.encoded)
_FILES: Final[dict[str, Any]] = {
    **{name: material.table_file(columns) for name, columns in material.TABLES.items()},
    "places.geojson": material.places.flatmap(material.encoded),
    "sources/agency.md": _SUMMARY,
    "sources/agency.txt": _SUMMARY,
    "case.json": material.collections(EVENTS).flatmap(material.encoded),
}
FOLDERS: Final = st.lists(
    st.sampled_from(sorted(_FILES)), min_size=1, max_size=2, unique=True
).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.one_of(*[_FILES[name]] * 9, st.none()) for name in names}
    )
)


def _bytes(data: bytes) -> Input:
    return data


WHOLE: Final = (
    Target(
        "lone_csv",
        material.lone_tables.flatmap(material.separated).flatmap(material.encoded),
        _lone("csv"),
        2_400,
        _bytes,
    ),
    Target("lone_xlsx", odd_files.xlsx(), _lone("xlsx"), 2_000),
    Target("lone_xls", odd_files.xls(), _lone("xls"), 1_000),
    Target("lone_ods", odd_files.ods(), _lone("ods"), 2_000),
    Target("lone_geojson", material.features.flatmap(material.encoded), _lone("geojson"), 2_000),
    Target("lone_gpkg", odd_files.geopackage(), _lone("gpkg"), 1_600),
    Target("lone_parquet", odd_files.parquet(), _lone("parquet"), 2_000),
    Target(
        "trials",
        material.lone_tables.flatmap(material.separated).flatmap(material.encoded),
        _trials,
        2_000,
    ),
    Target("folders", FOLDERS, _folders, 2_400),
)
