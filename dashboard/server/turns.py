"""Turns: how many questions of a kind are worked at, and who comes next.

A few are worked at at once. Others wait in a line that is bounded; whose turn comes next goes round
by the computer that asks, so that one that asks for much waits for itself. Who cannot wait, or has
waited for too long, is told so with 503 and when to come again. What takes too long is given up:
the reader is told, not to come again; its place is free again only when it ends, so that nothing
piles up.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import HTTPConnection, Request

BUSY: Final = message("The server has much to do; try again in a moment.")
GIVEN_UP: Final = message(
    "This took longer than {seconds} seconds and was given up; ask for less at once."
)
AGAIN_AFTER: Final = "5"  # seconds
OF_ONE_NETWORK: Final = 64  # bits of an IPv6 address

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


class NoTurnError(Exception):
    """A question is not answered; the message says why, for the reader."""


class GivenUpError(NoTurnError):
    """It took too long; whoever asks the same again waits as long for nothing."""


class GoneError(Exception):
    """Nobody waits for the answer any more."""


class Turns:
    """The line of one kind of questions. All of it runs in the server's own loop.

    Parameters
    ----------
    at_once
        How many are worked at at a time; of one computer one less, unless it is one.
    most_waiting
        How many wait at most. Where that is full, the computer that has the most of them in line
        loses its last.
    longest_wait, longest_work
        In seconds; the latter of what is done by `of`.
    """

    def __init__(
        self, at_once: int, most_waiting: int, longest_wait: float, longest_work: float
    ) -> None:
        self._at_once = at_once
        self._of_one = max(1, at_once - 1)
        self._most_waiting = most_waiting
        self._longest_wait = longest_wait
        self._longest_work = longest_work
        self._worked: dict[str, int] = {}
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}

    async def of(
        self,
        request: Request,
        work: Callable[_Asked, _Answer],
        *args: _Asked.args,
        **named: _Asked.kwargs,
    ) -> _Answer:
        """Do the work in a thread when it is the turn of whoever asks.

        Raises
        ------
        NoTurnError
            Too many wait, or it took too long; then it is a GivenUpError.
        GoneError
            Whoever asked has gone meanwhile.
        """
        asker = asker_of(request)
        await self.begin(asker)
        task = asyncio.ensure_future(self._in_thread(request, work, *args, **named))
        task.add_done_callback(lambda done: self._end_task(asker, done))
        finished, _ = await asyncio.wait({task}, timeout=self._longest_work)
        if not finished:
            raise GivenUpError(gettext(GIVEN_UP).format(seconds=f"{self._longest_work:g}"))
        return task.result()

    async def begin(self, asker: str) -> None:
        """Wait for a turn, which `end` ends.

        Raises
        ------
        NoTurnError
            Too many wait, or it took too long.
        """
        if not self._lines and self._may_work(asker):
            self._worked[asker] = self._worked.get(asker, 0) + 1
            return
        self._make_room_for(asker)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(asker, deque()).append(turn)
        self._call_next()
        try:
            await asyncio.wait_for(turn, self._longest_wait)
        except (TimeoutError, asyncio.CancelledError) as error:
            # it was called at the same moment; one that was dropped then has no turn to end
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.end(asker)
            self._leave(asker, turn)
            if isinstance(error, asyncio.CancelledError):
                raise
            raise NoTurnError(gettext(BUSY)) from None

    @asynccontextmanager
    async def turn(self, asker: str) -> AsyncIterator[None]:
        """Wait for a turn and have it while the block runs; raises what `begin` does."""
        await self.begin(asker)
        try:
            yield
        finally:
            self.end(asker)

    def end(self, asker: str) -> None:
        """End a turn, so that the next comes."""
        self._worked[asker] -= 1
        if not self._worked[asker]:
            del self._worked[asker]
        self._call_next()

    async def _in_thread(
        self, request: Request, work: Callable[..., _Answer], *args: Any, **named: Any
    ) -> _Answer:
        if await request.is_disconnected():
            raise GoneError
        return await run_in_threadpool(work, *args, **named)

    def _end_task(self, asker: str, task: asyncio.Task[Any]) -> None:
        if not task.cancelled():
            task.exception()  # of one that was given up nobody else asks for it
        self.end(asker)

    def _may_work(self, asker: str) -> bool:
        return (
            sum(self._worked.values()) < self._at_once and self._worked.get(asker, 0) < self._of_one
        )

    def _call_next(self) -> None:
        """Call those whose turn it is, one of each computer before a second of any."""
        while asker := next((one for one in self._lines if self._may_work(one)), None):
            line = self._lines.pop(asker)
            turn = line.popleft()
            if line:
                self._lines[asker] = line  # behind all others
            if not turn.done():
                self._worked[asker] = self._worked.get(asker, 0) + 1
                turn.set_result(None)

    def _make_room_for(self, asker: str) -> None:
        if sum(map(len, self._lines.values())) < self._most_waiting:
            return
        most = max(self._lines, key=lambda one: len(self._lines[one]))
        if len(self._lines[most]) <= len(self._lines.get(asker, ())) + 1:
            raise NoTurnError(gettext(BUSY))
        last = self._lines[most].pop()
        if not last.done():
            last.set_exception(NoTurnError(gettext(BUSY)))

    def _leave(self, asker: str, turn: asyncio.Future[None]) -> None:
        line = self._lines.get(asker)
        if line and turn in line:
            line.remove(turn)
            if not line:
                del self._lines[asker]


def asker_of(request: HTTPConnection) -> str:
    """Name the computer that asks; of IPv6 its network, which has many addresses."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:  # a socket's name
        return host
    if isinstance(address, IPv6Address):
        return str(int(address) >> OF_ONE_NETWORK)
    return host


ANSWERS: Final = Turns(at_once=4, most_waiting=512, longest_wait=40.0, longest_work=30.0)
"""Questions to the case that have to be worked at."""

EXPORTS: Final = Turns(at_once=1, most_waiting=16, longest_wait=60.0, longest_work=120.0)
"""Files to be made: each takes a processor for seconds."""

CHANGES: Final = Turns(at_once=2, most_waiting=16, longest_wait=30.0, longest_work=0.0)
"""What editors and writers of drafts send. It is not given up: what is being saved is saved."""
