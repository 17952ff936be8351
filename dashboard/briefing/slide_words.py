"""What a slide says of a view: its lede, the lines beside the picture, its notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.briefing.bibliography import credit, origin, reference
from dashboard.briefing.changes import changes
from dashboard.briefing.plain_text import plain
from geodata.translation import gettext, message, messages, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.briefing.shown import ShownClaim, ShownEvent, ShownView

_NUMBERED: Final = message("{number}. {title}")
_MORE: Final = messages("{count} more event: see the notes.", "{count} more events: see the notes.")
_MORE_LINES: Final = message("More of it: see the notes.")
_TOLD_THEN: Final = message("Told {moment}")
_SAYS: Final = message("{sentence}: {says} ({source})")
_SAID: Final = message("{sentence} ({source})")
_WITH_PARAGRAPH: Final = message("{source} ¶{paragraph}")
_MORE_TOLD: Final = messages(
    "{count} more sentence: see the notes.", "{count} more sentences: see the notes."
)
_NOTHING: Final = message("No event is shown.")
_MAP: Final = message("Map. {time} {count}. {events}")
_AND_MORE: Final = messages("And {count} more.", "And {count} more.")
_EVENTS: Final = message("Events")
_SOURCES: Final = message("Sources")
_SIDE_BY_SIDE: Final = message("As told by {before} | by {after}")
_TOLD_BY: Final = message("{title}: as told by {before} | by {after}")
_VERSION: Final = message("Version {version}.")
_MORE_CHANGES: Final = messages("{count} more: see the notes.", "{count} more: see the notes.")
_ALT_EVENTS: Final = 12


@dataclass(frozen=True)
class Line:
    """A paragraph on a slide: its text, the size of its type in points, how it stands out."""

    text: str
    points: float
    bold: bool = False
    muted: bool = False
    before: float = 0.0
    """Space above it, in points."""


def lede(shown: ShownView) -> list[Line]:
    """Tell which clock and days are shown, what is filtered, how much there is."""
    rest = " ".join([*shown.filter_words, f"{shown.count_words}."])
    return [Line(shown.time_words, 16), Line(rest, 12, muted=True)]


def in_one_line(shown: ShownView) -> Line:
    """Tell clock, days and filters, for a view that has half a slide."""
    return Line(" ".join([shown.time_words, *shown.filter_words]), 14)


def beside(shown: ShownView, *, numbered: bool) -> list[list[Line]]:
    """Tell the selected event, or every event shown: blocks of which the first that fit are set."""
    chosen = next((one for one in shown.events if one.event_id == shown.view.event), None)
    if chosen is not None:
        return _one_event(chosen)
    if not shown.events:
        return [[Line(gettext(_NOTHING), 13)]]
    return [_in_short(event, numbered=numbered) for event in shown.events]


def told_then(shown: ShownView) -> list[list[Line]]:
    """Tell what the moment's own statement says, the selected event first: a head, then blocks."""
    told = sorted(shown.told_then, key=lambda one: one.claim.event_id != shown.view.event)
    if not told:
        return []
    titles = {event.event_id: event.title for event in shown.events}
    head = Line(gettext(_TOLD_THEN).format(moment=told[0].told_words), 12, bold=True)
    blocks: list[list[Line]] = []
    before = ""
    for one in told:
        about = titles[one.claim.event_id]
        named = [] if about == before else [Line(about, 10.5, muted=True, before=5)]
        blocks.append([*named, Line(_said(one), 11, before=2)])
        before = about
    return [[head], *blocks]


def _said(one: ShownClaim) -> str:
    """Tell one claim: who takes which stance, what is said, where it stands."""
    source = one.source.publisher
    if one.paragraph is not None:
        source = gettext(_WITH_PARAGRAPH).format(source=source, paragraph=one.paragraph)
    words = _SAYS if one.claim.says else _SAID
    sentence = f"{one.sentence[:1].upper()}{one.sentence[1:]}"
    return gettext(words).format(sentence=sentence, says=one.claim.says, source=source)


def more_told(count: int) -> Line:
    """Say that so many claims of the statement did not fit, and where they are."""
    return Line(ngettext(*_MORE_TOLD, count).format(count=count), 10.5, muted=True, before=3)


def is_of_one_event(shown: ShownView) -> bool:
    """Tell whether the selected event is among those shown."""
    return any(event.event_id == shown.view.event for event in shown.events)


def not_set(shown: ShownView, count: int) -> Line:
    """Say that so many blocks did not fit, and where they are."""
    if is_of_one_event(shown):
        return Line(gettext(_MORE_LINES), 10.5, muted=True, before=6)
    return Line(ngettext(*_MORE, count).format(count=count), 10.5, muted=True, before=6)


def _one_event(event: ShownEvent) -> list[list[Line]]:
    where = event.when_and_where
    head = [Line(event.title, 18, bold=True)]
    if where:
        head.append(Line(where, 12, muted=True, before=2))
    standing = [
        Line(words, 14 if at == 0 else 12, bold=at == 0, before=10 if at == 0 else 6)
        for at, words in enumerate(event.standing_words)
    ]
    rest = [
        Line(event.rule_words, 11, muted=True, before=10),
        Line(event.description, 12, before=10),
    ]
    return [head, *([line] for line in (*standing, *rest) if line.text)]


def _in_short(event: ShownEvent, *, numbered: bool) -> list[Line]:
    title = event.title
    if numbered:
        title = gettext(_NUMBERED).format(number=event.number, title=title)
    when = event.when_and_where
    said = event.standing_words[0] if event.standing_words else event.standing_label
    lines = [Line(title, 11, bold=True, before=6)]
    if when:
        lines.append(Line(when, 10, muted=True))
    return [*lines, Line(said, 10.5)]


def picture_words(shown: ShownView) -> str:
    """Describe the picture to those who do not see it."""
    told = [f"{one.title}: {one.standing_label}." for one in shown.events[:_ALT_EVENTS]]
    more = len(shown.events) - len(told)
    if more:
        told.append(ngettext(*_AND_MORE, more).format(count=more))
    pattern = gettext(_MAP)
    return pattern.format(time=shown.time_words, count=shown.count_words, events=" ".join(told))


def notes(shown: ShownView) -> str:
    """Give a slide's notes: every event, every source with how it was dated, the origin."""
    events = [_noted(event) for event in shown.events]
    sources = [reference(source) for source in shown.sources]
    parts = [
        [shown.title, shown.time_words, *shown.filter_words, f"{shown.count_words}."],
        [line.text for block in told_then(shown) for line in block],
        [gettext(_EVENTS), *events] if events else [],
        [gettext(_SOURCES), *sources] if sources else [],
        [shown.limits] if shown.limits else [],
        [credit(shown), *origin(shown)],
    ]
    return _paragraphs(parts)


def _noted(event: ShownEvent) -> str:
    title = gettext(_NUMBERED).format(number=event.number, title=event.title)
    where = event.when_and_where
    return " ".join([f"{title} ({where})." if where else f"{title}.", *event.standing_words])


def side_by_side_title(before: ShownView, after: ShownView) -> str:
    """Head a slide of two views: by their moments where both are of the second clock."""
    one, other = before.moment_words, after.moment_words
    if not one or not other or one == other:
        return before.title
    if before.title != after.title:
        return gettext(_SIDE_BY_SIDE).format(before=one, after=other)
    return gettext(_TOLD_BY).format(title=before.title, before=one, after=other)


def side_by_side_notes(before: ShownView, after: ShownView) -> str:
    """Give the notes of a slide of two views: what changed, then those of each."""
    told = _paragraphs([[sort.heading, *sort.lines] for sort in changes(before, after)])
    return "\n\n".join([told, notes(before), notes(after)])


def _paragraphs(parts: Iterable[Sequence[str]]) -> str:
    """Put each part's texts on lines of their own, with an empty line between parts."""
    return "\n\n".join("\n".join(plain(text) for text in part) for part in parts if part)


def more_changes(count: int) -> Line:
    """Say that so many changes did not fit, and where they are."""
    return Line(ngettext(*_MORE_CHANGES, count).format(count=count), 10, muted=True, before=3)


def version_words(shown: ShownView) -> str:
    """Name the version of the case."""
    return gettext(_VERSION).format(version=shown.version)
