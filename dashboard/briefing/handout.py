"""The handout: a case as one HTML file, which needs no server and no network.

It carries the live page's own modules. A page opened from disk may not import modules by relative
addresses, so they stand in an import map as `data:` modules under names of their own; see
`docs/decisions/handout.md`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dashboard.assets import MEDIA_TYPES
from dashboard.publishing.case_answers import case_answers
from dashboard.publishing.page import (
    ENTRY,
    IMPORT,
    STYLESHEETS,
    basemap_files,
    clips_in_reach,
    file_text,
    modules,
    page_html,
    parts_files,
    resolved,
    what_is_told,
)

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.store import Store

NAMED: Final = "whenabouts/"
"""How the names of modules begin in the import map."""

KEPT_IN_ADDRESSES: Final = " !\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""What a `data:` address may hold as it is, so that it compresses as text does."""

DOCUMENTATION: Final = re.compile(r"^[ ]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)
"""Comments that document a module or a function, which begin a line."""

SMALLEST: Final = 9
_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data: blob:; "
    "style-src data: {styles}; script-src data: {scripts}"
)


def handout_bytes(case: Case, store: Store, query: str = "", *, made: str = "") -> bytes:
    """Write a case as one HTML file; the same bytes for the same case, query and program.

    Parameters
    ----------
    case, store
        The case, and the store that answers views of it.
    query
        A permalink's, of the view that it opens with.
    made
        When the case was brought up to date, as `2024-06-12` or `2024-06-12T13:05`; it is said
        under About.
    """
    data = f"data/{case.version}/"
    told = what_is_told(
        case, data=data, basemap="basemap/", query=query.removeprefix("?"), made=made, isFile=True
    )
    carried = {f"{data}{name}": content for name, content in case_answers(case, store).items()}
    carried |= basemap_files(clips_in_reach(case))
    leaflet = file_text("leaflet/leaflet.js")
    import_map = _import_map()
    program = {
        "entry": NAMED + ENTRY,
        "importmap": import_map,
        "leaflet": leaflet,
        "files": parts_files(),
    }
    start = file_text("viewer/reference/carried.js")
    style = "".join(file_text(name) for name in STYLESHEETS)
    blocks = [_block("program", json.dumps(program, ensure_ascii=False).encode())]
    blocks += [_block(name, content) for name, content in carried.items()]
    page = page_html(
        told,
        policy=_POLICY.format(styles=_digest(style), scripts=_digests(start, import_map, leaflet)),
        head=f"<style>{style}</style>",
        scripts="\n".join([*blocks, f"<script>{start}</script>"]),
    )
    return page.encode()


def _import_map() -> str:
    addresses = {
        NAMED + name: "data:text/javascript;charset=utf-8,"
        + quote(_with_names(name, text), safe=KEPT_IN_ADDRESSES)
        for name, text in modules().items()
    }
    return json.dumps({"imports": addresses}, ensure_ascii=False)


def _with_names(name: str, text: str) -> str:
    """Have a module import others by their names in the import map, without its documentation."""
    code = DOCUMENTATION.sub("", text)
    return IMPORT.sub(lambda found: f"'{NAMED}{resolved(name, found[1])}'", code)


def _block(name: str, content: bytes) -> str:
    """Write a file into the page, where it does nothing; what is compressed already stays so."""
    media_type = MEDIA_TYPES.get(name[name.rfind(".") :], "application/json")
    if not media_type.startswith("image/"):
        content = gzip.compress(content, SMALLEST, mtime=0)
    text = base64.b64encode(content).decode()
    return (
        f'<script type="text/plain" data-carries="{name}" data-type="{media_type}">{text}</script>'
    )


def _digests(*texts: str) -> str:
    return " ".join(_digest(text) for text in texts)


def _digest(text: str) -> str:
    """Name an inline script or style as a content security policy does."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
