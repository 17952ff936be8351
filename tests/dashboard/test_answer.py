"""The answer to a view as the browser takes it: every index points somewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.viewer import answer
from dashboard.viewer.answer import source_texts, view_answer
from geodata.casebook import open_case
from geodata.standing import StandingName
from geodata.store import Store
from geodata.view import View
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from dashboard.loaded_case import LoadedCase


def _answer(loaded: LoadedCase, view: View | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(view_answer(loaded.case, loaded.store, view or View()))
    return found


def test_columns_of_a_table_have_one_length(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case)
    expected = {"events": 18, "claims": 62, "sources": 8}
    for table in ("events", "claims", "sources", "places"):
        lengths = {name: len(column) for name, column in found[table].items()}
        assert set(lengths.values()) == {expected.get(table, len(found[table]["id"]))}, lengths


def test_every_index_points_into_its_table(shipped_case: LoadedCase) -> None:
    for view in (View(), View(kind=("movement",)), View(q="gence"), View(q="no such words")):
        found = _answer(shipped_case, view)
        events, claims, places = found["events"], found["claims"], found["places"]
        assert all(index < len(places["id"]) for row in events["places"] for index in row)
        assert all(index < len(found["standings"]) for index in events["standing"])
        assert all(index < len(events["id"]) for index in claims["event"])
        assert all(index < len(found["sources"]["id"]) for index in claims["source"])
        assert all(index < len(found["stances"]) for index in claims["stance"])


def test_a_text_that_a_link_leads_to_outside_is_no_original(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "case")
    (tmp_path / "private").write_text("not the case's")
    (folder / "sources" / "agency.txt").symlink_to(tmp_path / "private")
    (folder / "sources" / "copyist.txt").write_text("the case's")
    case = open_case(folder)
    found = json.loads(view_answer(case, Store(case), View()))
    has_original = dict(zip(found["sources"]["id"], found["sources"]["has_original"], strict=True))
    assert has_original == {"agency": False, "copyist": True}


def test_each_standing_comes_with_its_line_of_the_rule_sent_once(
    shipped_case: LoadedCase,
) -> None:
    found = _answer(shipped_case)
    lines = {one["id"]: one["rule"] for one in found["standings"]}
    assert len(set(lines.values())) == len(StandingName)
    assert all(f"counts as {one['label']}" in one["rule"] for one in found["standings"])
    text = json.dumps(found, ensure_ascii=False)
    assert all(text.count(line) == 1 for line in lines.values())
    steps = [step for history in found["events"]["history"] for step in history]
    assert all(index < len(lines) for _, index in steps)


def test_a_claim_tells_its_field_value_and_days(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case)
    claims = found["claims"]
    told = {
        claim_id: (field, value, day - earliest, assumed)
        for claim_id, field, value, day, earliest, assumed in zip(
            claims["id"],
            claims["field"],
            claims["value"],
            claims["day"],
            claims["earliest"],
            claims["is_assumed"],
            strict=True,
        )
    }
    assert told["a01"] == ("occurrence", "", 0, False)
    assert told["a08"] == ("place", "Tartar district", 1, False)
    assert told["b06"] == ("date", "autumn 2020", 0, False)


def test_an_event_stands_at_its_own_place_and_at_those_claimed(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case)
    row = found["events"]["id"].index("column-2024")
    places = [found["places"]["id"][index] for index in found["events"]["places"][row]]
    assert places == ["tartar", "goranboy"]


def test_filters_cut_events_with_their_claims_and_count_the_rest(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case, View(kind=("movement",)))
    assert found["counts"] == {"total": 18, "matched": 7, "sent": 7, "sources": 8}
    told_of = {found["events"]["id"][index] for index in found["claims"]["event"]}
    assert told_of == set(found["events"]["id"])
    assert found["span"] == _answer(shipped_case)["span"]


def test_too_many_events_are_cut_to_the_newest_and_counted(
    shipped_case: LoadedCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "MOST_EVENTS", 3)
    found = _answer(shipped_case)
    assert found["counts"] == {"total": 18, "matched": 18, "sent": 3, "sources": 8}
    assert "withdrawal-complete-2024" in found["events"]["id"]
    assert {found["events"]["id"][index] for index in found["claims"]["event"]} <= set(
        found["events"]["id"]
    )


def test_every_quote_is_found_in_its_paragraph(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case)
    claims = found["claims"]
    for source, paragraph, quote in zip(
        claims["source"], claims["paragraph"], claims["quote"], strict=True
    ):
        texts = source_texts(shipped_case.case, found["sources"]["id"][source])
        assert texts is not None
        paragraphs = {one["number"]: one["text"] for one in json.loads(texts)["paragraphs"]}
        assert quote
        assert quote in paragraphs[paragraph]


def test_words_for_the_reader_are_there(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case)
    assert all(found["events"]["date_words"])
    assert all(words for words in found["events"]["standing_words"])
    assert all(found["claims"]["sentence"])
    assert all(found["claims"]["told_words"])
    assert all(one["label"] and one["meaning"] for one in found["standings"])
    assert found["about"]["title"] == "Withdrawal from Karabakh, 2024"


def test_a_claims_sentence_is_sent_round_the_place_it_names(shipped_case: LoadedCase) -> None:
    found = _answer(shipped_case)
    claims, places = found["claims"], found["places"]
    naming = {
        claims["id"][claim]: (place, parts) for claim, place, parts in found["sentences_naming"]
    }
    place, parts = naming["a08"]
    assert places["id"][place] == "tartar"
    assert places["names"][place]["hy"] == "Թարթառի շրջան"
    assert places["names"][place]["az"].join(parts).endswith(" place it at Tərtər rayonu")
    for claim, place, parts in found["sentences_naming"]:
        assert places["label"][place].join(parts) == claims["sentence"][claim]
