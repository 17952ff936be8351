"""Routes by which open pages learn of a newer version of the case.

`/live/state.json` tells which version is shown now, and of a copy when it was fetched. It is
answered from memory, and a page that has seen it gets an empty 304. `POST /live/fetch` asks the
address of a copy again, at most once a minute, and answers with the state after that.
`/live/health.json` is for whatever watches the server: 200 where it can show a case, else 503. It
waits for no reading.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from dashboard.assets import data_address
from dashboard.live.following import fetch_again
from dashboard.served_case import served_case
from dashboard.server.own_routes import own_route
from dashboard.server.responses import (
    NOT_FROM_HERE,
    is_own_page,
    passing,
    problem,
    without_folder,
)
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import Route

    from dashboard.served_case import ServedCase

JSON: Final = "application/json"
REVALIDATED: Final = "no-cache"
NO_COPY: Final = message("This case is not a copy of anything on the web.")
BEING_READ: Final = message("The case is being read.")


def live_state(served: ServedCase) -> bytes:
    """Tell what a page may want to know of the case being served, as JSON.

    Returns
    -------
    `version` that is shown, and `data`, where its data lie (both "" where none can be); `problem`,
    why newer files could not be read; `copy`, null or `host`, `fetched` and `problem` of the copy.
    """
    shown = served.shown
    copy = None
    if served.copy:
        state = served.copy.state
        copy = {
            "host": served.copy.address.host,
            "fetched": state.fetched,
            "problem": state.problem,
        }
    told = {
        "version": shown,
        "data": data_address(shown) if shown else "",
        "problem": without_folder(served.problem, served.path),
        "copy": copy,
    }
    return json.dumps(told).encode()  # in ASCII: a file's name may hold what no encoding has


async def _state(request: Request) -> Response:
    body = live_state(served_case())
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": REVALIDATED}
    # a proxy that compresses makes the tag a weak one
    if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=JSON, headers=headers)


async def _fetch(request: Request) -> Response:
    served = served_case()
    if not is_own_page(request):
        return problem(403, gettext(NOT_FROM_HERE))
    if served.copy is None:
        return problem(404, gettext(NO_COPY))
    await run_in_threadpool(fetch_again, served, served.copy)
    return Response(live_state(served), media_type=JSON, headers={"Cache-Control": "no-store"})


async def _health(request: Request) -> Response:  # noqa: ARG001 - of every route
    served = served_case()
    version, trouble = served.shown, without_folder(served.problem, served.path)
    if not version:
        refusal = problem(503, trouble or gettext(BEING_READ))
        refusal.background = BackgroundTask(served.look_unless_looking)
        return refusal
    return passing({"version": version, "problem": trouble})


def live_routes(prefix: str) -> list[Route]:
    """Route what is told of the case as it changes; `prefix` as for the data."""
    return [
        own_route(prefix + "/live/state.json", _state),
        own_route(prefix + "/live/health.json", _health),
        own_route(prefix + "/live/fetch", _fetch, "POST"),
    ]
