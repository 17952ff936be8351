"""The routes behind the page on which an article becomes proposals."""

from __future__ import annotations

import base64
import json
import os
import re
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from starlette.applications import Starlette

from dashboard.editing_rights import Editors
from dashboard.online_names import online_names
from dashboard.place_index import PlaceIndex, place_index
from dashboard.served_case import serve
from dashboard.server.draft_routes import LARGEST_REQUEST, draft_routes
from geodata.drafting.atlas import index
from tests.dashboard.asgi import Answer, get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

APP = Starlette(routes=draft_routes("/maps"))
HOST = b"127.0.0.1:8501"
OWN_PAGE = [(b"origin", b"http://" + HOST), (b"host", HOST)]
TEXT = """Rain stops ferry

The harbour office of Batumi said on Monday that at the port
of the town wait 20 lorries. Nobody was hurt.
"""


@pytest.fixture(autouse=True)
def case(tmp_path: Path, serve_case: Callable[[Path], ServedCase]) -> Path:
    """A small case, served to readers at this computer alone."""
    path = write_case(tmp_path / "case")
    serve_case(path).editors = Editors.READER_HERE
    return path


def _post(path: str, sent: object, headers: list[tuple[bytes, bytes]] | None = None) -> Answer:
    body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    asked = OWN_PAGE if headers is None else headers
    return get(APP, f"/maps/draft/{path}", body=body, method="POST", headers=asked)


def _read(**sent: str) -> dict[str, Any]:
    answer = _post("read", sent)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def _refused(**sent: str) -> str:
    answer = _post("read", sent)
    assert answer.status == 400
    line = str(answer.json["message"])
    assert "\n" not in line
    return line


def test_an_article_is_read_with_spans_of_what_was_found() -> None:
    read = _read(text=TEXT, published="2024-04-17")
    text = read["article"]["text"]
    assert (read["article"]["published"], read["article"]["title"]) == (
        "2024-04-17",
        "Rain stops ferry",
    )
    first = read["proposals"][0]
    assert first["edtf"] == "2024-04-15"
    assert [text[one["start"] : one["end"]] for one in read["speakers"]] == [
        "The harbour office of Batumi"
    ]
    (lorries,) = first["quantities"]
    assert text[lorries["start"] : lorries["end"]] == lorries["words"] == "20 lorries"
    assert read["places"][first["mentions"][0]]["text"] == "Batumi"


def test_the_day_that_a_reader_gives_comes_before_the_articles_own() -> None:
    dated = TEXT.replace("ferry\n", "ferry\n\nPublished 3 May 2024\n", 1)
    assert _read(text=dated)["proposals"][0]["edtf"] == "2024-04-29"
    read = _read(text=dated, published="2024-04-17")
    assert read["proposals"][0]["edtf"] == "2024-04-15"
    assert read["article"]["published_basis"] == "as given by the person who drafted it"


def test_only_places_that_the_case_cannot_look_up_bring_a_row() -> None:
    text = "A bridge in Tartar was closed. A road near Mingachevir and the Kura was flooded."
    read = _read(text=text, published="2024-04-17")
    named = {one["text"]: one["candidates"][0]["place_id"] for one in read["places"]}
    assert named["Tartar"] == "tartar", "the case's own comes first"
    assert named["Mingachevir"].startswith("geonames:")
    assert {"tartar", named["Mingachevir"]}.isdisjoint(read["place_rows"])
    row = read["place_rows"][named["Kura"]]
    assert row["kind"] == "vague region"
    assert json.loads(row["geometry"])["type"] == "Point"
    assert all(isinstance(cell, str) for cell in row.values())


def test_a_name_that_is_typed_is_looked_up_with_reasons() -> None:
    many = _post("places", {"name": " Springfield "}).json["candidates"]
    assert len(many) > 5
    assert "places of that name" in many[0]["reason"]
    assert len({one["within"] for one in many}) == len(many), "told apart by their states"
    (one,) = _post("places", {"name": "Springfield, Illinois"}).json["candidates"][:1]
    assert "by the name beside it" in one["reason"]
    assert _post("places", {"name": "Karabakh"}).json["candidates"][0]["place_id"] == "karabakh"
    for unknown in ("Xyzzyqwv", "", " , "):
        assert _post("places", {"name": unknown}).json == {"candidates": [], "place_rows": {}}


@pytest.mark.parametrize(
    ("sent", "line"),
    [
        ({"text": ""}, "the pasted text: expected an article, got no text"),
        ({"text": " \n\n "}, "expected an article, got no text"),
        (
            {"base64": base64.b64encode(b"%PDF-1.7 ...").decode(), "name": "a.txt"},
            "a.txt: .* a PDF",
        ),
        ({"base64": "no base64!"}, "expected what this page sends"),
        ({"text": "word " * 1_100_000}, "at most 5,242,880 characters, got 5,500,000"),
        ({"text": TEXT, "published": "last week"}, "Published: expected a day .* “last week”"),
    ],
    ids=["empty", "blank", "pdf", "packed wrongly", "5 MB", "no day"],
)
def test_what_is_no_article_is_refused_in_one_line(sent: dict[str, str], line: str) -> None:
    assert re.search(line, _refused(**sent))


def test_a_request_of_any_size_is_not_read_to_its_end() -> None:
    answer = _post("read", b"x" * (LARGEST_REQUEST + 1))
    assert (answer.status, "at most 5 MB" in answer.json["message"]) == (413, True)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"text": 5}'])
def test_what_is_no_request_is_refused(body: bytes) -> None:
    answer = _post("read", body)
    assert answer.status == 400
    assert answer.json["message"].startswith("expected what this page sends")


@pytest.mark.parametrize(
    "text",
    [
        "Во вторник, 16 апреля 2024 года, мост в Баку был закрыт. Министерство это подтвердило.",
        "17 aprel 2024-cü ildə Gəncədə körpü bağlandı. Nazirlik bunu təsdiq etdi.",
        "17 April 2024. 18 April 2024. 19 April 2024.",
        "A bridge was closed and nobody said why.",
    ],
    ids=["Russian", "Azerbaijani", "only dates", "no date"],
)
def test_texts_of_other_sorts_are_read(text: str) -> None:
    read = _read(text=text)
    assert read["article"]["text"] == text
    assert all(one["end"] <= len(text) for one in [*read["dates"], *read["proposals"]])


def test_nothing_of_a_page_but_its_words_is_given_back() -> None:
    page = (
        "<html><head><script>pwned()</script></head><body><article><h1>Rain stops ferry</h1>"
        "<p onclick=pwned()>The harbour office of Batumi said on Monday that the ferry stays in "
        "port, and that nobody was hurt by it.</p></article></body></html>"
    )
    sent = {"base64": base64.b64encode(page.encode()).decode(), "name": "a.html"}
    read = _read(**sent, published="2024-04-17")
    assert "pwned" not in json.dumps(read)
    assert read["proposals"][0]["speaker"] == "The harbour office of Batumi"


@pytest.mark.parametrize("path", ["read", "places"])
def test_only_an_own_page_of_who_may_edit_is_answered(path: str, case: Path) -> None:
    other = [(b"origin", b"http://elsewhere.test"), (b"host", HOST)]
    for headers in (other, [(b"host", HOST)]):
        answer = _post(path, {"name": "Baku"}, headers)
        assert (answer.status, answer.json["message"]) == (
            403,
            "Only a page of this server may ask for that.",
        )
    passed_on = [*OWN_PAGE, (b"x-forwarded-for", b"192.168.1.7")]
    assert _post(path, {"name": "Baku"}, passed_on).status == 403
    serve(case)
    assert _post(path, {"name": "Baku"}).status == 403


def test_the_state_says_why_not_or_has_the_index_built(case: Path) -> None:
    told = get(APP, "/maps/draft/state.json", headers=OWN_PAGE).json
    assert (told["can_edit"], told["why"]) == (True, "")
    assert told["places"] in {"building", "ready"}
    assert {one["id"] for one in told["stances"]} >= {"reports", "denies"}
    serve(case)
    told = get(APP, "/maps/draft/state.json", headers=OWN_PAGE).json
    assert told["can_edit"] is False
    assert "can be read here, not edited: its server was started so" in told["why"]


def test_an_index_that_cannot_be_kept_is_told_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = []

    def fails() -> None:
        tries.append(1)
        raise OSError("the disk is full")

    monkeypatch.setattr(index, "open_atlas", fails)
    built = PlaceIndex()
    with pytest.raises(OSError, match="the disk is full"):
        built.wait()
    assert (built.state, len(tries)) == ("absent", 1)
    monkeypatch.setattr(index, "open_atlas", lambda: None)
    built.wait()
    assert (built.state, len(tries)) == ("ready", 1)


def test_where_nothing_can_be_kept_is_told_without_the_reader_s_folders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = os.path.expanduser("~")  # noqa: PTH111 - as the program finds it

    def fails() -> NoReturn:
        raise OSError(f"{home}/cache/atlas: cannot be written")

    monkeypatch.setattr(place_index, "wait", fails)
    answer = _post("places", {"name": "Batumi"})
    assert answer.status == 507
    assert answer.json == {"message": "~/cache/atlas: cannot be written"}


def test_a_service_is_asked_for_a_typed_name_only_where_it_was_turned_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("geodata.drafting.geocoding.cache_folder", lambda: None)
    plain = _post("places", {"name": "Batumi"}).json
    assert "note" not in plain
    assert get(APP, "/maps/draft/state.json", headers=OWN_PAGE).json["geocoder"] == ""
    online_names.turn_on("http://127.0.0.1:9")
    try:
        told = _post("places", {"name": "Batumi"}).json
        assert (
            get(APP, "/maps/draft/state.json", headers=OWN_PAGE).json["geocoder"] == "127.0.0.1:9"
        )
    finally:
        online_names.turn_on("")
    assert told["candidates"] == plain["candidates"]
    assert "127.0.0.1:9 did not answer" in told["note"]
