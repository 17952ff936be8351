"""Events on a map with a slider for time, as Streamlit and folium offer it.

The markers lie in a feature group of their own, which `st_folium` changes without making the map
anew: the faster of its two ways. `BENCHMARK_CASE` names the folder of a generated case.
"""

import os
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.local_map import LocalMap
from benchmarks.peers.view import chosen_view

STEP = 30  # days


@st.cache_resource
def read_events(folder: str) -> pd.DataFrame:
    table = pd.read_csv(Path(folder) / "events.csv")
    days = pd.to_datetime(table["date"].str[:10]) - pd.Timestamp("1970-01-01")
    return table.assign(day=days.dt.days)


st.set_page_config(layout="wide")
events = read_events(os.environ["BENCHMARK_CASE"])
first, last = int(events["day"].min()), int(events["day"].max())
until = st.slider("Until", first, last, last, step=STEP)
markers = folium.FeatureGroup(name="events")
shown = events[events["day"] <= until]
for north, east, title in zip(shown["latitude"], shown["longitude"], shown["title"], strict=True):
    folium.CircleMarker([north, east], radius=6, tooltip=title).add_to(markers)
latitude, longitude, zoom = chosen_view()
st_folium(
    LocalMap([latitude, longitude], zoom_start=zoom, tiles=None),
    feature_group_to_add=markers,
    key="map",
    width=1100,
    height=700,
    returned_objects=[],
)
