"""Responses: those that a browser may keep for good, whose addresses name a version, and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, Response

from geodata.translation import gettext, message

if TYPE_CHECKING:
    from starlette.requests import Request

    from dashboard.stored_body import StoredBody

NO_SUCH_VERSION: Final = message("The case has changed since this page was opened.")
IMMUTABLE: Final = "public, max-age=31536000, immutable"


def immutable(request: Request, body: StoredBody) -> Response:
    """Answer with a body whose address will never mean anything else."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    if body.compressed is not None and "gzip" in accepted:
        headers["Content-Encoding"] = "gzip"
        return Response(body.compressed, media_type=body.media_type, headers=headers)
    return Response(body.plain, media_type=body.media_type, headers=headers)


def passing(content: object) -> JSONResponse:
    """Answer with what holds only now."""
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


def problem(status: int, sentence: str) -> JSONResponse:
    """Answer that something cannot be given, in one sentence."""
    return JSONResponse(
        {"message": sentence}, status_code=status, headers={"Cache-Control": "no-store"}
    )


def no_such_version() -> JSONResponse:
    """Answer that the version of the case in an address is no longer served."""
    return problem(404, gettext(NO_SUCH_VERSION))
