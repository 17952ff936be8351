"""The answer behind the page of the method: the program's own definitions, in the rule's order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dashboard.viewer.method import method_answer
from geodata.basemap import manifest
from geodata.casebook import open_case
from geodata.columns import ClaimField, Stance
from geodata.standing import StandingName
from geodata.store import Store
from geodata.wording import standing_label, standing_rule_words
from tests.geodata.case_folders import SMALL_CASE, write_case

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.loaded_case import LoadedCase


def _method(loaded: LoadedCase) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(method_answer(loaded.case, loaded.store))
    return found


def test_the_standings_are_those_of_the_rule_in_its_order(shipped_case: LoadedCase) -> None:
    told = [
        (line["id"], line["label"], line["rule"]) for line in _method(shipped_case)["standings"]
    ]
    assert told == [
        (name, standing_label(name), standing_rule_words(name)) for name in StandingName
    ]


def test_standings_are_counted_as_they_are_today(shipped_case: LoadedCase) -> None:
    counts = {line["id"]: line["count"] for line in _method(shipped_case)["standings"]}
    assert sum(counts.values()) == 18
    assert (counts["confirmed"], counts["background"], counts["denied"]) == (3, 8, 0)


def test_every_word_of_a_vocabulary_is_explained(shipped_case: LoadedCase) -> None:
    found = _method(shipped_case)
    assert [entry["word"] for entry in found["stances"]] == list(Stance)
    assert [entry["word"] for entry in found["fields"]] == list(ClaimField)
    for part in ("stances", "fields", "precisions", "reliabilities", "dates"):
        meanings = [entry["meaning"] for entry in found[part]]
        assert all(meanings)
        assert len(set(meanings)) == len(meanings)
    assert all(entry["meaning"] != entry["word"] for entry in found["dates"])


def test_the_base_map_and_the_case_are_told_with_their_terms(shipped_case: LoadedCase) -> None:
    found = _method(shipped_case)
    assert found["basemap"]["disclaimer"] == manifest().disclaimer
    assert [one["licence"] for one in found["basemap"]["sources"]] == [
        source.licence for source in manifest().sources
    ]
    assert found["about"]["limits"] == shipped_case.case.about.limits
    assert found["counts"] == {"events": 18, "claims": 62, "sources": 8}


def test_a_case_without_an_event_is_told_of_all_the_same(tmp_path: Path) -> None:
    rejected = SMALL_CASE["events.csv"].partition("\n")[0] + "\nlate,Late,,the day before,tartar\n"
    case = open_case(write_case(tmp_path, events=rejected))
    found = json.loads(method_answer(case, Store(case)))
    assert found["counts"]["events"] == 0
    assert [line["count"] for line in found["standings"]] == [0] * len(StandingName)
