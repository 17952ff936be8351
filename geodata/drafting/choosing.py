"""Which place of a name is meant: by the text's other places, by size, kind and the case's area.

Every name of the text has options. Each option starts with how widely it is known; then, in a few
rounds, names that are likely to be somewhere draw the others there: by nearness, by country, by
first-level division, and by what is written beside them ("Paris, Texas").
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geodata.drafting.atlas.entries import OWN, Entry, Feature
from geodata.drafting.place_words import (
    AIRPORT_WORDS,
    DIVISION_WORDS,
    TOWN_WORDS,
    WATER_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.basemap import Bounds

Floats = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"

LARGE: Final = 1_000_000
LARGE_OTHERWISE, OTHERWISE = 1.2, 1.6
"""What is taken from a place that has another name of its own, a large one and any other."""

NAMED_AFTER: Final = 1.5
"""What is taken from a division that has the name of the town where so many of its people live."""

MAIN_TOWN: Final = 0.2
MOST_OPTIONS, FEWEST_OPTIONS = 40, 5
MOST_ALTOGETHER: Final = 3_000
"""Their distances are computed pair by pair."""

ROUNDS: Final = 4
NEAR_KM: Final = 80.0
NEAR: Final = 1.7
"""What the others near it add, by the logarithm of their weight."""

SAME_COUNTRY: Final = 3.0
SAME_FIRST: Final = 2.8
CONTAINED: Final = 6.0
CONTAINS: Final = 3.0
MEANT: Final = 2.5
IN_AREA: Final = 3.0
SHARPNESS: Final = 1.3
BASES: Final = {
    Feature.OWN: (9.0, 0.0),
    Feature.COUNTRY: (4.6, 0.35),
    Feature.REGION: (6.0, 0.0),
    Feature.WATER: (6.0, 0.0),
    Feature.FIRST: (0.7, 0.8),
    Feature.SECOND: (0.0, 0.5),
    Feature.CAPITAL: (1.6, 0.9),
    Feature.TOWN: (0.0, 0.9),
    Feature.AIRPORT: (2.6, 0.0),
}
"""By feature what a name starts with, and what the logarithm of its inhabitants adds."""

FEATURES_MEANT: Final = {
    **dict.fromkeys(DIVISION_WORDS, (Feature.SECOND, Feature.FIRST)),
    **dict.fromkeys(TOWN_WORDS, (Feature.TOWN, Feature.CAPITAL)),
    **dict.fromkeys(WATER_WORDS, (Feature.WATER,)),
    **dict.fromkeys(AIRPORT_WORDS, (Feature.AIRPORT,)),
}
"""By the word beside a name: what sort of place is meant."""

POINTS: Final = frozenset(
    {Feature.TOWN, Feature.CAPITAL, Feature.SECOND, Feature.AIRPORT, Feature.OWN}
)


@dataclass(frozen=True)
class Option:
    """A place that a name may stand for, and what speaks for it from the start."""

    entry: Entry
    rank: int
    bonus: float = 0.0
    note: str = ""


@dataclass
class Name:
    """A name as the text uses it, wherever it stands.

    Parameters
    ----------
    options
        What it may stand for.
    count
        How often the text has it.
    meant
        Words beside it that say what sort of place is meant, folded.
    """

    options: list[Option]
    count: int = 1
    meant: tuple[str, ...] = ()
    within: list[int] = field(default_factory=list)
    """Which names stand after it, after a comma."""


@dataclass(frozen=True)
class Chosen:
    """An option with its share of the likelihood and what spoke for it.

    Attributes
    ----------
    score
        From 0 to 1; the options of a name sum to 1.
    near, country, first, contained
        How much nearness, country, division and what is beside it added.
    """

    option: Option
    score: float
    near: float
    country: float
    first: float
    contained: float


def prior(option: Option, meant: Sequence[str]) -> float:
    """Return how readily a name stands for a place, before anything else is known."""
    entry = option.entry
    fixed, by_people = BASES[entry.feature]
    base = fixed + by_people * math.log10(max(entry.population, 100))
    if option.rank != OWN:
        base -= LARGE_OTHERWISE if entry.population >= LARGE else OTHERWISE
    wanted = {feature for word in meant for feature in FEATURES_MEANT.get(word, ())}
    if wanted:
        base += MEANT if entry.feature in wanted else -MEANT
    if "county" in meant and entry.feature is Feature.SECOND:
        base += 1.0
    return base + option.bonus


def choose(names: Sequence[Name], area: Bounds | None = None) -> list[list[Chosen]]:
    """Rank the options of each name, the likeliest first.

    Parameters
    ----------
    names
        All names of one text.
    area
        West, south, east, north of the case, if it has one.
    """
    most = max(FEWEST_OPTIONS, min(MOST_OPTIONS, MOST_ALTOGETHER // max(1, len(names))))
    for name in names:
        if not is_division(name.meant):
            name.options[:] = _towns_before_divisions(name.options)
        name.options.sort(key=lambda option: -prior(option, name.meant))
        del name.options[most:]
    table = _Table(names, area)
    return table.ranked()


def _towns_before_divisions(options: Sequence[Option]) -> list[Option]:
    """Return options with less for a division that has its main town's name."""
    towns = [one.entry for one in options if one.entry.feature in {Feature.TOWN, Feature.CAPITAL}]
    return [
        replace(one, bonus=one.bonus - NAMED_AFTER)
        if one.entry.feature is Feature.FIRST
        and any(
            one.entry.holds(town) and town.population >= MAIN_TOWN * one.entry.population
            for town in towns
        )
        else one
        for one in options
    ]


class _Table:
    """All options of all names, side by side."""

    def __init__(self, names: Sequence[Name], area: Bounds | None) -> None:
        self._names = names
        flat = [(number, option) for number, name in enumerate(names) for option in name.options]
        self._flat = flat
        self._owner = np.array([number for number, _ in flat], dtype=np.int64)
        self._weight = np.array([1.0 + math.log(names[number].count) for number, _ in flat])
        entries = [option.entry for _, option in flat]
        self._prior = np.array(
            [
                prior(option, names[number].meant) + (IN_AREA if _inside(option.entry, area) else 0)
                for number, option in flat
            ]
        )
        self._point = np.array([entry.feature in POINTS for entry in entries], dtype=float)
        self._country = _coded([entry.country for entry in entries])
        self._first = _coded(
            [f"{entry.country}.{entry.first}" if entry.first else "" for entry in entries]
        )
        self._near = self._nearness(entries)

    def _nearness(self, entries: Sequence[Entry]) -> np.ndarray:
        """Return for each pair of options of different names how near they are, 0 to 1."""
        up = np.radians([entry.latitude for entry in entries])
        across = np.radians([entry.longitude for entry in entries])
        half = (
            np.sin((up[:, None] - up) / 2) ** 2
            + np.cos(up[:, None]) * np.cos(up) * np.sin((across[:, None] - across) / 2) ** 2
        )
        km = 12_742.0 * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
        near = np.exp(-km / NEAR_KM) + 0.3 * np.exp(-km / (4 * NEAR_KM))
        near *= self._owner[:, None] != self._owner
        near *= self._point
        return np.asarray(near)

    def _shares(self, scores: np.ndarray) -> np.ndarray:
        """Return each option's share of its name's likelihood."""
        shares = np.zeros(len(scores))
        for number in range(len(self._names)):
            mine = self._owner == number
            if mine.any():
                grown = np.exp((scores[mine] - scores[mine].max()) * SHARPNESS)
                shares[mine] = grown / grown.sum()
        return shares

    def _votes(self, codes: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Return for each option what share of the other names' weight has its code."""
        if not len(codes):
            return np.zeros(0)
        total = np.bincount(codes, weights)
        by_owner = np.zeros((len(self._names), len(total)))
        np.add.at(by_owner, (self._owner, codes), weights)
        others = total[codes] - by_owner[self._owner, codes]
        rest = weights.sum() - by_owner.sum(axis=1)[self._owner]
        shares = np.divide(others, rest, out=np.zeros(len(codes)), where=rest > 0)
        # a single other name is weaker evidence than ten
        return np.where(codes > 0, shares * np.minimum(1.0, 0.4 + rest / 5), 0.0)

    def _containment(self, shares: np.ndarray) -> np.ndarray:
        """Return what names beside each other after a comma add to each other's options."""
        added = np.zeros(len(self._flat))
        places: dict[int, list[int]] = {}
        for at, (number, _) in enumerate(self._flat):
            places.setdefault(number, []).append(at)
        for number, name in enumerate(self._names):
            for other in name.within:
                for inner in places.get(number, ()):
                    for outer in places.get(other, ()):
                        if self._flat[outer][1].entry.holds(self._flat[inner][1].entry):
                            added[inner] = max(added[inner], CONTAINED * shares[outer])
                            added[outer] = max(added[outer], CONTAINS * shares[inner])
        return added

    def ranked(self) -> list[list[Chosen]]:
        count = len(self._flat)
        near = country = first = contained = np.zeros(count)
        scores = self._prior
        shares = self._shares(scores)
        for _ in range(ROUNDS if count else 0):
            weights = shares * self._weight
            near = NEAR * np.log1p(3.0 * (self._near @ weights))
            country = SAME_COUNTRY * self._votes(self._country, weights)
            first = SAME_FIRST * self._votes(self._first, weights)
            contained = self._containment(shares)
            scores = self._prior + near + country + first + contained
            shares = self._shares(scores)
        found: list[list[Chosen]] = [[] for _ in self._names]
        for at, (number, option) in enumerate(self._flat):
            found[number].append(
                Chosen(
                    option,
                    float(shares[at]),
                    float(near[at]),
                    float(country[at]),
                    float(first[at]),
                    float(contained[at]),
                )
            )
        return [sorted(each, key=lambda one: -one.score) for each in found]


def _coded(names: Sequence[str]) -> np.ndarray:
    """Return numbers for names; 0 for an empty one."""
    numbers = {"": 0}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _inside(entry: Entry, area: Bounds | None) -> bool:
    if area is None:
        return False
    west, south, east, north = area
    return west <= entry.longitude <= east and south <= entry.latitude <= north


def is_division(meant: Sequence[str]) -> bool:
    """Tell whether words beside a name say that a division is meant."""
    return any(word in DIVISION_WORDS for word in meant)
