"""Exports over HTTP: the same bytes as in the shell, named by what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from dashboard.briefing.export_formats import Exporter, ExportKind
from dashboard.briefing.options import ExportOptions
from dashboard.server.export_routes import export_routes as routes
from tests.dashboard.asgi import get

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.loaded_case import LoadedCase
    from dashboard.served_case import ServedCase

APP = Starlette(routes=routes(""))
QUERY = "clock=told&asof=2024-04-17"


@pytest.fixture(autouse=True)
def _serve(shipped_case: LoadedCase, serve_case: Callable[[Path], ServedCase]) -> None:
    serve_case(shipped_case.case.path)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("csv", "withdrawal-from-karabakh-2024_told-by-2024-04-17.csv"),
        ("brief", "withdrawal-from-karabakh-2024_told-by-2024-04-17_brief.pdf"),
    ],
)
def test_an_export_is_what_the_shell_writes_and_says_what_it_is(
    shipped_case: LoadedCase, kind: str, name: str
) -> None:
    path = f"/data/{shipped_case.case.version}/x/exports/{kind}"
    answer = get(APP, path, f"view={quote(QUERY)}")
    assert answer.status == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    exporter = Exporter(shipped_case.case, shipped_case.store, ExportOptions())
    assert answer.sent == exporter.export(ExportKind(kind), [QUERY])


def test_a_filtered_window_is_in_the_name(shipped_case: LoadedCase) -> None:
    path = f"/data/{shipped_case.case.version}/x/exports/csv"
    answer = get(APP, path, f"view={quote('from=2024-04-01&kind=movement')}")
    assert answer.headers["content-disposition"].endswith(
        "withdrawal-from-karabakh-2024_happened-2024-04-01-to-2024-06-30_filtered.csv"
    )


def test_a_brief_is_seen_before_it_is_made(shipped_case: LoadedCase) -> None:
    path = f"/data/{shipped_case.case.version}/x/exports/brief/preview"
    answer = get(APP, path, f"view={quote(QUERY)}")
    assert answer.headers["content-type"] == "image/png"
    assert answer.sent.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "query", "status", "words"),
    [
        ("exports/docx", "", 404, "There is no export of this kind."),
        ("exports/png", "width=9", 400, "expected a width from 320 to 7680, got 9"),
        ("exports/png", "width=wide", 400, "expected a number as width, got “wide”"),
        ("exports/png", "width=inf", 400, "expected a number as width, got “inf”"),
        ("exports/png", "theme=pink", 400, "expected one of light, dark, print, got “pink”"),
        ("exports/csv/preview", "", 400, "nothing to look at before a file of the kind csv"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    shipped_case: LoadedCase, path: str, query: str, status: int, words: str
) -> None:
    answer = get(APP, f"/data/{shipped_case.case.version}/x/{path}", query)
    assert answer.status == status
    assert words in answer.json["message"]


def test_a_picture_of_too_many_pixels_is_refused(shipped_case: LoadedCase) -> None:
    query = "width=7680&scale=4&page=column&key=yes"
    answer = get(APP, f"/data/{shipped_case.case.version}/x/exports/png", query)
    assert answer.status == 400
    assert "at most 64,000,000 pixels" in answer.json["message"]


def test_another_version_is_refused() -> None:
    answer = get(APP, "/data/000000000000/x/exports/csv")
    assert (answer.status, answer.json["message"]) == (
        404,
        "The case has changed since this page was opened.",
    )
