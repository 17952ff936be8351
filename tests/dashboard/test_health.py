"""Whether the server is well, for whatever watches it; and a user without a home."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
import pytest
from starlette.applications import Starlette

from dashboard import commands, served_case
from dashboard.server.edit_routes import edit_routes
from dashboard.server.live_routes import live_routes
from geodata.errors import CaseError
from geodata.user_cache import CACHE, cache_folder
from tests.browser.cases import append_row, copy_shipped_case
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.loaded_case import Loaded
    from dashboard.served_case import ServedCase
    from tests.dashboard.asgi import Answer

APP = Starlette(routes=[*live_routes(""), *edit_routes("")])


def test_a_case_that_can_be_shown_is_well(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    served = serve_case(copy_shipped_case(tmp_path / "case"))
    served.look()
    answer = get(APP, "/live/health.json")
    assert (answer.status, answer.json) == (200, {"version": served.shown, "problem": ""})


def test_nobody_waits_for_the_first_reading_and_one_asking_begins_it(
    serve_case: Callable[[Path], ServedCase],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served = serve_case(write_case(tmp_path / "case"))
    asked: list[Answer] = []
    load = served_case._load

    def asked_meanwhile(*given: Any) -> Loaded:
        asked.extend(get(APP, f"/{path}.json") for path in ("live/health", "edit/state"))
        return load(*given)

    monkeypatch.setattr(served_case, "_load", asked_meanwhile)
    first = get(APP, "/live/health.json")
    health, state = asked
    assert first.status == health.status == 503
    assert first.json == health.json == {"message": "The case is being read."}
    assert (state.status, state.json["version"]) == (200, "")
    assert get(APP, "/live/health.json").json == {"version": served.shown, "problem": ""}
    assert get(APP, "/edit/state.json").json["version"] == served.shown


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
    served = serve_case(tmp_path / "gone")
    with pytest.raises(CaseError, match="gone"):
        served.look()
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
