"""Looking at files again and again, until what has changed stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

BETWEEN_LOOKS: Final = 1.0  # seconds


def settled_looks(
    signature: Callable[[], object], stop: Event, seen: object
) -> Iterator[object | None]:
    """Look until `stop` is set, and yield what was seen where it is as at the look before.

    Else None is yielded: files are being written, and not to be read yet. `seen` is what was seen
    before the first look.
    """
    while not stop.wait(BETWEEN_LOOKS):
        now = signature()
        yield now if now == seen else None
        seen = now
