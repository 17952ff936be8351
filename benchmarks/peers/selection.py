"""Select an event and read its claims, the way a plain Streamlit page does: by a rerun.

`BENCHMARK_CASE` names the folder of a generated case.
"""

import os
from pathlib import Path

import pandas as pd
import streamlit as st


@st.cache_resource
def read_case(folder: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    path = Path(folder)
    return pd.read_csv(path / "events.csv"), pd.read_csv(path / "sources" / "claims.csv")


events, claims = read_case(os.environ["BENCHMARK_CASE"])
number = st.session_state.setdefault("number", 0)
if st.button("Next"):
    number = st.session_state["number"] = number + 1
event = events.iloc[number]
st.subheader(event["title"])
for claim in claims[claims["event_id"] == event["event_id"]].itertuples():
    st.text(f"{claim.speaker} {claim.stance}, {claim.reported}: {claim.says}")
