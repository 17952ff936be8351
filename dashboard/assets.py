"""Static files and their addresses, which name a version: ours, Leaflet's and the base map's.

`assets/<version>/viewer/…`, `assets/<version>/leaflet/…`, `assets/<version>/basemap/…`; the version
is a digest of what lies there, so a browser keeps each file for good and never an old one.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import xstatic.pkg.leaflet

from geodata.basemap import BASEMAP_DIRECTORY

FOLDERS: Final = {
    "viewer": Path(__file__).parent / "viewer" / "static",
    "leaflet": Path(xstatic.pkg.leaflet.BASE_DIR),
    "basemap": BASEMAP_DIRECTORY,
}
MEDIA_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".webp": "image/webp",
    ".png": "image/png",
}
PROGRAM: Final = {"dashboard": Path(__file__).parent, "geodata": BASEMAP_DIRECTORY.parent}
DIGESTED: Final = frozenset({*MEDIA_TYPES, ".py"})


@cache
def assets_version() -> str:
    """Digest names, sizes and times of all files served, and of the program, as eight hex digits.

    The program is in it because what it answers goes together with what the browser runs.
    """
    digest = hashlib.sha256()
    for name, folder in {**FOLDERS, **PROGRAM}.items():
        for path in sorted(folder.rglob("*")):
            if path.suffix in DIGESTED and path.is_file():
                about = path.stat()
                file = f"{name}/{path.relative_to(folder)}"
                digest.update(f"{file} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:8]


def data_address(version: str) -> str:
    """Give where the data of a version of the case lie, relative to the app's root."""
    return f"data/{version}/{assets_version()}/"


def asset_address(name: str) -> str:
    """Give the address of an asset, such as `viewer/map/boot.js`, relative to the app's root."""
    return f"assets/{assets_version()}/{name}"
