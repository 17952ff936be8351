"""Events that bring their own source: each row is an event and the claim that it happened."""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from geodata.columns import CLAIMS, ClaimField, Stance
from geodata.dates import day_of
from geodata.moments import END_OF_DAY
from geodata.reading.claims import named_sources


def claims_of_events(
    events: pd.DataFrame, fallback_source: str, ids: "SourceIds"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one claim for each event, and the sources that `ids` had not heard of before.

    The speaker is the event's source, or `fallback_source` where it names none; the claim counts
    from the latest day of the event, or its earliest where it has no latest.
    """
    named = events["source"].where(events["source"] != "", fallback_source)
    codes, names = pd.factorize(named)
    known = len(ids)
    source_ids = ids.of(names.tolist())
    day = events["latest"].where(~events["open_end"], events["earliest"])
    days = {number: day_of(number).isoformat() for number in day.unique()}
    is_instant = events["second"].notna()
    blank = pd.Series([""] * len(events), index=events.index, dtype="str")
    claims = pd.DataFrame({column.name: blank for column in CLAIMS}).assign(
        claim_id=events["event_id"],
        event_id=events["event_id"],
        source_id=pd.Series(source_ids, dtype="str").take(codes).to_numpy(),
        speaker=named,
        stance=Stance.REPORTS.value,
        field=ClaimField.OCCURRENCE.value,
        reported=events["date"].where(is_instant, day.map(days)).astype("str"),
        says=events["title"],
        url=events["url"],
        told_day=day,
        told_second=events["second"].fillna(END_OF_DAY).astype("Int32"),
        told_earliest=events["earliest"].where(~events["open_start"], day),
        told_assumed=True,
    )
    for column in CLAIMS:
        if column.kind != "text":
            claims[column.name] = pd.array(
                [0 if column.name == "seq" else pd.NA] * len(events), dtype="Int32"
            )
    return claims, named_sources(*ids.since(known))


class SourceIds:
    """Gives each name of a source an id, always the same one.

    An id is the name's ASCII letters and digits, numbered where two would clash.
    """

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._taken: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def of(self, names: Iterable[str]) -> list[str]:
        """Return the id of each name."""
        return [self._ids.get(name) or self._made(name) for name in names]

    def since(self, known: int) -> tuple[list[str], list[str]]:
        """Return ids and names but for the first `known` that were asked for."""
        return [*self._ids.values()][known:], [*self._ids][known:]

    def _made(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "source"
        made, number = slug, self._taken.get(slug, 1)
        while made in self._taken:
            number += 1
            made = f"{slug}-{number}"
        self._taken |= {made: 1, slug: number}
        self._ids[name] = made
        return made
