"""Drafts beside facts listed by hand: `python -m benchmarks facts FACTS.tsv ARTICLE=PUBLISHED…`.

FACTS.tsv is a table of tabs: `id`, `article` (how the article's file name begins), `line` (`L5`: of
the article's file), `speaker`, `stance`, `event`, `edtf`, `place`, `numbers`. No article is part of
the project. What counts:

- A fact and a proposal belong together by the line they stand on and by the words they share: of
  the fact its speaker, event and numbers; never by place, date or stance, which are judged. Pairs
  are made one to one, those that share most of the fact's words first. A fact that is left over on
  its line is judged by the proposal that shares most with it; how many are is told. One that
  shares no word with any is missed, and wrong in everything.
- A place is right where the first place proposed is one of the fact's and all of the fact's are
  proposed; names are compared without marks and without words such as "district". Facts without
  a place ("-", or in brackets) are not asked for one.
- A date is right where the days meant overlap, and one of both holds the other. What is
  proposed as "some day up to" one must end within a day of where the fact ends.
- A stance is right where it is the fact's: its first words, "background" being told as known, and
  an inference one that is inferred.
- A proposal is false where no fact is paired with it, unless its very words are paired already:
  a sentence with two speakers is two proposals.
"""

from __future__ import annotations

import argparse
import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import Figure, table
from geodata.columns import Stance
from geodata.dates import parse_date
from geodata.drafting.article import read_article
from geodata.drafting.folding import name_key
from geodata.drafting.place_words import AIRPORT_WORDS, DIVISION_WORDS
from geodata.drafting.proposals import Draft, Proposal, draft_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PLACE, DATE, STANCE, FALSE = 0.90, 0.85, 0.80, 0.25
STEM = 5
NO_NAME = DIVISION_WORDS | {"rayon", "area", "region", "military", "the", "of", "city", "town"}
COMMON = frozenset({"that", "this", "with", "from", "have", "been", "were", "which", "their"})


@dataclass(frozen=True)
class Fact:
    """A row of the table."""

    name: str
    article: str
    line: int
    words: frozenset[str]
    stance: Stance
    edtf: str
    places: tuple[frozenset[str], ...]
    told: str


@dataclass(frozen=True)
class Judged:
    """A fact with the proposal that it is judged by, and what of it is right."""

    fact: Fact
    proposal: Proposal | None
    is_shared: bool
    is_place: bool
    is_date: bool
    is_stance: bool


def main(arguments: Sequence[str]) -> int:
    """Draft each article named, and print figures, misses and false proposals."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks facts", description=__doc__.splitlines()[0]
    )
    parser.add_argument("facts", type=Path, metavar="FACTS.tsv")
    parser.add_argument("articles", nargs="+", type=_dated, metavar="ARTICLE=PUBLISHED")
    chosen = parser.parse_args(arguments)
    facts = read_facts(chosen.facts)
    judged: list[Judged] = []
    false: list[Proposal] = []
    count = 0
    for path, published in chosen.articles:
        own = [one for one in facts if path.stem.startswith(one.article)]
        if not own:
            parser.error(f"{chosen.facts} has no fact of an article that {path.name} begins with")
        draft = draft_of(read_article(path.read_bytes(), path.name), published)
        of_article, beside = judge(own, draft)
        judged += of_article
        false += beside
        count += len(draft.proposals)
    print(table(_figures(judged, false, count)))
    _print_misses(judged, false)
    return 0


def _dated(text: str) -> tuple[Path, date]:
    path, _, day = text.rpartition("=")
    try:
        return Path(path), date.fromisoformat(day)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected an article and its day, such as article.txt=2024-04-17, got {text}"
        ) from None


def read_facts(path: Path) -> list[Fact]:
    """Read the table of facts."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [_fact(row) for row in csv.DictReader(lines, delimiter="\t")]


def _fact(row: dict[str, str]) -> Fact:
    named = "" if row["place"].startswith(("-", "(")) else row["place"]
    return Fact(
        row["id"],
        row["article"],
        int(row["line"].removeprefix("L")),
        _stems(f"{row['speaker']} {row['event']} {row['numbers']}"),
        _stance(row["stance"]),
        row["edtf"],
        tuple(_name(each) for each in named.split(";") if each.strip()),
        f"{row['stance']}, {row['edtf']}, {row['place']}: {row['event']}",
    )


def _stance(words: str) -> Stance:
    if "inference" in words:
        return Stance.INFERS
    if words.startswith("background"):
        return Stance.RECALLS
    if words.startswith("no statement"):
        return Stance.NO_STATEMENT
    return Stance(words.split(maxsplit=1)[0].rstrip(";,"))


def _stems(words: str) -> frozenset[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", words).casefold()
    found = re.findall(r"\d+|[^\W\d_]{4,}", plain)
    return frozenset(word[:STEM] for word in found if word not in COMMON)


def _name(words: str) -> frozenset[str]:
    parts = ("airport" if part in AIRPORT_WORDS else part for part in name_key(words).split())
    return frozenset(part for part in parts if part not in NO_NAME)


def judge(facts: Sequence[Fact], draft: Draft) -> tuple[list[Judged], list[Proposal]]:
    """Pair facts and proposals of one article; give the facts judged, and the false proposals."""
    line_of = {one.number: one.line for one in draft.article.paragraphs}
    shares = {
        (fact.name, number): _shared(fact, proposal)
        for fact in facts
        for number, proposal in enumerate(draft.proposals)
        if line_of[proposal.paragraph] == fact.line and _shared(fact, proposal) > 0
    }
    pairs: dict[str, int] = {}
    taken: set[int] = set()
    for name, number in sorted(shares, key=lambda pair: -shares[pair]):
        if name not in pairs and number not in taken:
            pairs[name] = number
            taken.add(number)
    judged = []
    for fact in facts:
        options = {number: share for (name, number), share in shares.items() if name == fact.name}
        is_shared = fact.name not in pairs and bool(options)
        best = max(options, key=options.__getitem__) if is_shared else pairs.get(fact.name)
        judged.append(_judged(fact, None if best is None else draft.proposals[best], is_shared))
    spans = {(draft.proposals[number].start, draft.proposals[number].end) for number in taken}
    return judged, [one for one in draft.proposals if (one.start, one.end) not in spans]


def _shared(fact: Fact, proposal: Proposal) -> float:
    said = _stems(f"{proposal.words} {proposal.speaker}")
    return len(fact.words & said) / len(fact.words)


def _judged(fact: Fact, proposal: Proposal | None, is_shared: bool) -> Judged:
    if proposal is None:
        return Judged(fact, None, is_shared=False, is_place=False, is_date=False, is_stance=False)
    return Judged(
        fact,
        proposal,
        is_shared=is_shared,
        is_place=_is_place(fact, proposal),
        is_date=is_date(fact.edtf, proposal.edtf),
        is_stance=fact.stance == proposal.stance,
    )


def _is_place(fact: Fact, proposal: Proposal) -> bool:
    proposed = [
        {_name(one.chosen.place.name), _name(one.text)} for one in proposal.places if one.chosen
    ]
    everything = set().union(*proposed)
    return bool(proposed and proposed[0] & set(fact.places) and everything.issuperset(fact.places))


def is_date(expected: str, proposed: str) -> bool:
    """Tell whether a proposed date is right by one that is expected, both as EDTF."""
    if not (expected and proposed):
        return expected == proposed
    fact, ours = parse_date(expected, UTC), parse_date(proposed, UTC)
    wanted = fact.padded_earliest, fact.padded_latest
    told = ours.padded_earliest, ours.padded_latest
    if ours.open_start:
        return abs(told[1] - wanted[1]) <= timedelta(days=1)
    return _holds(wanted, told) or _holds(told, wanted)


def _holds(outer: tuple[date, date], inner: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _figures(
    judged: Sequence[Judged], false: Sequence[Proposal], proposals: int
) -> Iterable[Figure]:
    placed = [one for one in judged if one.fact.places]
    found = sum(one.proposal is not None for one in judged)
    shared = sum(one.is_shared for one in judged)
    yield Figure(
        f"of {len(judged)} facts with a proposal", found, beside=f"{shared} share another's"
    )
    for name, right, limit in (
        (f"place right, of {len(placed)} with one", [one.is_place for one in placed], PLACE),
        ("date right", [one.is_date for one in judged], DATE),
        ("stance right", [one.is_stance for one in judged], STANCE),
    ):
        yield Figure(
            name,
            sum(right) / max(1, len(right)),
            limit=limit,
            bound="≥",
            beside=f"{sum(right)} of {len(right)}",
        )
    yield Figure(
        "false proposals",
        len(false) / max(1, proposals),
        limit=FALSE,
        beside=f"{len(false)} of {proposals}",
    )


def _print_misses(judged: Sequence[Judged], false: Sequence[Proposal]) -> None:
    for one in judged:
        wrong = [
            name
            for name, right in (
                ("place", one.is_place or not one.fact.places),
                ("date", one.is_date),
                ("stance", one.is_stance),
            )
            if not right
        ]
        if wrong:
            told = "no proposal" if one.proposal is None else _told(one.proposal)
            print(f"\n{one.fact.name}, wrong: {', '.join(wrong)}\n  {one.fact.told}\n  {told}")
    for proposal in false:
        print(f"\nfalse\n  {_told(proposal)}")


def _told(proposal: Proposal) -> str:
    places = "; ".join(one.chosen.place.name for one in proposal.places if one.chosen)
    words = " ".join(proposal.words.split())
    return f"{proposal.stance}, {proposal.edtf}, {places}: {proposal.speaker}: {words}"
