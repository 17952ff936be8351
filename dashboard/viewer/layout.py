"""The page's frame: where the sentence, the map, the timeline and the panel stand.

The viewer is mounted by the entry script on every page and hidden on all but the map's, so that
going to another page and back neither mounts it again nor forgets what it showed.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import Final

import streamlit as st
from streamlit_folium import st_folium

from dashboard.assets import assets_version
from dashboard.viewer.base_map import event_map
from dashboard.viewer.components import filters, sentence, source_panel, timeline

STYLE: Final = Template((files("dashboard.viewer") / "static" / "page.css").read_text("utf-8"))


def style_page(*, shows_map: bool) -> None:
    """Give Streamlit's page our measures; hide the viewer where the page is not the map's."""
    viewer, sidebar = ("grid", "flex") if shows_map else ("none", "none")
    style = STYLE.substitute(viewer_display=viewer, sidebar_display=sidebar)
    st.html(f"<style>{style}</style>")


def show_viewer(version: str, *, shows_map: bool) -> None:
    """Mount the viewer.

    Parameters
    ----------
    version
        Of the case, part of its data's address.
    shows_map
        Whether the page is the map's; else the viewer is there, but not to be seen.
    """
    told = {"data": f"data/{version}/{assets_version()}/", "shows_map": shows_map}
    with st.container(key="viewer"):
        with st.container(key="sentence_box"):
            sentence()
        with st.container(key="map_box"):
            st_folium(
                event_map(),
                key=f"map-{assets_version()}",
                height=400,
                returned_objects=[],
                use_container_width=True,
            )
        with st.container(key="panel_box"):
            source_panel()
        with st.container(key="timeline_box"):
            timeline(told)
    with st.sidebar:
        filters()
