"""What holds for the store's answers to any view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.answers import FACETS
from geodata.dates import day_number
from geodata.matches_told import matches_since
from geodata.standing import StandingName
from geodata.store import Store
from geodata.view import Clock, View
from tests.geodata.hand_built_case import case_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geodata.casebook import Case


KINDS, ACTORS, SOURCES = ("k1", "k2", "k3"), ("a1", "a2", "a3", "a4"), ("s1", "s2", "s3")
FIRST = date(2024, 1, 1)


@cache
def random_store() -> tuple[Case, Store]:
    """Eighty events, some without day, place, actor or claim; made the same each time."""
    random = np.random.default_rng(7)
    size = 80
    starts = random.integers(0, 90, size)
    spans = random.integers(0, 20, size)
    dated = random.random(size) < 0.9

    def day(offsets: NDArray[np.int64]) -> list[str]:
        start = FIRST.toordinal()
        return [
            date.fromordinal(start + int(offset)).isoformat() if known else ""
            for offset, known in zip(offsets, dated, strict=True)
        ]

    events = pd.DataFrame(
        {
            "event_id": [f"e{n:02}" for n in random.permutation(size)],
            "title": random.choice(["road Gəncə", "road", "bridge"], size),
            "kind": random.choice(KINDS, size),
            "verbatim_locality": "",
            "actors": ["|".join(random.choice(ACTORS, random.integers(0, 4))) for _ in range(size)],
            "place_id": random.choice(["k", "g", ""], size),
            "from": day(starts),
            "to": day(starts + spans),
        }
    )
    stances = ("reports", "confirms", "denies", "recalls", "infers", "does-not-confirm")
    claims = pd.DataFrame(
        {
            "event_id": random.choice(events["event_id"], 150),
            "source_id": random.choice(SOURCES, 150),
            "speaker": random.choice(["X", "Y", "Z"], 150),
            "stance": random.choice(stances, 150),
            "field": "occurrence",
            "value": "",
            "says": "",
        }
    )
    case = case_of(events, claims)
    return case, Store(case)


def subsets(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


DAYS = st.none() | st.dates(FIRST, date(2024, 4, 30))
VIEWS = st.builds(
    View,
    from_day=DAYS,
    to_day=DAYS,
    kind=subsets(KINDS),
    standing=subsets(list(StandingName)),
    source=subsets(SOURCES),
    actor=subsets(ACTORS),
    q=st.sampled_from(("", "road", "gence road", "bridge X")),
)


def counted_by_hand(case: Case, standings_of: dict[str, str], view: View) -> set[str]:
    """Find the matching events with plain Python."""
    claims_of: dict[str, list[dict[Any, Any]]] = {}
    for claim in case.claims.to_dict("records"):
        claims_of.setdefault(claim["event_id"], []).append(claim)
    matching = set()
    for event in case.events.to_dict("records"):
        claims = claims_of.get(event["event_id"], [])
        sources = {claim["source_id"] for claim in claims}
        place = "gence" if event["place_id"] == "g" else ""
        text = " ".join((event["title"], place, *(claim["speaker"] for claim in claims)))
        if (view.from_day or view.to_day) and pd.isna(event["earliest"]):
            continue
        if (
            (not view.from_day or event["latest"] >= day_number(view.from_day))
            and (not view.to_day or event["earliest"] <= day_number(view.to_day))
            and (not view.kind or event["kind"] in view.kind)
            and (not view.standing or standings_of[event["event_id"]] in view.standing)
            and (not view.source or not sources.isdisjoint(view.source))
            and (not view.actor or not {*event["actors"].split("|")}.isdisjoint(view.actor))
            and all(word in text.replace("Gəncə", "gence") for word in view.q.split())
        ):
            matching.add(event["event_id"])
    return matching


def filtered_by(view: View, facet: str, *values: str) -> View:
    changed: dict[str, Any] = {facet: values}
    return replace(view, **changed)


@given(VIEWS)
@settings(max_examples=40, deadline=None)
def test_answers_agree_with_a_count_by_hand_and_with_each_other(view: View) -> None:
    case, store = random_store()
    everything = store.events(View())
    standings_of = dict(zip(everything["event_id"], everything["standing"], strict=True))
    shown = store.events(view)
    assert set(shown["event_id"]) == counted_by_hand(case, standings_of, view)
    assert shown["event_id"].isin(everything["event_id"]).all()
    counts = store.counts(view)
    assert (counts.shown, counts.total) == (len(shown), 80)
    assert counts.without_date == shown["earliest"].isna().sum()
    assert store.histogram(view, bins=7)["count"].sum() == counts.shown - counts.without_date


@given(VIEWS)
@settings(max_examples=12, deadline=None)
def test_facets_count_under_all_filters_but_their_own(view: View) -> None:
    _, store = random_store()
    for facet, listed in store.facets(view).items():
        without = filtered_by(view, facet)
        if facet in {"kind", "standing"}:
            assert sum(one.count for one in listed) == store.counts(without).shown
        for one in listed[:2]:
            alone = filtered_by(view, facet, one.value)
            assert one.count == store.counts(alone).shown


@given(VIEWS, st.sampled_from(FACETS), st.data())
@settings(max_examples=12, deadline=None)
def test_a_filter_only_ever_takes_away(view: View, facet: str, data: st.DataObject) -> None:
    _, store = random_store()
    before = filtered_by(view, facet)
    value = data.draw(st.sampled_from([one.value for one in store.facets(before)[facet]]))
    after = store.events(filtered_by(before, facet, value))["event_id"].tolist()
    kept = iter(store.events(before)["event_id"].tolist())
    assert all(event_id in kept for event_id in after)


@pytest.mark.parametrize("told", [0, 40, 110])
def test_later_claims_do_not_matter_as_told_by_an_earlier_one(told: int) -> None:
    case, store = random_store()
    cut = Store(replace(case, claims=case.claims.iloc[: told + 1])).events(View())
    cut = cut[cut["standing"] != "not-yet-told"].reset_index(drop=True)
    as_told = store.events(View(clock=Clock.TOLD, asof=f"c{told}"))
    pd.testing.assert_frame_equal(as_told, cut)


@given(VIEWS, st.integers(0, 160))
@settings(max_examples=60, deadline=None)
def test_what_matches_a_filter_from_an_order_on_is_what_is_found_as_told_then(
    view: View, order: int
) -> None:
    case, store = random_store()
    view = replace(view, from_day=None, to_day=None, standing=())
    events, claims = store.events(view), store.claims(view)
    since = dict(zip(events["event_id"], matches_since(case, events, claims, view), strict=True))
    last = min(order, len(case.claims) - 1)
    as_told = replace(view, clock=Clock.TOLD, asof=f"c{last}")
    everything = set(store.events(View(clock=Clock.TOLD, asof=f"c{last}"))["event_id"])
    found = {event for event, first in since.items() if first <= last and event in everything}
    assert found == set(store.events(as_told)["event_id"])
