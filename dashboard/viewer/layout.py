"""The page's frame: where the sentence, the map, the timeline and the panel stand.

The viewer is mounted by the entry script on every page and hidden where a page is not one of its
stages, so that going to another page and back neither mounts it again nor forgets what it showed.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from string import Template
from typing import Any, Final

import streamlit as st
from streamlit_folium import st_folium

from dashboard.assets import assets_version, data_address
from dashboard.viewer.base_map import event_map
from dashboard.viewer.components import event_table, filters, sentence, source_panel, timeline

STYLE: Final = Template((files("dashboard.viewer") / "static" / "page.css").read_text("utf-8"))


class Stage(StrEnum):
    """What stands in the middle of the viewer: between sentence and timeline, beside the panel."""

    MAP = "map"
    TABLE = "table"


def case_data(version: str) -> dict[str, Any]:
    """Tell a component where the data of a version of the case lie, relative to the app's root."""
    return {"data": data_address(version)}


def style_page(stage: Stage | None) -> None:
    """Give Streamlit's page our measures; hide the viewer where the page is none of its stages.

    Under the table the map keeps its size, unseen: it goes on hearing of time and selection.
    """
    viewer, sidebar = ("grid", "flex") if stage else ("none", "none")
    style = STYLE.substitute(
        viewer_display=viewer,
        sidebar_display=sidebar,
        map_visibility="hidden" if stage is Stage.TABLE else "visible",
    )
    st.html(f"<style>{style}</style>")


def show_viewer(version: str, stage: Stage | None) -> None:
    """Mount the viewer.

    Parameters
    ----------
    version
        Of the case, part of its data's address.
    stage
        Which of the viewer's pages is shown; None where it is there, but not to be seen.
    """
    told = {**case_data(version), "stage": stage}
    with st.container(key="viewer"):
        with st.container(key="sentence_box"):
            sentence(told)
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
        if stage is Stage.TABLE:
            with st.container(key="table_box"):
                event_table()
    with st.sidebar:
        filters()
