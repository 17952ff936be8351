"""Events on swiftmap's map with its time layer: `… -m benchmarks.peers.swiftmap_page CSV HTML`."""

import sys
from pathlib import Path

import pandas as pd
from swiftmap import Map

from benchmarks.peers.view import chosen_view

NAME = "Events"


def write_page(table: Path, page: Path) -> None:
    """Write a page that holds all events; its slider shows those that began by a day."""
    events = pd.read_csv(table, usecols=["date", "latitude", "longitude"])
    events["date"] = pd.to_datetime(events["date"].str[:10])
    latitude, longitude, zoom = chosen_view()
    made = Map(center=[latitude, longitude], zoom=zoom)
    made.add_circle_markers(events, name=NAME, radius=3)
    made.make_time_layer(NAME, time_field="date", period="P1D", duration=None)
    made.save(page)


if __name__ == "__main__":
    write_page(*map(Path, sys.argv[1:3]))
