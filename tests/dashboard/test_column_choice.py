"""The page that asks what a lone file's columns mean: what it offers, tries, keeps and opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import commands, editing_rights, serve_command
from dashboard.editing_rights import Editors
from dashboard.served_case import served_case
from dashboard.server.app import ENTRY
from geodata.read_as import ReadAs, kept_beside
from tests.geodata.case_folders import write_lone
from tests.geodata.test_layouts import ACLED, ACLED_ROW, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

TABLE = (
    "Worum,Wann,breite,laenge,gruppe\n"
    "Erste,17.04.2024,40.5,46.25,a\n"
    "Zweite,2024-04-18,40.25,46.5,b\n"
    "Dritte,morgen,40.25,46.5,b\n"
)
COLUMNS = {"title": "Worum", "date": "Wann", "latitude": "breite", "longitude": "laenge"}
ASKED = "What do these columns mean?"
OPEN = "Open with these columns"


@pytest.fixture(autouse=True)
def _reader_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing_rights, "is_direct", lambda _: True)


@pytest.fixture
def serve_case(serve_case: Callable[[Path], ServedCase]) -> Callable[[Path], ServedCase]:
    """Serve as a command does that lets in readers at this computer only."""

    def serve_own(path: Path) -> ServedCase:
        served = serve_case(path)
        served.editors = Editors.READER_HERE
        return served

    return serve_own


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_lone(tmp_path, TABLE, "liste.csv")


@pytest.fixture
def app(serve_case: Callable[[Path], ServedCase], path: Path) -> AppTest:
    serve_case(path)
    return AppTest.from_file(str(ENTRY), default_timeout=30).run()


def _headers(app: AppTest) -> list[str]:
    assert not app.exception
    return [header.value for header in app.header]


def _texts(app: AppTest) -> str:
    return "\n".join(text.value for text in app.text)


def _choice(app: AppTest, label: str) -> str:
    return str(next(box.value for box in app.selectbox if box.label == label))


def _choose(app: AppTest, label: str, column: str) -> AppTest:
    return next(box for box in app.selectbox if box.label == label).set_value(column).run()


def test_what_is_guessed_is_offered_and_what_is_needed_is_asked(app: AppTest) -> None:
    assert _headers(app) == [ASKED]
    offered = {box.label: box.value for box in app.selectbox if box.value}
    assert offered == {"Date": "Wann", "Latitude": "breite", "Longitude": "laenge"}
    captions = [caption.value for caption in app.caption]
    assert captions.count("Needed: choose a column.") == 1
    assert captions.count("Guessed from what its cells hold.") == 1
    assert captions.count("Its name is another for this.") == 2
    assert app.button[0].label == OPEN
    assert app.button[0].disabled


def test_what_is_chosen_is_tried_kept_and_opened(app: AppTest, path: Path) -> None:
    _choose(app, "Title", "Worum")
    assert "2 accepted, 1 rejected of 3 rows read." in _texts(app)
    tried, rejected, _ = (frame.value for frame in app.dataframe)
    assert tried["Title"].tolist() == ["Erste", "Zweite"]
    assert tried["Date"].tolist() == ["2024-04-17", "2024-04-18"]
    assert rejected[["Line", "Column", "Value"]].iloc[0].tolist() == [4, "date", "morgen"]
    app.button[0].click().run()
    assert not app.exception
    assert ReadAs.beside(path) == ReadAs(columns=COLUMNS)
    assert served_case().opening().rejections == "1 row rejected"
    assert not served_case().is_unkept


def test_a_wrong_guess_is_changed_on_the_page_behind_the_rows(
    serve_case: Callable[[Path], ServedCase], path: Path
) -> None:
    ReadAs(columns=COLUMNS | {"title": "gruppe"}).keep_beside(path)
    serve_case(path)
    app = AppTest.from_file(str(ENTRY), default_timeout=30).run()
    before = served_case().opening().version
    assert any(
        link.proto.page.endswith("columns")
        for link in app.switch_page("rows.py").run().get("page_link")
    )
    app.switch_page("columns.py").run()
    assert _choice(app, "Title") == "gruppe"
    _choose(app, "Title", "Worum")
    app.button[0].click().run()
    assert ReadAs.beside(path).columns["title"] == "Worum"
    assert served_case().opening().version != before


def test_a_column_is_left_aside_where_its_name_alone_would_fill_one_of_ours(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    path = write_lone(tmp_path, "what happened,date,type\nA,2024,x\n", "a.csv")
    serve_case(path)
    app = AppTest.from_file(str(ENTRY), default_timeout=30).run()
    assert _choice(app, "Kind") == "type"
    _choose(app, "Title", "what happened")
    _choose(app, "Kind", "")
    app.button[0].click().run()
    assert ReadAs.beside(path).columns["kind"] == ""
    assert served_case().current().case.events["kind"].tolist() == [""]


def test_where_nothing_may_be_written_the_choice_holds_and_is_told(
    app: AppTest, path: Path
) -> None:
    kept_beside(path).mkdir()
    _choose(app, "Title", "Worum")
    app.button[0].click().run()
    assert not app.exception
    assert served_case().opening().title == "liste"
    told = [link.proto.label for link in app.run().get("page_link")]
    assert "The columns hold while this server runs" in told
    app.switch_page("columns.py").run()
    assert "could not be kept beside the file" in _texts(app)
    assert _choice(app, "Title") == "Worum"


def test_an_export_with_renamed_columns_is_asked_for_those_alone(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    names = {"event_date": "Day of event", "actor1": "who", "location": "town"}
    row = {names.get(name, name): cell for name, cell in ACLED_ROW.items()}
    path = write_lone(tmp_path, table([names.get(name, name) for name in ACLED], row), "a.csv")
    serve_case(path)
    app = AppTest.from_file(str(ENTRY), default_timeout=30).run()
    assert _headers(app) == [ASKED]
    assert app.radio[0].value == "As ACLED"
    asked = [box.label for box in app.selectbox][:3]
    assert asked == ["event_date", "actor1", "location"]
    assert [_choice(app, label) for label in asked] == ["Day of event", "", "town"]
    _choose(app, "actor1", "who")
    assert app.dataframe[0].value["Title"].tolist() == ["Agreement: Alpha – Beta, Exampletown"]
    app.button[0].click().run()
    assert ReadAs.beside(path) == ReadAs(columns=names)
    assert served_case().current().case.events["geo_precision"].tolist() == [4]


def test_a_reader_elsewhere_cannot_choose(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing_rights, "is_direct", lambda _: False)
    _expect_no_choice(app, "on the computer that serves it")


@pytest.mark.parametrize(
    ("options", "editors"),
    [
        ([], Editors.READER_HERE),
        (["--read-only"], Editors.NOBODY),
        (["--lan"], Editors.NOBODY),
        (["--lan", "--editing"], Editors.EVERYBODY),
    ],
)
def test_who_can_choose_is_said_when_the_server_is_started(
    app: AppTest,
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    options: list[str],
    editors: Editors,
) -> None:
    monkeypatch.setattr(serve_command, "_run_server", lambda *_, **__: None)
    assert commands.main([str(path), *options, "--no-browser"]) == 0
    assert served_case().editors is editors
    if editors is Editors.NOBODY:
        _expect_no_choice(app, f"check {path.name} --columns title=…,date=… --keep")


def test_whoever_may_not_choose_is_not_sent_to_the_choice(
    serve_case: Callable[[Path], ServedCase], path: Path
) -> None:
    ReadAs(columns=COLUMNS).keep_beside(path)
    serve_case(path).editors = Editors.NOBODY
    app = AppTest.from_file(str(ENTRY), default_timeout=30).run().switch_page("rows.py").run()
    assert not any(link.proto.page.endswith("columns") for link in app.get("page_link"))


@pytest.mark.parametrize(
    ("editors", "told"),
    [
        (Editors.NOBODY, "guessed, to be checked"),
        (Editors.READER_HERE, "The page asks what its columns mean."),
    ],
)
def test_the_terminal_says_who_tells_what_the_columns_mean(
    serve_case: Callable[[Path], ServedCase],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    editors: Editors,
    told: str,
) -> None:
    served = serve_case(write_lone(tmp_path, "Ereignis,Tag\nBrand,2024\n", "liste.csv"))
    served.editors = editors
    serve_command._load_early(served)
    said = capsys.readouterr().err
    assert told in said
    assert ("The page asks" in said) is (editors is not Editors.NOBODY)


def _expect_no_choice(app: AppTest, told: str) -> None:
    app.run()
    assert _headers(app) == [ASKED]
    assert told in _texts(app)
    assert not app.selectbox
    assert not app.button
