"""The server where nothing may be written but passing files: program, case, home and cache."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from threading import Event
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

from geodata.user_cache import CACHE
from tests.browser.running_app import ROOT, RunningApp
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 120  # seconds
EXPORTS = ("png", "html", "pptx", "brief", "csv")


class _Refused(RunningApp):
    """An app that may write to one folder only, and is started so."""

    def __init__(self, case: Path, log: Path, own: Path) -> None:
        super().__init__(case, log)
        self.module = ("tests.dashboard.nowhere_to_write", str(own))
        self.environment |= {
            "HOME": "/nowhere/to/be/found",
            "TMPDIR": str(own),
            CACHE: str(case.parent / "no cache"),
        }
        for name in ("MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            self.environment.pop(name, None)


def _get(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=LONGEST) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def test_map_exports_and_handout_come_from_a_disk_that_may_only_be_read(tmp_path: Path) -> None:
    own = tmp_path / "passing"
    own.mkdir()
    app = _Refused(write_case(tmp_path / "case"), tmp_path / "log", own)
    app.start()
    try:
        assert _get(app.url)[0] == 200
        until, pause = time.monotonic() + LONGEST, Event()
        while _get(f"{app.url}live/health.json")[0] != 200:
            assert time.monotonic() < until, app.printed()
            pause.wait(0.2)
        data = json.loads(_get(f"{app.url}live/state.json")[1])["data"]
        assert _get(f"{app.url}{data}view.json")[0] == 200
        for kind in EXPORTS:
            status, body = _get(f"{app.url}{data}exports/{kind}")
            assert (status, bool(body)) == (200, True), (kind, body[:500], app.printed())
    finally:
        app.stop()
    assert "Traceback" not in app.printed()
    assert not (tmp_path / "no cache").exists()


def test_what_is_refused_there_is_refused(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    tried = (
        "from pathlib import Path; from tests.dashboard.nowhere_to_write import refuse_writing; "
        f"refuse_writing(Path({str(own)!r})); Path({str(own / 'x')!r}).write_text('x'); "
        f"Path({str(other)!r}).write_text('x')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", tried], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (own / "x").exists()
    assert not other.exists()
    assert "Read-only file system" in ended.stderr
