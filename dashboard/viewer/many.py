"""The answer to a view of more events than travel: how many there are, where and when."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dashboard.viewer.answer import MOST_EVENTS
from dashboard.viewer.in_sight import MOST_NEAR

if TYPE_CHECKING:
    from dashboard.loaded_case import Loaded
    from geodata.view import View


def many_answer(loaded: Loaded, view: View) -> bytes:
    """Tell how many events match a view's filters, as JSON.

    Returns
    -------
    What `dashboard.viewer.answer.view_answer` gives for no event, with the counts of all; and
    `cells`: what `geodata.scale.overview.overview` gives; `most`, how many events would travel; and
    `few`, how many of a part of the map do.
    """
    answer = loaded.page_of(view, [])
    found = loaded.overview(view)
    answer["counts"] |= {
        "total": found["counts"]["total"],
        "sources": len(loaded.case.sources),
        "matched": found["counts"]["shown"],
    }
    answer["span"] = dict(zip(("from", "to"), loaded.counter.counted.span, strict=True))
    answer["cells"] = {**found, "most": MOST_EVENTS, "few": MOST_NEAR}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
