"""The shipped case as an ASGI application: `streamlit run streamlit_app.py`, or any ASGI server.

Nobody may edit it there. It is known by this computer's names, and by `browser.serverAddress`.
"""

import streamlit as st
from streamlit import config

from dashboard.local_network import network_names
from dashboard.server.app import ENTRY, app_parts

named = config.get_option("browser.serverAddress") or "localhost"
app = st.App(
    ENTRY,
    **app_parts(str(config.get_option("server.baseUrlPath")), names=[str(named), *network_names()]),
)
