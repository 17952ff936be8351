"""The commands' words and exit codes."""

import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.commands import main
from tests.geodata.case_folders import SMALL_CASE, write_case

BROKEN = SMALL_CASE["events.csv"] + 'late,Late,movement,the day before,tartar\n,"No, id",x,2024,\n'


def test_check_of_a_sound_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(write_case(tmp_path))]) == 0
    assert re.fullmatch(r"\d+ accepted, 0 rejected\n", capsys.readouterr().out)


def test_check_names_each_rejected_row_and_counts_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(write_case(tmp_path, events=BROKEN))]) == 1
    *rows, total = capsys.readouterr().out.splitlines()
    assert any(re.match(r"events\.csv:4: date: .*the day before", row) for row in rows)
    assert any(re.match(r"events\.csv:5: ", row) for row in rows)
    assert re.fullmatch(rf"[1-9]\d* accepted, {len(rows)} rejected", total)


@pytest.mark.parametrize("name", ["nowhere", "empty", "notes.docx"])
def test_check_of_nothing_readable_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04")
    assert main(["check", str(tmp_path / name)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert name in captured.err


def test_serving_a_path_that_is_not_there_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere"), "--no-browser"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_port_in_use_is_said_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main([str(write_case(tmp_path)), "--no-browser", "--port", port]) == 2
    assert re.fullmatch(
        rf"Port {port} cannot be used \(.+\); choose another with --port\n",
        capsys.readouterr().err,
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--port", port])
    assert "--port" in capsys.readouterr().err


def test_help_is_quick_and_names_the_commands() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "dashboard", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "python -m dashboard check CASE" in done.stdout
    assert not {"pandas", "streamlit"} & set(re.findall(r"\| +(\w+)$", done.stderr, re.MULTILINE))


def test_check_tries_other_columns_and_keeps_them_for_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("headline of it,day of it\nA,2024\n", encoding="utf-8")
    assert main(["check", str(path)]) == 2
    named = ["--columns", "title=headline of it,date=day of it"]
    assert main(["check", str(path), *named]) == 0
    assert main(["check", str(path)]) == 2
    assert main(["check", str(path), *named, "--keep"]) == 0
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.count("1 accepted, 0 rejected") == 3


def test_what_cannot_be_read_comes_with_the_command_that_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liste von orten.csv"
    path.write_text("Ereignis,Tag\nBrand,2024\n", encoding="utf-8")
    out = tmp_path / "out"
    for command in (["check", str(path)], ["build", str(path), str(out)]):
        assert main(command) == 2
        (line,) = capsys.readouterr().err.splitlines()
        said, _, advised = line.partition("python -m dashboard ")
        assert said.endswith("; guessed, to be checked: ")
        assert main(shlex.split(advised.removesuffix(" --keep"))) == 0
        assert capsys.readouterr().out == "1 accepted, 0 rejected\n"


def test_advice_names_all_columns_that_go_by_another_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Ereignis;Tag;Breite;Länge\nBrand;2024;50,9;6,9\n", encoding="utf-8")
    assert main(["check", str(path)]) == 2
    named = "title=Ereignis,date=Tag,latitude=Breite,longitude=Länge"
    assert named in capsys.readouterr().err


def test_advice_keeps_what_was_said_and_names_no_column_that_the_command_cannot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Worum,Tag\nA,2024\n", encoding="utf-8")
    assert main(["check", str(path), "--columns", "title=Worum"]) == 2
    assert "--columns title=Worum,date=Tag --keep" in capsys.readouterr().err
    path.write_text(
        '"Ereignis, kurz",Tag\nBrand am Hafen,2024\nStau am Pass,2023\n', encoding="utf-8"
    )
    assert main(["check", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("; open the file in the page, which asks what its columns mean")


def test_what_cannot_be_guessed_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("headline,n\nA,7\n", encoding="utf-8")
    assert main(["check", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "; say which are meant: " in line
    assert "title=headline,date=…" in line


@pytest.mark.parametrize("columns", ["title", "title=", "=day,title=a"])
def test_check_says_how_columns_are_named(columns: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["check", "list.csv", "--columns", columns])
    assert "expected title=headline,date=day" in capsys.readouterr().err
