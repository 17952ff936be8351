"""Routes of a case's data.

`/data/<version>/<program>/view.json?<filters>` and `…/sources/<source_id>.json` hold the version of
the case and the view's query, so that any process can answer them again and a browser may keep the
answer for good; `<program>` only tells answers of one version of the program from another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from dashboard.server.responses import immutable, problem
from dashboard.stored_body import stored_body
from dashboard.view_bodies import FAST, JSON, loaded_version, view_body
from dashboard.viewer.answer import source_texts
from geodata.view import View

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NO_SUCH_VERSION: Final = "The case has changed since this page was opened."


def _view(request: Request) -> Response:
    view, _ = View.from_query(request.url.query)
    try:
        body = view_body(request.path_params["version"], view.filters().to_query())
    except KeyError:
        return problem(404, NO_SUCH_VERSION)
    return immutable(request, body)


def _source(request: Request) -> Response:
    loaded = loaded_version(request.path_params["version"])
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
