"""Several processes behind one address: any of them answers an address that names a version."""

from __future__ import annotations

import json
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.browser.cases import append_row, copy_shipped_case
from tests.browser.running_app import RunningApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 60  # seconds
OF_A_VERSION = (
    "view.json",
    "view.json?kind=movement&q=column",
    "facets.json?kind=movement",
    "sources.json",
    "method.json",
    "sources/trend-3887016.json",
    "permalink.json?clock=told&asof=2024-05",
    "cells?z=2&x0=2&y0=1&x1=4&y1=3",
    "cells?z=2&x0=2&y0=1&x1=4&y1=3&clock=told&asof=2024-04-17&by=kind",
    "in_sight?bbox=40,35,50,45&page=1",
    "exports/csv?view=kind%3Dmovement",
)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[tuple[Path, list[RunningApp]]]:
    """A case, and two processes that serve it, each with a cache of its own."""
    case = copy_shipped_case(tmp_path / "case")
    started = [RunningApp(case, tmp_path / name / "log") for name in ("one", "other")]
    for app in started:
        app.log.parent.mkdir()
        app.start()
    yield case, started
    for app in started:
        app.stop()


def _answer(app: RunningApp, path: str) -> tuple[int, bytes]:
    request = Request(app.url + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own address
    try:
        with urlopen(request, timeout=LONGEST) as answer:  # noqa: S310 - as above
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def _data_of(app: RunningApp) -> str:
    return str(json.loads(_answer(app, "live/state.json")[1])["data"])


def _wait_for_data(app: RunningApp, before: str = "") -> str:
    pause, until = Event(), monotonic() + LONGEST
    while (data := _data_of(app)) == before:
        assert monotonic() < until, app.printed()
        pause.wait(0.05)
    return data


def test_any_process_answers_a_version_alike_and_learns_of_one_by_its_address(
    processes: tuple[Path, list[RunningApp]],
) -> None:
    case, (one, other) = processes
    data = _wait_for_data(one)
    assert _wait_for_data(other) == data
    for name in OF_A_VERSION:
        status, body = _answer(one, data + name)
        assert (status, body) == _answer(other, data + name), name
        assert status == 200, (name, body)

    append_row(case / "events.csv", event_id="new", title="New", kind="fair", date="2024-06-01")
    newer = _wait_for_data(one, before=data)
    assert _answer(other, newer + "view.json") == _answer(one, newer + "view.json")
    assert _answer(one, data + "facets.json?kind=statement")[0] == 200, "the one before stays"

    one.stop()
    one.start()
    assert _wait_for_data(one) == newer
    assert _answer(one, data + "view.json")[0] == 404, "it never had that version"
    assert _answer(other, data + "view.json")[0] == 200
