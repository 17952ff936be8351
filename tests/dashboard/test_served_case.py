"""The case being served follows its files, and keeps what open pages still ask for."""

from pathlib import Path

import pytest

from dashboard.served_case import VERSIONS_KEPT, ServedCase
from geodata.errors import CaseError
from tests.geodata.case_folders import SMALL_CASE, write_case


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
    new = served.current()
    assert len(new.case.events) == len(old.case.events) + 1
    assert served.version(old.case.version) is old
    assert served.version(new.case.version) is new
    assert served.version("000000000000") is None


def test_only_so_many_versions_are_kept(tmp_path: Path) -> None:
    served = ServedCase(tmp_path)
    versions = []
    for count in range(VERSIONS_KEPT + 1):
        _with_events(tmp_path, count)
        versions.append(served.current().case.version)
    assert served.version(versions[0]) is None
    assert all(served.version(version) for version in versions[1:])


def test_files_put_back_give_their_version_again(tmp_path: Path) -> None:
    served = ServedCase(_with_events(tmp_path, 0))
    first = served.current().case.version
    _with_events(tmp_path, 1)
    assert served.current().case.version != first
    _with_events(tmp_path, 0)
    assert served.current().case.version == first


def test_a_case_that_breaks_says_why_and_heals(tmp_path: Path) -> None:
    served = ServedCase(write_case(tmp_path))
    before = served.current()
    (tmp_path / "events.csv").unlink()
    with pytest.raises(CaseError, match=r"events\.csv"):
        served.current()
    assert served.version(before.case.version) is before
    write_case(tmp_path)
    assert served.current().case.version == before.case.version
