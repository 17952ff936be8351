"""The least that Streamlit does: a button, and a text that changes."""

import streamlit as st

st.session_state.setdefault("times", 0)
if st.button("Again"):
    st.session_state["times"] += 1
st.text(f"pressed {st.session_state['times']} times")
