"""The command `export`: its formats, its words where it cannot, and the same bytes again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from dashboard.commands import main
from dashboard.served_case import SHIPPED_CASE
from dashboard.viewer import answer
from geodata.scale.build import build
from tests.browser.cases import copy_shipped_case
from tests.geodata.case_folders import write_case
from tests.geodata.scale.scattered_case import write_scattered

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = str(SHIPPED_CASE)
MAGIC = {
    "png": b"\x89PNG",
    "svg": b"<?xml",
    "pdf": b"%PDF",
    "pptx": b"PK\x03\x04",
    "html": b"<!doctype html>",
    "csv": b"\xef\xbb\xbfevent_id",
    "geojson": b"{",
}


@pytest.mark.parametrize("ending", MAGIC)
def test_each_ending_gives_its_format_and_the_same_bytes_again(tmp_path: Path, ending: str) -> None:
    contents = []
    for name in ("one", "two"):
        out = tmp_path / f"{name}.{ending}"
        assert main(["export", SHIPPED, str(out), "--query", "clock=told&asof=2024-04-17"]) == 0
        contents.append(out.read_bytes())
    assert contents[0].lower().startswith(MAGIC[ending].lower())
    assert contents[0] == contents[1]
    assert {path.name for path in tmp_path.iterdir()} == {f"one.{ending}", f"two.{ending}"}


def test_of_a_prepared_case_what_the_filters_leave_is_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built, out = tmp_path / "built", tmp_path / "out.csv"
    build(write_scattered(tmp_path / "case"), built)
    assert main(["export", str(built), str(out), "--query", "kind=march"]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert {row["kind"] for row in rows} == {"march"}
    assert len(rows) > 30
    two = ["--query", "kind=march", "--query", "kind=talk"]
    assert main(["export", str(built), str(tmp_path / "two.pptx"), *two]) == 2
    assert "one view goes into a file; export them one by one" in capsys.readouterr().err
    monkeypatch.setattr(answer, "MOST_EVENTS", 100)
    assert main(["export", str(built), str(out)]) == 2
    assert "150 events are shown; at most 100 can be exported at once" in capsys.readouterr().err
    week = "from=2024-02-01&to=2024-02-07"
    assert main(["export", str(built), str(out), "--query", week]) == 0
    days = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert 0 < len(days) < 100


@pytest.mark.parametrize("command", ["check", "publish"])
def test_what_needs_the_whole_case_says_that_this_one_is_prepared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    build(write_case(tmp_path / "case"), tmp_path / "built")
    more = [str(tmp_path / "site")] if command == "publish" else []
    assert main([command, str(tmp_path / "built"), *more]) == 2
    assert "holds a prepared case, which is served and exported from" in capsys.readouterr().err


def test_a_brief_is_another_pdf(tmp_path: Path) -> None:
    page, brief = tmp_path / "page.pdf", tmp_path / "brief.pdf"
    assert main(["export", SHIPPED, str(page)]) == 0
    assert main(["export", SHIPPED, str(brief), "--brief"]) == 0
    assert brief.read_bytes().startswith(b"%PDF")
    assert page.read_bytes() != brief.read_bytes()


def test_the_query_chooses_what_is_written(tmp_path: Path) -> None:
    out = tmp_path / "told.csv"
    query = "clock=told&asof=c04"
    assert main(["export", SHIPPED, str(out), "--query", query]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert {row["event_id"]: row["standing"] for row in rows} == {
        "withdrawal-begins-2024": "reported",
        "dadivank-2024": "reported",
    }


def test_what_a_query_asks_in_vain_is_told_and_the_nearest_view_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.csv"
    assert main(["export", SHIPPED, str(out), "--query", "event=nosuch&kind=dance"]) == 0
    said = capsys.readouterr().err
    assert "not used: event “nosuch” (no such event)" in said
    assert "not used: kind “dance” (no such kind in this case)" in said
    assert len(out.read_text("utf-8-sig").splitlines()) > 18


@pytest.mark.parametrize(
    ("out", "options", "words"),
    [
        ("x.docx", [], "expected a name that ends in one of .png, .svg"),
        ("x", [], "expected a name that ends in one of .png, .svg"),
        ("x.svg", ["--brief"], "a brief is a .pdf"),
        ("x.png", ["--width", "20"], "expected a width from 320 to 7680, got 20"),
        ("x.png", ["--scale", "9"], "expected a scale from 1 to 4, got 9"),
        ("x.csv", ["--query", "", "--query", "q=road"], "csv takes one view, got 2"),
        ("x.png", ["--storyline"], "--storyline makes slides; name the file .pptx"),
        ("nowhere/x.csv", [], "cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_leaves_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    out: str,
    options: list[str],
    words: str,
) -> None:
    assert main(["export", SHIPPED, str(tmp_path / out), *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert len(said.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path / "nowhere"), str(tmp_path / "x.csv")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_storyline_has_a_slide_for_each_statement(tmp_path: Path) -> None:
    from pptx import Presentation  # noqa: PLC0415 - only here

    out = tmp_path / "story.pptx"
    case = write_case(tmp_path / "case")
    assert main(["export", str(case), str(out), "--storyline"]) == 0
    with out.open("rb") as file:
        assert len(Presentation(file).slides) >= 2


@pytest.mark.parametrize("name", ["events.csv", "places.geojson", "sources/claims.csv"])
def test_an_export_never_takes_the_place_of_what_it_is_made_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    case = copy_shipped_case(tmp_path / "case")
    before = (case / name).read_bytes()
    assert main(["export", str(case), str(case / name)]) == 2
    assert capsys.readouterr().err == (
        f"{case / name}: the export is made of this file; choose another name\n"
    )
    assert (case / name).read_bytes() == before
    alone = tmp_path / "alone.csv"
    alone.write_bytes((case / "events.csv").read_bytes())
    link = tmp_path / "link.csv"
    link.symlink_to(alone)
    assert main(["export", str(alone), str(link)]) == 2
    assert "is made of this file" in capsys.readouterr().err


def test_an_export_through_a_link_is_written_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "kept" / "out.csv")
    assert main(["export", SHIPPED, str(link)]) == 0
    assert link.is_symlink()
    assert (tmp_path / "kept" / "out.csv").read_bytes().startswith(MAGIC["csv"])


def test_rows_that_could_not_be_read_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, out = tmp_path / "mine.csv", tmp_path / "out.csv"
    case.write_text("title,date\nA bridge opens,2024-04-17\nNo day,\n", "utf-8")
    assert main(["export", str(case), str(out)]) == 0
    said = capsys.readouterr().err
    assert said == f"{case}: 1 row could not be read; `python -m dashboard check {case}` says why\n"
    (row,) = csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))
    assert row["count"].endswith("1 row of the tables could not be read")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["out.png", "--theme", "pink"], "invalid choice: 'pink' (choose from"),
        (["out.png", "--made", "yesterday"], "expected a day such as 2024-06-12, got yesterday"),
        (["out.png", "--public-url", "ftp://x"], "expected an address that begins https://"),
        (["out.pptx", "--template", "/none.pptx"], "/none.pptx: there is no such file"),
    ],
)
def test_a_wrong_option_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["export", SHIPPED, *arguments])
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "options", "unused"),
    [
        ("out.csv", ["--theme", "dark", "--scale", "3"], ["--scale", "--theme"]),
        ("out.csv", ["--key", "--footer", "x"], ["--key", "--footer"]),
        ("out.html", ["--page", "a4"], ["--page"]),
    ],
)
def test_options_without_effect_are_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    options: list[str],
    unused: list[str],
) -> None:
    assert main(["export", SHIPPED, str(tmp_path / name), *options]) == 0
    said = capsys.readouterr().err.splitlines()
    assert {line.split()[2] for line in said} == set(unused)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("https://example.org", "https://example.org/?"),
        ("https://example.org/k", "https://example.org/k/?"),
        ("https://example.org/k/?clock=told", "https://example.org/k/?"),
        ("https://example.org/k/index.html", "https://example.org/k/index.html?"),
    ],
)
def test_a_public_address_is_that_of_a_page(tmp_path: Path, given: str, printed: str) -> None:
    out = tmp_path / "out.csv"
    assert main(["export", SHIPPED, str(out), "--public-url", given]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[0]["address"].startswith(printed)
