"""Kept answers: within their share of memory, and a flood drives out nothing that is shared."""

from __future__ import annotations

from dashboard import kept_answers as module
from dashboard.kept_answers import Kept, KeptAnswers
from dashboard.stored_body import StoredBody

SHARE = 100_000


def _body(size: int = 1_000) -> StoredBody:
    return StoredBody("text/plain", b"x" * size, None)


def test_a_flood_of_questions_neither_grows_nor_drives_out_what_is_shared() -> None:
    kept = KeptAnswers(SHARE)
    shared = _body()
    kept.keep("shared", shared)
    assert kept.get("shared") is shared
    for number in range(100_000):
        kept.keep(number, _body())
        assert kept.size <= SHARE
    assert kept.get("shared") is shared


def test_what_was_asked_for_again_stays_within_its_share_and_the_oldest_goes() -> None:
    kept = KeptAnswers(SHARE)
    for number in range(200):
        kept.keep(number, _body())
        kept.get(number)
    assert kept.size <= SHARE
    assert kept.get(0) is None
    assert kept.get(199) is not None


def test_what_is_larger_than_the_share_is_given_but_not_kept() -> None:
    kept = KeptAnswers(SHARE)
    kept.keep("large", _body(SHARE))
    assert kept.get("large") is None
    assert kept.size == 0


def test_what_a_question_takes_counts() -> None:
    kept = KeptAnswers(SHARE)
    keys = [(str(number), ("x" * 10_000, "")) for number in range(20)]
    for key in keys:
        kept.keep(key, _body())
    assert sum(kept.get(key) is not None for key in keys) < SHARE / 10_000
    assert sum(kept.get(key) is not None for key in keys) > 0
    kept.forget("no such kind")
    assert 10_000 < kept.size <= SHARE


def test_an_answer_is_made_once_for_each_question() -> None:
    made: list[str] = []

    @Kept
    def answer(version: str, *, by: str) -> StoredBody:
        made.append(version + by)
        return _body()

    assert answer.at_hand("a", by="1") is None
    first = answer("a", by="1")
    assert answer("a", by="1") is first
    assert answer.at_hand("a", by="1") is first
    answer("a", by="2")
    assert made == ["a1", "a2"]
    size = module.kept_answers.size
    answer.cache_clear()
    assert module.kept_answers.size < size
    assert answer.at_hand("a", by="1") is None
