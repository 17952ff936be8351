"""A case as it had been told by a moment: nothing that was told later is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.claims import claims_in
from geodata.dates import DateError, day_number, parse_date
from geodata.errors import BadQuestionError
from geodata.moments import Moment
from geodata.standing import StandingName
from geodata.standings import standings

if TYPE_CHECKING:
    from geodata.casebook import Case


def moment_asof(case: Case, asof: str) -> Moment | None:
    """Read the moment that a view names.

    Parameters
    ----------
    case
        The case it is asked of.
    asof
        A `claim_id`: when it was told; an instant; a day, month, season or year: its end; "" for
        everything told.

    Returns
    -------
    The moment; None for everything told.

    Raises
    ------
    BadQuestionError
        Where it is neither a claim of the case nor a day or instant.
    """
    if not asof:
        return None
    named = case.claims[case.claims["claim_id"] == asof]
    if len(named):
        return Moment.of_claim(claims_in(named)[0].told)
    try:
        found = parse_date(asof, case.about.zone)
    except DateError:
        raise BadQuestionError(
            f"“{asof}” is neither a claim of the case nor a day such as 2024-04-17 "
            "or an instant such as 2024-04-17T12:00"
        ) from None
    if found.second is not None:
        return Moment(day_number(found.latest), found.second)
    return Moment.end_of(found.latest)


def case_as_told(case: Case, moment: Moment | None) -> Case:
    """Keep of a case the claims told by a moment and the events that they tell of."""
    claims = case.claims if moment is None else case.claims[moment.mask(case.claims)]
    reached = standings(claims)["standing"]
    told = reached.index[reached != StandingName.NOT_YET_TOLD]
    return replace(
        case,
        claims=claims.reset_index(drop=True),
        events=case.events[case.events["event_id"].isin(told)].reset_index(drop=True),
    )
