"""Where a peer's map looks: `BENCHMARK_VIEW`, latitude, longitude and zoom level."""

import os

VIEW = "BENCHMARK_VIEW"


def chosen_view() -> tuple[float, float, int]:
    """Give latitude and longitude in degrees (EPSG:4326), and the zoom level."""
    latitude, longitude, zoom = os.environ.get(VIEW, "40.2,47.0,7").split(",")
    return float(latitude), float(longitude), int(zoom)
