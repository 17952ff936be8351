"""What an article proposes to a case: for each statement its words, speaker, stance, day and place.

Nothing here is a claim yet: a person accepts it, corrects it or drops it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from geodata.columns import PlaceKind, Stance
from geodata.dates import DateError, parse_date
from geodata.drafting.attribution import (
    Attribution,
    attribution_of,
    is_background,
    is_official,
)
from geodata.drafting.clauses import clauses_in
from geodata.drafting.dates_in_text import DateMention, find_dates
from geodata.drafting.places_in_text import PlaceContext, PlaceMention, find_places
from geodata.drafting.quantities import Quantity, quantities_in
from geodata.drafting.reporting_words import PLANNED, PRONOUNS
from geodata.drafting.sentences import Sentence, sentences_in
from geodata.drafting.speakers import each_of
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.drafting.article import Article

Mention = TypeVar("Mention", DateMention, PlaceMention)

_OPPOSING: Final = frozenset({Stance.DENIES, Stance.DOES_NOT_CONFIRM, Stance.NO_STATEMENT})
_KNOWN_AFTER: Final = timedelta(days=60)
"""What happened so long before an article is told as known."""

_SINCE: Final = re.compile(r"\b(?:since|until|till|up to)\W*$", re.IGNORECASE)
_LOCATIVE: Final = re.compile(
    r"\b(?:in|at|near|from|to|into|through|via|over|across|around|outside|inside|of|within|left|"
    r"leaving|towards?|between|entire|whole|and)\s+(?:the\s+)?"
    r"(?:(?!which|that|who)[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_OURS: Final = re.compile(r"\bour (?:territory|country|land|soil|border)", re.IGNORECASE)
_WORDS_IN_FRONT: Final = re.compile(
    r"(?:(?:note|recall) that|however|meanwhile|following|resulting in|which|and|despite)[\s,]+",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W\d_]{2}")
_LONGEST_TITLE: Final = 80
_WRITER: Final = message("writer")
_DAY_OF_PUBLICATION: Final = message("no day is printed: by the day of publication")
_DAY_OF_CONTEXT: Final = message("no day is printed here: that of what is told before it")
_PLACE_OF_CONTEXT: Final = message("no place is named here: the one that the article names most")
_PLACE_OF_SPEAKER: Final = message("“{words}” is the speaker’s")
_TOLD_AS_KNOWN: Final = message("told as known")
_SAME_SPEAKER: Final = message("“{words}” stands for who spoke before")


@dataclass(frozen=True)
class Proposal:
    """A statement that may become a claim.

    Parameters
    ----------
    paragraph
        Its number.
    start, end, words
        Where it stands in the article, and what stands there.
    title
        What could name the event: the statement's own words, cut short.
    speaker
        As printed; "writer" where nobody is cited.
    stance
        How they stand to it.
    edtf
        When it happened; empty where not even a bound is known.
    places
        Where, the likeliest first.
    quantities
        Numbers with what they count.
    is_plan
        It is about what is to come: an event of its own.
    reasons
        In words: why this speaker, this stance, this day.
    doubts
        What was not printed where it stands, and is taken from elsewhere.
    """

    paragraph: int
    start: int
    end: int
    words: str
    title: str
    speaker: str
    stance: Stance
    edtf: str
    places: tuple[PlaceMention, ...]
    quantities: tuple[Quantity, ...]
    is_plan: bool
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """An article with all that was found in it.

    Parameters
    ----------
    article
        The article.
    published
        The day of publication by which its dates were resolved; None where it is not known.
    dates, places, proposals
        What was found, in the order of the text.
    """

    article: Article
    published: date | None
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    proposals: tuple[Proposal, ...]

    @property
    def published_edtf(self) -> str:
        """When it was published: as the article has it, else the day that was given."""
        given = self.published.isoformat() if self.published else ""
        return self.article.published or given


@dataclass
class _Context:
    """What carries over from one statement to the next."""

    known: bool = False
    edtf: str = ""
    speaker: str = ""


def draft_of(
    article: Article, published: date | None = None, context: PlaceContext | None = None
) -> Draft:
    """Find what an article says: its dates, places and statements.

    Parameters
    ----------
    article
        The article.
    published
        The day on which it was published; by default what it says of itself.
    context
        What is known of its places.
    """
    published = published or _day(article.published)
    dates = find_dates(article.text, published)
    places = find_places(article.text, context)
    found = _Proposing(article, published, dates, places)
    return Draft(article, published, dates, places, tuple(found.proposals()))


def _day(edtf: str) -> date | None:
    """Give the last day that a date may mean."""
    try:
        return parse_date(edtf, UTC).latest if edtf else None
    except DateError:
        return None


class _Proposing:
    """Makes the proposals of one article."""

    def __init__(
        self,
        article: Article,
        published: date | None,
        dates: Sequence[DateMention],
        places: Sequence[PlaceMention],
    ) -> None:
        self._article, self._text = article, article.text
        self._published, self._dates, self._places = published, dates, places
        self._times = [(one.start, one.end) for one in dates]
        self._main = self._main_place()
        self._before = _Context()

    def proposals(self) -> Iterator[Proposal]:
        for paragraph in self._article.paragraphs:
            for sentence in sentences_in(self._text, paragraph.start, paragraph.end):
                cited = attribution_of(self._text, sentence, self._times)
                yield from self._of_sentence(paragraph.number, sentence, cited)

    def _of_sentence(
        self, number: int, sentence: Sentence, cited: Attribution | None
    ) -> Iterator[Proposal]:
        clauses = self._clauses(sentence)
        for clause in clauses:
            if not _WORDS.search(self._text, *clause):
                continue
            own = cited if cited and self._is_said(clause, cited, sentence) else None
            for speaker in each_of(own.speaker) if own and own.speaker else ("",):
                yield self._proposal(number, clause, own and replace(own, speaker=speaker))

    def _is_said(self, clause: Sentence, cited: Attribution, sentence: Sentence) -> bool:
        """Whether a part of a sentence is what the one cited in it says, not what leads to it."""
        if clause.end <= cited.start:
            return self._text[sentence.start] in '“«"'
        return clause.start <= cited.end or cited.stance is not Stance.RECALLS

    def _clauses(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Split a sentence; what names neither day, place nor number goes with its neighbour."""
        found: list[Sentence] = []
        for clause in clauses_in(self._text, sentence):
            if (found and not self._is_full(clause)) or (found and not self._is_full(found[-1])):
                found[-1] = Sentence(found[-1].start, clause.end)
            else:
                found.append(clause)
        return tuple(found)

    def _is_full(self, clause: Sentence) -> bool:
        return bool(
            [one for one in self._within(self._dates, clause) if not self._is_bound(one)]
            or [one for one in self._within(self._places, clause) if one.is_place]
            or quantities_in(self._text, *clause, self._times)
        )

    @staticmethod
    def _within(mentions: Sequence[Mention], part: Sentence) -> list[Mention]:
        return [one for one in mentions if part.start <= one.start and one.end <= part.end]

    def _is_bound(self, mention: DateMention) -> bool:
        """Whether a date only says since or until when something held."""
        before = self._text[max(0, mention.start - 20) : mention.start]
        return bool(
            _SINCE.search(before)
            or re.match(r"(?:since|until|till)\b", mention.text, re.IGNORECASE)
        )

    def _proposal(self, number: int, clause: Sentence, cited: Attribution | None) -> Proposal:
        doubts: list[str] = []
        reasons = [cited.reason] if cited else []
        edtf = self._when(clause, reasons, doubts)
        stance, speaker = self._who(clause, cited, edtf, reasons)
        places = self._where(clause, cited, speaker, doubts)
        words = self._text[clause.start : clause.end].strip(" ,")
        self._before.edtf = edtf
        return Proposal(
            paragraph=number,
            start=clause.start,
            end=clause.start + len(self._text[clause.start : clause.end].rstrip(" ,")),
            words=words,
            title=_title(words),
            speaker=speaker or gettext(_WRITER),
            stance=stance,
            edtf=edtf,
            places=places,
            quantities=quantities_in(self._text, *clause, self._times),
            is_plan=bool(PLANNED.search(words)),
            reasons=tuple(reasons),
            doubts=tuple(doubts),
        )

    def _when(self, clause: Sentence, reasons: list[str], doubts: list[str]) -> str:
        within = self._within(self._dates, clause)
        dated = [one for one in within if one.edtf and not self._is_bound(one)]
        if dated:
            reasons.append(dated[0].rule)
            if dated[0].doubt:
                doubts.append(dated[0].doubt)
            self._before.known = self._is_long_ago(dated[0].edtf) or is_background(
                self._text, clause
            )
            return dated[0].edtf
        if self._before.known and self._before.edtf:
            doubts.append(gettext(_DAY_OF_CONTEXT))
            return self._before.edtf
        if self._published is None:
            return ""
        doubts.append(gettext(_DAY_OF_PUBLICATION))
        return f"[..{self._published.isoformat()}]"

    def _is_long_ago(self, edtf: str) -> bool:
        last = _day(edtf)
        return bool(self._published and last and last < self._published - _KNOWN_AFTER)

    def _who(
        self, clause: Sentence, cited: Attribution | None, edtf: str, reasons: list[str]
    ) -> tuple[Stance, str]:
        known = self._before.known or self._is_long_ago(edtf)
        if cited is None or not cited.speaker:
            if cited:
                return cited.stance, ""
            if known or is_background(self._text, clause):
                reasons.append(gettext(_TOLD_AS_KNOWN))
                return Stance.RECALLS, ""
            return Stance.REPORTS, ""
        speaker, stance = cited.speaker, cited.stance
        if speaker.casefold() in PRONOUNS and self._before.speaker:
            reasons.append(gettext(_SAME_SPEAKER).format(words=speaker))
            speaker = self._before.speaker
            if stance is Stance.REPORTS and is_official(speaker):
                stance = Stance.CONFIRMS
        self._before.speaker = speaker
        if known and stance not in _OPPOSING:
            reasons.append(gettext(_TOLD_AS_KNOWN))
            stance = Stance.RECALLS
        return stance, speaker

    def _where(
        self, clause: Sentence, cited: Attribution | None, speaker: str, doubts: list[str]
    ) -> tuple[PlaceMention, ...]:
        spoken = self._speaker_span(cited)
        named = [
            one
            for one in self._within(self._places, clause)
            if one.is_place and one.chosen and not (spoken[0] <= one.start < spoken[1])
        ]
        located = [
            one
            for one in named
            if _LOCATIVE.search(self._text[max(clause.start, one.start - 60) : one.start])
        ]
        if found := _narrowest(located):
            return found
        if match := _OURS.search(self._text, *clause):
            own = [one for one in self._places if one.chosen and one.text in speaker and one.text]
            if own:
                doubts.append(gettext(_PLACE_OF_SPEAKER).format(words=match[0]))
                return (own[0],)
        narrow = [one for one in named if not _is_country(one)]
        if narrow:
            return _narrowest(narrow)
        if self._main is not None:
            doubts.append(gettext(_PLACE_OF_CONTEXT))
            return (self._main,)
        return ()

    def _speaker_span(self, cited: Attribution | None) -> tuple[int, int]:
        if cited is None or not cited.speaker:
            return (0, 0)
        begin = self._text.rfind(cited.speaker, 0, cited.end)
        if begin < 0:
            begin = self._text.find(cited.speaker, cited.end)
        return (begin, begin + len(cited.speaker)) if begin >= 0 else (0, 0)

    def _main_place(self) -> PlaceMention | None:
        """Give the mention of the place that the article names most, countries aside."""
        placed = [one for one in self._places if one.is_place and one.chosen]
        narrow = [one for one in placed if not _is_country(one)] or placed
        if not narrow:
            return None
        ids = [one.chosen.place.place_id for one in narrow if one.chosen]
        most = Counter(ids).most_common(1)[0][0]
        return narrow[ids.index(most)]


def _is_country(mention: PlaceMention) -> bool:
    return mention.chosen is not None and mention.chosen.place.kind is PlaceKind.COUNTRY


def _narrowest(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Leave out countries where something narrower is named; each place once."""
    narrow = [one for one in mentions if not _is_country(one)] or list(mentions)
    once: dict[str, PlaceMention] = {}
    for one in narrow:
        if one.chosen:
            once.setdefault(one.chosen.place.place_id, one)
    return tuple(once.values())


def _title(words: str) -> str:
    """Cut a statement short for a title: at a word's end."""
    found = _WORDS_IN_FRONT.sub("", " ".join(words.split()), count=1).strip(' ,."“”')
    if len(found) > _LONGEST_TITLE:
        found = found[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return found[:1].upper() + found[1:]
