"""Who is answered: who asks for this server by a name it has, and no page of another site.

A name that a stranger owns can be made to mean this computer (DNS rebinding). A page of theirs then
is, to the browser, of the same origin as ours; only the name in the request tells them apart. An
address in figures cannot be made to mean another computer, so it is one of ours.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response

from dashboard.local_network import OWN_NAME
from dashboard.server.responses import NOT_FROM_HERE, is_own_origin, problem
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

NOT_THIS_NAME: Final = message(
    "This server is not known by the name that was asked for. Whoever serves it can name it: "
    "--host maps.example.org"
)
MISDIRECTED: Final = 421
REFUSED: Final = 1008
PRIVATE: Final = ("/data/", "/edit/", "/draft/", "/live/", "/link/")
"""Answers that only a page of ours asks for; a person may follow a link to them."""
FOLLOWED: Final = "document"
"""For what browsers follow a link (`Sec-Fetch-Dest`); a frame of another page is none of it."""
OUR_OWN_PAGES: Final = ("", "same-origin", "none")
"""What browsers say of who asks (`Sec-Fetch-Site`); other programs say nothing."""


class OwnHosts:
    """ASGI middleware that answers nobody else.

    Parameters
    ----------
    app
        What answers the others.
    prefix
        The app's base path such as `/maps`, or empty.
    names
        The names by which the server is reached, besides `localhost` and addresses in figures.
    """

    def __init__(self, app: ASGIApp, prefix: str = "", names: Sequence[str] = ()) -> None:
        self._app = app
        self._prefix = prefix
        self._names = frozenset(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "websocket":
            if not self._may_connect(Headers(scope=scope)):
                await send({"type": "websocket.close", "code": REFUSED})
                return
        elif scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal:
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _may_connect(self, headers: Headers) -> bool:
        is_browser = "origin" in headers
        return self._is_known(headers) and (not is_browser or is_own_origin(headers))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._is_known(headers):
            return Response(gettext(NOT_THIS_NAME), MISDIRECTED, media_type="text/plain")
        is_private = scope["path"].removeprefix(self._prefix).startswith(PRIVATE)
        is_followed = headers.get("sec-fetch-dest") == FOLLOWED
        asks = headers.get("sec-fetch-site", "")
        if is_private and not is_followed and asks not in OUR_OWN_PAGES:
            return problem(403, gettext(NOT_FROM_HERE))
        return None

    def _is_known(self, headers: Headers) -> bool:
        try:
            name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        except ValueError:  # such as an open bracket
            return False
        name = name.rstrip(".")
        return name == OWN_NAME or name in self._names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
