"""What a case calls those who speak, its sources and its places, and when a claim was told."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from geodata.day_words import moment_words
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from geodata.casebook import Case
    from geodata.claims import Claim

_COMMA: Final = ", "
_AND: Final = message("{first} and {last}")
_OTHERS: Final = message("{count} others")
_NOT_HERE: Final = message("“{original}”, not in this case")
_TITLED: Final = "“{title}”"
_MOST_SPEAKERS: Final = 4
_NOBODY_NAMED: Final = re.compile(r",\s*((?:none|nobody|not|no \w+) named)\b")
_AFTER_HEAD: Final = re.compile(r" (?:who|that|as|of|on|in|by|to|for|from|with|issued)\b|[(,“\"]")
_PLURALS_WITHOUT_S: Final = frozenset({"people", "media", "police"})
_SINGULARS_WITH_S: Final = ("ss", "us", "is", "news")


@dataclass(frozen=True)
class Naming:
    """What a case calls its sources and places, and the time zone of its days.

    Attributes
    ----------
    publishers
        By `source_id`, the name under which a source is cited.
    places
        By `place_id`, the name of a place.
    timezone
        The case's.
    titles
        By `source_id`, the titles that a copy of the source may be told to pass on.
    """

    publishers: Mapping[str, str]
    places: Mapping[str, str]
    timezone: tzinfo
    titles: Mapping[str, str] = field(default_factory=dict)

    def publisher(self, claim: Claim) -> str:
        """Name the source that carries a claim."""
        return self.publishers.get(claim.source_id) or claim.source_id

    def original(self, original: str, copy: str) -> str:
        """Name the original that a source passes on; "" where that is the source itself.

        Parameters
        ----------
        original
            Its `source_id`, or the name of a publisher that one source of the case has; what is
            neither is told as it stands. "" for a source that is no copy.
        copy
            The `source_id` of the source that passes it on.
        """
        if not original:
            return ""
        found = original if original in self.publishers else self._only[original.casefold()]
        if not found:
            return gettext(_NOT_HERE).format(original=original)
        if found == copy:
            return ""
        name, title = self.publishers[found], self.titles.get(found, "")
        return _TITLED.format(title=title) if title and name == self.publishers[copy] else name

    @cached_property
    def _only(self) -> Mapping[str, str]:
        """The one source of each publisher that has one, by the publisher's name; else ""."""
        found: defaultdict[str, str] = defaultdict(str)
        counts = Counter(name.casefold() for name in self.publishers.values())
        found.update(
            (name.casefold(), source_id)
            for source_id, name in self.publishers.items()
            if counts[name.casefold()] == 1
        )
        return found


def naming_of(case: Case) -> Naming:
    """Take the names from a case; a source without a publisher is cited by its title."""
    sources, places = case.sources, case.places
    cited = sources["publisher"].where(sources["publisher"].ne(""), sources["title"])
    return Naming(
        publishers=dict(zip(sources["source_id"], cited, strict=True)),
        places=dict(zip(places["place_id"], places["name"], strict=True)),
        timezone=case.about.zone,
        titles=_titles_told_before(case),
    )


def _titles_told_before(case: Case) -> dict[str, str]:
    """Give the titles of originals that had wholly been told before any copy: others tell more."""
    sources = case.sources
    copies = sources[sources["original_source"].ne("")]
    if copies.empty:
        return {}
    orders = case.claims.groupby("source_id")["told_order"].agg(["min", "max"])
    last = copies["original_source"].map(orders["max"])
    late = copies["original_source"][~(last < copies["source_id"].map(orders["min"]))]
    of = sources[
        sources["source_id"].isin(copies["original_source"]) & ~sources["source_id"].isin(late)
    ]
    return dict(zip(of["source_id"], of["title"], strict=True))


def told_words(claim: Claim) -> str:
    """Tell when a claim was told, with the hour where it is known."""
    return moment_words(claim.told_earliest, claim.told_day, claim.told_second)


def told_by_words(claim: Claim) -> str:
    """Tell the day by which a claim had been told, with the hour where it is known."""
    return moment_words(claim.told_day, claim.told_day, claim.told_second)


def speaker_words(speaker: str) -> str:
    """Write a speaker inside a sentence: "officials, none named" as "officials (none named)"."""
    return _NOBODY_NAMED.sub(r" (\1)", speaker)


def is_plural(speaker: str) -> bool:
    """Guess whether a speaker takes a verb in the plural: "security services", not "Reuters".

    An English rule of thumb on the noun before any "of", "on", "who" and the like; names, which
    begin with a capital, are singular.
    """
    words = _AFTER_HEAD.split(speaker)[0].split()
    noun = words[-1] if words else ""
    if not noun.islower():
        return False
    return noun in _PLURALS_WITHOUT_S or (
        noun.endswith("s") and not noun.endswith(_SINGULARS_WITH_S)
    )


def speakers_words(claims: Iterable[Claim]) -> str:
    """List the speakers; those that nobody names only where nobody else is listed."""
    speakers = list(dict.fromkeys(claim.speaker for claim in claims))
    named = [speaker for speaker in speakers if not _NOBODY_NAMED.search(speaker)]
    listed = named or [speaker_words(speaker) for speaker in speakers]
    if len(listed) > _MOST_SPEAKERS:
        shown = _MOST_SPEAKERS - 1
        listed = [*listed[:shown], gettext(_OTHERS).format(count=len(listed) - shown)]
    if len(listed) == 1:
        return listed[0]
    return gettext(_AND).format(first=_COMMA.join(listed[:-1]), last=listed[-1])
