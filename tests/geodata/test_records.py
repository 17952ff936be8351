"""Well-formed stretches are split quickly, others carefully: the records do not tell which."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import RejectedRow
from geodata.records.found import Records, joined
from geodata.records.splitter import Splitter

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
    careful = Splitter(io.BytesIO(HEADER + text), "f", ",")
    careful._split_quickly = lambda _: None
    expected = told(careful.stretches(1 << 20))
    assert split(text, size) == expected
    assert split(text, 1 << 20) == expected


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
