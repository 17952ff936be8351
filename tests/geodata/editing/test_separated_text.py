"""A table is changed row by row: whatever is not asked for keeps its bytes."""

import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.columns import CLAIMS, EVENTS
from geodata.editing.separated_text import SeparatedText
from geodata.errors import CaseError

ROWS = st.lists(
    st.sampled_from(
        [
            *("a,b,2024\n", '"a, b",c,2024\r\n', '"a\nb","",2024\n', "\n", " \n", "a,b\n"),
            *(
                ",,\n",
                "ə,ü,2024\n",
                'a,"say ""so""",2024\r',
                "a,b,2024,,\n",
                "a,b,c,d\n",
                "a,b,2024",
            ),
        ]
    ),
    max_size=8,
)
CELL = st.text(st.sampled_from('ab ,;"\n\réə|\t'), max_size=6)


def table(text: str | bytes) -> SeparatedText:
    data = text if isinstance(text, bytes) else text.encode()
    return SeparatedText(data, "events.csv", EVENTS)


@given(rows=ROWS)
def test_a_table_without_changes_keeps_every_byte(rows: list[str]) -> None:
    data = ("event_id,title,date\n" + "".join(rows)).encode()
    assert table(data).changed({}, []) == data


@settings(deadline=None)
@given(rows=ROWS, data=st.data())
def test_what_is_changed_is_read_back_and_the_rest_keeps_its_bytes(
    rows: list[str], data: st.DataObject
) -> None:
    before = table("event_id,title,date\n" + "".join(rows))
    assume(before.rows)
    position = data.draw(st.integers(0, len(before.rows) - 1))
    title, added = data.draw(CELL), data.draw(CELL)
    written = before.changed({position: {"title": title}}, [{"event_id": "new", "title": added}])
    after = table(written)
    expected = [dict(row.cells) for row in before.rows]
    expected[position]["title"] = title
    expected.append({"event_id": "new", "title": added, "date": ""})
    assert [dict(row.cells) for row in after.rows] == expected
    kept = [row.text for nth, row in enumerate(before.rows) if nth != position]
    ended = [text if text.endswith(("\n", "\r")) else f"{text}\n" for text in kept]
    found = [row.text for nth, row in enumerate(after.rows[:-1]) if nth != position]
    assert found in (ended, kept)


@given(rows=ROWS, data=st.data())
def test_a_row_taken_out_takes_nothing_with_it(rows: list[str], data: st.DataObject) -> None:
    before = table("event_id,title,date\n" + "".join(rows))
    assume(before.rows)
    position = data.draw(st.integers(0, len(before.rows) - 1))
    after = before.changed({position: None}, [])
    whole = before.changed({}, [])
    gone = before.rows[position].text.encode()
    assert len(after) == len(whole) - len(gone)
    assert [row.cells for row in table(after).rows] == [
        row.cells for nth, row in enumerate(before.rows) if nth != position
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_table_stays_in_its_encoding(encoding: str) -> None:
    rows = ("1;Колонна вышла из города утром;2024", "2;Ещё одна запись о событии;2023")
    text = "\r\n".join(("event_id;title;date", *rows, ""))
    written = table(text.encode(encoding)).changed({1: {"title": "Запись"}}, [])
    assert written.decode(encoding) == text.replace("Ещё одна запись о событии", "Запись")


def test_a_letter_that_the_encoding_lacks_is_not_guessed() -> None:
    data = "event_id,title,date\n1,Колонна вышла из города утром,2024\n".encode("cp1251")
    with pytest.raises(CaseError, match=r"cp1251, which has no “ə”; save it as UTF-8"):
        table(data).changed({0: {"title": "Gəncə"}}, [])


def test_a_column_that_the_file_lacks_comes_last() -> None:
    before = 'event_id,title,date\r\n1,"A, b",2024\r\n2,c,2023\r\n'
    written = table(before).changed({1: {"kind": "move, ment"}}, []).decode()
    assert written == ('event_id,title,date,kind\r\n1,"A, b",2024,\r\n2,c,2023,"move, ment"\r\n')


def test_columns_have_our_names_whatever_the_file_calls_them() -> None:
    read = table("ID\tHeadline\tWhen\tmine\n1\tA\t2024\tx\n")
    assert read.rows[0].cells == {"event_id": "1", "title": "A", "date": "2024", "mine": "x"}
    assert read.changed({0: {"title": "B"}}, []).decode().splitlines()[1] == "1\tB\t2024\tx"


def test_the_line_that_names_the_separator_stays() -> None:
    before = "sep=;\nevent_id;title;date\n1;A, b;2024\n"
    read = table(before)
    assert [row.line for row in read.rows] == [3]
    assert (
        read.changed({0: {"title": "C"}}, []).decode() == "sep=;\nevent_id;title;date\n1;C;2024\n"
    )


def test_a_ragged_row_is_left_as_it_is() -> None:
    before = "event_id,title,date\n1,A\n2,B,2024\n"
    read = table(before)
    assert [row.cells["event_id"] for row in read.rows] == ["2"]
    assert read.changed({0: None}, []).decode() == "event_id,title,date\n1,A\n"


def test_a_cell_without_an_end_is_told_with_its_line() -> None:
    text = 'event_id,title,date\n1,A,2024\n2,"' + "x" * 140_000
    with pytest.raises(CaseError, match=r"events\.csv:3: a cell here does not end"):
        table(text)


def test_an_empty_table_begins_with_its_columns() -> None:
    written = SeparatedText.empty("sources/claims.csv", CLAIMS).changed({}, [{"claim_id": "c1"}])
    lines = list(io.StringIO(written.decode()))
    assert lines[0].split(",")[0] == "claim_id"
    assert lines[1].startswith("c1,")
    assert lines[1].count(",") == len(CLAIMS) - 1


def test_a_change_after_which_the_encoding_would_be_guessed_otherwise_is_refused() -> None:
    before = table("event_id,title,date\n1,São,2024\n".encode("cp1252"))
    assert before.rows[0].cells["title"] == "São"
    with pytest.raises(CaseError, match=r"would be guessed otherwise.*; save it as UTF-8 first"):
        before.changed({}, [{"event_id": "2", "title": "tükör", "date": "2024"}])
    assert before.changed({0: {"title": "Sao"}}, []) == b"event_id,title,date\n1,Sao,2024\n"


def test_a_change_after_which_cells_would_be_split_otherwise_is_refused() -> None:
    before = table(";\t\n\t;\n\t;\n")
    with pytest.raises(CaseError, match=r"would be split into other cells .*first row names no"):
        before.changed({0: {before.names[-1]: "a, b; c; d, e; f"}}, [])
