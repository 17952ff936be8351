"""What an article proposes to a case: for each statement its words, speaker, stance, day and place.

Nothing here is a claim yet: a person accepts it, corrects it or drops it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geodata.columns import Stance
from geodata.drafting.attribution import Attribution, affirmed, is_background
from geodata.drafting.clauses import clauses_in
from geodata.drafting.dates_in_text import DateMention, find_dates
from geodata.drafting.days_meant import DaysMeant, last_day
from geodata.drafting.places_in_text import PlaceContext, PlaceMention, find_places
from geodata.drafting.places_meant import PlacesMeant
from geodata.drafting.quantities import Quantity, quantities_in
from geodata.drafting.reporting_words import DEPICTED, EVENTS, OPPOSING, PLANNED, WISHES
from geodata.drafting.sentences import Sentence
from geodata.drafting.speakers import each_of
from geodata.drafting.speakers_meant import SpeakersMeant
from geodata.drafting.statements import Statement, statements_in
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from geodata.drafting.article import Article

_TELLING: Final = OPPOSING | {Stance.INFERS}
_FIGURE: Final = re.compile(r"\d")
_WHICH: Final = re.compile(r"which\b", re.IGNORECASE)
_FEWEST_WORDS: Final = 7
_SHORT_ANSWER: Final = 8
"""“The army denied the report.” is of what was told before it."""

_SAYS: Final = re.compile(r"says?|said|told|added")
_WORDS_IN_FRONT: Final = re.compile(
    r"\A(?:(?:note|recall) that|however|meanwhile|following|resulting in|which|and|despite)[\s,]+",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W\d_]{2}")
_LONGEST_TITLE: Final = 80
_WRITER: Final = message("writer")
_TOLD_AS_KNOWN: Final = message("told as known")


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
    published = published or last_day(article.published)
    dates = find_dates(article.text, published)
    places = find_places(article.text, context)
    found = _Proposing(article, published, dates, places)
    return Draft(article, published, dates, places, tuple(found.proposals()))


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
        self._when = DaysMeant(self._text, dates, published)
        self._whom = SpeakersMeant(self._text)
        self._where = PlacesMeant(article, places)
        self._is_english = article.language[:2] in {"", "en"}

    def proposals(self) -> Iterator[Proposal]:
        for paragraph in self._article.paragraphs:
            before: list[Proposal] = []
            part = Sentence(paragraph.start, paragraph.end)
            for one in statements_in(
                self._text, *part, self._when.spans_in(part), self._article.language
            ):
                if not before:
                    self._begin(one)
                found = [*self._of_statement(paragraph.number, one, before[-1:])]
                yield from found
                before += found

    def _has_words(self, clause: Sentence) -> bool:
        """Tell whether a part of the text says anything besides days."""
        at, rest = clause.start, ""
        for start, end in self._when.spans_in(clause):
            rest, at = rest + self._text[at:start], max(at, end)
        return bool(_WORDS.search(rest + self._text[at : clause.end]))

    def _begin(self, statement: Statement) -> None:
        """Leave what is known long since where a paragraph begins with what somebody says now."""
        cited = statement.cited
        if statement.is_quoted or (cited and _SAYS.fullmatch(self._text[cited.start : cited.end])):
            self._when.back_to_now()

    def _of_statement(
        self, number: int, statement: Statement, before: Sequence[Proposal]
    ) -> Iterator[Proposal]:
        cited = statement.cited
        is_answer = (
            cited is not None
            and cited.stance in {Stance.DENIES, Stance.DOES_NOT_CONFIRM}
            and len(self._text[slice(*statement.sentence)].split()) <= _SHORT_ANSWER
        )
        kept = [*before] if statement.is_contrast or is_answer else []
        for clause in self._clauses(statement.sentence):
            if not self._has_words(clause):
                continue
            own = cited if cited and self._is_said(clause, cited, statement.sentence) else None
            if not self._is_telling(clause, own):
                self._whom.hear(self._whom.named(own, clause, []))
                continue
            for speaker in each_of(own.speaker) if own and own.speaker else ("",):
                found = self._proposal(number, clause, own and replace(own, speaker=speaker), kept)
                yield found
            kept.append(found)

    def _is_telling(self, clause: Sentence, cited: Attribution | None) -> bool:
        """Whether a clause tells something that happened: not an opinion, nor who is who."""
        if not self._is_english:
            return bool(
                (cited and cited.stance in _TELLING)
                or self._when.in_part(clause)
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
        return clause.start <= cited.end or cited.stance not in OPPOSING | {Stance.RECALLS}

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
            return bool(self._when.in_part(clause))
        return self._is_full(clause) or (
            len(words.split()) >= _FEWEST_WORDS and bool(EVENTS.search(words))
        )

    def _is_full(self, clause: Sentence, cited: Attribution | None = None) -> bool:
        return bool(
            self._when.telling(clause)
            or self._where.located(clause, cited)
            or quantities_in(self._text, *clause, self._when.spans_in(clause))
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
        day_before = before[-1].edtf if before else ""
        edtf = self._when.of(clause, cited, day_before, reasons, doubts)
        stance, speaker = self._who(clause, cited, edtf, reasons)
        goes_on = stance in OPPOSING or _WHICH.match(self._text, clause.start)
        so_far = before[-1].places if before and goes_on else ()
        places = self._where.of(clause, cited, speaker, so_far, doubts)
        words = self._text[clause.start : clause.end].strip(" ,")
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
            quantities=quantities_in(self._text, *clause, self._when.spans_in(clause)),
            is_plan=bool(PLANNED.search(words)),
            reasons=tuple(reasons),
            doubts=tuple(doubts),
        )

    def _who(
        self, clause: Sentence, cited: Attribution | None, edtf: str, reasons: list[str]
    ) -> tuple[Stance, str]:
        is_known = self._when.is_known(edtf)
        speaker = self._whom.named(cited, clause, reasons)
        if cited is None or not speaker:
            if cited and cited.stance in _TELLING:
                return cited.stance, ""
            if is_known or is_background(self._text, clause):
                reasons.append(gettext(_TOLD_AS_KNOWN))
                return Stance.RECALLS, ""
            return Stance.REPORTS, ""
        stance = cited.stance
        if stance is Stance.REPORTS and cited.is_plain:
            words = self._text[clause.start : clause.end]
            stance = affirmed(words, self._whom.office_of(speaker) or speaker)
        self._whom.hear(speaker)
        if is_known and stance not in OPPOSING:
            reasons.append(gettext(_TOLD_AS_KNOWN))
            stance = Stance.RECALLS
        return stance, speaker


def _title(words: str) -> str:
    """Cut a statement short for a title: at a word's end."""
    found = _WORDS_IN_FRONT.sub("", " ".join(words.split()), count=1).strip(' ,."“”')
    if len(found) > _LONGEST_TITLE:
        found = found[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return found[:1].upper() + found[1:]
