"""Tables from the web, each kept as a copy: the last good one, and when it was fetched.

A copy lies in the user's cache, in a folder of its own: the table, and `copy.json` about it. Both
are replaced whole. An answer that cannot be read never takes the place of one that can.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from dashboard.live.downloads import NOT_KEPT, USUAL, Fetched, FetchError, Limits, download
from dashboard.passing_folders import passing_folder
from geodata.case_files import FileSignature, file_signature
from geodata.errors import CaseError
from geodata.read_as import ReadAs
from geodata.translation import gettext, message
from geodata.user_cache import cache_folder
from geodata.whole_files import beside, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.live.web_addresses import WebAddress

FETCHED: Final = "fetched"
ABOUT: Final = "copy.json"
ENDINGS: Final = frozenset({".csv", ".tsv", ".txt"})
LONGEST_STEM: Final = 60
UNREADABLE: Final = message("what came cannot be read as a table of events")


@dataclass(frozen=True)
class CopyState:
    """What is known of a copy.

    Attributes
    ----------
    fetched
        The instant, ISO 8601 in UTC, at which the address last answered so; "" where it never did.
    tried
        The instant at which the address was asked last; "" where it never was.
    problem
        Why the address gave nothing then, in a few words; "" where it did.
    file
        The table's name in the copy's folder.
    about
        What the answer said of itself.
    """

    fetched: str = ""
    tried: str = ""
    problem: str = ""
    file: str = ""
    about: Fetched = field(default_factory=Fetched)


class WebCopy:
    """The copy that is kept of what an address answers.

    Parameters
    ----------
    address
        Of the table.
    limits
        What an answer may take.
    read_as
        How the table is to be read; by default what is kept beside it.
    """

    def __init__(
        self, address: WebAddress, limits: Limits = USUAL, read_as: ReadAs | None = None
    ) -> None:
        self.address = address
        self.read_as = read_as
        self._limits = limits
        self._folder = _folder(address)
        self._fetching = Lock()
        self._kept: tuple[FileSignature | None, CopyState] = (None, CopyState())

    @property
    def state(self) -> CopyState:
        """What is known of it; another process may have fetched it, too."""
        file = self._folder / ABOUT
        with suppress(OSError, ValueError, TypeError, KeyError):  # none, or not ours: fetched anew
            changed = file_signature(file)
            if changed != self._kept[0]:
                told = json.loads(file.read_bytes())
                self._kept = changed, _state(told)
        return self._kept[1]

    @property
    def path(self) -> Path:
        """The table; it is there only where it was fetched once."""
        return self._folder / (self.state.file or _file_name(self.address.url))

    def fetch(self) -> None:
        """Ask the address, and keep what it answers where that can be read.

        Where a copy is kept already and nothing good comes, `state` says why. One asks at a time;
        who comes meanwhile is content with what is kept.

        Raises
        ------
        FetchError
            Nothing came, and there is no copy.
        """
        if not self._fetching.acquire(blocking=False):
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        state = self.state if self.path.is_file() else CopyState()
        try:
            about = self._renew(state)
            file = state.file or _file_name(about.name)
            self._note(CopyState(fetched=now, tried=now, file=file, about=about))
        except FetchError as error:
            self._note(replace(state, tried=now, problem=str(error)))
            if not state.file:
                raise FetchError(f"{self.address}: {error}") from None
        finally:
            self._fetching.release()

    def _renew(self, state: CopyState) -> Fetched:
        """Put what the address answers in the copy's place, unless it is the same or worse."""
        with _passing_folder(self._folder) as passing:
            came = passing / (state.file or "table.csv")
            known = state.about if state.file else None
            about = download(self.address, came, known, self._limits)
            if about is None:
                return state.about
            kept = self._folder / (state.file or _file_name(about.name))
            if state.file and not self._is_readable(came, kept):
                raise FetchError(gettext(UNREADABLE))
            came.replace(kept)
        return about

    def _is_readable(self, table: Path, kept: Path) -> bool:
        """Tell whether the first rows of a table can be read, as those of `kept` are to be."""
        from geodata.parts import read_parts  # noqa: PLC0415 - the commands' help need not read pandas

        try:
            next(read_parts(table, read_as=self.read_as or ReadAs.beside(kept)))
        except (CaseError, StopIteration):
            return False
        return True

    def _note(self, state: CopyState) -> None:
        self._kept = self._kept[0], state
        with suppress(OSError):  # a full disk: what was noted is known until the server ends
            write_whole(self._folder / ABOUT, json.dumps(asdict(state)).encode())


@contextmanager
def _passing_folder(within: Path) -> Iterator[Path]:
    """Make a folder until it is left; a FetchError where a disk is full, or may not be written."""
    try:
        within.mkdir(mode=0o700, parents=True, exist_ok=True)
        with beside(within / "coming") as passing:
            passing.mkdir()
            yield passing
    except OSError as error:
        raise FetchError(gettext(NOT_KEPT).format(reason=error.strerror or error)) from None


def _state(told: Any) -> CopyState:
    """Take up what was noted of a copy; ValueError or TypeError where that was not by us."""
    state = CopyState(**(told | {"about": Fetched(**told["about"])}))
    for instant in filter(None, (state.fetched, state.tried)):
        if datetime.fromisoformat(instant).tzinfo is None:
            raise ValueError(f"{instant} has no zone")
    file, about = state.file, state.about
    if not all(isinstance(word, str) for word in (state.problem, file, *asdict(about).values())):
        raise TypeError("expected text")
    if file != Path(file).name:
        raise ValueError(f"{file} is no copy's name")
    return state


def _folder(address: WebAddress) -> Path:
    digest = hashlib.sha256(address.url.encode()).hexdigest()[:16]
    kept = cache_folder()
    if kept is not None:
        return kept / FETCHED / digest
    return passing_folder()


def _file_name(said: str) -> str:
    """Give a table's name after what an answer or an address says: it becomes the case's title."""
    file = PurePosixPath(said.partition("?")[0])
    plain = re.sub(r"[^\w .()-]+", " ", file.stem).strip(" .")[:LONGEST_STEM].strip()
    ending = file.suffix.lower()
    return f"{plain or 'table'}{ending if ending in ENDINGS else '.csv'}"
