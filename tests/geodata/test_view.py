"""A view and its URL query are the same thing."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.standing import StandingName
from geodata.view import PARAMETERS, Clock, View

TEXT = st.text(max_size=40)
VALUES = st.lists(TEXT, max_size=4).map(tuple)
WORDS = st.lists(
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12), max_size=12
).map(" ".join)
QUERY_TEXT = st.text(max_size=10_000) | st.text(
    "&=%+;abclorkindstag0123456789-:<>\ud800\x00", max_size=80
)


def test_no_query_is_everything_that_happened() -> None:
    assert View.from_query("") == (View(), ())
    assert View().clock is Clock.HAPPENED
    assert View().to_query() == ""


def test_every_parameter_is_read() -> None:
    view, ignored = View.from_query(
        "?clock=told&from=2024-04-01&to=2024-04-30&asof=2024-04-17T12:00%2B04:00&event=e1&place=p1"
        "&kind=movement&kind=agreement&standing=reported&standing=confirmed&source=s1"
        "&actor=A%26B&q=G%C9%99nc%C9%99&names=az&lat=40.5&lon=-46.25&zoom=8&version=0f3a9c1b7d2e"
    )
    assert ignored == ()
    assert view == View(
        clock=Clock.TOLD,
        from_day=date(2024, 4, 1),
        to_day=date(2024, 4, 30),
        asof="2024-04-17T12:00+04:00",
        event="e1",
        place="p1",
        kind=("agreement", "movement"),
        standing=(StandingName.CONFIRMED, StandingName.REPORTED),
        source=("s1",),
        actor=("A&B",),
        q="Gəncə",
        names="az",
        lat=40.5,
        lon=-46.25,
        zoom=8,
        version="0f3a9c1b7d2e",
    )


def test_every_parameter_of_the_page_is_declared_once() -> None:
    names = [parameter.name for parameter in PARAMETERS]
    said, filters = "clock from to asof event place", "kind standing source actor q"
    assert names == f"{said} {filters} names lat lon zoom version".split()
    assert [p.name for p in PARAMETERS if p.repeatable] == ["kind", "standing", "source", "actor"]


def test_a_mapping_is_read_like_a_query() -> None:
    given_values = {"kind": ["b", "a"], "q": "road", "zoom": ["7.5"]}
    assert View.from_query(given_values) == View.from_query("kind=a&kind=b&q=road&zoom=7.5")


def test_equal_views_have_equal_queries() -> None:
    assert View(kind=("b", "a", "b", " ")) == View(kind=("a", "b"))
    assert View(kind=("b", "a")).to_query() == "kind=a&kind=b"
    assert View(lat=40.1234567, lon=-0.000001).to_query() == "lat=40.12346&lon=0"


def test_filters_keep_neither_time_nor_place() -> None:
    view, _ = View.from_query(
        "clock=told&asof=c1&from=2024-04-01&event=e&place=p&kind=k&standing=denied&source=s&actor=a&q=w"
        "&names=az&lat=1&lon=2&zoom=3&version=v"
    )
    assert view.filters().to_query() == "kind=k&standing=denied&source=s&actor=a&q=w"


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("colour=red", "colour", "there is no such parameter"),
        ("clock=noon", "clock", "expected one of happened, told"),
        ("clock=told&clock=told", "clock", "only the first is used"),
        ("from=17.4.2024", "from", "expected a day such as 2024-04-17"),
        ("to=2024-02-30", "to", "expected a day such as 2024-04-17"),
        ("asof=2024-13-01", "asof", "expected a day such as 2024-04-17"),
        ("standing=sure", "standing", "expected one of not-yet-told, contested"),
        ("lat=91", "lat", "expected a number from -90 to 90"),
        ("lon=nan", "lon", "expected a number from -180 to 180"),
        ("zoom=1e1", "zoom", "expected a number from 0 to 19"),
        ("names=../az", "names", "expected a language such as en or az"),
        ("version=%00", "version", "expected a version such as"),
        ("event=" + "e" * 201, "event", "expected at most 200 characters, got 201"),
        ("place=" + "p" * 201, "place", "expected at most 200 characters, got 201"),
        ("kind=" + "k" * 501, "kind", "expected at most 500 characters, got 501"),
    ],
)
def test_what_cannot_be_read_is_said(query: str, name: str, reason: str) -> None:
    view, (ignored,) = View.from_query(query)
    assert (ignored.name, view.to_query().replace("clock=told", "")) == (name, "")
    assert ignored.reason.startswith(reason)
    assert len(ignored.value) <= 80


def test_reversed_days_are_exchanged_and_said() -> None:
    view, ignored = View.from_query("from=2024-05-01&to=2024-04-01")
    assert (view.from_day, view.to_day) == (date(2024, 4, 1), date(2024, 5, 1))
    assert [part.name for part in ignored] == ["from"]
    assert "exchanged" in ignored[0].reason


def test_a_long_search_is_cut_and_said() -> None:
    view, ignored = View.from_query("q=" + "a" * 10_000)
    assert (len(view.q), ignored[0].reason) == (200, "cut at 200 characters")


def test_at_most_a_hundred_values_of_a_filter_are_used() -> None:
    view, ignored = View.from_query("&".join(f"actor={n}" for n in range(150)))
    assert (len(view.actor), ignored[0].reason) == (100, "only the first 100 are used")


def test_empty_values_are_as_good_as_none() -> None:
    assert View.from_query("q=&kind=&from=&lat=%20") == (View(), ())


def test_a_plus_sign_of_a_zone_typed_by_hand_is_understood() -> None:
    assert View.from_query("asof=2024-04-17T10:37+04:00")[0].asof == "2024-04-17T10:37+04:00"


def test_script_is_a_value_like_any_other() -> None:
    view, ignored = View.from_query("kind=%3Cscript%3Ealert(1)%3C/script%3E")
    assert (view.kind, ignored) == (("<script>alert(1)</script>",), ())
    assert "<" not in view.to_query()


@given(
    QUERY_TEXT
    | st.dictionaries(st.sampled_from([p.name for p in PARAMETERS]) | TEXT, st.lists(TEXT))
)
@settings(max_examples=100, deadline=None)
def test_any_query_is_read_and_what_was_read_comes_back(query: str | dict[str, list[str]]) -> None:
    view, _ = View.from_query(query)
    assert View.from_query(view.to_query()) == (view, ())


@given(
    st.builds(
        View,
        clock=st.sampled_from(Clock),
        from_day=st.none() | st.dates(),
        to_day=st.none() | st.dates(),
        asof=st.sampled_from(("", "2024-04-17", "a01", "2024-04-17T12:00+04:00")),
        event=TEXT.map(str.strip),
        place=TEXT.map(str.strip),
        kind=VALUES,
        standing=st.lists(st.sampled_from(StandingName)).map(tuple),
        source=VALUES,
        actor=VALUES,
        q=WORDS,
        names=st.sampled_from(("", "en", "zh-Hant")),
        lat=st.none() | st.floats(-90, 90),
        lon=st.none() | st.floats(-180, 180),
        zoom=st.none() | st.floats(0, 19),
        version=st.sampled_from(("", "0f3a9c1b7d2e")),
    )
)
@settings(max_examples=100, deadline=None)
def test_a_view_survives_its_query(view: View) -> None:
    assert View.from_query(view.to_query()) == (view, ())
    assert dict(parse_qsl(view.to_query())).keys() <= {p.name for p in PARAMETERS}
