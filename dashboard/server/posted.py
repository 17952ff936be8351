"""What a page of ours sends of a reader who may edit the case: a JSON object of bounded size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from dashboard.editing_rights import why_not_edited
from dashboard.served_case import served_case
from dashboard.server.responses import NOT_FROM_HERE, is_own_page, problem
from dashboard.server.turns import CHANGES, asker_of
from geodata.errors import BadQuestionError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

NOT_JSON: Final = message("expected what this page sends, got something else: {reason}")


def posted(
    answer: Callable[[dict[str, Any]], Awaitable[Response]], largest: int, too_large: str
) -> Callable[[Request], Awaitable[Response]]:
    """Make a route that answers what such a page sends, and refuses others in a sentence.

    Parameters
    ----------
    answer
        To the object that was sent; a BadQuestionError says what of it cannot be understood.
    largest
        How many bytes may be sent.
    too_large
        What to say where it is more: a message yet to be translated.
    """

    async def route(request: Request) -> Response:
        if not is_own_page(request):
            return problem(403, gettext(NOT_FROM_HERE))
        if why := await run_in_threadpool(why_not_edited, served_case(), request.headers):
            return problem(403, why)
        body = await _body_of(request, largest)
        if body is None:
            return problem(413, gettext(too_large))
        try:
            async with CHANGES.turn(asker_of(request)):
                return await answer(await run_in_threadpool(_object_in, body))
        except (BadQuestionError, RecursionError) as error:  # the latter of what is nested deep
            return problem(400, gettext(NOT_JSON).format(reason=error))

    return route


def _object_in(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadQuestionError(str(error)) from None
    if not isinstance(sent, dict):
        raise BadQuestionError("expected an object")
    return sent


async def _body_of(request: Request, largest: int) -> bytes | None:
    """Read what a request sends, nothing where its page is gone; None where it is too much."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > largest:
                return None
    except ClientDisconnect:
        return b""
    return bytes(body)
