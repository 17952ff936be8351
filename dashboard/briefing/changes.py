"""What is otherwise in one view of a case than in another, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.viewer.answer import DRAWN_LAST
from geodata.translation import gettext, message, messages, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.briefing.shown import ShownEvent, ShownView

_NEWLY_TOLD: Final = message("Told of since then")
_STANDING_SINCE: Final = message("Standing changed")
_ONLY_LATER: Final = message("Only on the right")
_ONLY_EARLIER: Final = message("Only on the left")
_STANDING_DIFFERS: Final = message("Standing differs")
_SAID: Final = message("More or less was said, same standing")
_NOTHING: Final = message("The same events with the same standing.")
_FROM_TO: Final = message("{title}: {before} → {after}.")
_STATEMENTS: Final = messages(
    "{title}: {before} → {count} sentence.", "{title}: {before} → {count} sentences."
)


@dataclass(frozen=True)
class Changes:
    """Changes of one sort: what they are, and a line for each event."""

    heading: str
    lines: tuple[str, ...]


def changes(before: ShownView, after: ShownView) -> list[Changes]:
    """Tell what changed from one view to another; nothing that neither shows is in it.

    Returns
    -------
    At least one entry, what changed its standing first; where nothing changed its heading says so
    and it has no lines.
    """
    earlier = {event.event_id: event for event in before.events}
    later = {event.event_id: event for event in after.events}
    both = [(event, later[key]) for key, event in earlier.items() if key in later]
    goes_on = _goes_on(before, after)
    found = [
        Changes(
            gettext(_STANDING_SINCE if goes_on else _STANDING_DIFFERS),
            tuple(_turned(one, two) for one, two in both if one.standing != two.standing),
        ),
        Changes(
            gettext(_NEWLY_TOLD if goes_on else _ONLY_LATER),
            tuple(_told(event) for event in _firmest_first(later, but=earlier)),
        ),
        Changes(
            gettext(_ONLY_EARLIER),
            tuple(_told(event) for event in _firmest_first(earlier, but=later)),
        ),
        Changes(gettext(_SAID), tuple(_more(one, two) for one, two in both if _is_more(one, two))),
    ]
    return [change for change in found if change.lines] or [Changes(gettext(_NOTHING), ())]


def _firmest_first(
    events: Mapping[str, ShownEvent], *, but: Mapping[str, ShownEvent]
) -> list[ShownEvent]:
    """Give the events that the other view lacks: the weightiest standing first, then the newest."""
    only = [event for key, event in events.items() if key not in but]
    return sorted(only, key=lambda event: (DRAWN_LAST.index(event.standing), -_first_told(event)))


def _first_told(event: ShownEvent) -> int:
    return min((one.claim.told_order for one in event.claims), default=0)


def _goes_on(before: ShownView, after: ShownView) -> bool:
    """Tell whether the second view is the first one at a later moment."""
    if before.order is None or after.order is None:
        return False
    return before.order <= after.order and before.filter_words == after.filter_words


def _told(event: ShownEvent) -> str:
    return f"{event.title}. {event.standing_words[0]}" if event.standing_words else event.title


def _turned(one: ShownEvent, two: ShownEvent) -> str:
    words = gettext(_FROM_TO).format(
        title=two.title, before=one.standing_label, after=two.standing_label
    )
    return f"{words} {two.standing_words[0]}" if two.standing_words else words


def _is_more(one: ShownEvent, two: ShownEvent) -> bool:
    return one.standing == two.standing and len(one.claims) != len(two.claims)


def _more(one: ShownEvent, two: ShownEvent) -> str:
    count = len(two.claims)
    return ngettext(*_STATEMENTS, count).format(
        title=two.title, before=len(one.claims), count=count
    )
