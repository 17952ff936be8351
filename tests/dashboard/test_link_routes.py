"""The routes behind the page's Link: QR codes of our own addresses, the network's addresses."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette

from dashboard.server.link_routes import link_routes
from tests.dashboard.asgi import get

HERE, THERE = "127.0.0.1:8501", "http://192.168.7.20:8501/maps/"
OPEN = Starlette(routes=link_routes("/maps", [THERE]))
CLOSED = Starlette(routes=link_routes("", []))


def _qr(app: Starlette, address: str, prefix: str = "") -> tuple[int, str, bytes]:
    headers = [(b"host", HERE.encode())]
    query = f"address={quote(address, safe='')}"
    answer = get(app, f"{prefix}/link/qr.svg", query, headers=headers)
    return answer.status, answer.headers["content-type"], answer.body


def test_an_address_of_this_server_is_drawn_dark_on_white_with_a_quiet_zone() -> None:
    status, media_type, body = _qr(CLOSED, f"http://{HERE}/?event=column-2024&q=Gəncə")
    assert (status, media_type) == (200, "image/svg+xml")
    picture = ET.fromstring(body)  # noqa: S314 - our own
    assert picture.get("width") is None
    strokes = [path.get("stroke") or path.get("fill") for path in picture]
    assert strokes == ["#fff", "#000"]
    assert picture[1].get("d", "").startswith("M4 4.5")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/",
        f"https://example.org/?{HERE}",
        f"http://{HERE}@example.org/",
        f"javascript://{HERE}/",
        "http://[",
        THERE,
    ],
)
def test_an_address_of_another_server_is_not_drawn(address: str) -> None:
    status, media_type, body = _qr(CLOSED, address)
    assert (status, media_type) == (400, "application/json")
    assert b"Only addresses of this server" in body


def test_an_address_that_no_camera_could_read_is_not_drawn() -> None:
    status, _, body = _qr(CLOSED, f"http://{HERE}/?q=" + "y" * 2_000)
    assert status == 400
    assert b"at most 2,000 characters; this one has 2,025" in body


def test_only_a_page_on_this_computer_hears_the_network_s_addresses() -> None:
    where = "/maps/link/network.json"
    mine = get(OPEN, where)
    assert (mine.json, mine.headers["cache-control"]) == ({"pages": [THERE]}, "no-store")
    assert get(OPEN, where, client=("192.168.7.31", 50_000)).json == {"pages": []}
    assert get(CLOSED, "/link/network.json").json == {"pages": []}
    assert _qr(OPEN, f"{THERE}?event=x", "/maps")[0] == 200
