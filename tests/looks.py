"""The time between looks at files, as steps of a test: no time passes."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Looks(Event):
    """Lets a watch look so many times, doing something before each look."""

    def __init__(self, steps: Iterator[object]) -> None:
        super().__init__()
        self._steps = steps

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - no time passes
        """Do the next step; True where there is none, as if the watch were over."""
        return next(self._steps, "over") == "over"
