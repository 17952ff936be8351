"""What the map is made with, whoever makes it: folium for Streamlit's page, or a page by itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from geodata.basemap import manifest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.basemap import Clip

FARTHEST_OUT: Final = 2
ZOOM_SNAP: Final = 0.5
BOUNDS: Final = ((-85, -200), (85, 200))
"""South-west and north-east corner that the map can be moved to, in degrees (EPSG:4326)."""


def map_look() -> dict[str, Any]:
    """Give Leaflet's own options of the map."""
    return {"minZoom": FARTHEST_OUT, "zoomSnap": ZOOM_SNAP, "maxBounds": BOUNDS}


def map_options(directory: str, clips: Iterable[Clip]) -> dict[str, Any]:
    """Give what the modules in `static/map` need to start.

    Parameters
    ----------
    directory
        Address of the base map's files.
    clips
        Those to be drawn; online tiles are none.
    """
    about = manifest()
    return {
        "directory": directory,
        "clips": [asdict(clip) for clip in clips],
        "tiles": [],
        "attribution": f"{about.attribution}. {about.disclaimer}",
    }
