"""The route of counts by cell: sent as the document says, and kept for good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from starlette.applications import Starlette

from dashboard.server.cell_routes import cell_routes, cells_body
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

APP = Starlette(routes=cell_routes(""))
WORLD = "z=1&x0=0&y0=0&x1=2&y1=2"


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
