"""Responses that a browser may keep for good: compressed once, their addresses name a version."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

IMMUTABLE: Final = "public, max-age=31536000, immutable"
SMALLEST_COMPRESSED: Final = 512
INCOMPRESSIBLE: Final = frozenset({"image/webp", "image/png", "image/gif", "font/woff2"})


@dataclass(frozen=True)
class StoredBody:
    """A body as it is sent: its media type, its bytes, and the same compressed where that pays."""

    media_type: str
    plain: bytes
    compressed: bytes | None


def stored_body(content: bytes, media_type: str, level: int) -> StoredBody:
    """Compress a body once, with gzip at `level` (1 fast … 9 small)."""
    worth_it = len(content) >= SMALLEST_COMPRESSED and media_type not in INCOMPRESSIBLE
    compressed = gzip.compress(content, level, mtime=0) if worth_it else None
    return StoredBody(media_type, content, compressed)


def immutable(request: Request, body: StoredBody) -> Response:
    """Answer with a body whose address will never mean anything else."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    if body.compressed is not None and "gzip" in accepted:
        headers["Content-Encoding"] = "gzip"
        return Response(body.compressed, media_type=body.media_type, headers=headers)
    return Response(body.plain, media_type=body.media_type, headers=headers)


def problem(status: int, message: str) -> JSONResponse:
    """Answer that something cannot be given, in one sentence."""
    return JSONResponse(
        {"message": message}, status_code=status, headers={"Cache-Control": "no-store"}
    )
