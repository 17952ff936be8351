"""The map as folium knows it: an offline base map and our layer of events.

The map is the same to the last byte in every run of the script, so `st_folium` mounts it once; what
changes reaches it in the browser, see `docs/architecture.md`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import folium
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from dashboard.assets import asset_address
from dashboard.viewer.map_options import BOUNDS, FARTHEST_OUT, ZOOM_SNAP, map_options
from dashboard.viewer.online_tiles import ONLINE_TILES
from geodata.basemap import manifest

FROM_FRAME: Final = "../../"  # the frame's page lies at component/<name>/index.html


class BaseMap(folium.Map):
    """A folium map whose assets all come from this server."""

    default_js = [("leaflet", FROM_FRAME + asset_address("leaflet/leaflet.js"))]  # noqa: RUF012 - folium's own declaration
    default_css = [("leaflet", FROM_FRAME + asset_address("leaflet/leaflet.css"))]  # noqa: RUF012 - as above


class EventLayer(JSCSSMixin, Layer):
    """The events, drawn on canvases by the modules in `static/map`.

    Parameters
    ----------
    options
        What the modules need to start: the base map's directory and clips, tiles, attribution.
    """

    _template = Template(
        """{% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.layerGroup();
        window.whenabouts.mount({{ this._parent.get_name() }}, {{ this.mount_options|tojson }});
        {% endmacro %}"""
    )
    default_js = [("whenabouts", FROM_FRAME + asset_address("viewer/map/boot.js"))]  # noqa: RUF012 - folium's own declaration
    default_css = [("whenabouts", FROM_FRAME + asset_address("viewer/map/map.css"))]  # noqa: RUF012 - as above

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(name="events", overlay=True, control=False, show=True)
        self._name = "EventLayer"
        self.mount_options = options


def event_map() -> BaseMap:
    """Make the map: without a view of its own, which the modules set from the case's places."""
    options = {
        **map_options(FROM_FRAME + asset_address("basemap/"), manifest().clips),
        "tiles": [asdict(tiles) for tiles in ONLINE_TILES],
    }
    (south, west), (north, east) = BOUNDS
    made = BaseMap(
        [0, 0],
        zoom_start=FARTHEST_OUT,
        min_zoom=FARTHEST_OUT,
        tiles=None,
        zoom_snap=ZOOM_SNAP,
        max_bounds=True,
        min_lat=south,
        max_lat=north,
        min_lon=west,
        max_lon=east,
    )
    EventLayer(options).add_to(made)
    return made
