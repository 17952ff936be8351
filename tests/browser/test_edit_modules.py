"""Unsaved changes, another's that meet them, merging and splitting: the pure modules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.browser.modules import Modules

IDS = {"events": "event_id", "claims": "claim_id", "sources": "source_id", "places": "place_id"}
COLUMNS = {
    "events": ("event_id", "title", "date", "place_id", "latitude", "longitude", "geo_precision"),
    "claims": ("claim_id", "event_id", "speaker", "stance", "field", "value"),
    "sources": ("source_id", "title"),
    "places": ("place_id", "name"),
}
Rows = list[dict[str, str]]
EVENTS: Rows = [
    {"event_id": "a", "title": "A", "date": "2024-04-17"},
    {"event_id": "b", "title": "B", "date": "2024-04-18"},
    {"event_id": "c", "title": "C", "date": ""},
]
CLAIMS: Rows = [
    {"claim_id": "a1", "event_id": "a", "speaker": "X", "stance": "reports"},
    {"claim_id": "a2", "event_id": "a", "speaker": "Y", "stance": "denies"},
    {"claim_id": "b1", "event_id": "b", "speaker": "X", "stance": "reports"},
]


def tables(version: str, **rows: Rows) -> dict[str, Any]:
    return {
        "version": version,
        "tables": {
            name: {
                "file": f"{name}.csv",
                "id": key,
                "columns": [{"name": column} for column in COLUMNS[name]],
                "rows": [
                    {"key": str(number), "line": number + 2, "cells": cells}
                    for number, cells in enumerate(rows.get(name, []))
                ],
            }
            for name, key in IDS.items()
        },
    }


BASE = tables("one", events=EVENTS, claims=CLAIMS)


def run(modules: Modules, script: str, *args: object) -> Any:
    """Run a script in which the pure modules stand by their names."""
    names = ("edits", "difference", "merging")
    imports = "\n".join(
        f"Object.assign(modules, await import('{modules.address(f'editing/{name}')}'));"
        for name in names
    )
    body = f"""async (args) => {{
      const modules = {{}};
      {imports}
      const {{ Edits, difference, rebased, mergeParts, mergePlan, splitParts, freeId }} = modules;
      const {{ tablesOfKept, savedAndLater }} = modules;
      {script}
    }}"""
    return modules.page.evaluate(body, list(args))


def change(table: str, key: str, **cells: str) -> dict[str, Any]:
    return {"table": table, "key": key, "cells": cells}


def test_a_cell_back_at_what_it_was_is_no_change(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        edits.setCell('events', '0', 'title', 'Other');
        edits.setCell('events', '0', 'date', '2024');
        const changed = edits.asked();
        edits.setCell('events', '0', 'title', 'A');
        edits.setCell('events', '0', 'date', '2024-04-17');
        return [changed, edits.asked()];""",
        BASE,
    )
    assert found == [[change("events", "0", title="Other", date="2024")], []]


def test_every_step_is_undone_and_redone_in_order(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        const seen = [edits.asked()];
        const step = (act) => { act(); seen.push(edits.asked()); };
        step(() => edits.setCell('events', '1', 'title', 'Other'));
        step(() => edits.addRow('events', { event_id: 'n' }));
        step(() => edits.setCell('events', 'new-1', 'title', 'N'));
        step(() => edits.removeRow('events', '1'));
        step(() => edits.removeRow('events', 'new-1'));
        step(() => edits.bringBack('events', '1'));
        const back = seen.slice(0, -1).reverse().map(() => (edits.undo(), edits.asked()));
        const on = seen.slice(1).map(() => (edits.redo(), edits.asked()));
        return [seen, back, on, edits.redo()];""",
        BASE,
    )
    sort = [sorted(map(str, one)) for one in found[0]]
    assert [sorted(map(str, one)) for one in found[1]] == sort[-2::-1]
    assert [sorted(map(str, one)) for one in found[2]] == sort[1:]
    assert found[3] is None
    assert sort[3] == sorted(
        map(
            str,
            [
                change("events", "1", title="Other"),
                change("events", "new-1", event_id="n", title="N"),
            ],
        )
    )
    assert found[0][-1] == []


def test_what_a_browser_kept_is_taken_up_with_its_way_back(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        edits.setCell('events', '0', 'title', 'Other');
        edits.removeRow('claims', '2');
        edits.addRow('places', { place_id: 'p' });
        edits.undo();
        const again = new Edits(args[0]);
        again.takeUp(JSON.parse(JSON.stringify(edits.keptAs())));
        const taken = again.asked();
        again.redo();
        const redone = again.asked();
        again.undo(); again.undo(); again.undo();
        return [taken, redone.length, again.asked()];""",
        BASE,
    )
    removed = {"table": "claims", "key": "2", "cells": None}
    assert found == [[change("events", "0", title="Other"), removed], 3, []]


def test_rows_tell_what_became_of_them(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        edits.setCell('events', '0', 'title', 'Other');
        edits.removeRow('events', '1');
        edits.addRow('events', { event_id: 'n' });
        return [edits.rows('events').map(({ key, state, changed }) => [key, state, changed.join()]),
          edits.standing('events').length,
          freeId(edits, 'events', 'b'), freeId(edits, 'events', 'x')];""",
        BASE,
    )
    assert found == [
        [
            ["new-1", "new", ""],
            ["0", "changed", "title"],
            ["1", "removed", ""],
            ["2", "as loaded", ""],
        ],
        3,
        "b-2",
        "x",
    ]


THEIRS = tables(
    "two",
    events=[EVENTS[2], {**EVENTS[1], "date": "2024-04-19"}, {**EVENTS[0], "title": "A by them"}],
    claims=[*CLAIMS[:2], {"claim_id": "n", "event_id": "b", "speaker": "Z", "stance": "reports"}],
)


def differ(modules: Modules, changes: list[dict[str, Any]], settled: list[str]) -> Any:
    return run(
        modules,
        """const [base, theirs, changes, settled] = args;
        const found = difference(base, theirs, changes);
        const [all, met] = [found.theirs, found.collisions];
        return [all.map(({ table, kind, cells }) => [table, kind, Object.values(cells)[0]]),
          met.map(({ kind, id, column }) => [kind, id, column]), rebased(found, settled)];""",
        BASE,
        THEIRS,
        changes,
        settled,
    )


def test_what_another_did_is_told_row_by_row(modules: Modules) -> None:
    theirs, collisions, left = differ(modules, [], [])
    assert theirs == [
        ["events", "changed", "a"],
        ["events", "changed", "b"],
        ["claims", "added", "n"],
        ["claims", "removed", "b1"],
    ]
    assert collisions == []
    assert left == []


def test_changes_of_other_cells_meet_nothing_and_follow_their_rows(modules: Modules) -> None:
    changes = [
        change("events", "1", title="B by me"),
        change("events", "new-1", event_id="m", title="M"),
    ]
    _, collisions, left = differ(modules, changes, [])
    assert collisions == []
    assert left == changes  # b stands in the second row of both
    _, collisions, left = differ(modules, [change("events", "2", title="C by me")], [])
    assert (collisions, left) == ([], [change("events", "0", title="C by me")])


@pytest.mark.parametrize(
    ("settled", "left"),
    [
        ("mine", [change("events", "2", title="A by me", date="2025")]),
        ("theirs", [change("events", "2", date="2025")]),
    ],
)
def test_one_cell_changed_by_both_is_settled(
    modules: Modules, settled: str, left: list[object]
) -> None:
    mine = [change("events", "0", title="A by me", date="2025")]
    _, collisions, found = differ(modules, mine, [settled])
    assert collisions == [["cell", "a", "title"]]
    assert found == left


@pytest.mark.parametrize(
    ("mine", "collision", "kept", "dropped"),
    [
        (
            change("claims", "2", speaker="W"),
            ["they removed", "b1", None],
            [change("claims", "new-1", **CLAIMS[2] | {"speaker": "W"})],
            [],
        ),
        (
            {"table": "events", "key": "0", "cells": None},
            ["I removed", "a", None],
            [{"table": "events", "key": "2", "cells": None}],
            [],
        ),
    ],
)
def test_a_row_gone_on_one_side_is_settled(
    modules: Modules,
    mine: dict[str, Any],
    collision: list[object],
    kept: list[object],
    dropped: list[object],
) -> None:
    _, collisions, left = differ(modules, [mine], ["mine"])
    assert collisions == [collision]
    assert left == kept
    assert differ(modules, [mine], ["theirs"])[2] == dropped


def test_what_both_did_alike_meets_nothing(modules: Modules) -> None:
    changes = [
        change("events", "0", title="A by them"),
        {"table": "claims", "key": "2", "cells": None},
    ]
    assert differ(modules, changes, [])[1:] == [[], []]


def test_rows_without_ids_are_the_same_where_their_cells_are(modules: Modules) -> None:
    base = tables("one", events=[{"title": "Twin"}, {"title": "Twin"}, {"title": "Lone"}])
    theirs = tables("two", events=[{"title": "New"}, {"title": "Lone"}, {"title": "Twin"}])
    left = run(
        modules,
        """const found = difference(args[0], args[1], args[2]);
        return [found.collisions, rebased(found, [])];""",
        base,
        theirs,
        [change("events", "2", date="2024"), change("events", "0", date="2025")],
    )
    assert left == [[], [change("events", "1", date="2024"), change("events", "2", date="2025")]]


def test_what_was_kept_of_an_older_version_still_meets_theirs(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        edits.setCell('events', '0', 'title', 'A by me');
        const kept = JSON.parse(JSON.stringify(edits.keptAs()));
        const base = tablesOfKept(kept, args[1]);
        const { theirs, collisions } = difference(base, args[1], kept.changes);
        return [theirs.map(({ kind }) => kind),
          collisions.map(({ mine, theirs }) => [mine, theirs])];""",
        BASE,
        THEIRS,
    )
    assert found == [["changed"], [["A by me", "A by them"]]]


PLACED = tables(
    "one",
    events=[
        {**EVENTS[0], "place_id": "here", "geo_precision": "3"},
        {**EVENTS[1], "date": "", "latitude": "40", "longitude": "47"},
    ],
    claims=CLAIMS,
)


def test_merging_moves_claims_fills_what_is_empty_and_is_one_step(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        const plan = mergePlan(edits, '0', '1');
        edits.apply(mergeParts(edits, '0', '1', true));
        const asked = edits.asked();
        edits.undo();
        return [plan, asked, edits.count];""",
        PLACED,
    )
    plan, asked, left = found
    assert plan["filled"] == ["date"]
    assert [lost["column"] for lost in plan["lost"]] == ["title", "place_id", "geo_precision"]
    assert plan["claims"] == 2
    claim = {
        **CLAIMS[0],
        "claim_id": "a1-place",
        "event_id": "b",
        "field": "place",
        "value": "here",
    }
    assert asked == [
        change("events", "1", date="2024-04-17"),
        change("claims", "0", event_id="b"),
        change("claims", "1", event_id="b"),
        change("claims", "new-1", **claim),
        {"table": "events", "key": "0", "cells": None},
    ]
    assert left == 0


def test_splitting_copies_the_event_and_moves_the_chosen_claims(modules: Modules) -> None:
    found = run(
        modules,
        """const edits = new Edits(args[0]);
        const { parts, key } = splitParts(edits, '0', ['1']);
        edits.apply(parts);
        return [key, edits.asked(), edits.undo() && edits.count];""",
        BASE,
    )
    copied = change("events", "new-1", event_id="a-2", title="A", date="2024-04-17")
    assert found == ["new-1", [copied, change("claims", "1", event_id="a-2")], 0]


@pytest.mark.parametrize(
    ("table", "key", "cells", "parts"),
    [
        ("claims", "0", {"event_id": " B "}, [change("claims", "0", event_id="b")]),
        ("claims", "0", {"event_id": "twin"}, [change("claims", "0", event_id="twin")]),
        ("claims", "0", {"event_id": "c"}, [change("claims", "0", event_id="c")]),
        (
            "places",
            "0",
            {"mark_latitude": "41"},
            [
                change(
                    "places",
                    "0",
                    mark_latitude="41",
                    geometry='{"type":"Point","coordinates":[47,41]}',
                )
            ],
        ),
        ("places", "1", {"mark_latitude": "41"}, [change("places", "1", mark_latitude="41")]),
        (
            "events",
            "new-1",
            {"event_id": "renamed"},
            [
                change("events", "new-1", event_id="renamed"),
                change("claims", "1", event_id="renamed"),
            ],
        ),
        ("events", "0", {"event_id": "other"}, [change("events", "0", event_id="other")]),
    ],
)
def test_what_follows_from_a_written_cell(
    modules: Modules, table: str, key: str, cells: dict[str, str], parts: list[object]
) -> None:
    twins = [{"event_id": name, "title": "Twin"} for name in ("t1", "t2")]
    places = [
        {"place_id": "p", "mark_latitude": "40", "mark_longitude": "47"},
        {"place_id": "q", "mark_longitude": "47", "geometry": '{"type":"Polygon"}'},
    ]
    found = run(
        modules,
        f"""const {{ writtenParts }} = await import('{modules.address("editing/written_cells")}');
        const edits = new Edits(args[0]);
        edits.addRow('events', {{ event_id: 'new' }});
        edits.setCell('claims', '1', 'event_id', 'new');
        return writtenParts(edits, ...args.slice(1));""",
        tables("one", events=[*EVENTS, *twins], claims=CLAIMS, places=places),
        table,
        key,
        cells,
    )
    assert found == parts


def test_what_is_changed_while_saving_is_left_over_upon_what_was_saved(modules: Modules) -> None:
    saved = [
        {"table": "events", "key": "0", "cells": {"title": "A by me"}},
        {"table": "events", "key": "2", "cells": {"title": "C by me"}},
        {"table": "events", "key": "new-1", "cells": {"event_id": "n", "title": "N"}},
        {"table": "claims", "key": "2", "cells": None},
    ]
    after = tables(
        "two",
        events=[
            {"event_id": "n", "title": "N"},
            {**EVENTS[0], "title": "A by me"},
            EVENTS[1],
            {**EVENTS[2], "title": "C by me"},
        ],
        claims=CLAIMS[:2],
    )
    found = run(
        modules,
        """const [before, now, saved] = args;
        const edits = new Edits(before);
        edits.apply(saved);
        const asked = edits.asked();
        const left = () => {
          const { base, later } = savedAndLater(edits, asked);
          const found = difference(base, now, later);
          return rebased(found, found.collisions.map(() => 'mine'));
        };
        const none = left();
        edits.setCell('events', '0', 'title', 'A');
        edits.setCell('events', '1', 'title', 'B by me');
        edits.setCell('events', 'new-1', 'title', 'N again');
        edits.bringBack('claims', '2');
        edits.addRow('sources', { source_id: 's' });
        return [none, left()];""",
        BASE,
        after,
        saved,
    )
    none, left = found
    assert none == []
    assert sorted(left, key=str) == sorted(
        [
            change("events", "1", title="A"),
            change("events", "2", title="B by me"),
            change("events", "0", title="N again"),
            change("claims", "new-3", **CLAIMS[2]),
            change("sources", "new-2", source_id="s"),
        ],
        key=str,
    )


DESK = """async ([address, versions]) => {
  const { editingDesk } = await import(address);
  const desk = editingDesk();
  const server = { now: versions[0], meanwhile: () => {} };
  const answers = {
    'state.json': () => ({ can_edit: true, version: server.now.version, folder_name: 'case' }),
    'tables.json': () => {
      server.meanwhile();
      return { ...server.now, problems: [], accepted: 0, rejected: 0 };
    },
    save: () => ({ version: (server.now = versions[1]).version, saved: 1 }),
    check: () => ({ problems: [], accepted: 0, rejected: 0 }),
  };
  const { fetch } = window;
  window.fetch = async (address, how) => {
    const answer = answers[/\\/edit\\/(.+)$/.exec(address)?.[1]];
    if (!answer) return fetch(address, how);
    const headers = { 'content-type': 'application/json' };
    return new Response(JSON.stringify(answer()), { headers });
  };
  await desk.open();
  SCRIPT
}"""


def at_desk(modules: Modules, versions: list[dict[str, Any]], script: str) -> Any:
    """Run a script at the page's desk, with a server of two versions."""
    modules.page.evaluate("sessionStorage.clear()")
    modules.page.reload()  # a page has one desk
    body = DESK.replace("SCRIPT", script)
    return modules.page.evaluate(body, [modules.address("editing/desk"), versions])


def test_what_is_typed_while_saving_is_not_lost(modules: Modules) -> None:
    after = tables("two", events=[{**EVENTS[0], "title": "A by me"}, *EVENTS[1:]], claims=CLAIMS)
    found = at_desk(
        modules,
        [BASE, after],
        """desk.write('events', '0', { title: 'A by me' });
        server.meanwhile = () => desk.write('events', '1', { title: 'B meanwhile' });
        const isSaved = await desk.save({ reason: '', isCorrection: false });
        return [isSaved, desk.edits.version, desk.edits.asked()];""",
    )
    assert found == [True, "two", [change("events", "1", title="B meanwhile")]]


def test_what_is_being_typed_stays_with_its_row_where_newer_tables_come(modules: Modules) -> None:
    found = at_desk(
        modules,
        [BASE, THEIRS],
        """const typed = { title: 'B typed' };
        desk.listen((told) => told === 'leaving' && desk.write('events', '1', typed));
        server.now = versions[1];
        await desk.open();
        const met = [desk.edits.version, desk.edits.asked()];
        desk.settle(desk.found(), []);
        return [...met, desk.edits.version, desk.edits.asked()];""",
    )
    typed = [change("events", "1", title="B typed")]
    assert found == ["one", typed, "two", typed]


def test_a_cell_that_is_open_while_others_save_is_a_change_of_its_row(modules: Modules) -> None:
    found = at_desk(
        modules,
        [BASE, THEIRS],
        f"""const {{ mount }} = await import('{modules.address("editing/edit_page")}');
        const page = mount(document.body);
        page.grid.at = [0, 0];
        page.grid.edit();
        page.grid.editing.field.value = 'A typed';
        server.now = versions[1];
        await desk.open();
        const found = desk.edits.asked();
        page.destroy();
        return found;""",
    )
    assert found == [change("events", "0", title="A typed")]


def test_a_difference_that_is_older_than_the_tables_is_shown_again(modules: Modules) -> None:
    newest = tables("three", events=[EVENTS[1], EVENTS[0]], claims=CLAIMS)
    found = at_desk(
        modules,
        [BASE, THEIRS, newest],
        """desk.write('events', '0', { date: '2025' });
        server.now = versions[1];
        await desk.open();
        const older = desk.found();
        server.now = versions[2];
        await desk.open();
        const told = [];
        desk.listen((change) => told.push(change));
        desk.settle(older, []);
        const before = [told, desk.edits.asked()];
        desk.settle(desk.found(), []);
        return [...before, desk.edits.version, desk.edits.asked()];""",
    )
    told, before, version, after = found
    assert (told[0], before) == ("met", [change("events", "0", date="2025")])
    assert (version, after) == ("three", [change("events", "1", date="2025")])


def test_rows_that_both_added_under_one_id_stay_two(modules: Modules) -> None:
    theirs = tables(
        "two",
        events=[*EVENTS, {"event_id": "event-1", "title": "Theirs"}],
        claims=[*CLAIMS, {"claim_id": "claim-1", "event_id": "event-1"}],
        sources=[{"source_id": "source-1"}],
        places=[{"place_id": "place-1", "name": "There"}],
    )
    mine = [
        change("claims", "new-1", claim_id="claim-1", event_id="event-1", source_id="source-1"),
        change("claims", "new-2", claim_id="claim-2", field="place", value="place-1"),
        change("claims", "new-3", claim_id="claim-3", field="number", value="place-1"),
        change("claims", "0", event_id="event-1"),
        change("events", "new-4", event_id="event-1", title="Mine", place_id="place-1"),
        change("events", "new-5", event_id="event-2", title="Another of mine"),
        change("sources", "new-6", source_id="source-1"),
        change("places", "new-7", place_id="place-1", name="Here"),
    ]
    found = run(
        modules,
        """const found = difference(...args);
        return [found.collisions, found.theirs.length, rebased(found, [])];""",
        BASE,
        theirs,
        mine,
    )
    collisions, their_count, left = found
    assert (collisions, their_count) == ([], 4)
    assert left == [
        change("events", "new-4", event_id="event-3", title="Mine", place_id="place-2"),
        change("events", "new-5", event_id="event-2", title="Another of mine"),
        change("claims", "new-1", claim_id="claim-4", event_id="event-3", source_id="source-1"),
        change("claims", "new-2", claim_id="claim-2", field="place", value="place-2"),
        change("claims", "new-3", claim_id="claim-3", field="number", value="place-1"),
        change("claims", "0", event_id="event-3"),
        change("places", "new-7", place_id="place-2", name="Here"),
    ]  # the source is the same in both


def test_the_reader_stays_on_a_new_row_that_gets_another_id(modules: Modules) -> None:
    theirs = tables("two", events=[*EVENTS, {"event_id": "event-1", "title": "Theirs"}])
    found = at_desk(
        modules,
        [tables("one", events=EVENTS), theirs],
        """desk.add('events', { event_id: 'event-1', title: 'Mine' });
        server.now = versions[1];
        await desk.open();
        desk.settle(desk.found(), []);
        return desk.edits.row(desk.chosen.table, desk.chosen.key).cells;""",
    )
    assert found == {"event_id": "event-2", "title": "Mine"}


def test_a_problem_of_a_table_that_is_not_edited_is_listed_without_a_way(modules: Modules) -> None:
    problem = {"key": "0", "line": 2, "column": "day", "message": "No day.", "is_rejected": True}
    problems = [problem | {"table": "corrections"}, problem | {"table": "events"}]
    found = at_desk(
        modules,
        [BASE],
        f"""const {{ ProblemList }} = await import('{modules.address("editing/problem_list")}');
        const list = new ProblemList(desk);
        const others = {{ corrections: {{ file: 'corrections.csv', id: '', rows: [] }} }};
        Object.assign(desk.edits.loaded.tables, others);
        desk.problems = {json.dumps(problems)};
        list.show();
        return [...list.list.children].map((one) => [one.textContent, one.matches(':has(button)')]);
        """,
    )
    assert [is_way for _, is_way in found] == [False, True]
    assert "corrections.csv, line 2" in found[0][0]
