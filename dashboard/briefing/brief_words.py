"""What a brief says of a view, as texts for its template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dashboard.briefing.bibliography import credit, origin, reference
from dashboard.briefing.isolation import Isolation
from dashboard.briefing.plain_text import web_address
from dashboard.briefing.slide_words import picture_words
from geodata.columns import ClaimField, Stance
from geodata.translation import gettext, message, messages, ngettext
from geodata.wording import field_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.briefing.shown import ShownClaim, ShownEvent, ShownSource, ShownView

_EVENTS: Final = message("Events and how they stand")
_EVIDENCE: Final = message("Evidence, sentence by sentence")
_SOURCES: Final = message("Sources")
_COLUMNS: Final = (
    message("Who"),
    message("Stance"),
    message("Said; carried"),
    message("Source, paragraph"),
)
_ARCHIVED_COLUMN: Final = message("Archived")
_ABOUT: Final = message("{stance} ({field})")
_SAID: Final = message("{said}; carried {told}")
_NO_DAY: Final = message("day not known")
_LONGEST: Final = 600
_DECISIVE: Final = frozenset({Stance.CONFIRMS, Stance.DENIES, Stance.DOES_NOT_CONFIRM})
_PARAGRAPH: Final = message("{source} [{number}] ¶{paragraph}")
_NO_PARAGRAPH: Final = message("{source} [{number}]")
_ARCHIVED: Final = message("copy")
_NOT_ARCHIVED: Final = message("none")
_NOTHING: Final = message("No event is shown.")
_MORE_EVENTS: Final = messages(
    "{count} more event: see the CSV.", "{count} more events: see the CSV."
)
_MORE_ROWS: Final = messages(
    "{count} more sentence of {total}: see the GeoJSON.",
    "{count} more sentences of {total}: see the GeoJSON.",
)
_MORE_SOURCES: Final = messages(
    "{count} more source: see the GeoJSON.", "{count} more sources: see the GeoJSON."
)
_FOOT: Final = message("{title} · version {version}")


@dataclass(frozen=True)
class Cut:
    """How much is set: so many events and rows of evidence; or the first page alone.

    `figure` is the width of the figure, in hundredths of the page's.
    """

    events: int
    rows: int
    figure: int
    first_page: bool = False


def brief_words(shown: ShownView, cut: Cut) -> dict[str, Any]:
    """Give every text of a brief, each on one line; the template sets them as they are."""
    events = shown.events[: cut.events]
    evidence, sources = _evidence(shown, cut.rows)
    has_archived = any(web_address(source.archived_url) for source in shown.sources)
    columns = (*_COLUMNS, _ARCHIVED_COLUMN) if has_archived else _COLUMNS
    total = row_count(shown)
    left = 0 if cut.first_page else total - cut.rows
    said: dict[str, Any] = {
        "title": shown.title,
        "time": shown.time_words,
        "filters": list(shown.filter_words),
        "count": f"{shown.count_words}." if shown.events else gettext(_NOTHING),
        "alt": picture_words(shown),
        "foot": f"{_foot(shown)} · {credit(shown)}",
        "words": {
            "events": gettext(_EVENTS),
            "evidence": gettext(_EVIDENCE),
            "sources": gettext(_SOURCES),
            "columns": [gettext(name) for name in columns],
        },
        "events": [_event(event) for event in events],
        "more_events": _more(_MORE_EVENTS, len(shown.events) - len(events)),
        "rules": _rules(events),
        "evidence": evidence,
        "more_rows": _more(_MORE_ROWS, left, total=f"{total:,}"),
        "sources": sources,
        "more_sources": _more(_MORE_SOURCES, len(shown.sources) - len(sources)) if sources else "",
        "origin": [] if cut.first_page else [_cut(shown.limits), " · ".join(origin(shown))],
    }
    write = Isolation([shown])
    return {key: _on_one_line(value, write) for key, value in said.items()} | {
        "figure": cut.figure,
        "has_archived": has_archived,
    }


def _on_one_line(value: Any, write: Isolation) -> Any:
    if isinstance(value, str):
        return write(value)
    if isinstance(value, dict):
        return {key: _on_one_line(one, write) for key, one in value.items()}
    return [_on_one_line(one, write) for one in value]


def _foot(shown: ShownView) -> str:
    return gettext(_FOOT).format(title=shown.title, version=shown.version)


def _more(forms: tuple[str, str], count: int, **values: str) -> str:
    if not count:
        return ""
    return ngettext(*forms, count).format(count=f"{count:,}", **values)


def _event(event: ShownEvent) -> dict[str, Any]:
    return {
        "number": str(event.number),
        "title": event.title,
        "facts": event.when_and_where,
        "standing": list(event.standing_words),
    }


def _rules(events: tuple[ShownEvent, ...]) -> list[dict[str, str]]:
    """Say why events stand as they do, each rule once."""
    rules = {event.standing_label: event.rule_words for event in events}
    return [{"label": label, "words": words} for label, words in rules.items()]


def row_count(shown: ShownView) -> int:
    """Count the rows of the whole evidence table."""
    return sum(len(_rows(event)) for event in shown.events)


def _rows(event: ShownEvent) -> list[list[ShownClaim]]:
    """Put together what one speaker says in one stance on one occasion in one paragraph."""
    rows: dict[tuple[Any, ...], list[ShownClaim]] = {}
    for one in event.claims:
        occasion = (one.stance_label, _when(one), one.source.source_id, one.paragraph)
        rows.setdefault((one.claim.speaker, *occasion), []).append(one)
    return list(rows.values())


def _chosen(shown: ShownView, count: int) -> list[list[list[ShownClaim]]]:
    """Choose rows: the weightiest of each event, then the next of each; in the order told."""
    rows_of = [_rows(event) for event in shown.events]
    rounds = sorted(
        (place, at, row)
        for at, rows in enumerate(rows_of)
        for place, row in enumerate(sorted(range(len(rows)), key=partial(_weight, rows)))
    )
    kept = {(at, row) for _, at, row in rounds[:count]}
    return [
        [row for place, row in enumerate(rows) if (at, place) in kept]
        for at, rows in enumerate(rows_of)
    ]


def _weight(rows: Sequence[Sequence[ShownClaim]], at: int) -> tuple[bool, int]:
    """Put first what decides a standing, of that and of the rest the newest."""
    claims = [one.claim for one in rows[at]]
    decides = any(claim.is_on_occurrence and claim.stance in _DECISIVE for claim in claims)
    return not decides, -max(claim.told_order for claim in claims)


def _evidence(shown: ShownView, rows: int) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Give so many rows, event by event, and the sources that carry them."""
    sources: dict[str, ShownSource] = {}
    groups: list[dict[str, Any]] = []
    for event, told in zip(shown.events, _chosen(shown, rows), strict=True):
        sources |= {row[0].source.source_id: row[0].source for row in told}
        if told:
            numbers = {key: number for number, key in enumerate(sources, start=1)}
            cells = [_row(row, numbers[row[0].source.source_id]) for row in told]
            groups.append({"number": str(event.number), "title": event.title, "rows": cells})
    listed = [
        {"number": f"[{number}]", "reference": reference(source), "url": web_address(source.url)}
        for number, source in enumerate(sources.values(), start=1)
    ]
    return groups, listed


def _row(claims: list[ShownClaim], number: int) -> dict[str, str]:
    claim, source = claims[0], claims[0].source
    pattern = _NO_PARAGRAPH if claim.paragraph is None else _PARAGRAPH
    fields = dict.fromkeys(one.claim.field for one in claims)
    stance = claim.stance_label
    if [*fields] != [ClaimField.OCCURRENCE]:
        about = ", ".join(field_label(field) for field in fields)
        stance = gettext(_ABOUT).format(stance=stance, field=about)
    archived = web_address(source.archived_url)
    return {
        "who": claim.claim.speaker or source.publisher,
        "stance": stance,
        "told": _when(claim),
        "source": gettext(pattern).format(
            source=source.publisher, number=number, paragraph=claim.paragraph
        ),
        "url": web_address(source.url),
        "archived": gettext(_ARCHIVED if archived else _NOT_ARCHIVED),
        "archived_url": archived,
    }


def _when(claim: ShownClaim) -> str:
    told = claim.told_words or gettext(_NO_DAY)
    if not claim.said_words or claim.said_words == claim.told_words:
        return told
    return gettext(_SAID).format(said=claim.said_words, told=told)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
