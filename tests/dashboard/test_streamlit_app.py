"""The application as `streamlit run` and other servers start it, without our command."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from starlette.applications import Starlette
from streamlit import config
from streamlit.web.server.app_discovery import discover_asgi_app

from tests.dashboard.asgi import get

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.served_case import ServedCase

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"


def test_streamlit_finds_the_application_in_the_script() -> None:
    found = discover_asgi_app(SCRIPT)
    assert found.is_asgi_app, "else it runs the script, and the page is empty and unguarded"
    assert found.import_string == "streamlit_app:app"


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8501", 200), ("maps.example.org", 200), ("elsewhere.example.org", 421)],
)
def test_it_is_guarded_and_known_by_the_name_that_streamlit_is_told(
    serve_case: Callable[[Path], ServedCase],
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    status: int,
) -> None:
    serve_case(SCRIPT.parent)
    told = {"browser.serverAddress": "maps.example.org", "server.baseUrlPath": ""}
    monkeypatch.setattr(config, "get_option", told.__getitem__)
    monkeypatch.setattr(st, "App", lambda _, **parts: Starlette(**parts))
    app = runpy.run_path(str(SCRIPT))["app"]
    answer = get(app, "/edit/state.json", headers=[(b"host", host.encode())])
    assert answer.status == status
    assert "sandbox" in answer.headers["content-security-policy"]
    if status == 200:
        assert answer.json["can_edit"] is False
