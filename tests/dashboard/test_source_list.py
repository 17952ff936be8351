"""The answer behind the page of sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.viewer import source_list
from dashboard.viewer.source_list import sources_answer
from geodata.casebook import open_case
from tests.geodata.case_folders import SMALL_CASE, write_case, write_lone

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.loaded_case import LoadedCase
    from geodata.casebook import Case


def _sources(case: Case) -> dict[str, dict[str, Any]]:
    return {source["id"]: source for source in json.loads(sources_answer(case))["sources"]}


def test_every_claim_of_the_shipped_case_is_told_under_its_source(shipped_case: LoadedCase) -> None:
    case = shipped_case.case
    sources = _sources(case)
    assert list(sources) == case.sources["source_id"].tolist()
    told = {claim["id"]: name for name, one in sources.items() for claim in one["claims"]}
    assert told == dict(zip(case.claims["claim_id"], case.claims["source_id"], strict=True))
    assert sum(sum(one["counts"].values()) for one in sources.values()) == 62
    inferred = {name for name, one in sources.items() if one["is_inferred"]}
    assert inferred == {"az24saat-2024-04-17", "turan-2024-05-18", "frontnews-57991"}
    assert sources["armenpress-1134961"]["published"] == "17 Apr 2024, 10:37"


def test_what_is_known_of_a_source_is_told_in_words(tmp_path: Path) -> None:
    table = (
        "source_id,title,publisher,published,original_source,reliability\n"
        "agency,First report,Agency,2024-04~,,B\n"
        "copyist,The same report,Copyist,,agency,\n"
    )
    sources = _sources(open_case(write_case(tmp_path, sources_sources=table)))
    assert sources["agency"]["published"] == "about Apr 2024"
    assert sources["agency"]["reliability"] == "B: usually reliable"
    assert sources["copyist"]["copies"] == "Agency"
    assert (sources["copyist"]["published"], sources["copyist"]["reliability"]) == ("", "")


def test_counts_are_of_all_claims_where_not_all_are_sent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(source_list, "MOST_CLAIMS", 1)
    agency = _sources(open_case(write_case(tmp_path)))["agency"]
    assert agency["counts"] == {"confirms": 1, "reports": 1}
    assert [claim["id"] for claim in agency["claims"]] == ["a1"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [(SMALL_CASE["sources/sources.csv"], ["agency", "copyist"]), (None, [])],
)
def test_a_case_without_claims_has_its_sources_all_the_same(
    tmp_path: Path, sources: str | None, expected: list[str]
) -> None:
    header = SMALL_CASE["sources/claims.csv"].partition("\n")[0] + "\n"
    case = open_case(write_case(tmp_path, sources_claims=header, sources_sources=sources))
    found = _sources(case)
    assert list(found) == expected
    assert all(not one["claims"] and not one["counts"] for one in found.values())


def test_a_lone_table_names_its_sources(tmp_path: Path) -> None:
    table = "title,date,latitude,longitude,source\nStorm,2023-01-10,50,8,Weather service\n"
    (found,) = _sources(open_case(write_lone(tmp_path, table))).values()
    assert (found["publisher"] or found["title"]) == "Weather service"
    assert found["claims"][0]["title"] == "Storm"


def test_a_title_that_may_tell_more_than_its_copy_is_not_named(tmp_path: Path) -> None:
    """The original of the second pair goes on after its copy: its title may tell of that."""
    sources = (
        "source_id,title,publisher,published,original_source\n"
        "first,All of it,Paper,2024-01-01,\n"
        "second,Again,Paper,2024-01-02,first\n"
        "slow,And then it ended,Radio,2024-01-01,\n"
        "quick,So far,Radio,2024-01-02,slow\n"
    )
    told = (("first", 1), ("second", 2), ("slow", 1), ("quick", 2), ("slow", 3))
    claims = "claim_id,event_id,source_id,speaker,stance,field,reported,says\n" + "".join(
        f"c{at},column,{name},somebody,reports,occurrence,2024-01-0{day},So\n"
        for at, (name, day) in enumerate(told)
    )
    case = write_case(tmp_path, sources_sources=sources, sources_claims=claims)
    found = _sources(open_case(case))
    assert (found["second"]["copies"], found["quick"]["copies"]) == ("“All of it”", "Radio")


def test_corrections_are_told_under_their_source_the_newest_first(tmp_path: Path) -> None:
    table = (
        "claim_id,source_id,corrected,column,before,after,reason\n"
        "a2,agency,2024-05-02,speaker,Witness,Two witnesses,They were two\n"
        "gone,agency,2024-05-09,,It was so,,Misread\n"
    )
    case = open_case(write_case(tmp_path, sources_corrections=table))
    assert not case.rejected
    sources = _sources(case)
    assert sources["copyist"]["corrections"] == []
    newest, older = sources["agency"]["corrections"]
    assert newest == {
        "claim": "gone",
        "said": "",
        "corrected": "9 May 2024",
        "column": "",
        "before": "It was so",
        "after": "",
        "reason": "Misread",
    }
    assert (older["said"], older["corrected"]) == ("Seen there", "2 May 2024")
    assert (older["column"], older["after"]) == ("speaker", "Two witnesses")


def test_a_correction_without_a_day_is_rejected_by_its_line(tmp_path: Path) -> None:
    table = "claim_id,corrected,reason\na2,,why\na2,2024-05-02,why\n"
    case = open_case(write_case(tmp_path, sources_corrections=table))
    (row,) = case.rejected
    assert (row.file, row.line, row.column) == ("sources/corrections.csv", 2, "corrected")
    assert len(case.corrections) == 1
