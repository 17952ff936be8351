"""How routes answer questions to the case: kept answers at once, others when it is their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec

from dashboard.server.responses import immutable, no_such_version, problem
from dashboard.server.turns import ANSWERS
from dashboard.view_bodies import NoSuchVersionError
from geodata.errors import BadQuestionError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from dashboard.kept_answers import Kept

_Asked = ParamSpec("_Asked")


async def kept_answer(
    request: Request,
    body: Kept[Concatenate[str, _Asked]],
    *args: _Asked.args,
    **named: _Asked.kwargs,
) -> Response:
    """Answer with what a function gives for the version in the address, and the arguments."""
    version = request.path_params["version"]
    found = body.at_hand(version, *args, **named)
    if found is None:
        found = await ANSWERS.of(request, body, version, *args, **named)
    return immutable(request, found)


def of_case(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Make a route of an answer; what is wrong with the question is told with its status."""

    async def route(request: Request) -> Response:
        try:
            return await answer(request)
        except NoSuchVersionError:
            return no_such_version()
        except BadQuestionError as error:
            return problem(400, str(error))

    return route
