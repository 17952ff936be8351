"""A plain folium map whose Leaflet comes from this machine: the peers need no network either."""

import folium

ASSETS = "/peer-assets"


class LocalMap(folium.Map):
    default_js = [("leaflet", f"{ASSETS}/leaflet.js")]  # noqa: RUF012 - folium's own declaration
    default_css = [("leaflet", f"{ASSETS}/leaflet.css")]  # noqa: RUF012 - as above
