"""A case is started without events, as a copy of another, or from a file of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geodata.case_files import case_version
from geodata.casebook import open_case
from geodata.editing.starting import NewCase, start_case, start_from_case, start_from_file
from geodata.errors import CaseError
from geodata.schema_versions import LATEST
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path

NEW = NewCase("A new case", "Asia/Baku", limits="Two papers only.")
LONE = (
    "title,date,latitude,longitude,source,url,actors\n"
    "Column filmed,2024-04-16,40.2,46.9,Agency|Paper,https://a.example/1|https://b.example/2,\n"
    "Nobody knows,2024-99,,,Agency,,\n"
    '"Talks, long",2024-04-18,,,Paper,,Ministry|Mission\n'
)


def test_a_case_without_events_opens(tmp_path: Path) -> None:
    start_case(tmp_path / "deep" / "new", NEW)
    case = open_case(tmp_path / "deep" / "new")
    assert (case.about.title, case.about.timezone) == ("A new case", "Asia/Baku")
    assert case.about.limits == "Two papers only."
    about = pd.read_csv(tmp_path / "deep" / "new" / "sources" / "case.csv", dtype=str)
    assert about["schema_version"].tolist() == [str(LATEST)]
    assert (len(case.events), len(case.claims), case.rejected) == (0, 0, ())


def test_a_case_is_copied_without_what_is_beside_it(tmp_path: Path) -> None:
    template = write_case(tmp_path / "template")
    (template / ".whenabouts" / "earlier").mkdir(parents=True)
    (template / "notes.txt").touch()
    start_from_case(tmp_path / "new", template)
    assert case_version(tmp_path / "new") == case_version(template)
    assert {path.name for path in (tmp_path / "new").glob("*")} == {
        *(".whenabouts", "events.csv", "places.geojson", "sources"),
    }


def test_a_file_of_events_becomes_a_case_of_the_same(tmp_path: Path) -> None:
    file = tmp_path / "lone.csv"
    file.write_text(LONE, encoding="utf-8")
    read = start_from_file(tmp_path / "new", file, NEW)
    assert [(row.line, row.column) for row in read.rejected] == [(3, "date")]
    before, after = open_case(file), open_case(tmp_path / "new")
    assert not after.rejected
    told = ["title", "date", "latitude", "longitude", "actors", "place_id"]
    told += ["coordinate_uncertainty_m", "geo_precision"]
    pd.testing.assert_frame_equal(after.events[told], before.events[told])
    said = ["claim_id", "event_id", "speaker", "stance", "says", "url", "told_day"]
    assert after.claims[said].equals(before.claims[said])
    assert set(after.sources["title"]) == set(before.sources["title"])
    assert after.about.title == "A new case"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    folder, file = tmp_path / "new", tmp_path / "lone.csv"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    file.write_text(LONE, encoding="utf-8")
    with pytest.raises(CaseError, match="holds something already; name an empty folder"):
        start_case(folder, NEW)
    with pytest.raises(CaseError, match="holds something already; name an empty folder"):
        start_from_file(folder, tmp_path / "there is none.csv", NEW)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    (folder / "notes.txt").unlink()
    start_from_file(folder, file, NEW)
    assert (folder / "events.csv").is_file()


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (NewCase("  "), "A case needs a title"),
        (NewCase("A", "Baku"), "“Baku” is no time zone; expected a name such as Asia/Baku"),
    ],
)
def test_what_a_case_cannot_be_called_is_told_before_anything_is_written(
    tmp_path: Path, new: NewCase, expected: str
) -> None:
    with pytest.raises(CaseError, match=expected):
        start_case(tmp_path / "new", new)
    assert not (tmp_path / "new").exists()


def test_a_folder_is_no_file_of_events(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="is a folder; expected one file of events"):
        start_from_file(tmp_path / "new", tmp_path, NEW)
