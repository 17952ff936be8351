"""What commands say on a terminal: nothing of a case steers it."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.commands import main
from dashboard.terminal import give, printable
from tests.geodata.case_folders import write_case, write_lone

if TYPE_CHECKING:
    from pathlib import Path

STEERING = "\x1b[2J\x1b]0;title\x07\x9b31m\u202eover\u2066\r\x08"
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@given(text=st.text())
def test_no_text_steers_a_terminal(text: str) -> None:
    said = printable(text)
    assert not [one for one in said if unicodedata.category(one) in {"Cc", "Zl", "Zp"}]
    assert not CONTROLS.search(said)


@pytest.mark.parametrize("text", ["Gəncə · “Aerodrom” 漢字", "نام‌ها", "עברית", "a\\x1b"])
def test_words_stay_as_they_are(text: str) -> None:
    assert printable(text) == text


def test_check_says_hostile_cells_and_names_in_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = "title,date,geo_precision,\u202enote"
    rows = [
        '"bad\x1b[31m",2024-04-17,1,x',
        f'"{STEERING[:3]}",2024,1,y',
        '"\u202eturned",no-day\u202e,1,z',
        '"good",2024-04-17,\u206691,z',
    ]
    path = write_lone(tmp_path, "\n".join([columns, *rows]), "na\x1b[7mme\u202e.csv")
    assert main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    assert not CONTROLS.search(out + err)
    assert "\\x1b[7m" in out
    assert len(out.splitlines()) == 5


def test_a_path_that_is_not_there_and_a_wrong_option_are_said_in_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "no\x1b[2Jthing\nat all.csv")]) == 2
    assert main(["export", ".", "out\x1b]0;x\x07.what"]) == 2
    with pytest.raises(SystemExit, match="2"):
        main(["check", ".", "--\x1b[2J"])
    err = capsys.readouterr().err
    assert not CONTROLS.search(err)
    assert "\\x1b[2J" in err


def test_what_is_made_is_as_it_is_but_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "a\x9b1m\nb\n"
    give(content)
    assert capsys.readouterr().out == content
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    give(content)
    assert capsys.readouterr().out == "a\\x9b1m\nb\n"


def test_names_of_files_that_are_not_utf_8_are_said_in_figures(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = write_case(tmp_path / "case")
    (folder / "sources" / os.fsdecode(b"\xff.md")).write_text("# odd\n", "utf-8")
    assert main(["check", str(folder)]) == 0
    lone = write_lone(tmp_path, "title,date\nA,no-day\nB,2024\n", os.fsdecode(b"\xfe.csv"))
    assert main(["check", str(lone)]) == 1
    assert main(["build", str(lone), str(tmp_path / "built")]) == 0
    out, err = capsysbinary.readouterr()
    assert b"\\udcfe.csv:2: date: " in out
    assert b"built: 1 events" in out
    assert b"Traceback" not in err
    (rejected,) = (tmp_path / "built").glob("*/rejected.csv")
    assert rejected.read_text("utf-8").startswith("file,line,column,value,message\n?.csv,2,date,")
