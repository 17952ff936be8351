"""Following a served case: its files, and where it comes from the web, the address."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dashboard.live.settling import settled_looks
from dashboard.terminal import printable
from geodata.errors import CaseError

if TYPE_CHECKING:
    from threading import Event

    from dashboard.live.web_copies import WebCopy
    from dashboard.served_case import ServedCase

LOG: Final = logging.getLogger(__name__)
LEAST_BETWEEN_FETCHES: Final = timedelta(minutes=1)


def follow(served: ServedCase, stop: Event, every: timedelta | None = None) -> None:
    """Take changes of a served case's files up, until `stop` is set.

    What goes wrong in an unexpected way is logged; the next change is taken up all the same.

    Parameters
    ----------
    served
        The case.
    stop
        Ends it.
    every
        How often the address is asked again that the case comes from; None for never.
    """
    asked = time.monotonic()
    for settled in settled_looks(served.signature, stop, served.signature()):
        try:
            if settled is not None and served.has_changed():
                _take_up(served)
            if every and served.copy and time.monotonic() - asked >= every.total_seconds():
                asked = time.monotonic()
                fetch_again(served, served.copy)
        except Exception:
            LOG.exception("%s could not be followed just now", printable(served.path))


def fetch_again(served: ServedCase, copy: WebCopy) -> None:
    """Ask a case's address again, unless that was done within the last minute."""
    tried = copy.state.tried
    since = datetime.now(UTC) - datetime.fromisoformat(tried) if tried else LEAST_BETWEEN_FETCHES
    if timedelta() <= since < LEAST_BETWEEN_FETCHES:  # less than none: the clock was set back
        return
    with suppress(CaseError):  # the copy's state says it
        copy.fetch()
    _take_up(served)


def _take_up(served: ServedCase) -> None:
    with suppress(CaseError):  # there is nothing to show yet: each page says why
        served.look()
