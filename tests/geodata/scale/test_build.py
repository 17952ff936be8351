"""A prepared folder is whole or as it was, and the same for the same case."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import pathlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pyarrow.parquet as pq
import pytest

from geodata.case_files import PREPARED_FILE, files_signature
from geodata.casebook import open_case
from geodata.errors import CaseError
from geodata.scale.build import BuildError, build, spare_folder
from geodata.scale.built import BuiltCase
from geodata.scale.gathering import EMBEDDED, Embedded
from geodata.scale.spill import Rows
from geodata.view import Clock, View
from geodata.whole_files import own_system
from tests.geodata.case_folders import SMALL_CASE, write_case, write_lone
from tests.geodata.scale.scattered_case import write_scattered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import IO, Any

    from geodata.read_as import ReadAs

LONE = "title,date,latitude,longitude,source\n" + "".join(
    f"Event {n},2024-0{1 + n % 9}-1{n % 7},{n % 80},{n * 3 % 180},S{n % 4}\n" for n in range(60)
)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_same_case_makes_the_same_bytes(tmp_path: Path) -> None:
    case = write_scattered(tmp_path / "case")
    for name in ("one", "two"):
        build(case, tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_the_size_of_parts_makes_no_difference_to_what_is_counted(tmp_path: Path) -> None:
    case = write_lone(tmp_path, LONE, "many.csv")
    whole = build(case, tmp_path / "whole")
    parts = build(case, tmp_path / "parts", engine=Embedded(rows=7))
    assert (whole.events, whole.claims) == (parts.events, parts.claims) == (60, 60)
    one, other = BuiltCase(tmp_path / "whole"), BuiltCase(tmp_path / "parts")
    assert one.facets(View(), 50) == other.facets(View(), 50)
    for clock in Clock:
        for name, values in vars(one.points(clock)).items():
            assert np.array_equal(values, getattr(other.points(clock), name)), name


def test_what_is_read_rejected_and_warned_of_is_added_up_over_the_parts(tmp_path: Path) -> None:
    bad = "".join(f"Bad {n},on day {n},1,2,S\n" for n in range(5))
    case = write_lone(tmp_path, LONE.replace("Event 30", f"{bad}Event 30"), "many.csv")
    told: list[int] = []
    found = build(case, tmp_path / "out", engine=Embedded(rows=25), tell=told.append)
    whole = open_case(case)
    assert told == [25, 50, 65]
    assert (found.rows_read, found.rejected) == (65, 5)
    assert (whole.rows_read, whole.accepted) == (65, 60)
    built = BuiltCase(tmp_path / "out")
    assert (built.outline.rows_read, built.outline.accepted) == (65, 60)
    assert built.outline.rejected == whole.rejected
    assert (built.sizes["events"], built.sizes["claims"], built.sizes["sources"]) == (60, 60, 4)
    assert built.kinds == ("",)


def test_a_case_without_any_day_covers_none(tmp_path: Path) -> None:
    table = "event_id,title,date,latitude,longitude\na,Bridge,,40,46\nb,Road,,,\n"
    claims = "claim_id,event_id,speaker,stance,says,source_id\nc,a,Agency,reports,So,agency\n"
    sources = "source_id,title,publisher,published\nagency,Report,Agency,\n"
    path = write_case(
        tmp_path / "case", events=table, sources_sources=sources, sources_claims=claims
    )
    build(path, tmp_path / "out")
    prepared = BuiltCase(tmp_path / "out")
    assert prepared.span == (0, 0)
    assert prepared.undated.tolist() == [True, True]
    assert [len(days) for days in prepared.days_told()] == [0, 0]


def test_events_lie_along_the_curve_and_claims_as_their_events(tmp_path: Path) -> None:
    found = build(write_scattered(tmp_path / "case"), tmp_path / "out")
    built = BuiltCase(tmp_path / "out")
    assert (np.diff(built.points(Clock.HAPPENED).morton.astype(np.float64)) >= 0).all()
    for name in ("events", "claims"):
        rows = pq.read_table(found.folder / f"{name}.parquet")["row"].to_numpy()
        assert (np.diff(rows) >= 0).all()
    assert not (found.folder / "work").exists()


def test_rejected_rows_are_listed_with_file_line_column_and_value(tmp_path: Path) -> None:
    bad = SMALL_CASE["events.csv"] + "late,Late,movement,the day before,\n"
    found = build(write_case(tmp_path / "case", events=bad), tmp_path / "out")
    assert found.rejected == len(open_case(tmp_path / "case").rejected) == 1
    with (found.folder / "rejected.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["line"], row["column"]) == ("events.csv", "4", "date")
    assert row["value"] == "the day before"
    (told,) = BuiltCase(tmp_path / "out").outline.rejected
    assert str(told).startswith("events.csv:4: date: ")


def test_a_new_version_takes_the_old_ones_place_and_leaves_one_before(tmp_path: Path) -> None:
    versions = []
    for number in range(3):
        more = f"more{number},More,movement,2024-05-0{number + 1},\n"
        case = write_case(tmp_path / "case", events=SMALL_CASE["events.csv"] + more)
        versions.append(build(case, tmp_path / "out").folder.name)
    kept = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert kept == sorted([*versions[1:], "case.json"])


def test_a_full_disk_leaves_the_old_output_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(write_case(tmp_path / "case"), tmp_path / "out")
    before = digests(tmp_path / "out")

    def no_room(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Rows, "save", no_room)
    changed = write_case(tmp_path / "case", events=SMALL_CASE["events.csv"].replace("begins", "on"))
    with pytest.raises(BuildError, match=r"No space left on device.*what was there before stays"):
        build(changed, tmp_path / "out")
    assert digests(tmp_path / "out") == before


def test_a_folder_that_is_called_like_a_text_is_none(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    (case / "sources" / "notes.md").mkdir()
    built = build(case, tmp_path / "out")
    assert [one.name for one in (built.folder / "sources").iterdir()] == ["agency.md"]


def test_a_text_that_cannot_be_read_is_told_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_case(tmp_path / "case")

    def damaged(file: Path, mode: str = "r", **given: Any) -> IO[Any]:
        if file == case / "sources" / "agency.md":
            raise OSError(errno.EIO, "Input/output error", str(file))
        return open(file, mode, **given)  # noqa: PTH123 - in place of Path.open

    engine = Disturbed(lambda: monkeypatch.setattr(pathlib.Path, "open", damaged))
    expected = r"case/sources/agency\.md: cannot be read \(Input/output error\)$"
    with pytest.raises(CaseError, match=expected):
        build(case, tmp_path / "out", engine=engine)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [("case/events.csv", CaseError), ("case/out/x", BuildError), ("elsewhere", BuildError)],
)
def test_what_cannot_be_read_is_told_of_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: type[Exception]
) -> None:
    def damaged(*_: object) -> NoReturn:
        raise OSError(errno.EIO, "Input/output error", str(tmp_path / name))

    case = write_case(tmp_path / "case")
    monkeypatch.setattr(Rows, "save", damaged)
    where = f"{name}: cannot be read" if told is CaseError else "case/out: cannot be written"
    with pytest.raises(told, match=rf"{where} \(Input/output error"):
        build(case, case / "out")
    assert not (case / "out").exists()


def test_a_folder_whose_name_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    with pytest.raises(BuildError, match="expected a folder whose name is UTF-8"):
        build(case, tmp_path / os.fsdecode(b"out\xff"))
    assert [one.name for one in tmp_path.iterdir()] == ["case"]


def test_a_first_build_that_fails_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    case = write_case(tmp_path / "case")
    (tmp_path / "theirs").mkdir()
    monkeypatch.setattr(Rows, "save", no_room)
    for name in ("theirs", "ours"):
        with pytest.raises(BuildError, match="No space left on device"):
            build(case, tmp_path / name)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case", "theirs"]


def test_a_strangers_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(BuildError, match=r"holds letter\.txt and no prepared case"):
        build(write_case(tmp_path / "case"), tmp_path / "out")


def test_a_folder_that_is_no_prepared_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no prepared case can be read there"):
        BuiltCase(tmp_path)


@dataclass(frozen=True)
class Disturbed:
    """Gathers as usual; then something else happens."""

    then: Callable[[], object]

    def gather(
        self, path: Path, read_as: ReadAs | None, folder: Path, tell: Callable[[int], None]
    ) -> dict[str, Any]:
        about = EMBEDDED.gather(path, read_as, folder, tell)
        self.then()
        return about


def test_what_was_copied_into_the_spare_folder_is_built_and_then_gone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with spare_folder(out) as folder:
        assert build(write_lone(folder, LONE), out).events == 60
    assert not list(out.glob("*.partial"))
    assert BuiltCase(out).counts(View()).shown == 60


def test_what_an_ended_build_of_the_same_process_number_has_left_is_removed(
    tmp_path: Path,
) -> None:
    left = tmp_path / "out" / f".copied.0123abcd.{os.getpid()}-{own_system()}.partial"
    left.mkdir(parents=True)
    build(write_case(tmp_path / "case"), tmp_path / "out")
    assert not left.exists()


def test_a_case_that_changes_while_it_is_prepared_is_not_named(tmp_path: Path) -> None:
    case, out = write_lone(tmp_path, LONE), tmp_path / "out"
    engine = Disturbed(lambda: write_lone(tmp_path, LONE + "Late,2024-10-01,1,1,S\n"))
    with pytest.raises(BuildError, match="changed while it was prepared; build again"):
        build(case, out, engine=engine)
    assert not out.exists()
    assert build(case, out).events == 61


def test_of_two_that_prepare_the_same_the_later_leaves_the_others_folder(tmp_path: Path) -> None:
    case, out = write_lone(tmp_path, LONE), tmp_path / "out"
    before: list[int] = []

    def other() -> None:
        before.append(build(case, out).folder.stat().st_ino)

    found = build(case, out, engine=Disturbed(other))
    assert [found.folder.stat().st_ino] == before
    assert sorted(path.name for path in out.iterdir()) == sorted([found.folder.name, "case.json"])


@pytest.mark.parametrize("folders", [5, None, {"a": 1}, [5], ["../elsewhere"]])
def test_what_a_stranger_s_prepared_case_tells_of_its_folders_leads_nowhere(
    tmp_path: Path, folders: object
) -> None:
    build(write_case(tmp_path / "case"), tmp_path / "out")
    (made,) = (one for one in (tmp_path / "out").iterdir() if one.is_dir())
    made.rename(tmp_path / "elsewhere")
    manifest = tmp_path / "out" / PREPARED_FILE
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "folders": folders}))
    assert len(files_signature(tmp_path / "out")) == 1
    with pytest.raises(CaseError, match="build the case again"):
        BuiltCase(tmp_path / "out")


@pytest.mark.parametrize("told", ["[]", "{}", '{"made_by": "whenabouts build"}', "[" * 100_000])
def test_what_tells_of_no_prepared_case_is_refused_in_a_sentence(tmp_path: Path, told: str) -> None:
    (tmp_path / PREPARED_FILE).write_text(told)
    with pytest.raises(CaseError, match="prepared"):
        BuiltCase(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("events", None, "events: Field required"),
        ("claims", "many", "claims: Input should be a valid integer"),
        ("rows_read", -1, "rows_read: Input should be greater than or equal to 0"),
        ("span", [1], "span"),
        ("about", {"title": "A case", "timezone": "Nowhere/Else"}, "about: .*a time zone such as"),
    ],
)
def test_a_prepared_case_that_does_not_tell_all_of_itself_is_refused_and_built_anew(
    tmp_path: Path, name: str, value: object, told: str
) -> None:
    case, out = write_case(tmp_path / "case"), tmp_path / "out"
    build(case, out)
    for manifest in out.rglob(PREPARED_FILE):
        about = {**json.loads(manifest.read_text()), name: value}
        manifest.write_text(json.dumps({key: one for key, one in about.items() if one is not None}))
    with pytest.raises(CaseError, match=rf"{told}.*build the case again"):
        BuiltCase(out)
    assert build(case, out).events == 2
    assert BuiltCase(out).counts(View()).total == 2
