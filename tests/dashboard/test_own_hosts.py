"""Who is answered: names that the server has, and no page of another site."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from dashboard.serve_arguments import serve_parser
from dashboard.server.own_hosts import OwnHosts
from dashboard.server.security import DATA_POLICY, SecurityHeaders
from tests.dashboard.asgi import Answer, get

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Message
    from starlette.websockets import WebSocket

PAGE = "/maps/"
DATA = "/maps/data/1/2/view.json"
FILE = "/maps/data/1/2/exports/html"
FRAME = "/maps/component/streamlit_folium.st_folium/index.html"
NEWS = "https://news.example.org"


def _page(request: Request) -> Response:
    is_page = not request.url.path.endswith(".json")
    return HTMLResponse("<p>case") if is_page else PlainTextResponse("case")


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()


def _app(*names: str, framed_by: tuple[str, ...] = ()) -> Starlette:
    routes = [WebSocketRoute("/maps/_stcore/stream", _socket), Route("/{path:path}", _page)]
    headers = Middleware(SecurityHeaders, inline_scripts="", prefix="/maps", framed_by=framed_by)
    return Starlette(
        routes=routes, middleware=[headers, Middleware(OwnHosts, prefix="/maps", names=names)]
    )


def _asked(app: Starlette, path: str, **headers: str) -> Answer:
    sent = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return get(app, path, headers=sent, scheme="http")


def _connected(app: Starlette, **headers: str) -> bool:
    """Open the web socket, and tell whether it was taken."""
    sent: list[Message] = []
    asked: dict[str, Any] = {
        "type": "websocket",
        "path": "/maps/_stcore/stream",
        "root_path": "",
        "query_string": b"",
        "subprotocols": [],
        "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
    }

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(asked, receive, send))
    return bool(sent[0]["type"] == "websocket.accept")


KNOWN = ("localhost", "LOCALHOST:8501", "localhost.:8501", "127.0.0.1:8501", "[::1]:8501")
STRANGE = ("evil.test", "evil.test:8501", "127.0.0.1.evil.test", "localhost.evil.test", "", "[::1")


@pytest.mark.parametrize("host", [*KNOWN, "192.168.7.20:8501", "maps.example.org"])
def test_who_names_the_server_as_it_is_named_is_answered(host: str) -> None:
    app = _app("maps.example.org")
    assert _asked(app, PAGE, host=host).status == 200
    assert _asked(app, DATA, host=host).status == 200
    assert _connected(app, host=host, origin=f"http://{host}")
    assert _connected(app, host=host)


@pytest.mark.parametrize("host", [*STRANGE, "evil@127.0.0.1.test", "maps.example.org.evil.test"])
def test_a_name_that_is_a_strangers_is_answered_nothing(host: str) -> None:
    app = _app("maps.example.org")
    for path in (PAGE, DATA, FILE):
        answer = _asked(app, path, host=host)
        assert answer.status == 421
        assert b"--host" in answer.body
        assert b"case" not in answer.body
    assert not _connected(app, host=host, origin=f"http://{host}")
    assert not _connected(app, host=host)


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "http://127.0.0.1:3000", "http://localhost:8501", "null", "x[:"]
)
def test_a_page_of_another_origin_opens_no_web_socket(origin: str) -> None:
    assert not _connected(_app(), host="127.0.0.1:8501", origin=origin)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_has_no_data_made_for_it(site: str) -> None:
    asked = {"host": "127.0.0.1:8501", "sec_fetch_site": site}
    assert _asked(_app(), DATA, **asked, sec_fetch_mode="no-cors").status == 403
    assert _asked(_app(), PAGE, **asked, sec_fetch_mode="no-cors").status == 200


@pytest.mark.parametrize(
    ("becomes", "status"),
    [("document", 200), ("iframe", 403), ("object", 403), ("embed", 403), ("", 403)],
)
def test_a_link_to_data_is_followed_and_a_frame_of_it_is_not_made(
    becomes: str, status: int
) -> None:
    asked = {"host": "127.0.0.1:8501", "sec_fetch_site": "cross-site"}
    asked |= {"sec_fetch_mode": "navigate", "sec_fetch_dest": becomes}
    assert _asked(_app(), DATA, **asked).status == status


def test_each_route_has_a_policy_of_its_own() -> None:
    app = _app()
    page, frame, data, file = (
        _asked(app, path, host="localhost").headers for path in (PAGE, FRAME, DATA, FILE)
    )
    assert data["content-security-policy"] == file["content-security-policy"] == DATA_POLICY
    assert "default-src 'none'" in DATA_POLICY
    assert "sandbox" in DATA_POLICY
    assert "frame-ancestors 'none'" in page["content-security-policy"]
    assert frame["content-security-policy"].endswith("frame-ancestors 'self'")
    for headers in (page, frame, data, file):
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
    assert page["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in page["permissions-policy"]


@pytest.mark.parametrize("path", [PAGE, "/maps", "/maps/table", FRAME, DATA])
def test_that_nothing_has_changed_keeps_the_policy(path: str) -> None:
    unchanged = Starlette(routes=[Route("/{path:path}", lambda _: Response(status_code=304))])
    headers = SecurityHeaders(unchanged, inline_scripts="", prefix="/maps")
    whole = _asked(_app(), path, host="localhost")
    told = get(headers, path, headers=[(b"host", b"localhost")], scheme="http")
    assert told.headers["content-security-policy"] == whole.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["INDEX.html", "index.html.", "index.html ", "inner/index.html"])
def test_the_map_s_page_by_another_name_has_no_rights(name: str) -> None:
    path = FRAME.replace("index.html", name)
    policy = _asked(_app(), path, host="localhost").headers["content-security-policy"]
    assert policy == DATA_POLICY


def test_a_refusal_has_the_headers_too() -> None:
    assert _asked(_app(), PAGE, host="evil.test").headers["content-security-policy"] == DATA_POLICY


def test_a_browser_is_not_told_of_openers_where_it_would_complain() -> None:
    app = _app("maps.example.org")
    opener = "cross-origin-opener-policy"
    assert opener not in _asked(app, PAGE, host="192.168.7.20:8501").headers
    assert opener not in _asked(app, PAGE, host="maps.example.org").headers
    behind = _asked(app, PAGE, host="maps.example.org", x_forwarded_proto="https")
    assert behind.headers[opener] == "same-origin"


def test_only_sites_that_are_named_may_frame_the_page() -> None:
    app = _app(framed_by=(NEWS, "https://school.example.org"))
    page = _asked(app, PAGE, host="localhost").headers["content-security-policy"]
    frame = _asked(app, FRAME, host="localhost").headers["content-security-policy"]
    assert page.endswith(f"frame-ancestors {NEWS} https://school.example.org")
    assert frame.endswith(f"frame-ancestors 'self' {NEWS} https://school.example.org")
    assert _asked(app, FILE, host="localhost").headers["content-security-policy"] == DATA_POLICY


def test_names_and_sites_are_said_on_the_command_line() -> None:
    parser = serve_parser()
    chosen = parser.parse_args(["--host", "Maps.example.org", "--embed", f"{NEWS}/"])
    assert (chosen.host, chosen.embed) == (["maps.example.org"], [NEWS])


@pytest.mark.parametrize(
    "given",
    [
        ["--host", "maps.example.org:80"],
        ["--host", "*"],
        ["--embed", "news.example.org"],
        ["--embed", "https://news.example.org/page"],
        ["--embed", "https://a.test; script-src *"],
        ["--embed", "*"],
    ],
)
def test_what_is_no_name_or_site_is_refused_in_a_line(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        serve_parser().parse_args(given)
    assert "expected a" in capsys.readouterr().err
