"""Routes of the static files that `dashboard.assets` gives addresses to."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool

from dashboard.assets import FOLDERS, MEDIA_TYPES
from dashboard.server.own_routes import own_route
from dashboard.server.responses import immutable, problem
from dashboard.stored_body import StoredBody, stored_body
from geodata.translation import gettext

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

SMALL: Final = 6
LONGEST_NAME: Final = 200
"""Bytes: of longer names, some systems do not say that there is no such file, they fail."""


def _path(root: Path, name: str) -> Path | None:
    path = (root / name).resolve()
    is_ours = path.suffix in MEDIA_TYPES and path.is_relative_to(root) and path.is_file()
    return path if is_ours else None


@cache
def _body(path: Path) -> StoredBody:
    """Give a file, under the one name that it has: there are no more bodies than files."""
    return stored_body(path.read_bytes(), MEDIA_TYPES[path.suffix], SMALL)


async def _answer(request: Request) -> Response:
    return await run_in_threadpool(_found, request)


def _found(request: Request) -> Response:
    folder = request.path_params["folder"]
    name = request.path_params["name"]
    is_short = len(name.encode(errors="replace")) < LONGEST_NAME
    known = folder in FOLDERS and is_short and "\0" not in name
    path = _path(FOLDERS[folder].resolve(), name) if known else None
    if path is None:
        return problem(404, gettext("There is no such file."))
    return immutable(request, _body(path))


def asset_routes(prefix: str) -> list[Route]:
    """Route the assets; `prefix` is the app's base path such as `/maps`, or empty."""
    return [own_route(prefix + "/assets/{version}/{folder}/{name:path}", _answer)]
