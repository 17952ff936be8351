"""`--lan`: where this computer is on its network, and how a class is let in."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest
from streamlit.runtime.context import StreamlitHeaders

from dashboard import commands, local_network
from dashboard.editing_rights import Editors, why_not_edited
from dashboard.local_network import is_direct, network_addresses
from dashboard.qr_codes import qr_text
from dashboard.serve_command import _invite
from tests.browser.cases import copy_shipped_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.served_case import ServedCase

PAGE = "http://192.168.7.20:8501/"


def test_addresses_are_found_without_sending_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was sent")

    for name in ("send", "sendto", "sendall"):
        monkeypatch.setattr(socket.socket, name, refuse)
    assert all(not address.startswith(("127.", "0.")) for address in network_addresses())


def test_several_networks_give_several_addresses_and_the_own_ones_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    towards = dict(
        zip(
            local_network.PROBES,
            ("192.168.7.20", "10.8.0.3", "192.168.7.20", "169.254.3.3"),
            strict=True,
        )
    )
    monkeypatch.setattr(local_network, "_address_towards", towards.__getitem__)
    named = [(socket.AF_INET, socket.SOCK_DGRAM, 0, "", ("127.0.1.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: named)
    assert network_addresses() == ("192.168.7.20", "10.8.0.3")


def test_a_class_is_let_in_by_an_address_and_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    _invite((PAGE, "http://10.8.0.3:8501/"), Editors.NOBODY)
    first, *code, last = capsys.readouterr().out.splitlines()
    assert first == f"For others on this network: {PAGE} · http://10.8.0.3:8501/"
    assert len({len(row) for row in code}) == 1
    assert last == "Anyone on this network can read the case while this runs."


def test_without_a_network_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _invite((), Editors.NOBODY)
    assert "nobody else reaches it" in capsys.readouterr().out


def test_a_console_without_blocks_gets_the_same_code_in_ascii() -> None:
    blocks, ascii_rows = (qr_text(PAGE, name).splitlines() for name in ("utf-8", "ascii"))
    halves = {"█": "##", "▀": "# ", "▄": " #", " ": "  "}
    for number, row in enumerate(blocks[:-1]):
        pairs = [halves[character] for character in row]
        for half in (0, 1):
            drawn = "".join(pair[half] * 2 for pair in pairs)
            assert drawn == ascii_rows[2 * number + half]
    assert re.fullmatch(r"#+", ascii_rows[0])


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_who_names_this_computer_by_its_own_name_is_at_it(host: str) -> None:
    assert is_direct(StreamlitHeaders([("host", host)]))


@pytest.mark.parametrize("host", ["192.168.7.20:8501", "maps.example.org", "", "[::1"])
def test_who_names_it_otherwise_is_not(host: str) -> None:
    assert not is_direct(StreamlitHeaders([("host", host)]))


@pytest.mark.parametrize(
    "name",
    [
        *local_network.PASSED_ON,
        *(f"x-forwarded-{what}" for what in ("for", "host", "proto", "server", "prefix", "port")),
    ],
)
def test_what_a_proxy_passes_on_is_somebody_elses(name: str) -> None:
    assert not is_direct(StreamlitHeaders([("host", "localhost:8501"), (name, "203.0.113.9")]))


@pytest.mark.parametrize("name", ["origin", "referer"])
@pytest.mark.parametrize(
    ("page", "is_own"),
    [
        ("http://localhost:8501/edit", True),
        ("http://127.0.0.1:8501", True),
        ("https://maps.example.org/edit", False),
        ("null", False),
        ("http://[::1", False),
    ],
)
def test_a_proxy_that_says_nothing_is_found_out_by_the_page_that_asks(
    name: str, page: str, *, is_own: bool
) -> None:
    asked = StreamlitHeaders([("host", "127.0.0.1:8501"), (name, page)])
    assert is_direct(asked) is is_own


@pytest.mark.parametrize(
    ("editors", "here", "elsewhere"),
    [
        (Editors.NOBODY, False, False),
        (Editors.READER_HERE, True, False),
        (Editors.EVERYBODY, True, True),
    ],
)
def test_who_may_change_a_case_is_said_by_how_the_server_was_started(
    serve_case: Callable[[Path], ServedCase],
    tmp_path: Path,
    editors: Editors,
    *,
    here: bool,
    elsewhere: bool,
) -> None:
    served = serve_case(copy_shipped_case(tmp_path / "case"))
    served.editors = editors
    at_it = StreamlitHeaders([("host", "localhost:8501")])
    by_proxy = StreamlitHeaders([("host", "localhost:8501"), ("x-forwarded-for", "203.0.113.9")])
    assert (why_not_edited(served, at_it) == "") is here
    assert (why_not_edited(served, by_proxy) == "") is elsewhere


def test_editing_and_read_only_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        commands.main(["--editing", "--read-only"])
    assert "not allowed with" in capsys.readouterr().err


def test_a_network_that_may_edit_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    _invite((PAGE,), Editors.EVERYBODY)
    assert "can read and change the case" in capsys.readouterr().out
