"""Routes behind the page's Link: an address as a QR code, and the addresses for other computers.

`/link/qr.svg?address=…` draws addresses of this very server, and nothing else.
`/link/network.json` names the page's addresses on the network, where it is served to it (`--lan`),
to a page that is open on this computer.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.responses import Response

from dashboard.qr_codes import qr_picture
from dashboard.server.own_routes import own_route
from dashboard.server.responses import OWN_HOST_HEADERS, passing, problem
from dashboard.server.turns import ANSWERS
from geodata.errors import BadQuestionError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.routing import Route

SVG: Final = "image/svg+xml"
NOT_OURS: Final = message("Only addresses of this server are drawn as a QR code.")


def _host_of(address: str) -> str:
    """Give host and port of an address of the web; empty where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an open bracket
        return ""
    return parts.netloc if parts.scheme in {"http", "https"} else ""


def _is_this_computer(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:  # a socket's name
        return False


def link_routes(prefix: str, network_pages: Sequence[str]) -> list[Route]:
    """Route what the page's Link asks for.

    Parameters
    ----------
    prefix
        The app's base path such as `/maps`, or empty.
    network_pages
        The page's addresses for other computers; none where only this one reaches it.
    """
    network_hosts = {_host_of(page) for page in network_pages}

    async def qr(request: Request) -> Response:
        address = request.query_params.get("address", "")
        own = {request.headers.get(name, "") for name in OWN_HOST_HEADERS} | network_hosts
        host = _host_of(address)
        if not host or host not in own:
            return problem(400, gettext(NOT_OURS))
        try:
            picture = await ANSWERS.of(request, qr_picture, address)
        except BadQuestionError as error:
            return problem(400, str(error))
        return Response(picture, media_type=SVG, headers={"Cache-Control": "no-store"})

    async def network(request: Request) -> Response:
        pages = list(network_pages) if _is_this_computer(request) else []
        return passing({"pages": pages})

    return [
        own_route(prefix + "/link/qr.svg", qr),
        own_route(prefix + "/link/network.json", network),
    ]
