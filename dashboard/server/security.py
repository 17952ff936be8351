"""Security headers: what a page of ours may load, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders

from dashboard.viewer.online_tiles import ONLINE_TILES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAP_FRAME: Final = "/component/streamlit_folium"
TILE_HOSTS: Final = " ".join(sorted({tiles.origin for tiles in ONLINE_TILES}))

_SHARED: Final = (
    "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'self'; "
    "form-action 'self'; connect-src 'self' ws: wss:; font-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; "
)
# Streamlit's page holds one inline script, which its own middleware cannot name; the map's frame
# is filled by st_folium from inline scripts. Neither may evaluate text or load from another host.
PAGE_POLICY: Final = (
    _SHARED
    + "img-src 'self' data: blob:; worker-src 'self' blob:; script-src 'self' blob: {inline}"
)
FRAME_POLICY: Final = (
    _SHARED + f"img-src 'self' data: blob: {TILE_HOSTS}; script-src 'self' 'unsafe-inline'"
)


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer."""

    def __init__(self, app: ASGIApp, inline_scripts: str) -> None:
        self._app = app
        self._page_policy = PAGE_POLICY.format(inline=inline_scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = FRAME_POLICY if MAP_FRAME in scope["path"] else self._page_policy

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        await self._app(scope, receive, send_with_headers)
