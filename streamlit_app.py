"""The shipped case as an ASGI application: `streamlit run streamlit_app.py`, or any ASGI server."""

from streamlit import config

from dashboard.server.app import create_app

app = create_app(str(config.get_option("server.baseUrlPath")))
