"""One claim as a value: who says what about which event, where and when it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geodata.columns import ClaimField, Stance
from geodata.moments import Told

if TYPE_CHECKING:
    import pandas as pd

AFFIRMING: Final = frozenset({Stance.REPORTS, Stance.CONFIRMS, Stance.RECALLS, Stance.INFERS})
OPPOSING: Final = frozenset({Stance.DENIES, Stance.DOES_NOT_CONFIRM})


class Claim(NamedTuple):
    """A row of a case's claims, as far as standings and sentences need it.

    It was told on `told_day` at the latest and on `told_earliest` at the earliest (days since
    1970-01-01 in the case's time zone), `told_second` seconds after midnight (86400 where no time
    is known); `told_order` is its rank among all claims of the case. Copies of one statement
    share `statement_id`.
    """

    claim_id: str
    event_id: str
    source_id: str
    speaker: str
    stance: str
    field: str
    value: str
    says: str
    statement_id: str
    told_earliest: int
    told_day: int
    seq: int
    told_second: int
    told_order: int

    @property
    def is_on_occurrence(self) -> bool:
        """Whether it is about the event having happened at all, and not about a detail."""
        return self.field == ClaimField.OCCURRENCE

    @property
    def affirms(self) -> bool:
        """Whether it speaks of the event as having happened, be it about a detail."""
        return self.stance in AFFIRMING

    @property
    def opposes(self) -> bool:
        """Whether it denies the occurrence or tells that it was not confirmed."""
        return self.stance in OPPOSING and self.is_on_occurrence

    @property
    def told(self) -> Told:
        """When it was told, as `Moment.includes` asks for it."""
        return Told(self.told_day, self.seq, self.told_second, self.told_order)


def claims_in(frame: pd.DataFrame) -> tuple[Claim, ...]:
    """Make the rows of a case's claims frame into values, in the frame's order."""
    columns = (frame[name].tolist() for name in Claim._fields)
    return tuple(map(Claim._make, zip(*columns, strict=True)))


def bearing(frame: pd.DataFrame) -> pd.Series:
    """Tell of each row of a case's claims frame whether it makes its event told of.

    What affirms does, and what denies or does not confirm that it happened at all; silence and
    a denied detail do not.
    """
    opposes = frame["stance"].isin(OPPOSING) & frame["field"].eq(ClaimField.OCCURRENCE)
    return frame["stance"].isin(AFFIRMING) | opposes
