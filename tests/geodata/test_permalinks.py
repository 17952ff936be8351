"""A permalink opens the nearest view that the case can show, and what was not used is told."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.casebook import Case, open_case
from geodata.permalinks import view_of_permalink
from geodata.store import Store
from geodata.view import PARAMETERS, View


@cache
def shipped() -> tuple[Case, Store]:
    case = open_case(Path(__file__).parents[2])
    return case, Store(case)


def read(query: str) -> tuple[str, list[tuple[str, str, str]]]:
    view, ignored = view_of_permalink(*shipped(), query)
    return view.to_query(), [(part.name, part.value, part.reason) for part in ignored]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "clock=told&asof=a03&event=withdrawal-begins-2024&kind=movement&actor=Russia",
        "from=2024-04-01&to=2024-04-30&standing=confirmed&source=tass-1776537",
        "from=1850-01-01&to=9999-12-31",
        "clock=told&asof=2024-04-17T10:37:00&lat=40&lon=47&zoom=8",
        "clock=told&asof=a23&place=karabakh",
    ],
)
def test_a_link_that_the_case_can_show_is_used_as_it_stands(query: str) -> None:
    expected = View.from_query(query)[0].to_query()
    assert read(query) == (expected, [])


@pytest.mark.parametrize(
    ("query", "used", "name", "reason"),
    [
        ("event=x&q=road", "q=road", "event", "no such event"),
        ("place=atlantis&q=road", "q=road", "place", "no such place"),
        (
            "event=rail-goran-2024&place=karabakh",
            "event=rail-goran-2024",
            "place",
            "it counts only without an event",
        ),
        ("kind=movement&kind=dance", "kind=movement", "kind", "no such kind in this case"),
        ("source=s", "", "source", "no such source in this case"),
        ("actor=Nobody", "", "actor", "no such actor in this case"),
        ("standing=foo", "", "standing", "expected one of not-yet-told, contested, denied"),
        ("clock=told&standing=denied", "clock=told", "standing", "it counts only with clock="),
        ("asof=2024-04-17", "", "asof", "it counts only with clock=told"),
        ("clock=told&asof=noon", "clock=told", "asof", "no such statement, day or instant"),
        ("from=2031-01-01", "", "from", "this case runs from 2020-01-01 to 2024-06-30"),
        ("to=1999-01-01", "", "to", "this case runs from 2020-01-01 to 2024-06-30"),
        ("zoom=8", "", "zoom", "lat, lon and zoom are used together only"),
        ("names=xx&q=road", "q=road", "names", "no place has a name in that language"),
        ("utm_source=letter", "", "utm_source", "there is no such parameter"),
    ],
)
def test_what_the_case_does_not_know_is_left_out_and_told(
    query: str, used: str, name: str, reason: str
) -> None:
    found, ((told, _, why),) = read(query)
    assert (found, told) == (used, name)
    assert why.startswith(reason)


def test_a_moment_beside_all_telling_opens_the_nearest_and_says_so() -> None:
    reason = "this case was told from 2024-04-17 to 2024-06-12"
    assert read("clock=told&asof=2031-01-01") == (
        "clock=told&asof=2024-06-12",
        [("asof", "2031-01-01", reason)],
    )
    assert read("clock=told&asof=2019") == (
        "clock=told&asof=2024-04-16",
        [("asof", "2019", reason)],
    )


@pytest.mark.parametrize(
    ("asof", "settled"),
    [
        ("2024-05", "2024-05-31"),
        ("2024-04-17T06:37:00Z", "2024-04-17T10:37:00"),
        ("2024-04-17T06:37", "2024-04-17T06:37:00"),
        ("2024-21", "2024-05-31"),
        ("2024-04-17/..", "2024-06-12"),
        ("2024", "2024-06-12"),
        ("a03", "a03"),
    ],
)
def test_a_moment_is_settled_in_one_spelling(asof: str, settled: str) -> None:
    assert read(f"clock=told&asof={asof}") == (f"clock=told&asof={settled}", [])


def test_a_case_that_tells_no_days_has_no_second_clock(tmp_path: Path) -> None:
    (tmp_path / "lone.csv").write_text("title,date\nMarket moved,\n", encoding="utf-8")
    case = open_case(tmp_path / "lone.csv")
    view, ignored = view_of_permalink(case, Store(case), "clock=told&asof=2024-05-01")
    assert view == View()
    assert [part.name for part in ignored] == ["clock", "asof"]


NASTY = st.text(max_size=300) | st.sampled_from(
    ["<script>alert(1)</script>", "\x00", "9999-99-99", "1e400", "nan", "a" * 10_000]
)


@given(st.dictionaries(st.sampled_from([one.name for one in PARAMETERS]), NASTY))
@settings(max_examples=60, deadline=None)
def test_any_link_opens_a_view_that_is_used_as_it_stands(parts: dict[str, str]) -> None:
    query = View.from_query(parts)[0].to_query()
    used, _ = read(query)
    assert read(used) == (used, [])
