"""A case's files for a page that answers itself: everything a server would be asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dashboard.viewer.answer import source_texts, view_answer
from dashboard.viewer.facets import MOST_VALUES, facets_answer
from geodata.search_text import folding_rules, place_search_texts
from geodata.view import View

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.store import Store

EVERY_VALUE: Final = 10**9


def case_answers(case: Case, store: Store) -> dict[str, bytes]:
    """Give the files of a case by their names, as JSON.

    Returns
    -------
    `view.json`, the answer to the view without filters; `filters.json`, what else filters and a
    search compare; `texts.json`, our summaries by source. The user's own copies of originals are
    in none of them: they are not ours to hand on.
    """
    view = json.loads(view_answer(case, store, View()))
    view["sources"]["has_original"] = [False] * len(view["sources"]["id"])
    texts = {source_id: _texts(case, source_id) for source_id in view["sources"]["id"]}
    files = {
        "view.json": view,
        "filters.json": _facts(case, store, view["events"]["id"]),
        "texts.json": texts,
    }
    return {name: as_json(content) for name, content in files.items()}


def as_json(content: object) -> bytes:
    """Write compact JSON, letters as they are."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _texts(case: Case, source_id: str) -> dict[str, Any]:
    told = json.loads(source_texts(case, source_id) or b"{}")
    # whose computer it was made on is nobody's business
    problem = told["problem"].replace(f"{case.path}/", "")
    return {**told, "original": None, "problem": problem}


def _facts(case: Case, store: Store, event_ids: list[str]) -> dict[str, Any]:
    """Tell of events, in the order of the view's answer, what it does not."""
    rows = dict(zip(case.events["event_id"], range(len(case.events)), strict=True))
    kept = [rows[event_id] for event_id in event_ids]
    actors = case.events["actors"].tolist()
    localities = case.events["verbatim_locality"].tolist()
    texts, places = place_search_texts(case)
    named = [_names(actors[row]) for row in kept]
    values = list(dict.fromkeys(name for names in named for name in names))
    index = {name: number for number, name in enumerate(values)}
    return {
        "actors": {"values": values, "of_event": [[index[name] for name in own] for own in named]},
        "localities": [localities[row] for row in kept],
        "places": {"texts": texts, "of_event": [places[row] for row in kept]},
        "folding": folding_rules(),
        "facets": json.loads(facets_answer(case, store, View(), EVERY_VALUE)),
        "most_values": {"source": MOST_VALUES, "actor": MOST_VALUES},
    }


def _names(actors: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in actors.split("|") if name.strip()))
