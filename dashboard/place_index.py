"""The index of places by which articles are read: built once on a computer, in the background."""

from __future__ import annotations

import logging
from threading import Lock, Thread
from typing import Final, Literal

from dashboard.terminal import printable

State = Literal["absent", "building", "ready"]


class PlaceIndex:
    """The index, as it is being opened or built by a thread."""

    def __init__(self) -> None:
        self.problem = ""
        """Why it could not be built the last time."""
        self._lock = Lock()
        self._thread: Thread | None = None
        self._is_ready = False

    @property
    def state(self) -> State:
        """Whether places can be looked up, or may be soon."""
        if self._is_ready:
            return "ready"
        with self._lock:
            return "building" if self._thread else "absent"

    def start(self, patience: float = 0.0) -> None:
        """Begin to open or build it, if that was not begun; wait so many seconds at most."""
        with self._lock:
            if self._is_ready:
                return
            if self._thread is None:
                self._thread = Thread(target=self._open, name="place-index", daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(patience)

    def wait(self) -> None:
        """Wait until places can be looked up.

        Raises
        ------
        OSError
            The index can be kept nowhere.
        """
        while not self._is_ready:
            self.start(1.0)
            if self.state == "absent" and self.problem:
                raise OSError(self.problem)

    def _open(self) -> None:
        from geodata.drafting.atlas.index import open_atlas  # noqa: PLC0415 - the server answers before its lists are read

        try:
            open_atlas()
            self.problem, self._is_ready = "", True
        except OSError as error:
            self.problem = str(error)
            logging.getLogger(__name__).warning("The index of places: %s", printable(error))
        finally:
            with self._lock:
                self._thread = None


place_index: Final = PlaceIndex()
