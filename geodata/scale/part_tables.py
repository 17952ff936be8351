"""What a prepared case keeps of one part of it: computed by itself, wherever the part was read."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np

from geodata.answer_tables import answer_tables
from geodata.casebook import Case
from geodata.claims import bearing
from geodata.columns import ClaimField
from geodata.errors import CaseError
from geodata.places import AT as BARE
from geodata.scale.points import Points, happened_points, spots_of, standing_codes, told_points
from geodata.search_text import told_texts
from geodata.span import span_of
from geodata.standings import NEVER
from geodata.view import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.errors import CaseWarning, RejectedRow
    from geodata.parts import CasePart
    from geodata.reading.sources import CaseDescription

AT: Final = "at"
OF: Final = "of"
NTH: Final = "nth"
"""Columns to sort by: the place on the curve, the number of the event, that of the row."""

TOLD: Final = ("told_day", "seq", "told_second")
"""Columns of claims by which they are put in the order told."""

TABLES: Final = ("events", "claims", "event_sources", "event_actors")
MOST_EVENTS: Final = 2**31 - 1
MOST_KINDS: Final = 2**16
"""As rows and kinds are numbered in the files."""

LISTS: Final = {
    "rejected.csv": ("file", "line", "column", "value", "message"),
    "warnings.csv": ("file", "line", "column", "message"),
}


@dataclass(frozen=True)
class Tally:
    """A part in numbers.

    Attributes
    ----------
    rows_read, rejected, warned, events, claims
        How many.
    kinds
        Those named in it, sorted.
    span
        First and last day, where there is one.
    """

    rows_read: int
    rejected: int
    warned: int
    events: int
    claims: int
    kinds: Sequence[str]
    span: Sequence[int]


@dataclass(frozen=True)
class PartTables:
    """The rows and points of a part.

    Attributes
    ----------
    tables
        Those of `TABLES`: `AT` in each; `NTH` of events and claims; `OF`, the number of their
        event, of all but events.
    points
        Of each clock; `row` is the position of the event in the part, `kind` that in `kinds`.
    kinds
        All kinds of the part, sorted.
    order_told
        `TOLD` of the claims, whole numbers.
    undated
        For each event whether it has no day.
    places
        Those that have an id of their own, see `saved_places`.
    tally
        What is told of it in numbers.
    """

    tables: dict[str, pd.DataFrame]
    points: dict[Clock, Points]
    kinds: list[str]
    order_told: dict[str, NDArray[np.int64]]
    undated: NDArray[np.bool_]
    places: gpd.GeoDataFrame
    tally: Tally


def part_tables(part: CasePart, events_before: int, claims_before: int) -> PartTables:
    """Compute what is kept of a part.

    Parameters
    ----------
    part
        The part.
    events_before, claims_before
        The numbers of its first event and claim.
    """
    case = _as_case(part)
    texts, starts = _texts(case)
    tables = answer_tables(case, texts)
    spots = spots_of(tables.events, tables.claims, tables.row_of_claim, case.places)
    kinds = sorted(set(tables.events["kind"]))
    standings = standing_codes(tables.events["standing"])
    of, at = tables.row_of_claim, spots.morton.astype(np.int64)
    found = tables.filterable
    rows = {
        "events": tables.events.assign(
            has_place=found["has_place"],
            search_text=found["search_text"],
            **{AT: at, NTH: np.arange(len(tables.events)) + events_before},
        ),
        "claims": tables.claims.assign(
            text_start=starts,
            bears=bearing(tables.claims),
            **{
                AT: at[of],
                OF: of + events_before,
                NTH: np.arange(len(of)) + claims_before,
            },
        ),
    }
    for name in ("event_sources", "event_actors"):
        links = getattr(tables, name)
        of_link = links["row"].to_numpy(np.int64)
        values = links[["value"]].astype({"value": "str"})
        rows[name] = values.assign(**{AT: at[of_link], OF: of_link + events_before})
    return PartTables(
        tables=rows,
        points={
            Clock.HAPPENED: happened_points(tables.events, spots, standings, kinds),
            Clock.TOLD: told_points(tables.events, tables.claims, of, spots, kinds),
        },
        kinds=kinds,
        order_told={name: tables.claims[name].fillna(NEVER).to_numpy(np.int64) for name in TOLD},
        undated=tables.events["earliest"].isna().to_numpy(bool),
        places=_places(part),
        tally=Tally(
            rows_read=part.rows_read,
            rejected=len(part.rejected),
            warned=len(part.warnings),
            events=len(tables.events),
            claims=len(tables.claims),
            kinds=kinds,
            span=span_of(case) or (),
        ),
    )


def kinds_of(tallies: Iterable[Tally]) -> list[str]:
    """Give all kinds that parts name, sorted; a point's kind is its place here."""
    return sorted({kind for tally in tallies for kind in tally.kinds})


def described(about: CaseDescription, tallies: Sequence[Tally]) -> dict[str, Any]:
    """Give what a prepared case's description tells of it.

    Raises
    ------
    CaseError
        Where there is more than the files' numbers can tell apart.
    """
    counts: dict[str, int] = {
        name: sum(getattr(tally, name) for tally in tallies)
        for name in ("rows_read", "rejected", "warned", "events", "claims")
    }
    kinds, days = kinds_of(tallies), [day for tally in tallies for day in tally.span]
    for what, count, most in (
        ("events", counts["events"], MOST_EVENTS),
        ("kinds", len(kinds), MOST_KINDS),
    ):
        if count > most:
            raise CaseError(
                f"has {count:,} {what}, and a prepared case at most {most:,}: divide the case"
            )
    span = [min(days), max(days)] if days else [0, 0]
    return {"about": asdict(about), **counts, "span": span, "kinds": kinds}


def listed(path: Path, told: Iterable[RejectedRow] | Iterable[CaseWarning]) -> None:
    """Lengthen the file of that name, one of `LISTS`; nothing told makes it, with its header."""
    header = LISTS[path.name]
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(header)
        writer.writerows([getattr(one, column) for column in header] for one in told)


def _places(part: CasePart) -> gpd.GeoDataFrame:
    """Leave out bare coordinates that no claim names: they are read off their rows."""
    claimed = part.claims["value"][part.claims["field"] == ClaimField.PLACE]
    places = part.places
    bare = places["place_id"].str.startswith(BARE) & ~places["place_id"].isin(claimed)
    return gpd.GeoDataFrame(places[~bare])


def _as_case(part: CasePart) -> Case:
    """Give a part as a case of its own."""
    return Case(
        path=Path(),
        about=part.about,
        version="",
        events=part.events,
        claims=part.claims,
        sources=part.sources,
        corrections=part.corrections,
        places=part.places,
        rows_read=part.rows_read,
        accepted=part.rows_read - len(part.rejected),
        rejected=part.rejected,
        warnings=part.warnings,
    )


def _texts(case: Case) -> tuple[list[str], NDArray[np.int64]]:
    """Give what a search looks through of each event, and where in it each claim's text begins."""
    texts: list[str] = []
    starts = np.zeros(len(case.claims), np.int64)
    row_of_order = {order: row for row, order in enumerate(case.claims["told_order"].tolist())}
    for _, told in told_texts(case, case.events, case.claims):
        texts.append("\n".join(text for _, text in told))
        at = len(told[0][1]) + 1
        for order, text in told[1:]:
            starts[row_of_order[order]] = at
            at += len(text) + 1
    return texts, starts
