"""A page with one map, as the first ten lines of a tutorial have it."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.local_map import LocalMap

st.title("One map")
page_map = LocalMap([40.2, 47.0], zoom_start=7, tiles=None)
folium.CircleMarker([39.8, 46.8], tooltip="An event").add_to(page_map)
st_folium(page_map, width=1100, height=700, returned_objects=[])
