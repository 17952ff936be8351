"""Security headers: what an answer of ours may load, who may frame it, and what it may ask for.

What each header is for is told in docs/security.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders

from dashboard.local_network import is_own_name
from dashboard.viewer.online_tiles import ONLINE_TILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMPONENTS: Final = "/component/"
MAP_FRAME: Final = COMPONENTS + "streamlit_folium.st_folium/index.html"
"""The only page of a component, by the only name that has its guard (`map_frame`): some systems
have other names for the same file."""

NEVER_PAGES: Final = ("/data/", "/assets/", "/media/", "/_stcore/")
"""What lies there is fetched or saved; nothing of it is opened as a page, whatever it holds."""

TILE_HOSTS: Final = " ".join(sorted({tiles.origin for tiles in ONLINE_TILES}))

_SHARED: Final = (
    "default-src 'none'; base-uri 'self'; form-action 'none'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "
)
# Streamlit's page holds one inline script, which its own middleware cannot name, and imports the
# stubs of our components from blobs; the map's frame is filled by st_folium from inline scripts.
# Neither may evaluate text, send a form, or load from a host that is not named here.
PAGE_POLICY: Final = (
    _SHARED
    + "font-src 'self' data:; img-src 'self' data: blob:; frame-src 'self'; manifest-src 'self'; "
    "worker-src 'self' blob:; script-src 'self' blob: {inline}; frame-ancestors {framed_by}"
)
FRAME_POLICY: Final = (
    _SHARED + f"font-src 'self' data:; img-src 'self' data: blob: {TILE_HOSTS}; "
    "script-src 'self' 'unsafe-inline'; frame-ancestors 'self' {framed_by}"
)
DATA_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
HTML: Final = "text/html"
NOBODY: Final = "'none'"
_UNUSED: Final = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS: Final = ", ".join([*(f"{name}=()" for name in _UNUSED), "fullscreen=(self)"])
EVERYWHERE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OPENERS: Final = "Cross-Origin-Opener-Policy"


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer.

    Parameters
    ----------
    app
        What answers.
    inline_scripts
        The digests of the page's own inline scripts, as a content security policy names them.
    prefix
        The app's base path such as `/maps`, or empty.
    framed_by
        Origins whose pages may show the page in a frame.
    """

    def __init__(
        self, app: ASGIApp, inline_scripts: str, prefix: str = "", framed_by: Sequence[str] = ()
    ) -> None:
        self._app = app
        self._prefix = prefix
        origins = " ".join(framed_by)
        self._page = PAGE_POLICY.format(inline=inline_scripts, framed_by=origins or NOBODY)
        self._frame = FRAME_POLICY.format(framed_by=origins).rstrip()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(scope, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _add(self, scope: Scope, headers: MutableHeaders) -> None:
        headers.update(EVERYWHERE)
        path = scope["path"].removeprefix(self._prefix)
        # that nothing has changed (304) is said without a type, and its headers replace those kept
        is_html = headers.get("content-type", _type_by_name(path)).startswith(HTML)
        is_map = path == MAP_FRAME
        is_other = path.startswith(COMPONENTS) and not is_map
        if not is_html or is_other or path.startswith(NEVER_PAGES):
            headers["Content-Security-Policy"] = DATA_POLICY
            return
        headers["Content-Security-Policy"] = self._frame if is_map else self._page
        headers["Permissions-Policy"] = PERMISSIONS
        if _is_trustworthy(scope):  # elsewhere browsers ignore it, and complain
            headers[OPENERS] = "same-origin"


def _type_by_name(path: str) -> str:
    name = path.rpartition("/")[2]
    return HTML if "." not in name or name.endswith(".html") else ""


def _is_trustworthy(scope: Scope) -> bool:
    """Tell whether a browser trusts where an answer comes from: https, or this computer."""
    asked = Headers(scope=scope)
    schemes = {scope["scheme"], asked.get("x-forwarded-proto", "")}
    return "https" in schemes or is_own_name(asked.get("host", ""))
