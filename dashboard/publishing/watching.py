"""Publishing again whenever a case's files change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.live.settling import settled_looks
from geodata.case_files import files_signature
from geodata.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event


def watch(case_path: Path, publish: Callable[[], None], stop: Event) -> None:
    """Call `publish` at once and after each change of a case's files, until `stop` is set.

    A change counts once the files have stayed as they are from one look to the next, so that a
    case is not read while it is being written.
    """
    published = before = _signature(case_path)
    publish()
    for settled in settled_looks(lambda: _signature(case_path), stop, before):
        if settled is not None and settled != published:
            publish()
            published = settled


def _signature(case_path: Path) -> object:
    try:
        return files_signature(case_path)
    except CaseError as error:
        return str(error)  # gone or locked meanwhile: a change, too, which publishing tells
