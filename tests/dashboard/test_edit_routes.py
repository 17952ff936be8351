"""The routes behind the page that edits a case: what they are sent may be anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette

from dashboard.editing_rights import Editors
from dashboard.server.edit_routes import edit_routes
from geodata.editing.changes import MOST_CHANGES
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

APP = Starlette(routes=edit_routes(""))
OWN_PAGE = [(b"origin", b"http://localhost:8501"), (b"host", b"localhost:8501")]


@pytest.mark.parametrize("path", ["check", "save", "restore"])
@pytest.mark.parametrize(
    ("changes", "status"), [(5, 400), (None, 400), ({}, 400), ([0] * (MOST_CHANGES + 1), 413)]
)
def test_what_are_no_changes_is_refused_in_a_sentence(
    serve_case: Callable[[Path], ServedCase],
    tmp_path: Path,
    path: str,
    changes: object,
    status: int,
) -> None:
    serve_case(write_case(tmp_path / "case")).editors = Editors.READER_HERE
    sent = json.dumps({"version": "", "changes": changes}).encode()
    answer = get(APP, f"/edit/{path}", body=sent, method="POST", headers=OWN_PAGE)
    assert (answer.status, type(answer.json["message"])) == (status, str)


def test_what_cannot_be_saved_is_told_without_where_the_case_lies(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    served = serve_case(write_case(tmp_path / "case"))
    served.editors = Editors.EVERYBODY
    sent = json.dumps({"version": served.current().version, "id": "none"}).encode()
    answer = get(APP, "/edit/restore", body=sent, method="POST", headers=OWN_PAGE)
    assert answer.status == 507
    assert answer.json == {"message": "case: no earlier version is kept under that name"}
