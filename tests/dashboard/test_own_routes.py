"""Our own routes: whatever goes wrong in one is told in a sentence, and the log says how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from dashboard.editing_rights import Editors
from dashboard.server import edit_routes
from dashboard.server.own_routes import own_route
from dashboard.server.turns import GivenUpError, GoneError, NoTurnError
from geodata.errors import CaseError
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from dashboard.served_case import ServedCase
    from tests.dashboard.asgi import Answer

OWN_PAGE = [(b"origin", b"http://localhost:8501"), (b"host", b"localhost:8501")]
FAILED = "The server failed at that; its log says how."
UNREADABLE = "The files of this case cannot be read now."


def _failing(error: Exception, path: str = "/asked") -> Answer:
    async def fail(_: Request) -> Response:
        raise error

    return get(Starlette(routes=[own_route("/{name}", fail)]), path)


@pytest.mark.parametrize(
    ("error", "status", "sentence", "after"),
    [
        (NoTurnError("Later."), 503, "Later.", "5"),
        (GivenUpError("Ask for less."), 503, "Ask for less.", None),
        (CaseError("cut short"), 503, UNREADABLE, None),
        (RuntimeError("unforeseen"), 500, FAILED, None),
        (KeyError("unforeseen"), 500, FAILED, None),
    ],
)
def test_what_goes_wrong_is_a_status_and_a_sentence(
    error: Exception, status: int, sentence: str, after: str | None
) -> None:
    answer = _failing(error)
    assert (answer.status, answer.json) == (status, {"message": sentence})
    assert answer.headers.get("retry-after") == after


def test_nobody_is_answered_who_has_gone() -> None:
    answer = _failing(GoneError())
    assert (answer.status, answer.body) == (499, b"")


def test_the_log_says_how_it_went_wrong(caplog: pytest.LogCaptureFixture) -> None:
    _failing(RuntimeError("unforeseen"))
    assert "/asked could not be answered" in caplog.text
    assert "RuntimeError: unforeseen" in caplog.text


@pytest.mark.parametrize("error", [CaseError("turned\u202e"), RuntimeError()])
def test_no_address_that_is_asked_for_steers_the_terminal_that_shows_the_log(
    caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    _failing(error, "/any\x1b[2J")
    (said,) = [record.getMessage() for record in caplog.records if "any" in record.getMessage()]
    assert "any\\x1b[2J" in said
    assert not set("\x1b\u202e") & set(said)


def test_an_answer_passes_as_it_is_and_other_methods_are_refused() -> None:
    async def answer(_: Request) -> Response:
        return PlainTextResponse("yes")

    app = Starlette(routes=[own_route("/asked", answer)])
    assert get(app, "/asked").body == b"yes"
    assert get(app, "/asked", method="POST").status == 405


@pytest.mark.parametrize("error", [RuntimeError("unforeseen"), ValueError("unforeseen")])
def test_also_what_a_page_sends_is_answered_where_the_server_fails_at_it(
    serve_case: Callable[[Path], ServedCase],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    serve_case(write_case(tmp_path / "case")).editors = Editors.READER_HERE
    monkeypatch.setattr(edit_routes, "_answered", fail)
    app = Starlette(routes=edit_routes.edit_routes(""))
    sent = json.dumps({"version": "", "changes": []}).encode()
    answer = get(app, "/edit/check", body=sent, method="POST", headers=OWN_PAGE)
    assert (answer.status, answer.json) == (500, {"message": FAILED})
    assert f"{type(error).__name__}: unforeseen" in caplog.text
