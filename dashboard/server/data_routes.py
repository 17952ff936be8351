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

from dashboard.server.case_answers import kept_answer, of_case
from dashboard.server.own_routes import own_route
from dashboard.server.responses import immutable, passing, problem
from dashboard.server.turns import ANSWERS
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
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from dashboard.kept_answers import Kept

NO_SUCH_SOURCE: Final = message("The case has no such source.")


def _of_view(body: Kept[[str, str]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        view, _ = View.from_query(request.url.query)
        return await kept_answer(request, body, view.filters().to_query())

    return of_case(answer)


def _of_case(body: Kept[[str]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await kept_answer(request, body)

    return of_case(answer)


async def _permalink(request: Request) -> Response:
    version = request.path_params["version"]
    return passing(await ANSWERS.of(request, permalink_answer, version, request.url.query))


async def _source(request: Request) -> Response:
    named = request.path_params
    body = await ANSWERS.of(request, source_body, named["version"], named["source_id"])
    if body is None:
        return problem(404, gettext(NO_SUCH_SOURCE))
    return immutable(request, body)


def data_routes(prefix: str) -> list[Route]:
    """Route the data; `prefix` is the app's base path such as `/maps`, or empty."""
    return [
        own_route(prefix + "/data/{version}/{program}/view.json", _of_view(view_body)),
        own_route(prefix + "/data/{version}/{program}/facets.json", _of_view(facets_body)),
        own_route(prefix + "/data/{version}/{program}/permalink.json", of_case(_permalink)),
        own_route(prefix + "/data/{version}/{program}/sources.json", _of_case(sources_body)),
        own_route(prefix + "/data/{version}/{program}/method.json", _of_case(method_body)),
        own_route(prefix + "/data/{version}/{program}/sources/{source_id}.json", of_case(_source)),
    ]
