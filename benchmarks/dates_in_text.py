"""Dates found in sentences, beside `dateparser.search`, which finds dates in texts, too.

The sentences are those of the tests, with what each date comes to. A peer gives an instant where we
give EDTF; it counts as right where that lies on one of the days meant, so a month is right by any
day of it. It is told the language and the day of publication, and to prefer the past.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from dateparser.search import search_dates
from playwright.sync_api import Browser

from benchmarks.report import Figure, median
from geodata.dates import parse_date
from geodata.drafting.dates_in_text import find_dates
from tests.geodata.drafting.dated_sentences import ENGLISH, PUBLISHED, Dated

Found = tuple[int, int, date, date]
"""Where a date stands, and the first and last day that it may mean."""

RIGHT, FALSE = 0.95, 0
MOST_TIME = 1000.0
WORDS = 1_000
SECOND = 1000  # milliseconds
ROUNDS, QUICK_ROUNDS = 5, 2


def measure(_browser: Browser | None, _folder: Path, *, quick: bool) -> list[Figure]:
    """Score both finders on the sentences, and time them on a text of a thousand words."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    dates = sum(len(sentence.dates) for sentence in ENGLISH)
    ours, theirs = scored(our_dates), scored(dateparser_dates)
    text = _of_words(WORDS)
    our_time, their_time = (
        _timed(finder, text, rounds) for finder in (our_dates, dateparser_dates)
    )
    return [
        Figure(
            f"of {dates} dates found and right",
            ours[0] / dates,
            limit=RIGHT,
            bound="≥",
            beside=f"dateparser {theirs[0] / dates:.2f}",
        ),
        Figure("found where there is none", ours[1], limit=FALSE, beside=f"dateparser {theirs[1]}"),
        Figure(
            f"a text of {WORDS:,} words",
            our_time,
            "ms",
            MOST_TIME,
            beside=f"dateparser {their_time:,.0f} ms",
        ),
    ]


def scored(finder: Callable[[str], list[Found]]) -> tuple[int, int]:
    """Count the dates that a finder finds and gets right, and those that it makes up."""
    right = false = 0
    for sentence in ENGLISH:
        gold = list(_gold(sentence))
        for start, end, earliest, latest in finder(sentence.text):
            there = [date for date in gold if date[0] < end and start < date[1]]
            false += not there
            fitting = next((d for d in there if d[2] <= earliest and latest <= d[3]), None)
            if fitting:
                right += 1
                gold.remove(fitting)
    return right, false


def our_dates(text: str) -> list[Found]:
    """Find dates as a draft does."""
    found = []
    for mention in find_dates(text, PUBLISHED):
        if mention.edtf:
            when = parse_date(mention.edtf, UTC)
            found.append((mention.start, mention.end, when.earliest, when.latest))
    return found


def dateparser_dates(text: str) -> list[Found]:
    """Find dates by dateparser."""
    base = datetime(PUBLISHED.year, PUBLISHED.month, PUBLISHED.day, 12)  # noqa: DTZ001 - it wants none
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    found, place = [], 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = max(text.find(words, place), 0)
        place = start + len(words)
        found.append((start, place, moment.date(), moment.date()))
    return found


def _gold(sentence: Dated) -> Iterator[Found]:
    place = 0
    for words, edtf in sentence.dates:
        start = sentence.text.index(words, place)
        place = start + len(words)
        when = parse_date(edtf, UTC)
        yield start, place, when.padded_earliest, when.padded_latest


def _of_words(count: int) -> str:
    sentences = [sentence.text for sentence in ENGLISH]
    words = " ".join(sentences * (count // 100)).split()
    return " ".join(words[:count])


def _timed(finder: Callable[[str], list[Found]], text: str, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        finder(text)
        times.append((time.perf_counter() - start) * SECOND)
    return median(times)
