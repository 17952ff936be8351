"""The store's answers agree with the case, whatever the view."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.answers import FACETS
from geodata.casebook import Case, CaseDescription
from geodata.dates import day_number
from geodata.standing import StandingName
from geodata.store import Counts, FacetCount, Store
from geodata.view import Clock, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HOSTILE = "'; DROP TABLE filterable; --<script>alert(1)</script>"
EVENTS = pd.DataFrame(
    [
        ("odd", HOSTILE, HOSTILE, "", "", "", "", ""),
        ("end", "It ends", "move", "", HOSTILE, "", "2024-06-12", "2024-06-12"),
        ("air", "Leaves by air", "move", "Gandja", "B", "g", "2024-04-16", "2024-04-16"),
        ("war", "Armed conflict", "conflict", "", "A | B|", "k", "2020-01-01", "2020-12-31"),
        ("note", "A note", "talks", "", "A", "", "2024-04-16", "2024-04-17"),
    ],
    columns=["event_id", "title", "kind", "verbatim_locality", "actors", "place_id", "from", "to"],
)
CLAIMS = pd.DataFrame(
    [
        ("war", "s1", "Paper", "recalls", "occurrence", "", "There was a conflict."),
        ("air", "s1", "Paper", "infers", "occurrence", "", "Through the airfield."),
        ("air", "s2", "Ministry", "does-not-confirm", "occurrence", "", ""),
        ("end", "s2", "Ministry", "confirms", "occurrence", "", "All have left."),
        ("end", "s1", "Film", "reports", "place", "t", "On the road."),
        ("note", "s2", "Ministry", "denies", "date", "", ""),
    ],
    columns=["event_id", "source_id", "speaker", "stance", "field", "value", "says"],
)
PLACES = pd.DataFrame(
    [
        ("k", "Karabakh", {"az": "Qarabağ", "ru": "Карабах"}, ("Artsakh",)),
        ("g", "Ganja airfield", {"az": "Gəncə"}, ()),
        ("t", "Tartar", {"az": "Tərtər"}, ("Terter",)),
    ],
    columns=["place_id", "name", "names", "variants"],
)


def case_of(events: pd.DataFrame, claims: pd.DataFrame) -> Case:
    """Fill in the columns that the store reads and these tests do not vary."""
    events = events.assign(
        description="",
        latitude=np.where(events["place_id"].eq(""), np.nan, 40.0),
        longitude=np.where(events["place_id"].eq(""), np.nan, 47.0),
        earliest=pd.array(numbered(events["from"].tolist()), dtype="Int32"),
        latest=pd.array(numbered(events["to"].tolist()), dtype="Int32"),
        open_start=False,
        open_end=False,
    ).drop(columns=["from", "to"])
    order = np.arange(len(claims))
    claims = claims.assign(
        claim_id=[f"c{n}" for n in order],
        statement_id=[f"c{n}" for n in order],
        told_earliest=19_830 + order,
        told_day=19_830 + order,
        seq=0,
        told_second=86_400,
        told_order=order,
    )
    return Case(
        path=Path("case"),
        about=CaseDescription(title="Case"),
        version="0" * 12,
        events=events,
        claims=claims,
        sources=pd.DataFrame(),
        places=gpd.GeoDataFrame(PLACES, geometry=gpd.points_from_xy([47, 46, 47], [40, 41, 40])),
        rows_read=0,
        accepted=0,
        rejected=(),
        warnings=(),
    )


def numbered(days: Sequence[str]) -> list[int | None]:
    return [day_number(date.fromisoformat(day)) if day else None for day in days]


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(case_of(EVENTS, CLAIMS))


def found(store: Store, query: str) -> list[str]:
    return store.events(View.from_query(query)[0])["event_id"].tolist()


def test_events_come_by_day_then_id_with_their_standing_of_today(store: Store) -> None:
    events = store.events(View())
    assert events["event_id"].tolist() == ["war", "air", "note", "end", "odd"]
    assert events["standing"].tolist() == [
        "background",
        "unconfirmed",
        "not-yet-told",
        "confirmed",
        "not-yet-told",
    ]
    assert {"title", "actors", "earliest", "place_id", "latitude"} <= set(events.columns)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=move", ["air", "end"]),
        ("kind=move&kind=talks", ["air", "note", "end"]),
        ("standing=background&standing=confirmed", ["war", "end"]),
        ("source=s1", ["war", "air", "end"]),
        ("source=s1&source=s2", ["war", "air", "note", "end"]),
        ("actor=B", ["war", "air"]),
        ("actor=B&kind=move", ["air"]),
        ("kind=unknown", []),
        ("from=2020-06-01&to=2020-06-30", ["war"]),
        ("from=2024-04-17", ["note", "end"]),
        ("to=2024-04-16", ["war", "air", "note"]),
    ],
)
def test_filters_and_the_window(store: Store, query: str, expected: list[str]) -> None:
    assert found(store, query) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("gence", ["air"]),
        ("GƏNCƏ", ["air"]),
        ("gandja", ["air"]),
        ("artsakh", ["war"]),
        ("qarabag", ["war"]),
        ("карабах", ["war"]),
        ("terter", ["end"]),
        ("ministry left", ["end"]),
        ("airfield ministry", ["air"]),
        ("airfield road", []),
        ("drop table", ["odd"]),
    ],
)
def test_every_word_must_occur_in_some_text_of_the_event(
    store: Store, words: str, expected: list[str]
) -> None:
    assert found(store, "q=" + words) == expected


def test_an_event_at_a_claimed_place_is_not_without_a_place(store: Store) -> None:
    assert store.counts(View()) == Counts(shown=5, total=5, without_place=2, without_date=1)
    assert store.counts(View(kind=("none",))) == Counts(0, 5, 0, 0)


def test_claims_of_the_events_shown_come_in_the_order_told(store: Store) -> None:
    assert store.claims(View(kind=("move",)))["claim_id"].tolist() == ["c1", "c2", "c3", "c4"]
    assert len(store.claims(View())) == len(CLAIMS)
    assert store.claims(View(kind=("none",))).columns.tolist() == [*store.claims(View())]


def test_hostile_text_is_a_value_like_any_other(store: Store) -> None:
    assert store.events(View(kind=(HOSTILE,)))["event_id"].tolist() == ["odd"]
    assert store.events(View(actor=(HOSTILE,)))["event_id"].tolist() == ["end"]
    assert store.events(View(kind=("\x00'\"\\;--",), q="\x00' OR 1=1 \\ %_")).empty
    assert store.counts(View()).total == 5


def test_facets_list_every_value_the_most_frequent_first(store: Store) -> None:
    facets = store.facets(View(kind=("move",)))
    assert facets["kind"] == (
        FacetCount("move", 2),
        FacetCount(HOSTILE, 1),
        FacetCount("conflict", 1),
        FacetCount("talks", 1),
    )
    assert [count.count for count in facets["standing"]] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert facets["source"] == (FacetCount("s1", 2), FacetCount("s2", 2))
    assert {count.value: count.count for count in facets["actor"]} == {HOSTILE: 1, "B": 1, "A": 0}


def test_a_cut_facet_still_lists_what_the_view_filters_by(store: Store) -> None:
    listed = store.facets(View(actor=("B",), kind=("talks",)), limit=1)["actor"]
    assert listed == (FacetCount("A", 1), FacetCount("B", 0))


def test_a_histogram_counts_an_event_that_began_before_the_window_on_its_first_day(
    store: Store,
) -> None:
    bars = store.histogram(View(from_day=date(2020, 6, 1), to_day=date(2024, 4, 16)), bins=2)
    assert bars["start_day"].iloc[0] == day_number(date(2020, 6, 1))
    assert bars["count"].tolist() == [1, 2]
    assert (bars["start_day"].iloc[1:].to_numpy() == bars["end_day"].iloc[:-1] + 1).all()


def test_a_histogram_of_nothing_is_empty(store: Store) -> None:
    assert store.histogram(View(kind=("none",))).empty
    with pytest.raises(ValueError, match="at least one bin, got 0"):
        store.histogram(View(), bins=0)


def test_an_event_with_an_open_start_counts_on_its_last_day() -> None:
    case = case_of(EVENTS.iloc[[2]], CLAIMS)
    first, last = (day_number(date.min), day_number(date(2024, 4, 16)))
    case.events["earliest"], case.events["open_start"] = first, True
    assert Store(case).histogram(View()).to_dict("list") == {
        "start_day": [last],
        "end_day": [last],
        "count": [1],
    }


def test_a_case_without_events_is_answered() -> None:
    empty = Store(case_of(EVENTS.iloc[:0], CLAIMS.iloc[:0]))
    assert empty.counts(View()) == Counts(0, 0, 0, 0)
    assert empty.events(View(q="a", kind=("b",))).empty
    assert empty.histogram(View()).empty
    assert empty.facets(View())["actor"] == ()


def test_as_told_by_a_claim_nothing_later_is_there(store: Store) -> None:
    told = View(clock=Clock.TOLD, asof="c1", from_day=date(2030, 1, 1))
    events = store.events(told)
    assert dict(zip(events["event_id"], events["standing"], strict=True)) == {
        "war": "background",
        "air": "inferred",
    }
    assert store.claims(told)["claim_id"].tolist() == ["c0", "c1"]
    assert store.counts(told) == Counts(shown=2, total=5, without_place=0, without_date=0)
    assert store.facets(told)["source"] == (FacetCount("s1", 2),)
    assert store.histogram(told)["count"].sum() == 2
    assert found(store, "clock=told&asof=c1&q=ministry") == []


@pytest.mark.parametrize(
    ("asof", "expected"),
    [
        ("2024-04-16", []),
        ("2024-04-17", ["war"]),
        ("2024-04-19T12:00", ["war", "air"]),
        ("2024-04", ["war", "air", "end"]),
        ("", ["war", "air", "end"]),
    ],
)
def test_as_told_by_a_day_or_an_instant(store: Store, asof: str, expected: list[str]) -> None:
    assert found(store, f"clock=told&asof={asof}") == expected


def test_a_moment_that_the_case_does_not_have_is_said(store: Store) -> None:
    with pytest.raises(ValueError, match="“c99” is neither a claim of the case nor a day"):
        store.events(View(clock=Clock.TOLD, asof="c99"))


def test_sixteen_threads_get_the_same_answers(store: Store) -> None:
    views = [View(), View(kind=("move",)), View(q="gence"), View(actor=("A",))] * 8

    def answer(view: View) -> tuple[Any, ...]:
        counted = store.counts(view)
        return (counted, tuple(store.events(view)["event_id"]), tuple(store.facets(view).items()))

    expected = [answer(view) for view in views[:4]]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(answer, views)) == expected * 8


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
@settings(max_examples=20, deadline=None)
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
@settings(max_examples=20, deadline=None)
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
