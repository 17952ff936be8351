"""Routes of the static files that `dashboard.assets` gives addresses to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from dashboard.assets import FOLDERS, MEDIA_TYPES
from dashboard.server.responses import immutable, problem
from dashboard.stored_body import StoredBody, stored_body
from geodata.translation import gettext

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SMALL: Final = 6
LONGEST_NAME: Final = 200
BODIES_KEPT: Final = 512


@lru_cache(maxsize=BODIES_KEPT)
def _body(folder: str, name: str) -> StoredBody | None:
    root = FOLDERS[folder].resolve()
    path = (root / name).resolve()
    media_type = MEDIA_TYPES.get(path.suffix)
    if media_type is None or not path.is_relative_to(root) or not path.is_file():
        return None
    return stored_body(path.read_bytes(), media_type, SMALL)


def _answer(request: Request) -> Response:
    folder = request.path_params["folder"]
    name = request.path_params["name"]
    known = folder in FOLDERS and len(name) < LONGEST_NAME and "\0" not in name
    body = _body(folder, name) if known else None
    if body is None:
        return problem(404, gettext("There is no such file."))
    return immutable(request, body)


def asset_routes(prefix: str) -> list[Route]:
    """Route the assets; `prefix` is the app's base path such as `/maps`, or empty."""
    return [Route(prefix + "/assets/{version}/{folder}/{name:path}", _answer)]
