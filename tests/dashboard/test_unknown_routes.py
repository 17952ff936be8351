"""What lies under our own paths and is none of our routes gets no page, but what is one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount

from dashboard.server.app import app_parts
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp

    from dashboard.served_case import ServedCase

PAGE = "<p>A page</p>"
HOST = [(b"host", b"localhost:8501")]


def _app(base: str = "") -> ASGIApp:
    """Lay our routes before those of a Streamlit that has a page for everything."""
    return Starlette(
        routes=[*app_parts(base)["routes"], Mount("/", HTMLResponse(PAGE))],
        middleware=app_parts(base)["middleware"],
    )


@pytest.mark.parametrize("base", ["", "/maps"])
@pytest.mark.parametrize(
    "path",
    [
        "/data/0f3a9c1b7d2e/x/sources/a/b.json",
        "/data/0f3a9c1b7d2e/x/nothing",
        "/data/",
        "/assets/0/viewer",
        "/assets/x",
        "/link/nothing",
        "/live/x/y",
        "/edit/nothing.json",
        "/edit/save",
        "/draft/nothing",
    ],
)
def test_what_is_no_route_of_ours_is_nowhere(path: str, base: str) -> None:
    answer = get(_app(base), base + path, headers=HOST)
    assert (answer.status, answer.json) == (404, {"message": "There is no such file."})
    assert answer.headers["cache-control"] == "no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/", "/edit", "/edit/", "/draft", "/draft/", "/data", "/database/x", "/edit/_stcore/health"],
)
def test_pages_stay_where_they_are(path: str) -> None:
    answer = get(_app(), path, headers=HOST, scheme="http")
    assert (answer.status, answer.body.decode()) == (200, PAGE)


def test_our_routes_come_first(serve_case: Callable[[Path], ServedCase], tmp_path: Path) -> None:
    version = serve_case(write_case(tmp_path)).current().version
    for path in (f"/data/{version}/x/sources/agency.json", "/live/state.json"):
        assert get(_app(), path, headers=HOST).status == 200
