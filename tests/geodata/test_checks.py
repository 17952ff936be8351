"""What is odd about a case whose rows are each sound is told."""

import time
from pathlib import Path

import pytest

from geodata.casebook import Case, open_case
from geodata.errors import CaseError
from geodata.summaries import read_original, read_summary
from tests.geodata.case_folders import SMALL_CASE, write_case


def warned(case: Case, words: str) -> list[str]:
    return [str(warning) for warning in case.warnings if words in warning.message]


def claims(old: str, new: str) -> str:
    assert old in SMALL_CASE["sources/claims.csv"]
    return SMALL_CASE["sources/claims.csv"].replace(old, new)


def test_a_sound_case_is_not_warned_of(tmp_path: Path) -> None:
    assert open_case(write_case(tmp_path)).warnings == ()


def test_hindsight_is_told(tmp_path: Path) -> None:
    events = SMALL_CASE["events.csv"].replace(
        "begins,movement,2024-04-17", "begins,movement,2024-04"
    )
    (found,) = warned(open_case(write_case(tmp_path, events=events)), "hindsight")
    assert found.startswith(
        "events.csv:3: date: its latest day, 2024-04-30, lies after the first claim"
    )


@pytest.mark.parametrize("date", ["2024-04-16", "2024-04-17~", "2024-04-16/..", "[..2024-04-17]"])
def test_an_event_that_is_over_or_open_ended_holds_no_hindsight(tmp_path: Path, date: str) -> None:
    events = SMALL_CASE["events.csv"].replace("movement,2024-04-17", f"movement,{date}")
    assert warned(open_case(write_case(tmp_path, events=events)), "hindsight") == []


def test_what_nothing_names_is_told(tmp_path: Path) -> None:
    case = open_case(
        write_case(tmp_path, sources_claims=claims("b1,withdrawal,copyist", "b1,withdrawal,agency"))
    )
    assert warned(case, "no claim is from this source")[0].startswith("sources/sources.csv:3:")
    events = SMALL_CASE["events.csv"] + "alone,Alone,movement,2024,\n"
    case = open_case(write_case(tmp_path, events=events))
    assert warned(case, "never drawn")[0].startswith("events.csv:4:")


@pytest.mark.parametrize(
    ("first", "second", "count"), [("10:00", "09:00", 1), ("09:00", "10:00", 0)]
)
def test_printed_times_against_the_order_of_a_day_are_told(
    tmp_path: Path, first: str, second: str, count: int
) -> None:
    changed = claims("2024-04-17,1,1", f"2024-04-17T{first},1,1").replace(
        "2024-04-17,2,", f"2024-04-17T{second},2,"
    )
    case = open_case(write_case(tmp_path, sources_claims=changed))
    assert len(warned(case, "earlier than that of a claim with a lower seq")) == count


def test_quotes_of_sources_without_a_summary_are_told_once(tmp_path: Path) -> None:
    case = open_case(write_case(tmp_path, sources_agency=None))
    assert case.rejected == ()
    assert len(warned(case, "has no summary on file; quotes not checked: 2")) == 1


def test_quotes_of_a_summary_that_cannot_be_read_are_not_checked_which_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: Path, name: str) -> bytes:
        raise CaseError(f"{name}: cannot be read")

    monkeypatch.setattr("geodata.summaries.read_side_file", damaged)
    case = open_case(write_case(tmp_path))
    assert case.rejected == ()
    assert warned(case, "checked") == [
        "sources/claims.csv:2: quote: cannot be checked: agency.md: cannot be read"
    ]


def original(folder: Path, text: str) -> Case:
    write_case(folder)
    (folder / "sources" / "agency.txt").write_text(text)
    return open_case(folder)


def test_six_words_in_a_row_of_the_original_are_told(tmp_path: Path) -> None:
    case = original(tmp_path, "Yesterday HE said that, it had begun; nobody asked.")
    (found,) = warned(case, "shares")
    assert "¶1 of its summary shares “he said that it had begun”" in found


@pytest.mark.parametrize("text", ["He said that it had not begun.", "Clips show a column."])
def test_fewer_words_in_a_row_are_not(tmp_path: Path, text: str) -> None:
    assert warned(original(tmp_path, text), "shares") == []


def test_an_attributed_quotation_may_be_the_originals(tmp_path: Path) -> None:
    words = "every last vehicle has now left the region"
    write_case(tmp_path)
    summary = tmp_path / "sources" / "agency.md"
    summary.write_text(summary.read_text() + f"\n¶3 The ministry said: “{words}”.\n")
    (tmp_path / "sources" / "agency.txt").write_text(f"It said {words} for good.")
    assert warned(open_case(tmp_path), "shares") == []
    summary.write_text(summary.read_text().replace("“", "").replace("”", ""))
    assert len(warned(open_case(tmp_path), "shares")) == 1


def test_a_summary_is_its_paragraphs_by_number(tmp_path: Path) -> None:
    summary = read_summary(open_case(write_case(tmp_path)), "agency")
    assert summary.heading == "agency"
    assert summary.paragraphs == {1: "He said that it had begun.", 2: "Clips show a column."}
    assert read_summary(open_case(tmp_path), "copyist").paragraphs == {}


def test_quotation_marks_without_end_take_no_time(tmp_path: Path) -> None:
    folder = write_case(tmp_path, sources_agency=f"# agency\n\n¶1 it had begun {'“' * 100_000}\n")
    (folder / "sources" / "agency.txt").write_text("Nothing of that.", encoding="utf-8")
    start = time.process_time()
    assert warned(open_case(folder), "shares") == []
    assert time.process_time() - start < 10


def test_of_many_paragraphs_the_first_numbers_are_told(tmp_path: Path) -> None:
    summary = "".join(f"¶{number} Word{number}.\n\n" for number in range(1, 1_001))
    named = claims("1,2,a column", "1,2,Word7.").replace("1,1,it had begun", "1,2000,")
    found = open_case(write_case(tmp_path, sources_claims=named, sources_agency=summary))
    first, second = sorted(row.message for row in found.rejected)
    assert first == "the summary has no ¶2000; it has " + (
        ", ".join(map(str, range(1, 21))) + ", … (1,000 in all)"
    )
    assert second == "the words “Word7.” do not stand in ¶2; they stand in ¶7"


def test_an_original_has_one_kind_of_line_end_and_composed_letters(tmp_path: Path) -> None:
    case = open_case(write_case(tmp_path))
    assert read_original(case, "agency") is None
    (tmp_path / "sources" / "agency.txt").write_bytes("Sə\r\nGe\u0308r\r".encode())
    assert read_original(case, "agency") == "Sə\nGër\n"


@pytest.mark.parametrize("source_id", ["../case", "..", ".hidden", "a/b", "", "a\n", "x" * 300])
def test_an_id_that_could_leave_the_folder_names_no_file(tmp_path: Path, source_id: str) -> None:
    case = open_case(write_case(tmp_path))
    with pytest.raises(CaseError, match="cannot be the id of a source"):
        read_summary(case, source_id)
    with pytest.raises(CaseError, match="cannot be the id of a source"):
        read_original(case, source_id)


@pytest.mark.trap("https://github.com/unionai-oss/pandera/issues/1993")
def test_one_cell_that_is_no_number_hides_no_other_fault(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "title,date,latitude,longitude\nA,2024-01-01,north,45\nB,2024-01-02,95,45\n", "utf-8"
    )
    assert [(row.line, row.column) for row in open_case(path).rejected] == [
        (2, "latitude"),
        (3, "latitude"),
    ]
