"""Places in articles: `python -m benchmarks.geoparsing CORPUS… [--half 1|2] [--errors N]`.

A corpus is an XML file of articles with text and toponyms (or locations): start, phrase (or name),
and latitude and longitude, directly or in a gaztag, as LGL, TR-News and GeoVirus have them. Strict
scoring: of the spans that are given every one with coordinates counts, and one that gets no answer
is 20,039 km away; names are recognised where start and end are those of the corpus.
"""

import argparse
import math
import statistics
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if not __package__:  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import Figure, table
from geodata.drafting.atlas.entries import Entry, Feature, distance_km
from geodata.drafting.atlas.index import open_atlas
from geodata.drafting.atlas.words import demonyms
from geodata.drafting.folding import name_key
from geodata.drafting.places_in_text import PlaceContext, PlaceMention, find_places, resolve_spans

UNANSWERED_KM = 20_039.0
WITHIN_KM = 161.0
SEARCHED = 400
"""Where a toponym's words are not at its offsets, they are looked for so many characters round."""

TARGETS = {"lgl": (0.65, 0.72), "tr-news": (0.75, 0.75)}
WORDS = 1_000
MOST_MS = 1_000.0


@dataclass(frozen=True)
class Toponym:
    """A place as a corpus has it; without coordinates where the corpus has none."""

    start: int
    end: int
    phrase: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Document:
    """An article of a corpus."""

    name: str
    text: str
    toponyms: tuple[Toponym, ...]


def read_corpus(path: Path) -> list[Document]:
    """Read the articles of a corpus; offsets that miss their words are moved to the nearest."""
    return [
        Document(
            article.get("docid", ""),
            text,
            tuple(_toponyms(article, text)),
        )
        for article in ET.parse(path).getroot().iter("article")  # noqa: S314 - the user's own file
        if (text := article.findtext("text") or "")
    ]


def _toponyms(article: ET.Element, text: str) -> Iterator[Toponym]:
    for one in (*article.iter("toponym"), *article.iter("location")):
        phrase = one.findtext("phrase") or one.findtext("name") or ""
        start = int(one.findtext("start") or 0)
        if text[start : start + len(phrase)] != phrase:
            start = _nearest(text, phrase, start)
        position = [one.findtext(f".//{name}") for name in ("lat", "lon")]
        latitude, longitude = (float(each) if each else None for each in position)
        yield Toponym(start, start + len(phrase), phrase, latitude, longitude)


def _nearest(text: str, phrase: str, start: int) -> int:
    first = max(0, start - SEARCHED)
    places = []
    at = text.find(phrase, first, start + SEARCHED)
    while at >= 0:
        places.append(at)
        at = text.find(phrase, at + 1, start + SEARCHED)
    return min(places, key=lambda place: abs(place - start), default=start)


def main() -> int:
    """Measure each corpus named, and print its figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.geoparsing", description=__doc__.splitlines()[0]
    )
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS")
    parser.add_argument("--half", type=int, choices=(1, 2), help="every other article only")
    parser.add_argument("--errors", type=int, default=0, help="list so many of what went wrong")
    chosen = parser.parse_args()
    find_places("London")
    for path in chosen.corpora:
        documents = read_corpus(path)
        if chosen.half:
            documents = documents[chosen.half - 1 :: 2]
        print(f"\n{path.name}: {len(documents)} articles")
        print(table(measure(path.stem.casefold(), documents, chosen.errors)))
    return 0


def measure(name: str, documents: Sequence[Document], errors: int = 0) -> list[Figure]:
    """Return the figures of one corpus."""
    resolving, recognising = TARGETS.get(name, (None, None))
    distances, baseline, wrong = _resolved(documents)
    found, spent, words = _found(documents)
    figures = [
        Figure(
            "places within 161 km, spans given",
            _within(distances),
            limit=resolving,
            bound="≥",
            beside=f"{_within(baseline):.3f} most populous, same lists",
        ),
        Figure("spans given, without an answer", sum(each >= UNANSWERED_KM for each in distances)),
    ]
    for which, located in (("all toponyms", False), ("those with coordinates", True)):
        precision, recall, f1 = _recognition(documents, found, located=located)
        figures.append(
            Figure(
                f"names recognised, F1, {which}",
                f1,
                limit=recognising,
                bound="≥",
                beside=f"precision {precision:.3f}, recall {recall:.3f}",
            )
        )
    figures.append(
        Figure("an article of 1,000 words", 1_000 * spent * WORDS / words, "ms", limit=MOST_MS)
    )
    if errors:
        _print_errors(documents, found, wrong, errors)
    return figures


def _within(distances: Sequence[float]) -> float:
    return statistics.fmean(each <= WITHIN_KM for each in distances)


def _resolved(
    documents: Sequence[Document],
) -> tuple[list[float], list[float], list[tuple[str, str, float]]]:
    """Return distances in km of our answers and of the most populous places; the wrong ones."""
    ours, baseline, wrong = [], [], []
    for document in documents:
        located = [one for one in document.toponyms if one.latitude is not None]
        mentions = resolve_spans(document.text, [(one.start, one.end) for one in located])
        for one, mention in zip(located, mentions, strict=True):
            km = _distance(one, mention)
            ours.append(km)
            if km > WITHIN_KM:
                answer = mention.chosen
                told = f"{answer.place.name}: {answer.reason}" if answer else "no answer"
                wrong.append((f"{document.name} {one.phrase}", told, km))
            entry = most_populous(one.phrase)
            baseline.append(
                UNANSWERED_KM if entry is None else _km(one, entry.latitude, entry.longitude)
            )
    return ours, baseline, wrong


def _distance(one: Toponym, mention: PlaceMention) -> float:
    if mention.chosen is None:
        return UNANSWERED_KM
    place = mention.chosen.place
    return _km(one, place.mark_latitude, place.mark_longitude)


def _km(one: Toponym, latitude: float, longitude: float) -> float:
    if one.latitude is None or one.longitude is None:
        return math.nan
    return distance_km(one.latitude, one.longitude, latitude, longitude)


def most_populous(phrase: str) -> Entry | None:
    """Return the place of that very name with the most inhabitants: what a look-up would do."""
    key = name_key(phrase)
    if demonyms().get(key, "").startswith("country:"):
        return open_atlas().place(demonyms()[key])
    places = [each.entry for each in open_atlas().named([key]).get(key, [])]
    return max(places, key=_size, default=None)


def _size(entry: Entry) -> tuple[bool, int]:
    return entry.feature in {Feature.COUNTRY, Feature.REGION}, entry.population


def _found(documents: Sequence[Document]) -> tuple[list[tuple[PlaceMention, ...]], float, int]:
    """Return what is found in each, the seconds it took, and the number of words."""
    started = time.perf_counter()
    found = [find_places(document.text, PlaceContext()) for document in documents]
    spent = time.perf_counter() - started
    return found, spent, sum(len(document.text.split()) for document in documents)


def _recognition(
    documents: Sequence[Document], found: Sequence[tuple[PlaceMention, ...]], *, located: bool
) -> tuple[float, float, float]:
    """Return precision, recall and F1 of spans.

    Where only those with coordinates are asked for, the others are neither right nor wrong.
    """
    right = told = wanted = 0
    for document, mentions in zip(documents, found, strict=True):
        asked = {(one.start, one.end): one.latitude is not None for one in document.toponyms}
        ours = {(one.start, one.end) for one in mentions}
        if located:
            ours -= {span for span, has in asked.items() if not has}
            asked = {span: has for span, has in asked.items() if has}
        right += len(ours & set(asked))
        told += len(ours)
        wanted += len(asked)
    precision, recall = right / max(told, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _print_errors(
    documents: Sequence[Document],
    found: Sequence[tuple[PlaceMention, ...]],
    wrong: Sequence[tuple[str, str, float]],
    most: int,
) -> None:
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for document, mentions in zip(documents, found, strict=True):
        asked = {(one.start, one.end) for one in document.toponyms}
        ours = {(one.start, one.end) for one in mentions}
        for start, end in sorted(asked - ours):
            missed[_shown(document.text, start, end)] += 1
        for start, end in sorted(ours - asked):
            extra[_shown(document.text, start, end)] += 1
    for title, lines in (
        ("missed", [*missed][:: max(1, len(missed) // most)]),
        ("not in the corpus", [*extra][:: max(1, len(extra) // most)]),
        ("elsewhere", [f"{name} → {told} ({km:.0f} km)" for name, told, km in wrong]),
    ):
        print(f"\n{title}:")
        for line in lines[:most] if title != "elsewhere" else lines[:: max(1, len(lines) // most)]:
            print(f"  {line}")


def _shown(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - 35) : start]}[{text[start:end]}]{text[end : end + 30]}"
    return " ".join(around.split())


if __name__ == "__main__":
    sys.exit(main())
