"""Targets that are the bytes of one file, or a table, before anything is known of events."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from geodata.columns import EVENTS
from geodata.editing.separated_text import SeparatedText
from geodata.encodings import as_utf_8, decode, encoding_of
from geodata.errors import CaseError
from geodata.read_as import ReadAs
from geodata.reading.case_tables import EVENTS_ALONE, known_names, names_known
from geodata.reading.guessing import guess_mapping
from geodata.reading.layouts import likely_layout, names_of_headerless
from geodata.reading.mapping import OURS, as_events
from geodata.records.found import Records, joined
from geodata.records.splitter import Splitter
from geodata.summaries import summary_in
from geodata.text_files import Names, TextTable, cut_table, read_table, read_table_parts
from geodata.whole_saves import OWN_FOLDER, finish_saving
from tests.careful_splitter import CarefulSplitter
from tests.fuzz import material
from tests.fuzz.asking import Target, expect
from tests.fuzz.text_targets import text_of
from tests.fuzz.workplace import emptied, folder_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.fuzz.inputs import Input

KNOWN: Final = known_names(EVENTS_ALONE)
NAMES: Final = Names(names_known, names_of_headerless)

Told = tuple[list[tuple[int, tuple[str, ...]]], list[tuple[int, str]]]


def _encodings(made: Input) -> int:
    data = cast("bytes", made)
    try:
        text, warnings = decode(data, "f.csv")
    except CaseError as error:
        expect("\n" not in str(error), "a refusal is one line")
        return 0
    mark, encoding, told = encoding_of(data, "f.csv")
    expect(warnings == told, "a guess is told of alike")
    expect(data.startswith(mark) and "".encode(encoding) is not None, "an encoding is one")
    stream, _ = as_utf_8(io.BytesIO(data), "f.csv")
    expect(stream.read().decode() == text, "a stream has the text that its bytes have")
    return 1


def _records(made: Input) -> int:
    data = cast("bytes", made).decode("utf-8", errors="replace").encode()
    separator, size = ",", 64
    careful = CarefulSplitter(io.BytesIO(data), "f", separator)
    if not careful.header:
        return 0
    expected = _told(careful.header, careful.stretches(1 << 20))
    for stretch in (1 << 20, size):
        quick = Splitter(io.BytesIO(data), "f", separator)
        expect(_told(quick.header, quick.stretches(stretch)) == expected, "quick is as careful")
    return len(expected[0]) + len(expected[1])


def _told(header: Sequence[str], parts: Iterable[Records]) -> Told:
    nothing = Splitter(io.BytesIO(b""), "f", ",", names=tuple(header)).nothing()
    found = joined([nothing, *parts])
    cells = zip(*(column.to_pylist() for column in found.columns), strict=True)
    rejected = [(row.line, row.message) for row in found.rejected]
    return list(zip(found.lines.tolist(), cells, strict=True)), sorted(rejected)


def _tables(made: Input) -> int:
    path = folder_of("table") / "list.csv"
    path.write_bytes(cast("bytes", made))
    try:
        whole = read_table(path, path.name, KNOWN)
    except CaseError as error:
        expect("\n" not in str(error), "a refusal is one line")
        return 0
    expected = _cells([whole])
    parts = list(read_table_parts(path, path.name, KNOWN, 2))
    expect(_cells(parts) == expected, "a table in parts is the table")
    spare = path.with_name("spare")
    spare.unlink(missing_ok=True)
    names = Names(KNOWN, lambda _: ())
    cut = [part.read() for part in cut_table(path, path.name, names, 2, spare)]
    expect(_cells(cut) == expected, "a table cut in parts is the table")
    return len(expected[0]) + len(expected[1])


def _cells(tables: Sequence[TextTable]) -> Told:
    rows = [
        (int(line), cells)
        for table in tables
        for line, *cells in zip(table.lines, *table.columns, strict=True)
    ]
    rejected = [(row.line, row.message) for table in tables for row in table.rejected]
    return cast("Told", (rows, sorted(rejected)))


def _separated_text(made: Input) -> int:
    data = cast("bytes", made)
    try:
        text = SeparatedText(data, "events.csv", EVENTS)
    except CaseError:
        return 0
    expect(text.changed({}, []) == data, "what is not changed keeps its bytes")
    if not text.rows:
        return 0
    position, name = len(text.rows) // 2, text.names[-1]
    try:
        written = text.changed({position: {name: 'a, "b"; |c'}}, [])
        again = SeparatedText(written, "events.csv", EVENTS)
    except CaseError:  # no such character in its encoding, or no separator in its own names
        return len(text.rows)
    expect(len(again.rows) == len(text.rows), "a change takes nothing out")
    for nth, (before, after) in enumerate(zip(text.rows, again.rows, strict=True)):
        wanted = {**before.cells, **({name: 'a, "b"; |c'} if nth == position else {})}
        expect(after.cells == wanted, "a change is there, and nothing else")
    try:
        without = SeparatedText(text.changed({position: None}, []), "events.csv", EVENTS)
    except CaseError:  # what is left is no text by itself
        return len(text.rows)
    expect(len(without.rows) == len(text.rows) - 1, "a row is taken out")
    return len(text.rows)


def _mapping(made: Input) -> int:
    header, *below = cast("list[list[str]]", made)
    columns = tuple(
        pd.Series([row[position] for row in below], dtype="str") for position in range(len(header))
    )
    table = TextTable("f.csv", tuple(header), columns, np.arange(2, 2 + len(below)))
    guessed = guess_mapping(table, likely_layout(header))
    filled = [one.theirs for one in guessed.columns]
    expect(set(filled) <= set(header), "a guess is a column of the file")
    expect(all(0 < one.score <= 1 for one in guessed.columns), "a score is a share")
    ours = {one.ours: one.theirs for one in guessed.columns if one.ours in OURS}
    for given in ({}, ours):
        try:
            found = as_events(table, given)
        except CaseError:
            continue
        lengths = {len(cells) for cells in found.columns}
        expect(lengths <= {len(below)}, "every row is there")
    return len(below)


def _read_as(made: Input) -> int:
    path = folder_of("read_as") / "list.csv"
    path.with_name("list.csv.toml").write_text(cast("str", made), encoding="utf-8", newline="")
    try:
        found = ReadAs.beside(path)
    except CaseError as error:
        expect("\n" not in str(error), "a refusal is one line")
        return 0
    if not all(_is_bare(name) for name in found.columns):
        return 1  # the page offers only names of columns
    path.with_name("list.csv.toml").write_text(found.written(), encoding="utf-8", newline="")
    expect(ReadAs.beside(path) == found, "what is kept is read again alike")
    return 1


def _is_bare(name: str) -> bool:
    return bool(name) and name.isascii() and all(c.isalnum() or c in "_-" for c in name)


def _summaries(made: Input) -> int:
    folder = folder_of("summaries")
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "agency.md").write_bytes(cast("bytes", made))
    try:
        found = summary_in(folder, "agency")
    except CaseError:
        return 0
    for number, paragraph in found.paragraphs.items():
        expect(number >= 0, "a paragraph has its number")
        expect(paragraph == " ".join(paragraph.split()), "a paragraph is one line")
    expect("\n" not in found.heading, "a heading is one line")
    return len(found.paragraphs)


def _plans(made: Input) -> int:
    folder = emptied("plans")
    case, laid = folder / "case", folder / "case" / OWN_FOLDER / "saving-1"
    laid.mkdir(parents=True)
    (case / "events.csv").write_text("old", encoding="utf-8")
    (laid / "0").write_text("new", encoding="utf-8")
    (folder / "outside").write_text("kept", encoding="utf-8")
    (laid / "plan.json").write_bytes(cast("bytes", made))
    try:
        finish_saving(case)
    except CaseError:
        pass
    else:
        expect(not laid.exists(), "a saving that is finished is forgotten")
    expect((folder / "outside").read_text(encoding="utf-8") == "kept", "nothing leads out")
    there = {path.name for path in folder.iterdir()}
    expect(there == {"case", "outside"}, "nothing is written outside")
    return 1


def plan(tree: Any) -> bytes:
    """Write a plan."""
    return json.dumps(tree).encode("ascii")


_NAMES: Final = ("events.csv", "sources/claims.csv", "../outside", "/etc/x", "a/../../outside", ".")
_LAID: Final = st.one_of(
    st.sampled_from(["0", "1", None, "../../../outside", 0]), material.json_trees
)
PLANS: Final = st.one_of(
    st.dictionaries(st.one_of(st.sampled_from(_NAMES), material.broken), _LAID, max_size=3),
    material.json_trees,
).map(plan)

_FILES: Final = st.one_of(
    material.table_file(material.ALONE),
    material.odd.flatmap(material.encoded),
    st.binary(max_size=60),
)


def _bytes(data: bytes) -> Input:
    return data


TABLES: Final = (
    Target("encodings", _FILES, _encodings, 60_000, _bytes),
    Target("records", _FILES, _records, 60_000, _bytes),
    Target("tables", _FILES, _tables, 8_000, _bytes),
    Target("separated_text", _FILES, _separated_text, 50_000, _bytes),
    Target("mapping", material.lone_tables, _mapping, 4_000),
    Target("read_as", material.read_as, _read_as, 30_000, text_of),
    Target("summaries", material.summaries.flatmap(material.encoded), _summaries, 30_000, _bytes),
    Target("plans", PLANS, _plans, 10_000, _bytes),
)
