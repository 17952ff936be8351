"""Responses: those that a browser may keep for good, whose addresses name a version, and others."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.responses import Response

from geodata.translation import gettext, message

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.datastructures import Headers
    from starlette.requests import Request

    from dashboard.stored_body import StoredBody

NO_SUCH_VERSION: Final = message("The case has changed since this page was opened.")
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


def without_folder(told: str, path: Path) -> str:
    """Leave out where on this computer a case lies: every reader of the network is told this."""
    told = told.replace(f"{path.parent}{os.sep}", "")
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home fails where a user has none
    return told.replace(home, "~") if len(home) > 1 else told


def no_such_version() -> Response:
    """Answer that the version of the case in an address is no longer served."""
    return problem(404, gettext(NO_SUCH_VERSION))


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
