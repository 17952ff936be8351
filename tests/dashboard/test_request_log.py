"""The log of requests: what was asked, without what anybody looked for."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.logger import get_logger

from dashboard.server.request_log import MOST_TOLD, RequestLog, _Sparing, be_sparing, start_log
from tests.dashboard.asgi import get

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

READER = "203.0.113.7"


async def _answer(_: Request) -> Response:
    return PlainTextResponse("answered")


def _app(*, with_addresses: bool = False) -> Starlette:
    return Starlette(
        routes=[Route("/data/{rest:path}", _answer)],
        middleware=[Middleware(RequestLog, with_addresses=with_addresses)],
    )


def _lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_line_has_no_words_no_address_and_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    start_log()
    get(
        _app(),
        "/data/v/p/view.json",
        "q=a+private+matter&kind=movement",
        body=b"an article",
        client=(READER, 5),
    )
    (line,) = _lines(capsys)
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ 200 \d+ ms 8 B GET /data/v/p/view\.json"
    assert re.fullmatch(form, line)


def test_addresses_are_told_where_that_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    start_log()
    get(_app(with_addresses=True), "/data/x", client=(READER, 5))
    assert _lines(capsys)[0].startswith(f"{READER} 2")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/data/x\n2026-01-01T00:00:00Z 200 1 ms 1 B GET /forged", "x\\n2026-01-01T00:00:00Z\\x20"),
        ("/data/\x1b[2J\x00\x7f\u202e", "/data/\\x1b[2J\\x00\\x7f\\u202e"),
        ("/data/\ud800", "/data/\\ud800"),
        ("/data/" + "x" * 5_000, "x…"),
    ],
    ids=["new line", "control characters", "half a character", "long"],
)
def test_no_path_leaves_its_line(capsys: pytest.CaptureFixture[str], path: str, told: str) -> None:
    start_log()
    get(_app(), path)
    (line,) = _lines(capsys)
    assert told in line
    assert len(line) < 300


def test_a_flood_of_messages_is_no_flood_of_lines() -> None:
    sparing = _Sparing()
    records = [
        logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, "Invalid %s", (number,), None)
        for number in range(1_000)
    ]
    passed = [record.getMessage() for record in records if sparing.filter(record)]
    assert len(passed) == 5
    assert passed[0] == "Invalid 0"
    assert passed[-1] == "Invalid 4 (more of these are not told for a minute)"


def test_also_messages_that_are_all_different_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    sparing = _Sparing()

    def told(number: int) -> str:
        record = logging.makeLogRecord({"msg": f"number {number}"})
        return record.getMessage() if sparing.filter(record) else ""

    said = [one for one in map(told, range(2_000)) if one]
    assert len(said) == MOST_TOLD
    assert said[-1].endswith("(nothing more is told for a minute)")
    now += 61
    assert told(0) == "number 0"


def test_whoever_speaks_is_sparing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    last = logging.StreamHandler(sys.stderr)
    monkeypatch.setattr(logging, "lastResort", last)
    of_streamlit = get_logger("streamlit.of_this_test")
    others = [logging.getLogger(name) for name in ("asyncio", "dashboard.server.responses")]
    handlers = [last, *of_streamlit.handlers]
    for handler in of_streamlit.handlers:
        monkeypatch.setattr(handler, "stream", sys.stderr)
    be_sparing()
    for number in range(20):
        for logger in (of_streamlit, *others):
            logger.error("%s fails, %d", logger.name, number)
    for handler in handlers:
        handler.filters = []
    told = capsys.readouterr().err
    assert [told.count(f"{one.name} fails") for one in (of_streamlit, *others)] == [5, 5, 5]
