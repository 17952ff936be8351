"""What an article proposes to a case: for each statement its words, speaker, stance, day and place.

Nothing here is a claim yet: a person accepts it, corrects it or drops it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Final

from geodata.columns import Stance
from geodata.dates import DateError, parse_date
from geodata.drafting.attribution import (
    Attribution,
    affirmed,
    is_background,
    is_official,
)
from geodata.drafting.clauses import clauses_in
from geodata.drafting.dates_in_text import DateMention, find_dates
from geodata.drafting.places_in_text import PlaceContext, PlaceMention, find_places
from geodata.drafting.places_meant import PlacesMeant
from geodata.drafting.quantities import Quantity, quantities_in
from geodata.drafting.reporting_words import DEPICTED, EVENTS, OFFICES, PLANNED, PRONOUNS, WISHES
from geodata.drafting.sentences import Sentence
from geodata.drafting.speakers import each_of
from geodata.drafting.statements import Statement, statements_in
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.drafting.article import Article

_OPPOSING: Final = frozenset({Stance.DENIES, Stance.DOES_NOT_CONFIRM, Stance.NO_STATEMENT})
_TELLING: Final = _OPPOSING | {Stance.INFERS}
_KNOWN_AFTER: Final = timedelta(days=60)
"""What happened so long before an article is told as known."""

_SINCE: Final = re.compile(r"\b(?:since|until|till|up to)\W*$", re.IGNORECASE)
_PRESENT: Final = re.compile(r"\b(?:is|are|has|have|remains?)\b")
_PAST: Final = re.compile(r"\b(?:was|were|had|did)\b")
_FIGURE: Final = re.compile(r"\d")
_WHEN: Final = re.compile(r",\s+when\b")
_WHICH: Final = re.compile(r"which\b", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[A-Z]{2,10}")
_MERE_NAME: Final = re.compile(r"(?:Mrs?\.?\s|Ms\.?\s|[A-Z][\w’'-]+\s){0,3}(?P<last>[A-Z][\w’'-]+)")
_FEWEST_WORDS: Final = 7
_BESIDE: Final = 2
_SAYS: Final = re.compile(r"says?|said|told|added")
_WORDS_IN_FRONT: Final = re.compile(
    r"(?:(?:note|recall) that|however|meanwhile|following|resulting in|which|and|despite)[\s,]+",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W\d_]{2}")
_LONGEST_TITLE: Final = 80
_WRITER: Final = message("writer")
_DAY_OF_PUBLICATION: Final = message("no day is printed: by the day of publication")
_DAY_OF_CONTEXT: Final = message("no day is printed here: that of what is told before it")
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
    speakers: tuple[str, ...] = ()
    """Who spoke, the last one last."""


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
        self._published, self._dates = published, dates
        self._where = PlacesMeant(article, places)
        self._is_english = article.language[:2] in {"", "en"}
        self._times = [(one.start, one.end) for one in dates]
        self._before = _Context()

    def proposals(self) -> Iterator[Proposal]:
        for paragraph in self._article.paragraphs:
            before: list[Proposal] = []
            for one in statements_in(self._text, paragraph.start, paragraph.end, self._times):
                if not before:
                    self._begin(one)
                found = [*self._of_statement(paragraph.number, one, before[-1:])]
                yield from found
                before += found

    def _begin(self, statement: Statement) -> None:
        """Leave what is known long since where a paragraph begins with what somebody says now."""
        cited = statement.cited
        if statement.is_quoted or (cited and _SAYS.fullmatch(self._text[cited.start : cited.end])):
            self._before.known = False

    def _of_statement(
        self, number: int, statement: Statement, before: Sequence[Proposal]
    ) -> Iterator[Proposal]:
        cited = statement.cited
        kept = [*before] if statement.is_contrast else []
        for clause in self._clauses(statement.sentence):
            if not _WORDS.search(self._text, *clause):
                continue
            own = cited if cited and self._is_said(clause, cited, statement.sentence) else None
            if not self._is_telling(clause, own):
                if own and (speaker := self._named(own, clause, [])):
                    self._before.speakers = (*self._before.speakers, speaker)
                continue
            for speaker in each_of(own.speaker) if own and own.speaker else ("",):
                found = self._proposal(number, clause, own and replace(own, speaker=speaker), kept)
                yield found
            kept.append(found)

    def _is_telling(self, clause: Sentence, cited: Attribution | None) -> bool:
        """Whether a clause tells something that happened: not an opinion, nor who is who."""
        if not self._is_english:
            return bool(
                self._dated(clause)
                or self._where.named(clause)
                or _FIGURE.search(self._text, *clause)
            )
        return bool(
            (cited and cited.stance in _TELLING)
            or self._is_full(clause, cited)
            or (EVENTS.search(self._text, *clause) and not WISHES.search(self._text, *clause))
            or DEPICTED.search(self._text, *clause)
        )

    def _is_said(self, clause: Sentence, cited: Attribution, sentence: Sentence) -> bool:
        """Whether a part of a sentence is what the one cited in it says, not what leads to it."""
        if clause.end <= cited.start:
            return cited.is_last or self._text[sentence.start] in '“«"'
        return clause.start <= cited.end or cited.stance not in _OPPOSING | {Stance.RECALLS}

    def _clauses(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Split a sentence; what names neither day, place nor number goes with its neighbour."""
        found: list[Sentence] = []
        for clause in clauses_in(self._text, sentence):
            if found and not (self._is_whole(clause) and self._is_whole(found[-1])):
                found[-1] = Sentence(found[-1].start, clause.end)
            else:
                found.append(clause)
        return tuple(found)

    def _is_whole(self, clause: Sentence) -> bool:
        """Whether a part tells enough to stand alone."""
        words = self._text[clause.start : clause.end]
        if _WHICH.match(words) and not EVENTS.search(words):
            return bool(self._dated(clause))
        return self._is_full(clause) or (
            len(words.split()) >= _FEWEST_WORDS and bool(EVENTS.search(words))
        )

    def _is_full(self, clause: Sentence, cited: Attribution | None = None) -> bool:
        return bool(
            [one for one in self._dated(clause) if not self._is_bound(one)]
            or self._where.located(clause, cited)
            or quantities_in(self._text, *clause, self._times)
        )

    def _dated(self, part: Sentence) -> list[DateMention]:
        return [one for one in self._dates if part.start <= one.start and one.end <= part.end]

    def _is_bound(self, mention: DateMention) -> bool:
        """Whether a date only says since or until when something held."""
        before = self._text[max(0, mention.start - 20) : mention.start]
        if _WHEN.match(self._text, mention.end):
            return False
        return bool(
            _SINCE.search(before)
            or re.match(r"(?:since|until|till)\b", mention.text, re.IGNORECASE)
        )

    def _proposal(
        self,
        number: int,
        clause: Sentence,
        cited: Attribution | None,
        before: Sequence[Proposal],
    ) -> Proposal:
        doubts: list[str] = []
        reasons = [cited.reason] if cited else []
        edtf = self._when(clause, cited, before, reasons, doubts)
        stance, speaker = self._who(clause, cited, edtf, reasons)
        goes_on = stance in _OPPOSING or _WHICH.match(self._text, clause.start)
        so_far = before[-1].places if before and goes_on else ()
        places = self._where.of(clause, cited, speaker, so_far, doubts)
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

    def _when(
        self,
        clause: Sentence,
        cited: Attribution | None,
        before: Sequence[Proposal],
        reasons: list[str],
        doubts: list[str],
    ) -> str:
        dated = [one for one in self._dated(clause) if one.edtf and not self._is_bound(one)]
        dated.sort(key=lambda one: cited is not None and self._is_of_saying(one, cited))
        if dated:
            reasons.append(dated[0].rule)
            if dated[0].doubt:
                doubts.append(dated[0].doubt)
            self._before.known = (
                self._is_long_ago(dated[0].edtf)
                or is_background(self._text, clause)
                or bool(cited and cited.stance is Stance.RECALLS)
            )
            return dated[0].edtf
        if before and cited and cited.stance in _OPPOSING and before[-1].edtf:
            doubts.append(gettext(_DAY_OF_CONTEXT))
            return before[-1].edtf
        if _PRESENT.search(self._text, *clause) and not _PAST.search(self._text, *clause):
            self._before.known = False
        if self._before.known and self._before.edtf:
            doubts.append(gettext(_DAY_OF_CONTEXT))
            return self._before.edtf
        if self._published is None:
            return ""
        doubts.append(gettext(_DAY_OF_PUBLICATION))
        return f"[..{self._published.isoformat()}]"

    def _is_of_saying(self, mention: DateMention, cited: Attribution) -> bool:
        """Whether a date says when somebody spoke, not when what they tell of happened."""
        if cited.is_last and mention.start >= cited.start:
            return True
        beside = self._text[cited.end : mention.start] if mention.start >= cited.end else ""
        after = mention.start >= cited.end and len(beside.split()) <= _BESIDE
        return after or (mention.end <= cited.start <= mention.end + _BESIDE)

    def _is_long_ago(self, edtf: str) -> bool:
        last = _day(edtf)
        return bool(self._published and last and last < self._published - _KNOWN_AFTER)

    def _who(
        self, clause: Sentence, cited: Attribution | None, edtf: str, reasons: list[str]
    ) -> tuple[Stance, str]:
        known = self._before.known or self._is_long_ago(edtf)
        speaker = self._named(cited, clause, reasons)
        if cited is None or not speaker:
            if cited and cited.stance in _TELLING:
                return cited.stance, ""
            if known or is_background(self._text, clause):
                reasons.append(gettext(_TOLD_AS_KNOWN))
                return Stance.RECALLS, ""
            return Stance.REPORTS, ""
        stance = cited.stance
        if stance is Stance.REPORTS and cited.is_plain:
            words = self._text[clause.start : clause.end]
            stance = affirmed(words, self._office_of(speaker) or speaker)
        self._before.speakers = (*self._before.speakers, speaker)
        if known and stance not in _OPPOSING:
            reasons.append(gettext(_TOLD_AS_KNOWN))
            stance = Stance.RECALLS
        return stance, speaker

    def _office_of(self, speaker: str) -> str:
        """Give a mere name with the office by which the article calls it elsewhere; "" for none."""
        if _LETTERS.fullmatch(speaker):
            spelled = re.search(rf"([^.,;:“”\"()]{{3,90}})\s\({speaker}\)", self._text)
            return spelled[1] if spelled and is_official(spelled[1]) else ""
        name = _MERE_NAME.fullmatch(speaker)
        if name is None:
            return ""
        surname = re.escape(name["last"])
        titled = re.compile(rf"\b(?:{OFFICES})\s+(?:[A-Z][\w’'-]+\s+){{0,3}}{surname}\b")
        if match := titled.search(self._text):
            return match[0]
        before = [one for one in self._before.speakers if re.search(rf"\b{surname}(?:$| \()", one)]
        return next((one for one in before if is_official(one)), "")

    def _named(self, cited: Attribution | None, clause: Sentence, reasons: list[str]) -> str:
        """Give who speaks; for “he” or “the ministry” the last who spoke and may be meant."""
        if cited is None or not self._before.speakers:
            return cited.speaker if cited else ""
        told = cited.speaker
        if told and told.casefold() not in PRONOUNS:
            return told
        if not told and cited.end < clause.end:  # nobody is cited, and it is no quotation
            return ""
        word = told.casefold().removeprefix("the ")
        same = [
            one
            for one in self._before.speakers
            if word != told.casefold() and re.search(rf"\b{word}\b", one.casefold())
        ]
        speaker = (same or self._before.speakers)[-1]
        if told:
            reasons.append(gettext(_SAME_SPEAKER).format(words=told))
        return speaker


def _title(words: str) -> str:
    """Cut a statement short for a title: at a word's end."""
    found = _WORDS_IN_FRONT.sub("", " ".join(words.split()), count=1).strip(' ,."“”')
    if len(found) > _LONGEST_TITLE:
        found = found[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return found[:1].upper() + found[1:]
