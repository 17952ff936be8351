"""Events that bring their own source: each row is an event and the claim that it happened."""

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from geodata.columns import CLAIMS, ClaimField, Stance
from geodata.dates import day_of
from geodata.moments import END_OF_DAY
from geodata.reading.claims import source_rows


def claims_of_events(
    events: pd.DataFrame, fallback_source: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one claim for each event, and the sources named.

    The speaker is the event's source, or `fallback_source` where it names none; the claim counts
    from the latest day of the event, or its earliest where it has no latest.
    """
    named = events["source"].where(events["source"] != "", fallback_source)
    codes, names = pd.factorize(named)
    source_ids = _ids(names.tolist())
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
    return claims, source_rows(source_ids, names.tolist())


def _ids(names: Iterable[str]) -> list[str]:
    """Return an id for each name: its ASCII letters and digits, numbered where two would clash."""
    taken: set[str] = set()
    ids = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "source"
        made, number = slug, 1
        while made in taken:
            number += 1
            made = f"{slug}-{number}"
        taken.add(made)
        ids.append(made)
    return ids
