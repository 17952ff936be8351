"""The case being served follows its files, and keeps what open pages still ask for."""

from __future__ import annotations

import os
import shutil
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from dashboard import served_case
from dashboard.loaded_case import LoadedBuilt
from dashboard.openings import keep_opening
from dashboard.served_case import LONGEST_WAIT, VERSIONS_KEPT, ServedCase
from geodata.errors import CaseError, UnclearColumnsError
from geodata.scale import build
from geodata.scale.build import BuildError
from geodata.scale.built import BuiltCase
from geodata.user_cache import CACHE
from geodata.view import View
from tests.geodata.case_folders import SMALL_CASE, write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.loaded_case import Loaded


def _with_events(folder: Path, count: int) -> Path:
    rows = "".join(f"added-{number},Added,movement,2024-05-01,\n" for number in range(count))
    return write_case(folder, events=SMALL_CASE["events.csv"] + rows)


def test_unchanged_files_are_read_once(tmp_path: Path) -> None:
    served = ServedCase(write_case(tmp_path))
    assert served.current() is served.current()


def test_changed_files_make_a_new_version_beside_the_old(tmp_path: Path) -> None:
    served = ServedCase(_with_events(tmp_path, 0))
    old = served.current()
    _with_events(tmp_path, 1)
    assert served.current() is old
    new = served.look()
    assert served.current() is new
    assert len(new.case.events) == len(old.case.events) + 1
    assert served.version(old.case.version) is old
    assert served.version(new.case.version) is new
    assert served.version("000000000000") is None


def test_only_so_many_versions_are_kept(tmp_path: Path) -> None:
    served = ServedCase(tmp_path)
    versions = []
    for count in range(VERSIONS_KEPT + 1):
        _with_events(tmp_path, count)
        versions.append(served.look().case.version)
    assert served.version(versions[0]) is None
    assert all(served.version(version) for version in versions[1:])


def test_files_put_back_give_their_version_again(tmp_path: Path) -> None:
    served = ServedCase(_with_events(tmp_path, 0))
    first = served.current().case.version
    _with_events(tmp_path, 1)
    assert served.look().case.version != first
    _with_events(tmp_path, 0)
    assert served.look().case.version == first


def test_a_case_that_breaks_goes_on_as_it_was_and_heals(tmp_path: Path) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()
    (tmp_path / "events.csv").unlink()
    assert served.look() is before
    assert "events.csv" in served.problem
    assert not served.has_changed(), "what cannot be read is not tried again and again"
    assert served.version(before.case.version) is before
    write_case(tmp_path)
    assert served.has_changed()
    assert served.look().case.version == before.case.version
    assert served.problem == ""


def test_a_case_that_was_never_readable_says_why_each_time(tmp_path: Path) -> None:
    served = ServedCase(tmp_path)
    for _ in range(2):
        with pytest.raises(CaseError, match="events"):
            served.current()
    assert served.shown == ""
    write_case(tmp_path)
    assert served.current().version == served.shown


def test_what_could_not_be_read_is_not_read_for_each_who_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[Exception] = [UnclearColumnsError("say which"), ZeroDivisionError("unforeseen")]

    def fail(*_: object) -> NoReturn:
        raise errors.pop(0)

    monkeypatch.setattr(served_case, "_load", fail)
    served = ServedCase(write_case(tmp_path))
    for _ in range(3):
        with pytest.raises(UnclearColumnsError, match="say which"):
            served.current()
    monkeypatch.setattr(served_case, "TRIED_AGAIN_AFTER", 0.0)
    with pytest.raises(ZeroDivisionError, match="unforeseen"):
        served.current()
    monkeypatch.setattr(served_case, "TRIED_AGAIN_AFTER", 60.0)
    with pytest.raises(CaseError, match="failed in an unexpected way"):
        served.current()
    assert errors == []


def test_versions_that_are_there_wait_for_no_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()
    asked: list[object] = []

    def ask_meanwhile(*_: object) -> Loaded:
        asked.extend((served.current(), served.version(before.version), served.shown))
        return before

    _with_events(tmp_path, 1)
    monkeypatch.setattr(served_case, "_load", ask_meanwhile)
    served.look()
    assert asked == [before, before, before.version]


def test_a_version_that_is_not_there_waits_for_no_long_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()
    asked: list[object] = []

    def ask_meanwhile(*_: object) -> Loaded:
        stale = Thread(target=lambda: asked.append(served.version("000000000000")), daemon=True)
        stale.start()
        stale.join(20 * LONGEST_WAIT)
        return before

    _with_events(tmp_path, 1)
    monkeypatch.setattr(served_case, "_load", ask_meanwhile)
    served.look()
    assert asked == [None]


def test_a_version_that_another_process_gave_out_is_read(tmp_path: Path) -> None:
    served, other = (ServedCase(_with_events(tmp_path, 0)) for _ in range(2))
    served.current()
    _with_events(tmp_path, 1)
    version = other.look().version
    found = served.version(version)
    assert found is not None
    assert (found.version, served.shown) == (version, version)


def test_any_version_waits_for_the_first_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ServedCase(write_case(tmp_path))
    version = ServedCase(tmp_path).current().version
    load = served_case._load
    begun = Event()

    def slowly(*given: Any) -> Loaded:
        begun.set()
        time.sleep(2 * LONGEST_WAIT)
        return load(*given)

    monkeypatch.setattr(served_case, "_load", slowly)
    first = Thread(target=served.look)
    first.start()
    begun.wait()
    found = served.version(version)
    first.join()
    assert found is not None
    assert found is served.current()


def test_an_opening_kept_from_before_is_shown_until_the_case_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    case = write_case(tmp_path / "case")
    loaded = ServedCase(case).current()
    keep_opening(loaded.opening, b"{}")
    served = ServedCase(case)
    assert served.open_early()
    assert not served.has_changed()
    assert (served.shown, served.opening()) == (loaded.version, loaded.opening)
    _with_events(case, 1)
    assert served.has_changed()
    assert served.look().version == served.shown != loaded.version


def test_of_large_cases_the_ones_opened_last_stay_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_case, "MOST_HELD", 1)
    monkeypatch.setattr(served_case, "PREPARED_KEPT", 2)
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    versions = []
    for number in range(3):
        loaded = ServedCase(_with_events(tmp_path / str(number), number)).current()
        assert loaded.counter.counts(View()).total == 2 + number
        versions.append(loaded.version)
    kept = {path.name for path in (tmp_path / "cache" / "prepared").iterdir()}
    assert kept == set(versions[1:])
    assert len(set(versions)) == 3


def test_why_a_large_case_could_not_be_prepared_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_case, "MOST_HELD", 1)
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))

    def no_room(*_: object, **__: object) -> NoReturn:
        raise BuildError("no room there")

    monkeypatch.setattr(build, "build", no_room)
    with pytest.raises(CaseError, match="has to be prepared, and was not: no room there"):
        ServedCase(_with_events(tmp_path / "case", 0)).current()


def test_other_words_of_the_same_size_and_date_are_noticed(tmp_path: Path) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()
    events = tmp_path / "events.csv"
    was = events.stat()
    events.write_text(events.read_text("utf-8").replace("begins", "ceases"), "utf-8")
    os.utime(events, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert (events.stat().st_size, events.stat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)
    assert served.has_changed()
    assert served.look().version != before.version


def test_files_of_which_only_the_dates_change_are_not_read_again(tmp_path: Path) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()
    os.utime(tmp_path / "events.csv", (0, 0))
    assert served.has_changed()
    assert served.look() is before
    assert not served.has_changed()


def _replaced(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"\x00\x01 no table")


def _truncated(folder: Path) -> None:
    (folder / "events.csv").write_bytes(b"")


def _renamed(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _of_another_kind(folder: Path) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.csv").mkdir()


@pytest.mark.parametrize(
    "harm", [_replaced, _truncated, _renamed, _emptied, _of_another_kind, shutil.rmtree]
)
def test_whatever_becomes_of_the_files_the_last_good_version_goes_on(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    folder = tmp_path / "case"
    served = ServedCase(write_case(folder))
    before = served.current()
    harm(folder)
    assert served.has_changed()
    assert served.look() is before
    assert served.problem
    assert served.shown == before.version
    if folder.is_file():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    write_case(folder)
    assert served.look().version == before.version
    assert served.problem == ""


def test_a_failure_that_nobody_foresaw_is_told_and_not_tried_each_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()

    def fail(*_: object) -> NoReturn:
        raise ZeroDivisionError("no fault of the case's")

    monkeypatch.setattr(served_case, "_load", fail)
    _with_events(tmp_path, 1)
    with pytest.raises(ZeroDivisionError, match="no fault of the case's"):
        served.look()
    assert "failed in an unexpected way" in served.problem
    assert not served.has_changed()
    assert served.current() is before


def test_a_prepared_case_that_is_cut_short_is_told_and_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build.build(write_case(tmp_path / "case"), out)
    served = ServedCase(out)
    before = served.current()
    before.view_answer(View())
    folder = BuiltCase(out).folder
    kept = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for file in kept:
        os.truncate(file, 8)
    assert served.has_changed()
    with pytest.raises(CaseError, match="build the case again"):
        LoadedBuilt(BuiltCase(out)).view_answer(View())
    assert served.look() is before
    assert served.problem
    for file, content in kept.items():
        file.write_bytes(content)
    assert served.look().view_answer(View())
    assert served.problem == ""
