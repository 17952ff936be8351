"""`python -m dashboard draft`: proposals from an article, without a browser."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from dashboard.commands import main
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Rain stops ferry

The harbour office of Batumi said on Monday that the ferry stays in port.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_proposals_are_printed_as_json(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(article), "--published", "2024-04-17"]) == 0
    out, err = capsys.readouterr()
    (proposal,) = json.loads(out)["proposals"]
    assert (proposal["speaker"], proposal["stance"]) == ("The harbour office of Batumi", "confirms")
    assert proposal["edtf"] == "2024-04-15"
    assert err.startswith("1 proposal, ")


def test_without_a_day_of_publication_it_is_asked_for(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(article)]) == 0
    assert "say it with --published" in capsys.readouterr().err


def test_a_draft_is_written_as_a_case_and_never_over_anything(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["draft", str(article), "--published", "2024-04-17", "--out", str(out)]
    assert main(command) == 0
    assert main(["check", str(out)]) == 0
    assert "accepted, 0 rejected" in capsys.readouterr().out
    assert main(command) == 2
    assert "holds something; name an empty folder" in capsys.readouterr().err


def test_proposals_are_printed_and_written_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text("=SUM of it, the mayor said, two boats sank near Batumi.", encoding="utf-8")
    command = ["draft", str(path), "--published", "2024-04-17"]
    assert main([*command, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["place"], row["numbers"], row["is_plan"]) == ("Batumi", "two boats", "no")
    assert row["words"].startswith("'=SUM")
    assert (row["date"], row["published"]) == ("[..2024-04-17]", "2024-04-17")
    out = tmp_path / "drafted.csv"
    assert main([*command, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfparagraph,")
    assert [*csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))] == [row]
    assert main([*command, "--out", str(out)]) == 2
    assert "is there already; name a new file" in capsys.readouterr().err


def test_json_is_written_to_a_file_and_formats_have_to_agree(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "drafted.json"
    assert main(["draft", str(article), "--published", "2024-04-17", "--out", str(out)]) == 0
    (proposal,) = json.loads(out.read_text(encoding="utf-8"))["proposals"]
    assert proposal["edtf"] == "2024-04-15"
    with pytest.raises(SystemExit, match="2"):
        main(["draft", str(article), "--format", "csv", "--out", str(tmp_path / "other.json")])
    assert "do not agree; give one" in capsys.readouterr().err


def test_without_a_network_names_are_looked_up_offline_and_it_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.drafting.geocoding.cache_folder", lambda: None)
    path = tmp_path / "bridge.txt"
    path.write_text(
        "A bridge in the village of Qwertzau fell. A mill in the village of Yxcvbau burned.",
        encoding="utf-8",
    )
    command = ["draft", str(path), "--published", "2024-04-17", "--geocoder"]
    assert main([*command, "http://127.0.0.1:9"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)["proposals"]) == 2
    assert "Names in no list are asked of 127.0.0.1:9, © OpenStreetMap" in err
    assert err.count("did not answer") == 1
    assert main([*command, "google"]) == 2
    assert "expected nominatim, photon" in capsys.readouterr().err


def test_places_of_the_case_come_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = write_case(tmp_path / "case")
    path = tmp_path / "article.txt"
    path.write_text("The mayor said that a house in Tartar was closed.", encoding="utf-8")
    command = ["draft", str(path), "--published", "2024-04-17"]
    found = {}
    for name, into in (("alone", []), ("of the case", ["--into", str(case)])):
        assert main([*command, *into]) == 0
        (proposal,) = json.loads(capsys.readouterr().out)["proposals"]
        found[name] = proposal["places"][0]["place_id"]
    assert found["of the case"] == "tartar" != found["alone"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected an article, got no text"),
        (b"%PDF-1.7 ...", "got a PDF; open it, copy its text and paste that"),
    ],
)
def test_what_is_no_article_is_refused_in_a_line(
    content: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    assert main(["draft", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_a_file_that_is_not_there_and_a_day_that_is_none_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", str(tmp_path / "none.txt")]) == 2
    assert "No such file" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["draft", str(tmp_path / "none.txt"), "--published", "Wednesday"])
    assert "expected a day such as 2024-04-17" in capsys.readouterr().err
