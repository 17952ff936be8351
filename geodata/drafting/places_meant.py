"""Where a statement's event was: of the places that it names, those where something happened."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geodata.columns import PlaceKind
from geodata.drafting.atlas.entries import Feature
from geodata.drafting.atlas.index import open_atlas
from geodata.drafting.datelines import dateline_end
from geodata.drafting.place_mentions import GUESS_SCORE
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.drafting.article import Article
    from geodata.drafting.attribution import Attribution
    from geodata.drafting.places_in_text import PlaceMention
    from geodata.drafting.sentences import Sentence

_LOCATIVE: Final = re.compile(
    r"\b(?:in|at|near|from|to|into|onto|through|via|over|across|around|outside|inside|of|within|"
    r"throughout|along|(?:headed|heading|bound|left|leaving) for|"
    r"left|leaving|entered|entering|reached|reaching|hit|struck|shelled|bombed|"
    r"shelling|bombing|seized|captured|attacked|towards?|between|entire|whole)\s+(?:the\s+)?"
    r"(?:(?!(?:which|that|who|and|with|by|for)\b)[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_AND: Final = re.compile(r",?\s+(?:and|or)\s+|,\s+|\s*[/–-]\s*")
_WHOSE: Final = re.compile(
    r"[-‑](?:based|backed|led|held|born|made|run|controlled|owned|brokered)\b|['’]s\s+(?!east|west|north|south)\w",
    re.IGNORECASE,
)
_NEIGHBOUR: Final = re.compile(
    r"\b(?:neighbou?r(?:s|ing)?|next|close|adjacent|border(?:s|ing)?)(?:\s+[\w’'-]+){0,2}\s+(?:to|with|of)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_PEOPLE_FROM: Final = re.compile(
    r"\b(?:militias?|fighters|volunteers|mercenaries|refugees|"
    r"tourists?|m[ae]n|wom[ae]n|boys?|girls?|family|visiting|visitors?|ambassador|envoy|student|people|"
    r"president|minister|leaders?|king|government|ministry|support|criticism|help)\s+(?:from|of|to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ORGANISATION: Final = re.compile(
    r"\s+(?:[A-Z][\w’'-]+\s+){0,3}(?:Party|Army|Front|Union|League|Movement|Brigades?|Battalion|Council|"
    r"Agency|Committee|Forces?|Guards?|Ministry|Bank|Times|Post|Herald|Association|Federation|Command|"
    r"Group|Network|Center|Centre|Observatory|Foundation)\b"
)
_TO_THE_PRESS: Final = re.compile(
    r"\s*(?:(?:[\w’'-]+\s+){0,3}(?:reporters|journalists|media|press))?\s*(?:in|at|during|from|on)\s"
    r"[^,;.“\"]{1,70}?(?:\bthat\b|,|:)"
)
_AND_MORE: Final = re.compile(r"\b(?:adding|but|after|as)\b")
_HELD: Final = re.compile(
    r"(?:,\s*|\s+in\s+|\s+of\s+|,?\s+(?:an?|the)\s+)(?:[\w’'-]+\s+){0,3}(?:in\s+|of\s+)?(?:the\s+)?"
    r"(?:[\w’'-]+\s+){0,2}"
)
_FACILITY: Final = re.compile(
    r"\s+(?:[a-z-]+\s+)?(?:checkpoint|airport|station|port|bridge|prison|village|town|city|district|"
    r"region|province|county|airfield|base|dam|plant|crossing|square|suburb|neighbou?rhood|front|area)\b"
)
_CITY_OF: Final = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}(?:city|town|village|district|port|suburb|county)\s+of\s+(?:the\s+)?"
)
_ASIDE: Final = re.compile(r",\s+(?:amid|despite|because|although|though|whose)\b")
_NAMED_AFTER: Final = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:hospital|mosque|church|school|university|stadium|hotel)\b"
)
_IN_APPOSITION: Final = re.compile(
    r"\b(?:city|town|village|capital|district|port|region|province|island),\s$"
)
_ZONE: Final = re.compile(r"\s+(?:(?:standard|local|daylight|summer)\s+)?time\b", re.IGNORECASE)
_OURS: Final = re.compile(r"\bour (?:territory|country|land|soil|border)", re.IGNORECASE)
_PLACE_OF_CONTEXT: Final = message("no place is named here: the one that the article names most")
_PLACE_OF_SENTENCE: Final = message("no place is named here: the one named before in the sentence")
_PLACE_OF_SPEAKER: Final = message("“{words}” is the speaker’s")


_LEADING: Final = 4
"""What a place counts more in the first paragraph, where a mention counts one or two."""


class PlacesMeant:
    """Tells where the events of one article were.

    Parameters
    ----------
    article
        The article.
    places
        All places named in it, ascending.
    """

    def __init__(self, article: Article, places: Sequence[PlaceMention]) -> None:
        self._text = article.text
        heads = [
            (one.start, dateline_end(article.text, one.start, one.end))
            for one in article.paragraphs
        ]
        begins = [start for start, _ in heads]

        def is_headed(one: PlaceMention) -> bool:
            number = bisect_right(begins, one.start) - 1
            return number >= 0 and one.start < heads[number][1]

        self._places = [one for one in places if one.is_place and one.chosen and not is_headed(one)]
        self._starts = [one.start for one in self._places]
        self._lead_end = article.paragraphs[0].end if article.paragraphs else 0
        self._main = self._main_place()

    def of(
        self,
        clause: Sentence,
        cited: Attribution | None,
        speaker: str,
        before: tuple[PlaceMention, ...],
        doubts: list[str],
    ) -> tuple[PlaceMention, ...]:
        """Give where a clause's event was, the likeliest first; why it is doubted goes to `doubts`.

        Parameters
        ----------
        clause, cited, speaker
            What is said, by whom: where they speak is not where it happened.
        before
            Where the sentence has been so far, for what has no place of its own.
        """
        located = self.located(clause, cited)
        if located:
            return located
        if match := _OURS.search(self._text, *clause):
            own = [one for one in self._places if one.text in speaker]
            if own:
                doubts.append(gettext(_PLACE_OF_SPEAKER).format(words=match[0]))
                return (own[0],)
        if before:
            doubts.append(gettext(_PLACE_OF_SENTENCE))
            return before
        return self._loosely_named(clause, cited, doubts)

    def _loosely_named(
        self, clause: Sentence, cited: Attribution | None, doubts: list[str]
    ) -> tuple[PlaceMention, ...]:
        """Give a place that a clause names anyhow, or in which its speaker is, or the main one."""
        spoken, *_ = self._not_there(clause, cited)
        named = [
            one for one in self._within(clause) if not (_is_country(one) or self._is_whose(one))
        ]
        if elsewhere := [one for one in named if not _is_in(one, [spoken])]:
            return (elsewhere[0],)
        if at_home := [one for one in named if self._is_located(one, clause)]:
            doubts.append(gettext(_PLACE_OF_SPEAKER).format(words=at_home[0].text))
            return (at_home[0],)
        if self._main is not None:
            doubts.append(gettext(_PLACE_OF_CONTEXT))
            return (self._main,)
        return ()

    def located(self, clause: Sentence, cited: Attribution | None) -> tuple[PlaceMention, ...]:
        """Give the places at, in, from or to which a clause says that something happened."""
        spans = self._not_there(clause, cited)
        found: list[PlaceMention] = []
        last: PlaceMention | None = None
        aside = _ASIDE.search(self._text, *clause)
        for one in self._within(clause):
            if found and aside and one.start > aside.start():
                break
            if _is_in(one, spans) or self._is_whose(one):
                continue
            link = _AND.fullmatch(self._text, last.end, one.start) if last else None
            follows = link and not (link[0].startswith(",") and _is_capital(one))
            if follows or self._is_located(one, clause):
                found.append(one)
                last = one
        return _once(self._without_holders(found))

    def named(self, part: Sentence) -> tuple[PlaceMention, ...]:
        """Give all places that a part of the text names, each once."""
        return _once(self._within(part))

    def _within(self, part: Sentence) -> list[PlaceMention]:
        first = bisect_left(self._starts, part.start)
        last = bisect_left(self._starts, part.end)
        return [one for one in self._places[first:last] if one.end <= part.end]

    def _is_located(self, one: PlaceMention, clause: Sentence | None) -> bool:
        before = self._text[max(clause.start if clause else 0, one.start - 60) : one.start]
        if _NEIGHBOUR.search(before) or _ZONE.match(self._text, one.end):
            return False
        is_there = _FACILITY.match(self._text, one.end) and not _is_country(one)
        return bool(_LOCATIVE.search(before) or _IN_APPOSITION.search(before) or is_there)

    def _is_whose(self, one: PlaceMention) -> bool:
        """Tell whether a name only says whose or what sort: "Britain-based", "… Workers Party"."""
        before = self._text[max(0, one.start - 40) : one.start]
        if _is_country(one) and _PEOPLE_FROM.search(before):
            return True
        whose = _WHOSE.match(self._text, one.end)
        is_there = bool(_LOCATIVE.search(before))
        if is_there and not _is_country(one):
            whose = None if whose and whose[0][0] in "'’" else whose
        is_owner = whose or (not is_there and _NAMED_AFTER.match(self._text, one.end))
        return bool(is_owner) or _ORGANISATION.match(self._text, one.end) is not None

    def _not_there(self, clause: Sentence, cited: Attribution | None) -> list[tuple[int, int]]:
        """Give the stretches of a clause that say who speaks, and where: the speaker first."""
        if cited is None or not cited.speaker:
            return [(0, 0)]
        name = cited.speaker.split(" (", maxsplit=1)[0]
        begin = self._text.rfind(name, 0, cited.end)
        if begin < 0 or begin < clause.start:
            begin = self._text.find(name, cited.end)
        last = begin + len(cited.speaker)
        if begin >= 0 and begin < cited.start <= clause.end:
            last = max(last, cited.start)  # with what stands between commas after the name
        spoken = (begin, last) if begin >= 0 else (0, 0)
        if cited.is_last:
            more = _AND_MORE.search(self._text, cited.end, max(cited.end, clause.end))
            return [spoken, (cited.start, more.start() if more else max(cited.end, clause.end))]
        told = _TO_THE_PRESS.match(self._text, cited.end, clause.end)
        return [spoken, *([told.span()] if told else [])]

    def _without_holders(self, found: Sequence[PlaceMention]) -> list[PlaceMention]:
        """Leave out what only says in what another lies: “a town in the county of …”."""
        left_out = set()
        for number, (one, following) in enumerate(pairwise(found)):
            if _CITY_OF.fullmatch(self._text, one.end, following.start):
                left_out.add(number)
            elif _precision(one) < _precision(following) and _HELD.fullmatch(
                self._text, one.end, following.start
            ):
                left_out.add(number + 1)
        return [one for number, one in enumerate(found) if number not in left_out]

    def _main_place(self) -> PlaceMention | None:
        """Give the mention of the place that the article names most; a country counts less."""
        weights: Counter[str] = Counter()
        placed = [one for one in self._places if not self._is_whose(one)]
        for one in placed:
            is_there = self._is_located(one, None)
            if _is_country(one):
                weights[_id(one)] += is_there * (1 + _LEADING * (one.start < self._lead_end))
            else:
                weights[_id(one)] += 1 + is_there + _LEADING * (one.start < self._lead_end)
        if not weights:
            return None
        most = weights.most_common(1)[0][0]
        return next(one for one in placed if _id(one) == most)


def _is_country(mention: PlaceMention) -> bool:
    return mention.chosen is not None and mention.chosen.place.kind is PlaceKind.COUNTRY


def _is_capital(mention: PlaceMention) -> bool:
    """Tell whether a place is a capital: after a comma it may begin a clause of its own."""
    entry = open_atlas().place(mention.chosen.place.place_id) if mention.chosen else None
    return entry is not None and entry.feature is Feature.CAPITAL


def _is_in(mention: PlaceMention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in spans)


def _id(mention: PlaceMention) -> str:
    return mention.chosen.place.place_id if mention.chosen else ""


def _precision(mention: PlaceMention) -> int:
    """Give how rough a place is; what is in no list is a village's or a district's name."""
    if mention.chosen is None or mention.chosen.score <= GUESS_SCORE:
        return 0
    return mention.chosen.place.geo_precision or 0


def _once(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Leave out countries where something narrower is named; each place once."""
    narrow = [one for one in mentions if not _is_country(one)] or list(mentions)
    once: dict[str, PlaceMention] = {}
    for one in narrow:
        if one.chosen:
            once.setdefault(one.chosen.place.place_id, one)
    return tuple(once.values())
