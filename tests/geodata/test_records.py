"""Well-formed stretches are split quickly, others carefully: the records do not tell which."""

import io
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.errors import CaseError, RejectedRow
from geodata.records import splitter as splitting
from geodata.records.found import Records, joined
from geodata.records.splitter import Splitter
from tests.careful_splitter import CarefulSplitter

HEADER = b"a,b,c\n"
Told = tuple[list[tuple[int, tuple[str, ...]]], list[RejectedRow]]

PIECES = st.sampled_from(
    [
        *('"', '""', ",", "\n", "\r\n", "\r", "a", " ", "é", "ə", "\x00", "\x85", "\ufffd"),
        *("x,y,z\n", '"x, y",y,"z"\n', '"x\ny","","z"\r\n', "x,y\n", "x,y,z,,\n", "x,y,z,more\n"),
        *('"x"",",y,z\n', '5" gun,y,z\n', "\n\n", '"never,closed\n', "x,\x1f,z\n", ",,\n", ";"),
    ]
)


def told(parts: Iterator[Records]) -> Told:
    found = joined([Splitter(io.BytesIO(HEADER), "f", ",").nothing(), *parts])
    cells = zip(*(column.to_pylist() for column in found.columns), strict=True)
    return list(zip(found.lines.tolist(), cells, strict=True)), sorted(
        found.rejected, key=lambda row: (row.line, row.message)
    )


def split(text: bytes, size: int) -> Told:
    splitter = Splitter(io.BytesIO(HEADER + text), "f", ",")
    return told(splitter.stretches(size))


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(PIECES, max_size=14), size=st.integers(8, 200))
def test_quick_and_careful_splitting_agree_whatever_the_stretches(
    pieces: list[str], size: int
) -> None:
    text = "".join(pieces).encode()
    careful = CarefulSplitter(io.BytesIO(HEADER + text), "f", ",")
    expected = told(careful.stretches(1 << 20))
    assert split(text, size) == expected
    assert split(text, 1 << 20) == expected


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(PIECES, max_size=14), size=st.integers(8, 200), rows=st.integers(1, 5))
@example(pieces=["x,y,z\n"] * 5, size=6, rows=1)
@example(pieces=["x,y,z\n"] * 5, size=12, rows=2)
@example(pieces=["x,y,z\n", "x,y\n", '"x\ny","","z"\r\n', "x,y\n"], size=200, rows=1)
def test_records_split_apart_at_their_cuts_are_those_split_in_order(
    pieces: list[str], size: int, rows: int
) -> None:
    text = HEADER + "".join(pieces).encode()
    splitter = Splitter(io.BytesIO(text), "f", ",")
    cuts = list(splitter.cuts(rows, size))
    records, rejected = [], []
    for cut, after in pairwise(cuts):
        part = io.BytesIO(text[cut.start : after.start])
        found = told(Splitter(part, "f", ",", cut.line, splitter.header).stretches())
        assert len(found[0]) == after.rows - cut.rows
        records += found[0]
        rejected += found[1]
    assert (records, rejected) == split(text.removeprefix(HEADER), 1 << 20)
    sizes = [after.rows - cut.rows for cut, after in pairwise(cuts)]
    assert set(sizes[:-1]) <= {rows}
    assert not sizes or 0 <= sizes[-1] <= rows
    assert (cuts[0].start, cuts[0].line, cuts[0].rows) == (len(HEADER), 2, 0)
    assert (cuts[-1].start, cuts[-1].rows) == (len(text), len(records))


@pytest.mark.parametrize(
    ("text", "names", "header", "rejected", "rows"),
    [
        (b"a,b\n1,2\n", (), ("a", "b"), [], [(2, ("1", "2"))]),
        (b" a ,b\t\n1, 2\n", (), ("a", "b"), [], [(2, ("1", " 2"))]),
        (b"\n\r\n a,b\n1,2", (), ("a", "b"), [], [(4, ("1", "2"))]),
        (b'"a\nc",b\n1,2\n', (), ("a\nc", "b"), [], [(3, ("1", "2"))]),
        (b"\x00,x\na,b\n1,2\n", (), ("a", "b"), [1], [(3, ("1", "2"))]),
        (b"a,b\n\x00,x\n1,2\n", (), ("a", "b"), [], [(3, ("1", "2"))]),
        (b"1,2\n3,4\n", ("x", "y"), ("x", "y"), [], [(1, ("1", "2")), (2, ("3", "4"))]),
        (b"\n\n1,2\n", ("x", "y"), ("x", "y"), [], [(3, ("1", "2"))]),
        (b"\x00\n1,2\n", ("x", "y"), ("x", "y"), [1], [(2, ("1", "2"))]),
        (b"a,b", (), ("a", "b"), [], []),
        (b"", (), (), [], []),
        (b"\x00,x\n\n", (), (), [1], []),
    ],
)
def test_names_stand_in_the_first_record_or_are_given(
    text: bytes,
    names: tuple[str, ...],
    header: tuple[str, ...],
    rejected: list[int],
    rows: list[tuple[int, tuple[str, ...]]],
) -> None:
    splitter = Splitter(io.BytesIO(text), "f", ",", names=lambda _: names)
    assert splitter.header == header
    assert [(row.file, row.line, row.column) for row in splitter.rejected] == [
        ("f", line, "") for line in rejected
    ]
    found = joined([splitter.nothing(), *(splitter.stretches() if header else ())])
    cells = zip(*(column.to_pylist() for column in found.columns), strict=True)
    assert list(zip(found.lines.tolist(), cells, strict=True)) == rows


def test_a_long_header_is_read_whole_and_one_without_an_end_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(splitting, "LONGEST_CELL", 16)
    monkeypatch.setattr(splitting, "LONGEST_HEADER", 64)
    names = [f"name {n}" for n in range(6)]
    text = ",".join(names).encode()
    assert Splitter(io.BytesIO(text + b"\n1"), "f", ",").header == tuple(names)
    expected = (
        "^f: expected at most 64 bytes before its names end, got 128; is it a table, with the "
        "names of the columns in its first row[?]$"
    )
    with pytest.raises(CaseError, match=expected):
        Splitter(io.BytesIO(text + b"," + text), "f", ",")


def test_a_line_without_an_end_is_refused_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "LONGEST_RECORD", 64)
    splitter = Splitter(io.BytesIO(b"a,b\n1,2\n" + b"x" * 200), "f", ",")
    expected = (
        "^f:3: expected at most 64 bytes in a line, got 80; is it a table, with a line for each "
        "row[?] save it with line feeds$"
    )
    with pytest.raises(CaseError, match=expected):
        list(splitter.stretches(5))


def test_a_bad_record_costs_its_neighbours_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [b"x,y,z\n"] * 1_000
    lines[500] = b"x,y\n"
    lines[700] = b"x,\x00,z\n"
    asked: list[int] = []
    carefully = Splitter._split_carefully

    def counted(self: Splitter, text: bytes, line: int, *, at_end: bool) -> tuple[Records, int]:
        asked.append(len(text))
        return carefully(self, text, line, at_end=at_end)

    monkeypatch.setattr(Splitter, "_split_carefully", counted)
    records, rejected = split(b"".join(lines), 1 << 20)
    assert (len(records), [row.line for row in rejected]) == (998, [502, 702])
    assert asked == [4, 6]


def test_a_cell_that_no_reader_takes_is_rejected_and_the_rest_is_read() -> None:
    text = b'x,"' + b"y" * 140_000 + b'",z\nx,y,z\n'
    records, (rejected,) = split(text, 1 << 10)
    assert records == [(3, ("x", "y", "z"))]
    assert "is a quotation mark never closed?" in rejected.message
