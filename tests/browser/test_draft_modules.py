"""What the Draft page reckons with: pieces of marked words, matches, ids. The pure modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.modules import Modules


def _span(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **more}


def test_spans_that_overlap_become_pieces_without_a_gap(modules: Modules) -> None:
    pieces = modules.call(
        "draft/spans",
        "piecesOf",
        _span(10, 60),
        {
            "said": [_span(10, 30), _span(10, 30), _span(30, 55), _span(70, 80)],
            "speakers": [_span(0, 5), _span(32, 50)],
            "found": [
                _span(12, 16, kind="date", index=0),
                _span(45, 50, kind="place", index=7),
            ],
        },
    )
    assert [(one["start"], one["end"]) for one in pieces] == [
        *[(10, 12), (12, 16), (16, 30), (30, 32), (32, 45), (45, 50), (50, 55), (55, 60)]
    ]
    assert [one["said"] for one in pieces] == [[0, 1]] * 3 + [[2]] * 4 + [[]]
    assert [one["speaker"] for one in pieces] == [None] * 4 + [1, 1, None, None]
    assert pieces[1]["found"] == {"kind": "date", "index": 0}
    assert pieces[5]["found"] == {"kind": "place", "index": 7}


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-04-17", "2024-04-17", "2024-04-17"),
        ("2024-02~", "2024-02-01", "2024-02-29"),
        ("2023-09-19/2023-09-20", "2023-09-19", "2023-09-20"),
        ("2020-23", "2020-01-01", "2020-12-31"),
        ("2024-04-17T12:00:00Z", "2024-04-17", "2024-04-17"),
    ],
)
def test_a_date_has_first_and_last_days(modules: Modules, edtf: str, first: str, last: str) -> None:
    days = modules.call("draft/matches", "daysOf", edtf)
    iso = "(days) => days.map((day) => new Date(day * 864e5).toISOString().slice(0, 10))"
    assert modules.page.evaluate(iso, days) == [first, last]
    assert modules.call("draft/matches", "daysOf", "unknown") is None


def test_events_match_by_place_day_and_words(modules: Modules) -> None:
    ganja = {"id": "ganja", "latitude": 40.7, "longitude": 46.3}
    far = {"id": "far", "latitude": 10.0, "longitude": 100.0}
    card = {"title": "Column leaves Ganja airfield", "date": "2024-04-17", "place": ganja}
    events = [
        {"key": "other", "title": "Talks in the north", "date": "1999-01-01", "place": far},
        {"key": "day", "title": "Statement", "date": "2024-04-17", "place": None},
        {"key": "all", "title": "Airfield: a column leaves", "date": "2024-04-16~", "place": ganja},
    ]
    found = modules.call("draft/matches", "matchesOf", card, events)
    assert [one["key"] for one in found] == ["all", "day"]
    assert (found[0]["byDay"], found[0]["byPlace"], found[0]["byWords"]) == (False, True, True)
    asked = modules.call("draft/matches", "matchesOf", card, events, "talks NORTH")
    assert [one["key"] for one in asked] == ["other"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kura Post 2024-04-17", "kura-post-2024-04-17"),
        ("Gəncə körpüsü", "g-nc-korpusu"),
        ("Мост", "event"),
        (
            "The road bridge near Mingachevir has been closed to lorries",
            "the-road-bridge-near-mingachevir-has-been-closed",
        ),
    ],
)
def test_ids_are_made_of_names(modules: Modules, name: str, slug: str) -> None:
    assert modules.call("draft/changes", "slugOf", name, "event") == slug


def test_marks_after_an_emoji_stand_on_their_own_letters(modules: Modules) -> None:
    text = "A 🚚🚚 column left Gəncə"
    start = text.index("Gəncə")
    cut = f"""async ([text, start, end]) => {{
      const {{ cutterOf }} = await import('{modules.address("draft/spans")}');
      return [cutterOf(text)(start, end), cutterOf(text.slice(7))(0, 3)];
    }}"""
    assert modules.page.evaluate(cut, [text, start, start + 5]) == ["Gəncə", "col"]


@pytest.mark.parametrize("merged", [{"event": "e1"}, {"card": "p3"}])
def test_what_was_merged_with_a_proposal_goes_where_that_goes(
    modules: Modules, merged: dict[str, str]
) -> None:
    proposal = {
        "title": "A",
        "edtf": "2024",
        "speaker": "X",
        "stance": "reports",
        "words": "A",
        "quantities": [],
        "mentions": [],
    }
    read = {"proposals": [proposal] * 3, "places": [], "place_rows": {}, "article": {}}
    found = modules.page.evaluate(
        f"""async ([read, merged]) => {{
          const {{ DraftWork }} = await import('{modules.address("draft/work")}');
          const work = new DraftWork();
          work.take(read);
          work.merge('p1', {{ card: 'p2' }});
          work.decide('p1', 'accepted');
          work.merge('p2', merged);
          return work.cards.map((card) => [card.merged, card.decision]);
        }}""",
        [read, merged],
    )
    third = "accepted" if "card" in merged else "open"
    assert found == [[merged, "accepted"], [merged, "accepted"], [None, third]]
