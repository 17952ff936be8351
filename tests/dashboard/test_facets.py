"""What readers filter by goes by names that tell one value from another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dashboard.viewer.facets import facets_answer
from geodata.casebook import open_case
from geodata.store import Store
from geodata.view import View
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = """\
source_id,title,publisher,published
agency,First report,Agency,2024-04-17T10:37
again,Second report,Agency,2024-04-17T18:02
later,Third report,Agency,2024-04-18
one,,Radio,2024-04-17
two,,Radio,2024-04-17
copyist,The only one,Copyist,2024-04-17
"""


def test_sources_of_one_publisher_and_day_are_told_apart(tmp_path: Path) -> None:
    claims = "claim_id,event_id,source_id,speaker,stance,says\n" + "".join(
        f"c{number},column,{source},Witness,reports,Seen there\n"
        for number, source in enumerate(("agency", "again", "later", "one", "two", "copyist"))
    )
    case = open_case(write_case(tmp_path, sources_claims=claims, sources_sources=SOURCES))
    assert not case.rejected
    answer = json.loads(facets_answer(case, Store(case), View()))
    labels = {entry["value"]: entry["label"] for entry in answer["source"]}
    assert labels == {
        "agency": "Agency, 2024-04-17: First report",
        "again": "Agency, 2024-04-17: Second report",
        "later": "Agency, 2024-04-18",
        "one": "Radio, 2024-04-17: one",
        "two": "Radio, 2024-04-17: two",
        "copyist": "Copyist",
    }
