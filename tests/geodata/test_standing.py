"""The standing of an event follows the rule's eight lines, at every moment."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.claims import Claim, claims_in
from geodata.dates import day_number
from geodata.moments import Moment
from geodata.standing import Standing, StandingName, standing, standing_history
from geodata.standings import _rule_of, standings

MONDAY = day_number(date(2024, 4, 15))
FRIDAY = MONDAY + 4
STANCES = ("reports", "confirms", "recalls", "infers", "does-not-confirm", "no-statement", "denies")


def claim(
    speaker: str,
    stance: str,
    field: str = "occurrence",
    *,
    day: int = MONDAY,
    order: int = 1,
) -> Claim:
    return Claim(
        claim_id=f"{speaker}-{stance}-{field}-{day}-{order}",
        event_id="e",
        source_id="paper",
        speaker=speaker,
        stance=stance,
        field=field,
        value="",
        says="",
        statement_id="",
        told_earliest=day,
        told_day=day,
        seq=0,
        told_second=86_400,
        told_order=order,
    )


def named(*claims: Claim) -> str:
    return standing(claims).name.value


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("recalls", "does-not-confirm", "unconfirmed"),
        ("infers", "denies", "contested"),
        ("confirms", "denies", "contested"),
        ("no-statement", "confirms", "confirmed"),
        ("no-statement", "no-statement", "not-yet-told"),
        ("no-statement", "denies", "denied"),
        ("does-not-confirm", "denies", "denied"),
        ("does-not-confirm", "no-statement", "unconfirmed"),
        ("does-not-confirm", "confirms", "confirmed"),
        ("reports", "does-not-confirm", "unconfirmed"),
        ("reports", "recalls", "reported"),
        ("recalls", "infers", "background"),
        ("infers", "no-statement", "inferred"),
    ],
)
def test_two_speakers(first: str, second: str, expected: str) -> None:
    assert named(claim("X", first), claim("Y", second, order=2)) == expected


@pytest.mark.parametrize(
    ("stance", "expected"),
    [
        ("reports", "reported"),
        ("confirms", "confirmed"),
        ("recalls", "background"),
        ("infers", "inferred"),
        ("denies", "not-yet-told"),
        ("does-not-confirm", "not-yet-told"),
        ("no-statement", "not-yet-told"),
    ],
)
def test_a_detail_affirms_but_does_not_deny(stance: str, expected: str) -> None:
    assert named(claim("X", stance, "place")) == expected


def test_no_claims_is_not_yet_told() -> None:
    assert standing([]) == Standing(StandingName.NOT_YET_TOLD)
    assert standing([]).rule == 1


def test_a_denial_of_the_day_leaves_a_report_reported() -> None:
    assert named(claim("X", "denies", "date"), claim("Y", "reports", order=2)) == "reported"


def test_denied_on_monday_confirmed_on_friday_is_never_contested() -> None:
    claims = (claim("X", "denies"), claim("X", "confirms", day=FRIDAY, order=2))
    assert standing(claims, Moment.end_of(MONDAY)).name == "denied"
    assert standing(claims, Moment.end_of(FRIDAY)).name == "confirmed"
    assert [step.name for _, step in standing_history(claims)] == ["denied", "confirmed"]


def test_all_claims_of_the_newest_occasion_count() -> None:
    both = standing([claim("X", "confirms"), claim("X", "reports", "date", order=2)])
    assert (both.name, len(both.affirmed_by)) == ("confirmed", 2)


def test_an_order_within_the_day_makes_two_occasions() -> None:
    second = claim("X", "confirms", order=2)._replace(seq=2)
    assert named(claim("X", "denies")._replace(seq=1), second) == "confirmed"


def test_disputing_the_day_later_does_not_take_back_a_confirmation() -> None:
    later = claim("X", "denies", "date", day=FRIDAY, order=2)
    assert named(claim("X", "confirms"), later) == "confirmed"


def test_a_later_number_does_not_take_back_a_confirmation() -> None:
    later = claim("X", "reports", "number", day=FRIDAY, order=2)
    assert named(claim("X", "confirms"), later) == "confirmed"


@pytest.mark.parametrize("earlier", ["denies", "does-not-confirm"])
def test_a_later_number_takes_back_a_denial(earlier: str) -> None:
    later = claim("X", "reports", "number", day=FRIDAY, order=2)
    assert named(claim("X", earlier), later) == "reported"


def test_a_later_denial_takes_back_an_earlier_number() -> None:
    later = claim("X", "denies", day=FRIDAY, order=2)
    assert named(claim("X", "reports", "number"), later) == "denied"


def test_a_later_silence_leaves_the_speaker_s_words() -> None:
    """A source that finds no statement has missed one, or writes of another day."""
    reached = standing([claim("X", "confirms"), claim("X", "no-statement", day=FRIDAY, order=2)])
    assert (reached.name, reached.silent) == ("confirmed", ())


def test_silence_is_listed_beside_the_standing_until_it_ends() -> None:
    silence = claim("Y", "no-statement")
    beside = [claim("X", "confirms", order=2), silence]
    assert standing(beside).silent == (silence,)
    assert standing([*beside, claim("Y", "reports", day=FRIDAY, order=3)]).silent == ()


def test_a_late_copy_of_an_old_denial_does_not_revive_it() -> None:
    denial = claim("X", "denies")._replace(statement_id="s1")
    copy = denial._replace(claim_id="copy", source_id="copier", told_day=FRIDAY + 1, told_order=3)
    assert named(denial, claim("X", "confirms", day=FRIDAY, order=2), copy) == "confirmed"


def test_what_decides_is_listed_in_the_order_told() -> None:
    confirms, refuses = claim("X", "confirms", order=3), claim("Y", "does-not-confirm", order=1)
    denies, reports = claim("Z", "denies", order=4), claim("W", "reports", order=2)
    assert standing([confirms, refuses]).by == (confirms,)
    assert standing([confirms, refuses]).not_confirmed_by == (refuses,)
    contested = standing([denies, confirms, reports])
    assert (contested.by, contested.denied_by) == ((reports, confirms), (denies,))


def test_history_has_a_step_only_where_something_changes() -> None:
    claims = [
        claim("X", "reports", order=1),
        claim("Y", "denies", "date", order=2),
        claim("Z", "does-not-confirm", order=3),
    ]
    steps = [(order, reached.name.value) for order, reached in standing_history(claims)]
    assert steps == [(1, "reported"), (3, "unconfirmed")]


@st.composite
def claims_of_one_event(draw: st.DrawFn) -> list[Claim]:
    """A few speakers and sources, several days, copies; orders follow the days."""
    count = draw(st.integers(0, 7))
    days = sorted(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    return [
        claim(
            draw(st.sampled_from("XYZ")),
            draw(st.sampled_from(STANCES)),
            draw(st.sampled_from(("occurrence", "occurrence", "date", "number"))),
            day=MONDAY + day,
            order=order,
        )._replace(
            source_id=draw(st.sampled_from(("one", "two"))),
            statement_id=draw(st.sampled_from(("", "s1", "s2"))),
        )
        for order, day in enumerate(days, start=1)
    ]


@given(claims_of_one_event(), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_what_was_told_later_does_not_matter(claims: list[Claim], day: int) -> None:
    moment = Moment.end_of(MONDAY + day)
    assert standing(claims, moment) == standing([c for c in claims if c.told_day <= MONDAY + day])


@given(claims_of_one_event(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_copy_and_the_order_of_the_input_change_nothing(
    claims: list[Claim], data: st.DataObject
) -> None:
    own = [c._replace(statement_id=c.statement_id or c.claim_id) for c in claims]
    copies = [
        data.draw(st.sampled_from(own))._replace(
            claim_id=f"copy {n}", source_id="copier", told_order=100 + n, told_day=MONDAY + 9
        )
        for n in range(data.draw(st.integers(0, 2)) if own else 0)
    ]
    assert standing(data.draw(st.permutations(own + copies))) == standing(own)


@given(claims_of_one_event())
@settings(max_examples=150, deadline=None)
def test_exactly_one_line_fits_and_it_has_its_claims(claims: list[Claim]) -> None:
    reached = standing(claims)
    assert 1 <= reached.rule <= 8
    assert bool(reached.by) == (reached.name is not StandingName.NOT_YET_TOLD)


@given(claims_of_one_event())
@settings(max_examples=100, deadline=None)
def test_history_ends_where_the_standing_is(claims: list[Claim]) -> None:
    steps = standing_history(claims)
    assert [order for order, _ in steps] == sorted({order for order, _ in steps})
    for claim_told in claims:
        reached = [step for order, step in steps if order <= claim_told.told_order][-1]
        assert reached == standing(claims, Moment.of_claim(claim_told.told))


def frame_of(claims: Sequence[Claim]) -> pd.DataFrame:
    return pd.DataFrame(claims, columns=list(Claim._fields)).astype(
        {name: "str" for name, kind in Claim.__annotations__.items() if kind == "str"}
    )


@given(st.lists(claims_of_one_event(), min_size=1, max_size=4), st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_all_events_at_once_agree_with_each_alone(events: list[list[Claim]], day: int) -> None:
    claims = [c._replace(event_id=f"e{n}") for n, own in enumerate(events) for c in own]
    frame = frame_of(sorted(claims, key=lambda c: c.told_order))
    for moment in (None, Moment.end_of(MONDAY + day)):
        table = standings(frame, moment)
        for event_id, of_event in frame.groupby("event_id"):
            alone = standing(claims_in(of_event), moment)
            assert tuple(table.loc[event_id]) == (alone.name.value, alone.rule)


def test_alike_events_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many events have claims of one pattern, the rule is asked once."""
    asked: list[int] = []

    def counted(claims: Iterable[Claim]) -> Standing:
        found = standing(claims)
        asked.append(found.rule)
        return found

    monkeypatch.setattr("geodata.standings.standing", counted)
    _rule_of.cache_clear()
    count = 500
    own = [claim("X", "reports"), claim("Y", "denies")]
    claims = [c._replace(event_id=f"e{n}") for n in range(count) for c in own]
    frame = frame_of([c._replace(told_order=order) for order, c in enumerate(claims)])
    assert standings(frame)["standing"].tolist() == ["contested"] * count
    assert len(asked) == 1
