"""What a first page needs is kept between starts, and never answers for files that have changed."""

from pathlib import Path

import pytest

from dashboard.openings import OPENINGS_KEPT, Opening, keep_opening, kept_opening
from dashboard.served_case import ServedCase
from geodata.user_cache import CACHE
from tests.geodata.case_folders import SMALL_CASE, write_case

ANSWER = b'{"events":[]}'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE, str(folder))
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case")


def _keep(case: Path) -> Opening:
    opening = ServedCase(case).opening()
    keep_opening(opening, ANSWER)
    return opening


def test_an_unchanged_case_opens_from_what_was_kept(cache: Path, case: Path) -> None:
    assert kept_opening(case) is None
    opening = _keep(case)
    assert kept_opening(case) == (opening, ANSWER)
    assert [file.suffix for file in cache.iterdir()] == [".gz"]
    served = ServedCase(case)
    assert served.open_early()
    assert served.opening() == opening
    assert served.early_answer(opening.version) == ANSWER
    assert served.early_answer("000000000000") is None


def test_a_changed_case_is_read_anew(cache: Path, case: Path) -> None:
    assert not cache.exists()
    old = _keep(case)
    served = ServedCase(case)
    served.open_early()
    write_case(case, events=SMALL_CASE["events.csv"] + "late,Late,movement,the day before,\n")
    served.look()
    assert served.opening().rejections == "1 row rejected"
    assert served.opening().version != old.version
    assert not ServedCase(case).open_early()


@pytest.mark.parametrize("content", [b"", b"not gzip", b"\x1f\x8b\x08"])
def test_a_damaged_opening_is_as_none(cache: Path, case: Path, content: bytes) -> None:
    _keep(case)
    (file,) = cache.iterdir()
    file.write_bytes(content)
    assert kept_opening(case) is None
    cut = file.read_bytes()
    assert cut == content


def test_a_cut_opening_is_as_none(cache: Path, case: Path) -> None:
    _keep(case)
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    assert kept_opening(case) is None


def test_only_so_many_are_kept(cache: Path) -> None:
    for number in range(OPENINGS_KEPT + 3):
        keep_opening(Opening(f"{number:012}", "Title", ""), ANSWER)
    assert len(list(cache.iterdir())) == OPENINGS_KEPT


def test_none_is_kept_where_the_user_wants_none(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE, "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    _keep(case)
    assert kept_opening(case) is None
    assert not (tmp_path / "xdg").exists()


def test_a_folder_that_cannot_be_made_costs_only_time(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(CACHE, str(tmp_path / "file" / "cache"))
    _keep(case)
    assert kept_opening(case) is None
