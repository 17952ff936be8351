"""The case being served: loaded once, loaded again when its files change.

One process serves one case. Pages ask for `current()` in each run of their script; data routes ask
for a version by name, so that an open page keeps its answers while a newer version is taken up.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from dashboard.openings import Opening, kept_opening
from geodata.case_files import Signature, files_signature
from geodata.translation import ngettext

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.scale.counting import Counter
    from geodata.store import Store

VERSIONS_KEPT: Final = 2
SHIPPED_CASE: Final = Path(__file__).parent.parent


@dataclass(frozen=True)
class LoadedCase:
    """A case with the store that answers views of it."""

    case: Case
    store: Store

    @cached_property
    def counter(self) -> Counter:
        """Its events as points to count."""
        from geodata.scale.counting import CaseCounted, Counter  # noqa: PLC0415 - the first page counts nothing

        return Counter(CaseCounted(self.case, self.store))

    @property
    def opening(self) -> Opening:
        """What the first page needs of it."""
        count = len(self.case.rejected)
        told = ngettext("{count} row rejected", "{count} rows rejected", count)
        rejections = told.format(count=f"{count:,}") if count else ""
        return Opening(self.case.version, self.case.about.title, rejections)


class ServedCase:
    """The case at a path, reloaded when its files change.

    Parameters
    ----------
    path
        A case folder or a lone file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._signature: object = None
        self._versions: OrderedDict[str, LoadedCase] = OrderedDict()
        self._early: tuple[Signature, Opening, bytes] | None = None

    def open_early(self) -> bool:
        """Take up what an earlier start has kept of the case; False where that is nothing.

        Raises
        ------
        geodata.errors.CaseError
            A file of the case cannot be read.
        """
        signature = files_signature(self.path)
        kept = kept_opening(self.path)
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

    def current(self) -> LoadedCase:
        """Give the case as its files are now.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        """
        from geodata.casebook import open_case  # noqa: PLC0415 - the server answers before pandas is read
        from geodata.store import Store  # noqa: PLC0415 - as above

        with self._lock:
            signature = files_signature(self.path)
            if signature != self._signature or not self._versions:
                case = open_case(self.path)
                self._versions[case.version] = LoadedCase(case, Store(case))
                self._versions.move_to_end(case.version)
                self._signature = signature
                while len(self._versions) > VERSIONS_KEPT:
                    self._versions.popitem(last=False)
            return next(reversed(self._versions.values()))

    def version(self, version: str) -> LoadedCase | None:
        """Give one version of the case; None where it is neither the current nor kept."""
        with self._lock:
            kept = self._versions.get(version)
        if kept is not None:
            return kept
        now = self.current()
        return now if now.case.version == version else None


_served: ServedCase | None = None


def serve(path: Path) -> ServedCase:
    """Choose the case that this process serves; the screens find it by `served_case()`."""
    global _served  # noqa: PLW0603 - Streamlit runs screens as scripts: they can be handed nothing
    _served = ServedCase(path)
    return _served


def served_case() -> ServedCase:
    """Give the case that this process serves: the shipped one where none was chosen."""
    return _served or serve(SHIPPED_CASE)
