"""Where Play steps to: the pure module, with moments and windows written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.viewer import day_number, iso_day

if TYPE_CHECKING:
    from tests.browser.modules import Modules

SPAN = ("2020-01-01", "2024-06-30")
STOPS = (("2024-04-17", 3), ("2024-04-17", 26), ("2024-04-30", 38), ("2024-06-12", 61))


def stops() -> list[dict[str, object]]:
    return [{"day": day_number(day), "order": order} for day, order in STOPS]


def moment(words: str) -> dict[str, int]:
    day, _, order = words.partition(" ")
    return {"day": day_number(day), "order": int(order)}


@pytest.mark.parametrize(
    ("unit", "start", "on", "back"),
    [
        ("statement", "2024-04-16 -1", "2024-04-17 3", None),
        ("statement", "2024-04-17 3", "2024-04-17 26", "2024-04-16 -1"),
        ("statement", "2024-04-17 26", "2024-04-30 38", "2024-04-17 3"),
        ("statement", "2024-05-05 38", "2024-06-12 61", "2024-04-17 26"),
        ("statement", "2024-06-12 61", None, "2024-04-30 38"),
        ("day", "2024-04-16 -1", "2024-04-17 26", None),
        ("day", "2024-04-17 3", "2024-04-17 26", "2024-04-16 -1"),
        ("day", "2024-04-17 26", "2024-04-18 26", "2024-04-16 -1"),
        ("day", "2024-04-18 26", "2024-04-19 26", "2024-04-17 26"),
        ("day", "2024-06-12 61", None, "2024-06-11 38"),
        ("week", "2024-04-16 -1", "2024-04-21 26", None),
        ("week", "2024-04-21 26", "2024-04-28 26", "2024-04-16 -1"),
        ("week", "2024-05-05 38", "2024-05-12 38", "2024-04-28 26"),
        ("week", "2024-06-09 38", "2024-06-12 61", "2024-06-02 38"),
        ("month", "2024-04-17 3", "2024-04-30 38", "2024-04-16 -1"),
        ("month", "2024-04-30 38", "2024-05-31 38", "2024-04-16 -1"),
        ("month", "2024-05-31 38", "2024-06-12 61", "2024-04-30 38"),
        ("month", "2024-06-12 61", None, "2024-05-31 38"),
    ],
)
def test_a_step_of_the_second_clock(
    modules: Modules, unit: str, start: str, on: str | None, back: str | None
) -> None:
    for by, expected in ((1, on), (-1, back)):
        found = modules.call("timeline/steps", "stepMoment", stops(), moment(start), unit, by)
        assert found == (moment(expected) if expected else None)


def window(words: str) -> dict[str, int]:
    first, _, last = words.partition("/")
    return {"from": day_number(first), "to": day_number(last or first)}


def words_of(found: dict[str, int] | None) -> str | None:
    return f"{iso_day(found['from'])}/{iso_day(found['to'])}" if found else None


@pytest.mark.parametrize(
    ("days", "unit", "windows"),
    [
        (
            "growing",
            "month",
            ("2024-01-15/2024-02-10", "2024-01-15/2024-02-29", "2024-01-15/2024-01-31"),
        ),
        (
            "growing",
            "month",
            ("2024-01-15/2024-02-29", "2024-01-15/2024-03-31", "2024-01-15/2024-01-31"),
        ),
        ("growing", "month", ("2024-01-15/2024-01-31", "2024-01-15/2024-02-29", None)),
        ("growing", "week", ("2024-04-17/2024-04-21", "2024-04-17/2024-04-28", None)),
        (
            "growing",
            "week",
            ("2024-04-17/2024-06-26", "2024-04-17/2024-06-30", "2024-04-17/2024-06-23"),
        ),
        ("growing", "day", ("2020-01-01/2024-06-30", None, "2020-01-01/2024-06-29")),
        ("one-unit", "month", ("2020-01-01/2020-01-31", "2020-02-01/2020-02-29", None)),
        (
            "one-unit",
            "month",
            ("2021-03-10/2021-04-20", "2021-04-01/2021-04-30", "2021-03-01/2021-03-31"),
        ),
        ("one-unit", "week", ("2020-01-01/2020-01-05", "2020-01-06/2020-01-12", None)),
        ("one-unit", "month", ("2024-06-01/2024-06-30", None, "2024-05-01/2024-05-31")),
        ("same-width", "day", ("2020-01-01/2020-01-10", "2020-01-02/2020-01-11", None)),
        (
            "same-width",
            "week",
            ("2021-01-10/2021-01-12", "2021-01-17/2021-01-19", "2021-01-03/2021-01-05"),
        ),
        (
            "same-width",
            "month",
            ("2021-03-05/2021-03-07", "2021-04-05/2021-04-07", "2021-02-05/2021-02-07"),
        ),
        (
            "same-width",
            "month",
            ("2024-06-10/2024-06-20", "2024-06-20/2024-06-30", "2024-05-10/2024-05-20"),
        ),
        ("same-width", "month", ("2020-01-01/2024-06-30", None, None)),
    ],
)
def test_a_step_of_the_first_clock(
    modules: Modules, days: str, unit: str, windows: tuple[str, str | None, str | None]
) -> None:
    start, on, back = windows
    how = {"unit": unit, "days": days}
    for by, expected in ((1, on), (-1, back)):
        found = modules.call(
            "timeline/steps", "stepWindow", window("/".join(SPAN)), window(start), how, by
        )
        assert words_of(found) == expected


@pytest.mark.parametrize(
    ("days", "start", "first", "last"),
    [
        ("growing", "2020-01-01/2024-06-30", "2020-01-01/2020-01-31", "2020-01-01/2024-06-30"),
        ("growing", "2024-06-12/2024-06-13", "2024-06-12/2024-06-30", "2024-06-12/2024-06-30"),
        ("one-unit", "2020-01-01/2024-06-30", "2020-01-01/2020-01-31", "2024-06-01/2024-06-30"),
        ("same-width", "2021-01-01/2021-01-10", "2020-01-01/2020-01-10", "2024-06-21/2024-06-30"),
        ("same-width", "2020-01-01/2024-06-30", "2020-01-01/2020-01-31", "2024-06-01/2024-06-30"),
    ],
)
def test_the_first_and_the_last_window(
    modules: Modules, days: str, start: str, first: str, last: str
) -> None:
    how = {"unit": "month", "days": days}
    for by, expected in ((-1, first), (1, last)):
        found = modules.call(
            "timeline/steps", "edgeWindow", window("/".join(SPAN)), window(start), how, by
        )
        assert words_of(found) == expected


@pytest.mark.parametrize(
    ("first", "last", "asked", "taken"),
    [
        ("2024-04-01", "2024-06-30", "day", "day"),
        ("2023-05-29", "2024-06-30", "day", "day"),
        ("2020-01-01", "2024-06-30", "day", "week"),
        ("2020-01-01", "2024-06-30", "month", "month"),
        ("1980-01-01", "2024-06-30", "week", "year"),
        ("0099-03-01", "2024-06-30", "day", "decade"),
        ("1900-01-01", "2024-06-30", "statement", "statement"),
    ],
)
def test_never_more_than_four_hundred_steps(
    modules: Modules, first: str, last: str, asked: str, taken: str
) -> None:
    span = window(f"{first}/{last}")
    assert modules.call("timeline/steps", "fittingUnit", span["from"], span["to"], asked) == taken


@pytest.mark.parametrize("days", ["growing", "one-unit", "same-width"])
@pytest.mark.parametrize(("first", "unit"), [("2019-07-04", "week"), ("0099-03-01", "decade")])
def test_steps_come_to_an_end_and_go_the_same_number_back(
    modules: Modules, days: str, first: str, unit: str
) -> None:
    span = window(f"{first}/2024-06-30")
    there_and_back = modules.page.evaluate(
        """async ([address, span, how]) => {
          const { edgeWindow, stepWindow } = await import(address);
          const width = { from: span.from, to: span.from + 20 };
          return [1, -1].map((by) => {
            let at = edgeWindow(span, how.days === 'same-width' ? width : span, how, -by);
            let count = 1;
            for (let next; (next = stepWindow(span, at, how, by)) && count < 1000; count += 1) {
              at = next;
            }
            return [count, at.from, at.to];
          });
        }""",
        [modules.address("timeline/steps"), span, {"unit": unit, "days": days}],
    )
    (there, _, end), (back, start, _) = there_and_back
    assert there == pytest.approx(back, abs=1)
    assert 190 <= there <= 400
    assert (start, end) == (span["from"], span["to"])
