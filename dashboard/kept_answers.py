"""Answers as they are sent, kept within one share of memory while they are asked for again.

What was asked for once has a small part of it and goes first. What was asked for again has the
rest: so a flood of questions that nobody repeats neither grows memory nor drives out what readers
share.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import update_wrapper
from itertools import starmap
from sys import getsizeof
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from dashboard.stored_body import StoredBody

MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 48 * MEGABYTE
ONCE_SHARE: Final = 0.25
OVERHEAD: Final = 500
"""Bytes that an answer takes beside its own, about."""

_Asked = ParamSpec("_Asked")


class KeptAnswers:
    """A share of memory for answers; its methods serve any thread.

    Parameters
    ----------
    most_bytes
        What all of them may take.
    """

    def __init__(self, most_bytes: int) -> None:
        self._room_once = int(most_bytes * ONCE_SHARE)
        self._room_again = most_bytes - self._room_once
        self._once: OrderedDict[Hashable, StoredBody] = OrderedDict()
        self._again: OrderedDict[Hashable, StoredBody] = OrderedDict()
        self._size_once = self._size_again = 0
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes that are held now."""
        return self._size_once + self._size_again

    def get(self, key: Hashable) -> StoredBody | None:
        """Give what is kept under a key, which is thereby asked for again; else None."""
        with self._lock:
            if key in self._again:
                self._again.move_to_end(key)
                return self._again[key]
            body = self._once.pop(key, None)
            if body is not None:
                self._size_once -= _bytes_of(key, body)
                self._again[key] = body
                self._size_again += _bytes_of(key, body)
                self._make_room()
            return body

    def keep(self, key: Hashable, body: StoredBody) -> None:
        """Keep what was asked for the first time."""
        with self._lock:
            if key not in self._once and key not in self._again:
                self._once[key] = body
                self._size_once += _bytes_of(key, body)
                self._make_room()

    def forget(self, kind: object) -> None:
        """Forget all whose key begins so."""
        with self._lock:
            self._once = _without(self._once, kind)
            self._again = _without(self._again, kind)
            self._size_once = sum(starmap(_bytes_of, self._once.items()))
            self._size_again = sum(starmap(_bytes_of, self._again.items()))

    def _make_room(self) -> None:
        while self._size_again > self._room_again:
            self._size_again -= _bytes_of(*self._again.popitem(last=False))
        while self._size_once > self._room_once:
            self._size_once -= _bytes_of(*self._once.popitem(last=False))


def _bytes_of(key: Hashable, body: StoredBody) -> int:
    return len(body.plain) + len(body.compressed or b"") + _bytes_of_key(key) + OVERHEAD


def _bytes_of_key(key: Hashable) -> int:
    """Count what a question takes: readers write the texts in it."""
    parts = key if isinstance(key, tuple) else ()
    return getsizeof(key) + sum(map(_bytes_of_key, parts))


def _without(
    kept: OrderedDict[Hashable, StoredBody], kind: object
) -> OrderedDict[Hashable, StoredBody]:
    return OrderedDict(
        (key, body) for key, body in kept.items() if not (isinstance(key, tuple) and key[0] is kind)
    )


kept_answers: Final = KeptAnswers(MOST_BYTES)
"""Of all routes of this process."""


class Kept(Generic[_Asked]):
    """A function that makes answers, each made once as long as it is kept."""

    def __init__(self, make: Callable[_Asked, StoredBody]) -> None:
        self._make = make
        update_wrapper(self, make)

    def __call__(self, *args: _Asked.args, **named: _Asked.kwargs) -> StoredBody:
        """Give the answer, made now where none is kept."""
        key = (self, args, tuple(sorted(named.items())))
        body = kept_answers.get(key)
        if body is None:
            body = self._make(*args, **named)
            kept_answers.keep(key, body)
        return body

    def at_hand(self, *args: _Asked.args, **named: _Asked.kwargs) -> StoredBody | None:
        """Give the answer where it is kept, at once; None where it would have to be made."""
        return kept_answers.get((self, args, tuple(sorted(named.items()))))

    def cache_clear(self) -> None:
        """Forget what is kept."""
        kept_answers.forget(self)
