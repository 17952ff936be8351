"""Events as a scatter plot of deck.gl with a slider for time, as Streamlit offers it.

Without a base map. `BENCHMARK_CASE` names the folder with the events.
"""

import os
from pathlib import Path

import pandas as pd
import pydeck
import streamlit as st

from benchmarks.peers.view import chosen_view

STEP = 30  # days
BLUE = [0, 114, 178]


@st.cache_resource
def read_events(folder: str) -> pd.DataFrame:
    table = pd.read_csv(Path(folder) / "events.csv", usecols=["date", "latitude", "longitude"])
    days = pd.to_datetime(table.pop("date").str[:10]) - pd.Timestamp("1970-01-01")
    return table.assign(day=days.dt.days)


st.set_page_config(layout="wide")
events = read_events(os.environ["BENCHMARK_CASE"])
first, last = int(events["day"].min()), int(events["day"].max())
until = st.slider("Until", first, last, last, step=STEP)
latitude, longitude, zoom = chosen_view()
st.pydeck_chart(
    pydeck.Deck(
        layers=[
            pydeck.Layer(
                "ScatterplotLayer",
                events.loc[events["day"] <= until, ["latitude", "longitude"]],
                get_position=["longitude", "latitude"],
                get_fill_color=BLUE,
                get_radius=3,
                radius_units="'pixels'",
            )
        ],
        initial_view_state=pydeck.ViewState(latitude=latitude, longitude=longitude, zoom=zoom - 1),
        map_provider=None,
    ),
    width=1100,
    height=700,
    key="map",
)
