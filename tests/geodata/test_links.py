"""No link in a case's folder leads a reader, or a saving, out of it: it may be a stranger's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodata.case_files import case_files, case_version
from geodata.casebook import open_case
from geodata.editing.changes import Change
from geodata.editing.checking import checked
from geodata.editing.editable_case import EditableCase
from geodata.editing.saving import migrate, save
from geodata.errors import CaseError
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.summaries import Summary, original_in, read_summary, summary_in
from geodata.whole_saves import OWN_FOLDER, replace_together
from tests.geodata.case_folders import SMALL_CASE, write_case

if TYPE_CHECKING:
    from pathlib import Path

THEIRS = "# Ours\n\n¶1 Only for us.\n"
OLD_CASE = "title,timezone,schema_version\nA small case,Asia/Baku,1\n"


def _linked(tmp_path: Path, name: str) -> Path:
    """Write a case of which one file is a link to a text of somebody else's."""
    case = write_case(tmp_path / "case")
    (tmp_path / "secret").write_text(THEIRS, encoding="utf-8")
    (case / name).unlink(missing_ok=True)
    (case / name).symlink_to(tmp_path / "secret")
    return case


@pytest.mark.parametrize("name", ["agency.md", "agency.txt"])
def test_a_text_that_a_link_leads_to_outside_does_not_count(tmp_path: Path, name: str) -> None:
    case = _linked(tmp_path, f"sources/{name}")
    assert case / "sources" / name not in case_files(case)
    assert not open_case(case).rejected
    if name.endswith(".md"):
        assert summary_in(case, "agency") == Summary()
    assert original_in(case, "agency") is None


def test_a_folder_of_sources_may_lead_nowhere_else(tmp_path: Path) -> None:
    case, outside = write_case(tmp_path / "case"), tmp_path / "outside"
    outside.mkdir()
    (outside / "agency.txt").write_text(THEIRS, encoding="utf-8")
    (case / "sources").rename(tmp_path / "theirs")
    (case / "sources").symlink_to(outside)
    assert case_files(case) == [case / "events.csv", case / "places.geojson"]
    assert original_in(case, "agency") is None


def test_a_prepared_case_holds_no_text_from_outside(tmp_path: Path) -> None:
    case = _linked(tmp_path, "sources/agency.md")
    build(case, tmp_path / "out")
    prepared = BuiltCase(tmp_path / "out").folder
    assert not [file for file in prepared.rglob("*.md") if file.exists()]


@pytest.mark.parametrize("name", ["events.csv", "places.geojson", "sources/claims.csv"])
def test_a_table_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    case = _linked(tmp_path, name)
    with pytest.raises(CaseError, match=f"expected {name} in the folder of the case, got a link"):
        open_case(case)


@pytest.mark.parametrize("relative", [True, False])
def test_links_within_a_case_and_to_it_count(tmp_path: Path, relative: bool) -> None:
    case = write_case(tmp_path / "case")
    text = case / "sources" / "agency.md"
    (case / "agency.text").write_text(text.read_text(encoding="utf-8").replace("had", "has"))
    text.unlink()
    text.symlink_to("../agency.text" if relative else case / "agency.text")
    (tmp_path / "named").symlink_to(case)
    named = tmp_path / "named"
    found = open_case(named)
    (quote_changed,) = found.rejected
    editable = EditableCase(named)
    (told,) = checked(editable, editable.edited(())).problems
    assert told.message == quote_changed.message
    assert read_summary(found, "agency").paragraphs[2] == "Clips show a column."
    save(named, found.version, [Change("events", "0", {"title": "Column seen"})])
    assert open_case(case).version == case_version(named) != found.version


@pytest.mark.parametrize("link", [OWN_FOLDER, f"{OWN_FOLDER}/earlier", f"{OWN_FOLDER}/lock"])
def test_nothing_is_saved_by_way_of_a_link(tmp_path: Path, link: str) -> None:
    case, outside = write_case(tmp_path / "case", sources_case=OLD_CASE), tmp_path / "outside"
    version = case_version(case)
    outside.mkdir()
    (outside / "kept").write_text("mine")
    (case / link).parent.mkdir(exist_ok=True)
    (case / link).symlink_to(outside / "kept" if link.endswith("lock") else outside)
    refused = pytest.raises(CaseError, match=f"expected no link at {link}, got one that leads to")
    with refused:
        save(case, version, [Change("events", "0", {"title": "Column seen"})])
    with refused:
        migrate(case)
    with refused:
        replace_together(case, {"events.csv": b""})
    with refused:
        open_case(case)
    assert (case / "events.csv").read_text(encoding="utf-8") == SMALL_CASE["events.csv"]
    assert [file.name for file in outside.iterdir()] == ["kept"]
    assert (outside / "kept").read_text() == "mine"
