"""A saving is whole or not at all, upon the version it was made from; nothing else is touched."""

from __future__ import annotations

import json
import os
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.case_files import case_version
from geodata.casebook import open_case
from geodata.editing import earlier, saving
from geodata.editing.changes import Change, changes_of
from geodata.editing.checking import checked
from geodata.editing.earlier import earlier_versions
from geodata.editing.editable_case import EditableCase, UnknownRowError
from geodata.editing.saving import CaseChangedError, RowsRejectedError, restore, save
from geodata.errors import CaseError
from geodata.reading.case_tables import CLAIMS_TABLE
from geodata.whole_saves import OWN_FOLDER, replace_together
from tests.geodata.case_folders import write_case

WORDS = st.text(st.sampled_from("ab ,;\"'\n|əé="), min_size=1, max_size=8).map(
    lambda text: f"x{text}"
)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if OWN_FOLDER not in path.parts and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def saved(folder: Path, *changes: Change, reason: str | None = None) -> str:
    return save(folder, case_version(folder), changes, reason)


def test_only_what_is_changed_is_written(tmp_path: Path) -> None:
    before = files(write_case(tmp_path))
    version = saved(tmp_path, Change("events", "1", {"title": "Withdrawal, begun"}))
    after = files(tmp_path)
    assert version == case_version(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} == {"events.csv"}
    assert after["events.csv"] == before["events.csv"].replace(
        b"Withdrawal begins", b'"Withdrawal, begun"'
    )


def test_a_newer_version_is_not_written_over(tmp_path: Path) -> None:
    version = case_version(write_case(tmp_path))
    saved(tmp_path, Change("events", "0", {"title": "Theirs"}))
    with pytest.raises(CaseChangedError, match="has changed since") as caught:
        save(tmp_path, version, [Change("events", "0", {"title": "Mine"})])
    assert caught.value.version == case_version(tmp_path)
    assert b"Theirs" in (tmp_path / "events.csv").read_bytes()


def test_rows_that_would_be_rejected_are_not_saved(tmp_path: Path) -> None:
    before = files(write_case(tmp_path))
    with pytest.raises(RowsRejectedError, match="would be rejected") as caught:
        saved(tmp_path, Change("events", "0", None))
    (problem,) = [one for one in caught.value.problems if one.is_rejected]
    assert (problem.table, problem.key, problem.column) == ("claims", "1", "event_id")
    assert files(tmp_path) == before


def test_a_problem_of_the_first_claim_of_a_case_is_told_at_its_row(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(
        "event_id,title,date,source\na,A,2024-05-01,The Bulletin\n", encoding="utf-8"
    )
    claim = {"claim_id": "c", "event_id": "b", "speaker": "X", "stance": "reports", "says": "So."}
    with pytest.raises(RowsRejectedError, match="would be rejected") as caught:
        saved(tmp_path, Change("claims", "new-1", claim))
    (problem,) = [one for one in caught.value.problems if one.is_rejected]
    assert (problem.table, problem.key, problem.column) == ("claims", "new-1", "event_id")


def test_a_row_that_was_rejected_before_stops_nobody(tmp_path: Path) -> None:
    events = "event_id,title,date\ncolumn,A,2024-99\nwithdrawal,B,2024\n"
    write_case(tmp_path, events=events, sources_claims=None)
    saved(tmp_path, Change("events", "1", {"title": "C"}))
    assert (tmp_path / "events.csv").read_text() == events.replace("B", "C")
    with pytest.raises(RowsRejectedError, match="would be rejected"):
        saved(tmp_path, Change("events", "0", {"title": "still without a month"}))


def test_a_place_of_the_case_is_changed_where_it_stands(tmp_path: Path) -> None:
    write_case(tmp_path)
    saved(
        tmp_path,
        Change(
            "places",
            "0",
            {"uncertainty_m": "30000", "mark_latitude": "40", "mark_longitude": "46.5"},
        ),
    )
    place = open_case(tmp_path).places.set_index("place_id").loc["karabakh"]
    assert (place["uncertainty_m"], place["mark_latitude"]) == (30_000, 40)


def test_a_cell_that_cannot_be_written_is_told_where_it_is(tmp_path: Path) -> None:
    write_case(tmp_path)
    with pytest.raises(RowsRejectedError, match="would be rejected") as caught:
        saved(tmp_path, Change("places", "1", {"uncertainty_m": "wide"}))
    (problem,) = [one for one in caught.value.problems if one.is_rejected]
    assert (problem.table, problem.key, problem.column) == ("places", "1", "uncertainty_m")
    assert problem.message == "expected a number, got “wide”"


def test_a_correction_is_kept_with_its_day_and_reason(tmp_path: Path) -> None:
    write_case(tmp_path)
    claims = Change("claims", "1", {"speaker": "Two witnesses", "says": "Seen there"})
    saved(tmp_path, claims, Change("claims", "2", None), reason=" They were two ")
    told = open_case(tmp_path).corrections.to_dict("records")
    day = datetime.now(ZoneInfo("Asia/Baku")).date().isoformat()
    named = {"corrected": day, "reason": "They were two"}
    assert told == [
        {"claim_id": "a2", "source_id": "agency", **named}
        | {"column": "speaker", "before": "Witness", "after": "Two witnesses"},
        {"claim_id": "b1", "source_id": "copyist", **named}
        | {"column": "", "before": "It has begun", "after": ""},
    ]


def test_what_is_new_is_no_correction(tmp_path: Path) -> None:
    write_case(tmp_path)
    cells = {"claim_id": "c1", "event_id": "column", "source_id": "agency", "speaker": "Driver"}
    cells |= {"stance": "reports", "says": "He saw it"}
    saved(tmp_path, Change("claims", "new-1", cells), reason="")
    assert not (tmp_path / "sources" / "corrections.csv").exists()
    assert len(open_case(tmp_path).claims) == 4


def test_the_first_claim_of_a_case_leaves_its_events_their_own(tmp_path: Path) -> None:
    events = "event_id,title,date,source\n1,A,2024-04-17,Agency\n2,B,2024-04-18,\n"
    write_case(tmp_path, events=events, sources_claims=None, sources_sources=None)
    before = open_case(tmp_path)
    source = {"source_id": "paper", "title": "A paper"}
    cells = {"claim_id": "x", "event_id": "1", "source_id": "paper", "speaker": "Writer"}
    cells |= {"stance": "denies", "says": "It was not so"}
    saved(tmp_path, Change("sources", "new-1", source), Change("claims", "new-1", cells))
    after = open_case(tmp_path)
    assert not after.rejected
    assert len(after.claims) == len(before.claims) + 1
    told = ["event_id", "speaker", "stance", "says", "told_day"]
    kept = after.claims[after.claims["claim_id"] != "x"].reset_index(drop=True)
    assert kept[told].to_dict("records") == before.claims[told].to_dict("records")


def test_an_earlier_version_can_be_gone_back_to(tmp_path: Path) -> None:
    before = files(write_case(tmp_path))
    saved(tmp_path, Change("events", "0", {"title": "Once"}))
    saved(tmp_path, Change("texts", "late.txt", {"text": "Words"}))
    saved(tmp_path, Change("places", "0", {"uncertainty_m": "5"}))
    last = files(tmp_path)
    *_, first = earlier_versions(tmp_path)
    restore(tmp_path, case_version(tmp_path), first.version_id)
    assert files(tmp_path) == before
    restore(tmp_path, case_version(tmp_path), earlier_versions(tmp_path)[0].version_id)
    assert files(tmp_path) == last


def test_a_clock_that_is_set_back_leaves_earlier_versions_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_case(tmp_path)
    saved(tmp_path, Change("events", "0", {"title": "Once"}))

    class SetBack(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> SetBack:
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(earlier, "datetime", SetBack)
    saved(tmp_path, Change("events", "0", {"title": "Twice"}))
    newest, _ = earlier_versions(tmp_path)
    assert newest.saved.startswith("2001")
    restore(tmp_path, case_version(tmp_path), newest.version_id)
    assert "Once" in (tmp_path / "events.csv").read_text("utf-8")


def test_going_back_keeps_what_was_corrected_and_is_a_correction(tmp_path: Path) -> None:
    write_case(tmp_path)
    before = (tmp_path / "sources" / "claims.csv").read_bytes()
    saved(tmp_path, Change("claims", "1", {"speaker": "Two witnesses"}), reason="They were two")
    restore(tmp_path, case_version(tmp_path), earlier_versions(tmp_path)[0].version_id)
    assert (tmp_path / "sources" / "claims.csv").read_bytes() == before
    told = open_case(tmp_path).corrections[["claim_id", "column", "before", "after", "reason"]]
    assert told.to_numpy().tolist() == [
        ["a2", "speaker", "Witness", "Two witnesses", "They were two"],
        ["a2", "speaker", "Two witnesses", "Witness", "An earlier version was brought back."],
    ]


def test_going_back_to_what_is_not_kept_is_refused(tmp_path: Path) -> None:
    write_case(tmp_path)
    with pytest.raises(CaseError, match="no earlier version is kept under that name"):
        restore(tmp_path, case_version(tmp_path), "../../etc")


def test_two_at_once_are_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_case(tmp_path)
    monkeypatch.setattr(saving, "LONGEST_WAIT", 0.05)
    with saving.held(tmp_path), pytest.raises(CaseError, match="saved by somebody else; try again"):
        saved(tmp_path, Change("events", "0", {"title": "Mine"}))


def test_a_row_that_is_not_there_is_told(tmp_path: Path) -> None:
    write_case(tmp_path)
    with pytest.raises(UnknownRowError, match=r"events\.csv has no row 8"):
        saved(tmp_path, Change("events", "7", {"title": "Mine"}))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_saved_is_what_is_loaded(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_case(tmp_path_factory.mktemp("case"))
    before = EditableCase(folder)
    free = {"events": "title", "claims": "says", "sources": "title", "places": "name"}
    changes = [
        Change(table, str(row), {column: data.draw(WORDS)})
        for table, column in free.items()
        for row in range(len(before.rows(table)))
        if data.draw(st.booleans())
    ]
    for nth in range(data.draw(st.integers(0, 2))):
        cells = {"source_id": f"s{nth}", "title": data.draw(WORDS)}
        changes.append(Change("sources", f"new-{nth}", cells))
    save(folder, before.version, changes)
    after = EditableCase(folder)
    for table in free:
        own = {one.key: one.cells or {} for one in changes if one.table == table}
        rows = enumerate(before.rows(table))
        expected = [{**row.cells, **own.get(str(nth), {})} for nth, row in rows]
        names = dict.fromkeys(after.tables[table].names, "")
        expected += [{**names, **cells} for key, cells in own.items() if key.startswith("new-")]
        assert [dict(row.cells) for row in after.rows(table)] == expected
    loaded = open_case(folder)
    assert not loaded.rejected
    titles = [row.cells["title"].strip() for row in after.rows("events")]
    assert loaded.events["title"].tolist() == titles


def _plan(folder: Path, text: str) -> None:
    laid = folder / OWN_FOLDER / "saving-0123"
    laid.mkdir(parents=True)
    (laid / "0").write_text("stranger's words")
    (laid / "plan.json").write_text(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"../out.csv": "0"}',
        '{"events.csv": "../../x"}',
        '{"/etc/x": "0"}',
        "[]",
        "{",
        '{"a/../b": "0"}',
    ],
)
def test_a_plan_that_leads_out_of_the_folder_is_refused(tmp_path: Path, text: str) -> None:
    folder = write_case(tmp_path / "case")
    before = files(folder)
    _plan(folder, text)
    with pytest.raises(CaseError, match=r"is no plan of a saving|is no file of a case"):
        open_case(folder)
    assert files(folder) == before
    assert not (tmp_path / "out.csv").exists()


def test_a_link_leads_no_saving_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "claims.csv").write_text("mine")
    folder = write_case(tmp_path / "case")
    (folder / "sources").rename(tmp_path / "theirs")
    (folder / "sources").symlink_to(outside)
    _plan(folder, '{"sources/claims.csv": "0"}')
    with pytest.raises(CaseError, match="is no file of a case, or leads out of it"):
        open_case(folder)
    assert (outside / "claims.csv").read_text() == "mine"


def test_a_file_that_cannot_be_put_in_place_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(write_case(tmp_path))
    replace = Path.replace

    def held_open(self: Path, target: Path) -> Path:
        if Path(target).name == "sources.csv" and self.name.isdecimal():
            raise PermissionError(13, "held open by another program")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held_open)
    source = Change("sources", "new-1", {"source_id": "late", "title": "Late"})
    with pytest.raises(CaseError, match=r"cannot be written \(held open by another program\)"):
        saved(tmp_path, Change("events", "0", {"title": "Mine"}), source)
    assert files(tmp_path) == before
    assert not open_case(tmp_path).rejected


def test_each_folder_is_on_the_disk_before_the_plan_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a loss of power could keep that the plan went, and lose what it told of."""
    write_case(tmp_path)
    synced: set[int] = set()

    def note_what_is_in_place(opened: int) -> None:
        if (tmp_path / CLAIMS_TABLE).read_bytes() == b"new" and plans():
            synced.add(os.fstat(opened).st_ino)

    def plans() -> list[Path]:
        return [*tmp_path.glob(f"{OWN_FOLDER}/saving-*/plan.json")]

    monkeypatch.setattr(os, "fsync", note_what_is_in_place)
    replace_together(tmp_path, {CLAIMS_TABLE: b"new"})
    assert synced == {folder.stat().st_ino for folder in (tmp_path, tmp_path / "sources")}
    assert not plans()


def test_what_another_program_writes_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_case(tmp_path)

    def while_checked(*given: Any) -> Any:
        events = tmp_path / "events.csv"
        events.write_text(events.read_text().replace("Column filmed", "By a spreadsheet"))
        return checked(*given)

    monkeypatch.setattr(saving, "checked", while_checked)
    with pytest.raises(CaseChangedError, match="has changed since"):
        saved(tmp_path, Change("events", "1", {"title": "Mine"}))
    assert "By a spreadsheet" in (tmp_path / "events.csv").read_text()


def test_what_does_not_belong_among_earlier_versions_is_passed_over(tmp_path: Path) -> None:
    write_case(tmp_path)
    saved(tmp_path, Change("events", "0", {"title": "Once"}))
    kept = tmp_path / OWN_FOLDER / "earlier"
    (kept / ".DS_Store").touch()
    told = {"version": "x", "saved": "x", "files": ["../out.csv"], "kept": ["../out.csv"]}
    for name, text in (("broken", "{"), ("hostile", json.dumps(told))):
        (kept / name).mkdir()
        (kept / name / "replaced.json").write_text(text)
    (only,) = earlier_versions(tmp_path)
    restore(tmp_path, case_version(tmp_path), only.version_id)
    assert "Column filmed" in (tmp_path / "events.csv").read_text()


MALFORMED: dict[str, object] = {
    "a list of at most": {"table": "events"},
    "each change to be an object": ["events"],
    "a table of events": [{"table": "case", "key": "0", "cells": {}}],
    "the key of a row of events": [{"table": "events", "key": "-1", "cells": {}}],
    "the key of a row of texts": [{"table": "texts", "key": "../a.txt", "cells": {"text": ""}}],
    "the cells of a change": [{"table": "events", "key": "0", "cells": []}],
    "text of at most": [{"table": "events", "key": "0", "cells": {"title": 1}}],
    "characters in “title”": [{"table": "events", "key": "0", "cells": {"title": "\ud800"}}],
    "one change for each row": [{"table": "events", "key": "0", "cells": None}] * 2,
    "to have the cell “text”": [{"table": "texts", "key": "a.txt", "cells": None}],
}


@pytest.mark.parametrize("expected", MALFORMED)
def test_malformed_changes_are_refused_in_words(expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        changes_of(MALFORMED[expected])
