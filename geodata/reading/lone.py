"""Events that bring their own sources: each row is an event and the claims that it happened."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import tzinfo

import pandas as pd

from geodata.columns import BETWEEN, CLAIMS, EVENT_SOURCE, ClaimField, Stance
from geodata.dates import day_of, parse_dates
from geodata.moments import END_OF_DAY
from geodata.reading.claims import named_sources
from geodata.reading.order import order_told
from geodata.reading.sheet import looked_up

_OF_EVENT = ("event_id", "title", "date", "earliest", "latest", "open_start", "open_end", "second")
_SPLIT = ("source", "reported", "url")
_TOLD = ("told_day", "told_second", "told_earliest", "told_assumed")


def claims_of_events(
    events: pd.DataFrame, zone: tzinfo, fallback_source: str, ids: "SourceIds"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a claim for each source of each event, and the sources `ids` had not heard of before.

    The speaker is the source, or `fallback_source` where the event names none. A claim counts from
    the day on which it was `reported`; without one from the latest day of the event, or from its
    earliest where it has no latest. Claims come in the order told.
    """
    rows = events[[*_OF_EVENT, *(column.name for column in EVENT_SOURCE)]]
    rows = _told(_one_for_each_source(rows.assign(claim_id=rows["event_id"])), zone)
    seq = pd.Series(0, index=rows.index, dtype="Int32")
    order = order_told(rows["told_day"], seq, rows["told_second"])
    known = len(ids)
    codes, names = pd.factorize(rows["source"].where(rows["source"] != "", fallback_source))
    source_ids = pd.Series(ids.of(names.tolist()), dtype="str").take(codes[order])
    rows = rows.take(order).set_axis(seq.index)
    given = {
        "claim_id": rows["claim_id"],
        "event_id": rows["event_id"],
        "source_id": source_ids.set_axis(rows.index),
        "speaker": rows["source"].where(rows["source"] != "", fallback_source),
        "stance": pd.Series(Stance.REPORTS.value, rows.index, dtype="str"),
        "field": pd.Series(ClaimField.OCCURRENCE.value, rows.index, dtype="str"),
        "reported": rows["reported"],
        "seq": seq,
        "says": rows["title"],
        "url": rows["url"],
    }
    nothing = {"text": "", "whole number": None, "number": None}
    claims = {
        column.name: given[column.name]
        if column.name in given
        else pd.Series(nothing[column.kind], rows.index, dtype=column.dtype)
        for column in CLAIMS
    }
    told = {name: rows[name] for name in _TOLD}
    return pd.DataFrame(claims | told), named_sources(*ids.since(known))


def _one_for_each_source(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each source that a cell names a row of its own, with its day and address if it has."""
    has_many = rows["source"].str.contains(BETWEEN, regex=False)
    if not has_many.any():
        return rows.reset_index(drop=True)
    several = rows[has_many]
    each = [
        _for_each_source(*cells) for cells in zip(*(several[name] for name in _SPLIT), strict=True)
    ]
    counts = [len(names) for names, *_ in each]
    spread = several.loc[several.index.repeat(counts)]
    columns = [[text for cell in cells for text in cell] for cells in zip(*each, strict=True)]
    for name, column in zip(_SPLIT, columns, strict=True):
        spread[name] = pd.Series(column, spread.index, dtype="str")
    number = [f":{n}" for count in counts for n in range(1, count + 1)]
    spread["claim_id"] += pd.Series(number, spread.index, dtype="str")
    return pd.concat([rows[~has_many], spread]).sort_index(kind="stable").reset_index(drop=True)


def _for_each_source(sources: str, *others: str) -> tuple[list[str], ...]:
    """Split a cell of names, and what other cells say: one thing for each name, or one for all."""
    written = _pieces(sources)
    at = {name: written.index(name) for name in written if name} or {"": 0}
    said = [_pieces(other) for other in others]
    return [*at], *(
        [pieces[position] for position in at.values()]
        if len(pieces) == len(written)
        else [pieces[0] if len(pieces) == 1 else ""] * len(at)
        for pieces in said
    )


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split(BETWEEN)]


def _told(rows: pd.DataFrame, zone: tzinfo) -> pd.DataFrame:
    """Settle when each claim was told."""
    day = rows["latest"].where(~rows["open_end"], rows["earliest"])
    days = {number: day_of(number).isoformat() for number in day.unique().tolist()}
    is_instant = rows["second"].notna()
    assumed = {
        "reported": rows["date"].where(is_instant, looked_up(day, days)),
        "told_day": day,
        "told_second": rows["second"].fillna(END_OF_DAY).astype("Int32"),
        "told_earliest": rows["earliest"].where(~rows["open_start"], day),
        "told_assumed": pd.Series(data=True, index=rows.index),
    }
    given = rows["reported"] != ""
    if not given.any():
        return rows.assign(**assumed)
    found = parse_dates(rows["reported"], zone)
    told = {
        "reported": rows["reported"],
        "told_day": found["latest"],
        "told_second": found["second"].fillna(END_OF_DAY).astype("Int32"),
        "told_earliest": found["earliest"],
        "told_assumed": pd.Series(data=False, index=rows.index),
    }
    return rows.assign(**{name: told[name].where(given, assumed[name]) for name in told})


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
        """Return the id of each name; those of new ones depend on the order in which they come."""
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


class NamesAsIds(SourceIds):
    """Takes each name of a source for its id, where those before it are not known."""

    def _made(self, name: str) -> str:
        self._ids[name] = name
        return name
