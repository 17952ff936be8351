"""Routes of a case's data.

`/data/<version>/<program>/view.json?<filters>`, `…/facets.json?<filters>`,
`…/sources/<source_id>.json`, `…/sources.json` and `…/method.json` hold the version of the case and
the view's query, so that any process can answer them again and a browser may keep the answer for
good; `<program>` only tells answers of one version of the program from another's.
`…/permalink.json?<query>` tells what of a permalink the case cannot show; it is asked once for a
page that was opened by one, and not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from dashboard.server.responses import answering, immutable, no_such_version, passing, problem
from dashboard.view_bodies import (
    facets_body,
    method_body,
    permalink_answer,
    source_body,
    sources_body,
    view_body,
)
from geodata.translation import gettext, message
from geodata.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from dashboard.stored_body import StoredBody

NO_SUCH_SOURCE: Final = message("The case has no such source.")


def _of_view(body: Callable[[str, str], StoredBody]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view, _ = View.from_query(request.url.query)
        try:
            found = body(request.path_params["version"], view.filters().to_query())
        except KeyError:
            return no_such_version()
        return immutable(request, found)

    return answer


def _permalink(request: Request) -> Response:
    try:
        return passing(permalink_answer(request.path_params["version"], request.url.query))
    except KeyError:
        return no_such_version()


def _of_case(body: Callable[[str], StoredBody]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            found = body(request.path_params["version"])
        except KeyError:
            return no_such_version()
        return immutable(request, found)

    return answer


def _source(request: Request) -> Response:
    try:
        body = source_body(request.path_params["version"], request.path_params["source_id"])
    except KeyError:
        return no_such_version()
    if body is None:
        return problem(404, gettext(NO_SUCH_SOURCE))
    return immutable(request, body)


def data_routes(prefix: str) -> list[Route]:
    """Route the data; `prefix` is the app's base path such as `/maps`, or empty."""
    return [
        Route(prefix + "/data/{version}/{program}/view.json", answering(_of_view(view_body))),
        Route(prefix + "/data/{version}/{program}/facets.json", answering(_of_view(facets_body))),
        Route(prefix + "/data/{version}/{program}/permalink.json", answering(_permalink)),
        Route(prefix + "/data/{version}/{program}/sources.json", answering(_of_case(sources_body))),
        Route(prefix + "/data/{version}/{program}/method.json", answering(_of_case(method_body))),
        Route(prefix + "/data/{version}/{program}/sources/{source_id}.json", answering(_source)),
    ]
