"""The store's answers to views of a small case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pandas as pd
import pytest

from geodata.asof import case_as_told, moment_asof
from geodata.dates import day_number
from geodata.store import Counts, FacetCount, Store
from geodata.view import Clock, View
from tests.geodata.hand_built_case import case_of

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
        FacetCount("move", 2, since=1),
        FacetCount(HOSTILE, 1),
        FacetCount("conflict", 1, since=0),
        FacetCount("talks", 1),
    )
    assert [count.count for count in facets["standing"]] == [1, 1, 0, 0, 0, 0, 0, 0]
    assert facets["source"] == (FacetCount("s1", 2, since=0), FacetCount("s2", 2, since=2))
    assert {count.value: count.count for count in facets["actor"]} == {HOSTILE: 1, "B": 1, "A": 0}


def test_a_facet_knows_which_claim_first_told_of_a_value(store: Store) -> None:
    """A denied detail tells of no event: neither of its kind nor of its actors."""
    since = {count.value: count.since for count in store.facets(View())["kind"]}
    assert since == {"conflict": 0, "move": 1, "talks": None, HOSTILE: None}
    actors = {count.value: count.since for count in store.facets(View())["actor"]}
    assert actors == {"A": 0, "B": 0, HOSTILE: 3}


def test_a_cut_facet_still_lists_what_the_view_filters_by(store: Store) -> None:
    listed = store.facets(View(actor=("B",), kind=("talks",)), limit=1)["actor"]
    assert listed == (FacetCount("A", 1, since=0), FacetCount("B", 0, since=0))


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
    assert store.facets(told)["source"] == (FacetCount("s1", 2, since=0),)
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


def test_as_told_rows_keep_their_columns_and_are_numbered_anew() -> None:
    case = case_of(EVENTS, CLAIMS)
    moment = moment_asof(case, case.claims["claim_id"].iloc[1])
    told = case_as_told(case, moment)
    for one, whole in ((told.events, case.events), (told.claims, case.claims)):
        assert one.columns.tolist() == whole.columns.tolist()
        assert 0 < len(one) < len(whole)
        assert one.index.tolist() == list(range(len(one)))


def test_a_moment_that_the_case_does_not_have_is_said(store: Store) -> None:
    with pytest.raises(ValueError, match="“c99” is neither a claim of the case nor a day"):
        store.events(View(clock=Clock.TOLD, asof="c99"))


@pytest.mark.trap("https://github.com/duckdb/duckdb/issues/13498")
def test_sixteen_threads_get_the_same_answers(store: Store) -> None:
    views = [View(), View(kind=("move",)), View(q="gence"), View(actor=("A",))] * 8

    def answer(view: View) -> tuple[Any, ...]:
        counted = store.counts(view)
        return (counted, tuple(store.events(view)["event_id"]), tuple(store.facets(view).items()))

    expected = [answer(view) for view in views[:4]]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(answer, views)) == expected * 8
