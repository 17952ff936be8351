"""Files are written whole or not at all, and nothing half-written stays for good."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from typing import NoReturn

import pytest

from geodata import whole_files
from geodata.whole_files import beside, clear_up, own_system, write_whole

ENDED = 2**22 + 1  # no process has so high a number
LEFT = f".out.csv.0123abcd.{ENDED}-{own_system()}.partial"


def no_room(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "out.csv", b"before")
    write = Path.write_bytes

    def half_of_it(path: Path, content: bytes) -> NoReturn:
        write(path, content[:2])
        no_room()

    monkeypatch.setattr(Path, "write_bytes", half_of_it)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "out.csv", b"after")
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_bytes() == b"before"


def test_what_an_ended_process_has_left_goes_with_the_next_writing(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_bytes(b"half")
    other = tmp_path / LEFT.replace("out", "other")
    other.write_bytes(b"half")
    write_whole(tmp_path / "out.csv", b"whole")
    assert sorted(one.name for one in tmp_path.iterdir()) == [other.name, "out.csv"]
    clear_up(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]


def test_what_is_being_written_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "film.mkv.partial").write_bytes(b"theirs")
    running = tmp_path / f".out.0123abcd.{os.getppid()}-{own_system()}.partial"
    running.write_bytes(b"half")
    with beside(tmp_path / "out") as own:
        own.write_bytes(b"half")
        clear_up(tmp_path)
        assert {one.name for one in tmp_path.iterdir()} == {
            "film.mkv.partial",
            running.name,
            own.name,
        }
    assert not own.exists()


def test_where_processes_cannot_be_asked_what_is_old_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole_files, "PROCESSES_ANSWER", False)
    young, old = (tmp_path / LEFT.replace("out", name) for name in ("young", "old"))
    for one in (young, old):
        one.write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    clear_up(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [young.name]


@pytest.mark.parametrize("process", [os.getpid(), ENDED], ids=["of our number", "ended"])
@pytest.mark.parametrize("system", ["-89abcdef", ""], ids=["another", "untold"])
def test_what_processes_of_another_container_write_stays_until_it_is_old(
    tmp_path: Path, process: int, system: str
) -> None:
    theirs = tmp_path / f".out.csv.0123abcd.{process}{system}.partial"
    theirs.write_bytes(b"half")
    write_whole(tmp_path / "out.csv", b"whole")
    assert theirs.exists()
    os.utime(theirs, (time.time() - 90_000,) * 2)
    write_whole(tmp_path / "out.csv", b"whole")
    assert not theirs.exists()


def test_what_an_ended_process_of_this_number_has_left_goes(tmp_path: Path) -> None:
    left = tmp_path / f".out.csv.0123abcd.{os.getpid()}-{own_system()}.partial"
    left.write_bytes(b"half")
    clear_up(tmp_path)
    assert not left.exists()


def test_what_is_being_written_stays_by_whatever_path_its_folder_is_reached(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "folder").mkdir()
    with beside(tmp_path / "folder" / "out") as own:
        own.write_bytes(b"half")
        clear_up(tmp_path / "link")
        assert own.exists()
