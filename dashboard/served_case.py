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

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.store import FacetCount, Store

VERSIONS_KEPT: Final = 2
SHIPPED_CASE: Final = Path(__file__).parent.parent


@dataclass(frozen=True)
class LoadedCase:
    """A case with the store that answers views of it."""

    case: Case
    store: Store

    @property
    def rejections(self) -> str:
        """How many rows were rejected, in words; empty where none was."""
        count = len(self.case.rejected)
        return f"{count:,} row{'s' if count > 1 else ''} rejected" if count else ""

    @cached_property
    def facets(self) -> dict[str, tuple[FacetCount, ...]]:
        """The facets without any filter, which every run of the script shows."""
        from geodata.view import View  # noqa: PLC0415 - the server answers before pandas is read

        return self.store.facets(View())


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

    def current(self) -> LoadedCase:
        """Give the case as its files are now.

        Raises
        ------
        geodata.errors.CaseError
            Nothing could be read.
        """
        from geodata.casebook import files_signature, open_case  # noqa: PLC0415 - the server answers before pandas is read
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
