"""The case being served: loaded once, loaded again when its files change.

One process serves one case. Pages ask for `current()` in each run of their script; data routes ask
for a version by name, so that an open page keeps its answers while a newer version is taken up.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import OrderedDict
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from dashboard.loaded_case import LoadedBuilt, LoadedCase
from dashboard.openings import cache_folder, kept_opening
from geodata.case_files import Signature, files_signature
from geodata.errors import CaseError

if TYPE_CHECKING:
    from dashboard.loaded_case import Loaded
    from dashboard.openings import Opening
    from geodata.casebook import Case
    from geodata.read_as import ReadAs
    from geodata.scale.built import BuiltCase

VERSIONS_KEPT: Final = 2
MOST_HELD: Final = 200_000
"""A case of more events is not held in memory, but prepared on the disk and read from there."""

PREPARED: Final = "prepared"
SHIPPED_CASE: Final = Path(__file__).parent.parent


class ServedCase:
    """The case at a path, reloaded when its files change.

    Parameters
    ----------
    path
        A case folder or a lone file.
    read_as
        How to read a lone file; by default what is kept beside it.
    """

    def __init__(self, path: Path, read_as: ReadAs | None = None) -> None:
        self.path = path
        self.read_as = read_as
        self.is_unkept = False
        self._lock = Lock()
        self._signature: object = None
        self._versions: OrderedDict[str, Loaded] = OrderedDict()
        self._early: tuple[Signature, Opening, bytes] | None = None

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
        self._early = None

    def open_early(self) -> bool:
        """Take up what an earlier start has kept of the case; False where that is nothing.

        Raises
        ------
        geodata.errors.CaseError
            A file of the case cannot be read.
        """
        signature = files_signature(self.path)
        kept = kept_opening(self.path, self.read_as)
        self._early = kept and (signature, *kept)
        return kept is not None

    def opening(self) -> Opening:
        """Give what a page needs of the case as its files are now.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        """
        if self._early and self._early[0] == files_signature(self.path):
            return self._early[1]
        return self.current().opening

    def early_answer(self, version: str) -> bytes | None:
        """Give the answer to the view without filters, where an earlier start has kept it."""
        if self._early is None:
            return None
        _, opening, answer = self._early
        return answer if opening.version == version else None

    def current(self) -> Loaded:
        """Give the case as its files are now.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        """
        with self._lock:
            signature = files_signature(self.path), self.read_as
            if signature != self._signature or not self._versions:
                loaded = _load(self.path, self.read_as)
                self._versions[loaded.version] = loaded
                self._versions.move_to_end(loaded.version)
                self._signature = signature
                while len(self._versions) > VERSIONS_KEPT:
                    self._versions.popitem(last=False)
            return next(reversed(self._versions.values()))

    def version(self, version: str) -> Loaded | None:
        """Give one version of the case; None where it is neither the current nor kept."""
        with self._lock:
            kept = self._versions.get(version)
        if kept is not None:
            return kept
        now = self.current()
        return now if now.version == version else None


def _load(path: Path, read_as: ReadAs | None) -> Loaded:
    from geodata.casebook import open_case  # noqa: PLC0415 - the server answers before pandas is read
    from geodata.scale.built import BuiltCase, is_built  # noqa: PLC0415 - as above
    from geodata.store import Store  # noqa: PLC0415 - as above

    if is_built(path):
        return LoadedBuilt(BuiltCase(path))
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
    for folder in (*folders, Path(_passing_folder()) / case.version):
        with suppress(BuildError, OSError):
            build(case.path, folder, read_as=read_as)
            return BuiltCase(folder)
    raise CaseError(f"{case.path}: no folder could be written to prepare so large a case in")


@cache
def _passing_folder() -> str:
    folder = tempfile.mkdtemp(prefix="whenabouts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_served: ServedCase | None = None


def serve(path: Path, read_as: ReadAs | None = None) -> ServedCase:
    """Choose the case that this process serves; the screens find it by `served_case()`."""
    global _served  # noqa: PLW0603 - Streamlit runs screens as scripts: they can be handed nothing
    _served = ServedCase(path, read_as)
    return _served


def served_case() -> ServedCase:
    """Give the case that this process serves: the shipped one where none was chosen."""
    return _served or serve(SHIPPED_CASE)
