"""The case being served, and how a newer version of it is taken up.

One process serves one case. Pages ask for the version that is shown; data routes ask for a version
by name, so that an open page keeps its answers while a newer one is taken up. Nobody waits for
that: `dashboard.live.following` looks at the files, and what cannot be read replaces nothing.
"""

from __future__ import annotations

import shutil
import time
from collections import OrderedDict
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from dashboard.editing_rights import Editors
from dashboard.loaded_case import LoadedBuilt, LoadedCase
from dashboard.openings import kept_opening
from dashboard.passing_folders import passing_folder
from geodata.case_files import case_version, files_signature
from geodata.errors import CaseError
from geodata.translation import gettext, message
from geodata.user_cache import cache_folder

if TYPE_CHECKING:
    from dashboard.live.web_copies import WebCopy
    from dashboard.loaded_case import Loaded
    from dashboard.openings import Opening
    from geodata.casebook import Case
    from geodata.read_as import ReadAs
    from geodata.scale.built import BuiltCase

VERSIONS_KEPT: Final = 2
MOST_HELD: Final = 200_000
"""A case of more events is not held in memory, but prepared on the disk and read from there."""

PREPARED: Final = "prepared"
_passing: Final = cache(passing_folder)
PREPARED_KEPT: Final = 4
TRIED_AGAIN_AFTER: Final = 60.0
"""Seconds until unchanged files that could not be read are: a full disk has room again, say."""

LONGEST_WAIT: Final = 0.5
"""Seconds that a version which is not there is waited for while the files are being read."""
FOREVER: Final = -1.0

UNEXPECTED: Final = message("{case}: reading it failed in an unexpected way; the log says how")
SHIPPED_CASE: Final = Path(__file__).parent.parent


class ServedCase:
    """The case at a path, and the version of it that pages are shown.

    Parameters
    ----------
    path
        A case folder or a lone file.
    read_as
        How to read a lone file; by default what is kept beside it.
    copy
        What the file is a copy of, where it was fetched from the web.
    """

    def __init__(
        self, path: Path, read_as: ReadAs | None = None, copy: WebCopy | None = None
    ) -> None:
        self.path = path
        self.read_as = read_as
        self.is_unkept = False
        self.editors = Editors.NOBODY
        self.copy = copy
        self.problem = ""
        """Why the files, as they are now, could not be taken up; an older version is shown then."""
        self._lock = Lock()
        self._loading = Lock()
        self._signature: object = None
        self._trouble: CaseError | None = None
        self._tried = 0.0
        self._versions: OrderedDict[str, Loaded] = OrderedDict()
        self._early: tuple[Opening, bytes] | None = None

    def read_so(self, read_as: ReadAs) -> None:
        """From now on read the file so: kept beside it, or where that cannot be, by this process.

        `is_unkept` then tells which.
        """
        try:
            read_as.keep_beside(self.path)
        except CaseError:
            self.read_as, self.is_unkept = read_as, True
        else:
            self.read_as, self.is_unkept = None, False
        if self.copy:
            self.copy.read_as = self.read_as
        self._early = None
        with suppress(CaseError):  # whoever asks for the case is told
            self.look()

    def open_early(self) -> bool:
        """Take up what an earlier start has kept of the case; False where that is nothing.

        Raises
        ------
        geodata.errors.CaseError
            A file of the case cannot be read.
        """
        signature = self.signature()
        try:
            self._early = kept_opening(self.path, self.read_as)
        except CaseError as error:
            self._note(signature, error)
            raise
        if self._early and not self._versions:
            self._signature = signature
        return self._early is not None

    def opening(self) -> Opening:
        """Give what a page needs of the version that is shown.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        """
        return self.opening_at_hand() or self.current().opening

    def opening_at_hand(self) -> Opening | None:
        """Give the same at once; None where nothing could be read, or nothing was yet."""
        newest = self._newest()
        if newest is not None:
            return newest.opening
        return self._early[0] if self._early else None

    def early_answer(self, version: str) -> bytes | None:
        """Give the answer to the view without filters, where an earlier start has kept it."""
        if self._early is None:
            return None
        opening, answer = self._early
        return answer if opening.version == version else None

    @property
    def shown(self) -> str:
        """The version that pages are shown; "" where none could be read, or none was yet."""
        newest = self._newest()
        if newest is not None:
            return newest.version
        return self._early[0].version if self._early else ""

    def current(self) -> Loaded:
        """Give the version that is shown; it is read here where none was yet.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        """
        return self._newest() or self.look()

    def look(self) -> Loaded:
        """Take the files up as they are now, if they have changed.

        Where they cannot be read, what was shown goes on being shown, and `problem` says why; where
        nothing was, that is raised again, without reading them, while they are as they were.
        Whoever asks for a version that is there already does not wait for this.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read, now or before.
        """
        with self._loading:
            return self._looked()

    def _looked(self) -> Loaded:
        """Do what `look` tells; nobody else may be looking."""
        newest = self._newest()
        signature = self.signature()
        if signature == self._signature:
            if newest is not None:
                return newest
            if self._trouble and time.monotonic() - self._tried < TRIED_AGAIN_AFTER:
                raise self._trouble.with_traceback(None)
        try:
            loaded = _load(self.path, self.read_as, newest)
        except CaseError as error:
            self._note(signature, error)
            if newest is None:
                raise
            return newest
        except Exception:  # is no fault of the case's: whoever looks tells the log
            self._note(signature, CaseError(gettext(UNEXPECTED).format(case=self.path)))
            raise
        self._note(signature, None)
        self._take(loaded)
        return loaded

    def look_unless_looking(self) -> None:
        """Look, unless that is going on; what cannot be read is told by `problem`."""
        if not self._loading.locked():
            with suppress(CaseError):
                self.look()

    def _note(self, signature: object, trouble: CaseError | None) -> None:
        self.problem = "" if trouble is None else str(trouble)
        self._signature, self._trouble, self._tried = signature, trouble, time.monotonic()

    def signature(self) -> object:
        """Give another value where the files have changed, or may no longer be looked at."""
        try:
            return files_signature(self.path), self.read_as
        except CaseError as error:
            return str(error)

    def has_changed(self) -> bool:
        """Tell whether the files are others than those last taken up, or tried to be."""
        return self.signature() != self._signature

    def version(self, version: str) -> Loaded | None:
        """Give one version of the case; None where it is neither the current nor kept.

        Where one is shown already, whoever asks for another does not wait for a long reading: any
        number of stale addresses may be asked for, and each would keep others waiting.
        """
        with self._lock:
            kept = self._versions.get(version)
        if kept is not None:
            return kept
        longest = FOREVER if self._newest() is None else LONGEST_WAIT
        if not self._loading.acquire(timeout=longest):
            return None
        try:
            now = self._looked()  # another process may have given its address out
        finally:
            self._loading.release()
        return now if now.version == version else None

    def _newest(self) -> Loaded | None:
        with self._lock:
            return next(reversed(self._versions.values()), None)

    def _take(self, loaded: Loaded) -> None:
        with self._lock:
            self._versions[loaded.version] = loaded
            self._versions.move_to_end(loaded.version)
            while len(self._versions) > VERSIONS_KEPT:
                self._versions.popitem(last=False)


def _load(path: Path, read_as: ReadAs | None, newest: Loaded | None) -> Loaded:
    """Load a case, or give the newest version again where only its files' dates have changed."""
    from geodata.casebook import open_case  # noqa: PLC0415 - the server answers before pandas is read
    from geodata.scale.built import BuiltCase, is_built  # noqa: PLC0415 - as above
    from geodata.store import Store  # noqa: PLC0415 - as above

    if is_built(path):
        return LoadedBuilt(BuiltCase(path))
    if newest is not None and case_version(path, read_as) == newest.version:
        return newest
    case = open_case(path, read_as)
    if len(case.events) > MOST_HELD:
        return LoadedBuilt(_prepared(case, read_as))
    return LoadedCase(case, Store(case))


def _prepared(case: Case, read_as: ReadAs | None) -> BuiltCase:
    """Prepare a large case in the user's cache, or where that cannot be, until the server ends."""
    from geodata.scale.build import BuildError, build  # noqa: PLC0415 - as above
    from geodata.scale.built import BuiltCase  # noqa: PLC0415 - as above

    kept = cache_folder()
    folders = [kept / PREPARED / case.version] if kept else []
    reason = ""
    for folder in (*folders, _passing() / case.version):
        try:
            build(case.path, folder, read_as=read_as)
        except (BuildError, OSError) as error:
            reason = str(error)
            continue
        with suppress(OSError):  # another process may do the same just now
            _forget_older(folder)
        return BuiltCase(folder)
    raise CaseError(f"{case.path}: so large a case has to be prepared, and was not: {reason}")


def _forget_older(folder: Path) -> None:
    """Keep the cases that were opened last, this one whatever clocks say."""
    folder.touch()
    others = [one for one in folder.parent.iterdir() if one != folder]
    others.sort(key=lambda one: one.stat().st_mtime_ns)
    for old in others[: -PREPARED_KEPT + 1]:
        shutil.rmtree(old, ignore_errors=True)


_served: ServedCase | None = None


def serve(path: Path, read_as: ReadAs | None = None, copy: WebCopy | None = None) -> ServedCase:
    """Choose the case that this process serves; the screens find it by `served_case()`."""
    global _served  # noqa: PLW0603 - Streamlit runs screens as scripts: they can be handed nothing
    _served = ServedCase(path, read_as, copy)
    return _served


def served_case() -> ServedCase:
    """Give the case that this process serves: the shipped one where none was chosen."""
    return _served or serve(SHIPPED_CASE)
