"""The handout's bytes and the published folder, without a browser."""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.generated_case import write_case as write_generated_case
from dashboard.briefing.handout import handout_bytes
from dashboard.commands import main
from dashboard.publishing.page import clips_in_reach, modules
from dashboard.publishing.site import PublishingError, publish
from dashboard.publishing.watching import watch
from geodata.casebook import open_case
from geodata.errors import CaseError
from geodata.store import Store
from tests.browser.cases import append_row, copy_shipped_case, write_hostile_case
from tests.browser.running_app import ROOT
from tests.looks import Looks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_SHIPPED = 700_000  # bytes
LARGEST_OF_5000 = 3_000_000
MADE = "2024-06-12T13:05"
BLOCK = re.compile(rb'<script type="text/plain" data-carries="([^"]+)"[^>]*>([^<]*)</script>')


def _handout(path: Path, query: str = "") -> bytes:
    case = open_case(path)
    return handout_bytes(case, Store(case), query)


def _carried(page: bytes) -> dict[str, bytes]:
    return {name.decode(): base64.b64decode(text) for name, text in BLOCK.findall(page)}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_shipped_cases_handout_is_small() -> None:
    assert len(_handout(ROOT)) <= LARGEST_SHIPPED


def test_a_handout_of_5000_events_is_small(tmp_path: Path) -> None:
    assert len(_handout(write_generated_case(tmp_path / "case", 5_000))) <= LARGEST_OF_5000


def test_the_same_case_and_query_make_the_same_handout_in_another_process(tmp_path: Path) -> None:
    out = tmp_path / "again.html"
    script = (
        "import sys; from pathlib import Path; from geodata.casebook import open_case;"
        "from geodata.store import Store; from dashboard.briefing.handout import handout_bytes;"
        "case = open_case(Path(sys.argv[1]));"
        "Path(sys.argv[2]).write_bytes(handout_bytes(case, Store(case), 'kind=movement'))"
    )
    subprocess.run([sys.executable, "-c", script, str(ROOT), str(out)], check=True, cwd=ROOT)
    assert out.read_bytes() == _handout(ROOT, "?kind=movement")


def test_a_handout_carries_no_tag_and_no_address_of_the_case(tmp_path: Path) -> None:
    page = _handout(write_hostile_case(tmp_path / "hostile"))
    assert b"<img src=x" not in page
    assert b"<svg onload" not in page
    assert page.count(b"</html>") == 1
    assert str(tmp_path).encode() not in page


def test_originals_are_not_handed_on(tmp_path: Path) -> None:
    case = copy_shipped_case(tmp_path / "case")
    source = open_case(case).sources["source_id"][0]
    (case / "sources" / f"{source}.txt").write_text("Somebody else's words.", "utf-8")
    version = open_case(case).version
    carried = _carried(_handout(case))
    texts = json.loads(gzip.decompress(carried[f"data/{version}/texts.json"]))
    view = json.loads(gzip.decompress(carried[f"data/{version}/view.json"]))
    assert texts[source]["paragraphs"]
    assert texts[source]["original"] is None
    assert not any(view["sources"]["has_original"])
    assert b"Somebody else's words" not in b"".join(
        gzip.decompress(content) for name, content in carried.items() if name.endswith(".json")
    )


def test_an_empty_case_makes_a_handout_and_a_folder(tmp_path: Path) -> None:
    case = tmp_path / "none.csv"
    case.write_text("title,date,latitude,longitude\nNo day,whenever,40,47\n", "utf-8")
    assert b"</html>" in _handout(case)
    publish(case, tmp_path / "out", made=MADE)
    assert (tmp_path / "out" / "index.html").is_file()


def test_only_the_clips_that_hold_a_place_are_carried(tmp_path: Path) -> None:
    case = tmp_path / "far.csv"
    case.write_text("title,date,latitude,longitude\nFar,2024-01-01,-20,140\n", "utf-8")
    assert [clip.name for clip in clips_in_reach(open_case(case))] == ["world"]
    assert [clip.name for clip in clips_in_reach(open_case(ROOT))] == ["world", "south-caucasus"]


def test_no_module_reaches_for_the_servers_pages() -> None:
    assert not [name for name in modules() if name.startswith(("pages/", "table/"))]


def test_the_same_case_is_published_the_same(tmp_path: Path) -> None:
    for name in ("one", "other"):
        publish(ROOT, tmp_path / name, made=MADE)
    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_one_publication_before_is_kept(tmp_path: Path) -> None:
    case, out = copy_shipped_case(tmp_path / "case"), tmp_path / "out"
    folders = []
    for number in range(3):
        append_row(case / "events.csv", event_id=f"e{number}", title="Another", date="2024-06-01")
        publish(case, out, made=MADE)
        folders.append(json.loads((out / "manifest.json").read_text())["folders"][1])
        publish(case, out, made=MADE)  # nothing changed: nothing is taken away
    assert len(set(folders)) == 3
    assert [(out / folder).is_dir() for folder in folders] == [False, True, True]
    assert not [name for name in _files(out) if "partial" in name]


def test_a_strangers_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(PublishingError, match=r"holds thesis\.txt and no published case"):
        publish(ROOT, tmp_path)
    assert list(_files(tmp_path)) == ["thesis.txt"]


def test_a_strangers_data_folder_is_left_alone(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw" / "a.txt"
    raw.parent.mkdir(parents=True)
    raw.write_text("mine", "utf-8")
    with pytest.raises(PublishingError, match="holds data and no published case"):
        publish(ROOT, tmp_path)
    assert raw.read_text("utf-8") == "mine"


def test_a_case_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(ROOT, out, made=MADE)
    before = _files(out)
    with pytest.raises(CaseError, match="there is no such file or folder"):
        publish(tmp_path / "nowhere", out)
    assert _files(out) == before


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("file", "this is a file"),
        ("file/below", "cannot be written"),
    ],
)
def test_where_nothing_can_be_written_one_line_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, words: str
) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    assert main(["publish", str(ROOT), str(tmp_path / place)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert list(_files(tmp_path)) == ["file"]


def test_the_command_says_what_it_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(ROOT), str(tmp_path / "out"), "--made", MADE]) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["publication"] in capsys.readouterr().out
    assert manifest["updated"] == "12 Jun 2024, 13:05"


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["publish", str(ROOT), "out", "--made", "yesterday"])
    assert "expected 2024-06-12 or 2024-06-12T13:05, got yesterday" in capsys.readouterr().err


def test_watching_publishes_at_once_and_once_a_change_has_settled(tmp_path: Path) -> None:
    case = copy_shipped_case(tmp_path / "case")
    published: list[int] = []

    def steps() -> Iterator[object]:
        yield "nothing"
        for length in (1, 2):  # still being written at the first two looks
            (case / "sources" / "new.md").write_text("x" * length, "utf-8")
            yield "written"
            assert published == [1]
        yield "settled"
        assert published == [1, 1]
        yield "nothing"

    watch(case, lambda: published.append(1), Looks(steps()))
    assert published == [1, 1]


def test_what_changes_during_a_publication_is_published_after_it(tmp_path: Path) -> None:
    case = copy_shipped_case(tmp_path / "case")
    published: list[int] = []

    def publish() -> None:
        published.append(1)
        (case / "sources" / "new.md").write_text("a statement", "utf-8")

    watch(case, publish, Looks(iter(["seen", "settled", "nothing"])))
    assert published == [1, 1]
