"""Whether the server is well, for whatever watches it; and a user without a home."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from starlette.applications import Starlette

from dashboard import commands
from dashboard.server.live_routes import live_routes
from geodata.user_cache import CACHE, cache_folder
from tests.browser.cases import append_row, copy_shipped_case
from tests.dashboard.asgi import get

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from dashboard.served_case import ServedCase

APP = Starlette(routes=live_routes(""))


def test_a_case_that_can_be_shown_is_well(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    served = serve_case(copy_shipped_case(tmp_path / "case"))
    answer = get(APP, "/live/health.json")
    assert (answer.status, answer.json) == (200, {"version": served.shown, "problem": ""})


def test_newer_files_that_cannot_be_read_are_told_while_the_older_are_shown(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    served = serve_case(copy_shipped_case(tmp_path / "case"))
    version = served.current().version
    append_row(served.path / "events.csv", event_id="new")
    (served.path / "events.csv").write_text("nothing of ours\n1\n", encoding="utf-8")
    served.look()
    answer = get(APP, "/live/health.json")
    assert (answer.status, answer.json["version"]) == (200, version)
    assert "events.csv" in answer.json["problem"]
    assert str(tmp_path) not in answer.json["problem"]


def test_where_nothing_can_be_shown_it_says_why(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    serve_case(tmp_path / "gone")
    answer = get(APP, "/live/health.json")
    assert answer.status == 503
    assert "gone" in answer.json["message"]
    assert str(tmp_path) not in answer.json["message"]


def test_a_user_without_a_home_is_given_one_where_nothing_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "relative")
    commands._name_a_home()
    assert os.environ["HOME"] == commands.NO_HOME
    assert not Path(commands.NO_HOME).exists()
    monkeypatch.setenv("HOME", "/home/reader")
    commands._name_a_home()
    assert os.environ["HOME"] == "/home/reader"


def test_a_user_without_a_home_keeps_nothing_and_writes_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(CACHE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: "~/.cache/whenabouts")
    assert cache_folder() is None
