"""The filters in the sidebar: which events the server answers with. Time is the browser's.

The widgets are seeded from the address once in a session, and again when the reader goes back or
forward; they never write the address, which is the browser's to write.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

import streamlit as st

from geodata.standing import StandingName
from geodata.view import Clock, View
from geodata.wording import standing_label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from dashboard.served_case import LoadedCase
    from geodata.store import FacetCount

SEED: Final = "filter_seed"
SEARCH: Final = "filter_q"
CLOCK: Final = "clock_seed"
FACETS: Final = {"kind": "Kind", "standing": "Standing", "source": "Source", "actor": "Actor"}
MOST_PILLS: Final = 14
LONGEST_LABEL: Final = 44
_MARKDOWN: Final = re.compile(r"([!-/:-@\[-`{-~])")


def seed_filters_once() -> None:
    """Remember what the address asks for at the beginning of a session.

    It is the widgets' default and not their value: a page that found its way back to a restarted
    server brings its widgets' values with it, and those are newer than its address.
    """
    if SEED not in st.session_state:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        view, _ = View.from_query(query)
        st.session_state[SEED] = view.filters()
        st.session_state[CLOCK] = view.clock


def set_filters(query: Mapping[str, Sequence[str]] | str) -> None:
    """Set every filter to what a URL query says."""
    view, _ = View.from_query(query)
    for facet in FACETS:
        st.session_state[_key(facet)] = [str(value) for value in getattr(view, facet)]
    st.session_state[SEARCH] = view.q
    st.session_state[SEED] = View()


def shows_told() -> bool:
    """Whether the reader looks at the second clock, which knows nothing of today's standings."""
    timeline = st.session_state.get("timeline") or {}
    return Clock(timeline.get("clock") or st.session_state[CLOCK]) is Clock.TOLD


def set_filters_from_timeline() -> None:
    """Set the filters anew from the address that the timeline read after back or forward."""
    address = str(st.session_state["timeline"].get("address") or "")
    set_filters(parse_qs(address.split("#", maxsplit=1)[0].removeprefix("?")))


def chosen_filters() -> View:
    """Give the filters as they are set now."""
    return View(
        kind=tuple(_chosen("kind")),
        standing=() if shows_told() else tuple(map(StandingName, _chosen("standing"))),
        source=tuple(_chosen("source")),
        actor=tuple(_chosen("actor")),
        q=str(st.session_state.get(SEARCH, st.session_state[SEED].q) or ""),
    )


def _chosen(facet: str) -> list[str]:
    seed = [str(value) for value in getattr(st.session_state[SEED], facet)]
    return list(st.session_state.get(_key(facet), seed) or [])


def show_filters(loaded: LoadedCase) -> View:
    """Show the sidebar and give the filters chosen in it."""
    with st.sidebar:
        st.text_input(
            "Search",
            st.session_state[SEED].q,
            key=SEARCH,
            live=True,
            placeholder="title, place, speaker, claim",
            persist_state="session",
        )
        whole, chosen = loaded.facets, chosen_filters()
        counts = whole if chosen == View() else loaded.store.facets(chosen)
        labels = _labels(loaded)
        told = shows_told()
        for facet, name in FACETS.items():
            if told and facet == "standing":
                continue
            _show_facet(facet, name, whole[facet], None if told else counts[facet], labels[facet])
        if chosen_filters() != View():
            st.button("Clear filters", on_click=set_filters, args=("",))
    return chosen_filters()


def _show_facet(
    facet: str,
    name: str,
    whole: Sequence[FacetCount],
    counted: Sequence[FacetCount] | None,
    label: Callable[[str], str],
) -> None:
    """Show a facet as pills with counts, or as a list to choose from where it has many values.

    Options keep the whole case's order, so that nothing moves under the pointer. A list forgets
    its choice when its words change: there the counts are the whole case's. On the second clock
    pills have none (`counted` is None): what is counted today may not have been told then.
    """
    chosen = _chosen(facet)
    seed = [str(value) for value in getattr(st.session_state[SEED], facet)] or None
    options = [entry.value for entry in whole if entry.count or entry.value in chosen]
    options += [value for value in chosen if value not in options]
    if not options:
        return
    few = len(options) <= MOST_PILLS
    counts = {entry.value: entry.count for entry in ((counted or ()) if few else whole)}

    def words(value: str) -> str:
        text = _short(label(value))
        shown = _literal(text) if few else text
        return shown if few and counted is None else f"{shown} · {counts.get(value, 0)}"

    show: Any = st.pills if few else st.multiselect
    extra = {"selection_mode": "multi"} if few else {"placeholder": "Choose"}
    show(
        name,
        options,
        default=seed,
        key=_key(facet),
        format_func=words,
        persist_state="session",
        **extra,
    )


def _labels(loaded: LoadedCase) -> dict[str, Callable[[str], str]]:
    names = _source_labels(loaded.case.sources)
    return {
        "kind": str,
        "standing": standing_label,
        "source": lambda source_id: names.get(source_id, source_id),
        "actor": str,
    }


def _source_labels(sources: pd.DataFrame) -> dict[str, str]:
    """Name each source by its publisher, with the day where it has published more than one."""
    names = sources["publisher"].where(sources["publisher"] != "", sources["title"])
    names = names.where(names != "", sources["source_id"])
    several = names.duplicated(keep=False) & (sources["published"] != "")
    labels = names.where(~several, names + ", " + sources["published"].str[:10])
    return dict(zip(sources["source_id"], labels, strict=True))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"


def _literal(words: str) -> str:
    """Escape what Streamlit would read as Markdown: a pill's words, but not a list's."""
    return _MARKDOWN.sub(r"\\\1", words)


def _key(facet: str) -> str:
    return f"filter_{facet}"
