"""The route of counts by cell: sent as the document says, and kept for good."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from starlette.applications import Starlette

from dashboard.server.cell_routes import (
    cell_routes,
    cells_body,
    event_body,
    in_sight_body,
    near_body,
)
from dashboard.server.data_routes import data_routes
from dashboard.view_bodies import facets_body, method_body, sources_body, view_body
from dashboard.viewer import answer as answers
from dashboard.viewer import in_sight
from geodata.dates import day_of
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.view import View
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case
from tests.geodata.scale.scattered_case import KINDS, write_scattered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

APP = Starlette(routes=[*cell_routes(""), *data_routes("")])
WORLD = "z=1&x0=0&y0=0&x1=2&y1=2"
TILES = "z=2&x0=2&y0=0&x1=4&y1=2"


@pytest.fixture
def address(serve_case: Callable[[Path], ServedCase], tmp_path: Path) -> str:
    cells_body.cache_clear()
    version = serve_case(write_case(tmp_path)).current().case.version
    return f"/data/{version}/program/cells"


def read(body: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    assert body[:8] == b"WCELLS01"
    length = int(np.frombuffer(body, "<u4", 1, 8)[0])
    head = json.loads(body[16 : 16 + length])
    at, columns = 16 + length, {}
    for column in head["columns"]:
        assert at % 8 == 0
        values = np.frombuffer(body, np.dtype(column["type"]), column["length"], at)
        columns[column["name"]] = values
        at += -(-values.nbytes // 8) * 8
    assert at == len(body)
    return head, columns


def test_cells_are_kept_for_good_and_read_as_the_document_says(address: str) -> None:
    answer = get(APP, address, WORLD, accept_encoding="gzip")
    assert (answer.status, answer.headers["cache-control"][:6]) == (200, "public")
    assert answer.headers["content-encoding"] == "gzip"
    head, columns = read(answer.body)
    assert (head["width"], head["counts"]["in_sight"]) == ("day", 2)
    assert columns["series"].sum() == len(columns["code"]) == len(columns["entries"])
    assert columns["entries"].sum() == len(columns["bin"]) == len(columns["left"])
    assert columns["entered"].sum() == columns["left"].sum() == 2
    shown = {head["standings"][code] for code in columns["code"]}
    assert shown == {"confirmed", "reported"}


def test_filters_window_and_moment_narrow_what_is_counted(address: str) -> None:
    head, columns = read(get(APP, address, WORLD + "&q=column&bins=window&from=2024-04-01").body)
    assert (head["counts"]["shown"], head["counts"]["total"]) == (1, 2)
    assert (len(columns["edges"]), columns["entered"].tolist()) == (2, [1])
    before = read(get(APP, address, WORLD + "&clock=told&asof=2024-04-16").body)[0]
    after = read(get(APP, address, WORLD + "&clock=told&asof=2024-04-17").body)[0]
    assert (before["counts"]["shown"], after["counts"]["shown"]) == (0, 2)


def test_kinds_are_told_apart_where_asked(address: str) -> None:
    head, columns = read(get(APP, address, WORLD + "&by=kind").body)
    kinds = [head["kinds"][code % len(head["kinds"])] for code in columns["code"]]
    assert set(kinds) == {"movement"}


def test_the_second_clock_does_not_tell_where_later_events_pull_a_cell(address: str) -> None:
    assert {"x", "y"} <= {*read(get(APP, address, WORLD).body)[1]}
    assert not {"x", "y"} & {*read(get(APP, address, WORLD + "&clock=told").body)[1]}
    at_rest = WORLD + "&clock=told&asof=2024-04-17&bins=window"
    assert {"x", "y"} <= {*read(get(APP, address, at_rest).body)[1]}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("z=1&x0=0&y0=0&x1=2", "expected a whole number as y1, got “”"),
        ("z=one&x0=0&y0=0&x1=2&y1=2", "expected a whole number as z, got “one”"),
        ("z=30&x0=0&y0=0&x1=2&y1=2", "expected z from 0 to 19, got 30"),
        (WORLD + "&cell=17", "expected cell to be one of 16, 32, 64, got 17"),
        (WORLD + "&by=<b>", "expected one of standing, kind as by, got “<b>”"),
        (WORLD + "&clock=told&asof=c99", "“c99” is neither a claim of the case nor a day"),
    ],
)
def test_what_cannot_be_counted_is_said(address: str, query: str, message: str) -> None:
    answer = get(APP, address, query)
    assert answer.status == 400
    assert answer.json["message"].startswith(message)


def test_cells_of_another_version_are_gone(address: str) -> None:
    assert get(APP, "/data/000000000000/program/cells", WORLD).status == 404
    assert get(APP, address, WORLD).status == 200


@pytest.fixture(params=["held in memory", "prepared"])
def scattered(
    request: pytest.FixtureRequest, serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> str:
    for body in (
        near_body,
        event_body,
        cells_body,
        in_sight_body,
        facets_body,
        sources_body,
        method_body,
    ):
        body.cache_clear()
    case = write_scattered(tmp_path / "case")
    if request.param == "prepared":
        build(case, tmp_path / "out")
        case = tmp_path / "out"
    return f"/data/{serve_case(case).current().version}/program/"


def test_events_in_sight_come_in_pages_the_newest_first(scattered: str) -> None:
    whole = "bbox=-180,-90,180,90"
    first = get(APP, scattered + "in_sight", whole).json
    assert (first["page"]["number"], first["page"]["pages"]) == (1, 6)
    assert first["page"]["in_sight"] == 150 - first["page"]["counts"]["without_place"]
    earliest = [first["events"]["earliest"][place] for place in first["page"]["order"]]
    assert len(earliest) == 25
    assert earliest == sorted(earliest, reverse=True)
    assert len(first["claims"]["id"]) == sum(event < 25 for event in first["claims"]["event"])
    rest = [get(APP, scattered + "in_sight", f"{whole}&page={page}").json for page in range(2, 7)]
    ids = [event_id for answer in (first, *rest) for event_id in answer["events"]["id"]]
    assert len(ids) == len(set(ids)) == first["page"]["in_sight"]
    wrong = get(APP, scattered + "in_sight", f"{whole}&page=7")
    assert (wrong.status, wrong.json["message"]) == (400, "expected page from 1 to 6, got 7")


def test_the_other_answers_are_those_of_the_case_held_in_memory(scattered: str) -> None:
    view = get(APP, scattered + "view.json", "kind=march").json
    assert view["counts"]["total"] == 150
    assert view["counts"]["matched"] == view["counts"]["sent"] == len(view["events"]["id"]) > 30
    facets = get(APP, scattered + "facets.json").json
    assert sum(entry["count"] for entry in facets["kind"]) == 150
    sources = get(APP, scattered + "sources.json").json["sources"]
    assert [source["id"] for source in sources] == ["one", "two", "three"]
    assert sum(sum(source["counts"].values()) for source in sources) == 320
    method = get(APP, scattered + "method.json").json
    assert method["counts"] == {"events": 150, "claims": 320, "sources": 3}
    asked = "event=e7&asof=c11&clock=told&kind=nonsense&source=one&place=bay"
    permalink = get(APP, scattered + "permalink.json", asked).json
    assert permalink["query"] == "clock=told&asof=c11&event=e7&source=one"
    assert [part["name"] for part in permalink["ignored"]] == ["place", "kind"]


def test_of_too_many_sources_those_that_say_most_are_listed_first(tmp_path: Path) -> None:
    build(write_scattered(tmp_path / "case", seed=4), tmp_path / "out")
    case = BuiltCase(tmp_path / "out")
    every, counts = case.claims_of_sources(3, 1)
    assert every.sources["source_id"].tolist() == ["one", "two", "three"]
    assert sum(counts["three"].values()) > sum(counts["one"].values()) > sum(counts["two"].values())
    first, _ = case.claims_of_sources(2, 1)
    assert first.sources["source_id"].tolist() == ["three", "one"]
    assert set(first.claims["source_id"]) == {"three", "one"}


def test_more_events_than_travel_are_counted(
    scattered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_EVENTS", 100)
    view_body.cache_clear()
    many = get(APP, scattered + "view.json").json
    assert many["counts"]["matched"] == many["counts"]["total"] == 150
    assert (many["counts"]["sent"], many["events"]["id"]) == (0, [])
    assert many["cells"]["counts"]["shown"] == 150
    assert many["cells"]["bounds"][2] > 179
    happened = many["cells"]["bins"]["happened"]
    assert sum(happened["count"]) == 150 - many["cells"]["counts"]["without_date"]
    assert len(happened["edges"]) == len(happened["count"]) + 1
    told = many["cells"]["told"]
    assert sum(told["claims"]) == 320
    assert (day_of(told["days"][0]).year, len(told["days"])) == (2023, len(told["claims"]))
    assert min(told["days"]) > 0
    moment = get(APP, scattered + "permalink.json", "clock=told&asof=c11").json
    assert [part["name"] for part in moment["ignored"]] == ["asof"]
    assert re.fullmatch(r"clock=told&asof=202\d-\d\d-\d\d", moment["query"])


def test_few_events_in_a_part_of_the_map_are_sent_themselves(scattered: str) -> None:
    cells = read(get(APP, scattered + "cells", TILES).body)[1]
    near = get(APP, scattered + "near", TILES).json
    there = sum(cells["entered"].tolist()) + sum(cells["undated"].tolist())
    assert len(near["events"]["id"]) == there > 5
    march = get(APP, scattered + "near", TILES + "&kind=march&from=2024-02-01").json
    assert 0 < len(march["events"]["id"]) < there
    assert set(march["events"]["kind"]) == {"march"}


def test_too_many_events_in_a_part_of_the_map_are_not_sent(
    scattered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert get(APP, scattered + "near", TILES).json["many"] is False
    near_body.cache_clear()
    monkeypatch.setattr(in_sight, "MOST_NEAR", 3)
    answer = get(APP, scattered + "near", TILES).json
    assert (answer["many"], answer["events"]["id"]) == (True, [])


def test_the_event_that_is_read_comes_with_every_page(scattered: str) -> None:
    whole = "bbox=-180,-90,180,90"
    plain = get(APP, scattered + "in_sight", whole).json
    read = next(f"e{one}" for one in range(150) if f"e{one}" not in plain["events"]["id"])
    with_it = get(APP, scattered + "in_sight", f"{whole}&event={read}").json
    listed = [with_it["events"]["id"][index] for index in with_it["page"]["order"]]
    assert listed == [plain["events"]["id"][index] for index in plain["page"]["order"]]
    assert set(with_it["events"]["id"]) == {*listed, read}
    assert with_it["page"]["in_sight"] == plain["page"]["in_sight"]


def test_one_event_is_sent_where_the_filters_leave_it(scattered: str) -> None:
    event = get(APP, scattered + "event", "event=e7").json
    assert event["events"]["id"] == ["e7"]
    assert event["claims"]["event"] == [0] * len(event["claims"]["event"])
    (kind,) = event["events"]["kind"]
    other = next(one for one in KINDS if one != kind)
    assert get(APP, scattered + "event", f"event=e7&kind={kind}").json["events"]["id"] == ["e7"]
    assert get(APP, scattered + "event", f"event=e7&kind={other}").json["events"]["id"] == []
    assert get(APP, scattered + "event", "event=nobody").json["events"]["id"] == []


def test_what_is_in_sight_at_a_place_is_listed_alone(scattered: str) -> None:
    whole = "bbox=-180,-90,180,90"
    first = get(APP, scattered + "in_sight", whole).json
    place = next(one for one in first["places"]["id"] if one.startswith("at:"))
    there = get(APP, scattered + "in_sight", f"{whole}&place={place}").json
    assert 1 <= there["page"]["in_sight"] < first["page"]["in_sight"]
    assert there["places"]["id"][0] == place


@pytest.mark.parametrize("name", ["place", "event"])
def test_what_is_too_long_to_be_an_id_is_refused(scattered: str, name: str) -> None:
    asked = f"bbox=-180,-90,180,90&{name}="
    assert get(APP, scattered + "in_sight", asked + "x" * 200).status == 200
    answer = get(APP, scattered + "in_sight", asked + "x" * 201)
    told = f"{name}: expected at most 200 characters, got 201"
    assert (answer.status, answer.json["message"]) == (400, told)


@pytest.mark.parametrize("bbox", ["", "1,2,3", "a,b,c,d", "0,10,5,5", "nan,0,1,1", "0,0,200,1"])
def test_bounds_that_are_none_are_refused(address: str, bbox: str) -> None:
    answer = get(APP, address.replace("cells", "in_sight"), f"bbox={bbox}")
    assert answer.status == 400
    assert answer.json["message"].startswith("expected bbox=west,south,east,north in degrees")


def test_many_threads_ask_a_prepared_case_at_once(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    build(write_scattered(tmp_path / "case"), tmp_path / "out")
    loaded = serve_case(tmp_path / "out").current()
    queries = [f"q=road&actor={actor}&kind={kind}" for actor in "ABC" for kind in KINDS] * 4
    views = [View.from_query(query)[0] for query in queries]
    alone = [loaded.facets_answer(view) for view in views]
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(loaded.facets_answer, views)) == alone
