"""A case from an address: fetched within limits, kept as the last good copy, followed."""

from __future__ import annotations

import argparse
import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from starlette.applications import Starlette

from dashboard.commands import main
from dashboard.live import following
from dashboard.live.downloads import USUAL, FetchError, Limits
from dashboard.live.following import follow
from dashboard.live.web_addresses import case_argument, web_address
from dashboard.live.web_copies import WebCopy
from dashboard.served_case import ServedCase
from dashboard.server.data_routes import data_routes
from dashboard.server.live_routes import live_routes
from geodata.errors import CaseError
from geodata.read_as import ReadAs
from geodata.user_cache import CACHE
from tests.dashboard.asgi import get
from tests.geodata.case_folders import SMALL_CASE, write_case, write_lone
from tests.looks import Looks
from tests.web_host import WebHost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web_host import Asked

ONE = "title,date,source\nBridge closed,2024-05-03,Town council\n"
TWO = ONE + "Bridge reopened,2024-05-09,Local paper\n"
PAGE = "<!DOCTYPE html>\n<html><body>Please sign in</body></html>"
IMPATIENT = Limits(size=4_000, seconds=0.5, silence=0.2)
APP = Starlette(routes=[*live_routes(""), *data_routes("")])
OWN_PAGE = [(b"origin", b"http://here.test:8501"), (b"host", b"here.test:8501")]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))


@pytest.fixture
def host() -> Iterator[WebHost]:
    with WebHost() as started:
        yield started


@pytest.fixture
def copy(host: WebHost) -> WebCopy:
    """A copy of what the host answered once; from now on it has little patience."""
    host.serve(ONE, ETag='"one"')
    made = WebCopy(web_address(host.url), IMPATIENT)
    made.fetch()
    return made


def test_what_was_fetched_is_a_case_of_its_own_name(copy: WebCopy) -> None:
    assert copy.path.name == "Bridges.csv"
    assert copy.path.read_text() == ONE
    fetched = datetime.fromisoformat(copy.state.fetched)
    assert timedelta() <= datetime.now(UTC) - fetched < timedelta(minutes=1)
    assert copy.state.problem == ""


def test_what_has_not_changed_is_not_sent_again(host: WebHost, copy: WebCopy) -> None:
    before = copy.path.stat().st_mtime_ns
    WebCopy(copy.address).fetch()
    assert host.requests[-1]["If-None-Match"] == '"one"'
    assert copy.path.stat().st_mtime_ns == before
    assert copy.state.problem == ""


def test_a_renewed_table_takes_the_copys_place_under_its_name(host: WebHost, copy: WebCopy) -> None:
    host.serve(TWO, Content_Disposition='attachment; filename="Other.csv"')
    copy.fetch()
    assert copy.path.name == "Bridges.csv"
    assert copy.path.read_text() == TWO
    assert [file.name for file in sorted(copy.path.parent.iterdir())] == [
        "Bridges.csv",
        "copy.json",
    ]


def test_a_table_is_called_as_its_host_calls_it(host: WebHost) -> None:
    host.serve(ONE, Content_Disposition="attachment; filename*=UTF-8''Br%C3%BCcken%2F..%2Fa.csv")
    made = WebCopy(web_address(host.url))
    made.fetch()
    assert made.path.name == "a.csv"
    assert made.path.parent.name != ".."


def _hang(asked: Asked) -> None:
    asked.server.host.over.wait()


def _trickle(asked: Asked) -> None:
    asked.send_response(200)
    asked.end_headers()
    while not asked.server.host.over.wait(0.02):
        asked.wfile.write(b"x")


def _break_off(asked: Asked) -> None:
    asked.give(200, ONE.encode(), Content_Length="4000")
    asked.close_connection = True


BAD_ANSWERS: dict[str, tuple[Callable[[Asked], None], str]] = {
    "500": (lambda asked: asked.give(500), "the address answered 500"),
    "gone": (lambda asked: asked.give(410), "the address answered 410"),
    "page": (lambda asked: asked.give(200, PAGE.encode(), Content_Type="text/html"), "a web page"),
    "page as text": (lambda asked: asked.give(200, PAGE.encode()), "a web page"),
    "other columns": (lambda asked: asked.give(200, b"colour\nred\n"), "cannot be read as a table"),
    "nothing": (lambda asked: asked.give(200), "cannot be read as a table"),
    "bytes": (lambda asked: asked.give(200, bytes(range(256))), "cannot be read as a table"),
    "too large": (lambda asked: asked.give(200, ONE.encode() + b"x" * 4_000), "larger than"),
    "hangs": (_hang, "did not answer"),
    "trickles": (_trickle, "longer than 0.5 seconds"),
    "broken off": (_break_off, "broke off"),
    "redirect to http": (
        lambda asked: asked.give(302, Location="http://other.test/x.csv"),
        "not https",
    ),
    "redirect to a file": (
        lambda asked: asked.give(302, Location="file:///etc/hosts"),
        "not https",
    ),
    "redirect to no address": (
        lambda asked: asked.give(302, Location="https://[x/"),
        "not an address",
    ),
    "redirect to no host": (
        lambda asked: asked.give(302, Location="https://*.test/"),
        "not an address",
    ),
    "redirect nowhere": (lambda asked: asked.give(302), "not https"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_a_bad_answer_leaves_the_copy_and_says_why(host: WebHost, copy: WebCopy, name: str) -> None:
    fetched = copy.state.fetched
    host.answer, why = BAD_ANSWERS[name]
    copy.fetch()
    assert copy.path.read_text() == ONE
    assert why in copy.state.problem
    assert copy.state.fetched == fetched
    host.serve(TWO)
    copy.fetch()
    assert copy.path.read_text() == TWO
    assert copy.state.problem == ""


def test_a_host_that_is_gone_leaves_the_copy(host: WebHost, copy: WebCopy) -> None:
    host.stop()
    copy.fetch()
    assert "could not be reached" in copy.state.problem
    assert copy.path.read_text() == ONE


def test_what_is_packed_small_counts_as_large_as_it_is(host: WebHost, copy: WebCopy) -> None:
    host.serve_packed(b"title,date\n" + b"x" * 1_000_000)
    copy.fetch()
    assert "larger than" in copy.state.problem


def test_nothing_fetched_and_no_copy_is_an_error_that_names_the_address(host: WebHost) -> None:
    with pytest.raises(FetchError, match=r"Bridges\.csv: the address answered 404"):
        WebCopy(web_address(host.url)).fetch()


def test_no_login_of_the_users_is_sent(
    host: WebHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    host.serve(ONE)
    WebCopy(web_address(host.url)).fetch()
    assert "Authorization" not in host.requests[-1]


def test_without_a_cache_the_copy_is_kept_elsewhere(
    host: WebHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE, "off")
    host.serve(ONE)
    made = WebCopy(web_address(host.url))
    made.fetch()
    assert made.path.read_text() == ONE


def test_the_limits_are_those_that_are_documented() -> None:
    told = (Path(__file__).parents[2] / "docs" / "live.md").read_text(encoding="utf-8")
    assert f"{USUAL.size / 1e6:g} MB" in told
    assert f"{USUAL.seconds:g} seconds" in told
    assert f"{USUAL.silence:g} seconds" in told


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://example.org/a.csv#top", "https://example.org/a.csv"),
        ("HTTPS://example.org/a.csv?x=1", "https://example.org/a.csv?x=1"),
        ("http://127.0.0.1:8000/a.csv", "http://127.0.0.1:8000/a.csv"),
        ("http://[::1]/a.csv", "http://[::1]/a.csv"),
        (
            "https://docs.google.com/spreadsheets/d/1aB-c_D/edit#gid=7",
            "https://docs.google.com/spreadsheets/d/1aB-c_D/export?format=csv&gid=7",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1aB-c_D/edit?usp=sharing",
            "https://docs.google.com/spreadsheets/d/1aB-c_D/export?format=csv",
        ),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml?gid=3&single=true",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?gid=3&single=true&output=csv",
        ),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?output=csv",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?output=csv",
        ),
    ],
)
def test_an_address_is_asked_as_it_stands_and_a_sheets_for_its_csv(given: str, asked: str) -> None:
    assert str(case_argument(given)) == asked


@pytest.mark.parametrize("given", ["http://example.org/a.csv", "http://127.0.0.1.example.org/a"])
def test_plain_http_is_asked_of_this_computer_only(given: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="https"):
        case_argument(given)


def test_anything_else_is_a_path() -> None:
    assert case_argument("https.csv") == Path("https.csv")


def test_every_command_takes_an_address(
    host: WebHost, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host.serve(TWO)
    assert main(["check", host.url]) == 0
    assert "2 accepted, 0 rejected" in capsys.readouterr().out
    assert main(["export", host.url, str(tmp_path / "out.csv")]) == 0
    assert "Bridge reopened" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert main(["publish", host.url, str(tmp_path / "site")]) == 0
    assert main(["build", host.url, str(tmp_path / "built")]) == 0
    assert "2 events" in capsys.readouterr().out


def test_a_command_goes_on_with_the_copy_and_says_so(
    host: WebHost, copy: WebCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    host.answer = lambda asked: asked.give(503)
    assert main(["check", host.url]) == 0
    said = capsys.readouterr()
    assert "1 accepted" in said.out
    assert "answered 503" in said.err
    assert copy.state.fetched in said.err


@pytest.mark.parametrize("command", [["check"], ["--no-browser"]])
def test_an_address_that_gives_nothing_ends_a_command_in_one_line(
    host: WebHost, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main([*command, host.url]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"Fetching {host.url}",
        f"{host.url}: the address answered 404",
    ]


def test_options_that_do_not_go_together_are_refused(
    host: WebHost, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(write_case(tmp_path)), "--every", "5", "--no-browser"]) == 2
    assert "--every asks an address" in capsys.readouterr().err
    assert main(["publish", host.url, str(tmp_path / "site"), "--watch"]) == 2
    assert "--watch follows files" in capsys.readouterr().err
    assert host.requests == []


@pytest.mark.parametrize("minutes", ["0", "-1", "often", "1.5"])
def test_an_interval_is_whole_minutes(minutes: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["https://example.org/a.csv", "--every", minutes])
    assert "--every" in capsys.readouterr().err


def _state() -> dict[str, object]:
    found: dict[str, object] = get(APP, "/live/state.json").json
    return found


def _fetch_again(headers: list[tuple[bytes, bytes]]) -> tuple[int, dict[str, object]]:
    answer = get(APP, "/live/fetch", method="POST", headers=headers)
    return answer.status, answer.json


def _serve_copy(copy: WebCopy, monkeypatch: pytest.MonkeyPatch) -> ServedCase:
    from dashboard import served_case  # noqa: PLC0415 - the module, whose choice is put back

    monkeypatch.setattr(served_case, "_served", None)
    served = served_case.serve(copy.path, copy=copy)
    served.look()
    return served


def test_pages_are_told_of_the_version_and_the_copy(
    copy: WebCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = _serve_copy(copy, monkeypatch)
    told = _state()
    assert told["version"] == served.shown
    assert str(told["data"]).startswith(f"data/{served.shown}/")
    assert told["problem"] == ""
    host = copy.address.host
    assert told["copy"] == {"host": host, "fetched": copy.state.fetched, "problem": ""}


def test_a_page_that_has_seen_the_state_gets_nothing(
    tmp_path: Path, serve_case: Callable[[Path], ServedCase]
) -> None:
    served = serve_case(write_case(tmp_path))
    served.look()
    first = get(APP, "/live/state.json")
    assert first.headers["cache-control"] == "no-cache"
    for tag in (first.headers["etag"], f"W/{first.headers['etag']}"):
        again = get(APP, "/live/state.json", headers=[(b"if-none-match", tag.encode())])
        assert (again.status, again.sent) == (304, b"")
    write_case(tmp_path, events=SMALL_CASE["events.csv"] + "x,New,movement,2024-05-01,\n")
    served.look()
    tag = first.headers["etag"]
    assert get(APP, "/live/state.json", headers=[(b"if-none-match", tag.encode())]).status == 200


def test_the_state_says_what_is_wrong_with_the_files(
    tmp_path: Path, serve_case: Callable[[Path], ServedCase]
) -> None:
    served = serve_case(write_case(tmp_path))
    version = served.look().version
    (tmp_path / "events.csv").write_text("title\n")
    served.look()
    assert _state()["version"] == version
    assert "date" in str(_state()["problem"])


def test_the_state_names_a_file_whose_name_is_not_utf_8(
    tmp_path: Path, serve_case: Callable[[Path], ServedCase]
) -> None:
    path = write_lone(tmp_path, "title,date\nA,2024\n", os.fsdecode(b"\xfe.csv"))
    served = serve_case(path)
    served.look()
    path.write_text("title\n")
    served.look()
    assert "\udcfe.csv: misses" in str(_state()["problem"])


def test_readers_are_not_told_where_on_the_disk_a_case_lies(
    tmp_path: Path, serve_case: Callable[[Path], ServedCase]
) -> None:
    served = serve_case(write_case(tmp_path / "inner"))
    served.look()
    events = tmp_path / "inner" / "events.csv"
    events.unlink()
    served.look()
    assert str(tmp_path) in served.problem
    problem = str(_state()["problem"])
    assert "inner" in problem
    assert str(tmp_path) not in problem


def test_a_reader_has_the_address_asked_again_at_most_once_a_minute(
    host: WebHost, copy: WebCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = _serve_copy(copy, monkeypatch)
    before = served.shown
    host.serve(TWO)
    asked = len(host.requests)
    assert _fetch_again(OWN_PAGE)[1]["version"] == before
    assert len(host.requests) == asked, "it was asked less than a minute ago"
    monkeypatch.setattr(following, "LEAST_BETWEEN_FETCHES", timedelta())
    status, told = _fetch_again(OWN_PAGE)
    assert (status, len(host.requests)) == (200, asked + 1)
    assert told["version"] == served.shown != before
    assert len(served.current().case.events) == 2


def test_a_clock_that_is_set_back_stops_nobody_from_asking_again(
    host: WebHost, copy: WebCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    _serve_copy(copy, monkeypatch)
    asked = len(host.requests)
    about = copy.path.with_name("copy.json")
    about.write_text(about.read_text().replace(copy.state.tried[:4], "2999"))
    assert _fetch_again(OWN_PAGE)[0] == 200
    assert len(host.requests) == asked + 1


def test_only_own_pages_have_an_address_asked(
    host: WebHost, copy: WebCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    _serve_copy(copy, monkeypatch)
    monkeypatch.setattr(following, "LEAST_BETWEEN_FETCHES", timedelta())
    asked = len(host.requests)
    other = [(b"origin", b"https://other.test"), (b"host", b"here.test:8501")]
    for headers in (other, [], [(b"origin", b"null"), (b"host", b"here.test")]):
        assert _fetch_again(headers)[0] == 403
    assert get(APP, "/live/fetch", headers=OWN_PAGE).status == 405
    assert len(host.requests) == asked


def test_there_is_nothing_to_fetch_of_a_case_on_the_disk(
    tmp_path: Path, serve_case: Callable[[Path], ServedCase]
) -> None:
    serve_case(write_case(tmp_path))
    assert _fetch_again(OWN_PAGE)[0] == 404


def test_files_are_taken_up_once_they_stay_as_they_are(
    tmp_path: Path, serve_case: Callable[[Path], ServedCase]
) -> None:
    served = serve_case(write_case(tmp_path))
    first = served.look().version
    rows = SMALL_CASE["events.csv"]

    def steps() -> Iterator[object]:
        yield "nothing"
        for more in ("half,Ha", "half,Half written,movement,2024-05-01,\n"):
            write_case(tmp_path, events=rows + more)
            yield "written"
            assert served.shown == first
        yield "settled"
        assert served.shown != first

    follow(served, Looks(steps()))
    assert len(served.current().case.events) == 3


def test_an_address_is_asked_by_itself_only_as_often_as_wanted(
    host: WebHost, copy: WebCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = _serve_copy(copy, monkeypatch)
    monkeypatch.setattr(following, "LEAST_BETWEEN_FETCHES", timedelta())
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    host.serve(TWO)
    asked = len(host.requests)

    def at(*seconds: float) -> Iterator[object]:
        for moment in seconds:
            now[0] = moment
            yield moment
            counts.append(len(host.requests) - asked)

    counts: list[int] = []
    follow(served, Looks(at(600, 6_000, 60_000)))
    assert counts == [0, 0, 0]
    now[0], counts = 0, []
    follow(served, Looks(at(299, 301, 599, 602)), timedelta(minutes=5))
    assert counts == [0, 1, 1, 2]
    assert len(served.current().case.events) == 2


def test_state_of_a_copy_is_also_known_to_another_process(host: WebHost, copy: WebCopy) -> None:
    other = WebCopy(copy.address)
    assert other.state == copy.state
    host.serve(TWO)
    copy.fetch()
    assert other.state == copy.state


@pytest.mark.parametrize(
    "damage",
    [
        {"odd": 1},
        {"tried": "yesterday"},
        {"tried": "2026-11-22T10:00:00"},
        {"fetched": 7},
        {"file": 7},
        {"file": "../other.csv"},
        {"problem": None},
    ],
    ids=str,
)
def test_a_damaged_note_about_a_copy_is_as_none(
    host: WebHost, copy: WebCopy, monkeypatch: pytest.MonkeyPatch, damage: dict[str, object]
) -> None:
    note = copy.path.parent / "copy.json"
    note.write_text(json.dumps(json.loads(note.read_bytes()) | damage))
    again = WebCopy(copy.address)
    assert (again.state.file, again.state.tried) == ("", "")
    served = _serve_copy(again, monkeypatch)
    host.serve(TWO)
    following.fetch_again(served, again)
    assert len(served.current().case.events) == 2


UNUSUAL = "Was,Wann\nBrücke gesperrt,2024-05-03\n"
READ_UNUSUAL = ReadAs(columns={"title": "Was", "date": "Wann"})


def _answers_with_an_error(host: WebHost) -> None:
    host.serve('{"error": "quota", "date": 1}\n')


def test_a_copy_read_as_a_command_says_is_not_replaced_by_an_error(
    host: WebHost, capsys: pytest.CaptureFixture[str]
) -> None:
    host.serve(UNUSUAL)
    named = ["--columns", "title=Was,date=Wann"]
    assert main(["check", host.url, *named]) == 0
    _answers_with_an_error(host)
    assert main(["check", host.url, *named]) == 0
    said = capsys.readouterr()
    assert "1 accepted, 0 rejected" in said.out
    assert "cannot be read as a table" in said.err
    host.serve(UNUSUAL + "Brücke offen,2024-05-09\n")
    assert main(["check", host.url, *named]) == 0
    assert "2 accepted" in capsys.readouterr().out


def test_a_copy_that_nobody_can_judge_yet_is_not_replaced_by_an_error(host: WebHost) -> None:
    host.serve(UNUSUAL)
    copy = WebCopy(web_address(host.url))
    copy.fetch()
    _answers_with_an_error(host)
    copy.fetch()
    assert copy.path.read_text(encoding="utf-8") == UNUSUAL
    assert "cannot be read as a table" in copy.state.problem


def test_a_choice_that_could_not_be_kept_is_also_how_the_next_answer_is_judged(
    host: WebHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.serve(UNUSUAL)
    copy = WebCopy(web_address(host.url))
    copy.fetch()
    served = ServedCase(copy.path, copy=copy)

    def refuse(*_: object) -> NoReturn:
        raise CaseError("cannot be written")

    monkeypatch.setattr(ReadAs, "keep_beside", refuse)
    served.read_so(READ_UNUSUAL)
    host.serve(UNUSUAL + "Brücke offen,2024-05-09\n")
    copy.fetch()
    assert (copy.state.problem, served.look().opening.rejections) == ("", "")
    assert len(served.current().case.events) == 2


def test_what_goes_wrong_unexpectedly_is_logged_and_the_next_change_taken_up(
    tmp_path: Path,
    serve_case: Callable[[Path], ServedCase],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    served = serve_case(write_case(tmp_path))
    served.look()
    look, failures = served.look, ["once"]

    def fail_once() -> object:
        if failures:
            raise MemoryError(failures.pop())
        return look()

    monkeypatch.setattr(served, "look", fail_once)
    write_case(tmp_path, events=SMALL_CASE["events.csv"] + "x,New,movement,2024-05-01,\n")
    follow(served, Looks(iter("123")))
    assert "could not be followed" in caplog.text
    assert len(served.current().case.events) == 3


@pytest.mark.parametrize(
    "given",
    [
        "https://user:secret@example.org/a.csv",
        "https://secret@example.org/a.csv",
        "http://user:secret@example.org/a.csv",
        "https://user:secret@/a.csv",
        "https://user:secret@[x]/a.csv",
        "https://user:secret\u2100@example.org/a.csv",
    ],
)
def test_a_login_in_an_address_is_refused_and_not_repeated(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["check", given])
    said = capsys.readouterr().err
    assert "https://example.org/events.csv" in said
    assert "secret" not in said
