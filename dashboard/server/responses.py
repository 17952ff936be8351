"""Responses: those that a browser may keep for good, whose addresses name a version, and others."""

from __future__ import annotations

import json
import logging
from functools import wraps
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.responses import Response

from dashboard.terminal import printable
from geodata.errors import CaseError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import Headers
    from starlette.requests import Request

    from dashboard.stored_body import StoredBody

LOG: Final = logging.getLogger(__name__)
NO_SUCH_VERSION: Final = message("The case has changed since this page was opened.")
FILES_UNREADABLE: Final = message("The files of this case cannot be read now.")
FAILED: Final = message("The server failed at that; its log says how.")
NOT_FROM_HERE: Final = message("Only a page of this server may ask for that.")
OWN_HOST_HEADERS: Final = ("host", "x-forwarded-host")
IMMUTABLE: Final = "public, max-age=31536000, immutable"


def immutable(request: Request, body: StoredBody) -> Response:
    """Answer with a body whose address will never mean anything else."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    if body.compressed is not None and "gzip" in accepted:
        headers["Content-Encoding"] = "gzip"
        return Response(body.compressed, media_type=body.media_type, headers=headers)
    return Response(body.plain, media_type=body.media_type, headers=headers)


def passing(content: object, status: int = 200) -> Response:
    """Answer with what holds only now."""
    # in ASCII, since JSON can hold halves of characters that no encoding has
    body = json.dumps(content, allow_nan=False, separators=(",", ":"))
    headers = {"Cache-Control": "no-store"}
    return Response(body, status, media_type="application/json", headers=headers)


def problem(status: int, sentence: str) -> Response:
    """Answer that something cannot be given, in one sentence."""
    return passing({"message": sentence}, status)


def no_such_version() -> Response:
    """Answer that the version of the case in an address is no longer served."""
    return problem(404, gettext(NO_SUCH_VERSION))


def answering(
    answer: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Make of a route one that always answers in words: where it fails, the log says how."""

    @wraps(answer)
    async def route(request: Request) -> Response:
        try:
            return await answer(request)
        except CaseError as error:
            LOG.warning("%s", printable(f"{request.url.path}: {error}"))
            return problem(503, gettext(FILES_UNREADABLE))
        except Exception:
            LOG.exception("%s could not be answered", printable(request.url.path))
            return problem(500, gettext(FAILED))

    return route


def is_own_page(request: Request) -> bool:
    """Tell whether a page of ours asks; browsers name the asking page's host with each POST."""
    return is_own_origin(request.headers)


def is_own_origin(headers: Headers) -> bool:
    """Tell whether a request's headers name a page of the very host that was asked."""
    try:
        origin = urlsplit(headers.get("origin", "")).netloc
    except ValueError:  # such as an open bracket
        return False
    return bool(origin) and origin in {headers.get(name) for name in OWN_HOST_HEADERS}
