"""How a case is to be read: the rule of standings, the vocabularies, the base map, the limits.

Nothing of it is written here: each definition is asked of the module that holds it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from geodata.basemap import manifest
from geodata.columns import GEO_PRECISION, RELIABILITY, ClaimField, Stance
from geodata.standing import StandingName
from geodata.store import MOST_VALUES
from geodata.translation import gettext
from geodata.view import View
from geodata.wording import (
    edtf_words,
    field_meaning,
    stance_label,
    stance_meaning,
    standing_label,
    standing_meaning,
    standing_procedure,
    standing_rule_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.casebook import Case
    from geodata.store import Counting

DATES: Final = (
    "2024-04-17",
    "2024-04",
    "2020-23",
    "2024-04-16~",
    "2023-09-19/2023-09-20",
    "2024-04-17/..",
    "[2024-04-16,2024-04-17]",
    "[..2024-04-17]",
    "2024-04-17T10:37",
)
"""Dates as a table writes them, one of each sort; the page shows them with what they mean."""


def method_answer(case: Case, store: Counting, sizes: Mapping[str, int] | None = None) -> bytes:
    """Tell how a case is to be read, as JSON.

    Parameters
    ----------
    case, store
        The case, and what counts its events.
    sizes
        How many events, claims and sources it has, where they are not all in `case`.

    Returns
    -------
    `procedure`, in sentences; `standings` in the order of the rule, with how many events of the
    case have each today; `stances`, `fields`, `precisions`, `reliabilities` and `dates` as lists
    of words with their meanings; `basemap` as its manifest has it; `about`, what the case says of
    itself; and `counts` of its rows.
    """
    counted = {entry.value: entry.count for entry in store.facets(View(), MOST_VALUES)["standing"]}
    about = manifest()
    answer: dict[str, Any] = {
        "about": asdict(case.about),
        "counts": {
            name: len(getattr(case, name)) if sizes is None else sizes[name]
            for name in ("events", "claims", "sources")
        },
        "procedure": standing_procedure(),
        "standings": [
            {
                "id": name,
                "label": standing_label(name),
                "meaning": standing_meaning(name),
                "rule": standing_rule_words(name),
                "count": counted.get(name, 0),
            }
            for name in StandingName
        ],
        "stances": [
            {"word": stance, "label": stance_label(stance), "meaning": stance_meaning(stance)}
            for stance in Stance
        ],
        "fields": [{"word": field, "meaning": field_meaning(field)} for field in ClaimField],
        "precisions": [
            {"word": str(code), "meaning": gettext(meaning)}
            for code, meaning in GEO_PRECISION.items()
        ],
        "reliabilities": [
            {"word": letter, "meaning": gettext(meaning)} for letter, meaning in RELIABILITY.items()
        ],
        "dates": [{"word": text, "meaning": edtf_words(text, case.about.zone)} for text in DATES],
        "basemap": {
            "attribution": about.attribution,
            "disclaimer": about.disclaimer,
            "sources": [asdict(source) for source in about.sources],
        },
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
