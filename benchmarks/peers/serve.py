"""Serve a peer: `python -m benchmarks.peers.serve SCRIPT PORT`."""

import sys
from pathlib import Path

import streamlit as st
import xstatic.pkg.leaflet
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from benchmarks.peers.local_map import ASSETS

if __name__ == "__main__":
    script, port = sys.argv[1:]
    leaflet = StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR)
    st.App(Path(__file__).with_name(script), routes=[Mount(ASSETS, leaflet)]).run(
        config={
            "server.address": "127.0.0.1",
            "server.port": int(port),
            "server.headless": True,
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": False,
        }
    )
