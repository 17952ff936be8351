"""The page of the map's frame: st_folium's own, which takes what it draws from our page alone.

st_folium draws whatever a message tells it, HTML and all, and does not ask who sent it; a page of
another site that has opened ours in a window can send one. What is inserted here hears first.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

from dashboard.server.security import MAP_FRAME

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HEAD: Final = "<head>"
GUARD: Final = """<script>
addEventListener('message', (event) => {
  if (event.origin !== location.origin) event.stopImmediatePropagation();
}, true);
</script>"""


class MapFrame:
    """ASGI middleware that answers with the frame's page.

    Parameters
    ----------
    app
        What answers everything else.
    prefix
        The app's base path such as `/maps`, or empty.
    """

    def __init__(self, app: ASGIApp, prefix: str = "") -> None:
        self._app = app
        self._page = prefix + MAP_FRAME

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass a request on."""
        is_page = scope["type"] == "http" and scope["path"] == self._page
        await (_guarded() if is_page else self._app)(scope, receive, send)


@cache
def _guarded() -> HTMLResponse:
    """Put the guard before everything that listens in st_folium's page.

    Raises
    ------
    LookupError
        It is built in another way than it was.
    """
    page = (files("streamlit_folium") / "frontend" / "build" / "index.html").read_text("utf-8")
    before, head, after = page.partition(HEAD)
    if not head:
        raise LookupError(f"expected {HEAD} in st_folium's page, which begins with {page[:80]}")
    return HTMLResponse(f"{before}{head}{GUARD}{after}", headers={"Cache-Control": "no-cache"})
