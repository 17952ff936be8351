"""What people see as Streamlit components: the parts of the viewer, and pages beside it.

Each is a stub: it imports its module from our assets once and hands it the newest arguments. A
default export must be synchronous, and a superseded call's cleanup must not end the live one.
"""

from __future__ import annotations

from functools import cache
from string import Template
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.assets import asset_address

if TYPE_CHECKING:
    from collections.abc import Callable

STUB: Final = Template("""
const loaded = new Map();
const views = new WeakMap();
export default function (component) {
  const { parentElement } = component;
  let slot = views.get(parentElement);
  if (!slot) views.set(parentElement, (slot = {}));
  slot.args = component;
  const address = new URL('$module', document.baseURI).href;
  if (!loaded.has(address)) loaded.set(address, import(address));
  loaded.get(address).then((module) => {
    if (views.get(parentElement) !== slot) return;
    slot.view ??= module.mount(parentElement, slot.args);
    slot.view.update(slot.args);
  });
  return () => queueMicrotask(() => {
    if ((parentElement.host ?? parentElement).isConnected) return;
    slot.view?.destroy();
    views.delete(parentElement);
  });
}
""")
MODULES: Final = {
    "sentence": "viewer/sentence.js",
    "timeline": "viewer/timeline/timeline.js",
    "source_panel": "viewer/panel/panel.js",
    "filters": "viewer/filters.js",
    "event_table": "viewer/table/table.js",
    "sources_page": "viewer/pages/sources.js",
    "method_page": "viewer/pages/method.js",
    "edit_page": "viewer/editing/edit_page.js",
    "draft_page": "viewer/draft/draft.js",
}


@cache
def _component(name: str) -> Callable[..., Any]:
    script = STUB.substitute(module=asset_address(MODULES[name]))
    return st.components.v2.component(f"whenabouts_{name}", js=script)


def sentence() -> None:
    """Show the sentence that says what is on the screen."""
    _component("sentence")(key="sentence", height="content")


def source_panel() -> None:
    """Show the source panel."""
    _component("source_panel")(key="source_panel", height="stretch")


def filters() -> None:
    """Show what the events can be filtered by."""
    _component("filters")(key="filters", height="content")


def event_table() -> None:
    """Show the events that the reader sees as a table."""
    _component("event_table")(key="event_table", height="stretch")


def sources_page(told: dict[str, Any]) -> None:
    """Show every source of the case with what it says; `told` holds `data` as for `timeline`."""
    _component("sources_page")(key="sources_page", data=told, height="content")


def method_page(told: dict[str, Any]) -> None:
    """Show how the case is to be read; `told` holds `data` as for `timeline`."""
    _component("method_page")(key="method_page", data=told, height="content")


def edit_page(told: dict[str, Any]) -> None:
    """Show the case's tables to be edited; `told` holds `data` as for `timeline`."""
    _component("edit_page")(key="edit_page", data=told, height="content")


def draft_page() -> None:
    """Show where an article is put in, and what it proposes."""
    _component("draft_page")(key="draft_page", height="content")


def timeline(told: dict[str, Any]) -> None:
    """Show the timeline, and tell the browser what this run of the script found.

    Parameters
    ----------
    told
        `data`, the address under which the case's data lies, relative to the app's root;
        `stage`, which of the viewer's pages is shown; None where the viewer is not to be seen and
        the address bar is another page's.
    """
    _component("timeline")(key="timeline", data=told, height="content")
