"""A case of the first version of the format opens as ever, and becomes one of the latest."""

from pathlib import Path

import pytest

from geodata.case_files import case_version
from geodata.casebook import open_case
from geodata.editing.changes import Change
from geodata.editing.earlier import earlier_versions
from geodata.editing.saving import migrate, restore, save
from geodata.errors import CaseError
from geodata.schema_versions import FIRST, LATEST, WHAT_CHANGED
from tests.geodata.case_folders import SMALL_CASE, write_case

ABOUT = "sources/case.csv"


def first_version(folder: Path, cell: str = "1") -> Path:
    lines = SMALL_CASE[ABOUT].splitlines()
    assert "schema_version" not in lines[0]
    return write_case(
        folder, sources_case=f"{lines[0]},schema_version,ours\n{lines[1]},{cell},kept\n"
    )


@pytest.mark.parametrize("cell", ["1", ""])
def test_only_the_version_changes_and_the_case_says_the_same(tmp_path: Path, cell: str) -> None:
    before = open_case(first_version(tmp_path, cell))
    text = (tmp_path / ABOUT).read_text(encoding="utf-8")
    assert migrate(tmp_path) == (FIRST, LATEST)
    after = open_case(tmp_path)
    assert (before.about.schema_version, after.about.schema_version) == (FIRST, LATEST)
    assert (tmp_path / ABOUT).read_text(encoding="utf-8") == text.replace(
        f",{cell},kept", f",{LATEST},kept"
    )
    assert after.rejected == before.rejected == ()
    assert after.claims.equals(before.claims)
    assert after.events.equals(before.events)
    assert [version.files for version in earlier_versions(tmp_path)] == [(ABOUT,)]


def test_the_latest_version_is_left_as_it_is(tmp_path: Path) -> None:
    migrate(first_version(tmp_path))
    version = case_version(tmp_path)
    assert migrate(tmp_path) == (LATEST, LATEST)
    assert case_version(tmp_path) == version
    assert len(earlier_versions(tmp_path)) == 1


def test_a_case_that_says_nothing_of_itself_is_of_the_first(tmp_path: Path) -> None:
    write_case(tmp_path)
    (tmp_path / ABOUT).unlink()
    version = case_version(tmp_path)
    assert migrate(tmp_path) == (FIRST, FIRST)
    assert case_version(tmp_path) == version


def test_a_version_that_is_no_number_is_told_where_it_stands(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"case\.csv:2: schema_version: expected .* got “new”"):
        migrate(first_version(tmp_path, "new"))


@pytest.mark.parametrize("text", ["9" * 5_000, "1" * 10])
def test_a_version_of_many_figures_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    expected = r"case\.csv:2: schema_version: expected .* at most 9 figures, got “[19]+…?”; correct"
    with pytest.raises(CaseError, match=expected):
        migrate(first_version(tmp_path, text))
    assert open_case(tmp_path).rejected


def test_a_version_of_the_future_is_told_and_left_alone(tmp_path: Path) -> None:
    (rejected,) = open_case(first_version(tmp_path, str(LATEST + 1))).rejected
    assert f"expected {FIRST} to {LATEST}" in rejected.message
    assert migrate(tmp_path) == (LATEST + 1, LATEST + 1)


def test_the_first_correction_makes_it_the_version_that_knows_of_them(tmp_path: Path) -> None:
    first_version(tmp_path)
    change = Change("claims", "0", {"says": "Something else."})
    save(tmp_path, case_version(tmp_path), [change])
    assert open_case(tmp_path).about.schema_version == FIRST
    again = Change("claims", "0", {"says": "Something else again."})
    save(tmp_path, case_version(tmp_path), [again], reason="Misread.")
    assert open_case(tmp_path).about.schema_version == LATEST
    assert not any("migrate" in str(warning) for warning in open_case(tmp_path).warnings)
    newest = earlier_versions(tmp_path)[0]
    restore(tmp_path, case_version(tmp_path), newest.version_id)
    assert open_case(tmp_path).about.schema_version == LATEST


def test_corrections_in_a_case_of_the_first_version_are_read_and_warned_of(tmp_path: Path) -> None:
    corrections = (
        "claim_id,source_id,corrected,column,before,after,reason\nc1,,2024-05-01,says,A,B,C\n"
    )
    first_version(tmp_path)
    (tmp_path / "sources" / "corrections.csv").write_text(corrections, encoding="utf-8")
    case = open_case(tmp_path)
    assert len(case.corrections) == 1
    assert any("migrate" in str(warning) for warning in case.warnings)


def test_every_version_says_what_it_changed() -> None:
    assert list(WHAT_CHANGED) == list(range(FIRST + 1, LATEST + 1))
