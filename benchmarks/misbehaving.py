"""Ten who misbehave towards a server on loopback, each in its own way, for so many seconds.

`python -m benchmarks.misbehaving http://127.0.0.1:8501/ /data/<version>/<program>/ SECONDS` is a
process of its own. Each has an address of its own, and goes on no faster than its bounds say. What
a server should never give is printed.
"""

import http.client
import os
import random
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from benchmarks.readers import own_address

NETWORK = 9
PAUSE = 0.1  # seconds
TRICKLE = 1.0  # seconds between bytes
HELD = 40  # connections that one holds at a time
GIANT = 30_000_000  # bytes
PART = 65_536
TIMEOUT = 90  # seconds
HAMMERS = 4
SECRETS = (b"root:x:", b"[build-system]", b"SECRET")
EXPORTS = ("html", "pptx", "pdf", "brief", "png", "csv")
PATHS = (
    "/assets/x/viewer/../../../pyproject.toml",
    "/assets/x/viewer/..%2f..%2f..%2fpyproject.toml",
    "/assets/x/viewer/%2e%2e/%2e%2e/%2e%2e/pyproject.toml",
    "/assets/x/viewer//etc/passwd",
    "/assets/x/basemap/....//....//etc/passwd",
    "/data/x/y/sources/..%2f..%2f..%2fpyproject.toml.json",
    "/../../../../etc/passwd",
    "/static/..%5c..%5c..%5cetc%5cpasswd",
    "/component/streamlit_folium.x/../../../etc/passwd",
    "/media/%00/etc/passwd",
)
GARBAGE = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\x00\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"POST /edit/save HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /edit/save HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /?" + b"q=" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\r\n" * 5_000,
)


@dataclass(frozen=True)
class Target:
    """The server, where its data lies, and until when it is bothered."""

    host: str
    data: str
    end: float

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.end

    def connect(self, number: int) -> socket.socket:
        name, _, port = self.host.partition(":")
        return socket.create_connection(
            (name, int(port)), timeout=TIMEOUT, source_address=own_address(NETWORK, number)
        )

    def ask(self, number: int, path: str, method: str = "GET") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(
            self.host, timeout=TIMEOUT, source_address=own_address(NETWORK, number)
        )
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def _hold(target: Target, number: int, begin: bytes, more: bytes) -> None:
    """Hold many connections, on each of which a little comes now and then."""
    held: list[socket.socket] = []
    while not target.is_over:
        while len(held) < HELD:
            one = target.connect(number)
            one.sendall(begin)
            one.setblocking(False)  # noqa: FBT003 - its only argument
            held.append(one)
        time.sleep(TRICKLE)
        held = [one for one in held if _is_open(one, more)]
    for one in held:
        one.close()


def _is_open(one: socket.socket, more: bytes) -> bool:
    try:
        if more:
            one.send(more)
        if one.recv(PART, socket.MSG_PEEK) == b"":
            raise ConnectionResetError
    except BlockingIOError:
        return True
    except OSError:
        one.close()
        return False
    return True


def _slow_heads(target: Target, number: int) -> None:
    _hold(target, number, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", b"x")


def _slow_bodies(target: Target, number: int) -> None:
    head = (
        b"POST /draft/read HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
        b"Content-Length: 1000000\r\n\r\n{"
    )
    _hold(target, number, head, b" ")


def _slow_takers(target: Target, number: int) -> None:
    path = f"{target.data}view.json".encode()
    asked = b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    _hold(target, number, asked * 50, b"")


def _silent_sockets(target: Target, number: int) -> None:
    _hold(target, number, _upgrade(target), b"")


def _garbage_sockets(target: Target, number: int) -> None:
    while not target.is_over:
        with target.connect(number) as one:
            one.sendall(_upgrade(target))
            one.recv(PART)
            for _ in range(20):
                one.sendall(_frame(random.choice((1, 2)), secrets.token_bytes(100)))  # noqa: S311 - any
        time.sleep(PAUSE)


def _upgrade(target: Target) -> bytes:
    return (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {target.host}\r\nOrigin: http://{target.host}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
    ).encode()


def _frame(kind: int, content: bytes) -> bytes:
    return bytes((0x80 | kind, 0x80 | len(content), 0, 0, 0, 0)) + content


def _giant_bodies(target: Target, number: int) -> None:
    head = b"POST /edit/save HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    part = b"10000\r\n" + b"x" * PART + b"\r\n"
    while not target.is_over:
        with target.connect(number) as one, suppress(OSError):
            one.sendall(head)
            for _ in range(GIANT // PART):
                one.sendall(part)
        time.sleep(10 * PAUSE)


def _endless_questions(target: Target, number: int) -> None:
    while not target.is_over:
        asked = urlencode(
            {"q": secrets.token_hex(4), "from": f"{1000 + secrets.randbelow(2000)}-01-01"}
        )
        for name in ("view.json", "facets.json", "permalink.json", "in_sight"):
            target.ask(number, f"{target.data}{name}?{asked}&bbox=-180,-90,180,90")
        time.sleep(PAUSE)


def _cancelled_exports(target: Target, number: int) -> None:
    while not target.is_over:
        for kind in EXPORTS:
            asked = f"GET {target.data}exports/{kind} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            with target.connect(number) as one:
                one.sendall(asked.encode())
                time.sleep(PAUSE)


def _hammered_exports(target: Target, number: int) -> None:
    def hammer() -> None:
        while not target.is_over:
            with suppress(OSError, http.client.HTTPException):
                asked = f"exports/{random.choice(EXPORTS)}?view=q%3Dmarket"  # noqa: S311 - any
                target.ask(number, f"{target.data}{asked}")
            time.sleep(PAUSE)

    hammers = [threading.Thread(target=hammer) for _ in range(HAMMERS)]
    for one in hammers:
        one.start()
    for one in hammers:
        one.join()


def _wandering_paths(target: Target, number: int) -> None:
    while not target.is_over:
        for path in PATHS:
            status, body = target.ask(number, path)
            if any(secret in body for secret in SECRETS):
                print(f"gave away: {path} ({status})", flush=True)
        time.sleep(PAUSE)


def _malformed(target: Target, number: int) -> None:
    while not target.is_over:
        for garbage in GARBAGE:
            with target.connect(number) as one, suppress(OSError):
                one.sendall(garbage)
                one.recv(PART)
            time.sleep(PAUSE)


KINDS: tuple[Callable[[Target, int], None], ...] = (
    _slow_heads,
    _slow_bodies,
    _slow_takers,
    _silent_sockets,
    _garbage_sockets,
    _giant_bodies,
    _endless_questions,
    _cancelled_exports,
    _hammered_exports,
    _wandering_paths,
    _malformed,
)


def _go_on(kind: Callable[[Target, int], None], target: Target, number: int) -> None:
    """Begin again whenever the server ends it."""
    while not target.is_over:
        with suppress(OSError, http.client.HTTPException):
            kind(target, number)
        time.sleep(PAUSE)


def main(address: str, data: str, seconds: float) -> None:
    """Misbehave in all ways at once."""
    target = Target(urlsplit(address).netloc, urlsplit(data).path, time.monotonic() + seconds)
    threads = [
        threading.Thread(target=_go_on, args=(kind, target, number), daemon=True)
        for number, kind in enumerate(KINDS)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
