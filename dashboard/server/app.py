"""The application: Streamlit's pages, our data and asset routes, and their headers."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from starlette.middleware import Middleware

from dashboard.server.asset_routes import asset_routes
from dashboard.server.cell_routes import cell_routes
from dashboard.server.data_routes import data_routes
from dashboard.server.draft_routes import draft_routes
from dashboard.server.edit_routes import edit_routes
from dashboard.server.export_routes import export_routes
from dashboard.server.incoming import Incoming
from dashboard.server.link_routes import link_routes
from dashboard.server.live_routes import live_routes
from dashboard.server.map_frame import MapFrame
from dashboard.server.own_hosts import OwnHosts
from dashboard.server.request_log import Log, RequestLog, start_log
from dashboard.server.security import SecurityHeaders
from dashboard.server.unknown_routes import unknown_routes

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTRY: Final = Path(__file__).parent.parent / "screens" / "entry.py"
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def app_parts(
    base_path: str = "",
    network_pages: Sequence[str] = (),
    names: Sequence[str] = (),
    framed_by: Sequence[str] = (),
    log: Log = Log.NOTHING,
) -> dict[str, Any]:
    """Give what an `st.App` of `ENTRY` is made of to serve `dashboard.served_case.served_case()`.

    `streamlit run` looks for the call of `st.App` in a script's text: it stands there, not here.

    Parameters
    ----------
    base_path
        The path under which it is reached (`server.baseUrlPath`), such as `maps`; empty for none.
    network_pages
        The page's addresses for other computers; none where only this one reaches it.
    names
        The names by which it is reached, besides this computer's own and addresses in figures.
    framed_by
        Origins whose pages may show it in a frame.
    log
        What is printed of each request.
    """
    logged = []
    if log is not Log.NOTHING:
        start_log()
        logged = [Middleware(RequestLog, with_addresses=log is Log.ADDRESSES)]
    prefix = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    return {
        "routes": [
            *data_routes(prefix),
            *cell_routes(prefix),
            *export_routes(prefix),
            *asset_routes(prefix),
            *link_routes(prefix, network_pages),
            *live_routes(prefix),
            *edit_routes(prefix),
            *draft_routes(prefix),
            *unknown_routes(prefix),
        ],
        "middleware": [
            *logged,
            Middleware(
                SecurityHeaders,
                inline_scripts=_inline_script_hashes(),
                prefix=prefix,
                framed_by=framed_by,
            ),
            Middleware(OwnHosts, prefix=prefix, names=names),
            Middleware(Incoming),
            Middleware(MapFrame, prefix=prefix),
        ],
    }


def _inline_script_hashes() -> str:
    """Name the inline scripts of Streamlit's own page, as a content security policy does."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
