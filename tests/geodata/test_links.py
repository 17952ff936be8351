"""No link in a case's folder leads a reader, or a saving, out of it: it may be a stranger's."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from geodata.case_files import case_files, case_version, files_signature, prepared_version
from geodata.casebook import open_case
from geodata.editing.changes import Change
from geodata.editing.checking import checked
from geodata.editing.earlier import earlier_versions
from geodata.editing.editable_case import EditableCase
from geodata.editing.saving import migrate, restore, save
from geodata.errors import CaseError
from geodata.event_files import ENDINGS, FEATURES, WORKBOOKS, layer_headers
from geodata.parts import read_parts
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.summaries import Summary, original_in, read_summary, summary_in
from geodata.whole_saves import OWN_FOLDER, replace_together
from tests.geodata.case_folders import SMALL_CASE, write_case

THEIRS = "# Ours\n\n¶1 Only for us.\n"
TABLES_OF_SOURCES = ("case", "sources", "claims", "corrections")
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
    refused = pytest.raises(
        CaseError, match="expected sources in the folder of the case, got a link that leads out"
    )
    with refused:
        case_files(case)
    with refused:
        open_case(case)
    assert original_in(case, "agency") is None


def test_a_folder_of_sources_that_leads_elsewhere_is_not_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_case(tmp_path / "case")
    (case / "sources").rename(tmp_path / "theirs")
    (case / "sources").symlink_to(tmp_path)
    walked: list[Path] = []

    def walk(self: Path, _: str) -> list[Path]:
        walked.append(self)
        return []

    monkeypatch.setattr(Path, "rglob", walk)
    with pytest.raises(CaseError, match="expected sources in the folder") as refused:
        case_files(case)
    assert not walked
    assert "theirs" not in str(refused.value)
    (case / "sources").unlink()
    (case / "sources").symlink_to(case / "sources")  # round in a circle
    with pytest.raises(CaseError, match="expected sources in the folder"):
        open_case(case)


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


@pytest.mark.parametrize("name", ["agency.md", "agency.txt"])
def test_what_a_link_leads_to_outside_is_not_kept(tmp_path: Path, name: str) -> None:
    case = _linked(tmp_path, f"sources/{name}")
    mine = Change("texts", name, {"text": "# agency\n\n¶1 it had begun\n\n¶2 a column\n"})
    version = save(case, case_version(case), [mine])
    assert (case / "sources" / name).read_text(encoding="utf-8") == (mine.cells or {})["text"]
    assert not (case / "sources" / name).is_symlink()
    kept = [file for file in (case / OWN_FOLDER).rglob("*") if file.is_file()]
    assert not [file for file in kept if "Only for us" in file.read_text(encoding="utf-8")]
    (earlier,) = earlier_versions(case)
    restore(case, version, earlier.version_id)
    assert not (case / "sources" / name).exists()
    assert (tmp_path / "secret").read_text(encoding="utf-8") == THEIRS


def test_what_a_link_leads_to_within_is_kept(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    (case / "kept.text").write_text("ours", encoding="utf-8")
    (case / "sources" / "agency.txt").symlink_to("../kept.text")
    version = save(case, case_version(case), [Change("texts", "agency.txt", {"text": "mine"})])
    (earlier,) = earlier_versions(case)
    restore(case, version, earlier.version_id)
    assert original_in(case, "agency") == "ours"


def test_a_saving_that_fails_leaves_a_link_out_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _linked(tmp_path, "sources/agency.txt")

    def full(self: Path, _: Path) -> None:
        raise OSError(28, "No space left on device", str(self))

    with monkeypatch.context() as patched:
        placed = "geodata.whole_saves._put_in_place"
        patched.setattr(placed, full)
        with pytest.raises(OSError, match="No space left"):
            replace_together(case, {"sources/agency.txt": b"mine"})
    assert (case / "sources" / "agency.txt").is_symlink()
    assert (tmp_path / "secret").read_text(encoding="utf-8") == THEIRS


def test_a_case_of_an_older_version_is_not_read_by_way_of_a_link(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    (tmp_path / "secret").write_text("title,schema_version\nOurs,only for us\n", encoding="utf-8")
    (case / "sources" / "case.csv").unlink()
    (case / "sources" / "case.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(CaseError, match="got a link that leads out of it"):
        migrate(case)


@pytest.mark.parametrize("within", ["", "replaced.json", "sources", "sources/agency.txt"])
def test_nothing_is_restored_by_way_of_a_link(tmp_path: Path, within: str) -> None:
    case = write_case(tmp_path / "case")
    text = Change("texts", "agency.txt", {"text": "first"})
    version = save(case, case_version(case), [text])
    version = save(case, version, [Change("texts", "agency.txt", {"text": "second"})])
    newest = earlier_versions(case)[0].version_id
    link = case / OWN_FOLDER / "earlier" / newest / within
    link.rename(tmp_path / "outside")
    link.symlink_to(tmp_path / "outside")
    name = re.escape(link.relative_to(case).as_posix())
    refused = pytest.raises(CaseError, match=f"expected no link at {name}, got one that leads to")
    with refused:
        restore(case, version, newest)
    with refused:
        open_case(case)
    assert (case / "sources" / "agency.txt").read_text(encoding="utf-8") == "second"


def _pipe(path: Path) -> Path:
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return path


pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pipes
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "name",
    ["places.geojson", "events.csv", *(f"sources/{table}.csv" for table in TABLES_OF_SOURCES)],
)
def test_a_pipe_in_a_case_is_refused(tmp_path: Path, name: str) -> None:
    case = write_case(tmp_path)
    _pipe(case / name)
    refused = pytest.raises(CaseError, match=f"{name}: expected a file, got a named pipe; put a")
    with refused:
        open_case(case)
    with refused:
        if name == "sources/case.csv":
            migrate(case)
        save(case, case_version(case), [Change("events", "0", {"title": "Column seen"})])


@pipes
@pytest.mark.timeout(60)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_pipe_in_place_of_a_file_of_events_is_refused(tmp_path: Path, ending: str) -> None:
    pipe = _pipe(tmp_path / f"list{ending}")
    refused = pytest.raises(CaseError, match="expected a file, got a named pipe; put a file there")
    with refused:
        open_case(pipe)
    with refused:
        list(read_parts(pipe, 10))
    if ending in (*WORKBOOKS, *FEATURES):
        with refused:
            layer_headers(pipe, pipe.name)


@pipes
@pytest.mark.timeout(60)
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_pipe_beside_a_geopackage_is_refused(tmp_path: Path, ending: str) -> None:
    (tmp_path / "list.gpkg").write_bytes(b"SQLite format 3\x00")
    _pipe(tmp_path / f"list.gpkg{ending}")
    with pytest.raises(CaseError, match=f"list.gpkg{ending}: expected a file, got a named pipe"):
        open_case(tmp_path / "list.gpkg")


@pipes
@pytest.mark.timeout(60)
def test_a_pipe_in_place_of_a_text_does_not_count(tmp_path: Path) -> None:
    case = write_case(tmp_path)
    pipe = _pipe(case / "sources" / "agency.txt")
    assert original_in(case, "agency") is None
    version = save(case, case_version(case), [Change("texts", "agency.txt", {"text": "mine"})])
    (earlier,) = earlier_versions(case)
    restore(case, version, earlier.version_id)
    assert not pipe.exists()


@pipes
@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ["replaced.json", "events.csv"])
def test_a_pipe_among_what_was_replaced_is_refused(tmp_path: Path, name: str) -> None:
    case = write_case(tmp_path)
    version = save(case, case_version(case), [Change("events", "0", {"title": "Column seen"})])
    (earlier,) = earlier_versions(case)
    _pipe(case / OWN_FOLDER / "earlier" / earlier.version_id / name)
    with pytest.raises(CaseError, match=f"expected a file at .*/{name}, got a named pipe; delete"):
        restore(case, version, earlier.version_id)


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="this system has no devices")
def test_a_device_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").symlink_to("/dev/null")
    with pytest.raises(CaseError, match=r"list\.csv: expected a file, got a device"):
        open_case(tmp_path / "list.csv")


def _prepared(tmp_path: Path) -> tuple[Path, Path]:
    """Prepare the small case, and give the folder and the one in it that holds the files."""
    build(write_case(tmp_path / "case"), tmp_path / "out")
    return tmp_path / "out", BuiltCase(tmp_path / "out").folder


def test_a_prepared_case_is_not_read_by_way_of_a_link(tmp_path: Path) -> None:
    out, folder = _prepared(tmp_path)
    (folder / "sources" / "agency.txt").symlink_to(tmp_path / "case" / "sources" / "agency.md")
    assert original_in(BuiltCase(out).folder, "agency") is None
    (folder / "events.parquet").rename(tmp_path / "events.parquet")
    (folder / "events.parquet").symlink_to(tmp_path / "events.parquet")
    with pytest.raises(CaseError, match=r"expected .*/events\.parquet in the folder of the prep"):
        BuiltCase(out)


def test_a_folder_of_a_prepared_case_may_lead_nowhere_else(tmp_path: Path) -> None:
    out, folder = _prepared(tmp_path)
    folder.rename(tmp_path / "outside")
    folder.symlink_to(tmp_path / "outside")
    with pytest.raises(CaseError, match=f"expected {folder.name} in the folder of the prepared"):
        BuiltCase(out)
    assert [Path(name) for name, _ in files_signature(out)] == [out / "case.json"]
    folder.unlink()
    shutil.move(out / "case.json", tmp_path / "case.json")
    (out / "case.json").symlink_to(tmp_path / "case.json")
    assert not prepared_version(out)
    assert not case_files(out)
