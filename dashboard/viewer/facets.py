"""What a reader can filter by, with counts, as the sidebar takes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from geodata.standing import StandingName
from geodata.wording import standing_label

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.store import Counting
    from geodata.view import View


MOST_VALUES: Final = 500
"""Of sources and of actors; the most frequent first."""


def facets_answer(case: Case, store: Counting, view: View, most_values: int = MOST_VALUES) -> bytes:
    """Count a view's events by kind, standing, source and actor, as JSON.

    Of sources and of actors the `most_values` most frequent are listed.

    Returns
    -------
    For each facet its values, each as `value`, `label`, `count` and `since`: the order of the
    claim that first told of it, null where none has and for standings.
    """
    labels = {
        "standing": {str(name): standing_label(name) for name in StandingName},
        "source": _source_labels(case),
    }
    answer = {
        facet: [
            {
                "value": entry.value,
                "label": labels.get(facet, {}).get(entry.value, entry.value),
                "count": entry.count,
                "since": entry.since,
            }
            for entry in counted
        ]
        for facet, counted in store.facets(view, most_values).items()
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _source_labels(case: Case) -> dict[str, str]:
    """Name each source by its publisher, with the day where it has published more than one.

    Those of one day have their titles besides, or what else is their own.
    """
    sources = case.sources
    names = sources["publisher"].where(sources["publisher"] != "", sources["title"])
    names = names.where(names != "", sources["source_id"])
    several = names.duplicated(keep=False) & (sources["published"] != "")
    labels = names.where(~several, names + ", " + sources["published"].str[:10])
    for own in (sources["title"], sources["source_id"]):
        alike = labels.duplicated(keep=False) & (own != "") & (own != names)
        labels = labels.where(~alike, labels + ": " + own)
    return dict(zip(sources["source_id"], labels, strict=True))
