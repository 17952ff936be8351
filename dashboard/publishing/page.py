"""The page that stands by itself: its modules, its base map, what it is told, its frame in HTML."""

from __future__ import annotations

import html
import json
import re
from dataclasses import asdict
from functools import cache
from posixpath import dirname, join, normpath
from string import Template
from typing import TYPE_CHECKING, Any, Final

from dashboard.assets import FOLDERS
from dashboard.viewer.map_options import map_look, map_options
from geodata.basemap import manifest
from geodata.translation import gettext, message
from geodata.wording import edtf_words

if TYPE_CHECKING:
    from geodata.basemap import Clip
    from geodata.casebook import Case

ENTRY: Final = "reference/page.js"
STYLESHEETS: Final = ("leaflet/leaflet.css", "viewer/map/map.css", "viewer/reference/page.css")
"""Of the page itself, in this order; each part brings its own."""

IMPORT: Final = re.compile(r"(?<=\bfrom )'(\.{1,2}/[^']+)'")
"""The address of another module, in a static import."""

OWN_FILE: Final = re.compile(r"'([a-z_/]+\.(?:css|json))'")
SHEET: Final = re.compile(r"@import url\('([^']+)'\);\n")

ICON: Final = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Ccircle cx='8' cy='8' r='6' fill='%230072B2'/%3E%3C/svg%3E"
)
"""A confirmed event's mark."""
_WITHOUT_SCRIPT: Final = message("This page needs JavaScript.")

_PAGE: Final = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="$icon">
<title>$title</title>
$head
</head>
<body>
<p id="loading" class="loading">$title</p>
<noscript><p class="loading">$limits $without_script</p></noscript>
<main id="viewer" class="viewer">
<div id="sentence" class="sentence-box"></div>
<div id="filters" class="filters-box"></div>
<div class="map-box"><div id="map" class="map"></div></div>
<div id="panel" class="panel-box"></div>
<div id="timeline" class="time-box"></div>
</main>
<div id="notice" class="notice" role="status" hidden></div>
<script type="application/json" id="whenabouts-page">$told</script>
$scripts
</body>
</html>
""")


@cache
def modules() -> dict[str, str]:
    """Give the modules that the page's entry reaches, by their names in `static/`, sorted."""
    found: dict[str, str] = {}
    waiting = [ENTRY]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (FOLDERS["viewer"] / name).read_text("utf-8")
            waiting += [resolved(name, address) for address in IMPORT.findall(found[name])]
    return dict(sorted(found.items()))


def resolved(name: str, address: str) -> str:
    """Give the name of the module that another one imports by a relative address."""
    return normpath(join(dirname(name), address))


@cache
def parts_files() -> dict[str, str]:
    """Give the stylesheets and definitions that the modules ask for, by their addresses."""
    asked = set(OWN_FILE.findall("".join(modules().values())))
    own = sorted(name for name in asked if (FOLDERS["viewer"] / name).is_file())
    return {f"viewer/{name}": file_text(f"viewer/{name}") for name in own}


def file_text(address: str) -> str:
    """Read a file by its address; a stylesheet holds those that it imports."""
    folder, _, name = address.partition("/")
    text = (FOLDERS[folder] / name).read_text("utf-8")
    return SHEET.sub(lambda found: file_text(join(dirname(address), found[1])), text)


def clips_in_reach(case: Case) -> tuple[Clip, ...]:
    """Choose the clips of the base map that hold a place of the case; the world always is one."""
    marks = case.places[["mark_longitude", "mark_latitude"]].to_numpy()

    def holds_one(clip: Clip) -> bool:
        west, south, east, north = clip.bounds
        return any(west <= lon <= east and south <= lat <= north for lon, lat in marks)

    return tuple(clip for clip in manifest().clips if clip.name == "world" or holds_one(clip))


def basemap_files(clips: tuple[Clip, ...]) -> dict[str, bytes]:
    """Give the files of clips by their addresses."""
    paths = [file.path for clip in clips for file in clip.files.values()]
    return {f"basemap/{path}": (FOLDERS["basemap"] / path).read_bytes() for path in paths}


def what_is_told(
    case: Case, *, data: str, basemap: str, query: str, made: str, **more: object
) -> dict[str, Any]:
    """Give what the page's entry is told.

    Parameters
    ----------
    case
        Whose page it is.
    data, basemap
        Addresses of the case's files and of the base map's, relative to the page.
    query
        Of the view that opens where the page's own address asks for none.
    made
        When the case was brought up to date, a day or an instant in ISO 8601; "" to say nothing.
    more
        What else a page of this sort is told.
    """
    about = manifest()
    return {
        "data": data,
        "query": query,
        "map": {"look": map_look(), **map_options(basemap, clips_in_reach(case))},
        "about": {
            "title": case.about.title,
            "limits": case.about.limits,
            "licence": case.about.licence,
            "version": case.version,
            "rejected": len(case.rejected),
            "updated": edtf_words(made, case.about.zone),
            "basemap": {
                "attribution": about.attribution,
                "disclaimer": about.disclaimer,
                "sources": [asdict(source) for source in about.sources],
            },
        },
        **more,
    }


def page_html(told: dict[str, Any], *, policy: str, head: str, scripts: str) -> str:
    """Write the page; `head` and `scripts` are ours, everything of the case is escaped."""
    return _PAGE.substitute(
        policy=html.escape(policy),
        icon=ICON,
        title=html.escape(told["about"]["title"]),
        without_script=html.escape(gettext(_WITHOUT_SCRIPT)),
        limits=html.escape(told["about"]["limits"]),
        told=inert(json.dumps(told, ensure_ascii=False, separators=(",", ":"))),
        head=head,
        scripts=scripts,
    )


def inert(text: str) -> str:
    """Write JSON so that it can stand in a script element and end it nowhere."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
