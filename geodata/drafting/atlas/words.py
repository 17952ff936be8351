"""Words that are mistaken for places or stand for them: people's names, common words, demonyms."""

import csv
import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from geodata.drafting.atlas.listed_places import countries
from geodata.drafting.folding import name_key

HERE: Final = Path(__file__).resolve().parent


@cache
def given_names() -> frozenset[str]:
    """Return frequent first names of people, folded."""
    return _people()[0]


@cache
def surnames() -> frozenset[str]:
    """Return frequent family names, folded."""
    return _people()[1]


@cache
def common_words() -> frozenset[str]:
    """Return English words that nearly every reader knows and that are written small."""
    return frozenset(_lines("words.txt.gz"))


@cache
def demonyms() -> Mapping[str, str]:
    """Return what people and things of a place are called, folded, with what names the place.

    That is `country:` with its code, or else the folded name of a region or division. What is a
    country's own name, too, such as "Laos", is left out.
    """
    found: dict[str, str] = {}
    for code, country in countries().items():
        for word in country["demonym"].split(","):
            if word.strip():
                _add(found, word, f"country:{code}")
    with (HERE / "demonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            code = row["code"]
            is_country = len(code) == 2 and code.isupper()  # noqa: PLR2004 - ISO 3166-1 alpha-2
            for word in row["words"].split("|"):
                _add(found, word, f"country:{code}" if is_country else name_key(code))
    own = {name_key(country["names"].get("en", "")) for country in countries().values()}
    return {key: place for key, place in found.items() if key not in own}


def _add(found: dict[str, str], word: str, place: str) -> None:
    key = name_key(word)
    if not key:
        return
    found[key] = place
    if not key.endswith(("s", "ese", "ish", "men", "nch", "tch")):
        found[f"{key}s"] = place


def _people() -> tuple[frozenset[str], frozenset[str]]:
    lines = _lines("people.txt.gz")
    middle = lines.index("-")
    return frozenset(lines[:middle]), frozenset(lines[middle + 1 :])


def _lines(name: str) -> list[str]:
    return gzip.decompress((HERE / name).read_bytes()).decode().split("\n")
