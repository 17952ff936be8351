"""The standings of every event of a case at once, as told by a moment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd

from geodata.claims import Claim
from geodata.columns import ClaimField
from geodata.standing import StandingName, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geodata.moments import Moment

_NAMES: Final = pd.array([name.value for name in StandingName], dtype="str")
NEVER: Final = 2**31 - 1
"""The last day of what has not ended."""

_OCCASION: Final = ("told_day", "seq", "told_second", "source_id")

# of each claim: stance, whether on the occurrence, and its speaker, occasion and statement
Signature: TypeAlias = tuple[tuple[str, bool, int, int, int], ...]


def standings(claims: pd.DataFrame, moment: Moment | None = None) -> pd.DataFrame:
    """Tell the standing of every event that a case's claims name.

    Parameters
    ----------
    claims
        A case's claims frame.
    moment
        Up to when the reader looks.

    Returns
    -------
    One row for each event in the order of its first claim, those not yet told included: index
    `event_id`, columns `standing` (its name) and `rule` (1 to 8).
    """
    event_codes, event_ids = pd.factorize(claims["event_id"])
    told = np.ones(len(claims), bool) if moment is None else moment.mask(claims).to_numpy(bool)
    rules = np.ones(len(event_ids), np.int64)
    claims_of_event = np.bincount(event_codes[told], minlength=len(event_ids))
    single = told & (claims_of_event[event_codes] == 1)
    rules[event_codes[single]] = _rules_of_single_claims(claims[single])
    several = told & ~single
    for event, signature in _signatures(claims[several], event_codes[several]):
        rules[event] = _rule_of(signature)
    index = pd.Index(event_ids, name="event_id", dtype="str")
    return pd.DataFrame({"standing": _NAMES.take(rules - 1), "rule": rules}, index=index)


def standing_spans(claims: pd.DataFrame, rows: NDArray[np.int64]) -> pd.DataFrame:
    """Tell from which day to which each event had each of its standings, as days end.

    Parameters
    ----------
    claims
        A case's claims frame.
    rows
        The number of each claim's event; claims of a negative one are left out.

    Returns
    -------
    By `row` and `first`: `row`, `rule` (2 to 8; while an event is not told there is no span),
    `first` and `last`, days since 1970-01-01, both included, `last` being `NEVER` for the standing
    of today. Claims of which nothing says when they were told lead to no span.
    """
    counted = (rows >= 0) & claims["told_day"].notna().to_numpy(bool)
    claims, rows = claims[counted], rows[counted]
    order = np.lexsort((claims["told_order"].to_numpy(), rows))
    claims, rows = claims.iloc[order].reset_index(drop=True), rows[order]
    days = claims["told_day"].to_numpy(np.int64)
    of_event = np.bincount(rows)[rows] if len(rows) else rows
    rules = np.zeros(len(rows), np.int64)
    rules[of_event == 1] = _rules_of_single_claims(claims[of_event == 1])
    several = np.flatnonzero(of_event > 1)
    ends = np.diff(rows, append=-1).astype(bool) | np.diff(days, append=-1).astype(bool)
    at = 0
    for _, signature in _signatures(claims.iloc[several], rows[several]):
        for place in several[at : at + len(signature)][ends[several[at : at + len(signature)]]]:
            rules[place] = _rule_of(signature[: place - several[at] + 1])
        at += len(signature)
    steps = pd.DataFrame({"row": rows, "rule": rules, "first": days})[ends]
    same = steps["row"].eq(steps["row"].shift()) & steps["rule"].eq(steps["rule"].shift())
    steps = steps[~same]
    follows = steps["row"].eq(steps["row"].shift(-1))
    steps["last"] = (steps["first"].shift(-1) - 1).where(follows, NEVER).astype("int64")
    told: pd.DataFrame = steps[steps["rule"] > 1].reset_index(drop=True)
    return told


def _rules_of_single_claims(claims: pd.DataFrame) -> NDArray[np.int64]:
    """Look up the rule's line for claims that are the only one of their event."""
    stance_codes, stances = pd.factorize(claims["stance"])
    on_occurrence = claims["field"].eq(ClaimField.OCCURRENCE).to_numpy(bool)
    lines = [
        [_rule_of(((stance, on_one, 0, 0, 0),)) for on_one in (False, True)] for stance in stances
    ]
    table = np.array(lines, np.int64).reshape(-1, 2)
    return table[stance_codes, on_occurrence.astype(np.int64)]


def _signatures(
    claims: pd.DataFrame, event_codes: NDArray[np.int64]
) -> Iterator[tuple[int, Signature]]:
    """Reduce each event's claims to what the rule sees of them, so that equal ones are asked once.

    Speakers, occasions and statements are written as the place of the first claim of the event
    that has the same one.
    """
    order = np.lexsort((claims["told_order"].to_numpy(), event_codes))
    claims, events = claims.iloc[order].reset_index(drop=True), event_codes[order]
    starts = np.flatnonzero(np.diff(events, prepend=-1))
    sizes = np.diff(starts, append=len(events))
    places = pd.Series(np.arange(len(events)) - np.repeat(starts, sizes))

    def first_alike(*columns: pd.Series) -> list[int]:
        alike = places.groupby([pd.Series(events), *columns], sort=False).transform("min")
        return alike.tolist()

    statement = claims["statement_id"].where(claims["statement_id"].ne(""), claims["claim_id"])
    rows = list(
        zip(
            claims["stance"].tolist(),
            claims["field"].eq(ClaimField.OCCURRENCE).tolist(),
            first_alike(claims["speaker"]),
            first_alike(*(claims[name] for name in _OCCASION)),
            first_alike(statement),
            strict=True,
        )
    )
    for start, size in zip(starts, sizes, strict=True):
        yield int(events[start]), tuple(rows[start : start + size])


@lru_cache(maxsize=2**16)
def _rule_of(signature: Signature) -> int:
    """Ask `standing` about claims that have this signature."""
    return standing(
        Claim(
            claim_id=str(place),
            event_id="",
            source_id="",
            speaker=str(speaker),
            stance=stance,
            field=ClaimField.OCCURRENCE if on_occurrence else ClaimField.DATE,
            value="",
            says="",
            statement_id=str(statement),
            told_earliest=occasion,
            told_day=occasion,
            seq=0,
            told_second=0,
            told_order=place,
        )
        for place, (stance, on_occurrence, speaker, occasion, statement) in enumerate(signature)
    ).rule
