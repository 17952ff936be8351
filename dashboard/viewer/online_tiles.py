"""Tile services that the reader may choose in the layer control; none is asked before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from xyzservices import providers


@dataclass(frozen=True)
class OnlineTiles:
    """A tile service, in the words of Leaflet's options."""

    name: str
    url: str
    attribution: str
    maxZoom: int  # noqa: N815 - Leaflet's own name of the option

    @property
    def origin(self) -> str:
        """Scheme and host, as a content security policy names them."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}"


def _tiles(provider: Any, name: str) -> OnlineTiles:
    return OnlineTiles(
        name=name,
        url=provider.build_url(),
        attribution=provider.html_attribution,
        maxZoom=provider.get("max_zoom", 19),
    )


ONLINE_TILES: Final = (_tiles(providers.OpenStreetMap.Mapnik, "OpenStreetMap"),)
