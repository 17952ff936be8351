"""What lies under our own paths and is none of our routes: said to be nowhere, not a page.

Streamlit answers with its page wherever it knows nothing; so these come after all other routes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.server.own_routes import own_route
from dashboard.server.responses import problem
from geodata.translation import gettext

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

UNKNOWN: Final = (
    *("/data/{unknown:path}", "/assets/{unknown:path}"),
    *("/link/{unknown:path}", "/live/{unknown:path}"),
    # pages are called so, too: Streamlit leads from /edit/ to one, and its own lies deeper
    *("/edit/{unknown}", "/draft/{unknown}"),
)


async def _nowhere(_: Request) -> Response:
    return problem(404, gettext("There is no such file."))


def unknown_routes(prefix: str) -> list[Route]:
    """Route what no other route of ours takes; `prefix` as for the data."""
    return [own_route(prefix + path, _nowhere) for path in UNKNOWN]
