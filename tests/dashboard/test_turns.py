"""Turns: nobody is kept waiting by one that asks for much, and the line is bounded."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from dashboard.server import turns
from dashboard.server.turns import GivenUpError, GoneError, NoTurnError, Turns, asker_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message

LONG = 20.0  # seconds; no test waits for it
GREEDY, OTHER = "203.0.113.1", "203.0.113.2"


def _request(host: str, *, is_gone: bool = False) -> Request:
    async def receive() -> Message:
        return {"type": "http.disconnect" if is_gone else "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "client": (host, 1)}
    return Request(scope, receive)


class _Work:
    """Work that goes on until it is told to end, and notes whose turn came when."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.may_end = Event()

    def __call__(self, name: str) -> str:
        self.began.append(name)
        assert self.may_end.wait(LONG)
        return name


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG):
        while not is_so():  # noqa: ASYNC110 - it is about threads
            await asyncio.sleep(0.001)


def _ask(line: Turns, work: _Work, host: str, name: str) -> asyncio.Task[str]:
    return asyncio.ensure_future(line.of(_request(host), work, name))


def test_one_that_asks_for_much_waits_for_itself() -> None:
    async def scene() -> list[str]:
        line, work = Turns(1, 100, LONG, LONG), _Work()
        first = [_ask(line, work, GREEDY, f"greedy {number}") for number in range(4)]
        await _until(lambda: work.began == ["greedy 0"])
        last = _ask(line, work, OTHER, "other")
        await asyncio.sleep(0)
        work.may_end.set()
        await asyncio.gather(*first, last)
        return work.began

    began = asyncio.run(scene())
    assert began[:3] == ["greedy 0", "greedy 1", "other"]
    assert sorted(began[3:]) == ["greedy 2", "greedy 3"]


def test_one_computer_never_has_all_places() -> None:
    async def scene() -> list[str]:
        line, work = Turns(3, 100, LONG, LONG), _Work()
        greedy = [_ask(line, work, GREEDY, f"greedy {number}") for number in range(5)]
        await _until(lambda: len(work.began) == 2)
        other = _ask(line, work, OTHER, "other")
        await _until(lambda: len(work.began) == 3)
        began = [*work.began]
        work.may_end.set()
        await asyncio.gather(*greedy, other)
        return began

    assert asyncio.run(scene())[2] == "other"


def test_a_full_line_drops_the_last_of_who_has_most_in_it() -> None:
    async def scene() -> list[object]:
        line, work = Turns(1, 3, LONG, LONG), _Work()
        greedy = [_ask(line, work, GREEDY, f"greedy {number}") for number in range(4)]
        await _until(lambda: len(work.began) == 1)
        one_more = await asyncio.gather(_ask(line, work, GREEDY, "more"), return_exceptions=True)
        other = _ask(line, work, OTHER, "other")
        await _until(greedy[3].done)
        work.may_end.set()
        return [*one_more, *await asyncio.gather(*greedy, other, return_exceptions=True)]

    more, *answered, dropped, other = asyncio.run(scene())
    assert isinstance(more, NoTurnError)
    assert isinstance(dropped, NoTurnError)
    assert answered == ["greedy 0", "greedy 1", "greedy 2"]
    assert other == "other"


def test_who_waits_too_long_is_told_and_leaves_the_line() -> None:
    async def scene() -> str:
        line, work = Turns(1, 3, 0.01, LONG), _Work()
        first = _ask(line, work, GREEDY, "first")
        await _until(lambda: bool(work.began))
        with pytest.raises(NoTurnError, match="try again in a moment"):
            await line.of(_request(OTHER), work, "late")
        work.may_end.set()
        await first
        return await line.of(_request(OTHER), work, "again")

    assert asyncio.run(scene()) == "again"


def test_who_is_dropped_and_leaves_at_once_ends_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    async def cancelled(turn: asyncio.Future[None], _: float) -> None:
        turn.set_exception(NoTurnError("full"))
        raise asyncio.CancelledError  # as where both come in one step of the loop

    async def scene() -> list[str]:
        line, work = Turns(1, 3, LONG, LONG), _Work()
        first = _ask(line, work, GREEDY, "first")
        await _until(lambda: bool(work.began))
        with monkeypatch.context() as patched:
            patched.setattr(asyncio, "wait_for", cancelled)
            with pytest.raises(asyncio.CancelledError):
                await line.begin(GREEDY)
        work.may_end.set()
        return [await first, await line.of(_request(GREEDY), work, "next")]

    assert asyncio.run(scene()) == ["first", "next"]


def test_what_takes_too_long_is_given_up_and_holds_its_place_until_it_ends() -> None:
    async def scene() -> list[str]:
        line, work = Turns(1, 3, LONG, 0.01), _Work()
        with pytest.raises(GivenUpError, match=r"longer than 0\.01 seconds"):
            await line.of(_request(GREEDY), work, "slow")
        waiting = asyncio.ensure_future(line.of(_request(OTHER), lambda: "next"))
        await asyncio.sleep(0.01)
        assert not waiting.done(), "threads would pile up"
        work.may_end.set()
        return [await waiting]

    assert asyncio.run(scene()) == ["next"]


def test_nothing_is_made_for_who_has_gone() -> None:
    async def scene() -> list[str]:
        line, work = Turns(1, 3, LONG, LONG), _Work()
        work.may_end.set()
        with pytest.raises(GoneError):
            await line.of(_request(GREEDY, is_gone=True), work, "for nobody")
        return [*work.began, await line.of(_request(OTHER), work, "next")]

    assert asyncio.run(scene()) == ["next"]


def test_an_error_of_the_work_is_the_askers_and_frees_the_place() -> None:
    def fail() -> None:
        raise KeyError("version")

    async def scene() -> str:
        line = Turns(1, 3, LONG, LONG)
        with pytest.raises(KeyError, match="version"):
            await line.of(_request(GREEDY), fail)
        return await line.of(_request(GREEDY), lambda: "next")

    assert asyncio.run(scene()) == "next"


def test_a_network_of_version_six_is_one_asker() -> None:
    one, other, third = (
        asker_of(_request(host)) for host in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:1::1")
    )
    assert one == other
    assert one != third


def test_every_kind_of_question_has_a_bounded_line() -> None:
    for line in (turns.ANSWERS, turns.EXPORTS, turns.CHANGES):
        assert line._most_waiting <= 512
        assert line._longest_wait <= 60
