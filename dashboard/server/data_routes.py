"""Routes of a case's data.

`/data/<version>/<program>/view.json?<filters>` and `…/sources/<source_id>.json` hold the version of
the case and the view's query, so that any process can answer them again and a browser may keep the
answer for good; `<program>` only tells answers of one version of the program from another's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from dashboard.served_case import served_case
from dashboard.server.responses import StoredBody, immutable, problem, stored_body
from dashboard.viewer.answer import source_texts, view_answer
from geodata.errors import CaseError
from geodata.view import View

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from dashboard.served_case import LoadedCase

JSON: Final = "application/json"
FAST: Final = 1
ANSWERS_KEPT: Final = 64
NO_SUCH_VERSION: Final = "The case has changed since this page was opened."


def _loaded(version: str) -> LoadedCase | None:
    try:
        return served_case().version(version)
    except CaseError:  # the page itself says why; no version of it can be answered
        return None


@lru_cache(maxsize=ANSWERS_KEPT)
def _view_body(version: str, query: str) -> StoredBody:
    loaded = _loaded(version)
    if loaded is None:
        raise KeyError(version)
    view, _ = View.from_query(query)
    return stored_body(view_answer(loaded.case, loaded.store, view), JSON, FAST)


def _view(request: Request) -> Response:
    view, _ = View.from_query(request.url.query)
    try:
        body = _view_body(request.path_params["version"], view.filters().to_query())
    except KeyError:
        return problem(404, NO_SUCH_VERSION)
    return immutable(request, body)


def _source(request: Request) -> Response:
    loaded = _loaded(request.path_params["version"])
    if loaded is None:
        return problem(404, NO_SUCH_VERSION)
    texts = source_texts(loaded.case, request.path_params["source_id"])
    if texts is None:
        return problem(404, "The case has no such source.")
    return immutable(request, stored_body(texts, JSON, FAST))


def data_routes(prefix: str) -> list[Route]:
    """Route the data; `prefix` is the app's base path such as `/maps`, or empty."""
    return [
        Route(prefix + "/data/{version}/{program}/view.json", _view),
        Route(prefix + "/data/{version}/{program}/sources/{source_id}.json", _source),
    ]
