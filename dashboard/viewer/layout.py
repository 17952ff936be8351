"""The page's frame: where the sentence, the map, the timeline and the panel stand.

The viewer is mounted by the entry script on every page and hidden on all but the map's, so that
going to another page and back neither mounts it again nor forgets what it showed.
"""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit_folium import st_folium

from dashboard.assets import assets_version
from dashboard.filters import set_filters_from_timeline
from dashboard.viewer.base_map import event_map
from dashboard.viewer.components import sentence, source_panel, timeline

if TYPE_CHECKING:
    from geodata.view import View

STYLE: Final = Template((files("dashboard.viewer") / "static" / "page.css").read_text("utf-8"))


def style_page(*, shows_map: bool) -> None:
    """Give Streamlit's page our measures; hide the viewer where the page is not the map's."""
    viewer, sidebar = ("grid", "flex") if shows_map else ("none", "none")
    style = STYLE.substitute(viewer_display=viewer, sidebar_display=sidebar)
    st.html(f"<style>{style}</style>")


def show_viewer(version: str, filters: View, *, shows_map: bool) -> None:
    """Mount the viewer.

    Parameters
    ----------
    version
        Of the case, part of its data's address.
    filters
        What the events are filtered by.
    shows_map
        Whether the page is the map's; else the viewer is there, but not to be seen.
    """
    query = filters.to_query()
    told = {
        "url": f"data/{version}/{assets_version()}/view.json" + (f"?{query}" if query else ""),
        "filters": _address_parts(filters),
        "shows_map": shows_map,
    }
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
            timeline(told, set_filters_from_timeline)


def _address_parts(filters: View) -> dict[str, list[str]]:
    parts = {
        name: [str(value) for value in getattr(filters, name)]
        for name in ("kind", "standing", "source", "actor")
    }
    parts["q"] = [filters.q] if filters.q else []
    return parts
