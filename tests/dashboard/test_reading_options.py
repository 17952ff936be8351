"""Files not read as they are: every command is told how, or says so and leaves all as it was."""

from __future__ import annotations

import errno
import hashlib
from typing import TYPE_CHECKING, NoReturn

import psycopg
import pytest

from dashboard.commands import main
from dashboard.served_case import ServedCase
from geodata.case_files import case_version
from geodata.read_as import ReadAs
from geodata.scale.built import BuiltCase
from tests.geodata.case_folders import write_case, write_lone
from tests.geodata.test_event_files import damaged_parquet, features

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "headline of it,day of it,kind\nA,2024,x\nB,soon,y\n"
NAMED = ("--columns", "title=headline of it,date=day of it")
READ_AS = ReadAs(columns={"title": "headline of it", "date": "day of it"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_lone(tmp_path, TABLE, "list.csv")


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _commands(path: Path) -> list[list[str]]:
    beside = path.parent
    return [
        ["build", str(path), str(beside / "built")],
        ["export", str(path), str(beside / "out.csv")],
        ["publish", str(path), str(beside / "site")],
    ]


@pytest.mark.parametrize("nth", [0, 1, 2], ids=["build", "export", "publish"])
def test_a_command_is_told_which_columns_are_meant(
    path: Path, capsys: pytest.CaptureFixture[str], nth: int
) -> None:
    command = _commands(path)[nth]
    assert main(command) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main([*command, *NAMED]) == 0
    assert "1 row could not be read" in capsys.readouterr().err
    assert not (path.parent / "list.csv.toml").exists()


def test_a_case_is_built_and_served_as_it_is_told(path: Path) -> None:
    assert main(["build", str(path), str(path.parent / "built"), *NAMED]) == 0
    built, served = BuiltCase(path.parent / "built"), ServedCase(path, READ_AS)
    assert built.version == served.opening().version == case_version(path, READ_AS)
    assert served.opening().rejections == "1 row rejected"


def test_how_a_file_is_read_is_part_of_its_version_kept_or_not(path: Path) -> None:
    told = case_version(path, READ_AS)
    assert told not in {case_version(path), case_version(path, ReadAs(columns={"title": "kind"}))}
    READ_AS.keep_beside(path)
    assert case_version(path) == told
    assert case_version(path, ReadAs(columns={"title": "kind"})) != told
    ReadAs().keep_beside(path)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("command", ["check", "build", "export", "publish", ""])
def test_a_folder_has_names_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    case = str(write_case(tmp_path / "case"))
    into = [str(tmp_path / "out.csv")] if command not in {"check", ""} else []
    assert main([*filter(None, [command]), case, *into, *NAMED]) == 2
    told = capsys.readouterr().err
    assert "is a folder; --layer and --columns are for one file" in told
    assert len(told.splitlines()) == 1


def test_of_several_layers_one_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "a.gpkg", tmp_path / "out"
    for layer in ("2023", "2024"):
        features().to_file(path, layer=layer)
    assert main(["build", str(path), str(out)]) == 2
    told = capsys.readouterr().err
    assert "“2023”, “2024”" in told
    assert len(told.splitlines()) == 1
    assert main(["build", str(path), str(out), "--layer", "2024"]) == 0
    assert "4 accepted, 1 rejected" in capsys.readouterr().out


@pytest.mark.parametrize("damage", ["truncated", "inside"])
def test_a_damaged_parquet_file_is_one_line_and_what_was_built_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    out = tmp_path / "out"
    good = write_lone(tmp_path, "title,date\nA,2024\n", "good.csv")
    assert main(["build", str(good), str(out)]) == 0
    before = _digests(out)
    path = damaged_parquet(tmp_path)
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-100])
    capsys.readouterr()
    assert main(["build", str(path), str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "a.parquet: cannot be read" in captured.err
    assert len(captured.err.strip().splitlines()) == 1
    assert _digests(out) == before
    assert BuiltCase(out).version == case_version(good)


def test_a_build_counts_every_row_of_a_file_with_bad_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["soon" if number % 100 == 7 else "2024-04-17" for number in range(20_000)]
    lines = [f"Event {number},{day}\n" for number, day in enumerate(rows)]
    path = write_lone(tmp_path, "title,date\n" + "".join(lines))
    assert main(["build", str(path), str(tmp_path / "out")]) == 0
    assert "19,800 accepted, 200 rejected" in capsys.readouterr().out
    (rejected,) = (tmp_path / "out").rglob("rejected.csv")
    told = rejected.read_text("utf-8").splitlines()
    assert len(told) == 201
    assert {int(line.split(",")[1]) for line in told[1:]} == {
        number + 2 for number, day in enumerate(rows) if day == "soon"
    }


TABLE_URL = "postgresql://me:hidden@127.0.0.1:1/db?table=events"


def test_how_a_databases_table_is_read_is_not_kept_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", TABLE_URL, "--keep", "--columns", "title=headline"]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("--keep is for files")


def test_a_full_disk_ends_the_copying_of_a_table_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_room(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(psycopg, "connect", no_room)
    assert main(["check", TABLE_URL]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert "No space left on device" in told
    assert "hidden" not in told
