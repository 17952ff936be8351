"""Data and asset routes: kept for good, compressed once, refusing what is not theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import pytest
from pyarrow import ArrowInvalid
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.assets import asset_address
from dashboard.loaded_case import LoadedCase
from dashboard.server.asset_routes import asset_routes
from dashboard.server.data_routes import data_routes
from dashboard.server.security import SecurityHeaders
from dashboard.view_bodies import sources_body
from tests.dashboard.asgi import get
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

APP = Starlette(
    routes=[*data_routes(""), *asset_routes("")],
    middleware=[Middleware(SecurityHeaders, inline_scripts="")],
)
SCRIPT = "/" + asset_address("viewer/map/viewer_map.js")
IMMUTABLE = "public, max-age=31536000, immutable"


def test_an_asset_is_kept_for_good_and_compressed_where_asked() -> None:
    plain = get(APP, SCRIPT)
    packed = get(APP, SCRIPT, accept_encoding="br, gzip")
    assert plain.status == packed.status == 200
    assert plain.headers["cache-control"] == packed.headers["cache-control"] == IMMUTABLE
    assert plain.headers["content-type"].startswith("text/javascript")
    assert plain.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.body == plain.sent
    assert len(packed.sent) < len(plain.sent) / 2


def test_a_permalink_is_answered_with_what_the_case_can_show(
    shipped_case: LoadedCase, serve_case: Callable[[Path], ServedCase]
) -> None:
    serve_case(shipped_case.case.path)
    where = f"/data/{shipped_case.case.version}/x/permalink.json"
    sound = get(APP, where, "event=column-2024")
    assert sound.headers["cache-control"] == "no-store"
    assert sound.json == {"query": "event=column-2024", "as_asked": True, "ignored": []}
    odd = get(APP, where, "clock=told&asof=2024-05&kind=%3Cscript%3E").json
    assert (odd["query"], odd["as_asked"]) == ("clock=told&asof=2024-05-31", False)
    assert odd["ignored"] == [
        {"name": "kind", "value": "<script>", "reason": "no such kind in this case"}
    ]
    assert get(APP, "/data/000000000000/x/permalink.json").status == 404


def test_a_picture_is_not_compressed_again() -> None:
    picture = "/" + asset_address("basemap/south-caucasus/hillshade.webp")
    answer = get(APP, picture, accept_encoding="gzip")
    assert answer.headers["content-type"] == "image/webp"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "viewer/../../commands.py",
        "viewer/../../../events.csv",
        "viewer//etc/passwd",
        "viewer/..",
        "viewer/",
        "viewer/no-such-file.js",
        "viewer/map/boot.js\0.css",
        "viewer/" + "x" * 5_000 + ".js",
        "viewer/" + "€" * 120 + ".js",
        "basemap/build.py",
        "nowhere/map/boot.js",
    ],
)
def test_nothing_else_is_an_asset(path: str) -> None:
    answer = get(APP, f"/assets/0/{path}")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["message"]


def test_a_view_is_kept_for_good(serve_case: Callable[[Path], ServedCase], tmp_path: Path) -> None:
    version = serve_case(write_case(tmp_path)).current().case.version
    answer = get(APP, f"/data/{version}/program/view.json", accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.json["events"]["id"] == ["column", "withdrawal"]
    few = get(APP, f"/data/{version}/program/view.json", "q=column&from=2024-01-01&nonsense=1")
    assert few.json["events"]["id"] == ["column"]


@pytest.mark.parametrize("error", [KeyError, ValueError, ArrowInvalid])
def test_an_error_of_ours_is_told_as_one_and_is_in_the_log(
    serve_case: Callable[[Path], ServedCase],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:
    def fail(_: LoadedCase) -> NoReturn:
        raise error("/home/reader/case")

    version = serve_case(write_case(tmp_path)).current().version
    monkeypatch.setattr(LoadedCase, "sources_answer", fail)
    sources_body.cache_clear()
    answer = get(APP, f"/data/{version}/program/sources.json")
    assert answer.status == 500
    assert answer.json == {"message": "The server failed at that; its log says how."}
    assert f"{error.__name__}: " in caplog.text


def test_facets_are_counted_under_a_view(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    version = serve_case(write_case(tmp_path)).current().case.version
    whole = get(APP, f"/data/{version}/program/facets.json")
    assert whole.headers["cache-control"] == IMMUTABLE
    assert {entry["value"]: entry["count"] for entry in whole.json["standing"]}["confirmed"] == 1
    few = get(APP, f"/data/{version}/program/facets.json", "q=column")
    assert {entry["value"]: entry["count"] for entry in few.json["standing"]}["confirmed"] == 0
    assert [entry["value"] for entry in few.json["standing"]] != []


def test_a_source_is_given_with_its_paragraphs(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    version = serve_case(write_case(tmp_path)).current().case.version
    answer = get(APP, f"/data/{version}/program/sources/agency.json")
    assert answer.json["paragraphs"][1] == {"number": 2, "text": "Clips show a column."}
    assert get(APP, f"/data/{version}/program/sources/nobody.json").status == 404


@pytest.mark.parametrize(
    ("name", "part"), [("sources.json", "sources"), ("method.json", "standings")]
)
def test_answers_about_the_whole_case_are_kept_for_good(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path, name: str, part: str
) -> None:
    version = serve_case(write_case(tmp_path)).current().case.version
    answer = get(APP, f"/data/{version}/program/{name}", accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.json[part]


@pytest.mark.parametrize(
    "name", ["view.json", "facets.json", "sources/agency.json", "sources.json", "method.json"]
)
def test_a_version_that_is_gone_is_said_in_a_sentence(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path, name: str
) -> None:
    serve_case(write_case(tmp_path))
    answer = get(APP, f"/data/000000000000/program/{name}")
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json == {"message": "The case has changed since this page was opened."}


def test_a_case_that_cannot_be_read_is_no_fault_of_the_server(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    serve_case(tmp_path)
    assert get(APP, "/data/000000000000/program/view.json").status == 404


def test_every_answer_carries_the_security_headers() -> None:
    for path in (SCRIPT, "/assets/0/viewer/none.js", "/nowhere"):
        headers = get(APP, path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_routes_stand_under_a_base_path() -> None:
    app = Starlette(routes=[*data_routes("/maps"), *asset_routes("/maps")])
    assert get(app, f"/maps{SCRIPT}").status == 200
    assert get(app, SCRIPT).status == 404


def test_json_holds_no_number_that_json_does_not_know(
    serve_case: Callable[[Path], ServedCase], tmp_path: Path
) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    version = serve_case(write_case(tmp_path)).current().case.version
    json.loads(get(APP, f"/data/{version}/program/view.json").body, parse_constant=refuse)
