"""`python -m dashboard start`: a new case, from nothing, an example or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.commands import main
from dashboard.examples import EXAMPLE
from geodata.casebook import open_case

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_case_is_started_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "harbour"
    assert main(["start", str(folder)]) == 0
    assert f"go on with: python -m dashboard {folder}" in capsys.readouterr().out
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "1 accepted, 0 rejected\n"
    assert open_case(folder).about.title == "harbour"


def test_rows_that_were_left_out_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("Headline,When\nA,2024-04-17\nB,2024-99\n")
    told = ["start", str(tmp_path / "new"), "--from", str(file), "--title", "Mine"]
    assert main([*told, "--columns", "title=Headline,date=When"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("mine.csv:3: date: “2024-99” has no such month")
    assert "1 rows were left out" not in said.err
    assert "1 row was left out" in said.err
    assert open_case(tmp_path / "new").events["title"].tolist() == ["A"]


def test_what_is_odd_about_a_row_that_was_taken_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("title;date;latitude;longitude\nA;2024-04-17;40,34;46,93\n")
    assert main(["start", str(tmp_path / "new"), "--from", str(file)]) == 0
    said = capsys.readouterr().err
    assert main(["check", str(file)]) == 0
    assert said == capsys.readouterr().err
    assert said.startswith("warning: mine.csv")


def test_an_example_can_be_started(tmp_path: Path) -> None:
    assert main(["start", str(tmp_path), "--example"]) == 0
    assert len(open_case(tmp_path).events) == len(open_case(EXAMPLE).events)


def test_a_full_folder_is_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").touch()
    assert main(["start", str(tmp_path)]) == 2
    expected = f"{tmp_path}: holds something already; name an empty folder, or a new one\n"
    assert capsys.readouterr().err == expected
