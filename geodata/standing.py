"""The standing of an event: what its claims amount to, as told by a moment.

`standing` tells it once, `standing_history` after each claim of an event, by the one rule here;
`geodata.standings` asks for every event of a case. The rule and its reasons:
docs/decisions/standing.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from geodata.columns import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.claims import Claim
    from geodata.moments import Moment


class StandingName(StrEnum):
    """The eight standings, in the order of the lines of the rule that give them."""

    NOT_YET_TOLD = "not-yet-told"
    CONTESTED = "contested"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    REPORTED = "reported"
    BACKGROUND = "background"
    INFERRED = "inferred"


_NAMES: Final = tuple(StandingName)
_BY_ONE_STANCE: Final = (
    (Stance.CONFIRMS, StandingName.CONFIRMED),
    (Stance.DOES_NOT_CONFIRM, StandingName.UNCONFIRMED),
    (Stance.REPORTS, StandingName.REPORTED),
    (Stance.RECALLS, StandingName.BACKGROUND),
    (Stance.INFERS, StandingName.INFERRED),
)


@dataclass(frozen=True)
class Standing:
    """A standing and the claims behind it, each tuple in the order told.

    Attributes
    ----------
    name
        One of the eight; shown to readers only together with who says so.
    by
        The claims that decide it: those that confirm for *confirmed*, those that report for
        *reported*, and so on; for *contested* the affirming ones, its `denied_by` being the
        other side. Empty for *not-yet-told*.
    affirmed_by, not_confirmed_by, denied_by
        All claims that count, by what they say of the occurrence.
    silent
        Statements that a source looked for and did not find, of speakers who have said nothing
        else that counts.
    """

    name: StandingName
    by: tuple[Claim, ...] = ()
    affirmed_by: tuple[Claim, ...] = ()
    not_confirmed_by: tuple[Claim, ...] = ()
    denied_by: tuple[Claim, ...] = ()
    silent: tuple[Claim, ...] = ()

    @property
    def rule(self) -> int:
        """The line of the rule that fits, 1 to 8."""
        return _NAMES.index(self.name) + 1


def standing(claims: Iterable[Claim], moment: Moment | None = None) -> Standing:
    """Tell what the claims about one event amount to.

    Only claims told by `moment` are looked at (all of them where it is None), copies of one
    statement count once, and of each speaker only the newest occasion counts: everything the
    speaker says in one source at one time. Two cases need a word more.

    - What does not bear on the occurrence never supersedes what does: a denial or
      non-confirmation of a detail ("not that day") and the silence that a source found leave
      the speaker's earlier words standing.
    - An occasion that affirms through details alone ("twenty vehicles") replaces the speaker's
      earlier denial or non-confirmation, as it speaks of the event as having happened, but
      does not take back an earlier affirmation of the occurrence: that counts beside it.

    Parameters
    ----------
    claims
        The claims about one event, in any order.
    moment
        Up to when the reader looks.
    """
    told = [claim for claim in claims if moment is None or moment.includes(claim.told)]
    positions = _Positions()
    positions.add(sorted(told, key=_in_order_told))
    return positions.standing()


def standing_history(claims: Iterable[Claim]) -> tuple[tuple[int, Standing], ...]:
    """Tell the standings one event goes through as its claims are told.

    Each step is the `told_order` from which it holds and the standing; a claim that changes
    neither the name nor the claims behind it makes no step.
    """
    steps: list[tuple[int, Standing]] = []
    positions = _Positions()
    for order, told in groupby(sorted(claims, key=_in_order_told), attrgetter("told_order")):
        if positions.add(told):
            reached = positions.standing()
            if not steps or steps[-1][1] != reached:
                steps.append((order, reached))
    return tuple(steps)


class _Positions:
    """Where each speaker stands, by what has been told so far."""

    def __init__(self) -> None:
        self._statements: set[str] = set()
        self._of_speaker: dict[str, list[Claim]] = {}
        self._kept: dict[str, list[Claim]] = {}

    def add(self, told: Iterable[Claim]) -> bool:
        """Go on with claims in the order told; False where all are copies of earlier ones."""
        speaking = set()
        for claim in told:
            statement = claim.statement_id or claim.claim_id
            if statement not in self._statements:
                self._statements.add(statement)
                self._of_speaker.setdefault(claim.speaker, []).append(claim)
                speaking.add(claim.speaker)
        self._kept |= {speaker: _position(self._of_speaker[speaker]) for speaker in speaking}
        return bool(speaking)

    def standing(self) -> Standing:
        """Tell what they amount to."""
        kept = (claim for own in self._kept.values() for claim in own)
        return _first_line_that_fits(sorted(kept, key=_in_order_told))


def _in_order_told(claim: Claim) -> tuple[int, str]:
    return (claim.told_order, claim.claim_id)


def _occasion(claim: Claim) -> tuple[object, ...]:
    return (claim.told_day, claim.seq, claim.told_second, claim.source_id)


def _position(own: Sequence[Claim]) -> list[Claim]:
    """Keep of one speaker's claims, in the order told, those that count."""
    bearing = [claim for claim in own if claim.affirms or claim.opposes]
    if not bearing:
        return [claim for claim in own if claim.stance == Stance.NO_STATEMENT]
    newest = _newest_occasion(bearing)
    if any(claim.is_on_occurrence for claim in newest):
        return newest
    on_occurrence = _newest_occasion([claim for claim in bearing if claim.is_on_occurrence])
    if all(claim.affirms for claim in on_occurrence):
        return on_occurrence + newest
    return newest


def _newest_occasion(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if _occasion(claim) == _occasion(claims[-1])]


def _first_line_that_fits(kept: Sequence[Claim]) -> Standing:
    """Read the rule from the top; `kept` holds what counts of each speaker."""
    by_stance = {
        stance: tuple(claim for claim in kept if claim.stance == stance)
        for stance in {claim.stance for claim in kept}
    }
    affirmed_by = tuple(claim for claim in kept if claim.affirms)
    denied_by = by_stance.get(Stance.DENIES, ())
    name = StandingName.NOT_YET_TOLD
    by: tuple[Claim, ...] = ()
    if denied_by and affirmed_by:
        name, by = StandingName.CONTESTED, affirmed_by
    elif denied_by:
        name, by = StandingName.DENIED, denied_by
    else:
        for stance, given in _BY_ONE_STANCE:
            if stance in by_stance:
                name, by = given, by_stance[stance]
                break
    return Standing(
        name,
        by,
        affirmed_by=affirmed_by,
        not_confirmed_by=by_stance.get(Stance.DOES_NOT_CONFIRM, ()),
        denied_by=denied_by,
        silent=by_stance.get(Stance.NO_STATEMENT, ()),
    )
