"""A prepared case and one in memory say the same of single events, places, sources and links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from geodata.answers import FACETS
from geodata.casebook import open_case
from geodata.dates import day_number
from geodata.permalinks import view_of_permalink
from geodata.scale import row_files
from geodata.scale.build import build
from geodata.scale.built import BuiltCase, is_built
from geodata.scale.counted_case import CaseCounted
from geodata.scale.counting import Counter
from geodata.scale.gathering import Embedded
from geodata.scale.grid import Grid
from geodata.span import span_of
from geodata.store import Store
from geodata.view import Clock, View
from tests.geodata.case_folders import write_case
from tests.geodata.held_readings import laid_out
from tests.geodata.messy_tables import FOLDERS
from tests.geodata.scale.scattered_case import FIRST, write_scattered

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.casebook import Case

WORLD = Grid(0, 0, 0, 1, 1)


@dataclass(frozen=True)
class Scattered:
    """One case, whole and prepared."""

    case: Case
    store: Store
    held: CaseCounted
    built: BuiltCase

    @property
    def counters(self) -> tuple[Counter, Counter]:
        """Who counts the one and the other."""
        return Counter(self.held), self.built.counter

    def ids(self, counter: Counter, rows: list[int] | None) -> list[str] | None:
        """Give the ids of a counter's numbers, as the events of both are numbered apart."""
        if rows is None:
            return None
        if counter is self.built.counter:
            return sorted(self.built.excerpt(rows).events["event_id"])
        return sorted(self.store.events(View())["event_id"].iloc[rows])


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Scattered:
    folder = tmp_path_factory.mktemp("scattered")
    path = write_scattered(folder / "case", events=90, claims=200)
    build(path, folder / "built")
    case = open_case(path)
    store = Store(case)
    return Scattered(case, store, CaseCounted(case, store), BuiltCase(folder / "built"))


def test_a_folder_is_prepared_or_not(scattered: Scattered, tmp_path: Path) -> None:
    assert is_built(scattered.built.folder.parent)
    assert not is_built(scattered.case.path)
    assert not is_built(scattered.case.path / "events.csv")
    assert not is_built(tmp_path / "nowhere")


@pytest.mark.parametrize("rows", [3, 100_000])
@pytest.mark.parametrize("name", FOLDERS)
def test_all_rows_of_a_prepared_case_are_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, rows: int
) -> None:
    for at_once in ("_AT_ONCE", "BATCH"):
        monkeypatch.setattr(row_files, at_once, rows)
    path = laid_out(tmp_path / name, FOLDERS[name])
    build(path, tmp_path / "built", engine=Embedded(rows))
    whole, built = open_case(path), BuiltCase(tmp_path / "built")
    excerpt = built.excerpt([*range(len(whole.events))])
    frames = {"events": "event_id", "claims": "told_order", "sources": "source_id"}
    for frame, key in {**frames, "corrections": "claim_id", "places": "place_id"}.items():
        expected, found = (
            pd.DataFrame(getattr(case, frame)).sort_values(key, ignore_index=True)
            for case in (whole, excerpt)
        )
        pd.testing.assert_frame_equal(found, expected)
    assert sorted(map(str, excerpt.rejected)) == sorted(map(str, whole.rejected))
    assert sorted(map(str, excerpt.warnings)) == sorted(map(str, whole.warnings))
    assert (excerpt.about, excerpt.version) == (whole.about, whole.version)
    assert (excerpt.rows_read, excerpt.accepted) == (whole.rows_read, whole.accepted)
    for number in range(len(whole.events)):
        (event,) = built.excerpt([number]).events["event_id"]
        expected = whole.claims[whole.claims["event_id"] == event]
        assert built.excerpt([number]).claims["claim_id"].tolist() == expected["claim_id"].tolist()


def test_every_event_is_found_by_its_id(scattered: Scattered) -> None:
    case, built, held = scattered.case, scattered.built, scattered.held
    ids = case.events["event_id"].tolist()
    rows = {one: built.row_of(one) for one in ids}
    assert sorted(row for row in rows.values() if row is not None) == list(range(len(ids)))
    for one in ids[::9]:
        row, other = rows[one], held.row_of(one)
        assert row is not None
        assert other is not None
        assert built.excerpt([row]).events["event_id"].tolist() == [one]
        assert scattered.store.events(View())["event_id"].iloc[other] == one
    for counted in (built, held):
        assert counted.row_of("no such event") is None
        assert counted.row_of("") is None


def test_every_place_has_the_events_whose_rows_name_it(tmp_path: Path) -> None:
    events = (
        "event_id,title,date,place_id\n"
        "a,A,2024-01-01,karabakh\nb,B,2024-01-02,tartar\n"
        "c,C,2024-01-03,karabakh\nd,D,2024-01-04,\n"
    )
    path = write_case(tmp_path / "case", events=events, sources_claims=None)
    build(path, tmp_path / "built")
    case, built = open_case(path), BuiltCase(tmp_path / "built")
    store = Store(case)
    held = CaseCounted(case, store)
    for place, expected in (
        ("karabakh", ["a", "c"]),
        ("tartar", ["b"]),
        ("", ["d"]),
        ("at:1,2", []),
    ):
        rows = built.rows_at(place)
        assert rows.dtype == np.int64
        assert sorted(built.excerpt(rows).events["event_id"]) == expected
        of_held = store.events(View())["event_id"].iloc[held.rows_at(place)]
        assert sorted(of_held) == expected


def test_the_days_on_which_anything_was_told_are_counted(scattered: Scattered) -> None:
    counts = scattered.case.claims["told_day"].value_counts().sort_index()
    for counted in (scattered.built, scattered.held):
        days, claims = counted.days_told()
        assert days.tolist() == counts.index.tolist()
        assert claims.tolist() == counts.tolist()
        assert days.dtype == claims.dtype == np.int64


VIEWS = [
    View(),
    View(kind=("march", "talk")),
    View(kind=("march",), from_day=FIRST + timedelta(50), to_day=FIRST + timedelta(150)),
    View(from_day=FIRST + timedelta(300)),
    View(to_day=FIRST + timedelta(30), actor=("A",)),
    View(q="road"),
    View(clock=Clock.TOLD, asof=(FIRST + timedelta(120)).isoformat()),
    View(clock=Clock.TOLD, source=("one",), asof=(FIRST + timedelta(120)).isoformat()),
    View(clock=Clock.TOLD, q="harbour"),
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.to_query() or "all")
def test_the_events_that_a_view_shows_are_numbered(scattered: Scattered, view: View) -> None:
    store = scattered.store
    shown = store.events(view)
    told = view.clock is Clock.TOLD
    if told:
        shown = shown[shown["standing"] != "not-yet-told"]
    expected = sorted(shown["event_id"])
    assert expected
    for counter in scattered.counters:
        rows = counter.rows_shown(view, len(expected))
        assert rows == sorted(rows or [])
        assert scattered.ids(counter, rows) == expected
        assert counter.rows_shown(view, len(expected) - 1) is None


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.to_query() or "all")
def test_values_are_counted_alike_in_a_prepared_case_and_in_memory(
    scattered: Scattered, view: View
) -> None:
    filters = replace(view, clock=Clock.HAPPENED, asof="")
    for facet in FACETS:
        counted = {one.value: one.count for one in scattered.store.facets(filters)[facet]}
        found = scattered.built.counts_by_value(filters, facet)
        assert {name: count for name, count in found.items() if count} == {
            name: count for name, count in counted.items() if count
        }


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.to_query() or "all")
def test_the_events_of_a_rectangle_are_numbered_whatever_the_time(
    scattered: Scattered, view: View
) -> None:
    matching = scattered.store.events(view.filters())
    west = matching[matching["longitude"].lt(0) & matching["latitude"].between(0, 85)]
    # a place that only a claim names counts where it is: an event without one of its own may be in
    own = sorted(matching["event_id"][matching["longitude"].notna()])
    quarter = Grid(1, 0, 0, 1, 1)
    for counter in scattered.counters:
        everywhere = counter.rows_within(view, WORLD, 1_000)
        found = scattered.ids(counter, everywhere)
        assert found is not None
        assert set(own) <= set(found) <= set(matching["event_id"])
        assert everywhere == sorted(everywhere or [])
        assert counter.rows_within(view, WORLD, len(found)) == everywhere
        assert counter.rows_within(view, WORLD, len(found) - 1) is None
        inside = scattered.ids(counter, counter.rows_within(view, quarter, 1_000))
        assert inside is not None
        assert set(inside) & set(own) == set(west["event_id"])


def test_a_view_names_an_event_only_if_its_filters_match_it(scattered: Scattered) -> None:
    kinds = scattered.case.events.set_index("event_id")["kind"]
    march, talk = (kinds.index[kinds == kind][0] for kind in ("march", "talk"))
    # the window does not count: a selected event is shown beside it
    late = View(kind=("march",), from_day=date(2030, 1, 1))
    for counter in scattered.counters:
        row = counter.row_named(replace(late, event=march))
        assert row == counter.counted.row_of(march)
        assert row is not None
        assert counter.row_named(replace(late, event=talk)) is None
        assert counter.row_named(replace(late, event="no such event")) is None
        assert counter.row_named(late) is None


def test_a_link_is_read_alike_by_the_whole_case_and_by_the_excerpt_for_it(
    scattered: Scattered,
) -> None:
    case, built = scattered.case, scattered.built
    event = case.events.iloc[17]
    placed = case.events[case.events["place_id"].ne("")].iloc[5]
    claims = case.claims["claim_id"]
    for query in (
        "",
        f"event={event['event_id']}&q=road",
        f"place={placed['place_id']}",
        f"event={event['event_id']}&place={placed['place_id']}",
        "event=nothing&place=nowhere",
        f"clock=told&asof={claims.iloc[77]}",
        f"clock=told&asof={claims.iloc[0]}",
        f"clock=told&asof={claims.iloc[-1]}",
        "clock=told&asof=c999",
        "clock=told&asof=2020-01",
        "clock=told&asof=2030-01-01",
        "from=2031-01-01&kind=march&kind=dance",
        "to=2011-01-01&source=one&source=four&actor=A&actor=D",
    ):
        excerpt = built.excerpt_for(View.from_query(query)[0])
        whole = view_of_permalink(case, scattered.store, query)
        assert view_of_permalink(excerpt, built, query) == whole, query
        assert span_of(excerpt) == span_of(case) == built.span
        assert len(excerpt.events) <= 6
        assert excerpt.events["event_id"].is_unique
        assert excerpt.claims["claim_id"].is_unique
        assert excerpt.claims["told_order"].is_monotonic_increasing
    told = built.excerpt_for(View(asof=claims.iloc[77])).claims
    assert told["claim_id"].tolist() == [claims.iloc[0], claims.iloc[77], claims.iloc[-1]]


def test_sources_come_with_their_first_claims_and_all_are_counted(scattered: Scattered) -> None:
    case, built = scattered.case, scattered.built
    found, by_stance = built.claims_of_sources(3, 4)
    assert found.sources["source_id"].tolist() == ["one", "two", "three"]
    pd.testing.assert_frame_equal(found.sources, case.sources)
    first = case.claims.groupby("source_id").head(4).reset_index(drop=True)
    pd.testing.assert_frame_equal(found.claims, first)
    assert sorted(found.events["event_id"]) == sorted(set(first["event_id"]))
    for source, own in case.claims.groupby("source_id"):
        counts = own["stance"].value_counts()
        assert by_stance[str(source)] == counts.to_dict()
        assert [*by_stance[str(source)]] == sorted(counts.index)


def test_of_too_many_sources_those_with_most_claims_come_first_then_by_id(tmp_path: Path) -> None:
    told = {"d": 2, "a": 1, "e": 3, "b": 2, "c": 1}
    sources = "source_id,title\n" + "".join(f"{one},Paper {one}\n" for one in (*told, "silent"))
    claims = "claim_id,event_id,source_id,speaker,stance,reported,says\n" + "".join(
        f"{one}{n},column,{one},X,reports,2024-04-{20 - n},Seen\n"
        for one, many in told.items()
        for n in range(many)
    )
    path = write_case(tmp_path / "case", sources_sources=sources, sources_claims=claims)
    build(path, tmp_path / "built")
    built = BuiltCase(tmp_path / "built")
    for most, listed in (
        (5, ["d", "a", "e", "b", "c"]),
        (6, ["d", "a", "e", "b", "c"]),
        (4, ["e", "b", "d", "a"]),
        (2, ["e", "b"]),
    ):
        found, by_stance = built.claims_of_sources(most, 1)
        assert found.sources["source_id"].tolist() == listed
        assert found.sources.index.tolist() == list(range(len(listed)))
        assert by_stance == {one: {"reports": told[one]} for one in listed}
        # of each the one that was told first
        firsts = {f"{one}{told[one] - 1}" for one in listed}
        assert set(found.claims["claim_id"]) == firsts
        assert found.claims["told_day"].tolist() == sorted(found.claims["told_day"])


def test_a_prepared_case_tells_its_sizes_and_what_is_not_dated(scattered: Scattered) -> None:
    case, built = scattered.case, scattered.built
    assert built.sizes == {
        "events": 90,
        "claims": 200,
        "sources": 3,
        "rows_read": case.rows_read,
        "rejected": 0,
    }
    assert built.version == case.version
    assert built.kinds == scattered.held.kinds == ("march", "strike", "talk")
    assert built.undated.sum() == scattered.held.undated.sum() == case.events["date"].eq("").sum()
    told = case.claims["told_day"].min()
    assert built.day_of_moment(case.claims["claim_id"].iloc[0]) == told
    assert built.day_of_moment("2024-03-05") == day_number(date(2024, 3, 5))
    assert built.day_of_moment("") is None
