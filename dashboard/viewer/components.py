"""What people see as Streamlit components: the parts of the viewer, and pages beside it.

Each is a stub: it imports its module from our assets once and hands it the newest arguments. Where
that fails, it says which part cannot be shown; the others are not touched by it. A default export
must be synchronous, and a superseded call's cleanup must not end the live one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.assets import asset_address
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable

GUARD: Final = (files("dashboard.viewer") / "static" / "guard.js").read_text("utf-8")
STUB: Final = Template("""
const loaded = new Map();
const views = new WeakMap();
const part = $part;
const addresses = (names) => names.map((name) => new URL(name, document.baseURI).href);
export default function (component) {
  const { parentElement } = component;
  let slot = views.get(parentElement);
  if (!slot) {
    slot = { guard: guard(parentElement, { own: addresses(part.own), words: part.words }) };
    views.set(parentElement, slot);
  }
  slot.args = component;
  const [address] = addresses([part.module]);
  if (!loaded.has(address)) loaded.set(address, import(address));
  loaded.get(address).then((module) => {
    if (views.get(parentElement) !== slot) return;
    slot.view ??= module.mount(parentElement, slot.args);
    slot.view.update(slot.args);
  }).catch((error) => {
    if (!slot.view) loaded.delete(address);
    slot.guard.failed(error);
  });
  return () => queueMicrotask(() => {
    if ((parentElement.host ?? parentElement).isConnected) return;
    slot.guard.stop();
    slot.view?.destroy();
    views.delete(parentElement);
  });
}
""")
DOUBTFUL: Final = message("Something failed here: what this part shows may not hold any more.")
RELOAD: Final = message("Reload the page")


@dataclass(frozen=True)
class Part:
    """A part of the page.

    Attributes
    ----------
    module
        That mounts it.
    own
        Of what it alone is made: modules, or folders of them; a failure there is a failure of it.
    cannot
        What is said where it cannot be shown; a message yet to be translated.
    """

    module: str
    own: tuple[str, ...]
    cannot: str


PARTS: Final = {
    "sentence": Part(
        "viewer/sentence.js",
        ("viewer/sentence.js", "viewer/live/"),
        message("The sentence over the map cannot be shown."),
    ),
    "timeline": Part(
        "viewer/timeline/timeline.js",
        ("viewer/timeline/", "viewer/symbols.js"),
        message("The timeline cannot be shown."),
    ),
    "source_panel": Part(
        "viewer/panel/panel.js",
        ("viewer/panel/", "viewer/symbols.js"),
        message("The sources cannot be shown here."),
    ),
    "filters": Part(
        "viewer/filters.js", ("viewer/filters.js",), message("The filters cannot be shown.")
    ),
    "event_table": Part(
        "viewer/table/table.js",
        ("viewer/table/", "viewer/symbols.js"),
        message("The table cannot be shown."),
    ),
    "sources_page": Part(
        "viewer/pages/sources.js",
        ("viewer/pages/sources.js",),
        message("The list of sources cannot be shown."),
    ),
    "method_page": Part(
        "viewer/pages/method.js",
        ("viewer/pages/method.js",),
        message("How the case is to be read cannot be shown."),
    ),
    "edit_page": Part(
        "viewer/editing/edit_page.js",
        ("viewer/editing/",),
        message("The tables cannot be shown to be edited."),
    ),
    "draft_page": Part(
        "viewer/draft/draft.js", ("viewer/draft/",), message("The draft cannot be shown.")
    ),
}


@cache
def _component(name: str) -> Callable[..., Any]:
    part = PARTS[name]
    told = {
        "module": asset_address(part.module),
        "own": [asset_address(own) for own in part.own],
        "words": {
            "cannot": gettext(part.cannot),
            "doubtful": gettext(DOUBTFUL),
            "reload": gettext(RELOAD),
        },
    }
    script = GUARD + STUB.substitute(part=json.dumps(told))
    return st.components.v2.component(f"whenabouts_{name}", js=script)


def sentence(told: dict[str, Any]) -> None:
    """Show the sentence that says what is on the screen; `told` is as for `timeline`.

    Both follow what this run of the script found, so that either goes on without the other.
    """
    _component("sentence")(key="sentence", data=told, height="content")


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
