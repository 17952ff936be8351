"""What a case calls those who speak, its sources and its places, and when a claim was told."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    """

    publishers: Mapping[str, str]
    places: Mapping[str, str]
    timezone: tzinfo

    def publisher(self, claim: Claim) -> str:
        """Name the source that carries a claim."""
        return self.publishers.get(claim.source_id) or claim.source_id

    def original(self, source_id: str) -> str:
        """Name the original that a copy passes on; one that the case lacks is told by its id."""
        if not source_id:
            return ""
        unnamed = gettext(_NOT_HERE).format(original=source_id)
        return self.publishers.get(source_id) or unnamed


def naming_of(case: Case) -> Naming:
    """Take the names from a case; a source without a publisher is cited by its title."""
    sources, places = case.sources, case.places
    cited = sources["publisher"].where(sources["publisher"].ne(""), sources["title"])
    return Naming(
        publishers=dict(zip(sources["source_id"], cited, strict=True)),
        places=dict(zip(places["place_id"], places["name"], strict=True)),
        timezone=case.about.zone,
    )


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
