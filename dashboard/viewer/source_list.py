"""Every source of a case with what it says, for the page of sources: as the case stands today."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from dashboard.viewer.answer import INFERRED
from geodata.claims import claims_in
from geodata.columns import RELIABILITY, Reliability, Stance
from geodata.translation import gettext
from geodata.wording import (
    claim_sentence,
    edtf_words,
    naming_of,
    stance_label,
    stance_meaning,
    told_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.casebook import Case
    from geodata.claims import Claim
    from geodata.wording import Naming

MOST_CLAIMS: Final = 100
"""Of each source so many claims are sent in words, the first told; the counts are of all."""

_SENT_AS_THEY_ARE: Final = ("title", "published_basis", "language", "url", "archived_url", "note")


def sources_answer(case: Case, counts: Mapping[str, Mapping[str, int]] | None = None) -> bytes:
    """Tell of each source what it is and what it says, as JSON.

    Parameters
    ----------
    case
        The case.
    counts
        Of each source how many claims it has by stance, where not all are in `case`.

    Returns
    -------
    `stances`, each with `id`, `label` and `meaning`; and `sources` in the order of the case, each
    with its own columns, `publisher`, days in words, `copies` (of whose statement or story it is
    a copy), `reliability` in words, `counts` by stance, and `claims`: the first `MOST_CLAIMS`
    told, each with the `id` and `title` of its event; and `corrections` of what it says: the day
    in words, `said` (what the claim says), which `column` stood how `before` and `after`, and why.
    """
    naming = naming_of(case)
    titles = dict(zip(case.events["event_id"], case.events["title"], strict=True))
    corrections = _corrections(case, naming)
    of_source: dict[str, list[Claim]] = {source_id: [] for source_id in case.sources["source_id"]}
    for claim in claims_in(case.claims):
        of_source[claim.source_id].append(claim)
    answer = {
        "stances": [
            {"id": stance, "label": stance_label(stance), "meaning": stance_meaning(stance)}
            for stance in Stance
        ],
        "sources": [
            {
                **_source(row, naming),
                "counts": Counter(claim.stance for claim in of_source[row["source_id"]])
                if counts is None
                else counts.get(row["source_id"], {}),
                "claims": [
                    _claim(claim, titles[claim.event_id], naming)
                    for claim in of_source[row["source_id"]][:MOST_CLAIMS]
                ],
                "corrections": corrections[row["source_id"]],
            }
            for row in case.sources.to_dict("records")
        ],
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _source(row: dict[Any, Any], naming: Naming) -> dict[str, Any]:
    return {
        "id": row["source_id"],
        **{name: row[name] for name in _SENT_AS_THEY_ARE},
        "publisher": row["publisher"],
        "published": edtf_words(row["published"], naming.timezone),
        "retrieved": edtf_words(row["retrieved"], naming.timezone),
        "is_inferred": row["published_basis"].startswith(INFERRED),
        "copies": naming.original(row["original_source"], row["source_id"]),
        "reliability": _reliability_words(row["reliability"]),
    }


def _reliability_words(letter: str) -> str:
    return f"{letter}: {gettext(RELIABILITY[Reliability(letter)])}" if letter else ""


def _corrections(case: Case, naming: Naming) -> dict[str, list[dict[str, str]]]:
    """Tell by source what has been corrected of its claims, the newest first."""
    says = dict(zip(case.claims["claim_id"], case.claims["says"], strict=True))
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    newest_first = case.corrections.iloc[::-1].sort_values(
        "corrected", ascending=False, kind="stable"
    )
    for row in newest_first.to_dict("records"):
        found[row["source_id"]].append(
            {
                "claim": row["claim_id"],
                "said": says.get(row["claim_id"], ""),
                "corrected": edtf_words(row["corrected"], naming.timezone),
                **{name: row[name] for name in ("column", "before", "after", "reason")},
            }
        )
    return found


def _claim(claim: Claim, title: str, naming: Naming) -> dict[str, str]:
    return {
        "id": claim.claim_id,
        "event": claim.event_id,
        "title": title,
        "stance": claim.stance,
        "told": told_words(claim),
        "sentence": claim_sentence(claim, naming),
    }
