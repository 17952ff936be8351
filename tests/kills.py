"""Kills processes while they write, and looks at what they leave behind.

Run as `python -m tests.kills FOLDER KILLS SEED`: each kind of writing in turn is begun in a child,
which is killed (SIGKILL, so that nothing is tidied up) where it touches the disk for the
so-many-th time, or some moments after that. What it leaves is then opened, and the same is done
once more. One line tells of each kill; the exit code is 1 where anything was damaged.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.briefing.export_formats import Exporter, ExportKind
from dashboard.briefing.options import ExportOptions
from dashboard.live.web_addresses import web_address
from dashboard.live.web_copies import WebCopy
from dashboard.openings import Opening, keep_opening, kept_opening
from dashboard.publishing.site import MANIFEST, PAGE, WORKER, publish
from geodata.case_files import PREPARED_FILE, case_version
from geodata.casebook import open_case
from geodata.editing.changes import changes_of
from geodata.editing.saving import save
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.store import Store
from geodata.user_cache import CACHE
from geodata.view import View
from geodata.whole_files import write_whole
from geodata.whole_saves import OWN_FOLDER
from tests.geodata.case_folders import SMALL_CASE, write_case
from tests.running_host import running_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOUCHES: Final = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "shutil.copyfile"}
WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
LONGEST_AFTER: Final = 0.004
"""Seconds between a touch of the disk and a kill, where it is not at once."""

CHANGES: Final[list[dict[str, Any]]] = [
    {"table": "events", "key": "0", "cells": {"title": "Another title"}},
    {"table": "claims", "key": "1", "cells": {"says": "It was seen in another place"}},
    {"table": "claims", "key": "2", "cells": None},
    {"table": "sources", "key": "new-1", "cells": {"source_id": "late", "title": "A late report"}},
    {"table": "places", "key": "0", "cells": {"uncertainty_m": "30000"}},
    {"table": "texts", "key": "late.txt", "cells": {"text": "Words of the late report. " * 5_000}},
]
MADE: Final = "2024-06-12"
ANSWER: Final = b'{"events":[]}' * 20_000
TABLE: Final = "title,date,source\nBridge closed,2024-05-03,Town council\n"
NONE: Final = "none"
UNDAMAGED: Final = ("as it was", "new")


class DamagedError(Exception):
    """What was left is neither what was there nor what was to be."""


@dataclass(frozen=True)
class Writing:
    """A kind of writing that is killed.

    Attributes
    ----------
    name
        In words.
    begin
        Lays out what is there before, in an empty folder.
    write
        Writes something else.
    state
        Opens what is there as any reader does, and gives what tells it from other states.
    left
        Gives the names of what does not belong there.
    """

    name: str
    begin: Callable[[Path], object]
    write: Callable[[Path], object]
    state: Callable[[Path], str]
    left: Callable[[Path], list[str]]


def digest(folder: Path, *skipped: str) -> str:
    """Tell the bytes of a folder's files from others."""
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not name.startswith(skipped):
            found.update(f"{name}\n".encode() + file.read_bytes())
    return found.hexdigest()


def changed_case(folder: Path) -> Path:
    """Write the small case with another title."""
    return write_case(folder, events=SMALL_CASE["events.csv"].replace("begins", "goes on"))


def partials(folder: Path) -> list[str]:
    """Names of what is half-written below a folder."""
    return [path.name for path in folder.rglob("*.partial*")]


def _save(folder: Path) -> None:
    save(folder / "case", case_version(folder / "case"), changes_of(CHANGES), "It was misread")


def _saved(folder: Path) -> str:
    version = case_version(folder / "case")  # whoever reads finishes what was begun
    if open_case(folder / "case").rejected:
        raise DamagedError("rows are rejected")
    return version + digest(folder / "case", OWN_FOLDER)


def _save_again(folder: Path) -> None:
    now = case_version(folder / "case")
    save(folder / "case", now, changes_of([{**CHANGES[0], "cells": {"title": f"Since {now}"}}]))


def _left_of_saving(folder: Path) -> list[str]:
    return partials(folder) + [path.name for path in folder.rglob("saving-*")]


def _built(folder: Path) -> str:
    out = folder / "out"
    if not (out / PREPARED_FILE).exists():
        return NONE
    case = BuiltCase(out)
    if case.counts(View()).total != 2 or len(case.excerpt([0, 1]).claims) != 3:
        raise DamagedError("events or claims are missing")
    return digest(case.folder)


def _left_of_building(folder: Path) -> list[str]:
    named = json.loads((folder / "out" / PREPARED_FILE).read_bytes())["folders"]
    return [
        path.name for path in (folder / "out").iterdir() if path.name not in (*named, "case.json")
    ]


def _published(folder: Path) -> str:
    """Each of the files that are replaced must find what it names, whichever of them are new."""
    out = folder / "out"
    for name in (PAGE, WORKER, MANIFEST):
        told = (out / name).read_text("utf-8") if (out / name).exists() else ""
        named = set(re.findall(r"(?:program|data)/[0-9a-f]{12}(?:/[\w./-]+\.\w+)?", told))
        missing = [one for one in named if not (out / one).exists()]
        if missing:
            raise DamagedError(f"{name} names {missing[0]}")
    return digest_of(out / PAGE)


def digest_of(file: Path) -> str:
    """Tell the bytes of a file from others."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else NONE


def _left_of_publishing(folder: Path) -> list[str]:
    listed = [path.name for path in (folder / "out").iterdir()]
    known = {PAGE, WORKER, MANIFEST, "program", "data"}
    return partials(folder) + [name for name in listed if name not in known]


def _export(folder: Path) -> None:
    case = open_case(folder / "case")
    exporter = Exporter(case, Store(case), ExportOptions())
    write_whole(folder / "out.csv", exporter.export(ExportKind.CSV, [""]))


def _fetch(folder: Path) -> None:
    os.environ[CACHE] = str(folder / "cache")
    WebCopy(web_address((folder / "address").read_text())).fetch()


def _fetched(folder: Path) -> str:
    os.environ[CACHE] = str(folder / "cache")
    copy = WebCopy(web_address((folder / "address").read_text()))
    if not copy.path.exists():
        return NONE
    return open_case(copy.path).version


def _keep(folder: Path, title: str) -> None:
    os.environ[CACHE] = str(folder / "cache")
    version = case_version(folder / "case")
    keep_opening(Opening(version, title, ""), ANSWER + title.encode())


def _kept(folder: Path) -> str:
    os.environ[CACHE] = str(folder / "cache")
    found = kept_opening(folder / "case")
    if found is None:
        return NONE
    if found[1] != ANSWER + found[0].title.encode():
        raise DamagedError("an answer is not whole")
    return found[0].title


def writings(address: str, table: Path) -> list[Writing]:
    """Give all kinds; `address` is where `table` is fetched from."""

    def have_fetched(folder: Path) -> None:
        (folder / "address").write_text(address)
        serve_table(table, TABLE)
        _fetch(folder)
        serve_table(table, TABLE + "Bridge reopened,2024-05-09,Local paper\n")

    def site(folder: Path) -> None:
        publish(folder / "case", folder / "out", made=MADE)

    def prepare(folder: Path) -> None:
        build(folder / "case", folder / "out")

    def case(folder: Path) -> None:
        write_case(folder / "case")

    def case_built(folder: Path) -> None:
        case(folder)
        prepare(folder)
        changed_case(folder / "case")

    def case_published(folder: Path) -> None:
        case(folder)
        site(folder)
        changed_case(folder / "case")

    def case_exported(folder: Path) -> None:
        case(folder)
        _export(folder)
        changed_case(folder / "case")

    def out_of_export(folder: Path) -> str:
        return digest_of(folder / "out.csv")

    return [
        Writing("saving", case, _save, _saved, _left_of_saving),
        Writing("building", case, prepare, _built, _left_of_building),
        Writing("building anew", case_built, prepare, _built, _left_of_building),
        Writing("publishing", case, site, _published, _left_of_publishing),
        Writing("publishing anew", case_published, site, _published, _left_of_publishing),
        Writing("exporting", case_exported, _export, out_of_export, partials),
        Writing("fetching", have_fetched, _fetch, _fetched, partials),
        Writing("keeping an opening", case, lambda at: _keep(at, "A title"), _kept, partials),
    ]


def serve_table(table: Path, text: str) -> None:
    """Put a table where it is fetched from, as of another day than the one before."""
    table.write_text(text)
    os.utime(table, (1_700_000_000 + len(text) * 60,) * 2)


def in_child(work: Callable[[], object]) -> str:
    """Do something in a child and give what it says; what fails there is a DamagedError here.

    The parent stays without threads, so that its children can be made by forking.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said, code = str(work()), 0
        except BaseException as error:  # noqa: BLE001 - the parent is told, whatever it is
            said, code = f"{type(error).__name__}: {error}", 1
        os.write(writes, said.encode()[:4_000])
        os._exit(code)
    os.close(writes)
    with open(reads, encoding="utf-8") as pipe:  # noqa: PTH123 - no path
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise DamagedError(said)
    return said


def touched(root: Path, at_touch: Callable[[], None]) -> None:
    """From now on tell of each touch of the disk below a folder."""
    below = str(root)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            is_touch = isinstance(arguments[2], int) and bool(arguments[2] & WRITES)
        else:
            is_touch = event in TOUCHES
        if is_touch and any(str(one).startswith(below) for one in arguments[:2]):
            at_touch()

    sys.addaudithook(hook)


def count_touches(folder: Path, write: Callable[[Path], object]) -> int:
    """Count how often a writing touches the disk."""
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1

    touched(folder, count)
    write(folder)
    return seen


def killed(folder: Path, write: Callable[[Path], object], touch: int, after: float) -> bool:
    """Write in a child that is killed so many seconds after a touch; tell whether it died of it."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        seen = 0

        def at_touch() -> None:
            nonlocal seen
            seen += 1
            if seen == touch and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            elif seen == touch:
                os.write(writes, b"!")

        touched(folder, at_touch)
        write(folder)
        os._exit(0)
    os.close(writes)
    with open(reads, "rb") as pipe:  # noqa: PTH123 - as above
        if pipe.read(1):
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@dataclass(frozen=True)
class Kill:
    """One kill: what was written, where it ended, and what was left."""

    writing: str
    touch: int
    touches: int
    after: float
    found: str
    damage: str

    def line(self) -> str:
        """Tell it in one line."""
        when = f"{self.after * 1_000:.2f} ms after touch {self.touch} of {self.touches}"
        return f"{self.writing}: {when}: {self.damage or self.found}"


def kills(root: Path, count: int, seed: int) -> Iterator[Kill]:
    """Kill so many writings, of all kinds in turn."""
    drawn = random.Random(seed)  # noqa: S311 - where is killed is no secret
    served = root / "served"
    served.mkdir()
    with running_host(served) as address:
        kinds = [
            _Kind(root / str(nth), one)
            for nth, one in enumerate(writings(address, served / "table.csv"))
        ]
        for nth in range(count):
            yield kinds[nth % len(kinds)].kill(nth, drawn)


class _Kind:
    """A kind of writing with what it looks like before and after."""

    def __init__(self, root: Path, writing: Writing) -> None:
        self.root, self.writing = root, writing
        before, whole = root / "before", root / "whole"
        before.mkdir(parents=True)
        in_child(lambda: writing.begin(before))
        shutil.copytree(before, whole, symlinks=True)
        self.touches = int(in_child(lambda: count_touches(whole, writing.write)))
        states = (in_child(partial(writing.state, at)) for at in (before, whole))
        self.states = dict(zip(states, UNDAMAGED, strict=True))
        if len(self.states) < len(UNDAMAGED):
            raise RuntimeError(f"{writing.name} changes nothing that is looked at")

    def kill(self, nth: int, drawn: random.Random) -> Kill:
        folder = self.root / f"killed-{nth}"
        shutil.copytree(self.root / "before", folder, symlinks=True)
        touch = drawn.randint(1, self.touches)
        after = drawn.choice((0.0, drawn.uniform(0, LONGEST_AFTER)))
        found = damage = ""
        if not killed(folder, self.writing.write, touch, after) and not after:
            damage = "was not killed"
        try:
            found, damaged = self._look(folder)
            damage = damage or damaged
        except DamagedError as error:
            damage = str(error)
        if not damage:
            shutil.rmtree(folder)
        return Kill(self.writing.name, touch, self.touches, after, found, damage)

    def _look(self, folder: Path) -> tuple[str, str]:
        """Give what is found, and what is damaged, also once the same is done again."""
        writing = self.writing
        found = self.states.get(in_child(lambda: writing.state(folder)), "")
        if not found:
            return "", "is neither as it was nor new"
        in_child(lambda: _again(writing)(folder))
        if left := in_child(lambda: ", ".join(writing.left(folder))):
            return found, f"leaves {left}"
        after = self.states.get(in_child(lambda: writing.state(folder)), "")
        is_new = after == "new" or writing.name == "saving"  # which is another one then
        return found, "" if is_new else "is not new once the same is done again"


def _again(writing: Writing) -> Callable[[Path], object]:
    """Give what is done after a kill: the same, but for a saving, which is of a version."""
    return _save_again if writing.name == "saving" else writing.write


def main(root: Path, count: int, seed: int) -> int:
    """Kill, tell, and give the exit code."""
    damaged = 0
    for kill in kills(root, count, seed):
        print(kill.line(), flush=True)  # noqa: T201 - a command prints
        damaged += bool(kill.damage)
    return 1 if damaged else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
