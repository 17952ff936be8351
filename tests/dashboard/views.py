"""Views of a case, and what a test varies in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.briefing.shown import ShownView

    ShownOf = Callable[[str], ShownView]

APRIL = "clock=told&asof=2024-04-17"
JUNE = "clock=told&asof=2024-06-12"
LATER = ("Front News", "Barda", "complete", "12 Jun", "9 Jun", "30 Apr")
"""What nobody had told by 17 April 2024."""

HOSTILE = (
    '<script>alert("1")</script>',
    "#import sys; *bold* _it_ $x$ @ref <label> \\ ] [ `raw`",
    "=HYPERLINK(\"http://evil\")\r\n'quoted', and \x00\x0b control",
    "&amp; ]]> %PDF <?xml?>",
)


def with_titles(shown: ShownView, titles: tuple[str, ...]) -> ShownView:
    """Give the first events other titles, and the case the first of them."""
    events = [
        replace(event, title=titles[at] if at < len(titles) else event.title)
        for at, event in enumerate(shown.events)
    ]
    return replace(shown, title=titles[0], events=tuple(events))
